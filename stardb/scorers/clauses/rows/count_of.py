"""`count_of`: how many rows a subject has (计数)."""

from typing import ClassVar

from pydantic import Field

from stardb.scorers.clauses.rows.row_clause import RowClause


class CountOf(RowClause):
    """数有几行，如 `count_of: 表彰, where: 级别 在 (省级, 国家级)`；`one_per: 事由` 的，同一事由只数一次。"""

    keyword: ClassVar[str] = "count_of"
    title: ClassVar[str] = "计数"
    way = "count"

    count_of: str = Field(description="哪张多行表")
