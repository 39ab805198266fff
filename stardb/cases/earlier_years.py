"""What a case says of earlier years, as the history that scoring asks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd

from stardb.cases.case_tables import GivenValue
from stardb.cases.expectations import STATE, ExpectationReader
from stardb.dataclass import dataclass
from stardb.quantity import EPOCH, PENDING, UnreadableText, read_date, to_date
from stardb.rulebook import Scheme, read_past_name
from stardb.scoring import DECIDED, NOT_RATED, RECORD, UNDECIDED, History, Past
from stardb.yamlfile import YamlPath, YamlSource, number_as_text, show_value

_PERIOD, _DAY = "period", "as_of"


@dataclass(frozen=True)
class Year:
    """One earlier year of one subject: its period, its day, and its results with their places; None is 不参评."""

    period: str
    day: date
    items: dict[str, GivenValue] | None


def read_years(last: GivenValue, before: GivenValue, as_of: date, reader: ExpectationReader) -> list[Year]:
    """A subject's earlier years, oldest first; what does not hold is reported."""
    years = []
    for index, entry in enumerate(before.value):
        made = _year(entry, (*before.path, index), as_of, reader)
        years += [made] if made else []
    if last.value is not None:
        items = _items(last.value, last.path, reader)
        years.append(Year(str(as_of.year - 1), date(as_of.year - 1, 12, 31), items))
    periods = [year.period for year in years]
    if periods != sorted(set(periods)):
        path = before.path or last.path
        reader.source.report("C104", "以前各年要从早到晚写，一年一项", path, key=True, found="、".join(periods))
    return years


def _year(entry: dict[str, Any], path: YamlPath, as_of: date, reader: ExpectationReader) -> Year | None:
    period = str(number_as_text(entry.get(_PERIOD, "")))
    if not (period[:4].isascii() and period[:4].isdigit() and 1900 <= int(period[:4]) <= as_of.year):
        expected = f"以四位年份开头、早于{as_of.year}年的年度，如 period: {as_of.year - 1}"
        reader.source.report(
            "C104", "以前的一年要写明是哪个年度（period）", path, found=show_value(period), expected=expected
        )
        return None
    day = date(int(period[:4]), 12, 31)
    if _DAY in entry:
        try:
            day = to_date(read_date(str(entry[_DAY])))
        except UnreadableText as error:
            reader.source.report(
                "C103", "以前的考核日读不出", (*path, _DAY), found=show_value(entry[_DAY]), expected=str(error)
            )
    if day >= as_of:
        reader.source.report(
            "C104", f"以前的考核日{day}不早于本例的{as_of}", path, found=str(day), expected=f"早于{as_of}"
        )
    items = {name: value for name, value in entry.items() if name not in (_PERIOD, _DAY)}
    return Year(period, day, _items(items, path, reader))


def _items(value: object, path: YamlPath, reader: ExpectationReader) -> dict[str, GivenValue] | None:
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


def fill_parameters(years: Sequence[Year], scheme: Scheme, rules: YamlSource) -> list[Year]:
    """The years with the parameters that the scheme reads of them, as the rules have them for then; what a case says itself stays."""
    read = {about.item for name in scheme.history if (about := read_past_name(name)) is not None}
    asked = [name for name in scheme.constants if name in read]
    return [_with_parameters(year, asked, rules) if year.items is not None and asked else year for year in years]


def _with_parameters(year: Year, names: Sequence[str], rules: YamlSource) -> Year:
    found: dict[str, GivenValue] = {}
    for name in names:
        written = rules.data["parameters"][name]
        dated = written.get("values", written)
        days = [day for day in dated if read_date(str(day)) <= (year.day - EPOCH).days]
        if days:
            found[name] = GivenValue(dated[max(days, key=lambda day: read_date(str(day)))], ())
    return replace(year, items={**found, **(year.items or {})})


def build_history(
    years: Sequence[Sequence[Year]], keys: Sequence[str], level: str, reader: ExpectationReader, until: int
) -> History:
    """The history of a case's subjects before the year `until`, as the ledger would have it.

    Whoever has an earlier year was rated in it, be it with a level not given here. Every year since the first that any of
    them has is in it, and in those a subject has not he was not rated; nobody was rated before.
    """
    days = {year.period: year.day for own in years for year in own}
    given = {day.year for day in days.values()}
    missed = [year for year in range(min(given, default=until), until) if year not in given]
    days |= {str(year): date(year, 12, 31) for year in missed}  # rated were others: a year without any would not be run
    past = []
    for period in sorted(days, key=lambda period: days[period]):
        rows = [
            row
            for key, own in zip(keys, years, strict=True)
            for year in own
            if year.period == period
            for row in _rows(key, year, level, reader)
        ]
        past.append(Past(period, days[period], pd.DataFrame(rows, columns=RECORD)))
    return History(tuple(past), began=min(given, default=until))


def _rows(key: str, year: Year, level: str, reader: ExpectationReader) -> list[tuple[str, str, str, int, int, str]]:
    if year.items is None:
        return [(key, level, NOT_RATED, 0, 1, "")]
    rows = [] if level in year.items else [(key, level, UNDECIDED, 0, 1, "")]
    for name, given in year.items.items():
        made = reader.read(name, given.value, given.path)
        if made is not None and not made.about:
            rows.append((key, name, *_record_value(made.value)))
    return rows


def _record_value(value: Fraction | str | bool | None) -> tuple[str, int, int, str]:
    """A value as a record keeps it."""
    if value is None or value == PENDING:
        return (UNDECIDED, 0, 1, "")
    if value == NOT_RATED:
        return (NOT_RATED, 0, 1, "")
    if isinstance(value, str):
        return (DECIDED, 0, 1, value)
    number = Fraction(value)
    return (DECIDED, number.numerator, number.denominator, "")
