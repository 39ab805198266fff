"""`Column`: the values of one name for all subjects, exact and three-valued; and what kinds of value there are."""

from dataclasses import replace
from enum import Enum
from fractions import Fraction
from math import lcm
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from stardb.dataclass import dataclass

Array: TypeAlias = npt.NDArray[Any]
Mask: TypeAlias = npt.NDArray[np.bool_]


class Kind(Enum):
    """A kind of value; its value is the name people see.

    NUMBER counts, points and stars (1) · PERCENT a share (1 = 100 %) · MONEY 元 · DURATION whole months ·
    DATE days since 1970-01-01 · BOOL 0 or 1 · CHOICE the index into a list of words · TEXT words.
    """

    NUMBER = "数"
    PERCENT = "百分比"
    MONEY = "金额"
    DURATION = "时长"
    DATE = "日期"
    BOOL = "是否"
    CHOICE = "选项"
    TEXT = "文字"

    @property
    def numeric(self) -> bool:
        """Whether values of this kind can be added, scaled and put in bands."""
        return self in _NUMERIC


_NUMERIC = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.MONEY, Kind.DURATION})


@dataclass(frozen=True, eq=False)
class Column:
    """One value a subject: `data / scale` where `known`, undecided (blank, missing, 待定) elsewhere.

    data: int64 numerators (objects holding Python ints once int64 would overflow); 0/1 for BOOL; the index into `choices`
    for CHOICE, -1 where unknown; str objects for TEXT. scale: the denominator, one for all (int) or one each (array), > 0.
    unit: what a NUMBER counts (人, 分, 星), for showing only; computing drops it.
    private: whether its values may be shown; what is computed from it is not itself private.
    edges: numbers that a rule compares it with; it is never shown as if it lay on their other side.
    pending: who has no value because it is still to be decided (待定), not because there is none: nothing else may be
    put in its place. ends: of numbers that are not known, the least and the most each can be; two columns, unknown where
    there is no such end, and of no account where the value is known. possible: of words that are not known, which each can
    be: a row a word of `choices`, a place a subject.
    word: of a number for which a word may stand (缺考, 不定星级), the index into `choices` of the word, -1 where none does;
    whoever has a word has no number, so is not known. rated: whether such a word is a result, so that it is neither above nor
    below any number, and not a cell of which that cannot be said.
    """

    kind: Kind
    data: Array
    known: Mask
    scale: int | Array = 1
    choices: tuple[str, ...] = ()
    unit: str = ""
    private: bool = False
    edges: tuple[Fraction, ...] = ()
    pending: Mask | None = None
    word: Array | None = None
    rated: bool = False
    ends: "tuple[Column, Column] | None" = None
    possible: Mask | None = None

    def __len__(self) -> int:
        return len(self.known)

    @classmethod
    def constant(cls, kind: Kind, value: Fraction | int, size: int) -> "Column":
        """The same known number for every subject."""
        fraction = Fraction(value)
        return cls(kind, filled_array(fraction.numerator, size), np.ones(size, bool), fraction.denominator)

    @classmethod
    def of(cls, kind: Kind, values: "list[Fraction | int | None]") -> "Column":
        """Exact numbers from Python values, None being unknown; all brought to their least common denominator."""
        scale = lcm(*{value.denominator for value in values if value is not None})
        data = integer_array(
            [0 if value is None else value.numerator * (scale // value.denominator) for value in values]
        )
        return cls(kind, data, np.array([value is not None for value in values], bool), scale)

    @classmethod
    def words(cls, values: "list[str | None]") -> "Column":
        """A TEXT column, None being unknown."""
        data = np.array(["" if value is None else value for value in values], dtype=object)
        return cls(Kind.TEXT, data, np.array([value is not None for value in values], bool))

    @classmethod
    def from_codes(cls, choices: tuple[str, ...], codes: Array) -> "Column":
        """A CHOICE column from indices into `choices`, -1 being unknown."""
        return cls(Kind.CHOICE, codes, codes >= 0, 1, choices)

    @classmethod
    def unknown(cls, kind: Kind, size: int, choices: tuple[str, ...] = ()) -> "Column":
        """Nothing known for anybody."""
        if kind is Kind.TEXT:
            return cls(kind, np.full(size, "", dtype=object), np.zeros(size, bool))
        return cls(kind, filled_array(-1 if kind is Kind.CHOICE else 0, size), np.zeros(size, bool), 1, choices)

    def at(self, i: int) -> Fraction | str | bool | None:
        """Subject i's value as one Python value: Fraction, word or bool; None where unknown."""
        if not self.known[i]:
            return self.choices[int(self.word[i])] if self.word is not None and self.word[i] >= 0 else None
        if self.kind is Kind.TEXT:
            return str(self.data[i])
        if self.kind is Kind.CHOICE:
            return self.choices[int(self.data[i])]
        if self.kind is Kind.BOOL:
            return bool(self.data[i])
        scale = self.scale if isinstance(self.scale, int) else int(self.scale[i])
        return Fraction(int(self.data[i]), scale)

    def take(self, rows: Array) -> "Column":
        """The values of the given rows, in that order; row -1 is nobody's: unknown."""
        if len(self) == 0:
            return Column.unknown(self.kind, len(rows), self.choices)
        scale = self.scale if isinstance(self.scale, int) else self.scale[rows]
        data, known = self.data[rows], self.known[rows] & (rows >= 0)
        pending = None if self.pending is None else self.pending[rows] & (rows >= 0)
        word = None if self.word is None else np.where(rows >= 0, self.word[rows], -1)
        ends = None if self.ends is None else (self.ends[0].take(rows), self.ends[1].take(rows))
        possible = None if self.possible is None else self.possible[:, rows] | (rows < 0)
        return Column(
            self.kind, data, known, scale, self.choices, self.unit, self.private, self.edges, pending,
            word=word, rated=self.rated, ends=ends, possible=possible,
        )  # fmt: skip

    def mask(self, known: Mask) -> "Column":
        """The same values, known only where `known` holds too; elsewhere they may be anything."""
        word = None if self.word is None else np.where(known, self.word, -1)
        ends = None if self.ends is None else (self.ends[0].mask(known), self.ends[1].mask(known))
        possible = None if self.possible is None else self.possible | ~known
        return replace(self, known=self.known & known, word=word, ends=ends, possible=possible)

    @property
    def has_word(self) -> Mask:
        """Who has a word in place of a number."""
        return np.zeros(len(self), bool) if self.word is None else self.word >= 0

    @property
    def settled(self) -> Mask:
        """Who has a value: a known one, or a word in place of a number."""
        return self.known if self.word is None else self.known | self.has_word

    def put_words(self, choices: tuple[str, ...], word: Array, rated: bool) -> "Column":
        """The same numbers with words, indices into `choices`, for those where one is (-1: none); nobody may put a number there.

        Who has neither may have either, so that nothing is told of numbers not known.
        """
        column = replace(self, known=self.known & (word < 0), choices=choices, word=word, rated=rated, ends=None)
        return column.mark_pending(word >= 0)

    def without_words(self) -> "Column":
        """The numbers alone: who has a word is unknown."""
        return self if self.word is None else replace(self, choices=(), word=None, rated=False)

    @property
    def undecided(self) -> Mask:
        """Who is still to be decided; nobody where a value is known."""
        return np.zeros(len(self), bool) if self.pending is None else self.pending & ~self.known

    def mark_pending(self, pending: Mask) -> "Column":
        """The same values; who is in `pending` and has none is still to be decided."""
        both = self.undecided | (pending & ~self.known)
        return replace(self, pending=both if both.any() else None)


def filled_array(value: int, size: int) -> Array:
    """`size` times the same integer, in int64 where it fits."""
    return np.full(size, value, dtype=np.int64 if abs(value) < 2**63 else object)


def integer_array(values: list[int]) -> Array:
    """Python ints as an int64 array, or as objects where one does not fit."""
    try:
        return np.array(values, dtype=np.int64)
    except OverflowError:
        return np.array(values, dtype=object)
