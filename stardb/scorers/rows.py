"""`best_of`, `sum_of`, `count_of`: from a subject's many rows to one number (取最高、合计、计数), P02/P41/P42."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from stardb.expressions import Formula
from stardb.expressions.checking import nearest
from stardb.quantity import Column, Kind, arithmetic, logic
from stardb.quantity.arithmetic import over_one_scale
from stardb.quantity.column import Array, Mask, full
from stardb.scorers.base import Clause, Core, Reckoning, RowTrace, Scored
from stardb.scorers.part import Number, Word
from stardb.scorers.scope import Scope

ROLES = ("采用", "低于最高的，不重复计", "条件不符，不计", "未知")
_TAKEN, _LESSER, _OTHER, _UNKNOWN = range(4)

Way = Literal["best", "sum", "count"]


class RowClause(Clause):
    """What the three have in common: which rows, and what each is worth."""

    from_: str | None = Field(None, alias="from", description="每行按哪一栏")
    choices: dict[str, Number] | None = Field(None, description="该栏各选项值多少")
    where: Word | None = Field(None, description="只计符合条件的行")
    otherwise: Number = Field(Fraction(0), description="一行也没有时的得数")

    def bound(self, table: str, way: Way, scope: Scope) -> Core:
        """The core over `table`'s rows."""
        rows = scope.rows(table, self.keyword)
        where = rows.formula(self.where, ("where",), Kind.BOOL) if self.where is not None else None
        source = rows.formula(self.from_, ("from",)) if self.from_ is not None else None
        kind, worth = self._worth(source, way, rows)
        outer = scope.outer(table, where, source)
        return RowsCore(table, way, source, worth, where, kind, self.otherwise, outer)

    def _worth(self, source: Formula | None, way: Way, rows: Scope) -> tuple[Kind, tuple[Fraction, ...] | None]:
        if self.choices is not None and (way == "count" or (source is not None and source.kind is not Kind.CHOICE)):
            why = "只数有几行" if way == "count" else f"每行已是{source.kind.value if source else ''}"
            raise rows.refuse(
                "R305", f"{self.keyword} {why}，用不上 choices", ("choices",), key=True, remedy="删去 choices，或换一栏"
            )
        if way == "count":
            return Kind.NUMBER, None
        if source is None:
            raise rows.refuse("R202", f"{self.keyword} 要写每行按哪一栏", (self.keyword,), key=True, expected="from")
        if source.kind is Kind.CHOICE:
            return Kind.NUMBER, self._choice_worth(source, rows)
        if not source.kind.numeric:
            raise rows.refuse("R305", f"每行要有一个数，这里是{source.kind.value}", ("from",), found=source.kind.value)
        return source.kind, None

    def _choice_worth(self, source: Formula, rows: Scope) -> tuple[Fraction, ...]:
        given = self.choices or {}
        for word in given:
            if word not in source.choices:
                raise rows.refuse(
                    "R301",
                    f"“{word}”不是可填的选项{nearest(word, source.choices)}",
                    ("choices", word),
                    key=True,
                    found=word,
                    expected="、".join(source.choices),
                )
        lacking = [word for word in source.choices if word not in given]
        if lacking:
            path = ("choices",) if self.choices is not None else ("from",)
            raise rows.refuse(
                "R405",
                f"选项“{'、'.join(lacking)}”没有写值多少",
                path,
                key=self.choices is not None,
                expected="、".join(source.choices),
            )
        return tuple(given[word] for word in source.choices)


class BestOf(RowClause):
    """多行中取最高的一行，如 `best_of: 表彰, from: 级别, choices: {县级: 1, 市级: 2}`。没有行的按 otherwise（不写为 0）。"""

    keyword: ClassVar[str] = "best_of"
    title: ClassVar[str] = "取最高"

    best_of: str = Field(description="哪张多行表")

    def core(self, scope: Scope) -> Core:
        return self.bound(self.best_of, "best", scope)


class SumOf(RowClause):
    """多行相加，如 `sum_of: 加分事项, from: 分值`。没有行的按 otherwise（不写为 0）。"""

    keyword: ClassVar[str] = "sum_of"
    title: ClassVar[str] = "合计"

    sum_of: str = Field(description="哪张多行表")

    def core(self, scope: Scope) -> Core:
        return self.bound(self.sum_of, "sum", scope)


class CountOf(RowClause):
    """数有几行，如 `count_of: 表彰, where: 级别 在 (省级, 国家级)`。"""

    keyword: ClassVar[str] = "count_of"
    title: ClassVar[str] = "计数"

    count_of: str = Field(description="哪张多行表")

    def core(self, scope: Scope) -> Core:
        return self.bound(self.count_of, "count", scope)


@dataclass(frozen=True, eq=False)
class RowsCore(Core):
    """Bound: the branch is how many rows counted."""

    table: str
    way: Way
    source: Formula | None
    worth: tuple[Fraction, ...] | None
    where: Formula | None
    kind: Kind
    otherwise: Fraction
    outer: tuple[str, ...]

    @property
    def inputs(self) -> tuple[str, ...]:
        return (f"{self.table}()", *self.outer)

    def score(self, frame: Reckoning) -> Scored:
        rows, owner = frame.of_rows(self.table, self.outer), frame.owners[self.table]
        value = self._values(rows.size, self.source.evaluate(rows) if self.source else None)
        test = self.where.evaluate(rows) if self.where else None
        counts, out = np.ones(rows.size, bool), np.zeros(rows.size, bool)
        if test is not None:
            counts, out = logic.certainly(test), test.known & ~test.data
        unsure = ~out & (~counts | ~value.known)
        counts &= value.known
        number = np.bincount(owner[counts], minlength=frame.size)
        result, role = self._gathered(value, counts, owner, number, frame.size)
        role[out], role[unsure] = _OTHER, _UNKNOWN
        known = (np.bincount(owner[unsure], minlength=frame.size) == 0) & frame.sent(self.table)
        trace = RowTrace(self.table, role, ROLES)
        return Scored(result.masked(known), np.where(known, number, -1), (trace,))

    def _values(self, size: int, column: Column | None) -> Column:
        if column is None:
            return Column.constant(Kind.NUMBER, 1, size)
        if self.worth is None:
            one = Column.constant(Kind.NUMBER, 1, size).masked(column.known)
            return one if self.way == "count" else over_one_scale(column)
        table = Column.of(Kind.NUMBER, [*self.worth, None])
        return Column(Kind.NUMBER, table.data[column.data], column.known, table.scale)

    def _gathered(self, value: Column, counts: Mask, owner: Array, number: Array, size: int) -> tuple[Column, Array]:
        role = np.where(counts, _TAKEN, _OTHER)
        data, scale = value.data, value.scale
        assert isinstance(scale, int)
        if data.size and max(abs(int(data.max())), abs(int(data.min()))) * data.size >= 2**62:
            data = data.astype(object)
        other = self.otherwise
        gathered = full(0, size).astype(data.dtype)
        if self.way == "best":
            best = full(int(data.min(initial=0)), size).astype(data.dtype)
            np.maximum.at(best, owner[counts], data[counts])
            first = np.full(size, len(data))
            top = counts & (data == best[owner]) if len(data) else counts
            np.minimum.at(first, owner[top], np.nonzero(top)[0])
            role[counts] = np.where(np.nonzero(counts)[0] == first[owner[counts]], _TAKEN, _LESSER)
            gathered = np.where(number > 0, best, 0)
        else:
            np.add.at(gathered, owner[counts], data[counts])
        some = Column(self.kind, gathered, np.ones(size, bool), scale)
        return arithmetic.choose(number > 0, some, Column.constant(self.kind, other, size)), role

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        count = int(scored.branch[i])
        if count < 0:
            return f"{self.table}没有收到，或有未知的行，待定"
        result = scored.told(i)
        if not count:
            return f"{self.table}没有符合条件的行，为{result}"
        verb = {"best": "取最高的一行", "sum": "相加", "count": "计数"}[self.way]
        return f"{self.table}符合条件{count}行，{verb}，为{result}"
