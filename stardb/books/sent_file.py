"""One file that was sent in, from its name to its sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from stardb.books.book import Book
from stardb.books.errors import to_unreadable
from stardb.books.file_bytes import access_error, read_bytes
from stardb.books.formats.registry import SUFFIXES, UNSURE_SUFFIXES
from stardb.books.workbook import read_book
from stardb.problems import Place, Problem, problem


@dataclass(frozen=True)
class Sent:
    """A file somebody sent in. file: its path as people see it. is_astray: it is a link that is not to be followed."""

    path: Path
    file: str
    is_astray: bool = False


@dataclass(frozen=True)
class Read:
    """What came of reading a file."""

    book: Book | None
    problems: tuple[Problem, ...]


def read_file(sent: Sent, passwords: Sequence[str]) -> Read:
    """The file's book, or why there is none. Nothing is raised for a file that cannot be read."""
    suffix = sent.path.suffix.lower()
    try:
        if sent.is_astray:
            raise access_error("是通往别处的链接")
        if suffix not in SUFFIXES:
            return _unused(sent)
        data = read_bytes(sent.path)
    except BaseException as fault:
        return Read(None, (to_unreadable(fault).problem(sent.file),))
    sheets, problems = read_book(data, sent.file, passwords)
    if suffix in UNSURE_SUFFIXES and any(p.code == "D103" for p in problems):
        return _unused(sent)
    return Read(Book(sent.file, sha256(data).hexdigest(), tuple(sheets)), tuple(problems))


def _unused(sent: Sent) -> Read:
    """A file in which no table is looked for, or, in one that may have none, was found."""
    suffix = sent.path.suffix
    what = "里没有表格" if suffix.lower() in UNSURE_SUFFIXES else "格式的文件不读"
    return Read(None, (problem("D108", f"{suffix} {what}，这个文件没有用上。", Place(sent.file), found=suffix),))
