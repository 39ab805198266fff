"""What a subject may still reach: each star, the next level, grade or rating; and how far of that stands on it alone."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

from stardb.advice.trials import CellValue, find_upstream, list_upstream_steps
from stardb.dataclass import dataclass
from stardb.expressions import Formula
from stardb.rulebook import Rating, Role, Scheme, Step, find_turning_points
from stardb.scorers.base import Core
from stardb.scorers.clauses import AllotmentCore
from stardb.scorers.kit import Members
from stardb.scorers.steps import AwardCore, DirectLevelCore, QuotaCore, VetoCore


@dataclass(frozen=True, eq=False)
class Target:
    """A result that may be reached or bettered.

    step: what is reached. promised: the step that tells it as far as it stands on the subject alone, which is `step` itself
    where no quota and no rank bears on it; None where it rests on others from the start. measure: the number it goes by
    (the points of a star, the total), or ""; marks: the numbers at which it turns. required: the stars that it asks for first.
    """

    step: Step
    promised: Step | None
    rating: Rating | None
    measure: str = ""
    marks: tuple[Fraction, ...] = ()
    required: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of the result."""
        return self.step.name

    @property
    def is_shared(self) -> bool:
        """Whether it rests on others, too: on places that are limited, on a rank."""
        return self.promised is not self.step

    def height(self, value: CellValue | None) -> Fraction | None:
        """How high a value of it stands; None where it is undecided or does not stand among the others."""
        if self.rating is not None:
            return self.rating.height(value)
        return Fraction(value) if isinstance(value, bool | int | Fraction) else None


def find_targets(scheme: Scheme) -> tuple[Target, ...]:
    """What may be reached by a scheme: the stars in the order of its steps, then the level, or the grade; then the ratings."""
    stars = [step for step in scheme.steps if step.role is Role.STAR and step.rule.is_due]
    names = [
        scheme.level or scheme.grade,
        *(name for name in scheme.ratings if name not in (scheme.level, scheme.grade)),
    ]
    rated = [make_rated_target(scheme, name) for name in names]
    return (*(_make_target(scheme, step, None) for step in stars), *(one for one in rated if one is not None))


def make_rated_target(scheme: Scheme, name: str) -> Target | None:
    """The level, grade or rating of a name as a target; None where there is none, or it is not rated in the period."""
    step, rating = scheme.step(name), scheme.ratings.get(name)
    if step is None or rating is None or not step.rule.is_due:
        return None
    return _make_target(scheme, step, rating)


def _make_target(scheme: Scheme, step: Step, rating: Rating | None) -> Target:
    promised: Step | None = step
    while promised is not None and looks_at_others(scheme, promised.name):
        base = getattr(promised.rule.core, "base", "")
        promised = scheme.step(base) if base else None
    core = scheme.before_vetoes(step).rule.core
    required = core.requires if isinstance(core, AwardCore) else ()
    measure = _find_measure(scheme, promised or step)
    return Target(step, promised, rating, measure, _find_marks(scheme, step, measure), required)


def _find_marks(scheme: Scheme, step: Step, measure: str) -> tuple[Fraction, ...]:
    """The numbers at which a result turns that goes by a measure."""
    if not measure:
        return ()
    between = {name for name in find_upstream(scheme, [step.name]) if measure in find_upstream(scheme, [name])} - {
        measure
    }
    return tuple(
        turn.value
        for turn in find_turning_points(scheme)
        if turn.name == measure and isinstance(turn.value, Fraction) and turn.step.name in between
    )


def looks_at_others(scheme: Scheme, name: str) -> bool:
    """Whether a result rests on other subjects, too."""
    steps = list_upstream_steps(scheme, [name])
    rows = find_upstream(scheme, [name])
    return any(is_of_group(step) for step in (*steps, *(one for one in scheme.row_steps if one.name in rows)))


def is_of_group(step: Step) -> bool:
    """Whether a step looks at several subjects at once: a rank, a mean of the township, a quota."""
    return isinstance(step.rule.core, QuotaCore | AllotmentCore) or any(
        isinstance(part, Members) for part in _walk_parts(step.rule.core)
    )


def _walk_parts(whole: Any) -> Iterator[Any]:
    """The parts of a core, however deep."""
    for field in fields(whole) if is_dataclass(whole) else ():
        value = getattr(whole, field.name)
        parts = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
        for part in parts:
            if is_dataclass(part) and not isinstance(part, type | Formula):
                yield part
                yield from _walk_parts(part)


def list_chain(scheme: Scheme, step: Step | None) -> Iterator[Step]:
    """A result and what it was before vetoes, quotas and what is given directly, the last first."""
    while step is not None:
        yield step
        core = step.rule.core
        step = scheme.step(core.base) if isinstance(core, VetoCore | DirectLevelCore | QuotaCore) else None


def _find_measure(scheme: Scheme, step: Step) -> str:
    """The number that a result goes by, where it is one: of a star its points, of a grade the total; else ""."""
    *_, bare = list_chain(scheme, step)
    core: Core = bare.rule.core
    asked = core.award.names if isinstance(core, AwardCore) else core.inputs
    numbers = [name for name in asked if (made := scheme.step(name)) is not None and made.rule.kind.numeric]
    if len(numbers) != 1:
        return ""
    found = scheme.step(numbers[0])
    assert found is not None
    if found.role is Role.SCORE or found.role in (Role.TOTAL, Role.HEAD, Role.VALUE, Role.INDICATOR):
        return found.name
    return _find_measure(scheme, found)
