"""An OpenDocument spreadsheet, .ods or .fods."""

from stardb.books.formats.ods.document import FORMAT

__all__ = ["FORMAT"]
