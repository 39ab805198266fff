"""A file's marked copy, whatever its format: the workbook itself where it can be marked, else its values in an .xlsx."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from stardb.books import Book, to_unreadable
from stardb.ooxml import SIGNATURES, TYPES, Package, find_workbook
from stardb.problems import Place
from stardb.returning.copy_values import copy_values
from stardb.returning.encrypted_workbook import open_original
from stardb.returning.mark_workbook import mark_workbook
from stardb.returning.problem_lines import Line
from stardb.returning.return_stamp import read_stamp

ENDING = ".xlsx"
"""What a copy of a file in another format ends in."""


def make_marked_copy(
    data: bytes, book: Book, lines: Sequence[Line], copy: str, passwords: Sequence[str] = (), converted: str = ""
) -> tuple[bytes, str]:
    """The marked copy of the file `data`, and its path below the folder of returns.

    book: what was read of it. copy: the path of a copy in the file's own format. converted: the path of one that has to be
    an .xlsx; "" for `copy` with another ending. passwords: tried in turn where it is encrypted; the copy is encrypted
    likewise. Raises UnreadableFile where the file cannot be marked.
    """
    original = open_original(data, passwords)
    try:
        can_be_marked = _can_be_marked(original.content)
        path = copy if can_be_marked else converted or str(PurePosixPath(copy).with_suffix(ENDING))
        made = _mark(original.content, book, lines, path) if can_be_marked else _convert(book, lines, path)
    except Exception as fault:  # numbers that are none, attributes that are not there
        raise to_unreadable(fault) from fault
    return original.encrypt(made), path


def _mark(content: bytes, book: Book, lines: Sequence[Line], path: str) -> bytes:
    return mark_workbook(content, book.sheets, lines, book.file, book.digest, path, earlier=_earlier(book))


def _convert(book: Book, lines: Sequence[Line], path: str) -> bytes:
    content, sheets = copy_values(book.sheets)
    names = {before.name: after.name for before, after in zip(book.sheets, sheets, strict=True)}
    moved = [_on(line, names) for line in lines]
    ending = PurePosixPath(book.file).suffix
    note = f"原文件是 {ending} 格式，不能在上面标注；这个工作簿照抄了它的内容，请在这里改好发回，原文件不用再报。"
    return mark_workbook(content, sheets, moved, book.file, book.digest, path, note, _earlier(book))


def _earlier(book: Book) -> tuple[str, ...]:
    """The digests of the versions before that one, where the file came back corrected already."""
    before = read_stamp(book.sheets)
    return (*before.earlier, before.digest) if before else ()


def _can_be_marked(content: bytes) -> bool:
    if not content.startswith(SIGNATURES):
        return False
    package = Package(content)
    return TYPES in package and not find_workbook(package).endswith(".bin")


def _on(line: Line, names: dict[str, str]) -> Line:
    """A line of a sheet by the name that it has in the copy."""
    place = line.problem.place
    moved = Place(place.file, names.get(place.sheet, place.sheet), place.cell)
    return line if line.is_elsewhere else replace(line, problem=replace(line.problem, place=moved))
