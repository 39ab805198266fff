"""Tables written as text: which of the ways it is, whatever the file is called."""

import re

from stardb.books.errors import no_workbook, too_big
from stardb.books.formats import mhtml as mail
from stardb.books.formats import text
from stardb.books.formats.decoding import decoded, is_binary
from stardb.books.formats.html import page
from stardb.books.formats.spreadsheetml import workbook as spreadsheetml
from stardb.books.raw.raw_sheet import Draft

SIZE_LIMIT = 2**26
"""The longest text that is read, in bytes: 100,000 rows of 40 columns take half of it."""

_MAIL = re.compile(r"\s*(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?MIME-Version:", re.IGNORECASE)
_OTHERS = (b"%PDF", b"{\\rtf")
_HEAD = 4096


def drafts(data: bytes, name: str, is_table: bool) -> list[Draft]:
    """The sheets of a text. name: what to call one that has no name. is_table: it is one for certain, going by its name.

    Raises Unreadable where it holds no table, is too long, or its encoding is unclear.
    """
    if data.startswith(_OTHERS) or is_binary(data):
        raise no_workbook()
    if len(data) > SIZE_LIMIT:
        raise too_big(len(data), SIZE_LIMIT)
    if _MAIL.match(data[:_HEAD].decode("latin-1")):
        return page.drafts(mail.pages(data), name)
    if spreadsheetml.NAMESPACE in data[:_HEAD]:
        return spreadsheetml.drafts(data)
    content = decoded(data)
    if content.lstrip().startswith("<"):
        if "<table" not in content.lower():
            raise no_workbook("网页（HTML 或 XML）")
        return page.drafts([content], name)
    return [text.draft(content, name, is_table)]
