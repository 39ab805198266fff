"""The marks of an .xls of Excel 5 to 2003, in the records of its workbook stream [MS-XLS].

Macros, objects and drawings are passed over, but for the texts of comments.
"""

from collections.abc import Iterator, Mapping
from struct import error, pack, unpack_from

from stardb.books.binary import ERRORS
from stardb.books.breakage import broken
from stardb.books.comments import OURS
from stardb.books.marks import Finds, Marks, too_far
from stardb.books.sheet import Lost
from stardb.books.styles import BUILT_IN, added, by_style
from stardb.books.xlsx import STAMPS
from stardb.ooxml import Spot, file_name_of

STREAMS = ("Workbook", "Book")
"""Where a compound file holds its workbook, in Excel 97 and in 5."""

_BOF, _EOF, _SHEET, _DATES, _LOCK = 0x809, 0x0A, 0x85, 0x22, 0x2F
_NAME, _FORMAT, _XF, _LINK = 0x18, 0x41E, 0xE0, 0x1AE
_ROW, _COLUMNS, _SIZE = 0x208, 0x7D, 0x200
_FORMULA, _NUMBER, _BOOL_OR_ERROR, _RK, _RKS = 0x06, 0x203, 0x205, 0x27E, 0xBD
_TEXTS = frozenset({0xFD, 0x204, 0xD6})
_CELLS = frozenset({_FORMULA, _NUMBER, _BOOL_OR_ERROR, _RK, _RKS, *_TEXTS})
_NOTE, _OBJECT, _OBJECT_TEXT, _MORE = 0x1C, 0x5D, 0x1B6, 0x3C
_BIFF8 = 0x600

_NOTHING = b"\xff\xff"
"""The kind of a record that nobody knows."""
_EMPTY = pack("<HH", _EOF, 0)

Record = tuple[int, bytes]


def is_locked(book: bytes) -> bool:
    """Whether the records are encrypted."""
    return any(kind == _LOCK for kind, _ in _records(book, 0))


def finds(book: bytes) -> Finds:
    """The marks of the sheets in a workbook stream. Raises Unreadable where it is damaged, or older than Excel 5."""
    try:
        return _finds(book)
    except (error, IndexError, ValueError) as fault:
        raise broken() from fault


def _finds(book: bytes) -> Finds:
    wide = unpack_from("<H", book, 4)[0] == _BIFF8
    formats, numbers = dict(BUILT_IN), []
    stamps: dict[int, str] = {}
    links: set[str] = set()
    base1904 = False
    for kind, data in _records(book, 0):
        if kind == _DATES:
            base1904 = data[0] == 1
        elif kind == _FORMAT and wide:
            formats[unpack_from("<H", data)[0]] = added(_text(data, 2, 2))
        elif kind == _XF:
            numbers.append(unpack_from("<H", data, 2)[0])
        elif kind == _NAME and wide and (stamp := _stamp(data)):
            stamps[unpack_from("<H", data, 8)[0]] = stamp
        elif kind == _LINK and wide and len(data) > 5 and data[2:4] not in (b"\x01\x04", b"\x01\x3a"):
            links.add(_link(_text(data, 2, 2)))
    styles = by_style(numbers, formats)
    sheets = (
        _sheet(book, start, styles, base1904, stamps.get(i, stamps.get(0, "")))
        for i, start in enumerate(_starts(book), 1)
    )
    return Finds(tuple(sheets), tuple(sorted(links - {""})))


def bare(book: bytes, found: Finds) -> bytes:
    """The stream for a reader that believes all it is told, without charts, claimed sizes, and sheets that are too large."""
    plain = bytearray(book)
    for start, marks in zip(_starts(book), found.sheets, strict=True):
        for depth, kind, at, _ in _parts(book, start):
            if depth > 1 or kind == _SIZE:
                plain[at : at + 2] = _NOTHING
        if marks.far:
            plain[start : start + 4] = _EMPTY
    return bytes(plain)


def _parts(book: bytes, start: int) -> Iterator[tuple[int, int, int, int]]:
    """Depth, kind, place and length of each record of the part that starts here; what is deeper than 1 is a chart."""
    depth = 0
    while start + 4 <= len(book):
        kind, length = unpack_from("<HH", book, start)
        depth += kind == _BOF
        if kind == _EOF and depth < 2:
            return
        yield depth, kind, start, length
        depth -= kind == _EOF
        start += 4 + length


def _records(book: bytes, start: int) -> Iterator[Record]:
    """Kind and content of each record of the part that starts here, charts left out."""
    for depth, kind, at, length in _parts(book, start):
        if depth < 2:
            yield kind, book[at + 4 : at + 4 + length]


def _starts(book: bytes) -> list[int]:
    """Where the records of each sheet start."""
    return [unpack_from("<I", data)[0] for kind, data in _records(book, 0) if kind == _SHEET]


def _text(data: bytes, at: int, size: int) -> str:
    """A text with its length before it, in `size` bytes."""
    length = int.from_bytes(data[at : at + size], "little")
    return _characters(data, at + size, length)


def _characters(data: bytes, at: int, length: int) -> str:
    """A text of so many characters, whose first byte says whether each has two bytes."""
    if data[at] & 1:
        return data[at + 1 : at + 1 + 2 * length].decode("utf-16-le", "replace")
    return data[at + 1 : at + 1 + length].decode("latin-1")


def _link(path: str) -> str:
    """The file's name in a path, whose parts are divided by control characters."""
    return file_name_of("".join("/" if c < " " else c for c in path))


def _stamp(data: bytes) -> str:
    """What one of our names joins from string constants; "" for any other name."""
    name = _characters(data, 14, data[3])
    if name not in STAMPS:
        return ""
    at = 15 + len(name) * (2 if data[14] & 1 else 1)
    end, texts = at + unpack_from("<H", data, 4)[0], []
    while at < end and data[at] in (0x08, 0x17):
        if data[at] == 0x17:
            texts.append(_text(data, at + 1, 1))
            at += 2 + data[at + 1] * (2 if data[at + 2] & 1 else 1)
        at += 1
    return "".join(texts)


def _sheet(book: bytes, start: int, styles: Mapping[int, str], base1904: bool, stamp: str) -> Marks:
    right = bottom = 0
    lost: dict[Spot, Lost] = {}
    shown: list[tuple[Spot, str]] = []
    rows, columns = [], []
    for kind, data in _records(book, start):
        if kind in _CELLS:
            row, column, style = unpack_from("<HHH", data)
            last = unpack_from("<H", data, len(data) - 2)[0] if kind == _RKS else column
            bottom, right = max(bottom, row + 1), max(right, last + 1)
            if error_ := _error(kind, data):
                lost[row, column] = error_
            elif kind == _RKS:
                run = ((i, styles.get(_style(data, i), "")) for i in range(last - column + 1))
                shown += [((row, column + i), what) for i, what in run if what]
            elif style in styles and kind not in _TEXTS:
                shown.append(((row, column), styles[style]))
        elif kind == _ROW and (data[12] & 0x20 or not unpack_from("<H", data, 6)[0]):
            rows.append(range(unpack_from("<H", data)[0], unpack_from("<H", data)[0] + 1))
        elif kind == _COLUMNS and (data[8] & 1 or not unpack_from("<H", data, 4)[0]):
            columns.append(range(unpack_from("<H", data)[0], unpack_from("<H", data, 2)[0] + 1))
    if far := too_far(bottom, right):
        return Marks(far=far)
    return Marks(lost, shown, (), rows, columns, dict(_notes(book, start)), "", base1904, stamp)


def _style(data: bytes, i: int) -> int:
    """The style of the i-th of several numbers in one record."""
    return int(unpack_from("<H", data, 4 + 6 * i)[0])


def _error(kind: int, data: bytes) -> Lost | None:
    if kind == _BOOL_OR_ERROR and data[7]:
        return Lost(ERRORS.get(data[6], "#VALUE!"))
    if kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:
        return Lost(ERRORS.get(data[8], "#VALUE!"))
    return None


def _notes(book: bytes, start: int) -> Iterator[tuple[Spot, str]]:
    """The comments: the text stands with a drawn object, the place and author in a record that names the object."""
    texts: dict[int, str] = {}
    number, left = 0, 0
    for kind, data in _records(book, start):
        if kind == _OBJECT and len(data) > 8:
            number = unpack_from("<H", data, 6)[0]
        elif kind == _OBJECT_TEXT and len(data) > 12:
            left = unpack_from("<H", data, 10)[0]
        elif kind == _MORE and left:
            text = _characters(data, 0, left)
            texts[number] = texts.get(number, "") + text
            left -= len(text)
        elif kind == _NOTE and len(data) > 11:
            row, column, _, number_ = unpack_from("<4H", data)
            if _text(data, 8, 2) != OURS:
                yield (row, column), texts.get(number_, "").strip()
