"""`mean_of`: the mean of a subject's many rows (多行平均), P19."""

from typing import ClassVar, Literal

from pydantic import Field

from stardb.scorers.clauses.rows.row_clause import WorthClause
from stardb.yamlfile import Number


class MeanOf(WorthClause):
    """多行的平均，如 `mean_of: 季度考核, from: 得分, expect: 4, round: 0.01`。没有行的待定，或按 otherwise。

    次序：先看 where 哪些行算，再按 one_per 去掉同一事由的，看 expect 行数够不够，再按 drop 去掉最高最低（或按 best 取最高的几行），最后平均。
    """

    keyword: ClassVar[str] = "mean_of"
    title: ClassVar[str] = "多行平均"
    way = "mean"

    mean_of: str = Field(description="哪张多行表")
    keep: Literal["best", "worst"] | None = Field(
        None, description="one_per 短写时，同一事由取最高的 best（不写即此）、最低的 worst"
    )
    drop: Number | None = Field(None, description="去掉几个最高分和几个最低分；去掉后没有剩下的待定")
    best: Number | None = Field(None, description="只取最高的几行来平均，如 3；不够几行的全取；不与 drop 同写")
