"""Typed formulas: what an expression has become once its names and kinds are known."""

from collections.abc import Callable, Mapping
from dataclasses import field
from fractions import Fraction
from typing import Any

from stardb.dataclass import dataclass
from stardb.expressions.symbols import Best
from stardb.quantity import Column, Kind, ValueRange, ranges


@dataclass(frozen=True, eq=False)
class Frame:
    """What is known while a scheme is computed: a column for every name so far, `size` rows each."""

    size: int
    columns: Mapping[str, Column] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]


Spell = Callable[[str], str]
Reaches = Mapping[str, ValueRange]
"""What each name can come to; a name that is not in it can come to anything."""

ANY, ALL, TEST, SUM, PRODUCT, ATOM = range(6)
"""How tightly the parts of a formula's text hold together, loosest first."""


@dataclass(frozen=True, eq=False)
class Formula:
    """A typed expression.

    kind, choices: of its value. names: what it reads, in the order written. loose: a quotient, which may stand for a number
    or a percent alike. needs_rounding: a division or a percentage is in it, so that its value may not come out even. value: of a
    literal number. `evaluate(frame)` gives its Column; `spell(say)` gives its text with `say(name)` put for every name;
    `reach(reaches)` tells what it can come to at all. structure: how a condition is made: what is done and with which parts, as
    ("compare", left, sign, right), ("words", left, words, inside), ("among", left, values, inside), ("all", …),
    ("any", …), ("not", part), ("if", test, yes, no); empty for any other formula. parts: the formulas it is put together of. order: of a word, the words that stand one above another, the best
    first; best: of a rating in numbers, which end is the best.
    """

    kind: Kind
    names: tuple[str, ...]
    evaluate: Callable[[Frame], Column]
    spell: Callable[[Spell], str]
    choices: tuple[str, ...] = ()
    loose: bool = False
    value: Fraction | None = None
    precedence: int = ATOM
    needs_rounding: bool = False
    reach: Callable[[Reaches], ValueRange] = lambda reaches: ranges.ANYTHING
    structure: tuple[Any, ...] = ()
    parts: "tuple[Formula, ...]" = ()
    order: tuple[str, ...] = ()
    best: Best = ""

    @property
    def text(self) -> str:
        """As a rule writes it."""
        return self.spell(lambda name: name)

    @property
    def single_name(self) -> str:
        """The name it is, where it is nothing but a name; else ""."""
        return self.text if self.names == (self.text,) else ""

    def spell_within(self, say: "Spell", precedence: int) -> str:
        """Its text as a part of something of that precedence: in brackets where it would come apart."""
        text = self.spell(say)
        return f"({text})" if self.precedence < precedence else text
