"""Reads files as people send them into `Sheet`s of cells with their places, and a problem for whatever cannot be read.

`read_books` reads every file below a folder once, `read_book` one file's bytes. What the cells mean is for `intake` to say.

Inside: `formats` has a file or a folder for each format, and the registry of them; `display` finds what a cell shows by its
number format and font, `conditional_formats` what it shows by its conditional formats; `raw` holds sheets between the file
and `Sheet`.
"""

from stardb.books.book import Book, Books
from stardb.books.book_reader import read_book
from stardb.books.display.displayed_cells import (
    DISPLAYED,
    ConditionalDisplay,
    DisplayedDay,
    DisplayedMoment,
    DisplayedNumber,
    DisplayedPercent,
    DisplayedText,
    UnknownDisplay,
    screen_text,
)
from stardb.books.encryption import unlock
from stardb.books.errors import UnreadableFile, to_unreadable
from stardb.books.file_bytes import read_bytes
from stardb.books.folder import ASIDE, read_books
from stardb.books.own_marks import LISTS_SHEET, OWN_AUTHOR, OWN_MARK
from stardb.books.raw.sheet_metadata import Prompt
from stardb.books.remarks import Remark
from stardb.books.sheet import Cell, Control, Merge, NoValue, Sheet, cell_text, is_blank, to_15_digits

__all__ = [
    "ASIDE",
    "DISPLAYED",
    "LISTS_SHEET",
    "OWN_AUTHOR",
    "OWN_MARK",
    "Book",
    "Books",
    "Cell",
    "ConditionalDisplay",
    "Control",
    "DisplayedDay",
    "DisplayedMoment",
    "DisplayedNumber",
    "DisplayedPercent",
    "DisplayedText",
    "Merge",
    "NoValue",
    "Prompt",
    "Remark",
    "Sheet",
    "UnknownDisplay",
    "UnreadableFile",
    "cell_text",
    "is_blank",
    "read_book",
    "read_books",
    "read_bytes",
    "screen_text",
    "to_15_digits",
    "to_unreadable",
    "unlock",
]
