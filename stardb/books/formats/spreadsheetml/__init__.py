"""XML Spreadsheet 2003, which many systems write in the name of .xls."""

from stardb.books.formats.spreadsheetml.workbook import FORMAT

__all__ = ["FORMAT"]
