"""`Value`: one exact value with all it takes to show it."""

from fractions import Fraction

from stardb.dataclass import dataclass
from stardb.quantity import HIDDEN, Column, Kind, show


@dataclass(frozen=True)
class Value:
    """One exact value with all it takes to show it.

    content: a number (money in 元, a duration in months, a day in days since 1970), a word or a truth; None where it is
    undecided, and always where it is private. unit: what a number counts. edges: numbers it is compared with.
    """

    kind: Kind
    content: Fraction | str | bool | None
    unit: str = ""
    is_private: bool = False
    is_known: bool = True
    edges: tuple[Fraction, ...] = ()

    @classmethod
    def of(cls, column: Column, i: int) -> "Value":
        """Subject i's value of a column."""
        content = None if column.private else column.at(i)
        return cls(column.kind, content, column.unit, column.private, bool(column.settled[i]), column.edges)

    @property
    def text(self) -> str:
        """As people read it: `85%`, `3000元`, 待定 where undecided."""
        if self.is_private and self.is_known:
            return HIDDEN
        return show(self.kind, self.content, self.edges) + (self.unit if isinstance(self.content, Fraction) else "")
