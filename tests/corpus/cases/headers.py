"""Where the header stands and how it is written."""

from corpus.building import HEADER, LI, READ, ROWS, WANG, ZHAO, Rows, sheet, sheets
from corpus.case import Case, Fault
from corpus.scheme import checked

LI_READ, WANG_READ, ZHAO_READ = READ.values()
DATA = [LI, WANG, ZHAO]
SCORED = checked("党员", "三会一课")


def under(*header: list[str | None]) -> Rows:
    """The usual data under another header."""
    return [*header, *DATA]


def by_township(header: list[str]) -> dict[str, Rows]:
    """A sheet a township, which stands above the table."""
    east = [["村级检查表"], ["乡镇：东村镇　　填报时间：2022年12月5日"], header, LI[1:], WANG[1:]]
    return {"东村镇": east, "西村镇": [["村级检查表"], ["乡镇（盖章）：西 村 镇"], header, ZHAO[1:]]}


CASES = [
    Case(
        "标题、附件号与单位在上面",
        "表头不在第一行",
        sheet(
            [
                ["附件3"],
                ["2022年度村级综合目标管理考核计分表"],
                [],
                ["填报单位：县委组织部", None, None, "单位：万元"],
                [],
                *ROWS,
            ],
            merges=["A2:F2"],
        ),
        READ,
    ),
    Case(
        "表从C8起",
        "表头不在第一行",
        sheet([[], [], ["检查表"], [], [], [], [], *([None, None, *row] for row in ROWS)]),
        READ,
    ),
    Case(
        "表头在第25行",
        "表头不在第一行",
        sheet([["填表说明"], *([f"{i}．请如实填写。"] for i in range(1, 24)), *ROWS]),
        READ,
    ),
    Case("一层表头", "表头一至三层", sheet(), READ),
    Case(
        "两层表头",
        "表头一至三层",
        sheet(
            under(
                ["乡镇", "村", "组织建设", None, "其他", None],
                [None, None, "党员", "收入（万元）", "合格率", "换届"],
            ),
            merges=["A1:A2", "B1:B2", "C1:D1", "E1:F1"],
        ),
        READ,
    ),
    Case(
        "三层表头",
        "表头一至三层",
        sheet(
            under(
                ["乡镇", "村", "检查内容", None, None, None],
                [None, None, "组织建设（30分）", None, None, "选举"],
                [None, None, "党员（人）", "收入（万元）", "合格率", "换届"],
            ),
            merges=["A1:A3", "B1:B3", "C1:F1", "C2:E2"],
        ),
        READ,
    ),
    Case(
        "没有合并的两层表头",
        "表头一至三层",
        sheet(
            under(
                ["乡镇", "村", "组织建设", None, "其他", None],
                [None, None, "党员", "收入（万元）", "合格率", "换届"],
            )
        ),
        READ,
    ),
    Case(
        "标题横着合并",
        "表头合并",
        sheet([[*row[:3], None, *row[3:]] for row in ROWS], merges=["C1:D1", "C2:D2", "C3:D3", "C4:D4"]),
        READ,
    ),
    Case(
        "整行的大标题合并到表宽",
        "表头合并",
        sheet([["村 级 检 查 表", *[None] * 5], *ROWS], merges=["A1:F1"]),
        READ,
    ),
    Case(
        "单位与满分写在表头里",
        "表头里的单位与满分",
        sheet([["乡镇", "村", "党员(人)", "村集体收入(元)", "合格率(%)", "换届"], [*LI[:3], 125000, 85, "√"]]),
        {"东村镇/李家村": LI_READ},
    ),
    Case(
        "满分写在表头里",
        "表头里的单位与满分",
        sheet([["乡镇", "村", "党员", "三会一课（10分）"], ["东村镇", "李家村", 35, 8.5]]),
        {"东村镇/李家村": {"党员": "35", "三会一课": "8.5"}},
        tables=SCORED,
    ),
    Case(
        "单位自成一行",
        "表头里的单位与满分",
        sheet([HEADER, [None, None, "人", "元", "%", None], [*LI[:3], 125000, 85, "√"]]),
        {"东村镇/李家村": LI_READ},
    ),
    Case(
        "单位写在表上面",
        "表头里的单位与满分",
        sheet([["检查表"], [None, None, None, None, "单位：元"], HEADER, [*LI[:3], 125000, *LI[4:]]]),
        {"东村镇/李家村": LI_READ},
    ),
    Case(
        "表上面的单位与表头的单位不同",
        "表头里的单位与满分",
        sheet([["单位：万元"], ["乡镇", "村", "党员", "收入（元）", "合格率", "换届"], [*LI[:3], 125000, *LI[4:]]]),
        {"东村镇/李家村": LI_READ},
    ),
    Case(
        "单位写在上一层",
        "表头里的单位与满分",
        sheet(
            [
                ["乡镇", "村", "党员", "经济指标（元）", None, "换届"],
                [None, None, None, "收入", "合格率", None],
                [*LI[:3], 125000, *LI[4:]],
            ],
            merges=["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"],
        ),
        {"东村镇/李家村": LI_READ},
    ),
    Case(
        "表头里的星号与编号",
        "表头里的换行与空格",
        sheet(under(["*乡镇", "*村", "1．党员", "2、收入", "（3）合格率", "④换届"])),
        READ,
    ),
    Case(
        "表头里的填法",
        "表头里的单位与满分",
        sheet(under(["乡镇（必填）", "村（必填）", "党员", "收入", "合格率", "换届（是/否）"])),
        READ,
    ),
    Case(
        "表头的单位不是这一栏的",
        "表头里的单位与满分",
        sheet(under(["乡镇", "村", "党员（万元）", "收入", "合格率", "换届"])),
        faults=[Fault("D116", "C1")],
        roster=list(READ),
    ),
    Case(
        "全角半角的标点混用",
        "表头里的换行与空格",
        sheet(under(["乡镇", "村", "党员（人)", "收入(万元）", "合格率：", "换届"])),
        READ,
    ),
    Case(
        "表头竖着写",
        "表头里的换行与空格",
        sheet(under(["乡\n镇", "村", "党\n员\n数", "村集体\n收入\n(万元)", "合 格 率", "换　届"])),
        READ,
    ),
    Case(
        "栏的先后颠倒",
        "栏的先后随意",
        sheet([["序号", *row[::-1], "备注"] if i == 0 else [i, *row[::-1], ""] for i, row in enumerate(ROWS)]),
        READ,
    ),
    Case(
        "用别名",
        "栏的别名",
        sheet(under(["乡镇名称", "行政村", "党员人数", "村集体经济收入", "合格率", "是否按期换届"])),
        READ,
    ),
    Case("乡镇写在表上面", "表头的标签行", sheets(by_township(HEADER[1:])), READ),
    Case(
        "标签没有填",
        "表头的标签行",
        sheet([["乡镇：　　　　考核日期：2022年　月　日"], *(row[1:] for row in ROWS)]),
        roster=list(READ),
        faults=[Fault("D113", "", "乡镇")],
    ),
]
