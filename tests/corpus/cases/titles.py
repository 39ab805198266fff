"""Which column is which: near titles, last year's, confirmed ones, and several scores side by side."""

from corpus.building import HEADER, READ, sheet
from corpus.case import Case, Fault
from corpus.cases.headers import DATA, SCORED, under

from stardb.intake import NOT_A_COLUMN, ReadingOptions


def without(column: str) -> dict[str, dict[str, str | None]]:
    """What is read where one column cannot be known."""
    return {subject: {**row, column: None} for subject, row in READ.items()}


CASES = [
    Case(
        "相近的栏名",
        "相近的栏名只提示",
        sheet(under([*HEADER[:4], "合格比率", "换届"])),
        without("合格率"),
        faults=[Fault("D114", "E1", "合格比率")],
    ),
    Case(
        "写错一个字的栏名",
        "相近的栏名只提示",
        sheet(under([*HEADER[:3], "收人", *HEADER[4:]])),
        without("收入"),
        faults=[Fault("D114", "D1", "收人")],
    ),
    Case(
        "必有的栏写错了",
        "相近的栏名只提示",
        sheet(under(["乡镇", "村民", *HEADER[2:]])),
        roster=list(READ),
        faults=[Fault("D113", "B1", "村民"), Fault("D147")],
    ),
    Case(
        "上年的收入不是今年的",
        "相近的栏名只提示",
        sheet(under([*HEADER[:3], "上年收入", *HEADER[4:]])),
        without("收入"),
        faults=[Fault("D114", "D1", "上年收入")],
    ),
    Case(
        "本年与上年并列",
        "相近的栏名只提示",
        sheet(
            [
                ["乡镇", "村", "党员", "收入（万元）", None, "合格率", "换届"],
                [None, None, None, "上年", "本年", None, None],
                *([*row[:3], 99, *row[3:]] for row in DATA),
            ],
            merges=["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2", "G1:G2"],
        ),
        READ,
    ),
    Case(
        "本年度与上年度写成年份",
        "相近的栏名只提示",
        sheet(
            [
                ["乡镇", "村", "党员", "2021年", "2022年", "合格率", "换届"],
                [None, None, None, "收入", "收入", None, None],
                *([*row[:3], 99, *row[3:]] for row in DATA),
            ],
            merges=["A1:A2", "B1:B2", "C1:C2", "F1:F2", "G1:G2"],
        ),
        READ,
    ),
    Case(
        "确认过的栏名照认",
        "确认过的栏名",
        sheet(under([*HEADER[:4], "合格比率", "换届"])),
        READ,
        options=ReadingOptions(titles={"检查表": {"合格比率": "合格率"}}),
    ),
    Case(
        "确认过的两层栏名",
        "确认过的栏名",
        sheet(
            under(["乡镇", "村", "党员", "全年", "合格率", "换届"], [None, None, None, "总收", None, None]),
            merges=["A1:A2", "B1:B2", "C1:C2", "E1:E2", "F1:F2"],
        ),
        READ,
        options=ReadingOptions(titles={"检查表": {"全年/总收": "收入"}}),
    ),
    Case(
        "同一栏出现两次",
        "确认过的栏名",
        sheet([[*HEADER, "党员人数"], *([*row, 99] for row in DATA)]),
        without("党员"),
        faults=[Fault("D115", "", "G1")],
    ),
    Case(
        "确认过其中一栏不是",
        "确认过的栏名",
        sheet([[*HEADER, "党员人数"], *([*row, 99] for row in DATA)]),
        READ,
        options=ReadingOptions(titles={"检查表": {"党员人数": NOT_A_COLUMN}}),
    ),
    Case(
        "自评分旁边是考核分",
        "自评分与考核分",
        sheet(
            [
                ["乡镇", "村", "党员", "三会一课（10分）", None],
                [None, None, None, "自评分", "考核分"],
                ["东村镇", "李家村", 35, 10, 8],
                ["东村镇", "王家村", 28, None, 7.5],
            ],
            merges=["A1:A2", "B1:B2", "C1:C2", "D1:E1"],
        ),
        {"东村镇/李家村": {"三会一课": "8"}, "东村镇/王家村": {"三会一课": "7.5"}},
        tables=SCORED,
    ),
    Case(
        "镇评分与县评分分不清",
        "自评分与考核分",
        sheet(
            [
                ["乡镇", "村", "党员", "三会一课（10分）", None],
                [None, None, None, "镇考核分", "县考核分"],
                ["东村镇", "李家村", 35, 10, 8],
            ],
            merges=["A1:A2", "B1:B2", "C1:C2", "D1:E1"],
        ),
        {"东村镇/李家村": {"党员": "35", "三会一课": None}},
        faults=[Fault("D115/D161")],
        tables=SCORED,
    ),
]
