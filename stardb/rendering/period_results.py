"""Which results of a scheme are shown period by period, and how many subjects come to each of their words."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from stardb.quantity import Frequency, Kind, show_number
from stardb.rendering.outcome_words import sort_bad_last
from stardb.rendering.period_cells import UNCOUNTED, Cell
from stardb.rulebook import Rating, ResultKind, Role, Scheme, Step

__all__ = ["count_words", "has_mean", "has_sum", "list_shown", "list_words"]

_MOST_STARS = 5
"""So many stars are shown each, where nothing sums them up."""


def list_shown(scheme: Scheme, kind: Frequency) -> tuple[Step, ...]:
    """The results that tell what a subject came to in a period of a kind; only those that are rated so often.

    The star, where there is one; else the grade, the level or the last rating; else the stars; the total of heads beside.
    """
    total = _list_due(scheme.of_role(Role.TOTAL), kind) if scheme.of_role(Role.HEAD) else ()
    stars = _list_due(scheme.of_role(Role.STAR), kind)
    rated = _list_due((*scheme.of_role(Role.RATING), *scheme.of_role(Role.LEVEL), *scheme.of_role(Role.GRADE)), kind)
    chief = stars if len(stars) == 1 or not rated else rated[-1:]
    return (*chief[:_MOST_STARS], *total) or _list_due(scheme.published, kind)[:1]


def _list_due(steps: Sequence[Step], kind: Frequency) -> tuple[Step, ...]:
    return tuple(step for step in steps if not step.rule.every or kind in step.rule.every)


def has_mean(scheme: Scheme, step: Step) -> bool:
    """Whether a result is a number of points, which is averaged; stars, ranks and words are counted."""
    if step.rule.kind is not Kind.NUMBER:
        return False
    rating = scheme.ratings.get(step.name)
    return rating is None or rating.kind is ResultKind.POINTS


def has_sum(scheme: Scheme, step: Step) -> bool:
    """Whether the points of several periods are added up: those without a full mark, each of its own period alone.

    Not where rows of earlier periods count again, nor where anything is taken from earlier results.
    """
    is_once = all(spec.span == "period" for spec in scheme.tables.values()) and not scheme.history
    is_open = not any(head.full for head in (step, *scheme.of_role(Role.HEAD)))
    return step.role is Role.TOTAL and is_open and is_once


def list_words(scheme: Scheme, step: Step, columns: Sequence[Sequence[Cell]]) -> tuple[str, ...]:
    """The words that subjects came to in any period, the best first. columns: everybody's cells of each."""
    rating = scheme.ratings.get(step.name) or Rating(step.name)
    held = {cell: None for column in columns for cell in column if cell not in UNCOUNTED}
    numbers = sorted((cell for cell in held if isinstance(cell, Decimal)), reverse=rating.best != "lowest")
    others = sort_bad_last(cell for cell in (*step.rule.choices, *held) if isinstance(cell, str))
    words = (word for word in dict.fromkeys((*rating.words, *others)) if word in held)
    return (*(_name(step, number) for number in numbers), *words)


def count_words(step: Step, column: Sequence[Cell]) -> Counter[str]:
    """How many came to each word in one period."""
    return Counter(_name(step, cell) for cell in column)


def _name(step: Step, cell: Cell) -> str:
    """What is counted: the word, or the number with its unit."""
    return f"{show_number(Fraction(cell))}{step.unit or step.rule.unit}" if isinstance(cell, Decimal) else cell
