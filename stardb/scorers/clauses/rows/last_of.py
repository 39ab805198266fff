"""`last_of`: the value of a subject's last row (最后一行), P41."""

from typing import ClassVar

from pydantic import Field

from stardb.scorers.clauses.rows.row_clause import WorthClause
from stardb.yamlfile import Word


class LastOf(WorthClause):
    """最后一行的值，如离任时的职务：`last_of: 任职经历, by: 止, from: 职务`。得的可以是数、选项、日期、文字。

    并列最后而值不同的待定；没有行的待定，或按 otherwise。
    """

    keyword: ClassVar[str] = "last_of"
    title: ClassVar[str] = "最后一行"
    way = "last"

    last_of: str = Field(description="哪张多行表")
    by: Word = Field(description="按哪一栏排先后，如 日期")
