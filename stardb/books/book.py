"""`Book`: one file as it was when it was read."""

from stardb.books.sheet import Sheet
from stardb.dataclass import dataclass
from stardb.problems import Problem


@dataclass(frozen=True, eq=False)
class Book:
    """One file's visible sheets. file: relative to the workspace. digest: SHA-256 of the bytes that were read."""

    file: str
    digest: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, eq=False)
class Books:
    """All files of a folder, in the order of their paths, and what could not be read of them."""

    books: tuple[Book, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets of all books, in order."""
        return tuple(sheet for book in self.books for sheet in book.sheets)
