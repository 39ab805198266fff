"""An .xls of Excel 5 to 2003: binary records in a compound file."""

from stardb.books.formats.xls.workbook import FORMAT

__all__ = ["FORMAT"]
