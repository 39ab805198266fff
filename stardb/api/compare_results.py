"""Two results held beside one another: who differs, in what."""

from collections.abc import Iterator

import pandas as pd

from stardb.api.result import Result
from stardb.api.series import make_value
from stardb.comparison import SubjectChange, compare_states, make_state
from stardb.scoring import full_name

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
    changes = compare_states(make_state(before.appraisal), make_state(after.appraisal))
    old = {key: j for j, key in enumerate(before.appraisal.subjects.keys)}
    rows = [row for one in changes.subjects for row in _list_rows(before, after, old.get(one.key), one)]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _list_rows(before: Result, after: Result, j: int | None, change: SubjectChange) -> Iterator[list[object]]:
    """What differs of one subject. j: its place in the earlier result, None where it is not there."""
    i = change.number - 1 if change.number else None
    result, place = (before, j) if i is None else (after, i)
    assert place is not None
    who = [result.appraisal.subjects.groups[place], full_name(result.appraisal, place)]
    if change.state_before != change.state_after:
        yield [*who, "状态", change.state_before or pd.NA, change.state_after or pd.NA]
    for one in change.results:
        values = _value(before, one.step.name, j), _value(after, one.step.name, i)
        if values[0] is not pd.NA or values[1] is not pd.NA:
            yield [*who, one.step.title, *values]


def _value(result: Result, name: str, i: int | None) -> object:
    if i is None or name not in result.appraisal.columns or not result.appraisal.rated[i]:
        return pd.NA
    return make_value(result.appraisal.columns[name], i)
