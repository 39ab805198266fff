"""Web archives (MHTML), which Excel saves as one file: the pages in the message."""

import re
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from stardb.books.errors import UnreadableFile, damage_error
from stardb.books.formats.decoding import decode
from stardb.books.formats.file_format import FileContent, FileFormat, RawBook

if TYPE_CHECKING:
    from email.message import Message

_PART_LIMIT = 500
_MESSAGE = re.compile(r"\s*(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?MIME-Version:", re.IGNORECASE)


def _is_mhtml(content: FileContent) -> bool:
    return content.is_text and _MESSAGE.match(content.head.decode("latin-1")) is not None


def read(content: FileContent) -> RawBook:
    """The tables of all pages in a message. Raises UnreadableFile where it has no page, or is damaged."""
    from stardb.books.formats.html.html_page import read_pages  # seldom needed

    return RawBook(read_pages(_pages(content.text_bytes), content.name))


def _pages(data: bytes) -> list[str]:
    """The text of every page in the message."""
    from email import message_from_bytes  # slow to import, seldom needed

    try:
        parts = [*islice(message_from_bytes(data).walk(), _PART_LIMIT)]
        rules = "".join(map(_rules, parts))
        found = [rules + _text(part) for part in parts if part.get_content_type() == "text/html"]
    except (RecursionError, LookupError, ValueError) as fault:
        raise damage_error() from fault
    if not found:
        raise damage_error()
    return found


def _rules(part: "Message") -> str:
    """A part that holds the rules of the pages' styles, as it stands in a page; "" for any other, or one that is unclear."""
    if part.get_content_type() == "text/css":
        with suppress(UnreadableFile):
            return f"<style>{_text(part)}</style>"
    return ""


def _text(part: "Message") -> str:
    content = part.get_payload(decode=True)
    return decode(content if isinstance(content, bytes) else b"", part.get_content_charset() or "")


FORMAT = FileFormat(_is_mhtml, read, other_suffixes=frozenset({".mht", ".mhtml"}))
"""Web archives."""
