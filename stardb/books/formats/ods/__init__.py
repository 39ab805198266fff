"""An OpenDocument spreadsheet, .ods or .fods."""

import re

from stardb.books.formats.file_format import FileContent, FileFormat, RawBook

__all__ = ["CONTENT", "FORMAT", "HEAD"]

CONTENT, _MIMETYPE, _KIND = "content.xml", "mimetype", b"opendocument.spreadsheet"
_NAMESPACE = b"urn:oasis:names:tc:opendocument:xmlns:office:1.0"
HEAD = 2**14
"""In how many bytes of an XML its root stands."""
_FLAT = re.compile(rb"<(?:\w+:)?document[\s>]")


def _is_ods(content: FileContent) -> bool:
    """Whether this is an OpenDocument: its content may be missing, and it may be a text."""
    package = content.package
    if package is None:
        head = content.data[:HEAD]
        return _NAMESPACE in head and _FLAT.search(head) is not None
    return CONTENT in package or (_MIMETYPE in package and _KIND in package.head(_MIMETYPE))


def _read(content: FileContent) -> RawBook:
    """What stands in such a file; its reader is imported when there is one."""
    from stardb.books.formats.ods.workbook import read

    return read(content)


FORMAT = FileFormat(_is_ods, _read, frozenset({".ods", ".fods"}))
"""The spreadsheets of LibreOffice and its like, in a package or in one XML."""
