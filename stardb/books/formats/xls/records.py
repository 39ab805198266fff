"""The workbook stream of an .xls: parts of records, one part for the workbook and one for each sheet [MS-XLS].

Parts do not overlap, and each says where it ends: what does not is damaged.
"""

from collections.abc import Iterator
from struct import unpack_from
from typing import NamedTuple

from stardb.books.errors import damage_error

_BOF, _EOF, _MORE = 0x809, 0x0A, 0x3C


class Record(NamedTuple):
    """A record: its kind, its content, and that of the records which continue it."""

    kind: int
    data: bytes
    more: list[bytes]


def read_records(stream: bytes, start: int, end: int) -> Iterator[Record]:
    """The records of the part that starts here, without those of charts within it.

    Raises UnreadableFile where the part does not begin or end as it should, before `end`.
    """
    depth, last = 0, None
    while start + 4 <= end:
        kind, length = unpack_from("<HH", stream, start)
        start += 4
        data = stream[start : start + length]
        start += length
        if start > end or (kind != _BOF and not depth):
            break
        if kind == _MORE and last:
            last.more.append(data)
            continue
        if last and depth == 1:
            yield last
        depth += (kind == _BOF) - (kind == _EOF)
        if not depth:
            return
        last = Record(kind, data, []) if depth == 1 and kind != _EOF else None
    raise damage_error()
