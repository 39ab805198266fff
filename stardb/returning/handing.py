"""A file's marked copy, whatever its format: the workbook itself where it can be marked, else its values in an .xlsx."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from stardb.books import Book
from stardb.books.breakage import of_any
from stardb.ooxml import SIGNATURES, TYPES, Package, find_workbook
from stardb.problems import Place
from stardb.returning.copying import copied
from stardb.returning.lines import Line
from stardb.returning.marking import mark
from stardb.returning.sealing import opened

ENDING = ".xlsx"
"""What the name of a copy has behind the name of a file that is none itself."""


def marked_copy(
    data: bytes, book: Book, lines: Sequence[Line], copy: str, passwords: Sequence[str] = ()
) -> tuple[bytes, str]:
    """The marked copy of the file `data`, and the ending that its name gets beside its own: ".xlsx" or "".

    book: what was read of it. copy: its path below the folder of returns. passwords: tried in turn where it is encrypted;
    the copy is encrypted likewise. Raises Unreadable where the file cannot be marked.
    """
    original = opened(data, passwords)
    try:
        made, ending = _marked(original.content, book, lines, copy)
    except Exception as fault:  # numbers that are none, attributes that are not there
        raise of_any(fault) from fault
    return original.sealed(made), ending


def _marked(content: bytes, book: Book, lines: Sequence[Line], copy: str) -> tuple[bytes, str]:
    if _can_be_marked(content):
        return mark(content, book.sheets, lines, book.file, book.digest, copy), ""
    content, sheets = copied(book.sheets)
    names = {before.name: after.name for before, after in zip(book.sheets, sheets, strict=True)}
    moved = [_on(line, names) for line in lines]
    note = (
        f"原文件是 {PurePosixPath(book.file).suffix} 格式，不能在上面标注；这个工作簿照抄了它的内容，请在这里改好发回。"
    )
    return mark(content, sheets, moved, book.file, book.digest, copy + ENDING, note), ENDING


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
