"""The conditional formats that an OpenDocument has behind the rows of a sheet."""

from collections.abc import Iterator

from lxml import etree

from stardb.books.conditional_formats.display_rules import CellTest, DisplayChange, DisplayRule
from stardb.books.formats.ods.cell_styles import OdsStyles
from stardb.books.formats.ods.conditions import read_areas
from stardb.books.formats.ods.names import EXTENSION

CONDITIONS = f"{EXTENSION}conditional-format"
"""The element of some areas and their conditions."""
_STYLED, _DRAWN = f"{EXTENSION}condition", (f"{EXTENSION}data-bar", f"{EXTENSION}icon-set")


def read_rules(element: etree._Element, styles: OdsStyles, start: int) -> Iterator[DisplayRule]:
    """The conditional formats of some areas. start: how many come before them."""
    areas = [*read_areas(element.get(f"{EXTENSION}target-range-address") or "")]
    for order, part in enumerate(element, start):
        if part.tag == _STYLED:
            style = part.get(f"{EXTENSION}apply-style-name") or ""
            yield styles.rule(part.get(f"{EXTENSION}value") or "", style, areas, order)
        elif part.tag in _DRAWN and part.get(f"{EXTENSION}show-value") == "false":
            yield DisplayRule(areas, CellTest("always"), DisplayChange(is_drawn=True), order)
