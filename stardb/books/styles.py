"""The looks of cell styles in the styles of an .xlsx."""

from lxml import etree

from stardb.books.display import BUILT_IN
from stardb.books.looks import Look, by_style

_LONGEST = 9


def cell_looks(styles: etree._Element) -> dict[int, Look]:
    """The looks that are not plain, by the number of the cell style."""
    codes = {number(item, "numFmtId"): item.get("formatCode") or "" for item in styles.iterfind("{*}numFmts/{*}numFmt")}
    numbers = [number(xf, "numFmtId") for xf in styles.iterfind("{*}cellXfs/{*}xf")]
    return by_style(numbers, {**BUILT_IN, **codes})


def number(element: etree._Element, name: str) -> int:
    """A number an element gives; 0 for one that is none."""
    text = element.get(name) or ""
    return int(text) if text.isdecimal() and len(text) < _LONGEST else 0
