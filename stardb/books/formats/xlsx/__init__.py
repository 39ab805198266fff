"""An .xlsx or .xlsm: parts of XML in a package."""
