"""`chosen`: a mark a rater chooses inside a range (酌情给分), P12 — outside it the mark is undecided, never clipped."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, ClassVar

import numpy as np
from pydantic import BeforeValidator, Field

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches
from stardb.quantity import Column, Kind, ValueRange, logic, show_number
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import UNKNOWN, Branches, Scored
from stardb.scorers.kit.bound_intervals import bind_interval, exactly, lies_in
from stardb.scorers.kit.choice_words import refuse_missing_words, refuse_unknown_words
from stardb.scorers.kit.intervals import Interval
from stardb.yamlfile import Word, YamlPath, number_as_text, show_value


def _ranges(value: object) -> str | dict[str, str]:
    """One range, or one a level."""
    if isinstance(value, dict) and value:
        return {str(word): _range(text) for word, text in value.items()}
    return _range(value)


def _range(value: object) -> str:
    typed = number_as_text(value)
    if not isinstance(typed, str):
        raise ValueError(f"这里写一个范围，如 5至10，写的是“{show_value(value)}”")
    return typed


class ChosenMark(Clause):
    """评分人在规定范围内酌情给的分，如 `from: 乡镇评分, chosen: 5至10`；各档范围不同的，如 `by: 档次, chosen: {一档: 5至10, 二档: 超过10至15}`。

    不在范围内的待定，不替评分人改成上限或下限。只写一个数的，只能给这个数。
    """

    keyword: ClassVar[str] = "chosen"
    title: ClassVar[str] = "酌情给分"

    chosen: Annotated[Word | dict[str, Word], BeforeValidator(_ranges)] = Field(
        description="可给的范围；有 by 的，写各档的范围"
    )
    from_: str | None = Field(None, alias="from", description="按哪一栏或算式；不写则按同名的栏")
    by: Word | None = Field(None, description="范围按哪一个选项栏或取值来定")

    def core(self, scope: Scope) -> Core:
        source = scope.bind_number(self.from_, "chosen")
        level = self._level(scope)
        ranges = self.chosen if isinstance(self.chosen, dict) else {"": self.chosen}
        bounds = []
        for word, text in ranges.items():
            path: YamlPath = ("chosen", word) if level is not None else ("chosen",)
            interval = exactly(bind_interval(text, source, path, scope, key=False))
            self._refuse_beyond_marks(interval, path, scope)
            bounds.append(interval)
        return ChosenCore(source, level, tuple(ranges), tuple(bounds))

    def _level(self, scope: Scope) -> Formula | None:
        if self.by is None:
            if isinstance(self.chosen, dict):
                raise scope.refuse(
                    "R202", "范围分档写的，要写明按哪一栏定档", ("chosen",), key=True, expected="by",
                    remedy="加 by: 栏名；只有一个范围的，写成 chosen: 5至10",
                )  # fmt: skip
            return None
        if not isinstance(self.chosen, dict):
            message = "写了 by 的，要写出各档的范围"
            expected = "{一档: 5至10, 二档: 超过10至15}"
            raise scope.refuse("R203", message, ("chosen",), found=self.chosen, expected=expected)
        level = scope.bind_formula(self.by, ("by",))
        if level.kind is not Kind.CHOICE:
            raise scope.refuse("R305", f"by 要写选项，这里是{level.kind.value}", ("by",), found=level.kind.value)
        refuse_unknown_words(list(self.chosen), level, ("chosen",), scope)
        refuse_missing_words(list(self.chosen), level, ("chosen",), "范围", scope)
        return level

    def _refuse_beyond_marks(self, interval: Interval, path: YamlPath, scope: Scope) -> None:
        if self.points is None or interval.moving:
            return
        low, high = interval.low, interval.high
        if low is None or high is None or low < 0 or high > self.points:
            full = show_number(self.points)
            message = f"“{interval.text}”越出了0与满分{full}之间"
            raise scope.refuse("R406", message, path, found=interval.text, expected=f"0至{full}以内的范围")


@dataclass(frozen=True, eq=False)
class ChosenCore(Core):
    """Bound: case k is the k-th range, where the mark lies in it; the words are the levels the ranges are for."""

    source: Formula
    level: Formula | None
    words: tuple[str, ...]
    bounds: tuple[Interval, ...]

    @property
    def kind(self) -> Kind:
        return self.source.kind

    @property
    def needs_rounding(self) -> bool:
        return self.source.needs_rounding

    @property
    def inputs(self) -> tuple[str, ...]:
        names = (*(self.level.names if self.level is not None else ()), *self.source.names)
        return tuple(dict.fromkeys((*names, *self.limits)))

    @property
    def limits(self) -> tuple[str, ...]:
        """The parameters and values that the ranges begin and end at."""
        return tuple(dict.fromkeys(name for interval in self.bounds for name in interval.names))

    def reach(self, reaches: Reaches) -> ValueRange:
        """As its source, within the widest of the ranges."""
        found = self.source.reach(reaches)
        ends = [(interval.low, interval.high) for interval in self.bounds]
        low = None if any(end is None for end, _ in ends) else min(end for end, _ in ends if end is not None)
        high = None if any(end is None for _, end in ends) else max(end for _, end in ends if end is not None)
        bounds = (
            [end for end in (low, found.low) if end is not None],
            [end for end in (high, found.high) if end is not None],
        )
        return ValueRange(max(bounds[0], default=None), min(bounds[1], default=None), grain=found.grain)

    @property
    def cases(self) -> tuple[str, ...]:
        return self.words

    @property
    def edges(self) -> tuple[tuple[Formula, tuple[Fraction | str | bool, ...]], ...]:
        return ((self.level, self.words),) if self.level is not None else ()

    def score(self, frame: AppraisalFrame) -> Scored:
        value = self.source.evaluate(frame)
        which = self._choose_range(frame)
        branch = np.full(frame.size, UNKNOWN)
        for case, interval in enumerate(self.bounds):
            branch[logic.certainly(lies_in(value, interval, frame)) & (which == case)] = case
        return Scored(value.mask(branch >= 0), branch, facts={"range": which, "known": value.known.astype(np.int64)})

    def _choose_range(self, frame: AppraisalFrame) -> Branches:
        """Which range each subject's mark must lie in; -1 where that is undecided."""
        if self.level is None:
            return np.zeros(frame.size, np.int64)
        level = self.level.evaluate(frame)
        case = np.array(
            [*(self.words.index(word) if word in self.words else UNKNOWN for word in level.choices), UNKNOWN]
        )
        return np.where(level.known, case[level.data], UNKNOWN)

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases, which = Phrases(columns, i), int(scored.facts["range"][i])
        if which == UNKNOWN:
            assert self.level is not None
            return phrases.say_missing(self.level)
        if not scored.facts["known"][i]:
            return phrases.say_missing(self.source)
        level = f"{phrases.show(self.level)}，" if self.level is not None else ""
        text = self.bounds[which].text
        limits = "、".join(phrases.name_and_value(name) for name in self.bounds[which].names)
        text = f"{text}（{limits}）" if limits else text
        if scored.branch[i] == UNKNOWN:
            return f"{level}{phrases.show(self.source)}，不在规定的范围“{text}”之内，待定"
        return f"{level}{phrases.show(self.source)}，在“{text}”之内，得{scored.show_core(i)}"

    def suggest(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        """How far the top of the range is."""
        now, case = scored.core.at(i) if scored.core else None, int(scored.branch[i])
        high = self.bounds[case].high if case != UNKNOWN else None
        if not isinstance(now, Fraction) or high is None or high <= now:
            return ""
        phrases = Phrases(columns, i)
        return f"{phrases.show(self.source)}，最高可给{phrases.show_amount(self.source, high)}，还差{phrases.show_amount(self.source, high - now)}"
