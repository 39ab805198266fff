"""Error values in an old .xls, which calamine shows as empty: they are looked for in the file's own records.

An .xls is a compound file (a small file system) whose stream `Workbook` is a sequence of records. Anything not as expected
gives nothing: whether a file is sound is for calamine to say.
"""

from collections.abc import Iterator
from itertools import takewhile
from struct import calcsize, error, unpack_from

from stardb.books.package import Marks
from stardb.books.sheet import Lost, Spot

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_BOF, _EOF, _SHEET, _FORMULA, _BOOL_OR_ERROR = 0x0809, 0x000A, 0x0085, 0x0006, 0x0205
_LAST_SECTOR = 0xFFFFFFFA
_BIFF8 = 0x0600


def error_marks(data: bytes) -> dict[str, Marks]:
    """Sheet name -> its error cells, for an .xls of Excel 97 or later; nothing for any other file."""
    try:
        book = _Compound(data).stream("Workbook")
        return {name: Marks(lost) for name, start in _sheets(book) if (lost := dict(_error_cells(book, start)))}
    except (error, IndexError, KeyError, UnicodeDecodeError):
        return {}


class _Compound:
    """A compound file: sectors chained by an allocation table, small streams in sectors of their own."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.size = 1 << _number("<H", data, 30)
        self.small_size = 1 << _number("<H", data, 32)
        tables = [*unpack_from("<109I", data, 76)]
        extra = _number("<I", data, 68)
        while extra < _LAST_SECTOR and len(tables) * self.size < 4 * len(data):
            numbers = self._numbers(self._sector(extra))
            tables += numbers[:-1]
            extra = numbers[-1]
        table = b"".join(self._sector(n) for n in takewhile(lambda n: n < _LAST_SECTOR, tables))
        self.next = self._numbers(table)
        self.small_next = self._numbers(self._chain(_number("<I", data, 60)))
        self.entries = dict(self._directory(self._chain(_number("<I", data, 48))))

    def stream(self, name: str) -> bytes:
        """A stream's content. Raises KeyError if there is none of this name."""
        start, length = self.entries[name]
        if length >= _number("<I", self.data, 56):
            return self._chain(start)[:length]
        small, pieces = self._chain(self.entries["Root Entry"][0]), []
        for n in _follow(start, self.small_next):
            pieces.append(small[n * self.small_size : (n + 1) * self.small_size])
        return b"".join(pieces)[:length]

    def _sector(self, n: int) -> bytes:
        return self.data[(n + 1) * self.size : (n + 2) * self.size]

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(n) for n in _follow(start, self.next))

    @staticmethod
    def _numbers(data: bytes) -> list[int]:
        return [*unpack_from(f"<{len(data) // 4}I", data)]

    @staticmethod
    def _directory(data: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
        for at in range(0, len(data) - 127, 128):
            length = _number("<H", data, at + 64)
            name = data[at : at + max(length - 2, 0)].decode("utf-16-le")
            yield name, (_number("<I", data, at + 116), _number("<I", data, at + 120))


def _number(form: str, data: bytes, at: int) -> int:
    return int(unpack_from(form, data, at)[0])


def _follow(start: int, table: list[int]) -> Iterator[int]:
    """The sectors of a chain; one that goes in a circle ends after as many steps as there are sectors."""
    for _ in table:
        if start >= _LAST_SECTOR:
            return
        yield start
        start = table[start]


def _records(book: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """(kind, where its content starts, its length) of each record of the part that starts here."""
    depth = 0
    while start + calcsize("<HH") <= len(book):
        kind, length = unpack_from("<HH", book, start)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        yield kind, start + 4, length
        start += 4 + length


def _sheets(book: bytes) -> Iterator[tuple[str, int]]:
    """Each sheet's name and where its records start."""
    if _number("<H", book, 4) != _BIFF8:
        return
    for kind, at, _ in _records(book, 0):
        if kind == _SHEET:
            length, wide = book[at + 6], book[at + 7] & 1
            text = book[at + 8 : at + 8 + length * (1 + wide)]
            yield text.decode("utf-16-le" if wide else "latin-1"), _number("<I", book, at)


def _error_cells(book: bytes, start: int) -> Iterator[tuple[Spot, Lost]]:
    for kind, at, _ in _records(book, start):
        if kind == _BOOL_OR_ERROR and book[at + 7]:
            code = book[at + 6]
        elif kind == _FORMULA and book[at + 12 : at + 14] == b"\xff\xff" and book[at + 6] == 2:
            code = book[at + 8]
        else:
            continue
        row, column = unpack_from("<HH", book, at)
        yield (row, column), Lost(_ERRORS.get(code, "#VALUE!"))
