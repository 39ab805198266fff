"""Intervals whose ends are names: `优秀线以上`, `合格线至优秀线(不含优秀线)`, a parameter or a value of each subject.

A parameter's number is known on the day, and stands in the interval as if it were written there. A value is known only
subject by subject: its end has a name and no number.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from stardb.expressions import nearest
from stardb.quantity import Kind, UnreadableText, read_quantity, tidy
from stardb.scorers.base.scope import Scope
from stardb.scorers.kit.intervals import Interval, order_ends, parse_interval
from stardb.yamlfile import YamlPath

_FIRST = 7 * 10**15
"""No regulation writes numbers as great: these stand for names while an interval is read."""

_BETWEEN_NAMES = re.compile(r"[至到~～()（）]|及?以[上下内外]|不含|含|不满|不足|不到|超过|达到|[低高]于|满")

_UNITS = {Kind.NUMBER: "分", Kind.PERCENT: "%", Kind.MONEY: "元", Kind.DURATION: "个月"}


def read_named_interval(text: str, path: YamlPath, scope: Scope, *, key: bool) -> Interval | None:
    """The interval of a text with names of the scheme in it; None where there are none, or it is no interval all the same.

    Raises ClauseRefused for a name that is no number, and for two parameters of which the greater comes first by its words.
    """
    plain = tidy(text).replace("`", "")
    names = {tidy(name): name for name in scope.symbols if tidy(name) in plain}
    if not names:
        return None
    written = re.compile(rf"(?<!\d)(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?!\d)")
    found = list(dict.fromkeys(names[word] for word in written.findall(plain)))
    units = {name: _find_unit(name, path, scope, key=key) for name in found}
    tokens = {name: f"{_FIRST + place}{unit}" for place, (name, unit) in enumerate(units.items())}
    stands_for = {read_quantity(token)[1]: name for name, token in tokens.items()}
    try:
        interval, ordered = parse_interval(written.sub(lambda match: tokens[names[match.group()]], plain))
    except UnreadableText:
        return None
    interval = replace(
        interval, text=text,
        low_name=stands_for.get(interval.low or Fraction(0), ""), high_name=stands_for.get(interval.high or Fraction(0), ""),
    )  # fmt: skip
    if any(end is not None and end >= _FIRST // 100 and end not in stands_for for end in (interval.low, interval.high)):
        return None
    return _put_numbers(interval, ordered, path, scope, key=key)


def find_near_name(text: str, names: Iterable[str]) -> str:
    """`；是不是“…”？` for a name that an end of an unreadable interval is spelled like; "" for none."""
    words = [word for word in _BETWEEN_NAMES.split(text) if word and not word[0].isdigit()]
    listed = list(names)
    return next((hint for word in words if (hint := nearest(word, listed))), "")


def _find_unit(name: str, path: YamlPath, scope: Scope, *, key: bool) -> str:
    kind = scope.symbols.bind(name).kind
    if kind not in _UNITS:
        message = f"“{name}”是{kind.value}，不能作档的界线"
        raise scope.refuse("R305", message, path, key=key, found=name, expected="数、金额、百分比或时长")
    return _UNITS[kind]


def _put_numbers(interval: Interval, ordered: bool, path: YamlPath, scope: Scope, *, key: bool) -> Interval:
    """The interval with the numbers of parameters for their names, and no number where each subject has its own."""
    low = _number_of(interval.low, interval.low_name, scope)
    high = _number_of(interval.high, interval.high_name, scope)
    interval = replace(interval, low=low, high=high)
    if interval.moving:
        return interval
    try:
        return order_ends(interval, ordered)
    except UnreadableText as error:
        told = "、".join(f"{name}" for name in interval.names)
        message = f"“{interval.text}”的下限高于上限：{told}现在的数合不到一起"
        raise scope.refuse("R403", message, path, key=key, found=interval.text) from error


def _number_of(end: Fraction | None, name: str, scope: Scope) -> Fraction | None:
    if not name:
        return end
    return scope.reaches[name].low if name in scope.fixed else None
