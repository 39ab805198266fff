"""Zip files of any content: every entry by its name, and which of them are damaged. For archives that stardb wrote itself."""

from io import BytesIO
from pathlib import PurePosixPath
from struct import error
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile
from zlib import error as zlib_error

from stardb.ooxml.package_errors import PackageError, TooLarge

MOST_BYTES = 2**33
"""The most bytes all entries may unpack to."""
_MOST_ENTRIES = 1_000_000
_DAMAGED = (
    BadZipFile,
    error,
    zlib_error,
    ValueError,
    OverflowError,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
)


def read_zip(data: bytes) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The contents by name, and the names of those that are damaged.

    Raises PackageError where it is no zip file, has an entry twice or one that would lie outside of a folder, TooLarge where
    it would unpack to too much.
    """
    try:
        with ZipFile(BytesIO(data)) as package:
            entries = package.infolist()
            size = sum(entry.file_size for entry in entries)
            if size > MOST_BYTES or len(entries) > _MOST_ENTRIES:
                raise TooLarge(size, MOST_BYTES)
            if len({entry.filename for entry in entries}) < len(entries):
                raise PackageError("里面有两个文件同名")
            if not all(_is_plain(entry.filename) and entry.compress_type == ZIP_DEFLATED for entry in entries):
                raise PackageError()
            contents: dict[str, bytes] = {}
            damaged = []
            for entry in entries:
                try:
                    contents[entry.filename] = package.read(entry)
                except _DAMAGED:
                    damaged.append(entry.filename)
    except _DAMAGED as fault:
        raise PackageError() from fault
    return contents, tuple(damaged)


def _is_plain(name: str) -> bool:
    """Whether a name is that of a file below the folder that a zip file is unpacked to."""
    path = PurePosixPath(name)
    is_below = not path.is_absolute() and ".." not in path.parts and path.as_posix() == name
    return is_below and not set("\\\0:") & set(name)
