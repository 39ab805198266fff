"""An .xls of Excel 5 to 2003: binary records in a compound file."""

from stardb.books.formats.file_format import FileContent, FileFormat, RawBook

__all__ = ["FORMAT", "OLD", "SIGNATURE"]

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins, [MS-CFB] 2.2."""
OLD = tuple(bytes([9, version]) for version in (0, 2, 4, 8))
"""How a workbook of Excel 2 to 4 begins."""


def _is_compound(content: FileContent) -> bool:
    return content.data.startswith((SIGNATURE, *OLD))


def _read(content: FileContent) -> RawBook:
    """What stands in such a file; its reader is imported when there is one."""
    from stardb.books.formats.xls.workbook import read

    return read(content)


FORMAT = FileFormat(_is_compound, _read, frozenset({".xls"}))
"""The workbooks of Excel 5 to 2003, and any other compound file: it is refused here, with the reason."""
