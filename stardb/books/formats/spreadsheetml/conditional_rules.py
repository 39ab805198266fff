"""Conditional formats in XML Spreadsheet 2003."""

import re
from collections.abc import Iterator

from lxml import etree

from stardb.books.conditional_formats.display_rules import UNKNOWN_TEST, Area, CellTest, DisplayRule, parse_constant
from stardb.books.formats.css import read_change

_X = "{urn:schemas-microsoft-com:office:excel}"
CONDITIONS = f"{_X}ConditionalFormatting"
"""The element of some areas and their conditions."""

_KINDS = {
    "Between": "between",
    "NotBetween": "notBetween",
    "Equal": "equal",
    "NotEqual": "notEqual",
    "Greater": "greaterThan",
    "Less": "lessThan",
    "GreaterOrEqual": "greaterThanOrEqual",
    "LessOrEqual": "lessThanOrEqual",
}
_CORNER = r"(?:R(\d{1,7}))?(?:C(\d{1,5}))?"
_AREA = re.compile(rf"{_CORNER}(?::{_CORNER})?")
_ROWS, _COLUMNS = 2**20, 2**14


def read_rules(element: etree._Element, start: int) -> Iterator[DisplayRule]:
    """The rules of some areas; the first that applies is the only one. start: how many come before them."""
    areas = [area for part in (element.findtext(f"{_X}Range") or "").split(",") if (area := _area(part.strip()))]
    for order, condition in enumerate(element.iterfind(f"{_X}Condition"), start):
        style = condition.find(f"{_X}Format")
        change = read_change("" if style is None else style.get("Style") or style.get(f"{_X}Style") or "")
        yield DisplayRule(areas, _test(condition), change, order, stops=True)


def _test(condition: etree._Element) -> CellTest:
    kind = _KINDS.get(condition.findtext(f"{_X}Qualifier") or "", UNKNOWN_TEST)
    values = (condition.findtext(f"{_X}{name}") for name in ("Value1", "Value2"))
    return CellTest(kind, tuple(parse_constant(value) for value in values if value is not None))


def _area(reference: str) -> Area | None:
    """`R1C1:R3C2`, `R2`, `C3`; None for what is no area."""
    match = _AREA.fullmatch(reference)
    if match is None or not reference:
        return None
    top, left, bottom, right = (int(number) if number else None for number in match.groups())
    first = (top or 1) - 1, (left or 1) - 1
    return first, ((bottom or top or _ROWS) - 1, (right or left or _COLUMNS) - 1)
