"""`rated_on` of stardb.yaml: the day on which a period is rated, where it is not the one that the rules say.

`{2022: 2022-10-31, 2022-06: 2022-07-05}` for all schemes, `{secretary-star-level: {2022: 2022-10-31}}` for one.
"""

from collections.abc import Container, Mapping
from datetime import date
from typing import Any, TypeAlias

from stardb.quantity import EXPECTED_PERIOD, Period, UnreadableText, read_period
from stardb.yamlfile import YamlPath, YamlSource, show_value

KEY = "rated_on"

RatedOn: TypeAlias = Mapping[str, Mapping[Period, date]]
"""Scheme -> period -> day; the days of all schemes stand under ""."""

_LATEST = 366
"""No period is rated later than so many days after its last day."""


def read_rated_on(
    given: Mapping[str, Any], schemes: Container[str], source: YamlSource
) -> dict[str, dict[Period, date]]:
    """The days that are set. What is no period, no scheme or no day of it is reported to `source` (R203)."""
    days: dict[str, dict[Period, date]] = {"": {}}
    for name, value in given.items():
        if isinstance(value, dict) and name in schemes:
            days[name] = dict(_read_all(value, (KEY, name), source))
        elif isinstance(value, dict):
            message = f"“{name}”不在 schemes 里，下面写的考核日没有用"
            source.report("R203", message, (KEY, name), key=True, found=name, expected="schemes 里的办法")
        else:
            days[""] |= _read_all({name: value}, (KEY,), source)
    return days


def _read_all(given: Mapping[str, Any], path: YamlPath, source: YamlSource) -> dict[Period, date]:
    return dict(filter(None, (_read_entry(name, value, (*path, name), source) for name, value in given.items())))


def _read_entry(name: str, value: Any, path: YamlPath, source: YamlSource) -> tuple[Period, date] | None:
    try:
        period = read_period(str(name))
    except UnreadableText as error:
        source.report("R203", f"{error}", path, key=True, found=str(name), expected=EXPECTED_PERIOD)
        return None
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        message = f"{period.title}的考核日写成 {period.last}，写的是“{show_value(value)}”"
        source.report("R203", message, path, found=show_value(value), expected=str(period.last))
        return None
    if day < period.first or (day - period.last).days > _LATEST:
        message = f"考核日{day}不在{period.title}之内，也不在其后一年之内"
        source.report("R203", message, path, found=str(day), expected=f"{period.first}或以后一年内的日期")
    return period, day
