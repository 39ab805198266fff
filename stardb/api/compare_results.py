"""Two results held beside one another: who differs, in what."""

import pandas as pd

from stardb.api.result import Result
from stardb.api.series import make_value
from stardb.rulebook import Step
from stardb.scoring import STATES, full_name

_COLUMNS = ["group", "name", "item", "before", "after"]


def compare(before: Result, after: Result) -> pd.DataFrame:
    """A row a subject and published result that is not the same in both, in the order of `after`.

    before, after: two results of one scheme: of two periods, or of one before and after something was mended. Subjects are
    matched by their keys. Columns: `group`, `name`, `item` (the result's title; 状态 for 已定, 待定, 不参评), `before` and
    `after` (exact; `pd.NA` undecided, not rated, or not there). Somebody who is in one only has one row, 状态.

    Raises ValueError where the results are of different schemes.
    """
    if before.scheme.title != after.scheme.title:
        raise ValueError(f"results of two schemes: {before.scheme.title}, {after.scheme.title}")
    old = {key: i for i, key in enumerate(before.appraisal.subjects.keys)}
    rows = []
    for i, key in enumerate(after.appraisal.subjects.keys):
        j = old.pop(key, None)
        rows += [[*_who(after, i), *row] for row in _differences(before, j, after, i)]
    rows += [[*_who(before, j), "状态", _state(before, j), pd.NA] for j in old.values()]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _differences(before: Result, j: int | None, after: Result, i: int) -> list[list[object]]:
    if j is None:
        return [["状态", pd.NA, _state(after, i)]]
    rows: list[list[object]] = [["状态", _state(before, j), _state(after, i)]]
    for title, (old, new) in _items(before, after).items():
        rows.append([title, _value(before, old, j), _value(after, new, i)])
    return [row for row in rows if not _is_same(row[1], row[2])]


def _items(before: Result, after: Result) -> dict[str, tuple[Step | None, Step | None]]:
    """The published results of either, by title."""
    old = {step.title: step for step in before.appraisal.result_steps()}
    new = {step.title: step for step in after.appraisal.result_steps()}
    return {title: (old.get(title), new.get(title)) for title in dict.fromkeys([*new, *old])}


def _value(result: Result, step: Step | None, i: int) -> object:
    if step is None or not result.appraisal.rated[i]:
        return pd.NA
    return make_value(result.appraisal.columns[step.name], i)


def _is_same(old: object, new: object) -> bool:
    if old is pd.NA or new is pd.NA:
        return old is new
    return old == new


def _state(result: Result, i: int) -> str:
    return STATES[int(result.appraisal.state[i])]


def _who(result: Result, i: int) -> tuple[str, str]:
    return result.appraisal.subjects.groups[i], full_name(result.appraisal, i)
