"""Which rows are data: groups filled down, totals, notes and signatures."""

from corpus.building import HEADER, LI, READ, ROWS, WANG, ZHAO, sheet, sheets
from corpus.case import Case, Fault
from corpus.scheme import checked

LI_READ, WANG_READ, ZHAO_READ = READ.values()
AWARDS = checked(表彰={"type": "text"}, 级别={"type": "text"}, many=True)

CASES = [
    Case(
        "乡镇竖着合并",
        "合并的分组往下填",
        sheet([HEADER, LI, [None, *WANG[1:]], ZHAO], merges=["A2:A3"]),
        READ,
    ),
    Case(
        "乡镇只写第一行",
        "合并的分组往下填",
        sheet([HEADER, LI, [None, *WANG[1:]], ZHAO]),
        READ,
        faults=[Fault("D154/D156")],
    ),
    Case(
        "表彰一村几行",
        "合并的分组往下填",
        sheet(
            [
                ["乡镇", "村", "表彰", "级别"],
                ["东村镇", "李家村", "先进党支部", "县级"],
                [None, None, "平安村", "市级"],
                [None, "王家村", "文明村", "县级"],
            ],
            merges=["A2:A4", "B2:B3"],
        ),
        rows={
            "东村镇/李家村": [{"表彰": "先进党支部", "级别": "县级"}, {"表彰": "平安村", "级别": "市级"}],
            "东村镇/王家村": [{"表彰": "文明村", "级别": "县级"}],
        },
        tables=AWARDS,
    ),
    Case(
        "村名空着的不往下填",
        "合并的分组往下填",
        sheet([HEADER, LI, ["东村镇", None, *WANG[2:]], ZHAO]),
        {"东村镇/李家村": LI_READ, "西村镇/赵家村": ZHAO_READ},
        faults=[Fault("D149/D121", "B3")],
    ),
    Case(
        "几个村合并的一个数",
        "合并的分组往下填",
        sheet([HEADER, LI, [*WANG[:3], None, *WANG[4:]], ZHAO], merges=["D2:D3"]),
        {"西村镇/赵家村": ZHAO_READ, "东村镇/王家村": {"党员": "28"}, "东村镇/李家村": {"党员": "35"}},
        faults=[Fault("", "", "收入")],
    ),
    Case(
        "村名合并成两行而两行不同",
        "合并的分组往下填",
        sheet([HEADER, LI, ["东村镇", None, 36, *LI[3:]], WANG, ZHAO], merges=["B2:B3"]),
        {**READ, "东村镇/李家村": {**LI_READ, "党员": None}},
        faults=[Fault("D142", "", "党员")],
    ),
    Case(
        "没有写合计二字的合计",
        "合计与小计",
        sheet([*ROWS, [None, None, 83, 15.5]]),
        READ,
        faults=[Fault("D149/D121"), Fault("D149/D121")],
    ),
    Case(
        "合计与小计",
        "合计与小计",
        sheet(
            [
                HEADER,
                LI,
                WANG,
                ["东村镇小计", None, 63, 15.5],
                ZHAO,
                ["小　计", None, 20, 0],
                ["合　计", "3个村", 83, 15.5],
            ]
        ),
        READ,
        left_out={"小计行": 2, "合计行": 1},
    ),
    Case(
        "平均与大写金额",
        "合计与小计",
        sheet([*ROWS, ["合计", None, 83, 15.5], ["平均", None, 27.7, 5.17], ["大写金额：壹拾伍万伍仟元整"]]),
        READ,
    ),
    Case(
        "合计在最上面",
        "合计与小计",
        sheet([HEADER, ["全县合计", None, 83, 15.5], LI, WANG, ZHAO]),
        READ,
        left_out={"合计行": 1},
    ),
    Case(
        "合计之后还有村",
        "合计与小计",
        sheet([HEADER, LI, WANG, ["合计", None, 63, 15.5], ZHAO]),
        {"东村镇/李家村": LI_READ, "东村镇/王家村": WANG_READ, "西村镇/赵家村": dict.fromkeys(HEADER[2:])},
        faults=[Fault("D117", "A5"), Fault("D145/D146")],
    ),
    Case(
        "叫平均的村不是平均行",
        "合计与小计",
        sheet([HEADER, ["东村镇", "平均村", *LI[2:]], ["东村镇", "小计屯村", *WANG[2:]]]),
        {"东村镇/平均村": LI_READ, "东村镇/小计屯村": WANG_READ},
        left_out={},
    ),
    Case(
        "空行夹在中间",
        "注与签字",
        sheet([HEADER, LI, [], WANG, [], [], ZHAO]),
        READ,
        left_out={"空行": 3},
    ),
    Case(
        "注、签字与盖章",
        "注与签字",
        sheet(
            [
                *ROWS,
                [],
                ["注：1．党员人数以年底为准。"],
                ["2．收入不含上级补助。"],
                ["填表人：张某某", None, "审核人：李某某", None, "单位负责人（签字）："],
                ["（盖章）"],
                [None, None, None, None, "2022年12月31日"],
            ]
        ),
        READ,
        left_out={"空行": 1, "签字与说明": 5},
    ),
    Case(
        "打印的页眉页脚夹在数据里",
        "注与签字",
        sheet([["检查表"], HEADER, LI, ["第1页 共2页"], ["检查表"], HEADER, WANG, ZHAO, ["第2页，共2页"]]),
        READ,
    ),
    Case("以下空白", "注与签字", sheet([*ROWS, ["以下空白"], ["（以下无正文）"]]), READ, left_out={"签字与说明": 2}),
    Case(
        "留着没填的空表",
        "注与签字",
        sheets({"检查表": ROWS, "检查表 (2)": [["检查表"], HEADER], "检查表 (3)": [HEADER, [], [], ["填表人："]]}),
        READ,
    ),
    Case(
        "栏次行",
        "注与签字",
        sheet([HEADER, ["甲", "乙", 1, 2, 3, 4], LI, WANG, ZHAO]),
        READ,
        left_out={"栏次行": 1},
    ),
    Case(
        "只有序号的空行",
        "注与签字",
        sheet([["序号", *HEADER], *([i, *row] for i, row in enumerate(ROWS[1:], 1)), [4], [5]]),
        READ,
        left_out={"空行": 2},
    ),
]
