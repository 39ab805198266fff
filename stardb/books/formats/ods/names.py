"""The names of elements and attributes in an OpenDocument that several of its readers look for."""

NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
"""How the names of all its name spaces begin."""

OFFICE, TEXT, TABLE, STYLE, DATA_STYLE = (
    f"{{{NAMES}{name}:1.0}}" for name in ("office", "text", "table", "style", "datastyle")
)
EXTENSION = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
"""What LibreOffice adds to the standard."""

STYLE_NAME = f"{TABLE}style-name"
COLUMNS_REPEATED, ROWS_REPEATED = f"{TABLE}number-columns-repeated", f"{TABLE}number-rows-repeated"
