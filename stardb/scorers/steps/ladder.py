"""A ladder of results from the lowest to the highest: numbers as they are, words by how high they stand on it."""

from dataclasses import replace
from fractions import Fraction

import numpy as np

from stardb.dataclass import dataclass
from stardb.quantity import Column, Kind, Mask, arithmetic, bounds, logic, show, show_number


@dataclass(frozen=True, eq=False)
class HeightRange:
    """The least and the most height each subject may come to; no lowest, or no highest, where that is unknown."""

    least: Column
    most: Column

    def where(self, take: Mask, other: "HeightRange") -> "HeightRange":
        """The other span where `take`, else its own."""
        return HeightRange(
            arithmetic.choose(take, other.least, self.least), arithmetic.choose(take, other.most, self.most)
        )  # fmt: skip

    def join_where(self, take: Mask, other: "HeightRange") -> "HeightRange":
        """Its own span, widened by the other where `take`."""
        both = HeightRange(arithmetic.smallest(self.least, other.least), arithmetic.largest(self.most, other.most))
        return self.where(take, both)

    @property
    def is_single(self) -> Mask:
        """Where there is but one height left."""
        return logic.certainly(logic.compare(self.least, "=", self.most))

    def holds(self, height: Fraction) -> Mask:
        """Where a height is within the span."""
        here = Column.constant(Kind.NUMBER, height, len(self.least))
        above: Mask = ~self.least.known | logic.compare(self.least, "≤", here).data
        below: Mask = ~self.most.known | logic.compare(here, "≤", self.most).data
        return above & below


@dataclass(frozen=True, eq=False)
class Outcomes:
    """What each subject may still come to: heights, and words beside the ladder.

    on: who may stand on the ladder, within `span`. off: who may have each word beside it: a row a word of `Ladder.beside_words`.
    """

    span: HeightRange
    on: Mask
    off: Mask

    @property
    def exists(self) -> Mask:
        """Who may come to anything at all."""
        exists: Mask = self.on | self.off.any(axis=0)
        return exists

    def where(self, take: Mask, other: "Outcomes") -> "Outcomes":
        """The other outcomes where `take`, else its own."""
        return Outcomes(
            self.span.where(take, other.span), np.where(take, other.on, self.on), np.where(take, other.off, self.off)
        )

    def join_where(self, take: Mask, other: "Outcomes") -> "Outcomes":
        """Its own outcomes, and the other ones too where `take`."""
        span = self.span.where(take & ~self.on, other.span).join_where(take & self.on & other.on, other.span)
        return Outcomes(span, self.on | (take & other.on), self.off | (take & other.off))


@dataclass(frozen=True, eq=False)
class Ladder:
    """`words` best first, each of a height of its own from 0 up; none for numbers, whose height is the number.

    `low` and `high`: the least and the most a height may be (None: no end). `choices`: all words the results may be; those
    not among `words` stand beside the ladder. falling: level 1 is the highest, so that a height is the number with its sign
    turned. of: the kind of what has no words: numbers of some kind, or 否 and 是, which stand at 0 and 1; truths: what these
    two are called. unit: what plain numbers count, where people are to read it. is_rating: whether it is a level or a grade,
    which is lowered step by step.
    """

    words: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    low: Fraction | None = Fraction(0)
    high: Fraction | None = None
    falling: bool = False
    of: Kind = Kind.NUMBER
    truths: tuple[str, str] = ("否", "是")
    unit: str = ""
    is_rating: bool = True

    @property
    def kind(self) -> Kind:
        return Kind.CHOICE if self.words else self.of

    @property
    def number_words(self) -> tuple[str, ...]:
        """Of a ladder of numbers, the words that may stand in place of one."""
        return () if self.words else self.choices

    @property
    def beside_words(self) -> tuple[str, ...]:
        """The words that a result may be and that do not stand on the ladder."""
        return tuple(word for word in self.choices if word not in self.words)

    def height(self, mark: Fraction | str) -> Fraction:
        """How high a word, or a number, stands."""
        if isinstance(mark, str):
            return Fraction(len(self.words) - 1 - self.words.index(mark))
        return -mark if self.falling else mark

    def show_height(self, height: Fraction | str) -> str:
        """A height, or a word beside the ladder, as people read it: the word, or the number."""
        if isinstance(height, str):
            return height
        if self.words:
            return self.words[len(self.words) - 1 - int(height)]
        if self.of is Kind.BOOL:
            return self.truths[int(height)]
        number = -height if self.falling else height
        return show_number(number) + self.unit if self.of is Kind.NUMBER else show(self.of, number)

    def show_fall(self, amount: Fraction) -> str:
        """That a height is lowered by an amount: levels and grades by steps, other numbers by so much."""
        return f"降{show_number(amount)}级" if self.is_rating else f"减{self.show_height(amount)}"

    def beside(self, value: Column) -> Mask:
        """Whose value is a word that does not stand on the ladder."""
        if not self.words:
            return value.has_word
        off = np.array([*(word not in self.words for word in value.choices), False])
        beside: Mask = value.known & off[value.data]
        return beside

    def outcomes(self, value: Column) -> Outcomes:
        """What each value is, or may still come to."""
        size, beside = len(value), self.beside(value)
        off = np.zeros((len(self.beside_words), size), bool)
        if self.words:
            possible = bounds.possible_words(arithmetic.recode(value, self.choices))
            off = possible[[self.choices.index(word) for word in self.beside_words]]
            on = np.logical_or.reduce(possible[[self.choices.index(word) for word in self.words]])
            return Outcomes(self.span(value), on, off)
        if len(off):
            words = arithmetic.recode_words(value, self.choices)
            off = np.where(value.settled, np.arange(len(off))[:, np.newaxis] == words, True)
        return Outcomes(self.span(value), ~beside, off)

    def make_outcomes(self, mark: Fraction | str, here: Mask) -> Outcomes:
        """One height, or one word beside the ladder, and nothing else; for those who are `here`."""
        height = Column.constant(Kind.NUMBER, Fraction(0) if isinstance(mark, str) else mark, len(here))
        rows = [here & (word == mark) for word in self.beside_words]
        off = np.array(rows, bool).reshape(len(rows), len(here))
        on = np.zeros(len(here), bool) if isinstance(mark, str) else here
        return Outcomes(HeightRange(height, height), on, off)

    def settle(self, outcomes: Outcomes) -> Column:
        """The values: known where but one is left, else within what is left."""
        if self.words:
            return bounds.with_words(
                Column.unknown(Kind.CHOICE, len(outcomes.on), self.choices), self._list_possible(outcomes)
            )
        single = outcomes.on & ~outcomes.off.any(axis=0) & outcomes.span.is_single
        column = self.value(outcomes.span.least.mask(single))
        if not self.choices:
            return self._with_ends(column, outcomes.span)
        alone = ~outcomes.on & (outcomes.off.sum(axis=0) == 1)
        return column.put_words(self.choices, np.where(alone, np.argmax(outcomes.off, axis=0), -1), rated=True)

    def _list_possible(self, outcomes: Outcomes) -> Mask:
        """Which of `choices` each may come to: a row a word."""
        off = dict(zip(self.beside_words, outcomes.off, strict=True))
        rows = [
            off[word] if word in off else outcomes.on & outcomes.span.holds(self.height(word)) for word in self.choices
        ]
        return np.array(rows, bool).reshape(len(self.choices), len(outcomes.on))

    def heights(self, value: Column) -> Column:
        """How high each value stands; unknown where it is, and beside the ladder."""
        if not self.words:
            data = value.data.astype(np.int64) if value.kind is Kind.BOOL else value.data
            plain = replace(value.without_words(), kind=Kind.NUMBER, data=data, unit="")
            return arithmetic.negate(plain) if self.falling else plain
        table = [int(self.height(word)) if word in self.words else 0 for word in value.choices]
        return Column(Kind.NUMBER, np.array([*table, 0])[value.data], value.known & ~self.beside(value))

    def whole(self, size: int) -> HeightRange:
        """From the lowest to the highest."""
        if self.words:
            top = Column.constant(Kind.NUMBER, len(self.words) - 1, size)
            return HeightRange(Column.constant(Kind.NUMBER, 0, size), top)
        return HeightRange(_end(self.low, size), _end(self.high, size))

    def span(self, value: Column) -> HeightRange:
        """What each value is, or may still come to."""
        rest = self.whole(len(value))
        if not self.words and value.ends is not None:
            least, most = bounds.low_end(value), bounds.high_end(value)
            least, most = self._turn(least, most)
            rest = HeightRange(arithmetic.choose(least.known, least, rest.least), most)
        elif self.words and value.possible is not None:
            rest = self._among(value, rest)
        here = self.heights(value)
        return rest.where(value.known, HeightRange(here, here))

    def _turn(self, least: Column, most: Column) -> tuple[Column, Column]:
        """The least and the most as plain heights, from numbers; or the other way about."""
        least, most = (replace(end, kind=Kind.NUMBER, unit="") for end in (least, most))
        return (arithmetic.negate(most), arithmetic.negate(least)) if self.falling else (least, most)

    def _among(self, value: Column, rest: HeightRange) -> HeightRange:
        """The lowest and the highest of the words each may still come to."""
        least, most = rest.most, rest.least
        words = bounds.possible_words(arithmetic.recode(value, self.words))
        for word, may in zip(self.words, words, strict=True):
            here = Column.constant(Kind.NUMBER, self.height(word), len(may))
            least = arithmetic.choose(may, arithmetic.smallest(least, here), least)
            most = arithmetic.choose(may, arithmetic.largest(most, here), most)
        none = logic.certainly(logic.compare(least, ">", most))  # nothing is said of him
        return HeightRange(least, most).where(none, rest)

    def value(self, heights: Column) -> Column:
        """The values that stand so high."""
        if not self.words:
            if self.of is Kind.BOOL:
                return replace(logic.truth(heights.data > 0, heights.known), pending=heights.pending)
            return replace(arithmetic.negate(heights) if self.falling else heights, kind=self.of)
        rungs = [self.choices.index(word) for word in reversed(self.words)]
        table = np.array([*rungs, -1])
        return Column.from_codes(self.choices, table[np.where(heights.known, heights.data, -1).astype(np.int64)])

    def _with_ends(self, value: Column, span: HeightRange) -> Column:
        """The same numbers, those not known within a span."""
        if self.of is Kind.BOOL:
            return value
        least, most = (replace(end, kind=self.of) for end in self._turn(span.least, span.most))
        return bounds.with_ends(value, least, most)


def _end(number: Fraction | None, size: int) -> Column:
    """An end of a range; unknown where it has none."""
    return Column.unknown(Kind.NUMBER, size) if number is None else Column.constant(Kind.NUMBER, number, size)
