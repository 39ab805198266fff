"""An .xlsb: the same parts as an .xlsx, in binary records."""

from stardb.books.formats.xlsb.workbook import FORMAT

__all__ = ["FORMAT"]
