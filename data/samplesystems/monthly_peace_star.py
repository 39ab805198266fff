"""寺庄乡“平安之星” of 2023: the 24 branches of the township, a workbook a month, the roster of the year.

`YEAR` says of each branch what every month comes to, written down first; the figures of the workbooks follow from it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from random import Random

from samplesystems.paper import Book, Cell, Sheet

TOWN = "寺庄乡"
YEAR: Mapping[str, str] = {
    "东街村": "星星星星星星星星星星星星",
    "西街村": "星星星星访星星星星星星星",
    "南关村": "星访星星星星星案星星星星",
    "北关村": "星星席星星星星星星报星访",
    "前寺庄村": "星星判星星判星星判星星判",
    "后寺庄村": "星星星星星星星缺星星星星",
    "小王庄村": "访访案星席星故报星访案星",
    "大王庄村": "星星星星星星星星星星星访",
    "李家村": "星星星星星大星星星星星星",
    "张家村": "访星星星访星星星访星星星",
    "刘家村": "星星星故星星星星星星星星",
    "赵家村": "席席席席席席席席席席席席",
    "孙家村": "星星星星星星星星星星星？",
    "周家村": "星星报星星星星星报星星星",
    "吴家村": "访访星星星星星星星星访访",
    "郑家村": "星案星星星星案星星星星星",
    "冯家村": "星星星星星星星星访访访星",
    "陈家村": "星星星星星席星星星星星星",
    "楚家村": "星星星星星星星星星星星星",
    "魏家村": "访报席案故访报席案故访报",
    "蒋家村": "星星星星星星访星星星星星",
    "沈家村": "星星星星访访星星星星星星",
    "韩家村": "星星判星星星星星星星星星",
    "杨家村": "星星星星星星星星星席席席",
}
"""Branch -> twelve months: 星 the star; 访 a petition, 故 an accident, 案 a case, 席 three meetings where four are wanted, 报 no
monthly report, 判 no quarterly meeting, 大 an accident so grave that the year cannot be 先进; 缺 no row, ？ a figure nobody can read."""

HEADERS = [
    "乡",
    "村名",
    "月份",
    "信访件数",
    "安全事故",
    "发案数",
    "周联席次数",
    "月汇报",
    "季度研判",
    "较大事故或命案",
    "备注",
]
_QUARTER_ENDS = (3, 6, 9, 12)


def books() -> Iterator[Book]:
    """The roster, and a workbook a month."""
    roster = Sheet(
        "支部名册", "寺庄乡党支部名册", ["序号", "乡镇", "村", "党支部"],
        [[n, TOWN, village, f"{village}党支部"] for n, village in enumerate(YEAR, 1)],
        label="填报单位：寺庄乡党建办",
    )  # fmt: skip
    yield Book("2023/寺庄乡 支部名册.xlsx", date(2023, 1, 5), [roster])
    for month in range(1, 13):
        day = date(2023 + month // 12, month % 12 + 1, 3)
        rows = [_row(village, month, plan[month - 1]) for village, plan in YEAR.items() if plan[month - 1] != "缺"]
        label = f"填报单位：寺庄乡综治中心                    填报日期：{day.year}年{day.month}月{day.day}日"
        foot = ["审核人：                  填表人："]
        sheet = Sheet(f"{month}月", f"寺庄乡平安月报表（2023年{month}月）", HEADERS, rows, label, foot)
        yield Book(f"2023-{month:02}/寺庄乡 {month}月 平安月报表.xlsx", day, [sheet])


def _row(village: str, month: int, plan: str) -> list[Cell]:
    """What a branch reports for a month, so that it comes to what is planned."""
    rng = Random(f"peace/{village}/{month}")
    held = month in _QUARTER_ENDS and plan != "判"
    petitions: Cell = 1 + int(2 * rng.random()) if plan == "访" else 0
    return [
        TOWN,
        village,
        f"{month}月" if month % 2 else month,
        "有" if plan == "？" else petitions,
        1 if plan in ("故", "大") else 0,
        1 if plan == "案" else 0,
        3 if plan == "席" else 4 + int(2 * rng.random()),
        "否" if plan == "报" else "√" if month > 6 else "是",
        ("是" if held else "否") if month in _QUARTER_ENDS else None,
        "是" if plan == "大" else None,
        "事故已处理" if plan == "大" else None,
    ]
