"""`Decision`: one recorded human change (裁定) to a cell or a result, as people wrote it."""

from datetime import date
from enum import Enum

from stardb.dataclass import dataclass
from stardb.problems import Place


class Matter(Enum):
    """What a decision settles (事项)."""

    CELL = "数据格"
    POINTS = "得分"
    STAR = "星"
    LEVEL = "星级"
    GRADE = "等次"
    ELIGIBLE = "参评"
    ORDER = "并列先后"
    ENTITLEMENT = "待遇"


@dataclass(frozen=True)
class Decision:
    """One row of the table 裁定.

    number: 编号, unique within a period. scheme: which rule file. subject: the key as the roster has it (东村镇/东村). item: 项,
    what of it: 表.栏 of a cell, the name of an indicator, star, level, grade or entitlement. before, after: 原值 and 改为 as
    written; what they are worth depends on what `item` holds. place: the cell of 改为.
    """

    number: str
    scheme: str
    subject: str
    matter: Matter
    item: str
    before: str
    after: str
    reason: str = ""
    authority: str = ""
    document: str = ""
    day: date | None = None
    handler: str = ""
    place: Place = Place()
