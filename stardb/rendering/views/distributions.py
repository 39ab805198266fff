"""How many subjects come to each grade, rank or word: of the result that sums them up, and of every other that is told in words."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from stardb.dataclass import dataclass
from stardb.quantity import PENDING, Kind
from stardb.rendering.standings import find_standings, is_undecided, stand_by
from stardb.rulebook import ResultKind, Role, Step
from stardb.scoring import DECIDED, NOT_RATED, Appraisal

__all__ = [
    "GradeCount",
    "WordCount",
    "WordDistribution",
    "count_grades",
    "list_distributions",
]

_SHARE = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class GradeCount:
    """How many hold a grade, or are undecided or not rated. share: percent of all subjects, to a tenth."""

    grade: str
    count: int
    share: Decimal


@dataclass(frozen=True, slots=True)
class WordCount:
    """How many have a word of a result. share: percent of those who take part, to a tenth."""

    word: str
    count: int
    share: Decimal


@dataclass(frozen=True, slots=True)
class WordDistribution:
    """A result told in words (or a rank), and how many have each, the best first, 待定 last."""

    title: str
    counts: tuple[WordCount, ...]


def count_grades(appraisal: Appraisal) -> tuple[GradeCount, ...]:
    """How many of the decided hold each grade, best first (已定 where there are none), then 待定 and 不参评."""
    standings, open_ = find_standings(appraisal), is_undecided(appraisal)
    if standings is not None:
        held = standings.count(appraisal.rated & ~open_)
        rows = [(word, held[word]) for word in standings.listed]
    else:
        rows = [(DECIDED, int((appraisal.rated & ~open_).sum()))]
    rows += [(PENDING, int(open_.sum())), (NOT_RATED, int((~appraisal.rated).sum()))]
    size = len(appraisal.subjects)
    return tuple(GradeCount(word, count, _share(count, size)) for word, count in rows)


def _share(count: int, size: int) -> Decimal:
    return (count * 100 / Decimal(max(size, 1))).quantize(_SHARE, ROUND_HALF_UP)


def list_distributions(appraisal: Appraisal) -> tuple[WordDistribution, ...]:
    """Every published result told in words, and every rating that is no number of points: how many have each word."""
    rows = (_distribute(appraisal, step) for step in appraisal.scheme.scored if _is_worded(appraisal, step))
    return tuple(row for row in rows if row.counts)


def _is_worded(appraisal: Appraisal, step: Step) -> bool:
    if not step.rule.is_due:
        return False
    if step.role is Role.RATING:
        return appraisal.scheme.ratings[step.name].kind is not ResultKind.POINTS
    return appraisal.columns[step.name].kind in (Kind.CHOICE, Kind.BOOL)


def _distribute(appraisal: Appraisal, step: Step) -> WordDistribution:
    standings = stand_by(appraisal, step.name, step.title)
    counts: Mapping[str, int] = standings.count(appraisal.rated)
    undecided = int((appraisal.rated & ~appraisal.columns[step.name].settled).sum())
    rows = [(word, count) for word, count in counts.items() if count] + [(PENDING, undecided)] * bool(undecided)
    size = int(appraisal.rated.sum())
    return WordDistribution(step.title, tuple(WordCount(word, count, _share(count, size)) for word, count in rows))
