"""What the changes cost: each money entitlement's sum before and after, in all and by township."""

from collections.abc import Mapping
from fractions import Fraction

from stardb.comparison.rated_state import RatedState, StepValues
from stardb.comparison.value_codes import OPEN, read_number_word
from stardb.dataclass import dataclass


@dataclass(frozen=True)
class GroupBudget:
    """One township's sum of one entitlement, in yuan; the undecided are not in it."""

    group: str
    before: Fraction
    after: Fraction


@dataclass(frozen=True)
class BudgetChange:
    """One entitlement's sums. unit: 元/年 …; open_before, open_after: of how many it is undecided, and so in no sum."""

    title: str
    unit: str
    groups: tuple[GroupBudget, ...]
    before: Fraction
    after: Fraction
    open_before: int
    open_after: int

    @property
    def rise(self) -> Fraction:
        """By how much it is more; below zero where it is less."""
        return self.after - self.before


def compare_budgets(before: RatedState, after: RatedState) -> tuple[BudgetChange, ...]:
    """Each money entitlement of either state whose sum, of all or of a township, or number of undecided differs."""
    old = {(step.title, step.unit): step for step in before.results.values() if step.is_money}
    new = {(step.title, step.unit): step for step in after.results.values() if step.is_money}
    found = (_compare(key, old.get(key), new.get(key), before, after) for key in dict.fromkeys((*new, *old)))
    return tuple(one for one in found if one.groups or one.open_before != one.open_after)


def _compare(
    key: tuple[str, str], old: StepValues | None, new: StepValues | None, before: RatedState, after: RatedState
) -> BudgetChange:
    was, now = _add_up(old, before), _add_up(new, after)
    names = dict.fromkeys((*now, *was))
    groups = [GroupBudget(name, was.get(name, Fraction(0)), now.get(name, Fraction(0))) for name in names]
    return BudgetChange(
        *key,
        tuple(one for one in groups if one.before != one.after),
        sum(was.values(), Fraction(0)),
        sum(now.values(), Fraction(0)),
        _count_open(old),
        _count_open(new),
    )


def _add_up(step: StepValues | None, state: RatedState) -> Mapping[str, Fraction]:
    """Township -> the sum, in the order of the roster."""
    sums: dict[str, Fraction] = {}
    if step is None:
        return sums
    amounts = [read_number_word(word) or Fraction(0) for word in step.values.words]
    for group, code in zip(state.groups, step.values.codes.tolist(), strict=True):
        sums[group] = sums.get(group, Fraction(0)) + amounts[code]
    return sums


def _count_open(step: StepValues | None) -> int:
    if step is None or OPEN not in step.values.words:
        return 0
    return int((step.values.codes == step.values.words.index(OPEN)).sum())
