"""Compound files, the small file systems that an .xls stands in: one stream out of one.

What else stands beside the workbook's stream, macros and objects too, is not read by anybody.
"""

from collections.abc import Iterator
from itertools import takewhile
from struct import error, unpack_from

from stardb.books.breakage import broken

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_LAST_SECTOR = 0xFFFFFFFA
_FREE = 0xFFFFFFFF
_STREAM = 2


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
        """A stream's content. Raises KeyError if there is none of this name, Unreadable if a part of it is missing."""
        start, length = self.streams[name.lower()]
        try:
            content = self._chain(start) if length >= _number("<I", self.data, 56) else self._small_chain(start)
        except (error, IndexError, KeyError, ValueError) as fault:
            raise broken() from fault
        if len(content) < length:
            raise broken()
        return content[:length]

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

    def _small_chain(self, start: int) -> bytes:
        small, size = self._chain(self.small[0]), self.small_size
        return b"".join(small[n * size : (n + 1) * size] for n in _follow(start, self.small_next))


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
