"""XML Spreadsheet 2003, which many systems write in the name of .xls."""

from stardb.books.formats.file_format import FileContent, FileFormat, RawBook

__all__ = ["FORMAT", "NAMESPACE"]

NAMESPACE = b"urn:schemas-microsoft-com:office:spreadsheet"


def _is_spreadsheetml(content: FileContent) -> bool:
    return content.is_text and NAMESPACE in content.head


def _read(content: FileContent) -> RawBook:
    """What stands in such a file; its reader is imported when there is one."""
    from stardb.books.formats.spreadsheetml.workbook import read

    return read(content)


FORMAT = FileFormat(_is_spreadsheetml, _read, other_suffixes=frozenset({".xml"}))
"""XML Spreadsheet 2003."""
