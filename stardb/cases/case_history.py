"""What a case says of earlier periods, as the history that scoring asks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd

from stardb.cases.expectations import STATE, ExpectationReader
from stardb.cases.given.case_cells import GivenValue
from stardb.dataclass import dataclass
from stardb.quantity import (
    EPOCH,
    EXPECTED_PERIOD,
    PENDING,
    PERIOD_WORDS,
    Frequency,
    Period,
    UnreadableText,
    list_missing,
    read_date,
    read_period,
    to_date,
)
from stardb.rulebook import Scheme, read_past_name
from stardb.scoring import DECIDED, NOT_RATED, RECORD, UNDECIDED, History, Past
from stardb.yamlfile import YamlPath, YamlSource, number_as_text, show_value

_PERIOD, _DAY = "period", "as_of"


@dataclass(frozen=True)
class EarlierResults:
    """One earlier period of one subject: which it is, its day, and its results with their places; None is 不参评."""

    period: Period
    day: date
    items: dict[str, GivenValue] | None


def read_earlier(
    last: GivenValue, before: GivenValue, scheme: Scheme, reader: ExpectationReader
) -> list[EarlierResults]:
    """A subject's earlier periods, oldest first; what does not hold is reported.

    last: of the period before. before: of others, each with its name.
    """
    if set(scheme.every) == {Frequency.ONCE} and (before.value or last.value is not None):
        message = "本办法只评一次，没有以前的时期"
        reader.source.report("C104", message, before.path or last.path, key=True, remedy="删去 before、last")
        return []
    found = []
    for index, entry in enumerate(before.value):
        made = _read_entry(entry, (*before.path, index), scheme, reader)
        found += [made] if made else []
    if last.value is not None:
        period = scheme.period.previous
        found.append(EarlierResults(period, period.last, _read_items(last.value, last.path, reader)))
    periods = [one.period for one in found]
    if periods != sorted(set(periods)):
        path, told = before.path or last.path, "、".join(str(period) for period in periods)
        reader.source.report("C104", "以前各期要从早到晚写，一期一项", path, key=True, found=told)
    return found


def _read_entry(
    entry: dict[str, Any], path: YamlPath, scheme: Scheme, reader: ExpectationReader
) -> EarlierResults | None:
    text = str(number_as_text(entry.get(_PERIOD, "")))
    period = _read_period(text, path, scheme, reader)
    if period is None:
        return None
    items = {name: value for name, value in entry.items() if name not in (_PERIOD, _DAY)}
    return EarlierResults(period, _read_day(entry, period, path, scheme, reader), _read_items(items, path, reader))


def _read_period(text: str, path: YamlPath, scheme: Scheme, reader: ExpectationReader) -> Period | None:
    """The period of an entry; None, having reported why, where it is none that this case can hang on."""
    example = f"如 period: {scheme.period.previous}"
    expected = f"早于{scheme.period.title}的时期，{example}"
    try:
        period = read_period(text)
    except UnreadableText as error:
        message = f"以前的一期要写明是哪个时期（period）：{error}" if text else "以前的一期要写明是哪个时期（period）"
        reader.source.report("C104", message, path, found=show_value(text), expected=EXPECTED_PERIOD, remedy=expected)
        return None
    if not period < scheme.period:
        message = f"以前的一期{period.title}不早于本例的{scheme.period.title}"
        reader.source.report("C104", message, path, found=text, expected=expected)
        return None
    if period.kind is not scheme.period.kind and period.kind not in scheme.every:
        how = "、".join(PERIOD_WORDS[kind].of for kind in scheme.every)
        message = f"本办法{how}评，以前的一期不能是{period.title}"
        reader.source.report("C104", message, path, found=text, expected=expected)
        return None
    return period


def _read_day(entry: dict[str, Any], period: Period, path: YamlPath, scheme: Scheme, reader: ExpectationReader) -> date:
    """The day an earlier period was rated on: as written, else its last."""
    if _DAY not in entry:
        return period.last
    try:
        day = to_date(read_date(str(entry[_DAY])))
    except UnreadableText as error:
        reader.source.report(
            "C103", "以前的考核日读不出", (*path, _DAY), found=show_value(entry[_DAY]), expected=str(error)
        )
        return period.last
    if day >= scheme.as_of and not scheme.period.contains(period):
        message = f"以前的考核日{day}不早于本例的{scheme.as_of}"
        reader.source.report("C104", message, path, found=str(day), expected=f"早于{scheme.as_of}")
    return day


def _read_items(value: object, path: YamlPath, reader: ExpectationReader) -> dict[str, GivenValue] | None:
    called = reader.names[STATE].states
    told = list(value.values()) if isinstance(value, dict) else [value]
    if any(isinstance(word, str) and called.usual(word) == NOT_RATED for word in told):
        return None
    if not isinstance(value, dict):
        expected = "各项结果，如 {星级: 2}，或“不参评”"
        reader.source.report(
            "C103", f"以前的结果写的是“{show_value(value)}”", path, found=show_value(value), expected=expected
        )
        return {}
    return {name: GivenValue(item, (*path, name)) for name, item in value.items()}


def fill_parameters(earlier: Sequence[EarlierResults], scheme: Scheme, rules: YamlSource) -> list[EarlierResults]:
    """The periods with the parameters that the scheme reads of them, as the rules have them for then; what a case says stays."""
    read = {about.item for name in scheme.history if (about := read_past_name(name)) is not None}
    asked = [name for name in scheme.constants if name in read]
    return [_with_parameters(one, asked, rules) if one.items is not None and asked else one for one in earlier]


def _with_parameters(one: EarlierResults, names: Sequence[str], rules: YamlSource) -> EarlierResults:
    found: dict[str, GivenValue] = {}
    for name in names:
        written = rules.data["parameters"][name]
        dated = written.get("values", written)
        days = [day for day in dated if read_date(str(day)) <= (one.day - EPOCH).days]
        if days:
            found[name] = GivenValue(dated[max(days, key=lambda day: read_date(str(day)))], ())
    return replace(one, items={**found, **(one.items or {})})


def build_history(
    earlier: Sequence[Sequence[EarlierResults]], keys: Sequence[str], scheme: Scheme, reader: ExpectationReader
) -> History:
    """The history of a case's subjects before the period that is rated, as the ledger would have it.

    Whoever has an earlier period was rated in it, be it with a chief result not given here. Every period since the first that
    any of them has is in it, and in those a subject has not he was not rated; nobody was rated before.
    """
    days = {one.period: one.day for own in earlier for one in own}
    began = min((*days, scheme.period), key=lambda period: period.first)
    for kind in dict.fromkeys((scheme.period.kind, *(period.kind for period in days))):
        days |= {period: period.last for period in _list_others(kind, days, began, scheme)}
    past = [_make_past(period, days[period], earlier, keys, scheme.level, reader) for period in sorted(days)]
    return History(tuple(past), began=began)


def _list_others(kind: Frequency, given: Iterable[Period], began: Period, scheme: Scheme) -> tuple[Period, ...]:
    """The periods of a kind that no subject of the case has: others were rated in them, or they would not have been run."""
    present = sorted(period for period in given if period.kind is kind)
    until = History(began=began).line(scheme.period, kind)
    return list_missing(present, until.now, until.began)


def _make_past(
    period: Period, day: date, earlier: Sequence[Sequence[EarlierResults]], keys: Sequence[str], level: str,
    reader: ExpectationReader,
) -> Past:  # fmt: skip
    rows = [
        row
        for key, own in zip(keys, earlier, strict=True)
        for one in own
        if one.period == period
        for row in _list_rows(key, one, level, reader)
    ]
    return Past(period, day, pd.DataFrame(rows, columns=RECORD))


def _list_rows(
    key: str, one: EarlierResults, level: str, reader: ExpectationReader
) -> Iterator[tuple[str, str, str, int, int, str]]:
    """The record of one subject in one period."""
    if one.items is None:
        yield (key, level, NOT_RATED, 0, 1, "")
        return
    if level not in one.items:
        yield (key, level, UNDECIDED, 0, 1, "")
    for name, given in one.items.items():
        made = reader.read(name, given.value, given.path)
        if made is not None and not made.about:
            yield (key, name, *_find_record_value(made.value))


def _find_record_value(value: Fraction | str | bool | None) -> tuple[str, int, int, str]:
    """A value as a record keeps it."""
    if value is None or value == PENDING:
        return (UNDECIDED, 0, 1, "")
    if value == NOT_RATED:
        return (NOT_RATED, 0, 1, "")
    if isinstance(value, str):
        return (DECIDED, 0, 1, value)
    number = Fraction(value)
    return (DECIDED, number.numerator, number.denominator, "")
