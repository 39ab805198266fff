"""`share_of`: of a subject's many rows, the share that meet a condition (占比), P16: 优秀党员占三成."""

from collections.abc import Mapping
from typing import ClassVar

import numpy as np
from pydantic import Field

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches
from stardb.quantity import Column, Kind, ValueRange, ranges
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.rule import Rule
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import UNKNOWN, Scored
from stardb.scorers.clauses.rows.row_clause import RowClause
from stardb.scorers.kit.rows.row_scope import refuse_no_column
from stardb.yamlfile import Word


class ShareOf(RowClause):
    """多行中符合条件的占百分之几，如 `share_of: 党员结果, where: 等次 = 优秀, among: 参评 = 是, round: 0.1%`。

    只看 among 的行（不写则各行都看）；一行也没有的待定，或按 otherwise。有一行不能判定的待定。
    """

    keyword: ClassVar[str] = "share_of"
    title: ClassVar[str] = "多行占比"
    way = "share"
    chooses = "among"

    share_of: str = Field(description="哪张多行表")
    where: Word = Field(description="占比的是哪些行：符合这个条件的")
    among: Word | None = Field(None, description="在哪些行当中：符合这个条件的；不写则各行")

    def _worth(self, table: str, rows: Scope) -> Rule:
        test = rows.bind_formula(self.where, ("where",), Kind.BOOL)
        refuse_no_column(test.names, ("where",), table, rows)
        return Rule(MeetsCore(test))


@dataclass(frozen=True, eq=False)
class MeetsCore(Core):
    """Bound: 100% for a row that meets a condition, else 0; branch 1 where it does."""

    test: Formula

    @property
    def kind(self) -> Kind:
        return Kind.PERCENT

    @property
    def inputs(self) -> tuple[str, ...]:
        return self.test.names

    @property
    def cases(self) -> tuple[str, ...]:
        return ("不成立", "成立")

    def reach(self, reaches: Reaches) -> ValueRange:
        return ranges.how_many(self.test.reach(reaches))

    def open_cases(self, reaches: Reaches) -> tuple[bool, ...]:
        truths = self.test.reach(reaches).truths
        return (False in truths, True in truths)

    def score(self, frame: AppraisalFrame) -> Scored:
        met = self.test.evaluate(frame)
        data = met.data.astype(np.int64)
        return Scored(Column(Kind.PERCENT, data, met.known), np.where(met.known, data, UNKNOWN))

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases = Phrases(columns, i)
        if not scored.column.known[i]:
            return phrases.say_missing(self.test)
        return f"“{self.test.spell(phrases.name_and_value)}”{'成立' if scored.column.data[i] else '不成立'}"
