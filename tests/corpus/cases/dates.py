"""Days, months, years, terms and ID numbers."""

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl.utils.datetime as excel
from corpus.building import workbook
from corpus.case import Case, Fault
from corpus.cases.columns import column, like
from corpus.scheme import checked

DAY = {"type": "date"}
NO_DATE = Fault("D122")
ID = {"type": "citizen_id"}


def from_1904(folder: Path) -> None:
    """A workbook of the old Macintosh: 43268 days after 1904 began is 2022-06-18."""
    book = workbook(
        {"表": [["乡镇", "村", "值"], ["东村镇", "李家村", 43268], ["东村镇", "王家村", dt.date(2022, 6, 18)]]}
    )
    book.epoch = excel.MAC_EPOCH
    book.worksheets[0]["C3"].number_format = "yyyy-mm-dd"
    book.save(folder / "检查.xlsx")


def of_days(**read: Any) -> dict[str, Any]:
    """What is read of `from_1904`."""
    return {"values": {"东村镇/李家村": {"值": "2022-06-18"}, "东村镇/王家村": {"值": "2022-06-18"}}, **read}


CASES: list[Case] = [
    column(
        "一个日子的许多写法",
        "日期的写法",
        DAY,
        like(
            "2022年6月18日",
            "2022.6.18",
            "2022.06.18",
            "2022-06-18",
            "2022/6/18",
            "20220618",
            20220618,
            dt.date(2022, 6, 18),
            dt.datetime(2022, 6, 18, 9, 30),
            "2022-06-18 00:00:00",
            "２０２２年６月１８日",
            "2022 年 6 月 18 日",
            "二〇二二年六月十八日",
            "2022.06.18.",
            told="2022-06-18",
        ),
    ),
    column(
        "只写到月",
        "日期的写法",
        DAY,
        like("2022年6月", "2022.6", "2022.06", "2022-06", "2022/6", 2022.6, 202206, told="2022-06-01"),
    ),
    column(
        "止日只写到月",
        "日期的写法",
        {"type": "date", "end": True},
        [("2022年6月", "2022-06-30"), ("2020.2", "2020-02-29"), ("2022-06-18", "2022-06-18")],
    ),
    column(
        "存成数的2022.10",
        "日期的写法",
        DAY,
        [("2022.10", "2022-10-01"), (2022.1, Fault("D128"))],
    ),
    column(
        "至今",
        "日期的写法",
        {"type": "date", "blank": "至今"},
        like("至今", "现在", "", None, "/", "至 今", told="至今"),
    ),
    column(
        "印好而没有填的日期", "日期的写法", DAY, like("年 月 日", "　　年　　月　　日", "    年  月  日", told=None)
    ),
    column(
        "没有这样的日子",
        "日期的写法",
        DAY,
        like(
            "2022年13月",
            "2022-02-30",
            "2022年",
            "6月18日",
            "去年",
            "22.6.18",
            "2022.6.18至今",
            "18/6/2022",
            "2022年6月前",
            told=Fault("D122/D133"),
        ),
    ),
    column("序列号", "日期序列号的两种起点", DAY, [(44730, "2022-06-18"), (44562, "2022-01-01")]),
    Case("从1904年数起的工作簿", "日期序列号的两种起点", from_1904, tables=checked(值=DAY), **of_days()),
    Case("从1904年数起的旧格式", "日期序列号的两种起点", from_1904, tables=checked(值=DAY), office="xls", **of_days()),
    column(
        "年度",
        "年、月、届",
        {"type": "year"},
        [
            *like(2021, "2021", "2021年", "2021年度", "２０２１年", dt.date(2021, 3, 1), "二〇二一年", told="2021"),
            (21, Fault("D122")),
            ("今年", Fault("D122")),
            (2021.5, Fault("D122")),
        ],
    ),
    column(
        "年月长短",
        "年、月、届",
        {"type": "duration"},
        [
            ("3年6个月", "3年6个月"),
            ("18个月", "1年6个月"),
            ("三年", "3年"),
            ("3年", "3年"),
            (3, Fault("D122")),
            ("3年多", Fault("D122/D133")),
        ],
    ),
    column(
        "届",
        "年、月、届",
        {"type": "number", "unit": "届"},
        [(11, "11"), ("11届", "11"), ("第十一届", "11"), ("十一届", "11"), ("第3届", "3"), ("上届", Fault("D122"))],
    ),
    column(
        "身份证号",
        "身份证号",
        ID,
        [
            ("14119919491204002X", "14119919491204002X"),
            ("14119919800101001x", Fault("D130")),
            ("141199198001010012", "141199198001010012"),
            ("141199 19491204 002x", "14119919491204002X"),
            ("１４１１９９１９４９１２０４００２Ｘ", "14119919491204002X"),
            ("'14119919491204002X", "14119919491204002X"),
        ],
    ),
    column(
        "不对的身份证号",
        "身份证号",
        ID,
        [
            ("141199194912040021", Fault("D130")),
            ("14119919491204002", Fault("D130")),
            ("141199491204002", Fault("D130")),
            ("14119919491304002X", Fault("D130")),
            ("1.41199E+17", Fault("D129")),
            (141199194912040021, Fault("D129")),
            ("没有", Fault("D130/D122")),
        ],
        secrets=("19491204", "19491304", "491204002"),
    ),
]
