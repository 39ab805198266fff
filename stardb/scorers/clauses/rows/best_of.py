"""`best_of`: the row worth most of a subject's many (取最高), P04."""

from typing import ClassVar

from pydantic import Field

from stardb.scorers.clauses.rows.row_clause import WorthClause


class BestOf(WorthClause):
    """多行中取最高的一行，如 `best_of: 表彰, from: 级别, choices: {县级: 1, 市级: 2}`。没有行的按 otherwise（不写为 0）。

    有一行未知的待定；已有一行达到各选项中最高的，不待定。
    """

    keyword: ClassVar[str] = "best_of"
    title: ClassVar[str] = "取最高"
    way = "best"

    best_of: str = Field(description="哪张多行表")
