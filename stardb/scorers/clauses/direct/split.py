"""`split`: one amount borne by several payers (分担), P48 — their parts add up to the whole exactly."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from typing import ClassVar

import numpy as np
from pydantic import Field

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Frame, Reaches, constant, nearest
from stardb.quantity import Column, Kind, ValueRange, arithmetic, logic, show
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.numbers import read_positive
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.rule import Rule
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import UNKNOWN, Scored
from stardb.scorers.clauses.direct.formula import FormulaCore
from stardb.yamlfile import Amount, Word, number_as_text, show_value

REST = "其余"
"""What stands for a payer's part that is whatever the others leave."""


class Split(Clause):
    """分担，如 `split: 缴费基数 * 20%, payers: {县: 25%, 村: 45%, 个人: 30%}, round: 0.01元, residue: 个人`。

    得数是总额；各方所担另成一项，写作 养老保险缴费(个人)，可用于算式。各方按 round 取整，尾差归 residue 写明的一方，
    各方之和与总额分毫不差；各方合计与总额不符，或有一方为负，则待定。
    """

    keyword: ClassVar[str] = "split"
    title: ClassVar[str] = "分担"
    nests: ClassVar[bool] = False

    split: Word = Field(description="总额")
    payers: dict[str, Amount] = Field(
        min_length=1, description="各方担多少：总额的百分之几（25%）、定额（50元）、算式，或“其余”（至多一方）"
    )
    residue: str | None = Field(None, description="尾差归哪一方；有一方写“其余”的归它，不用写")

    def core(self, scope: Scope) -> "SplitCore":
        whole = scope.bind_formula(self.split, ("split",))
        if whole.kind not in (Kind.MONEY, Kind.NUMBER):
            message = f"分担的要是一笔金额或一个数，这里是{whole.kind.value}"
            raise scope.refuse("R305", message, ("split",), found=whole.kind.value)
        if self.round is None:
            raise scope.refuse("R202", "分担到多细要写明", (), expected="round", remedy="加 round，如 round: 0.01元")
        step = read_positive(self.round, whole.kind, "round", scope)
        parts = {payer: self._part(payer, whole.kind, scope) for payer in self.payers}
        residue = self._residue(parts, scope)
        self._check_percents(parts, scope)
        return SplitCore(whole, Division(parts, residue, step, self.rounding, whole.kind))

    def _part(self, payer: str, kind: Kind, scope: Scope) -> Formula | None:
        """A payer's part: a share of the whole (a percent or a quotient) or an amount; None for the rest."""
        written, path = self.payers[payer], ("payers", payer)
        if written == REST:
            return None
        formula = scope.bind_formula(number_as_text(written), path)
        if _literal_value(formula) == 0:
            return constant(kind, Fraction(0))
        if kind is Kind.NUMBER and formula.kind is kind and formula.loose:
            raise scope.refuse(
                "R305", f"“{show_value(written)}”分不清是总额的几分之几，还是一个数", path, found=show_value(written),
                remedy="是比例的，写成 (算式) * 100%",
            )  # fmt: skip
        if formula.kind is not kind and not _is_share(formula):
            raise scope.refuse(
                "R305", f"“{show_value(written)}”是{formula.kind.value}，这里要百分比或{kind.value}", path,
                found=show_value(written), expected=f"25%、{'50元' if kind is Kind.MONEY else '5'}，或“{REST}”",
            )  # fmt: skip
        if (_literal_value(formula) or 0) < 0:
            raise scope.refuse("R203", f"“{payer}”所担不能小于0", path, found=show_value(written))
        return formula

    def _residue(self, parts: Mapping[str, Formula | None], scope: Scope) -> str:
        rests = [payer for payer, part in parts.items() if part is None]
        if len(rests) > 1:
            message = f"只能有一方写“{REST}”，这里有{'、'.join(rests)}"
            raise scope.refuse("R203", message, ("payers", rests[1]), found=REST)
        if self.residue is None:
            if not rests:
                raise scope.refuse(
                    "R202",
                    "取整的尾差归哪一方要写明",
                    ("payers",),
                    key=True,
                    expected="residue",
                    remedy="加 residue: 名称",
                )
            return rests[0]
        if self.residue not in parts:
            raise scope.refuse(
                "R301", f"没有“{self.residue}”这一方{nearest(self.residue, parts)}", ("residue",),
                found=self.residue, expected="、".join(parts),
            )  # fmt: skip
        if rests and self.residue != rests[0]:
            raise scope.refuse(
                "R411", f"“{rests[0]}”担其余，尾差也就归它，不能归“{self.residue}”", ("residue",), found=self.residue,
                expected=rests[0],
            )  # fmt: skip
        return self.residue

    def _check_percents(self, parts: Mapping[str, Formula | None], scope: Scope) -> None:
        """Percents written out must come to the whole; with a rest, to no more than the whole."""
        shares = [_literal_value(part) for part in parts.values() if part is not None and _is_share(part)]
        total = sum((share for share in shares if share is not None), Fraction(0))
        all_told = None not in shares and len(shares) == len(parts)
        if total > 1 or (all_told and total != 1):
            message = f"各方所担合计{show(Kind.PERCENT, total)}，{'超过' if total > 1 else '不足'}100%"
            raise scope.refuse(
                "R412", message, ("payers",), key=True, found=show(Kind.PERCENT, total), expected="100%",
                remedy=f"核对各方比例，或让一方写“{REST}”",
            )  # fmt: skip


def _literal_value(formula: Formula) -> Fraction | None:
    """What a formula comes to that reads no name: 25%, 10% + 15%; None for any other."""
    value = formula.evaluate(Frame(1)).at(0) if not formula.names else None
    return value if isinstance(value, Fraction) else None


def _is_share(formula: Formula) -> bool:
    return formula.kind is Kind.PERCENT or (formula.kind is Kind.NUMBER and formula.loose)


@dataclass(frozen=True, eq=False)
class Division:
    """How a whole is borne: each payer's part (None: the rest), and who bears what rounding leaves over."""

    parts: Mapping[str, Formula | None]
    residue: str
    step: Fraction
    rounding: str
    kind: Kind

    @property
    def names(self) -> tuple[str, ...]:
        """The names all the parts read."""
        return tuple(dict.fromkeys(name for part in self.parts.values() if part is not None for name in part.names))

    def shares(self, whole: Column, frame: AppraisalFrame) -> tuple[dict[str, Column], Column]:
        """Each payer's part, rounded, adding up to the whole; and whether the parts as written come to it."""
        exact = {payer: self._exact(part, whole, frame) for payer, part in self.parts.items() if part is not None}
        shares = {payer: self._round(column) for payer, column in exact.items() if payer != self.residue}
        shares[self.residue] = arithmetic.subtract(
            whole, arithmetic.total(list(shares.values()), self.kind, frame.size)
        )
        if len(exact) < len(self.parts):
            return shares, logic.truth(np.ones(frame.size, bool), whole.known)
        total = self._round(reduce(arithmetic.add, exact.values()))
        return shares, logic.compare(total, "=", whole)

    def _exact(self, part: Formula, whole: Column, frame: AppraisalFrame) -> Column:
        value = part.evaluate(frame)
        return arithmetic.multiply(whole, value, self.kind) if _is_share(part) else value

    def _round(self, column: Column) -> Column:
        return arithmetic.round_to_step(column, self.step.numerator, self.step.denominator, self.rounding)


@dataclass(frozen=True, eq=False)
class SplitCore(FormulaCore):
    """Bound: the whole, and how it is divided."""

    division: Division

    @property
    def payers(self) -> tuple[str, ...]:
        """Who bears it."""
        return tuple(self.division.parts)


BORNE, UNEQUAL, BELOW = range(3)


@dataclass(frozen=True, eq=False)
class PartCore(Core):
    """What one payer bears of the result named `whole`.

    Branch: BORNE · UNEQUAL the parts do not come to the whole · BELOW some part is below 0 · -1 something is unknown.
    """

    whole: str
    payer: str
    division: Division

    @property
    def kind(self) -> Kind:
        return self.division.kind

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.whole, *self.division.names)))

    def reach(self, reaches: Reaches) -> ValueRange:
        return ValueRange(Fraction(0), grain=self.division.step)

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        part = self.division.parts[self.payer]
        if scored.branch[i] != BORNE or self.payer == self.division.residue or part is None:
            return self.inputs
        return tuple(dict.fromkeys((self.whole, *part.names)))

    def score(self, frame: AppraisalFrame) -> Scored:
        shares, equal = self.division.shares(frame[self.whole], frame)
        known = np.logical_and.reduce([equal.known, *(share.known for share in shares.values())])
        below = np.logical_or.reduce([share.data < 0 for share in shares.values()])
        branch = np.select([~known, ~equal.data, below], [UNKNOWN, UNEQUAL, BELOW], BORNE)
        return Scored(shares[self.payer].mask(branch == BORNE), branch)

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        return (0,) if scored.branch[i] == BORNE else ()

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases, case, part = Phrases(columns, i), int(scored.branch[i]), self.division.parts[self.payer]
        if case == UNKNOWN:
            unknown_parts = [name for name in self.inputs if not columns[name].known[i]]
            return f"{'、'.join(unknown_parts)}未知，待定" if unknown_parts else "不能判定，待定"
        whole = f"{self.whole} {phrases.show_value(self.whole)}"
        if case == UNEQUAL:
            return f"{whole}，各方合计与它不符（{self._all(phrases)}），待定"
        if case == BELOW:
            return f"{whole}，各方所担有的为负（{self._all(phrases)}），待定"
        step = show(self.kind, self.division.step)
        if part is None:
            return f"{whole}，{self.payer}担其余（{self._all(phrases)}），为{scored.show_core(i)}"
        residue = "，并担尾差" if self.payer == self.division.residue else ""
        return f"{whole}，{self.payer}担{phrases.spell(part)}（取到{step}{residue}），为{scored.show_core(i)}"

    def _all(self, phrases: Phrases) -> str:
        written = (
            f"{payer}{phrases.spell(part) if part is not None else REST}" for payer, part in self.division.parts.items()
        )
        return "、".join(written)


def bind_part(whole: str, payer: str, rule: Rule) -> Rule:
    """The rule of one payer's part, where the whole's own applies; the whole is unknown wherever that one is in doubt."""
    assert isinstance(rule.core, SplitCore)
    part = Rule(PartCore(whole, payer, rule.core.division), rule.when, unit=rule.unit, paid=rule.paid)
    return replace(part, every=rule.every, is_due=rule.is_due)
