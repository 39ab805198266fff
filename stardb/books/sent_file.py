"""Reads one file that somebody sent in: from its name to its sheets."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from stardb.books.book import Book
from stardb.books.book_reader import read_book
from stardb.books.errors import to_unreadable
from stardb.books.file_bytes import access_error, read_bytes
from stardb.books.formats.registry import SUFFIXES, UNSURE_SUFFIXES
from stardb.dataclass import dataclass
from stardb.problems import Place, Problem, problem


@dataclass(frozen=True)
class SentFile:
    """A file somebody sent in. file: its path as people see it. leads_out: it is a link that is not to be followed."""

    path: Path
    file: str
    leads_out: bool = False


@dataclass(frozen=True)
class FileResult:
    """What reading a file gave: its book, or None, and what is wrong with it."""

    book: Book | None
    problems: tuple[Problem, ...]


def read_file(sent: SentFile, passwords: Sequence[str]) -> FileResult:
    """The file's book, or why there is none. Nothing is raised for a file that cannot be read."""
    suffix = sent.path.suffix.lower()
    try:
        if sent.leads_out:
            raise access_error("是通往别处的链接")
        if suffix not in SUFFIXES:
            return _no_table(sent)
        data = read_bytes(sent.path)
    except BaseException as fault:
        return FileResult(None, (to_unreadable(fault).problem(sent.file),))
    sheets, problems = read_book(data, sent.file, passwords)
    if suffix in UNSURE_SUFFIXES and any(p.code == "D103" for p in problems):
        return _no_table(sent)
    return FileResult(Book(sent.file, sha256(data).hexdigest(), tuple(sheets)), tuple(problems))


def _no_table(sent: SentFile) -> FileResult:
    """A file in which no table is looked for, or, in one that may have none, was found."""
    suffix = sent.path.suffix
    what = "里没有表格" if suffix.lower() in UNSURE_SUFFIXES else "格式的文件不读"
    return FileResult(None, (problem("D108", f"{suffix} {what}，这个文件没有用上。", Place(sent.file), found=suffix),))
