"""`first_of`: the value of a subject's earliest row (最早一行), P42."""

from typing import ClassVar

from pydantic import Field

from stardb.scorers.clauses.rows.row_clause import WorthClause
from stardb.yamlfile import Word


class FirstOf(WorthClause):
    """最早一行的值，如 `first_of: 任职经历, by: 起, from: 起`；写法同 last_of。"""

    keyword: ClassVar[str] = "first_of"
    title: ClassVar[str] = "最早一行"
    way = "first"

    first_of: str = Field(description="哪张多行表")
    by: Word = Field(description="按哪一栏排先后，如 日期")
