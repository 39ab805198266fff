"""XML Spreadsheet 2003, which many systems write in the name of .xls."""
