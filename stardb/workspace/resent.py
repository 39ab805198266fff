"""Workbooks that were handed back and come again corrected: held beside what was handed back."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from stardb.books import Book, Books, read_book
from stardb.quantity import Period, UnreadableText, read_period
from stardb.returning import (
    CorrectedBooks,
    ReturnStamp,
    find_private_titles,
    read_stamp,
    read_stamps,
    replace_corrected,
)
from stardb.rulebook import TableSpec
from stardb.workspace.folder.settings import Workspace

FOLDER = "returns"
"""Where a workspace keeps what it hands back, by periods."""

Specs: TypeAlias = Mapping[str, TableSpec]


def match_resent(workspace: Workspace, books: Books, specs: Iterable[Specs]) -> CorrectedBooks:
    """The books to read of a workspace's period. specs: of its schemes' tables, which say what is private."""
    found = [*read_stamps(books).values()]
    if not found:
        return CorrectedBooks(books)
    return replace_corrected(
        books, _find_returned(workspace, found), find_private_titles(specs, workspace.headers.titles)
    )


def _find_returned(workspace: Workspace, found: Iterable[ReturnStamp]) -> dict[str, Book]:
    """What was handed back, by the digest in its stamp."""
    return {digest: book for digest, (_, book) in returned_files(workspace, found).items()}


def returned_files(workspace: Workspace, found: Iterable[ReturnStamp]) -> dict[str, tuple[Path, Book]]:
    """The copies that corrected files are held beside, by the digests in their stamps: the last handed back, and the first.

    What a stamp says is only believed of files in the folder of returns.
    """
    names = dict.fromkeys(
        name for stamp in found for name in (stamp.copy, returned_path(stamp.digest), returned_path(stamp.first))
    )
    copies: dict[str, tuple[Path, Book]] = {}
    for folder in _list_folders(workspace):
        there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        for name in (name for name in names if name in there):
            data = there[name].read_bytes()
            sheets, _ = read_book(data, name, workspace.settings.passwords)
            if stamp := read_stamp(sheets):
                copies.setdefault(stamp.digest, (there[name], Book(name, sha256(data).hexdigest(), tuple(sheets))))
    return copies


def _list_folders(workspace: Workspace) -> list[Path]:
    """The folders of returns of the period and of others in its year, its own first: a year's return may hold a month's file."""
    found: list[Period] = []
    above = workspace.root / FOLDER
    for path in sorted(above.iterdir()) if above.is_dir() else ():
        with suppress(UnreadableText):
            found += [read_period(path.name)]
    others = sorted(one for one in found if one.year == workspace.period.year and one != workspace.period)
    return [above / period.name for period in (workspace.period, *others)]


def returned_path(digest: str) -> str:
    """Where the copy of a file that was handed back first stays, below the folder of returns, by the digest in its stamp.

    It is what the corrections of all later rounds are told by, so it stays when the copies are made anew.
    """
    return f".earlier/{digest}"


def returned_copies(workspace: Workspace, books: Books) -> dict[str, bytes]:
    """The copies to be kept, by their paths below the folder of returns: the first of each file that came back corrected."""
    found = [*read_stamps(books).values()]
    copies = returned_files(workspace, found)
    firsts = dict.fromkeys(stamp.first for stamp in found if stamp.first in copies)
    return {returned_path(first): copies[first][0].read_bytes() for first in firsts}
