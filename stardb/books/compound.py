"""Compound files, the small file systems that an .xls stands in: one stream out of one, and one stream into a new one.

calamine is given the workbook's stream in a container of our own making: what else stood beside it, macros and objects
too, is not read by anybody.
"""

from collections.abc import Iterator
from itertools import takewhile
from struct import error, pack, unpack_from

from stardb.books.breakage import broken

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_LAST_SECTOR = 0xFFFFFFFA
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512
_STREAM = 2
_SMALL_LIMIT = 4096
"""Streams shorter than this would stand in small sectors."""


class Compound:
    """A compound file: sectors chained by a table, small streams in sectors of their own. Raises Unreadable if damaged."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        try:
            self._open()
        except (error, IndexError, KeyError, ValueError) as fault:
            raise broken() from fault

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.streams

    def stream(self, name: str) -> bytes:
        """A stream's content. Raises KeyError if there is none of this name."""
        start, length = self.streams[name.lower()]
        try:
            if length >= _number("<I", self.data, 56):
                return self._chain(start)[:length]
            small = self._chain(self.small[0])
            pieces = (small[n * self.small_size : (n + 1) * self.small_size] for n in _follow(start, self.small_next))
            return b"".join(pieces)[:length]
        except (error, IndexError, KeyError, ValueError) as fault:
            raise broken() from fault

    def _open(self) -> None:
        shift, small_shift = unpack_from("<HH", self.data, 30)
        if shift not in (9, 12) or not 4 <= small_shift <= shift:
            raise broken()
        self.size, self.small_size = 1 << shift, 1 << small_shift
        table = b"".join(self._sector(n) for n in takewhile(lambda n: n < _LAST_SECTOR, self._tables()))
        self.next = _numbers(table)
        self.small_next = _numbers(self._chain(_number("<I", self.data, 60)))
        directory = self._chain(_number("<I", self.data, 48))
        self.small = _stream(directory, 0)
        self.streams = dict(_children(directory))

    def _tables(self) -> list[int]:
        """The sectors that hold the table of sectors."""
        tables = [*unpack_from("<109I", self.data, 76)]
        extra = _number("<I", self.data, 68)
        while extra < _LAST_SECTOR:
            if len(tables) * self.size > 4 * len(self.data) + self.size * 256:
                raise broken()
            *more, extra = _numbers(self._sector(extra))
            tables += more
        return tables

    def _sector(self, n: int) -> bytes:
        return self.data[(n + 1) * self.size : (n + 2) * self.size]

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(n) for n in _follow(start, self.next))


def container(name: str, stream: bytes) -> bytes:
    """A compound file that holds one stream."""
    stream = stream.ljust(_SMALL_LIMIT, b"\0")
    sectors = -(-len(stream) // _SECTOR)
    tables = next(n for n in range(1, sectors + 2) if n * (_SECTOR // 4) >= sectors + 1 + n + _extra(n))
    extra = _extra(tables)
    first = (
        tables + extra
    )  # the directory; before it the table of sectors and the list of its sectors, after it the stream
    chain = [_TABLE] * tables + [_FREE - 3] * extra + [_END] + [*range(first + 2, first + 1 + sectors), _END]
    numbers = [*range(tables)]
    header = SIGNATURE + bytes(16) + pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += pack("<5I", tables, first, 0, _SMALL_LIMIT, _END) + pack("<3I", 0, tables if extra else _END, extra)
    return b"".join(
        [
            (header + _row(numbers[:109], 109)).ljust(_SECTOR, b"\0"),
            _row(chain, tables * (_SECTOR // 4)),
            *_list_of_tables(numbers[109:], tables),
            (_entry("Root Entry", 5, 1, _END, 0) + _entry(name, _STREAM, _FREE, first + 1, len(stream))).ljust(
                _SECTOR, b"\0"
            ),
            stream.ljust(sectors * _SECTOR, b"\0"),
        ]
    )


def _extra(tables: int) -> int:
    """How many sectors list those sectors of the table that the header has no room for."""
    return -(-max(tables - 109, 0) // 127)


def _list_of_tables(numbers: list[int], start: int) -> Iterator[bytes]:
    for i in range(0, len(numbers), 127):
        following = start + i // 127 + 1 if i + 127 < len(numbers) else _END
        yield _row(numbers[i : i + 127], 127) + pack("<I", following)


def _row(numbers: list[int], length: int) -> bytes:
    return pack(f"<{length}I", *numbers, *[_FREE] * (length - len(numbers)))


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = f"{name}\0".encode("utf-16-le")
    head = text.ljust(64, b"\0") + pack("<HBB3I", len(text), kind, 1, _FREE, _FREE, child)
    return head + bytes(36) + pack("<IQ", start, size)


def _numbers(data: bytes) -> list[int]:
    return [*unpack_from(f"<{len(data) // 4}I", data)]


def _number(form: str, data: bytes, at: int) -> int:
    return int(unpack_from(form, data, at)[0])


def _children(directory: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    """The streams of the root, by name in small letters: where each starts and its length. What is deeper is not ours."""
    waiting, seen = [_number("<I", directory, 76)], set()
    while waiting:
        i = waiting.pop()
        if i == _FREE or i in seen:
            continue
        seen.add(i)
        at = 128 * i
        waiting += unpack_from("<II", directory, at + 68)
        if directory[at + 66] == _STREAM:
            length = min(_number("<H", directory, at + 64), 64)
            yield directory[at : at + max(length - 2, 0)].decode("utf-16-le").lower(), _stream(directory, i)


def _stream(directory: bytes, i: int) -> tuple[int, int]:
    return _number("<I", directory, 128 * i + 116), _number("<I", directory, 128 * i + 120)


def _follow(start: int, table: list[int]) -> Iterator[int]:
    """The sectors of a chain. Raises Unreadable for one that goes in a circle."""
    for _ in range(len(table) + 1):
        if start >= _LAST_SECTOR:
            return
        yield start
        start = table[start]
    raise broken()
