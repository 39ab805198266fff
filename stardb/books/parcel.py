"""Zip packages, not trusted: how large they unpack is bounded before anything is unpacked, and their XML has no DTD."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from struct import error, unpack_from
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from stardb.books.breakage import broken, too_big

SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
PART_LIMIT = 2**29
"""The most one part may unpack to."""
TOTAL_LIMIT = 2**30
"""The most all parts may unpack to."""
ENTRY_LIMIT = 20_000

_ENTRY, _LOCAL = b"PK\x01\x02", b"PK\x03\x04"
_MOST = 1032
"""Deflate makes nothing smaller than this."""
_CHUNK = 2**20
_HEAD = 4096


class Parcel:
    """An opened package. Raises Unreadable where it is damaged, or too large."""

    def __init__(self, data: bytes) -> None:
        if data.count(_ENTRY) > ENTRY_LIMIT:
            raise broken("压缩包里的条目多得反常")
        try:
            with ZipFile(BytesIO(data)) as package:
                parts = package.infolist()
        except (BadZipFile, error, ValueError, OverflowError, NotImplementedError) as fault:
            raise broken() from fault
        if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or part.flag_bits & 1 for part in parts):
            raise broken()
        self._data = data
        self._parts = {part.filename.replace("\\", "/").lower(): part for part in parts}
        _bound(sum(part.file_size for part in parts), TOTAL_LIMIT)
        for part in parts:
            _bound(self._size(part), PART_LIMIT)

    @property
    def names(self) -> list[str]:
        """The paths of all parts as they are written, in their order."""
        return [part.filename for part in self._parts.values() if not part.is_dir()]

    def __contains__(self, path: str) -> bool:
        return path.lower() in self._parts

    def read(self, path: str) -> bytes:
        """A part's bytes. Raises KeyError where there is none, Unreadable where it is damaged."""
        part = self._parts[path.lower()]
        packed = self._packed(part)
        try:
            content = packed if part.compress_type == ZIP_STORED else zlib.decompress(packed, -15, part.file_size or 1)
        except zlib.error as fault:
            raise broken() from fault
        if len(content) != part.file_size or zlib.crc32(content) != part.CRC:
            raise broken()
        return content

    def head(self, path: str) -> bytes:
        """How a part begins. Raises as `read` does."""
        part = self._parts[path.lower()]
        packed = self._packed(part)
        return packed[:_HEAD] if part.compress_type == ZIP_STORED else next(_unpacked(packed, _HEAD), b"")

    def xml(self, path: str) -> bytes:
        """A part that is XML in UTF-8. Raises as `read` does, and Unreadable where it declares entities or is UTF-16."""
        return sound_xml(self.read(path))

    def tree(self, path: str) -> etree._Element:
        """The root of a small part that is XML."""
        return parsed(self.xml(path))

    def replaced(self, path: str, content: bytes) -> bytes:
        """The package with another content in one part."""
        stream = BytesIO()
        with ZipFile(stream, "w") as package:
            for name in self._parts:
                package.writestr(name, content if name == path.lower() else self.read(name))
        return stream.getvalue()

    def _packed(self, part: ZipInfo) -> bytes:
        """A part's bytes as they stand in the package, after its name and whatever else."""
        start = part.header_offset
        if self._data[start : start + 4] != _LOCAL:
            raise broken()
        start += 30 + sum(unpack_from("<HH", self._data, start + 26))
        return self._data[start : start + part.compress_size]

    def _size(self, part: ZipInfo) -> int:
        """What a part unpacks to; what it declares is only believed where it could not be much in any case."""
        if part.compress_type == ZIP_STORED or part.compress_size * _MOST <= PART_LIMIT:
            return part.file_size
        size = 0
        for piece in _unpacked(self._packed(part), _CHUNK):
            size += len(piece)
            if size > PART_LIMIT:
                break
        return size


def sound_xml(xml: bytes) -> bytes:
    """XML as workbooks hold it. Raises Unreadable for a DTD, whose entities may be bombs, and for UTF-16."""
    if b"<!DOCTYPE" in xml or xml.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        raise broken("里面的 XML 不合规矩")
    return xml


def parsed(xml: bytes) -> etree._Element:
    """The root of some small XML. Raises Unreadable where it is damaged."""
    try:
        return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as fault:
        raise broken() from fault


def _bound(size: int, limit: int) -> None:
    if size > limit:
        raise too_big(size, limit, unpacked=True)


def _unpacked(packed: bytes, most: int) -> Iterator[bytes]:
    """Deflated bytes unpacked, in pieces of `most` bytes at most. Raises Unreadable where they are damaged."""
    unpacker = zlib.decompressobj(-15)
    try:
        while packed and not unpacker.eof:
            yield unpacker.decompress(packed, most)
            packed = unpacker.unconsumed_tail
    except zlib.error as fault:
        raise broken() from fault
