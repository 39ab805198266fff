"""换届“回头看” of 2023: fourteen villages of two townships; three rounds over five fields, lists of problems, the coloured books.

`VILLAGES` says of each what the rounds found; the sheets follow from it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from samplesystems.paper import Book, Cell, Sheet

FIELDS = ("查班子成员", "查机制见效", "查干部履职", "查作用发挥", "查作风廉洁")
ITEMS, CONTENTS = (6, 6, 6, 6, 6), (14, 14, 14, 14, 15)
"""How many of the 30 elements and 71 contents each field has."""

WORDS = {"好": "好", "较": "较好", "一": "一般", "差": "差", "空": None}


@dataclass(frozen=True)
class Village:
    """own, town, again: the words of the five fields in the three rounds; again is "" for who was not drawn.

    problems: what, 共性 or 个性, measure, day, whether settled. book: the coloured entries: who, colour, day. ways: 走访座谈,
    民主评议, 现场核实, 研判会. fewer: contents not looked into.
    """

    township: str
    name: str
    own: str
    town: str
    again: str = ""
    problems: Sequence[tuple[Cell, ...]] = ()
    book: Sequence[tuple[str, str, date]] = ()
    ways: str = "是是是是"
    fewer: int = 0
    elected: date = date(2021, 3, 20)


_LATE, _SOON = date(2023, 10, 31), date(2024, 3, 31)
VILLAGES = (
    Village("裴城镇", "裴城村", "好好好好好", "好好好好好"),
    Village("裴城镇", "苏侯村", "好好好好好", "好好好好较", "好好好较较", [("村务公开不及时", "共性", "每月10日公开", _LATE, "是")]),
    Village("裴城镇", "坡杨村", "好好较较较", "较较较较较", "", [("集体收入薄弱", "共性问题", "盘活旧校舍", _SOON, "否"), ("班子分工不清", "个性问题", None, _SOON, "否")]),
    Village("裴城镇", "前袁村", "较较较较较", "一一较较较", "", [("三会一课记录不全", "共性", "支部逐月补齐", _LATE, "否")], [("王某某", "蓝", date(2023, 5, 6))]),
    Village("裴城镇", "后袁村", "较较一一一", "一一一一一", "一一一一差", [("财务未按月报账", "个性", "镇里代管", _LATE, "否")], [("李某某", "黑册", date(2023, 8, 9))]),
    Village("裴城镇", "庙刘村", "一一一一一", "一一一一差", "", [("书记长期不在村", "个性", "调整人选", _LATE, "否")]),
    Village("裴城镇", "斗杨村", "好好好好好", "好较好较好", "", (), [("赵某某", "红", date(2023, 7, 1)), ("赵某某", "红册", date(2022, 7, 1))]),
    Village("新店镇", "新店村", "好好好好好", "好好好好好", "好好好好好"),
    Village("新店镇", "吴庄村", "好好好好好", "较较较较较", "", [("党员教育形式单一", "共性", "联片开课", _SOON, "是")]),
    Village("新店镇", "齐罗村", "较较较较较", "较较较较空"),
    Village("新店镇", "小王村", "较较较较较", "较较较较较", ways="是是否是"),
    Village("新店镇", "高楼村", "较较较较较", "较较较较较", fewer=1),
    Village("新店镇", "杨店村", "一较较一一", "一一一一一", elected=date(2022, 11, 8)),
    Village("新店镇", "郭庄村", "差差差差差", "差差差差差", "", [("班子软弱涣散", "个性", "派驻第一书记", _SOON, "否")], [("孙某某", "黑", date(2023, 9, 1))]),
)  # fmt: skip


def books() -> Iterator[Book]:
    """A workbook a township: the roster, the five fields, the list of problems, the coloured books."""
    for township in dict.fromkeys(village.township for village in VILLAGES):
        mine = [village for village in VILLAGES if village.township == township]
        label = f"填报单位：{township}党委                    填报日期：2023年12月20日"
        key = ["乡镇", "村名"]
        roster: list[list[Cell]] = [[township, v.name, v.elected, *v.ways, "是" if v.again else "否"] for v in mine]
        fields = [[township, v.name, *row] for v in mine for row in _fields(v)]
        problems = [[township, v.name, *row] for v in mine for row in v.problems]
        entries: list[list[Cell]] = [[township, v.name, *entry] for v in mine for entry in v.book]
        sheets = [
            Sheet("村（社区）名册", "村（社区）“两委”换届“回头看”名册", [*key, "换届日期", "走访座谈", "民主评议", "现场核实", "研判会", "回诊"], roster, label),
            Sheet("考察表", "“五查”考察表", [*key, "五查", "已查要素", "已查内容", "自诊评价", "问诊评价", "回诊评价"], fields, label),
            Sheet("问题清单", "“一村一策”问题清单", [*key, "问题", "性质", "整改措施", "整改时限", "销号"], problems, label),
            Sheet("三色记录", "三色记录册", [*key, "干部姓名", "颜色", "日期"], entries, label),
        ]  # fmt: skip
        yield Book(f"2023/{township} 换届回头看.xlsx", date(2023, 12, 20), sheets)


def _fields(village: Village) -> Iterator[list[Cell]]:
    for k, field in enumerate(FIELDS):
        looked = CONTENTS[k] - (village.fewer if k == 0 else 0)
        rounds = [WORDS[words[k]] if words else None for words in (village.own, village.town, village.again)]
        yield [field, ITEMS[k], looked, *rounds]
