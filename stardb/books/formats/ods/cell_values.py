"""What a cell of an OpenDocument holds: its value and what is shown of it, or the lines of its text."""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from math import isfinite

from lxml import etree

from stardb.books.display.cell_from_text import cell_from_text
from stardb.books.display.rich_lines import BREAK, SPACE, TAB, WRITTEN_SPACE, Line, join_lines
from stardb.books.display.rich_text import Rich, TextRun
from stardb.books.formats.ods.cell_styles import FormatWords, OdsStyles
from stardb.books.formats.ods.names import OFFICE, TEXT
from stardb.books.sheet import Cell, to_15_digits

_PARAGRAPH, _STYLE_NAME, _VALUE = f"{TEXT}p", f"{TEXT}style-name", f"{OFFICE}value"
_CURRENCY, _SIGNS = f"{OFFICE}currency", {"CNY": "¥", "RMB": "¥"}
_NOTE = f"{TEXT}note"
NUMBERS = frozenset({"float", "currency", "percentage"})
"""The declared types of numbers."""
_DURATION = re.compile(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")
_BLANK = " \t\r\n"
_SPACES = 1000
"""More spaces than these in a row are nobody's text."""
_PLAIN, _NO_STYLES = TextRun(""), OdsStyles()


def read_value(cell: etree._Element, kind: str | None, styles: OdsStyles) -> Cell | Rich:
    """A cell's value as it is shown, "" if it is empty. kind: its declared type."""
    try:
        if kind in NUMBERS:
            number = float(cell.get(_VALUE) or "")
            if not isfinite(number):
                raise ValueError
            shown = _display_text(cell)
            return (
                ""
                if shown == ""
                else cell_from_text(
                    number, _usual_text(number, kind, cell.get(_CURRENCY) or "") if shown is None else shown
                )
            )
        if kind == "date":
            moment = dt.datetime.fromisoformat(cell.get(f"{OFFICE}date-value") or "")
            return cell_from_text(moment.date() if moment.time() == dt.time() else moment, _display_text(cell) or "")
        if kind == "time":
            return _duration(cell.get(f"{OFFICE}time-value") or "")
    except ValueError:
        return read_text(cell, styles)
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true"
    return read_text(cell, styles) or cell.get(f"{OFFICE}string-value") or ""


def add_words(number: float, words: FormatWords) -> Cell:
    """A number whose text in the file holds no words of its format's, as people see it once the file is opened."""
    if not words.before + words.after:
        return number
    exact = Decimal(to_15_digits(abs(number))) * (100 if words.is_percent else 1)
    return f"{'-' if number < 0 else ''}{words.before}{exact.normalize():f}{words.after}"


def text_of_lines(element: etree._Element) -> str:
    """The paragraphs right within an element, a line each."""
    text = read_text(element, _NO_STYLES)
    return text.text if isinstance(text, Rich) else text


def read_text(element: etree._Element, styles: OdsStyles) -> str | Rich:
    """The same, in its fonts."""
    lines = element.findall(_PARAGRAPH)
    if len(lines) == 1 and not len(lines[0]) and not lines[0].get(_STYLE_NAME):  # as nearly all are
        return WRITTEN_SPACE.sub(" ", lines[0].text or "").strip(" ")
    return join_lines(_line(paragraph, styles) for paragraph in lines)


def _display_text(cell: etree._Element) -> str | None:
    """The text that is shown of a value; None where the file does not hold it."""
    first = cell.find(_PARAGRAPH)
    return (
        None
        if first is None
        else (text_of_lines(cell) if len(cell) > 1 or len(first) else (first.text or "").strip(_BLANK))
    )


def _usual_text(number: float, kind: str, currency: str) -> str | None:
    """What is usually shown of a number of this type; None for its digits alone."""
    if kind == "percentage":
        return f"{number * 100:.2f}%"
    return f"{_SIGNS.get(currency, currency)}{number:.2f}" if currency else None


def _line(paragraph: etree._Element, styles: OdsStyles) -> Line:
    name = paragraph.get(f"{TEXT}style-name")
    return [*_pieces(paragraph, styles, styles.font("paragraph", name, _PLAIN) if name else _PLAIN)]


def _pieces(element: etree._Element, styles: OdsStyles, font: TextRun) -> Iterator[TextRun]:
    """A paragraph's pieces, the spaces that are meant as their stand-ins."""
    yield _run(element.text, font)
    for part in element:
        if part.tag == f"{TEXT}s":
            count = part.get(f"{TEXT}c") or "1"
            yield _run(SPACE * min(int(count) if count.isdecimal() and len(count) < 9 else 1, _SPACES), font)
        elif part.tag in (f"{TEXT}line-break", f"{TEXT}tab"):
            yield _run(BREAK if part.tag.endswith("break") else TAB, font)
        elif part.tag == f"{TEXT}ruby":
            for base in part.iterfind(f"{TEXT}ruby-base"):
                yield from _pieces(base, styles, font)
        elif isinstance(part.tag, str) and part.tag.startswith(TEXT) and part.tag != _NOTE:  # a span, a link, a field
            name = part.get(_STYLE_NAME)
            yield from _pieces(part, styles, styles.font("text", name, font) if name else font)
        yield _run(part.tail, font)


def _run(text: str | None, font: TextRun) -> TextRun:
    return TextRun(text or "", font.struck, font.level, font.font)


def _duration(text: str) -> dt.time | dt.timedelta:
    """A time of the day, or from 24 hours on a length of time. Raises ValueError for what is neither."""
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(text)
    hours, minutes, seconds = (int(number) for number in match.groups())
    if hours < 24:
        return dt.time(hours, minutes, seconds)
    return dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
