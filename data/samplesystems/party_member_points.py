"""岚县 农村党员积分制 of 2023: twenty members of two townships' branches in four classes.

Each member is written with the sum it comes to; the five sheets of its township follow from it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from samplesystems.paper import Book, Cell, Sheet
from samplesystems.people import person

VOLUNTEER, WORK, HONOUR = "志愿服务", "重点工作", "受表彰"


@dataclass(frozen=True)
class Member:
    """What one member is and did.

    daily: 组织生活缺席, 迟到, 义务劳动缺勤, 党费逾期, 履职不到位, 联系群众次数, 向支部汇报次数. ballots: 优秀, 合格, 基本合格, 不合格.
    deeds: day, 项目, 事项, 核定分, 表彰级别, 支部审议. faults: day, 情形, 支部核实.
    """

    town: str
    branch: str
    born: date
    post: str
    health: str
    work: str
    daily: Sequence[int]
    ballots: Sequence[int]
    deeds: Sequence[tuple[Cell, ...]] = ()
    faults: Sequence[tuple[Cell, ...]] = ()
    excused: str | None = None
    punished: str | None = None
    disputed: str | None = None


def _volunteer(month: int, what: str, agreed: str | None = "通过") -> tuple[Cell, ...]:
    return (date(2023, month, 15), VOLUNTEER, what, None, None, agreed)


_FULL, _FULL_AWAY = (0, 0, 0, 0, 0, 4, 0), (0, 0, 0, 0, 0, 0, 4)
_ALL, _FAIR = (20, 0, 0, 0), (0, 20, 0, 0)
_SIX = tuple(_volunteer(month, f"义务植树{month}") for month in (2, 3, 4, 5, 6, 7))
_FLOOD: tuple[Cell, ...] = (date(2023, 7, 30), WORK, "防汛值守", 8, None, "通过")
_ROAD: tuple[Cell, ...] = (date(2023, 9, 2), WORK, "通村路拓宽", 10, None, "同意")
_ADULT = date(1975, 6, 1)

MEMBERS = (
    # 50 + 20 + (12 + 8 + 4) = 94
    Member("东村镇", "东村党支部", _ADULT, "书记", "健康", "在村", _FULL, _ALL, [*_SIX, _FLOOD, (date(2023, 6, 28), HONOUR, "优秀党员", None, "县级", "通过")]),
    # 50 + 20 + 30 of 36 = 100
    Member("东村镇", "东村党支部", _ADULT, "村民代表", "良好", "务农", _FULL, _ALL, [*_SIX, _FLOOD, _ROAD, (date(2023, 6, 28), HONOUR, "劳动模范", None, "省级", "通过")]),
    # (8 + 20 + 10 + 10) + 16 + 0 = 64
    Member("东村镇", "东村党支部", _ADULT, "无", "健康", "在村", (2, 0, 0, 0, 0, 4, 0), _FAIR),
    # (10 + 10 + 30) + 20 + 12 = 82
    Member("东村镇", "东村党支部", _ADULT, "无", "健康", "外出务工", _FULL_AWAY, _ALL, _SIX),
    # D, over 70 and excused: not rated
    Member("东村镇", "东村党支部", date(1945, 3, 2), "无", "健康", "在村", (0,) * 7, _FAIR, excused="是"),
    # D, ill but not excused: 50 + 16 = 66
    Member("东村镇", "东村党支部", _ADULT, "无职务", "慢性病", "在村", (0,) * 7, _FAIR),
    # 94 less 5 = 89
    Member("东村镇", "东村党支部", _ADULT, "委员", "健康", "在村", _FULL, _ALL, [*_SIX, _FLOOD, (date(2023, 6, 28), HONOUR, "优秀党员", None, "县级", "通过")], [(date(2023, 4, 4), "违规", "是")]),
    # 100 and a punishment: no better than 合格
    Member("东村镇", "北村党支部", _ADULT, "村民小组长", "健康", "在村", _FULL, _ALL, [*_SIX, _FLOOD, _ROAD], punished="是"),
    # 50 + 16 + 0 less 40 = 26
    Member("东村镇", "北村党支部", _ADULT, "无", "健康", "在村", _FULL, _FAIR, (), [(date(2023, 5, 20), "违法建筑", "是")]),
    # a deed the branch has not spoken of: to be decided
    Member("东村镇", "北村党支部", _ADULT, "无", "健康", "在村", _FULL, _FAIR, [_volunteer(5, "义务理发", None)]),
    # 50 + 18 + 2 = 70: half excellent, half qualified
    Member("岚城镇", "城关党支部", _ADULT, "无", "健康", "在村", _FULL, (10, 10, 0, 0), [_volunteer(5, "义务理发")]),
    # 50 + 20 + 15 = 85: the very line
    Member("岚城镇", "城关党支部", _ADULT, "副书记", "健康", "在村", _FULL, _ALL, [_ROAD, (date(2023, 11, 2), WORK, "户厕改造", 5, None, "通过")]),
    # 50 + 20 + 14 of one work told twice = 84
    Member("岚城镇", "城关党支部", _ADULT, "委员", "健康", "在村", _FULL, _ALL, [_ROAD, (date(2023, 10, 2), WORK, "通村路拓宽", 10, None, "通过"), _volunteer(3, "清雪"), _volunteer(4, "植树")]),
    # 84 points at best, with an objection nobody has looked into
    Member("岚城镇", "城关党支部", _ADULT, "无", "健康", "在村", _FULL, _ALL, disputed="是"),
    # (5 + 10 + 30) + 8 = 53
    Member("岚城镇", "城关党支部", _ADULT, "无", "健康", "流动", (4, 2, 0, 0, 0, 0, 4), (0, 0, 0, 20)),
    # (0 + 0 + 4 + 2.5) + 12 = 18.5
    Member("岚城镇", "南关党支部", _ADULT, "无", "健康", "在村", (12, 0, 10, 3, 0, 1, 0), (0, 0, 20, 0)),
    # last year's deed does not count: 50 + 20 = 70
    Member("岚城镇", "南关党支部", _ADULT, "无", "健康", "在村", _FULL, _ALL, [(date(2022, 12, 30), WORK, "征地拆迁", 10, None, "通过")]),
    # refused deeds do not count: 50 + 16 = 66
    Member("岚城镇", "南关党支部", _ADULT, "党小组长", "健康", "在村", _FULL, _FAIR, [(date(2023, 3, 8), WORK, "征地拆迁", 10, None, "不同意")]),
    # a cult, and not yet checked: to be decided
    Member("岚城镇", "南关党支部", _ADULT, "无", "健康", "在村", _FULL, _FAIR, (), [(date(2023, 8, 8), "参加邪教", None)]),
    # in office at 71: class A, 50 + 20 = 70
    Member("岚城镇", "南关党支部", date(1952, 1, 1), "委员", "健康", "在村", _FULL, _ALL),
)  # fmt: skip

_DAILY = ["缺席次数", "迟到次数", "义务劳动缺勤", "逾期缴纳党费", "履职不到位", "走访次数", "思想汇报次数"]
_BALLOTS = ["优秀", "合格", "基本合格", "不合格", "公示有异议"]


def books() -> Iterator[Book]:
    """A workbook a township, a sheet a table."""
    people = [(member, person("member", serial)) for serial, member in enumerate(MEMBERS, 1)]
    for town in dict.fromkeys(member.town for member in MEMBERS):
        mine = [(member, who) for member, who in people if member.town == town]
        key = ["姓名", "身份证号码"]
        roster: list[list[Cell]] = [
            [town, m.branch, who.name, who.id, m.born, m.post, m.health, m.work, m.excused, m.punished]
            for m, who in mine
        ]
        label = f"填报单位：{town}党委                    填报日期：2023年12月31日"
        sheets = [
            Sheet("党员名册", "农村党员积分制管理党员名册", ["乡镇名称", "所在支部", *key, "出生年月", "职务", "健康状况", "工作性质", "自愿免评", "党纪处分"], roster, label),
            Sheet("日常登记表", "农村党员日常登记表", [*key, *_DAILY], [[who.name, who.id, *m.daily] for m, who in mine], label),
            Sheet("贡献申报表", "农村党员贡献申报表", [*key, "申报日期", "项目", "事项", "核定分", "表彰级别", "支部审议"], [[who.name, who.id, *deed] for m, who in mine for deed in m.deeds], label),
            Sheet("违规登记表", "农村党员违规登记表", [*key, "日期", "情形", "支部核实"], [[who.name, who.id, *fault] for m, who in mine for fault in m.faults], label),
            Sheet("民主评议表", "农村党员民主评议表", [*key, *_BALLOTS], [[who.name, who.id, *m.ballots, m.disputed] for m, who in mine], label),
        ]  # fmt: skip
        yield Book(f"2023/{town} 农村党员积分.xlsx", date(2023, 12, 31), sheets)
