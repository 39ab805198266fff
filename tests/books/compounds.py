"""Compound files made byte by byte, of one stream each."""

from collections.abc import Iterator
from struct import pack

from stardb.books.formats.xls import SIGNATURE

_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512
_STREAM = 2
_SMALL_LIMIT = 4096
"""Streams shorter than this would stand in small sectors."""


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
