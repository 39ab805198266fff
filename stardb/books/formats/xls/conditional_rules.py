"""Conditional formats in the records of an .xls since Excel 97, and what Excel 2007 added to them [MS-XLS]."""

from collections.abc import Iterator, Mapping
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
    read_text,
)
from stardb.books.formats.xls.records import Record
from stardb.books.formats.xls.texts import Pieces

_AREAS, _RULE, _AREAS_2007, _RULE_2007, _MORE_2007 = 0x1B0, 0x1B1, 0x879, 0x87A, 0x87B
RULE_RECORDS = frozenset({_AREAS, _RULE, _AREAS_2007, _RULE_2007, _MORE_2007})
"""The records that tell of conditional formats."""

_HEAD = 12
"""The size of what records of Excel 2007 begin with."""
_COMPARES, _COMPUTES, _DRAWS_BAR, _DRAWS_ICON = 1, 2, 4, 6
_HAS_NUMBER, _HAS_FONT, _IS_STRUCK, _SHOWS_BARE_BAR = 0x02000000, 0x04000000, 0x80, 0x02
_IS_NO_NUMBER, _IS_OWN_NUMBER = 0x00080000, 0x0001
_FONT_FLAGS, _FONT_UNCHANGED = 68, 88
"""Where in a font stands whether it is struck out, and whether that is not to be heeded."""
_STOPS = 0x02


class XlsRuleReader:
    """Takes the records of conditional formats. formats: the codes of the workbook's number formats."""

    def __init__(self, formats: Mapping[int, str]) -> None:
        self._formats = formats
        self._areas: dict[int, list[Area]] = {}
        self._id = -1
        self._rules: dict[tuple[int, int], DisplayRule] = {}
        self._count = 0

    def add(self, record: Record) -> None:
        """Takes in one record. Raises struct.error or IndexError where it is too short."""
        kind, data = record.kind, b"".join([record.data, *record.more])
        if kind in (_AREAS, _AREAS_2007):
            self._add_areas(data if kind == _AREAS else data[_HEAD:], is_new=kind == _AREAS_2007)
        elif kind == _RULE:
            self._put_rule(self._old_rule(data))
        elif kind == _RULE_2007:
            self._put_rule(self._new_rule(data[_HEAD:]))
        else:
            self._extend(data[_HEAD:])

    def rules(self) -> Iterator[DisplayRule]:
        """The rules that were read."""
        yield from self._rules.values()

    def _add_areas(self, data: bytes, is_new: bool) -> None:
        """The areas of the rules that follow. Rules of Excel 2007 have numbers of their own."""
        self._id = (unpack_from("<H", data, 2)[0] >> 1) | (0x10000 if is_new else 0)
        self._count = 0
        areas = (unpack_from("<4H", data, 14 + 8 * i) for i in range(unpack_from("<H", data, 12)[0]))
        self._areas[self._id] = [((top, left), (bottom, right)) for top, bottom, left, right in areas]

    def _put_rule(self, rule: DisplayRule) -> None:
        """Puts down a rule of the areas that came last, in its order."""
        self._rules[self._id, self._count] = rule
        self._count += 1

    def _old_rule(self, data: bytes) -> DisplayRule:
        """A rule of Excel 97: the first of them that applies is the only one."""
        kind, operator, first, second = unpack_from("<BBHH", data)
        end = len(data) - second
        test = _read_test(kind, operator, data[end - first : end], data[end:])
        change = self._read_change(data[6:])
        return DisplayRule(self._areas.get(self._id, []), test, change, len(self._rules), stops=True)

    def _new_rule(self, data: bytes) -> DisplayRule:
        kind, operator, first, second, size = unpack_from("<BBHHI", data)
        change = self._read_change(data[10 : 10 + size]) if size else NO_CHANGE
        at = 10 + (size or 2)
        tokens, more, at = data[at : at + first], data[at + first : at + first + second], at + first + second
        at += 2 + unpack_from("<H", data, at)[0]
        flags, priority, template, length = unpack_from("<BHHB", data, at)
        parameters, drawn = data[at + 6 : at + 6 + length], data[at + 6 + length :]
        test = _read_test(kind, operator, tokens, more, template, parameters)
        if (kind == _DRAWS_BAR and not drawn[3] & _SHOWS_BARE_BAR) or (kind == _DRAWS_ICON and drawn[5] & 1):
            test, change = CellTest("always"), DisplayChange(is_drawn=True)
        return DisplayRule(self._areas.get(self._id, []), test, change, priority, bool(flags & _STOPS))

    def _extend(self, data: bytes) -> None:
        """What Excel 2007 adds to a rule: its place in the order, whether others come after it, its number format.

        Or it says that the rule that follows has the areas of an old one.
        """
        is_new, id_ = unpack_from("<IH", data)
        if is_new:
            self._id, self._count = id_, 1000 + len(self._rules)
            return
        number, _, template, priority, flags, has_change = unpack_from("<HBBHBB", data, 6)
        rule = self._rules.get((id_, number))
        if rule is None:
            return
        change, size = rule.change, unpack_from("<I", data, 14)[0] if has_change else 0
        if size:
            change = self._read_change(data[18 : 18 + size]).add(change)
        test = CellTest(TEMPLATES[template]) if template in TEMPLATES else rule.test
        self._rules[id_, number] = replace(
            rule, test=test, change=change, priority=priority, stops=bool(flags & _STOPS)
        )

    def _read_change(self, data: bytes) -> DisplayChange:
        """What of a format matters here: its number format and whether it strikes out."""
        flags, more = unpack_from("<IH", data)
        at, code, struck = 6, None, None
        if flags & _HAS_NUMBER:
            if more & _IS_OWN_NUMBER:
                text, length, is_wide = Pieces([data[at + 4 :]]), *unpack_from("<HB", data, at + 2)
                code = text.characters(length, text.number(1))
                at += 5 + length * (2 if is_wide & 1 else 1)
            else:
                code, at = self._formats.get(data[at + 1]), at + 2
        if flags & _HAS_FONT and not data[at + _FONT_UNCHANGED] & _IS_STRUCK:
            struck = bool(data[at + _FONT_FLAGS] & _IS_STRUCK)
        return DisplayChange(None if flags & _IS_NO_NUMBER else code, struck)


def _read_test(
    kind: int, operator: int, tokens: bytes, more: bytes, template: int = 0, parameters: bytes = b""
) -> CellTest:
    if kind == _COMPARES:
        operands = (read_constant(formula) for formula in (tokens, more) if formula)
        return CellTest(COMPARISONS.get(operator, UNKNOWN_TEST), tuple(operands))
    if kind == _COMPUTES and template in TEMPLATES:
        return CellTest(TEMPLATES[template])
    if kind == _COMPUTES and template == TEXT_TEMPLATE and parameters[:1] in (b"\0", b"\1"):
        text = read_text(tokens)[0]
        return CellTest(TEXT_TESTS[parameters[0]], (text,)) if text else CellTest()
    return CellTest()
