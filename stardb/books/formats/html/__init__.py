"""Web pages saved as workbooks, as many systems export them."""

from stardb.books.formats.file_format import FileContent, FileFormat, RawBook

__all__ = ["FORMAT"]


def _is_html(content: FileContent) -> bool:
    """Whether this is a text with tags. Raises UnreadableFile as `FileContent.text` does."""
    return content.is_text and content.text.lstrip().startswith("<")


def _read(content: FileContent) -> RawBook:
    """What stands in such a file; its reader is imported when there is one."""
    from stardb.books.formats.html.html_page import read

    return read(content)


FORMAT = FileFormat(_is_html, _read, other_suffixes=frozenset({".htm", ".html"}))
"""Web pages."""
