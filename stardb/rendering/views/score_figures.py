"""What the scores, the published numbers, the stars and the money of an appraisal come to."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from stardb.dataclass import dataclass
from stardb.quantity import Column, Kind, Mask, arithmetic
from stardb.rendering.views.value_forms import plain_value
from stardb.rulebook import COUNTED, ResultKind, Role, Step
from stardb.scoring import Appraisal

__all__ = [
    "MoneyTotal",
    "NumberTotal",
    "ScoreSpread",
    "StarCount",
    "add_up",
    "average",
    "count_stars",
    "spread_scores",
    "total_money",
    "total_numbers",
]

_HUNDREDTH = Decimal("0.01")

_PLACES = frozenset(("星", "级", "名", "位", "届", "支"))
"""Units of whole things that say which, not how many."""


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
class NumberTotal:
    """What a published number of things comes to in all. count: how many subjects have any."""

    title: str
    unit: str
    count: int
    total: Decimal
    undecided: int


@dataclass(frozen=True, slots=True)
class MoneyTotal:
    """What an entitlement comes to in all, in 元. count: how many get it."""

    title: str
    unit: str
    count: int
    amount: Decimal


def count_stars(appraisal: Appraisal) -> tuple[StarCount, ...]:
    """For each star, how many won it, did not, and are undecided."""
    rows = []
    for step in appraisal.scheme.of_role(Role.STAR):
        if not step.rule.is_due:
            continue
        column, known = appraisal.columns[step.name], appraisal.known(step.name)
        won = int((known & (column.data > 0)).sum())
        stars = Decimal(won) if step.rule.kind is Kind.BOOL else add_up(column, known)
        rows.append(StarCount(step.title, won, int(known.sum()) - won, _count_undecided(appraisal, step), stars))
    return tuple(rows)


def spread_scores(appraisal: Appraisal) -> tuple[ScoreSpread, ...]:
    """For each head, the total and each published score, share or sum of money: its mean, highest and lowest, and how many are undecided.

    A year, a rank, a number of things has no mean.
    """
    return tuple(
        ScoreSpread(step.title, step.rule.unit, *_spread(appraisal, step), _count_undecided(appraisal, step))
        for step in appraisal.scheme.scored
        if _has_mean(appraisal, step)
    )


def total_numbers(appraisal: Appraisal) -> tuple[NumberTotal, ...]:
    """For each published number of things (件, 次, 个): what it comes to, and how many have any."""
    rows = []
    for step in appraisal.scheme.scored:
        if _has_total(appraisal, step):
            column, known = appraisal.columns[step.name], appraisal.known(step.name)
            some = int((known & (column.data != 0)).sum())
            open_ = _count_undecided(appraisal, step)
            rows.append(NumberTotal(step.title, step.unit or step.rule.unit, some, add_up(column, known), open_))
    return tuple(rows)


def total_money(appraisal: Appraisal, chosen: Mask | None = None) -> tuple[MoneyTotal, ...]:
    """Each money entitlement: how many get it and what it comes to; `chosen` limits the subjects."""
    rows = []
    for step in appraisal.scheme.of_role(Role.ENTITLEMENT):
        column = appraisal.columns[step.name]
        if step.rule.is_due and column.kind is Kind.MONEY:
            known = appraisal.known(step.name) if chosen is None else appraisal.known(step.name) & chosen
            number = int((known & (column.data != 0)).sum())
            rows.append(MoneyTotal(step.title, step.unit, number, add_up(column, known)))
    return tuple(rows)


def average(column: Column, chosen: Mask) -> Decimal | str:
    """The mean of a number over the chosen, to a hundredth; empty where there are none."""
    size = int(chosen.sum())
    return (add_up(column, chosen) / size).quantize(_HUNDREDTH, ROUND_HALF_UP) if size else ""


def add_up(column: Column, chosen: Mask) -> Decimal:
    """The sum of a number over the chosen subjects."""
    whole = arithmetic.over_one_scale(column, chosen)
    assert isinstance(whole.scale, int)
    number = plain_value(Kind.NUMBER, Fraction(int(whole.data[chosen].sum()), whole.scale))
    assert isinstance(number, Decimal)
    return number


def _has_mean(appraisal: Appraisal, step: Step) -> bool:
    kind, unit = appraisal.columns[step.name].kind, step.unit or step.rule.unit
    if step.role is Role.RATING:
        return (
            step.rule.is_due
            and kind is Kind.NUMBER
            and appraisal.scheme.ratings[step.name].kind
            in (
                ResultKind.POINTS,
                ResultKind.STARS,
            )
        )
    is_score = step.role in (Role.HEAD, Role.TOTAL) or unit.startswith("分") or kind is Kind.MONEY
    return step.rule.is_due and kind in (Kind.NUMBER, Kind.MONEY) and is_score


def _has_total(appraisal: Appraisal, step: Step) -> bool:
    is_value = step.role not in (Role.HEAD, Role.TOTAL, Role.RATING)
    unit = step.unit or step.rule.unit
    return (
        step.rule.is_due and is_value and appraisal.columns[step.name].kind is Kind.NUMBER and unit in COUNTED - _PLACES
    )


def _count_undecided(appraisal: Appraisal, step: Step) -> int:
    return int((appraisal.rated & ~appraisal.columns[step.name].settled).sum())


def _spread(appraisal: Appraisal, step: Step) -> tuple[Decimal | str, Decimal | str, Decimal | str]:
    """The mean, the highest and the lowest of a number over those who have it."""
    column, chosen = appraisal.columns[step.name], appraisal.known(step.name)
    if not chosen.any():
        return "", "", ""
    whole = arithmetic.over_one_scale(column, chosen)
    assert isinstance(whole.scale, int)
    data = whole.data[chosen]
    highest, lowest = (plain_value(column.kind, Fraction(int(end), whole.scale)) for end in (data.max(), data.min()))
    return average(whole, chosen), highest, lowest
