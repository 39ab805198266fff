"""`RuleReader`: the conditional formats in the XML of a worksheet, both the old ones and those in the extensions of 2010."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import field

from stardb.books.conditional_formats.display_rules import (
    NO_CHANGE,
    OPERATORS,
    UNKNOWN_TEST,
    Area,
    CellTest,
    DisplayChange,
    DisplayRule,
    parse_constant,
)
from stardb.dataclass import dataclass
from stardb.ooxml import LAST_ROW, column_number

_LAST = "XFD"
_AREA = re.compile(r"\$?(?P<left>[A-Z]{0,3})\$?(?P<top>\d{0,7})(?::\$?(?P<right>[A-Z]{0,3})\$?(?P<bottom>\d{0,7}))?")
_COMPARISON = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d{1,7})\s*(>=|<=|<>|>|<|=)\s*(.+)", re.DOTALL)
_YES, _NO = frozenset({"1", "true"}), frozenset({"0", "false"})
_NUMBER = re.compile(r"\d{1,9}")
_TEXT_TESTS = frozenset({"containsText", "notContainsText", "beginsWith", "endsWith"})
_BARE_TESTS = frozenset({"containsBlanks", "notContainsBlanks", "containsErrors", "notContainsErrors"})

Attributes = Mapping[str, str]


@dataclass
class _Found:
    """A rule as far as it was read."""

    attributes: Attributes
    change: DisplayChange
    formulas: list[str] = field(default_factory=list)

    @property
    def stops(self) -> bool:
        return self.attributes.get("stopIfTrue") in _YES


@dataclass
class _Format:
    """A conditional format as far as it was read: the references of its areas, and its rules."""

    references: list[str]
    rules: list[_Found] = field(default_factory=list)

    def drop_idle(self) -> bool:
        """Drops the last rule if it changes nothing and stops nothing, as most do; whether any are left."""
        if self.rules and self.rules[-1].change == NO_CHANGE and not self.rules[-1].stops:
            del self.rules[-1]
        return bool(self.rules)


class XlsxRuleReader:
    """Takes the elements of conditional formats. changes: what those of the workbook's styles change, by number.

    is_open: whether a rule's own format is being read.
    """

    def __init__(self, changes: Mapping[int, DisplayChange]) -> None:
        self.is_open = False
        self._changes = changes
        self._formats: list[_Format] = []

    def add(self, name: str, attributes: Attributes) -> None:
        """Takes an element by its local name."""
        match name:
            case "conditionalFormatting":
                if self._formats and not self._formats[-1].drop_idle():
                    del self._formats[-1]
                self._formats.append(_Format([attributes.get("sqref", "")]))
            case "cfRule" if self._formats:
                self._formats[-1].drop_idle()
                change = self._changes.get(_number(attributes, "dxfId", -1), NO_CHANGE)
                self._formats[-1].rules.append(_Found(attributes, change))
            case "dataBar" | "iconSet" if attributes.get("showValue") in _NO:
                self._change(DisplayChange(is_drawn=True))
            case "dxf":
                self.is_open = True
            case "numFmt" if self.is_open:
                self._change(DisplayChange(code=attributes.get("formatCode", "")))
            case "strike" if self.is_open:
                self._change(DisplayChange(struck=attributes.get("val", "1") not in _NO))

    def add_text(self, name: str, text: str) -> None:
        """Takes the text of a formula, or of the references of the areas."""
        for found in self._formats[-1:]:
            if name == "sqref":
                self.is_open = False
                if not any(found.references):  # else it is that of another element of the extensions
                    found.references.append(text)
            elif found.rules:
                found.rules[-1].formulas.append(text)

    def rules(self) -> Iterator[DisplayRule]:
        """The rules that were read, and matter to what cells show."""
        for found in self._formats:
            if found.drop_idle():
                areas = [area for text in found.references for part in text.split() if (area := parse_area(part))]
                for rule in found.rules:
                    priority = _number(rule.attributes, "priority", 0)
                    test, column = _test(rule.attributes, rule.formulas, areas)
                    yield DisplayRule(areas, test, rule.change, priority, rule.stops, column)

    def _change(self, change: DisplayChange) -> None:
        """Adds to what the last rule changes."""
        for rule in self._formats[-1].rules[-1:] if self._formats else ():
            rule.change = change.add(rule.change)


def parse_area(reference: str) -> Area | None:
    """The first and the last cell of an area, be it whole rows (`1:3`) or columns (`A:C`); None for what is no area."""
    found = _AREA.fullmatch(reference)
    if found is None:
        return None
    left, top, right, bottom = found["left"], found["top"], found["right"], found["bottom"]
    rows = sorted((int(top or 1) - 1, int(bottom or top or LAST_ROW) - 1))
    columns = sorted((column_number(left or "A") - 1, column_number(right or left or _LAST) - 1))
    return (rows[0], columns[0]), (rows[1], columns[1])


def _number(attributes: Attributes, name: str, default: int) -> int:
    text = attributes.get(name, "")
    return int(text) if _NUMBER.fullmatch(text) else default


def _test(attributes: Attributes, formulas: list[str], areas: list[Area]) -> tuple[CellTest, int | None]:
    """A rule's test, and the column whose cell it tests in place of the cell itself."""
    if attributes.get("type") == "expression" and formulas:
        return _formula_test(formulas[0], areas)
    return _value_test(attributes, formulas), None


def _value_test(attributes: Attributes, formulas: list[str]) -> CellTest:
    kind = attributes.get("type", "")
    if kind in _BARE_TESTS:
        return CellTest(kind)
    if kind == "cellIs" and formulas:
        return CellTest(attributes.get("operator", UNKNOWN_TEST), tuple(map(parse_constant, formulas)))
    if kind in ("dataBar", "iconSet"):
        return CellTest("always")
    if kind in _TEXT_TESTS and formulas:
        text = attributes.get("text", "")
        return CellTest(kind, (text,)) if f'"{text.replace(chr(34), chr(34) * 2)}"' in formulas[0] else CellTest()
    return CellTest()


def _formula_test(formula: str, areas: list[Area]) -> tuple[CellTest, int | None]:
    """The test that a formula is: TRUE, or a comparison of the cell itself, or one of its row, with a constant.

    For B2:B9 these are `B2>100` and `$F2="注销"`.
    """
    constant, match = parse_constant(formula), _COMPARISON.fullmatch(formula.strip())
    if isinstance(constant, bool | float):
        return CellTest("always" if constant else "never"), None
    if match is None or len(areas) != 1:
        return CellTest(), None
    fixed_column, letters, fixed_row, row, operator, other = match.groups()
    (top, left), (bottom, right) = areas[0]
    column = column_number(letters) - 1
    is_same_row = int(row) - 1 == top and not (fixed_row and top < bottom)
    is_one_column = bool(fixed_column) or left == right
    if not is_same_row or not (is_one_column or column == left):
        return CellTest(), None
    return CellTest(OPERATORS[operator], (parse_constant(other),)), column if is_one_column else None
