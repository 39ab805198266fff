"""Very many problems of one kind: the first of each sheet are reported one by one, the others counted in one line."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import field, replace
from typing import Generic, TypeVar

from stardb.dataclass import dataclass
from stardb.problems import Problem

PER_SHEET = 1000
"""How many of one kind are reported one by one for one sheet."""
IN_ALL = 20_000
"""How many of one kind are reported for all sheets together; beyond that, only the first of each sheet."""

T = TypeVar("T")


@dataclass
class ProblemLimit(Generic[T]):
    """Decides which of many things of one kind are reported one by one; `rest` holds those that are only counted, by sheet."""

    told: Counter[Hashable] = field(default_factory=Counter)
    rest: dict[Hashable, tuple[T, int]] = field(default_factory=dict)
    in_all: int = 0

    def takes(self, sheet: Hashable, one: T) -> bool:
        """Whether this one is to be reported by itself; otherwise it is counted."""
        if not self.told[sheet] or (self.told[sheet] < PER_SHEET and self.in_all < IN_ALL):
            self.told[sheet] += 1
            self.in_all += 1
            return True
        first, count = self.rest.get(sheet, (one, 0))
        self.rest[sheet] = first, count + 1
        return False


def limit_problems(items: Iterable[T], sheet: Callable[[T], Hashable], tell: Callable[[T], Problem]) -> list[Problem]:
    """The problems of some things of one kind; of those beyond the bounds, one a sheet that counts them."""
    bound: ProblemLimit[T] = ProblemLimit()
    told = [tell(one) for one in items if bound.takes(sheet(one), one)]
    return told + [count_problems(tell(first), count) for first, count in bound.rest.values()]


def count_problems(first: Problem, count: int) -> Problem:
    """One problem of a sheet for many like it: the first of them, and how many there are."""
    if count == 1:
        return first
    since = f"（从{first.place.cell}起）" if first.place.cell else ""
    message = f"同样的问题还有{count}处{since}，不一一列出，如：{first.message}"
    return replace(first, place=replace(first.place, cell=""), message=message, found=f"{count}处")
