"""Files as people send them, opened: `Sheet`s of cells with their places, and a problem for whatever cannot be read.

`read_books` reads every file below a folder once. What the cells mean is for `intake` to say.
"""

from stardb.books.book import Book, Books
from stardb.books.display.displayed_cells import (
    SEEN,
    SeenDay,
    SeenMoment,
    SeenNumber,
    SeenText,
    Undecided,
    Undisplayed,
    seen,
)
from stardb.books.encryption import unlocked
from stardb.books.errors import Unreadable, of_any
from stardb.books.file_bytes import taken
from stardb.books.folder import read_books
from stardb.books.own_marks import LISTS, MARK, OURS
from stardb.books.raw.sheet_metadata import Prompt
from stardb.books.remarks import Remark
from stardb.books.sheet import Cell, Control, Lost, Merge, Sheet, is_blank, shown, to_15_digits
from stardb.books.workbook import read_book

__all__ = [
    "LISTS",
    "MARK",
    "OURS",
    "SEEN",
    "Book",
    "Books",
    "Cell",
    "Control",
    "Lost",
    "Merge",
    "Prompt",
    "Remark",
    "SeenDay",
    "SeenMoment",
    "SeenNumber",
    "SeenText",
    "Sheet",
    "Undecided",
    "Undisplayed",
    "Unreadable",
    "is_blank",
    "of_any",
    "read_book",
    "read_books",
    "seen",
    "shown",
    "taken",
    "to_15_digits",
    "unlocked",
]
