"""How many places (名额) a quota has in each group: a plain number or a share of a base, the same for all or each group's own."""

from typing import TYPE_CHECKING, Protocol

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula
from stardb.quantity import Array, Column, Kind, Mask, arithmetic, bounds, show
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.rule import Rule
from stardb.scorers.base.scored import Scored
from stardb.scorers.kit.rank_bounds import align_ends
from stardb.scorers.kit.shares import show_share

ENDLESS = 10**9
"""Stands for a number of places of which nothing is known."""


class Amount(Protocol):
    """What the places are read from: a formula, or a bound clause."""

    if TYPE_CHECKING:  # fields in formulas, properties in others

        @property
        def kind(self) -> Kind:
            """A number of places, or a share."""

        @property
        def names(self) -> tuple[str, ...]:
            """The names it reads."""

    def evaluate(self, frame: AppraisalFrame) -> Column:
        """Each subject's value, which must be the same for all of a group."""


@dataclass(frozen=True, eq=False)
class RuleAmount:
    """Places read from a bound clause."""

    rule: Rule

    @property
    def kind(self) -> Kind:
        """The kind of the clause's value."""
        return self.rule.kind

    @property
    def names(self) -> tuple[str, ...]:
        """The names the clause reads."""
        return self.rule.inputs

    def evaluate(self, frame: AppraisalFrame) -> Column:
        """Each subject's value of the clause."""
        return self.rule.score(frame).column

    @property
    def core(self) -> Core:
        """What the clause computes with."""
        return self.rule.core


@dataclass(frozen=True, eq=False)
class GroupNumbers:
    """One number a group, over one denominator: the least and the most it may be. differs: where its subjects have several.

    another: what it may be in a group that nobody is of yet.
    """

    least: Array
    most: Array
    scale: int
    differs: Mask
    another: tuple[int, int]

    def at(self, groups: Array) -> tuple[Array, Array]:
        """The least and the most of each group asked for."""
        last = len(self.least)
        own = np.where((groups >= 0) & (groups < last), groups, last)
        return np.append(self.least, self.another[0])[own], np.append(self.most, self.another[1])[own]


def find_group_numbers(value: Column, groups: Array, one_for_all: bool) -> GroupNumbers:
    """The number of each group, from its subjects who know it; from what it may be where none does. A word (不限) beside a number is another one.

    one_for_all: it is the same for all subjects, so also for a group that nobody is of yet.
    """
    low, high, scale = align_ends(bounds.low_end(value), bounds.high_end(value))
    low_known, high_known = bounds.low_end(value).known, bounds.high_end(value).known
    count = int(groups.max(initial=-1)) + 1
    endless = ENDLESS * scale
    inside = groups >= 0
    told = np.bincount(groups[inside & value.known], minlength=count) > 0
    counts = inside & (value.settled | ~told[np.where(inside, groups, 0)]) if count else inside
    least, most = np.full(count, endless), np.full(count, -endless)
    np.minimum.at(least, groups[counts], np.where(low_known, low, 0)[counts].astype(np.int64))
    np.maximum.at(most, groups[counts], np.where(high_known, high, endless)[counts].astype(np.int64))
    another = (low[0], high[0]) if one_for_all and len(value) else (0, endless)
    return GroupNumbers(np.maximum(least, 0), np.maximum(most, 0), scale, told & (least < most), another)


@dataclass(frozen=True, eq=False)
class Places:
    """How many places a group has: a share of its base, `at_least` so many; or a plain number, whatever the base.

    amount: the share or the number; text: as people read it. one_for_all: it is the same in every group.
    """

    amount: Amount
    text: str
    at_least: int
    rounding: str
    one_for_all: bool

    @property
    def is_share(self) -> bool:
        """Whether it is a share of the base."""
        return self.amount.kind is Kind.PERCENT

    def numbers(self, value: Column, groups: Array) -> GroupNumbers:
        """The share or number of each group, from what `score` gave each subject."""
        return find_group_numbers(value, groups, self.one_for_all)

    def score(self, frame: AppraisalFrame) -> tuple[Column, tuple[Scored, ...]]:
        """The share or number that is said of each subject's group; with how it came out, where a clause gives it."""
        if not isinstance(self.amount, RuleAmount):
            return self.amount.evaluate(frame), ()
        scored = self.amount.rule.score(frame)
        return scored.column, (scored,)

    @property
    def clause(self) -> Core | None:
        """The core of the clause that gives them; None where none does."""
        return self.amount.core if isinstance(self.amount, RuleAmount) else None

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases of the clause that gives them, where it tells some apart."""
        return self.clause.cases if self.clause is not None and len(self.clause.cases) > 1 else ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names they are read from."""
        return self.amount.names

    def count(self, amounts: Array, scale: int, sizes: Array, base_scale: int, up: bool) -> Array:
        """The places for each share or number and base size, over their denominators.

        `up` brings a number that is not whole to the next whole one; else it is brought to the one before.
        """
        known = np.ones(len(sizes), bool)
        if not self.is_share:
            return -(-amounts // scale) if up else amounts // scale
        share = Column(Kind.NUMBER, np.minimum(amounts, scale), known, scale)
        exact = arithmetic.multiply(share, Column(Kind.NUMBER, sizes, known, base_scale), Kind.NUMBER)
        found = arithmetic.round_to_step(exact, 1, 1, self.rounding).data
        return np.minimum(np.maximum(found, self.at_least), ENDLESS).astype(np.int64)

    def describe(self) -> str:
        """The quota as people read it."""
        return self.text + (f"、至少{self.at_least}个" if self.at_least else "")


def describe_amount(amount: Formula) -> str:
    """An amount as people read it: 20%, 3个, or the name it is read from."""
    if amount.value is None:
        return amount.text
    return show_share(amount.value) if amount.kind is Kind.PERCENT else f"{show(Kind.NUMBER, amount.value)}个"
