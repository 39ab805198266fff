"""The periods before an appraisal, as clauses over the years see them."""

from dataclasses import field

from stardb.dataclass import dataclass
from stardb.quantity import Column, Mask


@dataclass(frozen=True, eq=False)
class EarlierPeriod:
    """One earlier period as clauses over the years see it: a value for each of today's subjects.

    name: the period's. year, day: of its appraisal, the day since 1970. present: who is in its record. rated: who took part.
    columns: name -> its values then, pending where it was undecided; unreadable: name -> who took part and has neither a value
    nor was undecided. Both hold what steps have asked for so far.
    """

    name: str
    year: int
    day: int
    present: Mask
    rated: Mask
    columns: dict[str, Column] = field(default_factory=dict)
    unreadable: dict[str, Mask] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class EarlierYears:
    """The periods before this one, oldest first.

    year: of this appraisal. began: the first year anybody was rated; None where that is not known. term_start: the day the term
    began, since 1970; None without a term. renamed: who may have had another name, so that what was before is not known.
    """

    periods: tuple[EarlierPeriod, ...]
    year: int
    began: int | None
    term_start: int | None
    term_year: int | None
    renamed: Mask
