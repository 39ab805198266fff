"""An .xlsx or .xlsm: parts of XML in a package."""

from stardb.books.formats.xlsx.workbook import FORMAT

__all__ = ["FORMAT"]
