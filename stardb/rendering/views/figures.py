"""The figures of an appraisal: how many hold what, in the county and in each township, and what it comes to."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from stardb.dataclass import dataclass
from stardb.problems import Problem, Severity
from stardb.quantity import PENDING, Column, Kind, Mask, arithmetic
from stardb.rendering.views.value_forms import plain_value
from stardb.rulebook import Role
from stardb.scoring import DECIDED, NOT_RATED, STATES, Appraisal

SHARE, HUNDREDTH = Decimal("0.1"), Decimal("0.01")

MOST_GRADES = 8
"""Of a ladder of more grades than these, those above the highest that anybody holds are left out."""


@dataclass(frozen=True, slots=True)
class GradeCount:
    """How many hold a grade, or are undecided or not rated. share: percent of all subjects, to a tenth."""

    grade: str
    count: int
    share: Decimal


@dataclass(frozen=True, slots=True)
class StarCount:
    """How many won a star (or hold at least one of it), did not, and are undecided. stars: how many there are in all."""

    star: str
    won: int
    lost: int
    undecided: int
    stars: Decimal


@dataclass(frozen=True, slots=True)
class ScoreSpread:
    """The mean (to a hundredth), highest and lowest of a score; "" where nobody has one."""

    title: str
    unit: str
    mean: Decimal | str
    highest: Decimal | str
    lowest: Decimal | str
    undecided: int


@dataclass(frozen=True, slots=True)
class MoneyTotal:
    """What an entitlement comes to in all, in 元. count: how many get it."""

    title: str
    unit: str
    count: int
    amount: Decimal


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
class Township:
    """One township: its subjects, its grades, its stars, its means and its money.

    undecided: rated, but without a grade as yet. grades: grade -> how many hold it. money: entitlement -> 元 in all.
    """

    name: str
    subjects: int
    rated: int
    not_rated: int
    undecided: int
    decided: int
    grades: Mapping[str, int]
    stars: Decimal
    mean_level: Decimal
    mean_total: Decimal | str
    money: Mapping[str, Decimal]


def list_grades(appraisal: Appraisal) -> tuple[str, ...]:
    """The grades, best first; of a long ladder only those from the highest that anybody holds down."""
    words = appraisal.scheme.grades
    if len(words) <= MOST_GRADES:
        return tuple(words)
    counts = dict(_count_holders(appraisal))
    top = next((k for k, word in enumerate(words) if counts[word]), 0)
    return tuple(words[top:])


def _count_holders(appraisal: Appraisal) -> list[tuple[str, int]]:
    """Each grade and how many hold it, best first."""
    name = appraisal.scheme.grade
    if not name:
        return []
    column, known = appraisal.columns[name], appraisal.known(name)
    counts = np.bincount(column.data[known].astype(np.int64), minlength=len(column.choices))
    held = dict(zip(column.choices, (int(count) for count in counts), strict=False))
    return [(word, held.get(word, 0)) for word in appraisal.scheme.grades]


def count_grades(appraisal: Appraisal) -> tuple[GradeCount, ...]:
    """How many hold each grade, best first (已定 where there are none), then 待定 and 不参评."""
    shown = set(list_grades(appraisal))
    rows = [(word, count) for word, count in _count_holders(appraisal) if word in shown]
    rows = rows or [(DECIDED, int((appraisal.rated & ~_is_undecided(appraisal)).sum()))]
    rows += [(PENDING, int(_is_undecided(appraisal).sum())), (NOT_RATED, int((~appraisal.rated).sum()))]
    size = Decimal(max(len(appraisal.subjects), 1))
    return tuple(GradeCount(word, count, (count * 100 / size).quantize(SHARE, ROUND_HALF_UP)) for word, count in rows)


def _is_undecided(appraisal: Appraisal) -> Mask:
    """Who is rated, but without a grade (or level) as yet: with the grades they come to all who are rated."""
    name = appraisal.scheme.grade or appraisal.scheme.level
    return appraisal.rated & ~appraisal.columns[name].settled if name else appraisal.state == STATES.index(PENDING)


def count_stars(appraisal: Appraisal) -> tuple[StarCount, ...]:
    """For each star, how many won it, did not, and are undecided."""
    rows = []
    for step in appraisal.scheme.of_role(Role.STAR):
        column, known = appraisal.columns[step.name], appraisal.known(step.name)
        won = int((known & (column.data > 0)).sum())
        undecided = int((appraisal.rated & ~column.settled).sum())
        stars = Decimal(won) if step.rule.kind is Kind.BOOL else _add_up(column, known)
        rows.append(StarCount(step.title, won, int(known.sum()) - won, undecided, stars))
    return tuple(rows)


def spread_scores(appraisal: Appraisal) -> tuple[ScoreSpread, ...]:
    """For each head, the total and each published number: its mean, highest and lowest, and how many are undecided."""
    rows = []
    for step in appraisal.scheme.scored:
        column, known = appraisal.columns[step.name], appraisal.known(step.name)
        if column.kind in (Kind.NUMBER, Kind.MONEY):
            undecided = int((appraisal.rated & ~column.settled).sum())
            rows.append(ScoreSpread(step.title, step.rule.unit, *_spread(column, known), undecided))
    return tuple(rows)


def _spread(column: Column, chosen: Mask) -> tuple[Decimal | str, Decimal | str, Decimal | str]:
    """The mean, the highest and the lowest of a number over the chosen."""
    if not chosen.any():
        return "", "", ""
    whole = arithmetic.over_one_scale(column, chosen)
    assert isinstance(whole.scale, int)
    data = whole.data[chosen]
    highest, lowest = (plain_value(column.kind, Fraction(int(end), whole.scale)) for end in (data.max(), data.min()))
    return _mean(whole, chosen), highest, lowest


def _mean(column: Column, chosen: Mask) -> Decimal | str:
    """The mean of a number over the chosen, to a hundredth; empty where there are none."""
    size = int(chosen.sum())
    return (_add_up(column, chosen) / size).quantize(HUNDREDTH, ROUND_HALF_UP) if size else ""


def total_money(appraisal: Appraisal, chosen: np.ndarray[Any, Any] | None = None) -> tuple[MoneyTotal, ...]:
    """Each money entitlement: how many get it and what it comes to; `chosen` limits the subjects."""
    rows = []
    for step in appraisal.scheme.of_role(Role.ENTITLEMENT):
        column = appraisal.columns[step.name]
        if column.kind is not Kind.MONEY:
            continue
        known = appraisal.known(step.name) if chosen is None else appraisal.known(step.name) & chosen
        number = int((known & (column.data != 0)).sum())
        rows.append(MoneyTotal(step.title, step.unit, number, _add_up(column, known)))
    return tuple(rows)


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


def list_townships(appraisal: Appraisal) -> tuple[Township, ...]:
    """A row for each township, in the order of the roster."""
    return tuple(_township(appraisal, g) for g in range(len(appraisal.group_names)))


def _township(appraisal: Appraisal, g: int) -> Township:
    mine = appraisal.groups == g
    size, rated = int(mine.sum()), int((mine & appraisal.rated).sum())
    undecided = int((mine & _is_undecided(appraisal)).sum())
    level = appraisal.columns.get(appraisal.scheme.level)
    known = mine & appraisal.known(appraisal.scheme.level) if level is not None else mine & False
    stars = _add_up(level, known) if level is not None else Decimal(0)
    return Township(
        name=appraisal.group_names[g],
        subjects=size,
        rated=rated,
        not_rated=size - rated,
        undecided=undecided,
        decided=rated - undecided,
        grades=_grades_of(appraisal, mine),
        stars=stars,
        mean_level=(stars / max(int(known.sum()), 1)).quantize(HUNDREDTH, ROUND_HALF_UP),
        mean_total=_mean_total(appraisal, mine),
        money={item.title: item.amount for item in total_money(appraisal, mine)},
    )


def _grades_of(appraisal: Appraisal, chosen: Mask) -> dict[str, int]:
    """Each grade and how many of the chosen hold it."""
    column = appraisal.columns.get(appraisal.scheme.grade)
    if column is None:
        return {}
    held = column.data[chosen & appraisal.rated & column.known]
    return {word: int((held == k).sum()) for k, word in enumerate(column.choices)}


def _mean_total(appraisal: Appraisal, chosen: Mask) -> Decimal | str:
    """The mean of the total over the chosen who have one; empty for a scheme without a total."""
    total = appraisal.scheme.total
    return _mean(appraisal.columns[total], chosen & appraisal.known(total)) if total else ""


def _add_up(column: Column, chosen: Mask) -> Decimal:
    """The sum of a number over the chosen subjects."""
    whole = arithmetic.over_one_scale(column, chosen)
    assert isinstance(whole.scale, int)
    number = plain_value(Kind.NUMBER, Fraction(int(whole.data[chosen].sum()), whole.scale))
    assert isinstance(number, Decimal)
    return number
