"""An OpenDocument spreadsheet, .ods or .fods."""

from stardb.books.formats.ods.workbook import FORMAT

__all__ = ["FORMAT"]
