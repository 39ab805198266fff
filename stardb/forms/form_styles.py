"""How a form looks: colours, fonts, widths and heights."""

import math
import unicodedata
from collections.abc import Sequence
from typing import Any

from stardb.forms.form_cells import Written
from stardb.forms.form_sheet import FormColumn

_BORDER: dict[str, Any] = {"border": 1, "border_color": "#A6A6A6", "valign": "vcenter"}
SIZE = 11
_TEXT: dict[str, Any] = {"font_name": "宋体", "font_size": SIZE}

TITLE: dict[str, Any] = {
    "font_name": "黑体",
    "font_size": 16,
    "align": "center",
    "valign": "vcenter",
    "text_wrap": True,
}
LABEL: dict[str, Any] = {**_TEXT, "bold": True, "valign": "vcenter", "num_format": "@"}
NOTE: dict[str, Any] = {**_TEXT, "font_size": 10, "font_color": "#595959", "text_wrap": True, "valign": "vcenter"}
HEADER: dict[str, Any] = {**_TEXT, **_BORDER, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#E8EEF2"}
BOLD: dict[str, Any] = {**_TEXT, "bold": True}
REQUIRED: dict[str, Any] = {**_TEXT, "bold": True, "font_color": "#C00000"}
GIVEN: dict[str, Any] = {**_TEXT, **_BORDER, "bg_color": "#F2F2F2"}
CARRIED: dict[str, Any] = {**_TEXT, **_BORDER, "bg_color": "#DDEBF7", "locked": False}
FILLED_IN: dict[str, Any] = {**_TEXT, **_BORDER, "bg_color": "#FFFBE6", "locked": False}
EXAMPLE: dict[str, Any] = {**_TEXT, **_BORDER, "bg_color": "#F2F2F2", "font_color": "#7F7F7F", "italic": True}

CENTRED = frozenset({"choice", "yes_no", "year", "date", "citizen_id"})
"""Types of columns whose cells look best in the middle."""

ROW, LINE = 21.0, 16.0
"""The height of a row to fill in; of a line of text in one that wraps."""

_WIDTHS = {"text": 14, "date": 13, "year": 10, "citizen_id": 22, "money": 13}
_LEAST, _USUAL, _WIDEST, _TITLE_LINE = 8, 11, 34, 14
PAGE = 200
"""How many characters fit across a landscape A4 page in print that is still easy to read."""


def text_width(text: str) -> int:
    """How many columns a text takes, a Chinese character two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def column_width(column: FormColumn, cells: Sequence[Written]) -> float:
    """The width of a column: for what is to be filled in, what stands there, and a title of few lines."""
    filled = max((text_width(str(cell)) for cell in cells if cell is not None), default=0)
    titled = max(_lines_of(column.title), default=0)
    usual = _LEAST if column.given else _WIDTHS.get(column.spec.type, _USUAL)
    wanted = column.width or max(usual, filled, min(titled, _TITLE_LINE))
    return float(min(wanted, _WIDEST) + 2)


def count_lines(text: str, across: float) -> int:
    """How many lines a text takes in so many columns."""
    return sum(max(1, math.ceil(part / max(1.0, across - 1))) for part in _lines_of(text))


def _lines_of(text: str) -> list[int]:
    return [text_width(line) for line in text.split("\n")]
