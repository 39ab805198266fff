"""An .xlsb: the same parts as an .xlsx, in binary records."""
