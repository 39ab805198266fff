"""How the places of quotas, prizes and shares are used, as lines of a report: a line a group and grade (名额核对)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from stardb.dataclass import dataclass
from stardb.quantity import Mask, show_at
from stardb.rulebook import Step
from stardb.scorers.clauses import AllotmentCore
from stardb.scorers.kit import Members, PlaceUse
from stardb.scorers.steps import ENDLESS, QuotaCore, VetoCore
from stardb.scoring import Appraisal, find_rated_name

__all__ = ["PlaceRow", "list_places"]

MOST_NAMES = 40
"""So many names are listed in one cell; the others are only counted."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """The places of one grade in one group. base, places: "" where they are not known or differ within the group."""

    item: str
    group: str
    grade: str
    limit: str
    share: str
    base: int | str
    places: int | str
    held: int
    over: int
    tied: int
    undecided: int
    holders: str
    open_names: str


def list_places(appraisal: Appraisal) -> tuple[PlaceRow, ...]:
    """The lines of every quota, prize and share, in the order of the rule file, groups in the order of the roster."""
    steps = sorted(appraisal.scheme.steps, key=lambda step: (step.place.line, step.place.column))
    return tuple(row for step in steps for row in _list_rows(appraisal, step))


def _list_rows(appraisal: Appraisal, step: Step) -> Iterator[PlaceRow]:
    core, scored = step.rule.core, appraisal.scored[step.name]
    if isinstance(core, QuotaCore):
        final = appraisal.steps[find_rated_name(appraisal, step)]
        is_changed = isinstance(final.rule.core, VetoCore)
        uses: Sequence[PlaceUse] = core.list_uses(
            scored, appraisal.columns[final.name] if is_changed else scored.column
        )
    elif isinstance(core, AllotmentCore):
        uses = core.list_uses(scored)
    else:
        return
    uses = [_leave_out(use, appraisal.decisions.find_decided(step.name, len(scored.branch))) for use in uses]
    groups = appraisal.frame.group_subjects(core.members.within)
    for first in _find_firsts(groups):
        inside = groups == groups[first]
        for use in uses:
            yield _make_row(appraisal, step, core.members, use, first, inside)


def _leave_out(use: PlaceUse, decided: Mask) -> PlaceUse:
    """The use of places where those whose result people decided are neither beyond them nor open."""
    return replace(use, over=use.over & ~decided, tied=use.tied & ~decided, open=use.open & ~decided)


def _find_firsts(groups: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]") -> list[int]:
    """The first subject of every known group."""
    found, first = np.unique(groups, return_index=True)
    return sorted(int(at) for group, at in zip(found, first, strict=True) if group >= 0)


def _make_row(appraisal: Appraisal, step: Step, members: Members, use: PlaceUse, first: int, inside: Mask) -> PlaceRow:
    rated = appraisal.rated & inside
    least, most, base = int(use.least[first]), int(use.most[first]), int(use.base[first])
    open_ = rated & (use.tied | use.open)
    return PlaceRow(
        item=step.title,
        group="、".join(show_at(appraisal.columns[name], first) for name in members.within) or "全部",
        grade=use.word,
        limit=use.limit,
        share=use.share,
        base=base if base < ENDLESS else "",
        places=least if least == most < ENDLESS else "",
        held=int((rated & use.holds).sum()),
        over=int((rated & use.over).sum()),
        tied=int((rated & use.tied).sum()),
        undecided=int((rated & use.open).sum()),
        holders=_list_names(appraisal, rated & use.holds),
        open_names=_list_names(appraisal, open_),
    )


def _list_names(appraisal: Appraisal, who: Mask) -> str:
    here = np.flatnonzero(who)
    names = [appraisal.subjects.names[i] for i in here[:MOST_NAMES].tolist()]
    more = f"等{len(here)}个" if len(here) > MOST_NAMES else ""
    return "、".join(names) + more
