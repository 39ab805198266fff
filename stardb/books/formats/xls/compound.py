"""Compound files, the small file systems that an .xls stands in: one stream out of one, read by olefile.

olefile believes what a file says of its own size: a few bytes can make it read one sector a milliard times. So the header and
the sizes are checked here before it reads. It logs only to its own logger, which is silent until somebody enables it.
What else stands beside the workbook's stream, macros and objects too, is not read by anybody.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import islice
from struct import unpack_from
from typing import Any

from olefile import STGTY_STREAM, OleFileIO  # type: ignore[import-untyped]

from stardb.books.errors import damage_error, to_unreadable

_ENTRY_LIMIT = 10_000
"""The most entries of a directory. A workbook has some ten, and five more for each object in it."""


class Compound:
    """A compound file. Raises UnreadableFile if it is damaged, also from `stream`."""

    def __init__(self, data: bytes) -> None:
        self._size = len(data)
        with _as_unreadable():
            _check_header(data)
            self._file = _LimitedFile(BytesIO(data))
            streams = [entry for entry in self._file.root.kids if entry.entry_type == STGTY_STREAM]
            self._entries = {entry.name.lower(): entry for entry in streams}
            if len(self._entries) < len(streams) or self._file.root.size > self._size:
                raise damage_error()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def stream(self, name: str) -> bytes:
        """A stream's content. Raises KeyError if there is none of this name, UnreadableFile if a part of it is missing."""
        entry = self._entries[name.lower()]
        with _as_unreadable():
            if entry.size > self._size:
                raise damage_error()
            content: bytes = self._file.openstream([entry.name]).getvalue()
            if len(content) < entry.size or self._is_circular(entry):
                raise damage_error()
        return content

    def _is_circular(self, entry: Any) -> bool:
        """Whether one sector is read twice for a stream."""
        file = self._file
        table, size = (file.minifat, file.minisectorsize) if entry.is_minifat else (file.fat, file.sectorsize)
        chain = [*islice(_follow(entry.isectStart, table), -(-entry.size // size))]
        return len({*chain}) < len(chain)


class _LimitedFile(OleFileIO):  # type: ignore[misc]
    """Refuses a directory of very many entries: olefile takes a kilobyte for each, and compares it with all before it."""

    def _load_direntry(self, sid: int) -> Any:
        if sid >= _ENTRY_LIMIT:
            raise damage_error()
        return super()._load_direntry(sid)


@contextmanager
def _as_unreadable() -> Iterator[None]:
    """Makes whatever olefile raises a damaged file."""
    try:
        yield
    except Exception as fault:
        raise to_unreadable(fault) from fault


def _check_header(data: bytes) -> None:
    """Raises UnreadableFile for sectors of unusual size, and for tables of sectors larger than the file needs."""
    shift, small_shift = unpack_from("<HH", data, 30)
    tables, small_tables = unpack_from("<I", data, 44)[0], unpack_from("<I", data, 64)[0]
    if shift not in (9, 12) or not 4 <= small_shift <= shift:
        raise damage_error()
    sectors = len(data) >> shift
    if small_tables > sectors or tables > 2 * (sectors >> (shift - 2)) + 109:
        raise damage_error()


def _follow(start: int, table: Any) -> Iterator[int]:
    while start < len(table):
        yield start
        start = table[start]
