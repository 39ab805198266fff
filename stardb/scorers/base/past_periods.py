"""The periods before an appraisal, as clauses over the years see them."""

from dataclasses import field

from stardb.dataclass import dataclass
from stardb.quantity import Column, Mask, Period


@dataclass(frozen=True, eq=False)
class EarlierPeriod:
    """One earlier period as clauses over the years see it: a value for each of today's subjects.

    day: it was rated on, since 1970. present: who is in its record. rated: who took part. unsure: of whom it is not known whose
    they were then.
    columns: name -> its values then, pending where it was undecided; unreadable: name -> who took part and has neither a value
    nor was undecided. Both hold what steps have asked for so far.
    """

    period: Period
    day: int
    present: Mask
    rated: Mask
    unsure: Mask
    columns: dict[str, Column] = field(default_factory=dict)
    unreadable: dict[str, Mask] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class EarlierPeriods:
    """The periods of one kind before the one that is rated, oldest first.

    rated: the period that is rated. now: the one that these lead up to: itself where it is of their kind, else the one of
    their kind that it lies in, or the next. began: the first of their kind in which anybody was rated; None where that is
    not known. term_start: the day the term began, since 1970; term_first: the period of their kind it lies in; both None
    without a term. renamed: who may have had another name, so that what was before is not known.
    """

    periods: tuple[EarlierPeriod, ...]
    rated: Period
    now: Period
    began: Period | None
    term_start: int | None
    term_first: Period | None
    renamed: Mask

    @property
    def includes_now(self) -> bool:
        """Whether the period that is rated is one of their kind."""
        return self.rated == self.now
