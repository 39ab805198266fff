"""Workbooks that were handed back and come again corrected: held beside what was handed back."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from stardb.books import Book, Books
from stardb.books.reading import Sent, read_file
from stardb.returning import Settled, settle
from stardb.returning.private import private_titles
from stardb.returning.resent import stamps
from stardb.rulebook.tables import TableSpec
from stardb.workspace.settings import Workspace

FOLDER = "returns"
"""Where a workspace keeps what it hands back, by periods."""

Specs: TypeAlias = Mapping[str, TableSpec]


def settle_resent(workspace: Workspace, books: Books, specs: Iterable[Specs]) -> Settled:
    """The books to read of a workspace's period. specs: of its schemes' tables, which say what is private."""
    copies = {stamp.copy for stamp in stamps(books).values()}
    if not copies:
        return Settled(books)
    return settle(books, _returned(workspace, copies), private_titles(specs, workspace.headers.titles))


def _returned(workspace: Workspace, copies: Iterable[str]) -> dict[str, Book]:
    """What was handed back, by its path below the folder of returns. What a stamp says is only believed of files there."""
    folder = workspace.root / FOLDER / workspace.period
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    sent = (Sent(there[copy], copy) for copy in copies if copy in there)
    read = (read_file(one, workspace.settings.passwords).book for one in sent)
    return {book.file: book for book in read if book}
