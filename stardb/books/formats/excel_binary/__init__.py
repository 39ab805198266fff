"""What the binary formats of Excel, .xls and .xlsb, share."""
