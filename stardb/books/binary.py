"""The marks of an .xlsb: the same parts as an .xlsx, as binary records [MS-XLSB]."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from struct import error, unpack_from

from stardb.books.breakage import broken
from stardb.books.comments import OURS
from stardb.books.marks import Finds, Marks, too_far
from stardb.books.sheet import Lost
from stardb.books.styles import BUILT_IN, added, by_style
from stardb.books.xlsx import STAMPS, linked_books, part_of_kind
from stardb.ooxml import Package, PackageError, Relation, Spot

ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
"""The error values by their numbers, the same in .xls."""

_ROW, _BLANK, _ERROR, _LAST_CELL, _FORMULA_ERROR = 0, 1, 3, 11, 11
_NAME, _FORMAT, _XF, _COLUMN, _SETTINGS, _SHEET, _MERGE, _STYLES = 39, 44, 47, 60, 153, 156, 176, 617
_AUTHOR, _COMMENT, _COMMENT_TEXT = 632, 635, 637

Record = tuple[int, bytes]


def finds(package: Package, book: str) -> Finds:
    """The marks of the sheets of the workbook in part `book`. Raises Unreadable where it is damaged."""
    try:
        return _finds(package, book)
    except (error, IndexError, UnicodeDecodeError) as fault:
        raise broken() from fault


def _finds(package: Package, book: str) -> Finds:
    links = package.relations(book)
    styles = _styles(package, links)
    sheets: list[Marks] = []
    stamps: dict[int, str] = {}
    base1904 = False
    for kind, data in _records(package.read(book)):
        if kind == _SETTINGS:
            base1904 = bool(data[0] & 1)
        elif kind == _SHEET:
            link = links.get(_wide(data, 8)[0])
            is_there = link is not None and link.kind == "worksheet" and link.target in package
            sheets.append(_sheet(package, link.target, styles) if link and is_there else Marks())
        elif kind == _NAME and _wide(data, 9)[0] in STAMPS:
            stamps[_number(data, 5)] = _constant(data, _wide(data, 9)[1])
    whole = stamps.get(0xFFFFFFFF, "")
    marked = (replace(found, base1904=base1904, stamp=stamps.get(i) or whole) for i, found in enumerate(sheets))
    return Finds(tuple(marked), linked_books(package, book))


def _records(data: bytes) -> Iterator[Record]:
    """Kind and content of each record; both the kind and the length are numbers of 7 bits a byte."""
    at = 0
    while at < len(data):
        kind = data[at]
        if kind & 0x80:
            kind, at = kind & 0x7F | (data[at + 1] & 0x7F) << 7, at + 1
        size = shift = 0
        while shift < 28:
            at += 1
            size |= (data[at] & 0x7F) << shift
            shift += 7
            if not data[at] & 0x80:
                break
        yield kind, data[at + 1 : at + 1 + size]
        at += 1 + size


def _number(data: bytes, at: int) -> int:
    return int(unpack_from("<I", data, at)[0])


def _wide(data: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    end = at + 4 + 2 * _number(data, at)
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _styles(package: Package, links: Mapping[str, Relation]) -> dict[int, str]:
    """The styles whose formats add anything, and what."""
    path = part_of_kind(package, links, "styles")
    formats, numbers, within = dict(BUILT_IN), [], False
    for kind, data in _records(package.read(path)) if path else ():
        if kind == _FORMAT:
            formats[unpack_from("<H", data)[0]] = added(_wide(data, 2)[0])
        within = within or kind == _STYLES
        if kind == _XF and within:
            numbers.append(unpack_from("<H", data, 2)[0])
    return by_style(numbers, formats)


def _sheet(package: Package, path: str, styles: Mapping[int, str]) -> Marks:
    row = right = bottom = 0
    lost: dict[Spot, Lost] = {}
    shown: list[tuple[Spot, str]] = []
    merges: list[tuple[Spot, Spot]] = []
    rows, columns = [], []
    for kind, data in _records(package.read(path)):
        if kind == _ROW:
            row = _number(data, 0)
            if data[11] & 0x10:
                rows.append(range(row, row + 1))
        elif _BLANK < kind <= _LAST_CELL:
            column, style = unpack_from("<II", data)
            bottom, right = max(bottom, row + 1), max(right, column + 1)
            if far := too_far(bottom, right):
                return Marks(far=far)
            if kind in (_ERROR, _FORMULA_ERROR):
                lost[row, column] = Lost(ERRORS.get(data[8], "#VALUE!"))
            elif what := styles.get(style & 0xFFFFFF):
                shown.append(((row, column), what))
        elif kind == _COLUMN and (data[16] & 1 or not _number(data, 8)):
            columns.append(range(_number(data, 0), _number(data, 4) + 1))
        elif kind == _MERGE:
            top, last, left, end = unpack_from("<4I", data)
            merges.append(((top, left), (last, end)))
    return Marks(lost, shown, merges, rows, columns, _comments(package, path))


def _comments(package: Package, path: str) -> dict[Spot, str]:
    found: dict[Spot, str] = {}
    with suppress(PackageError, error, IndexError):  # a comment that cannot be read is no reason to refuse the values
        for part in package.related(path, "comments"):
            found |= _texts(package.read(part))
    return found


def _texts(data: bytes) -> dict[Spot, str]:
    found: dict[Spot, str] = {}
    authors: list[str] = []
    place, author = (0, 0), 0
    for kind, content in _records(data):
        if kind == _AUTHOR:
            authors.append(_wide(content, 0)[0])
        elif kind == _COMMENT:
            author, place = _number(content, 0), (_number(content, 4), _number(content, 12))
        elif kind == _COMMENT_TEXT and authors[author : author + 1] != [OURS]:
            found[place] = _wide(content, 1)[0].strip()
    return found


def _constant(data: bytes, at: int) -> str:
    """The text a name's formula joins from string constants; what follows one of another kind is left out."""
    end, texts = at + 4 + _number(data, at), []
    at += 4
    while at < end:
        if data[at] == 0x17:
            size = 2 * unpack_from("<H", data, at + 1)[0]
            texts.append(data[at + 3 : at + 3 + size].decode("utf-16-le", "replace"))
            at += 3 + size
        elif data[at] == 0x08:
            at += 1
        else:
            break
    return "".join(texts)
