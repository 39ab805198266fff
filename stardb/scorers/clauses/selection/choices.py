"""`choices`: a value for each word (按选项计分), P22 — 优秀 → 2; also for numbers, each of which stands for itself alone (5 → 五星支部)."""

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import ClassVar

import numpy as np
from pydantic import Field

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches
from stardb.quantity import Column, Kind, Mask, ValueRange, bounds, logic, ranges, show
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.output_types import Output
from stardb.scorers.base.outputs import bind_outputs
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import UNKNOWN, Branches, Scored
from stardb.scorers.kit.case_outputs import FOUND, CasesCore, refuse_above_full
from stardb.scorers.kit.choice_words import read_as_words, refuse_missing_words, refuse_unknown_words


class Choices(Clause):
    """按选项给值，如 `choices: {优秀: 2, 合格: 1, 不合格: 0}`。每个可填的选项都要写到，或用 otherwise 写明其余。

    是否栏和条件写 是、否，如 `choices: {是: 5, 否: 0}`。也可按数、金额、百分比或时长逐个给值，如 `from: 缴费档次, choices: {100元: 30元, 200元: 40元}`；两档之间的数不折算，待定。
    按文字栏的（如 `from: 乡镇, choices: {东镇: 3, 西镇: 2}`），没有写到的待定，或按 otherwise。
    """

    keyword: ClassVar[str] = "choices"
    title: ClassVar[str] = "按选项"

    choices: dict[str, Output] = Field(min_length=1, description="各选项及其得数")
    from_: str | None = Field(None, alias="from", description="按哪一栏或算式；不写则按同名的栏")
    otherwise: Output | None = Field(None, description="其余选项的得数；原文没有规定的写 待定")

    def core(self, scope: Scope) -> Core:
        source = read_as_words(scope.bind_source(self.from_))
        if source.kind not in (Kind.CHOICE, Kind.TEXT) and not source.kind.numeric:
            message = f"choices 要用于选项、是否、文字或数，这里是{source.kind.value}"
            raise scope.refuse("R305", message, ("choices",), key=True, found=source.kind.value)
        words = tuple(self.choices)
        numbers: tuple[Fraction | None, ...] = ()
        if source.kind is Kind.CHOICE:
            refuse_unknown_words(words, source, ("choices",), scope)
            if self.otherwise is None:
                refuse_missing_words(words, source, ("choices",), "得数", scope)
        elif source.kind is not Kind.TEXT:
            numbers = self._numbers(source, scope)
        rest = [] if self.otherwise is None else [self.otherwise]
        given = [*self.choices.values(), *rest]
        paths = [*(("choices", word) for word in words), ("otherwise",)]
        outputs = bind_outputs(given, paths[: len(given)], scope)
        refuse_above_full(self, paths, [*words, "otherwise"], outputs, scope)
        return ChoicesCore(
            source, outputs, words, bool(rest), numbers, _leaves_gaps(source.reach(scope.reaches), numbers)
        )

    def _numbers(self, source: Formula, scope: Scope) -> tuple[Fraction | None, ...]:
        """The number of each case; None of one for a word that may stand in its place."""
        numbers: dict[Fraction, str] = {}
        found: list[Fraction | None] = []
        for word in self.choices:
            if word in source.choices:
                found.append(None)
                continue
            number = scope.read_amount(word, source.kind, ("choices", word), loose=source.loose, key=True)
            if number in numbers:
                message = f"“{numbers[number]}”与“{word}”是同一个数"
                raise scope.refuse("R102", message, ("choices", word), key=True, found=word)
            numbers[number] = word
            found.append(number)
        return tuple(found)


def _leaves_gaps(reach: ValueRange, numbers: tuple[Fraction | None, ...]) -> bool:
    """Whether a number within a reach may be none of `numbers`: not where it counts, and each count is written."""
    if reach.low is None or reach.high is None or not reach.grain:
        return True
    count = (reach.high - reach.low) / reach.grain + 1
    return len([number for number in numbers if number is not None and reach.low <= number <= reach.high]) < count


@dataclass(frozen=True, eq=False)
class ChoicesCore(CasesCore):
    """Bound choices: case k is the k-th word as written; the last case, where given, is `otherwise`.

    gaps: whether the number looked at may be none of `numbers`.
    """

    words: tuple[str, ...]
    otherwise: bool
    numbers: tuple[Fraction | None, ...] = ()
    gaps: bool = True

    @property
    def cases(self) -> tuple[str, ...]:
        return (*self.words, *(["otherwise"] if self.otherwise else []))

    @property
    def edges(self) -> tuple[tuple[Formula, tuple[Fraction | str | bool, ...]], ...]:
        numbers = (word if number is None else number for word, number in zip(self.words, self.numbers, strict=False))
        return ((self.source, tuple(numbers) or self.source.choices or self.words),)

    def open_cases(self, reaches: Reaches) -> tuple[bool, ...]:
        found = self.source.reach(reaches)
        if self.source.kind is Kind.CHOICE:
            held = tuple(found.words is None or word in found.words for word in self.words)
        elif self.source.kind is Kind.TEXT:
            held = (True,) * len(self.words)
        else:
            held = tuple(
                number is None or True in ranges.compare(found, "=", ranges.just(number)).truths
                for number in self.numbers
            )
        return (*held, True) if self.otherwise else held

    def score(self, frame: AppraisalFrame) -> Scored:
        value = self.source.evaluate(frame)
        other = len(self.words) if self.otherwise else UNKNOWN
        branch: Branches
        if value.kind is Kind.CHOICE:
            table = [self.words.index(word) if word in self.words else other for word in value.choices]
            branch = np.array([*table, UNKNOWN])[value.data]
        elif value.kind is Kind.TEXT:
            branch = np.full(frame.size, other)
            for case, word in enumerate(self.words):
                branch[value.data == word] = case
        else:
            branch = np.full(frame.size, other)
            for case in range(len(self.numbers)):
                same = self._is_case(value, case, frame)
                branch[logic.certainly(same)] = case
        treated = value.has_word & (np.full(frame.size, value.rated) | ((branch >= 0) & (branch < len(self.words))))
        branch = np.where(value.known | treated, branch, UNKNOWN)
        facts = {FOUND: (value.known | (value.has_word & value.rated)).astype(np.int64)}
        return self.give(branch, self._find_open(value, frame) & ~value.has_word, frame, facts)

    def _find_open(self, value: Column, frame: AppraisalFrame) -> Mask:
        """Which cases each may still come to: a row a case; and a last row, of those that may come to none."""
        if value.kind is Kind.CHOICE:
            possible = bounds.possible_words(value)
            rows = [possible[np.array(value.choices) == word].any(axis=0) for word in self.words]
            others = possible[[word not in self.words for word in value.choices]].any(axis=0)
            return np.array([*rows, others])
        if value.kind is Kind.TEXT:
            return np.ones((len(self.words) + 1, frame.size), bool)
        same = [self._is_case(value, case, frame) for case in range(len(self.words))]
        return np.array([*(logic.certainly(one) | ~one.known for one in same), np.full(frame.size, self.gaps)])

    def _is_case(self, value: Column, case: int, frame: AppraisalFrame) -> Column:
        """Whether each is the number of a case, or has its word."""
        number = self.numbers[case]
        if number is None:
            return logic.one_of(value, (self.words[case],))
        return logic.compare(value, "=", Column.constant(value.kind, number, frame.size))

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases = Phrases(columns, i)
        if scored.branch[i] == UNKNOWN:
            if agreement := self.describe_agreement(scored, i):
                return f"{phrases.show_range(self.source)}，{agreement}"
            found = scored.facts[FOUND][i]
            return f"{phrases.show(self.source)}，没有写到，待定" if found else phrases.say_missing(self.source)
        return f"{self._read(phrases, int(scored.branch[i]))}{self.describe_output(scored, phrases)}"

    def _read(self, phrases: Phrases, case: int) -> str:
        """What the case was chosen by: a value; of a condition, whether it holds."""
        if self.source.structure[:1] in ((), ("if",)) or case >= len(self.words):
            return phrases.show_range(self.source)
        held = "成立" if self.words[case] == "是" else "不成立"
        return f"“{phrases.spell(self.source)}”{held}"

    def best_first(self, beside: Collection[str] = ()) -> tuple[str, ...]:
        """The words given, the greatest number's first, that of `otherwise` last; of words that choose, as these stand one above another."""
        if self.source.kind in (Kind.CHOICE, Kind.TEXT):
            order = self.source.order
            heights = [Fraction(-order.index(word)) if word in order else None for word in self.words]
            return self.words_by_height([*heights, *([None] if self.otherwise else [])], beside)
        return self.words_by_height(self.numbers, beside)

    def suggest(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        """The choice that brings most."""
        now = scored.core.at(i) if scored.core else None
        worth = [
            (f.value, word) for word, f in zip(self.words, self.outputs.formulas, strict=False) if f.value is not None
        ]
        if not isinstance(now, Fraction) or not worth or max(worth)[0] <= now:
            return ""
        return f"{Phrases(columns, i).show(self.source)}，如为{max(worth)[1]}，可多得{show(self.kind, max(worth)[0] - now)}{scored.column.unit}"
