"""Reads every file below a folder that somebody may have sent in."""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from stardb.books.book import Book, Books
from stardb.books.parallel import read_files
from stardb.books.sent_file import SentFile
from stardb.problems import Place, Problem, problem

ASIDE = frozenset({"", ".md", ".ini", ".db", ".tmp", ".bak"})
"""The ends of names of files that are no reports and are not mentioned; any other file that is not read is reported."""

Progress = Callable[[int, int], None]


def _ignore_progress(_done: int, _total: int) -> None:
    """Progress that nobody wants to know of."""


def read_books(
    folder: Path,
    root: Path,
    passwords: Sequence[str] = (),
    progress: Progress = _ignore_progress,
    others: Sequence[Path] = (),
    besides: Collection[Path] = (),
) -> Books:
    """All workbooks below `folder` and some others, in the order of their paths, and what could not be read.

    Paths are given relative to `root`, with forward slashes. Lock files (`~$…`) and hidden files are passed over; of files
    with the same content in one folder the first is read. passwords: tried in turn on encrypted files. progress: called with how
    many of how many files are done. others: folders that are read beside `folder`, each as one of its own wherever it lies.
    besides: folders that are not read. Nothing is raised for a file that cannot be read.
    """
    owners = dict.fromkeys((folder, *others))
    sent = [(file, one) for one in owners for file in _files(one, root, {*owners, *besides})]
    sent.sort(key=lambda pair: (pair[0].file, pair[0].path))
    books: dict[tuple[Path, str], Book] = {}
    problems: list[Problem] = []
    for (_, owner), read in zip(sent, read_files([file for file, _ in sent], passwords, progress), strict=True):
        if read.book and (owner, read.book.digest) in books:
            problems.append(_repeat_problem(read.book.file, books[owner, read.book.digest].file))
            continue
        if read.book:
            books[owner, read.book.digest] = read.book
        problems += read.problems
    return Books(tuple(books.values()), tuple(problems))


def _files(folder: Path, root: Path, apart: Collection[Path]) -> Iterator[SentFile]:
    """Every file below `folder`, but not in folders `apart`, that somebody may have sent in.

    Links are not followed out of `root`, nor to other folders.
    """
    for place, folders, names in os.walk(folder):
        inner = (name for name in folders if not name.startswith(".") and Path(place, name) not in apart)
        folders[:] = [*inner]  # os.walk goes into what is left
        for name in names:
            path = Path(place, name)
            if path.suffix.lower() not in ASIDE and not name.startswith(("~$", ".")):
                yield SentFile(path, _path_text(path, root), path.is_symlink() and _leads_out(path, root))
        for name in folders:
            path = Path(place, name)
            if path.is_symlink() and _leads_out(path, folder):
                yield SentFile(path, _path_text(path, root), leads_out=True)


def _leads_out(link: Path, root: Path) -> bool:
    return not Path(os.path.realpath(link)).is_relative_to(os.path.realpath(root))


def _path_text(path: Path, root: Path) -> str:
    """A path as people see it. A name in another encoding than the system's, as old archives have them, is taken for GBK."""
    file = Path(os.path.relpath(path, root)).as_posix()
    if not file.isprintable():
        try:
            file.encode()
        except UnicodeEncodeError:
            file = os.fsencode(file).decode("gb18030", "replace")
    return "".join(c if c.isprintable() or c == "\u3000" else "\ufffd" for c in file)


def _repeat_problem(file: str, first: str) -> Problem:
    message = f"这个文件与“{first}”的内容一模一样，只读了那一份。"
    return problem("D151", message, Place(file), found=first)
