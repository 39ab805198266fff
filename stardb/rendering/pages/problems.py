"""What the page of all problems sees: every scheme's together, by township, a fault of a whole column on one line."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from stardb.problems import COUNTY, Place, cells_told, fold
from stardb.rendering.matters import totals
from stardb.rendering.pages.context import SEVERITIES
from stardb.rendering.pages.sorting import rank_by, sort_key
from stardb.rendering.values import View

__all__ = ["problem_context"]

_KEYS: Mapping[str, Callable[[View], Any]] = {
    "级别": lambda row: SEVERITIES.index(row["级别"]),
    "位置": lambda row: sort_key(row["位置"]),
    "说明": lambda row: sort_key(row["说明"]),
    "编号": lambda row: sort_key(row["编号"]),
}


def problem_context(schemes: Sequence[View]) -> View:
    """What its template may name: `各乡镇` with their problems, `缺报` and `名册外` of all schemes."""
    rows = _merged(schemes)
    counts = {row["乡镇"]: row for row in totals(rows)}
    towns = [
        counts[town] | {"锚": f"t{number}", "问题": _lines([*mine])}
        for number, (town, mine) in enumerate(groupby(rows, key=lambda row: row["乡镇"]), 1)
    ]
    gaps = {name: [row | _of(seen) for seen in schemes for row in seen[name]] for name in ("缺报", "名册外")}
    return {"各乡镇": towns, **gaps}


def _merged(schemes: Sequence[View]) -> list[View]:
    """Every problem once, the townships in the order in which the schemes have them, the county's own last."""
    found: dict[tuple[Any, ...], View] = {}
    for seen in schemes:
        for row in seen["问题"]:
            found.setdefault(tuple(row.values()), row)
    rated = [row["乡镇"] for seen in schemes for row in seen["评定结果"]]
    order = dict.fromkeys([*rated, *(row["乡镇"] for row in found.values())])
    rank = {town: i for i, town in enumerate(order)} | {COUNTY: len(order)}
    return sorted(found.values(), key=lambda row: rank[row["乡镇"]])


def _lines(rows: Iterable[View]) -> list[View]:
    """The lines of one township: a problem each, or one for all of a kind in one column, the rest of it in `其余`."""
    lines = [
        same[0] | {"格": cells_told([row["单元格"] for row in same if row["单元格"]]), "其余": same[1:]}
        for same in fold(rows, _mark)
    ]
    return rank_by(lines, _KEYS)


def _mark(row: Mapping[str, Any]) -> tuple[str, Place]:
    return row["编号"], Place(row["文件"], row["工作表"], row["单元格"])


def _of(seen: View) -> View:
    return {"办法": seen["办法"]}
