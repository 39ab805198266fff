"""Web archives (MHTML), which Excel saves as one file: the pages in the message."""

from email import message_from_bytes
from itertools import islice

from stardb.books.breakage import broken
from stardb.books.decoding import decoded

_PART_LIMIT = 500


def pages(data: bytes) -> list[str]:
    """The text of every page in the message. Raises Unreadable where there is none."""
    found: list[str] = []
    for part in islice(message_from_bytes(data).walk(), _PART_LIMIT):
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            found.append(decoded(content if isinstance(content, bytes) else b"", part.get_content_charset() or ""))
    if not found:
        raise broken()
    return found
