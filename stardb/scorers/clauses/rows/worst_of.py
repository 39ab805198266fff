"""`worst_of`: the row worth least of a subject's many (取最低)."""

from typing import ClassVar

from pydantic import Field

from stardb.scorers.clauses.rows.row_clause import WorthClause


class WorstOf(WorthClause):
    """多行中取最低的一行，如 `worst_of: 月度考核, from: 得分, expect: 12`；扣分写成负数的，就是扣得最重的一行。"""

    keyword: ClassVar[str] = "worst_of"
    title: ClassVar[str] = "取最低"
    way = "worst"

    worst_of: str = Field(description="哪张多行表")
