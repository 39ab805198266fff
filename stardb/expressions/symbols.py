"""The names an expression may read, and what each stands for."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, Protocol, TypeAlias

from stardb.dataclass import dataclass
from stardb.quantity import Kind, find_near

Best: TypeAlias = Literal["", "highest", "lowest"]
"""Which end of a rating in numbers is the best."""


@dataclass(frozen=True)
class Symbol:
    """What a name stands for: its kind, its words if it is a choice, `loose` if it is a quotient.

    `shared`: it is one value for all subjects (a parameter), which rows of any table may read too. `whole`: it counts
    whole things, so no fraction of them is to be expected. `unfit`: why it cannot be read after all. `star`: it is a
    star, or how many of one kind there are. `order`: the words that stand one above another, the best first. `best`: which
    end of a rating in numbers is the best; "" for a number that is no rating.
    """

    kind: Kind
    choices: tuple[str, ...] = ()
    loose: bool = False
    shared: bool = False
    whole: bool = False
    unfit: str = ""
    star: bool = False
    order: tuple[str, ...] = ()
    best: Best = ""


class Symbols(Protocol):
    """The names in reach of an expression."""

    def __iter__(self) -> Iterator[str]:
        """Every name, whether or not it is bound yet."""

    def __contains__(self, name: object) -> bool:
        """Whether there is such a name."""

    def bind(self, name: str) -> Symbol:
        """What a name stands for; what makes it is bound first, where it is not yet. Raises KeyError for no such name.

        A binder may raise an exception of its own where the name cannot be bound.
        """


@dataclass(frozen=True)
class KnownSymbols:
    """Names that need no binding: `known`, in front of those of `outer`, which may need it."""

    known: Mapping[str, Symbol]
    outer: Symbols | None = None

    def __iter__(self) -> Iterator[str]:
        """Every name, those of `outer` first."""
        yield from dict.fromkeys((*(self.outer or ()), *self.known))

    def __contains__(self, name: object) -> bool:
        """Whether there is such a name."""
        return name in self.known or (self.outer is not None and name in self.outer)

    def bind(self, name: str) -> Symbol:
        """What a name stands for. Raises KeyError for no such name."""
        if name in self.known or self.outer is None:
            return self.known[name]
        return self.outer.bind(name)


def nearest(name: str, names: Iterable[str]) -> str:
    """`；是不是“…”？` for the closest of `names`, or nothing where none is close."""
    called = "(" in name
    likely = [other for other in names if (called or "(" not in other) and not set(name).isdisjoint(other)]
    near = find_near(name, likely)
    return f"；是不是“{near[0]}”？" if near else ""
