"""Conditional formats in the records of an .xlsb [MS-XLSB]."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from struct import unpack_from

from stardb.books.conditional_formats.display_rules import (
    NO_CHANGE,
    UNKNOWN_TEST,
    Area,
    CellTest,
    DisplayChange,
    DisplayRule,
)
from stardb.books.formats.excel_binary.formula_constants import (
    COMPARISONS,
    TEMPLATES,
    TEXT_TEMPLATE,
    TEXT_TESTS,
    read_constant,
)
from stardb.books.formats.xlsb.records import read_number, read_wide

FORMAT_CHANGE, CONDITIONS, RULE = 507, 461, 463
"""The records of a style's change, of the areas of some rules, and of a rule."""
FORMAT_CHANGE_2010, CONDITIONS_2010, RULE_2010 = 1171, 1046, 1048
"""The same as Excel 2010 has them, for rules that refer to other sheets."""
_DATA_BAR, _ICONS = 467, 465
GRAPHICS = frozenset({_DATA_BAR, _ICONS})
"""The records of what a rule draws."""

_STRUCK, _NUMBER_FORMAT, _NUMBER_ID = 0x1D, 0x26, 0x29
_COMPARES, _COMPUTES = 1, 2
_STOPS, _ICONS_ONLY = 0x02, 0x02
_FORMULAS = 42
"""Where the text of a rule begins, behind which its formulas stand."""
_NO_TEXT = 0xFFFFFFFF


def read_area(data: bytes, at: int) -> Area:
    """Four numbers of four bytes: first and last row, first and last column."""
    top, bottom, left, right = unpack_from("<4I", data, at)
    return (top, left), (bottom, right)


def read_areas(data: bytes) -> list[Area]:
    """The areas of the rules that follow."""
    return [read_area(data, 12 + 16 * i) for i in range(read_number(data, 8))]


def read_areas_2010(data: bytes) -> list[Area]:
    """The same in a record of Excel 2010."""
    return [read_area(data, 16 + 16 * i) for i in range(read_number(data, 12))]


def read_change(data: bytes, formats: Mapping[int, str]) -> DisplayChange:
    """What a conditional format changes. formats: the codes of the number formats."""
    change, at = NO_CHANGE, 6
    for _ in range(unpack_from("<H", data, 4)[0]):
        kind, size = unpack_from("<HH", data, at)
        if kind == _STRUCK:
            change = replace(change, struck=bool(data[at + 4]))
        elif kind == _NUMBER_FORMAT:
            length = unpack_from("<H", data, at + 4)[0]
            change = replace(change, code=data[at + 6 : at + 6 + 2 * length].decode("utf-16-le", "replace"))
        elif kind == _NUMBER_ID and change.code is None:
            change = replace(change, code=formats.get(unpack_from("<H", data, at + 4)[0]))
        at += max(size, 4)
    return change


def read_rule(data: bytes, areas: list[Area], changes: Mapping[int, DisplayChange]) -> DisplayRule:
    """A rule for these areas."""
    kind, template, change, priority, parameter = unpack_from("<5I", data)
    flags = unpack_from("<H", data, 28)[0]
    test = _read_test(data, kind, template, parameter)
    return DisplayRule(areas, test, changes.get(change, NO_CHANGE), priority, bool(flags & _STOPS))


def rules_2010(areas: list[Area], changes: Iterable[DisplayChange]) -> Iterator[DisplayRule]:
    """What a rule of Excel 2010 may do to these areas: any of such changes; its formula, of other sheets, is not read."""
    return (DisplayRule(areas, CellTest(), change) for change in changes)


def add_graphic(rule: DisplayRule, kind: int, data: bytes) -> DisplayRule:
    """The rule that draws a bar or an icon, which stands in place of the number or beside it."""
    shows = data[2] & 1 if kind == _DATA_BAR else not data[4] & _ICONS_ONLY
    return rule if shows else replace(rule, test=CellTest("always"), change=DisplayChange(is_drawn=True))


def _read_test(data: bytes, kind: int, template: int, parameter: int) -> CellTest:
    if kind == _COMPUTES and template in TEMPLATES:
        return CellTest(TEMPLATES[template])
    if kind == _COMPUTES and template == TEXT_TEMPLATE and read_number(data, _FORMULAS) != _NO_TEXT:
        return CellTest(TEXT_TESTS.get(parameter, UNKNOWN_TEST), (read_wide(data, _FORMULAS)[0],))
    if kind != _COMPARES:
        return CellTest()
    at = _FORMULAS + 4 if read_number(data, _FORMULAS) == _NO_TEXT else read_wide(data, _FORMULAS)[1]
    operands = []
    for size in unpack_from("<2I", data, 30):
        if size:
            length = read_number(data, at)
            operands.append(read_constant(data[at + 4 : at + 4 + length], is_long=True))
            at += 4 + length
            at += 4 + read_number(data, at)
    return CellTest(COMPARISONS.get(parameter, UNKNOWN_TEST), tuple(operands))
