"""What a cell of an .ods holds: its value as it was stored, or the lines of its text."""

import datetime as dt
import re

from lxml import etree

from stardb.books.sheet import Cell

NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT = f"{{{NAMES}office:1.0}}", f"{{{NAMES}text:1.0}}"

_DURATION = re.compile(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")
_WRITTEN_SPACE = re.compile(r"[ \t\r\n]+")
_SPACE, _TAB, _BREAK = "\x1f", "\x1d", "\x1e"
"""What stands in for spaces that are meant until the others are gone: XML has no such characters."""
_MEANT_SPACE = str.maketrans({_SPACE: " ", _TAB: "\t", _BREAK: "\n"})
_SPACES = 1000
"""More spaces than these in a row are nobody's text."""


def value(cell: etree._Element, kind: str | None) -> Cell:
    """A cell's value, "" if it is empty. kind: its declared type."""
    try:
        if kind in ("float", "currency", "percentage"):
            return float(cell.get(f"{OFFICE}value") or "")
        if kind == "date":
            moment = dt.datetime.fromisoformat(cell.get(f"{OFFICE}date-value") or "")
            return moment.date() if moment.time() == dt.time() else moment
        if kind == "time":
            return _duration(cell.get(f"{OFFICE}time-value") or "")
    except ValueError:
        return text_of_lines(cell)
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true"
    return cell.get(f"{OFFICE}string-value") or text_of_lines(cell)


def text_of_lines(element: etree._Element) -> str:
    """The paragraphs right within an element, a line each.

    White space as it stands in the XML is one space, at the ends of a paragraph none; what is meant has elements of its own.
    """
    lines = (_WRITTEN_SPACE.sub(" ", _text(line)).strip(" ") for line in element.iterfind(f"{TEXT}p"))
    return "\n".join(line.translate(_MEANT_SPACE) for line in lines)


def _text(element: etree._Element) -> str:
    """A paragraph's text, the spaces that are meant as their stand-ins."""
    pieces = [element.text or ""]
    for part in element:
        if part.tag == f"{TEXT}s":
            count = part.get(f"{TEXT}c") or "1"
            pieces.append(_SPACE * min(int(count) if count.isdecimal() and len(count) < 9 else 1, _SPACES))
        elif part.tag in (f"{TEXT}line-break", f"{TEXT}tab"):
            pieces.append(_BREAK if part.tag.endswith("break") else _TAB)
        elif part.tag in (f"{TEXT}span", f"{TEXT}a"):
            pieces.append(_text(part))
        elif part.tag == f"{TEXT}ruby":
            pieces += [_text(base) for base in part.iterfind(f"{TEXT}ruby-base")]
        pieces.append(part.tail or "")
    return "".join(pieces)


def _duration(text: str) -> dt.time | dt.timedelta:
    """A time of the day, or from 24 hours on a length of time. Raises ValueError for what is neither."""
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(text)
    hours, minutes, seconds = (int(number) for number in match.groups())
    if hours < 24:
        return dt.time(hours, minutes, seconds)
    return dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
