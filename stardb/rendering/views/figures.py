"""The figures of an appraisal: how many there are and take part, in all and in each group of the roster, and what it comes to."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

import numpy as np

from stardb.dataclass import dataclass
from stardb.problems import Problem, Severity
from stardb.quantity import Mask
from stardb.rendering.standings import Standings, find_standings, is_undecided
from stardb.rendering.views.score_figures import MoneyTotal, add_up, average, total_money
from stardb.rulebook import ResultKind
from stardb.scoring import STATES, Appraisal

__all__ = ["GroupFigures", "Overview", "has_stars", "list_groups", "sum_up"]


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures at the top of a report. mean_total: of those with a total; "" for a scheme without one."""

    subjects: int
    rated: int
    not_rated: int
    undecided: int
    decided: int
    errors: int
    warnings: int
    notes: int
    money: tuple[MoneyTotal, ...]
    mean_total: Decimal | str


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """One group of the roster, such as a township: its subjects, its grades, its stars, its means and its money.

    undecided: rated, with a result that is undecided as yet. grades: grade -> how many of the decided hold it. stars, mean_level: "" where the level is not
    one of stars (a mean also for one of points). money: entitlement -> 元 in all.
    """

    name: str
    subjects: int
    rated: int
    not_rated: int
    undecided: int
    decided: int
    grades: Mapping[str, int]
    stars: Decimal | str
    mean_level: Decimal | str
    mean_total: Decimal | str
    money: Mapping[str, Decimal]


def sum_up(appraisal: Appraisal, problems: Iterable[Problem]) -> Overview:
    """The figures at the top of a report."""
    state = np.bincount(appraisal.state, minlength=len(STATES))
    severities = [problem.severity for problem in problems]
    return Overview(
        subjects=len(appraisal.subjects),
        rated=int(appraisal.rated.sum()),
        not_rated=int(state[2]),
        undecided=int(state[1]),
        decided=int(state[0]),
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
        notes=severities.count(Severity.NOTE),
        money=total_money(appraisal),
        mean_total=_mean_total(appraisal, appraisal.rated),
    )


def list_groups(appraisal: Appraisal) -> tuple[GroupFigures, ...]:
    """A row for each group, in the order of the roster."""
    standings = find_standings(appraisal)
    return tuple(_figures(appraisal, g, standings) for g in range(len(appraisal.group_names)))


def has_stars(appraisal: Appraisal) -> bool:
    """Whether the level is a number of stars, which is drawn ★ and added up."""
    level = appraisal.scheme.level
    return bool(level) and appraisal.scheme.is_due(level) and appraisal.scheme.ratings[level].kind is ResultKind.STARS


def _figures(appraisal: Appraisal, g: int, standings: Standings | None) -> GroupFigures:
    mine = appraisal.groups == g
    size, rated = int(mine.sum()), int((mine & appraisal.rated).sum())
    undecided = int((mine & is_undecided(appraisal)).sum())
    stars, mean_level = _sum_level(appraisal, mine)
    return GroupFigures(
        name=appraisal.group_names[g],
        subjects=size,
        rated=rated,
        not_rated=size - rated,
        undecided=undecided,
        decided=rated - undecided,
        grades=standings.count(mine & appraisal.rated & ~is_undecided(appraisal)) if standings is not None else {},
        stars=stars,
        mean_level=mean_level,
        mean_total=_mean_total(appraisal, mine),
        money={item.title: item.amount for item in total_money(appraisal, mine)},
    )


def _sum_level(appraisal: Appraisal, chosen: Mask) -> tuple[Decimal | str, Decimal | str]:
    """What the level comes to over the chosen: its sum where it is of stars, its mean where it is of stars or points."""
    name = appraisal.scheme.level
    if not name or not appraisal.scheme.is_due(name) or appraisal.scheme.ratings[name].kind is ResultKind.RANK:
        return "", ""
    column, known = appraisal.columns[name], chosen & appraisal.known(name)
    mean = average(column, known)
    return (add_up(column, known), mean) if has_stars(appraisal) else ("", mean)


def _mean_total(appraisal: Appraisal, chosen: Mask) -> Decimal | str:
    """The mean of the total over the chosen who have one; empty for a scheme without a total."""
    total = appraisal.scheme.total
    is_due = bool(total) and appraisal.scheme.is_due(total)
    return average(appraisal.columns[total], chosen & appraisal.known(total)) if is_due else ""
