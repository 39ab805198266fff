"""`due` of stardb.yaml: the day by which the tables of a stage are to be in.

`{自评: 2024-06-30, 镇评: 2024-07-10}` for the settings' period, `2024-06-30` where there are no stages, `{2023: {自评: …}}` for
another period.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from stardb.quantity import EXPECTED_PERIOD, Period, UnreadableText, find_near, read_period
from stardb.yamlfile import YamlPath, YamlSource, show_value

KEY = "due"

DueDays: TypeAlias = Mapping[Period, Mapping[str, date]]
"""Period -> stage -> day; "" is the stage of a workspace without any."""


def read_due_days(given: Any, stages: Sequence[str], period: Period, source: YamlSource) -> DueDays:
    """The days that are set. period: the one of days that name none. What cannot be is reported to `source` (R203)."""
    days: dict[Period, dict[str, date]] = {}
    if not isinstance(given, dict):
        return {period: dict(_read_day("", given, (KEY,), source))}
    for name, value in given.items():
        path: YamlPath = (KEY, name)
        if str(name) in stages:
            days.setdefault(period, {}).update(_read_day(str(name), value, path, source))
            continue
        try:
            other = read_period(str(name))
        except UnreadableText:
            _report_name(str(name), stages, path, source)
            continue
        inner = value if isinstance(value, dict) else {"": value}
        for stage, day in inner.items():
            below = (*path, stage) if isinstance(value, dict) else path
            if stage and str(stage) not in stages:
                _report_name(str(stage), stages, below, source)
            else:
                days.setdefault(other, {}).update(_read_day(str(stage), day, below, source))
    return days


def _read_day(stage: str, value: Any, path: YamlPath, source: YamlSource) -> list[tuple[str, date]]:
    try:
        return [(stage, date.fromisoformat(str(value)))]
    except ValueError:
        found = show_value(value)
        source.report("R203", f"报齐的日期写成 2024-06-30，写的是“{found}”", path, found=found, expected="2024-06-30")
        return []


def _report_name(name: str, stages: Sequence[str], path: YamlPath, source: YamlSource) -> None:
    near = find_near(name, stages, cutoff=0.5)
    hint = f"；是不是“{near[0]}”？" if near else ""
    message = f"“{name}”不是 stages 里的环节，也不是一个时期{hint}"
    expected = "、".join(stages) or f"stages 里的环节，或{EXPECTED_PERIOD}"
    source.report("R203", message, path, key=True, found=name, expected=expected)
