"""“双报到” of 2023: the members who registered with three communities, and what the meeting of each quarter gave.

`MEMBERS` says of each member what the four meetings came to, written down first; the ballots follow from it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from samplesystems.paper import Book, Cell, Sheet
from samplesystems.people import person

BALLOTS = {"甲": (20, 0, 0, 0), "乙": (10, 10, 0, 0), "丙": (0, 20, 0, 0), "丁": (0, 10, 10, 0), "戊": (0, 0, 10, 10)}
"""What a meeting came to -> 好, 较好, 一般, 差 of twenty: 100, 90, 80, 70 and 30 points."""


@dataclass(frozen=True)
class Member:
    """registered: the day at the community. quarters: four of 甲 to 戊; 缺 no row, 半 half of those invited came, 多 one
    ballot more than people."""

    community: str
    registered: date
    quarters: str
    unit: str


_OLD, _NEW = date(2021, 7, 1), date(2023, 3, 20)
MEMBERS = (
    Member("桂园社区", _OLD, "甲甲甲甲", "县财政局"),
    Member("桂园社区", _OLD, "甲甲甲乙", "县财政局"),
    Member("桂园社区", _OLD, "甲甲乙乙", "县水利局"),
    Member("桂园社区", _OLD, "乙乙乙乙", "县水利局"),
    Member("桂园社区", _OLD, "乙乙丙丙", "县第一中学"),
    Member("桂园社区", _OLD, "甲甲甲丁", "县第一中学"),
    Member("桂园社区", _OLD, "丁丁戊戊", "县供电公司"),
    Member("桂园社区", _OLD, "甲乙缺甲", "县供电公司"),
    Member("桂园社区", date(2022, 12, 31), "丙丙丙丙", "县医院"),
    Member("桂园社区", _NEW, "缺甲甲甲", "县医院"),
    Member("滨河社区", _OLD, "甲甲乙乙", "县教育局"),
    Member("滨河社区", _OLD, "乙乙甲甲", "县教育局"),
    Member("滨河社区", _OLD, "丙丙丙乙", "县税务局"),
    Member("滨河社区", _OLD, "乙半乙乙", "县税务局"),
    Member("滨河社区", _OLD, "戊戊戊戊", "县邮政局"),
    Member("滨河社区", _OLD, "丁丁丁丁", "县邮政局"),
    Member("红军路社区", _OLD, "甲甲甲甲", "县人武部"),
    Member("红军路社区", _OLD, "甲乙丙丙", "县人武部"),
    Member("红军路社区", _OLD, "乙乙乙多", "县档案馆"),
    Member("红军路社区", _OLD, "丙乙丙乙", "县档案馆"),
    Member("红军路社区", _OLD, "丁甲甲甲", "县融媒体中心"),
)

_QUARTERS = {
    "桂园社区": ("一季度", "二季度", "三季度", "四季度"),
    "滨河社区": ("第1季度", "第2季度", "第3季度", "第4季度"),
    "红军路社区": ("一季", "二季", "三季", "四季"),
}
"""How each community writes the quarters."""

_TITLE = "“双报到”党员"


def books() -> Iterator[Book]:
    """The roster of the street, and a workbook a community and quarter."""
    people = [(member, person("dual", serial)) for serial, member in enumerate(MEMBERS, 1)]
    roster = [[m.community, who.name, who.id, m.unit, m.registered] for m, who in people]
    yield Book(
        "2023/文华街道 双报到党员名册.xlsx", date(2023, 3, 31),
        [Sheet("双报到党员名册", f"文华街道{_TITLE}名册", ["报到社区", "党员姓名", "身份证号码", "工作单位", "报到日期"], roster)],
    )  # fmt: skip
    for quarter in range(4):
        day = date(2023 + quarter // 3, (3 * quarter + 3) % 12 + 1, 8)
        for community, words in _QUARTERS.items():
            rows = [
                [who.name, who.id, 2023, words[quarter], *_meeting(member.quarters[quarter])]
                for member, who in people
                if member.community == community and member.quarters[quarter] != "缺"
            ]
            headers = ["姓名", "身份证号码", "年度", "季度", "应到人数", "到会人数", "好票", "较好票", "一般票", "差票"]
            label = f"填报单位：{community}党委                    评议日期：{day.year}年{day.month}月{day.day}日"
            sheet = Sheet("季度评议", f"{_TITLE}2023年第{'一二三四'[quarter]}季度评议结果", headers, rows, label)
            yield Book(f"2023Q{quarter + 1}/{community} 季度评议.xlsx", day, [sheet])


def _meeting(came_to: str) -> list[Cell]:
    """应到, 实到, and the ballots."""
    if came_to == "半":
        return [40, 20, 20, 0, 0, 0]
    if came_to == "多":
        return [30, 20, 21, 0, 0, 0]
    return [30, 20, *BALLOTS[came_to]]
