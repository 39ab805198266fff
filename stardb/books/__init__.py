"""Files as people send them, opened: `Sheet`s of cells with their places, and a problem for whatever cannot be read.

`read_books` reads every file below a folder once. What the cells mean is for `intake` to say.
"""

from stardb.books.book import Book, Books
from stardb.books.folder import read_books
from stardb.books.sheet import Cell, Lost, Merge, Sheet
from stardb.books.workbook import read_book

__all__ = ["Book", "Books", "Cell", "Lost", "Merge", "Sheet", "read_book", "read_books"]
