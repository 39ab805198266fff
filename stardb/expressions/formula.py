"""Typed formulas: what an expression has become once its names and kinds are known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce

import numpy as np

from stardb.quantity import Column, Kind, logic
from stardb.quantity import arithmetic as arithmetic
from stardb.quantity.showing import show


@dataclass(frozen=True, eq=False)
class Frame:
    """What is known while a scheme is reckoned: a column for every name so far, `size` rows each."""

    size: int
    columns: Mapping[str, Column] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]


Spell = Callable[[str], str]

ANY, ALL, TEST, SUM, PRODUCT, ATOM = range(6)
"""How tightly the parts of a formula's text hold together, loosest first."""


@dataclass(frozen=True, eq=False)
class Formula:
    """A typed expression.

    kind, choices: of its value. names: what it reads, in the order written. loose: a quotient, which may stand for a number
    or a percent alike. fine: a division or a percentage is in it, so that its value may not come out even. `evaluate(frame)` gives its Column; `spell(say)` gives its text with `say(name)` put for every name.
    """

    kind: Kind
    names: tuple[str, ...]
    evaluate: Callable[[Frame], Column]
    spell: Callable[[Spell], str]
    choices: tuple[str, ...] = ()
    loose: bool = False
    value: Fraction | None = None
    binds: int = ATOM
    fine: bool = False

    @property
    def bare(self) -> str:
        """The name it is, where it is nothing but a name; else ""."""
        text = self.spell(lambda name: name)
        return text if self.names == (text,) else ""

    def spelled_within(self, say: "Spell", binds: int) -> str:
        """Its text as a part of something that binds so tightly: in brackets where it would come apart."""
        text = self.spell(say)
        return f"({text})" if self.binds < binds else text


def constant(kind: Kind, value: Fraction) -> Formula:
    """A literal."""
    return Formula(
        kind,
        (),
        lambda frame: Column.constant(kind, value, frame.size),
        lambda say: show(kind, value),
        value=value,
    )


def reading(name: str, kind: Kind, choices: tuple[str, ...] = (), loose: bool = False) -> Formula:
    """The value of a name."""
    return Formula(kind, (name,), lambda frame: frame[name], lambda say: say(name), choices, loose)


def truth_of(value: bool) -> Formula:
    """是 or 否."""

    def evaluate(frame: Frame) -> Column:
        return logic.truth(np.full(frame.size, value), np.ones(frame.size, bool))

    return Formula(Kind.BOOL, (), evaluate, lambda say: "是" if value else "否")


def combined(
    kind: Kind,
    parts: tuple[Formula, ...],
    reckon: Callable[..., Column],
    pattern: str,
    loose: bool = False,
    choices: tuple[str, ...] = (),
    binds: int = ATOM,
    inner: tuple[int, ...] = (),
    fine: bool | None = None,
) -> Formula:
    """`reckon` applied to the parts' columns; `pattern` is a format string for their spellings.

    binds: how tightly its text holds together; inner: how tightly each part's text must (default: no bracket needed).
    """
    names = tuple(dict.fromkeys(name for part in parts for name in part.names))
    tight = inner or (ANY,) * len(parts)
    return Formula(
        kind,
        names,
        lambda frame: reckon(*(part.evaluate(frame) for part in parts)),
        lambda say: pattern.format(
            *(part.spelled_within(say, needed) for part, needed in zip(parts, tight, strict=True))
        ),
        choices,
        loose,
        binds=binds,
        fine=any(part.fine for part in parts) if fine is None else fine,
    )


def comparison(left: Formula, sign: str, right: Formula) -> Formula:
    """left = ≠ < ≤ > ≥ right."""

    def reckon(a: Column, b: Column) -> Column:
        return logic.compare(a, sign, b)

    return combined(Kind.BOOL, (left, right), reckon, f"{{}} {sign} {{}}", binds=TEST, inner=(SUM, SUM))


def membership(left: Formula, words: tuple[str, ...], inside: bool) -> Formula:
    """left 在 (words), or 不在."""

    def reckon(a: Column) -> Column:
        hit = logic.one_of(a, words)
        return hit if inside else logic.negation(hit)

    verb = "在" if inside else "不在"
    return combined(Kind.BOOL, (left,), reckon, f"{{}} {verb} ({'、'.join(words)})", binds=TEST)


def word_test(left: Formula, word: str, equal: bool) -> Formula:
    """left = word, for choices and texts."""

    def reckon(a: Column) -> Column:
        hit = logic.one_of(a, (word,))
        return hit if equal else logic.negation(hit)

    return combined(Kind.BOOL, (left,), reckon, f"{{}} {'=' if equal else '≠'} {word}", binds=TEST)


def chain(parts: tuple[Formula, ...], all_of: bool) -> Formula:
    """且 of all parts, or 或 of any."""
    join, word = (logic.both, " 且 ") if all_of else (logic.either, " 或 ")
    level = ALL if all_of else ANY
    pattern = word.join(["{}"] * len(parts))
    inner = (level + 1,) * len(parts)
    return combined(Kind.BOOL, parts, lambda *columns: reduce(join, columns), pattern, binds=level, inner=inner)


def negated(part: Formula) -> Formula:
    """非 part."""
    return combined(Kind.BOOL, (part,), logic.negation, "非({})")


def arithmetic_of(kind: Kind, left: Formula, sign: str, right: Formula, loose: bool = False) -> Formula:
    """left + − × ÷ right."""
    reckon: dict[str, Callable[[Column, Column], Column]] = {
        "+": lambda a, b: arithmetic.add(a, b, kind),
        "-": lambda a, b: arithmetic.subtract(a, b, kind),
        "*": lambda a, b: arithmetic.multiply(a, b, kind),
        "/": lambda a, b: arithmetic.divide(a, b, kind),
    }
    printed = {"*": "×", "/": "÷"}.get(sign, sign)
    level = SUM if sign in "+-" else PRODUCT
    inner = (level, level + (sign in "-/"))
    parts = (left, right)
    uneven = sign == "/" or (sign == "*" and any(part.kind is Kind.PERCENT or part.loose for part in parts))
    fine = uneven or left.fine or right.fine
    return combined(kind, parts, reckon[sign], f"{{}} {printed} {{}}", loose, binds=level, inner=inner, fine=fine)
