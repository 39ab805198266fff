"""Where each subject stands: at which grade, level or word of a result."""

from fractions import Fraction

import numpy as np

from stardb.dataclass import dataclass
from stardb.quantity import PENDING, Array, Column, Kind, Mask, arithmetic, show_number
from stardb.rendering.outcome_words import NOTHING, sort_bad_last
from stardb.rulebook import Rating, ResultKind
from stardb.scoring import STATES, Appraisal

__all__ = ["Standings", "find_standings", "is_undecided", "stand_by"]

_MOST_GRADES = 8
"""Of a ladder of more grades than these, those above the highest that anybody holds are left out."""


@dataclass(frozen=True, eq=False)
class Standings:
    """Where each subject stands: by its grade; where there is none, by its level, if that is one of stars or a rank.

    title: what the result is called. words: what a subject may stand at, the best first. places: each subject's index into
    `words`; -1 where it has none.
    """

    title: str
    words: tuple[str, ...]
    places: Array

    def count(self, chosen: Mask) -> dict[str, int]:
        """How many of the chosen stand at each word."""
        counts = np.bincount(self.places[chosen & (self.places >= 0)], minlength=len(self.words))
        return {word: int(count) for word, count in zip(self.words, counts, strict=True)}

    @property
    def listed(self) -> tuple[str, ...]:
        """The words that reports list: of a long ladder from the highest that anybody holds down; nothing that does not apply to all."""
        held = self.count(np.ones(len(self.places), bool))
        words = tuple(word for word in self.words if word not in NOTHING or held[word])
        if len(words) <= _MOST_GRADES:
            return words
        return words[next((k for k, word in enumerate(words) if held[word]), 0) :]


def find_standings(appraisal: Appraisal) -> Standings | None:
    """Where each subject stands; None for a scheme without grades, stars or ranks."""
    scheme = appraisal.scheme
    name = _find_chief(appraisal)
    if not name or (name != scheme.grade and scheme.ratings[name].kind is ResultKind.POINTS):
        return None
    return stand_by(appraisal, name, name)


def stand_by(appraisal: Appraisal, name: str, title: str) -> Standings:
    """Where each subject stands by a result, which reports call `title`."""
    column, rated = appraisal.columns[name], appraisal.rated
    rating = appraisal.scheme.ratings.get(name) or Rating(name)
    if column.kind is Kind.BOOL:
        return Standings(title, ("是", "否"), np.where(rated & column.known, 1 - column.data.astype(np.int64), -1))
    if column.kind is Kind.CHOICE:
        words = tuple(dict.fromkeys((*rating.words, *column.choices)))
        words = words if rating.words else sort_bad_last(words)
        codes = np.array([words.index(word) for word in column.choices], np.int64)
        places = codes[column.data.astype(np.int64)] if len(codes) else np.zeros(len(column.data), np.int64)
        return Standings(title, words, np.where(rated & column.known, places, -1))
    return _stand_by_number(column, rated, rating, title)


def _stand_by_number(column: Column, rated: Mask, rating: Rating, title: str) -> Standings:
    """Where each subject stands by a number: a word for each number there is, and the words beside the numbers."""
    known = rated & column.known
    whole = arithmetic.over_one_scale(column, known)
    assert isinstance(whole.scale, int)
    values = np.unique(whole.data[known])
    values = values if rating.best == "lowest" else values[::-1]
    words = [f"{show_number(Fraction(int(value), whole.scale))}{column.unit}" for value in values]
    order = {int(value): place for place, value in enumerate(values)}
    places = np.array([order[int(x)] if k else -1 for x, k in zip(whole.data, known, strict=True)], np.int64)
    if column.word is not None:
        worded = rated & column.settled & column.has_word
        places = np.where(worded, len(words) + column.word, places)
        words += [word for word in column.choices if word not in words]
    return Standings(title, tuple(words), places)


def is_undecided(appraisal: Appraisal) -> Mask:
    """Who has a result that is undecided, be it the grade or another; with the grades of the others they come to all who are rated."""
    undecided: Mask = appraisal.state == STATES.index(PENDING)
    return undecided


def _find_chief(appraisal: Appraisal) -> str:
    """The grade, else the level, of those that are rated in this period; "" for neither."""
    scheme = appraisal.scheme
    return next((name for name in (scheme.grade, scheme.level) if name and scheme.is_due(name)), "")
