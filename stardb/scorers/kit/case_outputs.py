"""From the case each subject falls in to the output written for that case."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Frame, Reaches
from stardb.quantity import Column, Kind, Mask, ValueRange, arithmetic, bounds, ranges, show
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.outputs import Outputs
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import UNKNOWN, Branches, Scored
from stardb.yamlfile import YamlPath


def refuse_above_full(
    clause: Clause, paths: Sequence[YamlPath], cases: Sequence[str], outputs: Outputs, scope: Scope
) -> None:
    """Report every case that brings more than the clause's full mark. Raises ClauseRefused after them."""
    refused = None
    for path, case, formula in zip(paths, cases, outputs.formulas, strict=False):
        if clause.points is not None and formula.value is not None and formula.value > clause.points:
            message = f"“{case}”得{show(outputs.kind, formula.value)}，高于满分{show(Kind.NUMBER, clause.points)}"
            refused = scope.refuse("R406", message, path, found=show(outputs.kind, formula.value))
    if refused:
        raise refused


class OutputsCore(Core):
    """The core of a scorer that gives the output of one of several cases."""

    outputs: Outputs

    @property
    def kind(self) -> Kind:
        """The kind that all outputs are of."""
        return self.outputs.kind

    @property
    def choices(self) -> tuple[str, ...]:
        """The words among the outputs, each once, in the order of the cases; also those in place of a number."""
        if self.outputs.kind.numeric:
            return tuple(dict.fromkeys(word for formula in self.outputs.formulas for word in formula.choices))
        return self.outputs.given_words

    @property
    def needs_rounding(self) -> bool:
        """Whether one of the outputs may not come out even."""
        return any(formula.needs_rounding for formula in self.outputs.formulas)

    def reach(self, reaches: Reaches) -> ValueRange:
        """What the outputs of the cases that can be taken come to."""
        opened = [k for k, open_ in enumerate(self.open_cases(reaches)) if open_ and k not in self.outputs.holes]
        if self.kind is Kind.CHOICE:
            return ranges.among(tuple(self.outputs.words[k] for k in opened))
        numbers = (self.outputs.formulas[k] for k in opened)
        formulas = [formula.reach(reaches) for formula in numbers if formula.names or not formula.choices]
        return ranges.join(*formulas) if formulas else ranges.ANYTHING

    @property
    def overruns(self) -> tuple[bool, bool]:
        """Never: what a case gives was held against the full mark when it was bound."""
        return (False, False)

    def give(self, branch: Branches, open_: Mask, frame: Frame, facts: Mapping[str, Branches]) -> Scored:
        """The result of each subject's case; where that is unknown, what all cases still open agree on, or lie between.

        open_: which cases each may come to: a row a case; and a last row, of those that may come to none at all.
        """
        column = compute_outputs(self.outputs, branch, frame)
        unsure, boundless = branch == UNKNOWN, np.isin(branch, list(self.outputs.holes))
        if not unsure.any() or column.word is not None:
            return Scored(column, branch, facts=facts, boundless=boundless)
        count, rows = len(self.cases), open_ & unsure
        parts = [(rows[k], self._output(k, frame)) for k in range(count)]
        joined = bounds.join(parts, self.kind, frame.size)
        free = [*self.outputs.holes, *range(count, len(rows))]  # what may come to nothing laid down may be anything
        boundless |= rows[free].any(axis=0) | (unsure & ~rows.any(axis=0))
        joined = joined.mask(~boundless)
        only = unsure & (rows.sum(axis=0) == 1) & rows[:count].any(axis=0)
        branch = np.where(only, np.argmax(rows[:count], axis=0), branch)
        given = arithmetic.choose(unsure, joined, column).mark_pending(column.undecided & ~unsure)
        return Scored(given, branch, facts=facts, boundless=boundless)

    def _output(self, case: int, frame: Frame) -> Column:
        if self.kind is not Kind.CHOICE:
            return self.outputs.formulas[case].evaluate(frame)
        words = self.outputs.given_words
        code = -1 if case in self.outputs.holes else words.index(self.outputs.words[case])
        return Column.from_codes(words, np.full(frame.size, code))

    def describe_agreement(self, scored: Scored, i: int) -> str:
        """That all cases a subject may still come to give the same; "" where they do not, or its case is known."""
        value = scored.core if scored.core is not None else scored.column
        return f"各种可能都为{scored.show_core(i)}" if scored.branch[i] == UNKNOWN and value.known[i] else ""

    def describe_output(self, scored: Scored, phrases: Phrases) -> str:
        """The end of a subject's sentence: what its case gives, or what is missing to compute that, or why it is left open."""
        hole = self.outputs.holes.get(int(scored.branch[phrases.i]))
        if hole is not None:
            return f"：{hole or '原文没有规定'}，待定"
        value = scored.core if scored.core is not None else scored.column
        if self.kind is Kind.CHOICE or value.settled[phrases.i]:
            return f"，为{scored.show_core(phrases.i)}"
        return f"；{phrases.say_missing(self.outputs.formulas[int(scored.branch[phrases.i])])}"


FOUND = "known"
"""The fact whether what the cases are told by has a value."""


@dataclass(frozen=True, eq=False)
class CasesCore(OutputsCore):
    """The core of a scorer that picks the case by one value: `source` is that value, `outputs` what each case gives."""

    source: Formula
    outputs: Outputs

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of what picks the case, and of what any case gives."""
        return (*self.source.names, *(name for formula in self.outputs.formulas for name in formula.names))

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        """The names of what picks the case, and of what subject i's own case gives."""
        return self.source.names + self.outputs.reads(int(scored.branch[i]))

    def words_by_height(self, heights: Sequence[Fraction | None], beside: Collection[str]) -> tuple[str, ...]:
        """The words given, those of the highest cases first (of a level that falls, the lowest); cases beyond `heights` come last.

        heights: of each case, None where it has none. beside: the words that stand in no order. None at all where some other word
        has no height in any case.
        """
        sign = 1 if self.source.best == "lowest" else -1
        known = {case: height for case, height in enumerate(heights) if height is not None}
        cases = [*sorted(known, key=lambda case: sign * known[case]), *range(len(heights), len(self.outputs.words))]
        given = {case: word for case, word in enumerate(self.outputs.words) if case not in self.outputs.holes}
        found = tuple(dict.fromkeys(given[case] for case in cases if case in given and given[case] not in beside))
        return () if {*given.values()} - {*found, *beside} else found


def compute_outputs(outputs: Outputs, branch: Branches, frame: Frame) -> Column:
    """The output of each subject's case; unknown where the case is, still to be decided where it is left open."""
    column = _look_up(outputs, branch, frame)
    return column.mark_pending(np.isin(branch, list(outputs.holes))) if outputs.holes else column


def _look_up(outputs: Outputs, branch: Branches, frame: Frame) -> Column:
    if outputs.kind is Kind.CHOICE:
        words = outputs.given_words
        codes = [-1 if case in outputs.holes else words.index(word) for case, word in enumerate(outputs.words)]
        return Column.from_codes(words, np.array([*codes, -1])[branch])
    values = [formula.value for formula in outputs.formulas]
    if all(value is not None for value in values):
        table = Column.of(outputs.kind, list(values))
        return Column(outputs.kind, table.data[branch], branch >= 0, table.scale)
    result = Column.unknown(outputs.kind, frame.size)
    for case, formula in enumerate(outputs.formulas):
        result = arithmetic.choose(branch == case, formula.evaluate(frame), result)
    return result.mask(branch >= 0)
