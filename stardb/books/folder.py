"""Every file below a folder that somebody may have sent in."""

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from stardb.books.book import Book, Books
from stardb.books.workbook import READ, read_book
from stardb.problems import Place, Problem, problem

ASIDE = frozenset({"", ".md", ".ini", ".db", ".tmp", ".bak"})
"""What lies about in folders and is nobody's report; any other file that is not read is named."""


def read_books(folder: Path, root: Path, passwords: Sequence[str] = ()) -> Books:
    """All workbooks below `folder`, in the order of their paths, and what could not be read.

    Paths are given relative to `root`, with forward slashes. Lock files (`~$…`) and hidden files are passed over.
    passwords: tried in turn on encrypted files. Nothing is raised for a file that cannot be read.
    """
    books: list[Book] = []
    problems: list[Problem] = []
    for path, file in _files(folder, root):
        book, faults = _read_file(path, file, passwords)
        books += [book] if book else []
        problems += faults
    return Books(tuple(books), tuple(problems))


def _files(folder: Path, root: Path) -> list[tuple[Path, str]]:
    """Every file below `folder` that somebody may have sent in, with its name relative to `root`, sorted by that name."""
    files = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]  # os.walk goes into what is left
        for name in names:
            path = Path(place, name)
            if path.suffix.lower() not in ASIDE and not name.startswith(("~$", ".")):
                files.append((path, Path(os.path.relpath(path, root)).as_posix()))
    return sorted(files, key=lambda pair: pair[1])


def _read_file(path: Path, file: str, passwords: Sequence[str]) -> tuple[Book | None, list[Problem]]:
    if path.suffix.lower() not in READ:
        message = f"{path.suffix} 格式的文件不读，这个文件没有用上。"
        return None, [problem("D108", message, Place(file), found=path.suffix)]
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = "没有权限，或正被别的程序占用" if isinstance(error, PermissionError) else "无法打开"
        return None, [problem("D104", f"这个文件读不到：{reason}。", Place(file), found=reason)]
    sheets, problems = read_book(data, file, passwords)
    return Book(file, sha256(data).hexdigest(), tuple(sheets)), problems
