"""Decisions that correct a closed period: their 项 begins with its name, as `2023:绩效`; all others are of the period itself."""

import re
from collections.abc import Sequence

from stardb.dataclass import dataclass
from stardb.intake import Decision
from stardb.quantity import Period, UnreadableText, read_period

CORRECTIONS_BLOB = "corrections"
"""The name under which the ledger keeps what a run corrected."""

_ITEM = re.compile(r"\s*([^:：]+?)\s*[:：]\s*(.+?)\s*")


@dataclass(frozen=True)
class ClosedDecision:
    """A decision on an earlier period. item: 项 without the period."""

    decision: Decision
    period: Period
    item: str


def split_decisions(
    decisions: Sequence[Decision], period: Period
) -> tuple[tuple[Decision, ...], tuple[ClosedDecision, ...]]:
    """The decisions of a period itself, and those on earlier ones."""
    closed = {one: found for one in decisions if (found := _read(one, period)) is not None}
    return tuple(one for one in decisions if one not in closed), tuple(closed.values())


def read_earlier_item(item: str, period: Period) -> tuple[Period, str] | None:
    """The earlier period that a 项 names, and what of it; None where it is of the period itself."""
    match = _ITEM.fullmatch(item)
    if match is None:
        return None
    try:
        named = read_period(match[1])
    except UnreadableText:
        return None
    return (named, match[2]) if named < period else None


def _read(decision: Decision, period: Period) -> ClosedDecision | None:
    found = read_earlier_item(decision.item, period)
    return ClosedDecision(decision, *found) if found is not None else None
