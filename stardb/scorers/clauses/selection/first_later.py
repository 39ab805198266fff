"""`first` / `later`: one formula at the first rating, another in the years or periods after (初次评定、年度动态调整), P31/P44."""

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches, take_kind
from stardb.quantity import Column, Frequency, Kind, ValueRange, arithmetic, logic, ranges
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import UNKNOWN, Scored
from stardb.yamlfile import Word

RATED_BEFORE, RATED_LAST, RATED_EVER, FIRST_IN_TERM = "上年已评定", "上期已评定", "曾评定", "本届首评"
"""The built-in names that tell the first rating (of all, or of a term) from later ones, and from one after a period without."""


class FirstLater(Clause):
    """首次评定按 first，上年已评定过的按 later，如 `first: 各星之和`、`later: 上年(星级) + 本年新增星 - 本年减星`。

    按月、按季等评的，看的是上一期。以前评过而上年没有评的（不参评、不在名册），按 missed；不写则待定。每届任期重新评定的，写 `restart: term`：
    本届（`term_from`）第一次评定按 first，以后各年按 later；上一届的结果不带过来。
    """

    keyword: ClassVar[str] = "first"
    title: ClassVar[str] = "首评与续评"

    first: Word = Field(description="首次评定时的算式")
    later: Word = Field(description="上年已评定的，以后各年的算式")
    missed: Literal["first", "later"] | None = Field(
        None, description="以前评过而上年没有评的：first 重新按首评，later 按续评（算式里用 上次(甲)）；不写则待定"
    )

    restart: Literal["term"] | None = Field(
        None,
        description="term 每届任期（term_from）重新按首评；missed 只看本届里评过而上年没有评的；不写则只有一次首评",
    )

    def core(self, scope: Scope) -> Core:
        first, later = scope.bind_formula(self.first, ("first",)), scope.bind_formula(self.later, ("later",))
        kind = later.kind if first.value == 0 else first.kind
        first, later = take_kind(first, kind), take_kind(later, kind)  # a bare 0 fits either
        if first.kind is not later.kind:
            message = f"首评是{first.kind.value}，续评是{later.kind.value}，不是一类"
            raise scope.refuse("R305", message, ("later",), found=later.kind.value, expected=first.kind.value)
        if self.restart and not scope.has_terms:
            message = "restart: term 按届重新评定，要在文件开头用 term_from 写明各届任期自何日起"
            raise scope.refuse("R202", message, ("restart",), found="restart: term", expected="term_from")
        is_yearly = set(self.every or scope.every) == {Frequency.YEAR}
        core = FirstLaterCore(first, later, self.missed or "", bool(self.restart), is_yearly)
        for name in core.ratings:
            scope.bind_formula(name, ())
        return core


FIRST, LATER, MISSED = range(3)
_YEARLY, _LATER, _AGAIN = "年度动态调整", "动态调整", "中断后再评"
_FIRST_OF_ALL, _FIRST_IN_TERM = "初次评定", "本届首次评定"


@dataclass(frozen=True, eq=False)
class FirstLaterCore(Core):
    """Bound: branch 0 first rating, 1 later, 2 rated before but not in the year before: as `missed` says, or undecided.

    by_term: each term begins anew, so that only ratings within it count as earlier ones. is_yearly: whether it is rated by
    the year alone.
    """

    first: Formula
    later: Formula
    missed: str = ""
    by_term: bool = False
    is_yearly: bool = True

    @property
    def kind(self) -> Kind:
        return self.first.kind

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.first.choices, *self.later.choices)))

    @property
    def needs_rounding(self) -> bool:
        return self.first.needs_rounding or self.later.needs_rounding

    @property
    def cases(self) -> tuple[str, ...]:
        return self._called if self.missed else self._called[:MISSED]

    @property
    def _called(self) -> tuple[str, ...]:
        """What people call each branch."""
        return (_FIRST_IN_TERM if self.by_term else _FIRST_OF_ALL, _YEARLY if self.is_yearly else _LATER, _AGAIN)

    @property
    def ratings(self) -> tuple[str, ...]:
        """The built-in names that tell the branch."""
        return (self._before, FIRST_IN_TERM if self.by_term else RATED_EVER)

    @property
    def _before(self) -> str:
        """The one that tells who was rated just before."""
        return RATED_BEFORE if self.is_yearly else RATED_LAST

    @property
    def inputs(self) -> tuple[str, ...]:
        return (*self.ratings, *self.first.names, *self.later.names)

    def reach(self, reaches: Reaches) -> ValueRange:
        return ranges.join(self.first.reach(reaches), self.later.reach(reaches))

    def score(self, frame: AppraisalFrame) -> Scored:
        before, fresh = frame[self._before], self._find_first(frame)
        first, again = logic.certainly(fresh), logic.certainly(logic.both(before, logic.negation(fresh)))
        missed = logic.certainly(logic.negation(logic.either(before, fresh)))
        branch = np.select([first, again, missed], [FIRST, LATER, MISSED], UNKNOWN)
        later = again | (missed & (self.missed == "later"))
        value = arithmetic.choose(later, self.later.evaluate(frame), self.first.evaluate(frame))
        return Scored(value.mask((branch != UNKNOWN) & ((branch != MISSED) | bool(self.missed))), branch)

    def _find_first(self, frame: AppraisalFrame) -> Column:
        """Whose first rating it is: of the term, or of all."""
        if self.by_term:
            return frame[FIRST_IN_TERM]
        return logic.negation(logic.either(frame[self._before], frame[RATED_EVER]))

    def _formula(self, branch: int) -> Formula:
        """The formula a branch takes."""
        return self.later if branch == LATER or (branch == MISSED and self.missed == "later") else self.first

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        """The names that counted for subject i: those of the formula its branch took."""
        if scored.branch[i] == MISSED and not self.missed:
            return (self._before,)
        return self._formula(int(scored.branch[i])).names

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases, last = Phrases(columns, i), "上年" if self.is_yearly else "上期"
        if scored.branch[i] == UNKNOWN:
            return f"{'本届是否评定过、' if self.by_term else ''}{last}是否评定过不明，待定"
        if scored.branch[i] == MISSED and not self.missed:
            when = "本届评过" if self.by_term else "以前评过"
            return f"{when}、{last}没有评，按首评还是按续评，办法没有写（missed），待定"
        formula, called = self._formula(int(scored.branch[i])), self._called[int(scored.branch[i])]
        if not scored.column.known[i]:
            return f"{called}：{phrases.say_missing(formula)}"
        return f"{called}：{phrases.spell(formula)} = {scored.show_core(i)}"
