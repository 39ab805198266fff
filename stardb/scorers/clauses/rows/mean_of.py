"""`mean_of`: the mean of a subject's many rows (多行平均), P19."""

from typing import ClassVar, Literal

from pydantic import Field

from stardb.scorers.clauses.rows.row_clause import WorthClause
from stardb.yamlfile import Names, Number


class MeanOf(WorthClause):
    """多行的平均，如 `mean_of: 季度考核, from: 得分, expect: 4, round: 0.01`。没有行的待定，或按 otherwise。

    次序：先看 where 哪些行算，再按 one_per 去掉同一事由的，看 expect 行数够不够，再按 drop 去掉最高最低，最后平均。
    """

    keyword: ClassVar[str] = "mean_of"
    title: ClassVar[str] = "多行平均"
    way = "mean"

    mean_of: str = Field(description="哪张多行表")
    one_per: Names | None = Field(None, min_length=1, description="同一事由（这些栏都相同）只计一行，取哪行看 keep")
    keep: Literal["best", "worst"] = Field("best", description="同一事由 best 取最高、worst 取最低")
    drop: Number | None = Field(None, description="去掉几个最高分和几个最低分；去掉后没有剩下的待定")
