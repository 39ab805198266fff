"""`sum_of`: a subject's many rows added up (合计), P02, P21."""

from typing import ClassVar, Literal

from pydantic import Field

from stardb.scorers.clauses.rows.again import Again
from stardb.scorers.clauses.rows.row_clause import WorthClause
from stardb.yamlfile import Number


class SumOf(WorthClause):
    """多行相加，如 `sum_of: 加分事项, each: {from: 级别, choices: {县级: 1, 市级: 2}}`。没有行的按 otherwise（不写为 0）。

    次序：先看 where 哪些行算，再按 one_per 去掉同一事由的，看 expect 行数够不够，再按 again 加倍，再按 best 取最高的几行，最后相加。
    """

    keyword: ClassVar[str] = "sum_of"
    title: ClassVar[str] = "合计"
    way = "sum"

    sum_of: str = Field(description="哪张多行表")
    keep: Literal["best", "worst"] | None = Field(
        None, description="one_per 短写时，同一事由取最高的 best（不写即此）、最低的 worst（扣得最重）"
    )
    again: Again | None = Field(None, description="重复发生的加倍，如 `{same: 情形, times: 2, by: 日期, within: 1年}`")
    best: Number | None = Field(None, description="只取最高的几行相加，如 3；不够几行的全取")
