"""A bound scorer: what every one of them can be asked."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from stardb.expressions import Formula, Reaches
from stardb.quantity import Column, Kind, ValueRange, ranges
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.scored import Scored


class Core(ABC):
    """A bound scorer: what it gives, what it reads, how it computes, and what it says of subject i.

    `scored` is always what this core's own `score` gave; `columns` are the columns it read, a value a subject; `i` is the
    subject's place in them.
    """

    if TYPE_CHECKING:  # a field in some, a property in others; a property here would pass for the field's default

        @property
        def kind(self) -> Kind:
            """The kind of its value: a number, money, words …"""

    @property
    def choices(self) -> tuple[str, ...]:
        """The words it may give, where it gives words."""
        return ()

    @property
    @abstractmethod
    def inputs(self) -> tuple[str, ...]:
        """Every name it may read."""

    @property
    def needs_rounding(self) -> bool:
        """Whether its value may not come out even, so that the rule must say how it is rounded."""
        return False

    @abstractmethod
    def score(self, frame: AppraisalFrame) -> Scored:
        """The value and the case taken, for all subjects at once; unknown where what is read leaves it open."""

    @abstractmethod
    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        """Why subject i came to its value, in Chinese."""

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        """The names that counted for subject i; not those only another case would have read."""
        return self.inputs

    def suggest(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        """What would have brought subject i more, in Chinese; nothing where the scorer cannot say."""
        return ""

    def best_first(self, beside: Collection[str] = ()) -> tuple[str, ...]:
        """The words it may give, the best first, apart from those `beside`; none where what is written does not tell their order."""
        return ()

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases it tells apart, each as the rule writes it; worked cases should between them take every one."""
        return ("",)

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        """Which of `cases` subject i took; none where that is undecided."""
        branch, cases = int(scored.branch[i]), len(self.cases)
        if cases == 1:
            return (0,) if branch >= 0 else ()
        return (branch,) if 0 <= branch < cases else ()

    def reach(self, reaches: Reaches) -> ValueRange:
        """What its value can come to at all, from what the names it reads can come to; wider where it cannot tell."""
        return ranges.among(self.choices) if self.choices else ranges.ANYTHING

    def open_cases(self, reaches: Reaches) -> tuple[bool, ...]:
        """Whether each of `cases` can be taken at all."""
        return (True,) * len(self.cases)

    @property
    def edges(self) -> tuple[tuple[Formula, tuple[Fraction | str | bool, ...]], ...]:
        """What it looks at, and at which of its values the answer turns; intervals and conditions are found without."""
        return ()

    @property
    def overruns(self) -> tuple[bool, bool]:
        """Whether it may fall below 0 and go past the full mark, so that worked cases should see it stopped there."""
        return (False, True)
