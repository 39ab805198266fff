"""Vetoes on the level (一票否决及其效力), P28: cap at n, set to n, down n, not rated, undecided until settled."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from stardb.expressions import Formula
from stardb.quantity import Column, Kind, arithmetic, logic
from stardb.quantity.showing import decimal, show_at
from stardb.scorers.base import UNKNOWN, Core, Reckoning, Saying, Scored

EffectKind = Literal["cap", "set", "down", "not_rated", "undecided"]


@dataclass(frozen=True, eq=False)
class Veto:
    """One veto: its condition, what it does (and by how much), and the reason people read."""

    when: Formula
    effect: EffectKind
    amount: Fraction
    because: str

    def told(self) -> str:
        """What it does, in Chinese."""
        number = decimal(self.amount)
        return {
            "cap": f"不得高于{number}",
            "set": f"定为{number}",
            "down": f"降{number}",
            "not_rated": "不参评",
            "undecided": "待定",
        }[self.effect]


@dataclass(frozen=True, eq=False)
class LevelCore(Core):
    """The level after vetoes, taken in the order written. Branch: bit k set where the k-th veto held; -1 undecided.

    `base` is the level by the rule alone.
    """

    base: str
    vetoes: tuple[Veto, ...]
    kind: Kind = Kind.NUMBER

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.base, *(name for veto in self.vetoes for name in veto.when.names))))

    def score(self, frame: Reckoning) -> Scored:
        value = frame[self.base]
        branch = np.zeros(frame.size, np.int64)
        for k, veto in enumerate(self.vetoes):
            test = veto.when.evaluate(frame)
            holds = logic.certainly(test)
            branch |= holds.astype(np.int64) << k
            after = self._after(veto, value, frame.size)
            same = after.known & value.known & (logic.compare(after, "=", value).data)
            value = arithmetic.choose(holds, after, value).masked(test.known | same)
        return Scored(value, np.where(value.known | (branch > 0), branch, UNKNOWN))

    def _after(self, veto: Veto, value: Column, size: int) -> Column:
        amount = Column.constant(Kind.NUMBER, veto.amount, size)
        match veto.effect:
            case "cap":
                capped = arithmetic.smallest(value, amount)
                # a level is never below 0: capped at 0 it is 0, whatever it would have been
                return arithmetic.choose(value.known, capped, amount) if veto.amount == 0 else capped
            case "set":
                return amount
            case "down":
                lowered = arithmetic.subtract(value, amount)
                return arithmetic.largest(lowered, Column.constant(Kind.NUMBER, 0, size))
            case _:
                return Column.unknown(Kind.NUMBER, size)

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        said, case = Saying(columns, i), int(scored.branch[i])
        if case == UNKNOWN:
            return "评定依据或否决情形未定，待定"
        base = show_at(columns[self.base], i)
        held = [veto for k, veto in enumerate(self.vetoes) if case >> k & 1]
        if not held:
            return f"评定为{base}，无否决情形" if self.vetoes else f"评定为{base}"
        told = "；".join(f"{veto.because}（{veto.when.spell(said.valued)}），{veto.told()}" for veto in held)
        return f"评定为{base}；{told}，结果为{scored.told(i)}"
