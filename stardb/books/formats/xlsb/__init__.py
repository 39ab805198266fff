"""An .xlsb: the same parts as an .xlsx, in binary records."""

from stardb.books.formats.file_format import FileContent, FileFormat, RawBook
from stardb.ooxml import find_workbook

__all__ = ["FORMAT"]


def _is_xlsb(content: FileContent) -> bool:
    """Whether this is a package whose workbook is binary. Raises PackageError where it has none, or is damaged."""
    return content.package is not None and find_workbook(content.package).endswith(".bin")


def _read(content: FileContent) -> RawBook:
    """What stands in such a file; its reader is imported when there is one."""
    from stardb.books.formats.xlsb.workbook import read

    return read(content)


FORMAT = FileFormat(_is_xlsb, _read, frozenset({".xlsb"}))
"""The binary workbooks of Excel 2007 and later."""
