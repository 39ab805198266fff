"""An .xls of Excel 5 to 2003: binary records in a compound file."""
