"""Cells that hold an amount: numbers, money, percents, durations."""

import re
from fractions import Fraction
from functools import lru_cache

from stardb.books import Cell, DisplayedPercent
from stardb.intake.cells.cell_context import CellContext, CellRefused
from stardb.intake.cells.percents import number_without_sign, share_of
from stardb.intake.cells.plain_numbers import bare_number
from stardb.intake.cells.spelled_numbers import SESSIONS, WANTED_SESSION, to_digits
from stardb.intake.cells.year_parts import read_part_number
from stardb.intake.masking import quoted
from stardb.quantity import Kind, NoNumber, UnreadableText, read_measured, show, tidy, unit_ratio, unit_value

_NONE = frozenset({"无", "没有", "暂无", "未发生"})
"""None, or not known: only a 0 is a number."""

_REMEMBERED = 65_536
"""How many readings are remembered across columns."""

_BELOW = "零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟"
_SMALL = re.compile(rf"[+-]?\d{{1,30}}(?:\.\d{{1,30}})?[十百千]|[{_BELOW}]*[百千佰仟][{_BELOW}]*")
"""5千 and 三千: whether the header's 万 comes on top of it, nobody can tell."""

_LONGEST = 12 * 150
"""The months of the longest time taken for one: 2019年 under 任职年限 is a year, not a time."""

_EXPECTED = {
    Kind.NUMBER: "一个数",
    Kind.MONEY: "一个金额",
    Kind.DURATION: "一段时间",
    Kind.PERCENT: "一个百分比",
}
_EXAMPLES = {Kind.NUMBER: "", Kind.MONEY: "，如 12.5万元", Kind.DURATION: "，如 3年6个月", Kind.PERCENT: "，如 85%"}

_unit_value = lru_cache(unit_value)


def unit_kind(unit: str) -> Kind:
    """What kind of value a number in this unit is."""
    return _unit_value(unit)[0]


def read_number(cell: Cell, context: CellContext) -> Fraction:
    """A count or a score: `35`, `３５人`, `1,200`, `3.5万`; in a column of periods a month: `3月`."""
    if context.spec.part:
        return read_part_number(cell, context, context.spec.part)
    into = context.spec.unit or context.unit
    value = _quantity(cell, context.unit, Kind.NUMBER, into, context.spec.counts)
    if into == "届" and value >= SESSIONS:
        raise UnreadableText(WANTED_SESSION)
    return value


def read_money(cell: Cell, context: CellContext) -> Fraction:
    """An amount in 元: a number takes the unit of its header."""
    return _quantity(cell, context.unit, Kind.MONEY)


def read_duration(cell: Cell, context: CellContext) -> Fraction:
    """A length of time in months: `3年6个月`, or a number under a unit."""
    months = _quantity(cell, context.unit, Kind.DURATION)
    if abs(months) > _LONGEST:
        raise UnreadableText("一段时间，不是年份；如 3年6个月")
    return months


def read_percent(cell: Cell, context: CellContext) -> Fraction:
    """A share: `85%`; what a number without a sign is, its column tells, or the rule. Raises Refused where it may be either."""
    if isinstance(cell, DisplayedPercent):
        return Fraction(cell.share)
    plain = number_without_sign(cell)
    if plain is None:
        return _quantity(cell, context.unit, Kind.PERCENT)
    kind, factor = _unit_value(context.unit)
    of_unit = factor if kind is Kind.PERCENT else None
    if context.spec.share and context.spec.between:
        return plain  # beyond the rule's bounds is told as such
    share = share_of(plain, of_unit, context.spec.share, context.style)
    if share is None:
        as_percent = plain * (of_unit or Fraction(1, 100))
        hint = f"分不清是 {show(Kind.PERCENT, plain)} 还是 {show(Kind.PERCENT, as_percent)}。"
        raise CellRefused("D127", "带百分号的数，如 85%", hint)
    return share


@lru_cache(_REMEMBERED)
def _quantity(cell: Cell, unit: str, kind: Kind, into: str = "", counts: bool = False) -> Fraction:
    """The value in the base unit of its kind, a plain number in what `into` counts."""
    of_unit, factor = _unit_value(unit)
    plain, expected = bare_number(cell), _EXPECTED[kind] + _EXAMPLES[kind]
    if plain is None:
        words = _words(cell, expected)
        if factor != 1 and of_unit is kind and _SMALL.fullmatch(tidy(words)):
            raise UnreadableText(f"{_EXPECTED[kind]}，写明单位；分不清还要不要乘以{quoted(unit)}")
        digits = to_digits(words, unit, counts)
        plain = bare_number(digits)
        if plain is None:
            return _with_unit(*_read_measured(digits, expected), kind, into, expected)
    if kind is Kind.DURATION and of_unit is not Kind.DURATION:
        raise UnreadableText("一段时间，写明年或月，如 3年6个月")
    if of_unit is not kind:
        return plain
    return plain * factor * (unit_ratio(unit, into) or 1) if kind is Kind.NUMBER else plain * factor


def _read_measured(text: str, expected: str) -> tuple[Kind, Fraction, str]:
    """The number of a text, its kind and unit. Raises UnreadableText: what no number is, is no value of the column's kind."""
    try:
        return read_measured(text)
    except NoNumber as error:
        raise UnreadableText(f"{expected}；没有的填 0" if tidy(text) in _NONE else expected) from error


def _with_unit(found: Kind, value: Fraction, unit: str, kind: Kind, into: str, expected: str) -> Fraction:
    """The value of a cell that tells its own unit."""
    if kind is Kind.MONEY and found is Kind.NUMBER and not unit:
        return value  # 20万, in 元 under any header
    of_unit, factor = _unit_value(into)
    told = kind is Kind.NUMBER and found is of_unit is not kind  # 35岁, where the column counts 岁
    if found is not kind and not told:
        raise UnreadableText(expected)
    times = unit_ratio(unit, into) if kind is Kind.NUMBER else 1
    if times is None:
        raise UnreadableText(f"以{quoted(into)}计的数，不是{quoted(unit)}")
    return value / factor if told else value * times


def _words(cell: Cell, expected: str) -> str:
    """The text of a cell that holds text. Raises UnreadableText for a day or a tick."""
    if not isinstance(cell, str):
        raise UnreadableText(expected)
    return cell
