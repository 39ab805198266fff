"""The .xlsx package, for all that read or write one: its parts and relations, its XML, names of cells, the same bytes.

Nothing in a package is trusted: how large it unpacks is known before it is unpacked, its XML has no DTD, and what is
wrong is a `PackageError`, which each room turns into a problem of its own. A workbook's package is opened no other way.
"""

from stardb.ooxml.a1 import (
    LAST_ROW,
    Area,
    Run,
    Spot,
    cell_name,
    column_letters,
    column_number,
    parse_area,
    parse_cell,
    quote_sheet,
    split_cell,
)
from stardb.ooxml.constants import read_constants, write_constants
from stardb.ooxml.fill_row import fill_row
from stardb.ooxml.package import EditablePackage, Package
from stardb.ooxml.package_errors import MissingPart, NoWorkbook, PackageError, TooLarge, XmlError
from stardb.ooxml.plain_zip import read_zip
from stardb.ooxml.relations import TYPES, Relation, file_name_of, relations_path
from stardb.ooxml.workbook import MAIN, STRICT_MAIN, SheetPart, find_workbook, list_sheets
from stardb.ooxml.xml import (
    LocalNames,
    escape_text,
    forget,
    local_name,
    parse_xml,
    quote_attribute,
    scan,
    scan_tags,
    serialise,
    text_of,
    walk,
)
from stardb.ooxml.zip import SIGNATURES, write_zip

__all__ = [
    "LAST_ROW",
    "MAIN",
    "SIGNATURES",
    "STRICT_MAIN",
    "TYPES",
    "Area",
    "EditablePackage",
    "LocalNames",
    "MissingPart",
    "NoWorkbook",
    "Package",
    "PackageError",
    "Relation",
    "Run",
    "SheetPart",
    "Spot",
    "TooLarge",
    "XmlError",
    "cell_name",
    "column_letters",
    "column_number",
    "escape_text",
    "file_name_of",
    "fill_row",
    "find_workbook",
    "forget",
    "list_sheets",
    "local_name",
    "parse_area",
    "parse_cell",
    "parse_xml",
    "quote_attribute",
    "quote_sheet",
    "read_constants",
    "read_zip",
    "relations_path",
    "scan",
    "scan_tags",
    "serialise",
    "split_cell",
    "text_of",
    "walk",
    "write_constants",
    "write_zip",
]
