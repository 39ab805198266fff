"""Zip files that are not trusted: sizes are known before anything is unpacked. And zip files with always the same bytes."""

import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from struct import error, unpack_from
from urllib.parse import unquote
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from stardb.ooxml.package_errors import MissingPart, PackageError, TooLarge

SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
"""How the bytes of a zip file begin."""
PART_LIMIT = 2**29
"""The most bytes one entry may unpack to."""
TOTAL_LIMIT = 2**30
"""The most bytes all entries may unpack to."""
ENTRY_LIMIT = 20_000

_ENTRY, _LOCAL = b"PK\x01\x02", b"PK\x03\x04"
_MOST = 1032
"""Deflate shrinks nothing more than so many times."""
_CHUNK = 2**20
_HEAD = 4096
_DAMAGED = (BadZipFile, error, ValueError, OverflowError, NotImplementedError, EOFError, OSError)


class ZipReader:
    """The entries of a zip file. Raises PackageError where the file is damaged, TooLarge where it would unpack to too much."""

    def __init__(self, data: bytes) -> None:
        if data.count(_ENTRY) > ENTRY_LIMIT:
            raise PackageError("压缩包里的条目多得反常")
        try:
            with ZipFile(BytesIO(data)) as package:
                entries = package.infolist()
        except _DAMAGED as fault:
            raise PackageError() from fault
        if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or entry.flag_bits & 1 for entry in entries):
            raise PackageError()
        self._data = data
        self._entries: dict[str, ZipInfo] = {}
        for entry in entries:
            other = self._entries.setdefault(to_key(entry.filename), entry)
            if (other.CRC, other.file_size) != (entry.CRC, entry.file_size):
                raise PackageError("里面有两个部件同名，内容却不同", entry.filename)
        _check_size(sum(entry.file_size for entry in entries), TOTAL_LIMIT)
        for entry in entries:
            _check_size(self._size(entry), PART_LIMIT)

    @property
    def names(self) -> list[str]:
        """The paths of all entries as they are written, in their order; without folders."""
        return [entry.filename for entry in self._entries.values() if not entry.is_dir()]

    def __contains__(self, path: str) -> bool:
        return to_key(path) in self._entries

    def read(self, path: str) -> bytes:
        """An entry's bytes. Raises MissingPart where there is none, PackageError where it is damaged."""
        entry = self._entry(path)
        packed = self._raw_bytes(entry)
        try:
            content = (
                packed if entry.compress_type == ZIP_STORED else zlib.decompress(packed, -15, entry.file_size or 1)
            )
        except zlib.error as fault:
            raise PackageError(part=path) from fault
        if len(content) != entry.file_size or zlib.crc32(content) != entry.CRC:
            raise PackageError(part=path)
        return content

    def head(self, path: str) -> bytes:
        """The first 4,096 bytes of an entry. Raises as `read` does."""
        entry = self._entry(path)
        packed = self._raw_bytes(entry)
        return packed[:_HEAD] if entry.compress_type == ZIP_STORED else next(_unpack(packed, _HEAD), b"")

    def pieces(self, path: str) -> Iterator[bytes]:
        """An entry's bytes, piece by piece, none of them long. Raises as `read` does, where need be at the end."""
        entry = self._entry(path)
        packed = self._raw_bytes(entry)
        stored = (packed[at : at + _CHUNK] for at in range(0, len(packed), _CHUNK))
        size = check = 0
        for piece in stored if entry.compress_type == ZIP_STORED else _unpack(packed, _CHUNK):
            size, check = size + len(piece), zlib.crc32(piece, check)
            if size > entry.file_size:
                break
            yield piece
        if size != entry.file_size or check != entry.CRC:
            raise PackageError(part=path)

    def _entry(self, path: str) -> ZipInfo:
        entry = self._entries.get(to_key(path))
        if entry is None:
            raise MissingPart(path)
        return entry

    def _raw_bytes(self, entry: ZipInfo) -> bytes:
        """An entry's bytes as they stand in the file, after its local header."""
        start = entry.header_offset
        if self._data[start : start + 4] != _LOCAL or start + 30 > len(self._data):
            raise PackageError(part=entry.filename)
        start += 30 + sum(unpack_from("<HH", self._data, start + 26))
        return self._data[start : start + entry.compress_size]

    def _size(self, entry: ZipInfo) -> int:
        """What an entry unpacks to; what it declares is believed only where it could not be much in any case."""
        if entry.compress_type == ZIP_STORED or entry.compress_size * _MOST <= PART_LIMIT:
            return entry.file_size
        size = 0
        for piece in _unpack(self._raw_bytes(entry), _CHUNK):
            size += len(piece)
            if size > PART_LIMIT:
                break
        return size


def to_key(path: str) -> str:
    """A path as paths are compared: unescaped, in small letters, with slashes, none before it."""
    return unquote(path).replace("\\", "/").lstrip("/").lower()


def write_zip(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip file of these names and contents, in their order; the same entries give the same bytes on every machine."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=6) as package:
        for name, content in entries:
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, 0, 0
            package.writestr(info, content, compresslevel=6)
    return stream.getvalue()


def _check_size(size: int, limit: int) -> None:
    if size > limit:
        raise TooLarge(size, limit)


def _unpack(packed: bytes, most: int) -> Iterator[bytes]:
    """Deflated bytes unpacked, in pieces of `most` bytes at most. Raises PackageError where they are damaged."""
    unpacker = zlib.decompressobj(-15)
    try:
        while not unpacker.eof:
            piece = unpacker.decompress(packed, most)
            packed = unpacker.unconsumed_tail
            if not piece and not packed:
                return
            yield piece
    except zlib.error as fault:
        raise PackageError() from fault
