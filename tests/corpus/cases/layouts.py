"""Tables that do not lie in rows under one header: several on a sheet, forms, tables on their side."""

from corpus.building import HEADER, LI, READ, ROWS, WANG, ZHAO, Rows, sheet, sheets
from corpus.case import Case, Fault
from corpus.scheme import COLUMNS, PLACE, ROSTER, checked, table

LI_READ, WANG_READ, ZHAO_READ = READ.values()
ROSTER_ROWS = [["乡镇", "村", "名册序号"], *([*row[:2], i] for i, row in enumerate(ROWS[1:], 1))]

SCORES = checked(
    计划生育={"type": "number", "between": ["0", "30"]},
    组织建设={"type": "number", "between": ["0", "20"]},
    安全生产={"type": "number", "between": ["0", "10"]},
)
WITH_AWARDS = {
    "名册": ROSTER,
    "检查表": table(["乡镇", "村"], **PLACE, 党员=COLUMNS["党员"], 收入=COLUMNS["收入"]),
    "表彰": table(["乡镇", "村"], many=True, **PLACE, 表彰名称={"type": "text"}, 表彰级别={"type": "text"}),
}


def form(row: list[object]) -> Rows:
    """One village's form: labels and values side by side."""
    return [
        ["村级检查登记表"],
        ["乡镇", row[0], "村名", row[1]],
        ["党员（人）", row[2], "村集体收入（万元）", row[3]],
        ["合格率", row[4], "是否按期换届", row[5]],
        ["填表人：", "张某某", "审核人：", None],
    ]


def written_form(row: list[object]) -> Rows:
    """One village's form: a label and its value in one cell."""
    return [
        ["村级检查登记表"],
        [f"乡镇：{row[0]}", None, f"村名：{row[1]}"],
        [f"党员：{row[2]}人", None, f"收入：{row[3]}万元"],
        [f"合格率：{row[4]}", None, f"换届:{row[5]}"],
    ]


def stacked_form(row: list[object]) -> Rows:
    """One village's form: each value under its label."""
    return [["登记表"], HEADER[:3], list(row[:3]), [*HEADER[3:]], list(row[3:])]


def scoring_form(titles: list[str], village: list[object]) -> Rows:
    """One village's marks: a criterion a row."""
    return [
        ["2022年度村级综合目标管理考核计分表"],
        [f"乡镇：{village[0]}　村名：{village[1]}　考核日期：2022年12月　日"],
        titles,
        ["一", "计\n划\n生\n育\n(30分)", 30, *village[2]],
        ["二", "组\n织\n建\n设\n20分", 20, *village[3]],
        ["三", "安全生产（10分）", 10, *village[4]],
        ["合计", None, 60, *village[5]],
    ]


ONE_SCORE = ["序号", "考核项目", "标准分", "自评分", "考核分", "备注"]
REPEATED = scoring_form(
    ONE_SCORE, ["东村镇", "李家村", (30, 28, None), (20, 18.5, None), (10, 10, None), (60, 56.5, None)]
)
SIDE = list(zip(*ROWS, strict=True))

CASES = [
    Case(
        "名册与检查表一上一下",
        "一张工作表几张表",
        sheet([["一、村名册"], *ROSTER_ROWS, [], ["二、检查情况"], *ROWS]),
        READ,
        roster=(),
    ),
    Case(
        "名册与检查表一左一右",
        "一张工作表几张表",
        sheet([[*left, None, *right] for left, right in zip(ROSTER_ROWS, ROWS, strict=True)]),
        READ,
        roster=(),
    ),
    Case(
        "每个乡镇一块",
        "一张工作表几张表",
        sheet(
            [
                ["东村镇村级检查表"],
                HEADER,
                LI,
                WANG,
                ["合计", None, 63, 15.5],
                [],
                ["西村镇村级检查表"],
                HEADER,
                ZHAO,
                ["合计", None, 20, 0],
            ]
        ),
        READ,
    ),
    Case(
        "每块有自己的标签",
        "一张工作表几张表",
        sheet(
            [
                ["乡镇：东村镇"],
                HEADER[1:],
                LI[1:],
                WANG[1:],
                [],
                ["乡镇：西村镇"],
                HEADER[1:],
                ZHAO[1:],
            ]
        ),
        READ,
    ),
    Case("一村一张表单", "一村一表", sheets({row[1]: form(row) for row in ROWS[1:]}), READ),
    Case("标签与值在一格里", "一村一表", sheets({row[1]: written_form(row) for row in ROWS[1:]}), READ),
    Case("值在标签下面", "一村一表", sheets({row[1]: stacked_form(row) for row in ROWS[1:]}), READ),
    Case(
        "表单里的值格合并",
        "一村一表",
        sheet(
            [
                ["登记表"],
                ["乡镇", "东村镇", None, None],
                ["村名", "李家村", None, None],
                ["党员", 35, "收入", 12.5],
                ["合格率", "85%", "换届", "√"],
            ],
            merges=["A1:D1", "B2:D2", "B3:D3"],
        ),
        {"东村镇/李家村": LI_READ},
    ),
    Case(
        "表单没有写村名",
        "一村一表",
        sheet(
            [["乡镇", "东村镇", "村名", None], ["党员", 35, "收入", 12.5], ["合格率", "85%", "换届", "√"]],
            name="李家村",
        ),
        roster=["东村镇/李家村"],
        faults=[Fault("D113/D121/D149", "", "村"), Fault("D145/D146/D147")],
    ),
    Case(
        "表单里有空着的格",
        "一村一表",
        sheet([["乡镇", "东村镇", "村名", "李家村"], ["党员", 35, "收入", None], ["合格率", "85%", "换届", "√"]]),
        {"东村镇/李家村": {**LI_READ, "收入": None}},
    ),
    Case(
        "表单里的错格指到原处",
        "一村一表",
        sheet([["乡镇", "东村镇", "村名", "李家村"], ["党员", 35, "收入", "3~5"], ["合格率", "85%", "换届", "√"]]),
        {"东村镇/李家村": {**LI_READ, "收入": None}},
        faults=[Fault("D122/D133", "D2", "3~5")],
    ),
    Case(
        "表单下面带一张小表",
        "一村一表",
        sheet(
            [
                ["乡镇", "东村镇", "村名", "李家村"],
                ["党员", 35, "收入", 12.5],
                [],
                ["表彰名称", "表彰级别"],
                ["先进党支部", "县级"],
                ["平安村", "市级"],
            ]
        ),
        {"东村镇/李家村": {"党员": "35", "收入": "12.5万元"}},
        rows={
            "东村镇/李家村": [
                {"表彰名称": "先进党支部", "表彰级别": "县级"},
                {"表彰名称": "平安村", "表彰级别": "市级"},
            ]
        },
        tables=WITH_AWARDS,
    ),
    Case(
        "计分表一项一行",
        "自评分与考核分",
        sheets(
            {
                "李家": scoring_form(
                    ONE_SCORE, ["东村镇", "李家村", (30, 28, None), (20, 18.5, None), (10, 10, None), (60, 56.5, None)]
                ),
                "王家": scoring_form(
                    ONE_SCORE,
                    ["东村镇", "王家村", (None, 25, "超生1户"), (None, 0, None), (None, 9, None), (None, 34, None)],
                ),
            }
        ),
        {
            "东村镇/李家村": {"计划生育": "28", "组织建设": "18.5", "安全生产": "10"},
            "东村镇/王家村": {"计划生育": "25", "组织建设": "0", "安全生产": "9"},
        },
        tables=SCORES,
    ),
    Case(
        "计分表里同一项两行",
        "自评分与考核分",
        sheet([*REPEATED[:5], ["三", "组织建设", 20, 20, 15], *REPEATED[5:]]),
        {"东村镇/李家村": {"计划生育": "28", "组织建设": None, "安全生产": "10"}},
        faults=[Fault("D115/D142")],
        tables=SCORES,
    ),
    Case(
        "计分表有镇县两种分",
        "自评分与考核分",
        sheet(
            scoring_form(
                ["序号", "考核项目", "标准分", "乡镇评分", "县审核得分"],
                ["东村镇", "李家村", (30, 28), (20, 18.5), (10, 10), (60, 56.5)],
            )
        ),
        {"东村镇/李家村": {"计划生育": None, "组织建设": None, "安全生产": None}},
        faults=[Fault("D161", "", "乡镇评分")],
        tables=SCORES,
    ),
    Case("一村一栏", "横过来的表", sheet(SIDE), READ),
    Case(
        "一村一栏，有标题与合计栏",
        "横过来的表",
        sheet(
            [
                ["村级检查表"],
                ["乡镇", "东村镇", None, "西村镇", "合计"],
                ["村", "李家村", "王家村", "赵家村", None],
                ["党员（人）", 35, 28, 20, 83],
                ["收入（万元）", 12.5, 3, 0, 15.5],
                ["合格率", "85%", "90%", "75%", None],
                ["换届", "√", "×", "√", None],
            ],
            merges=["A1:E1", "B2:C2"],
        ),
        READ,
    ),
    Case(
        "横表里的错格指到原处",
        "横过来的表",
        sheet([*SIDE[:2], ["党员", 35, "二十来个", 20], *SIDE[3:]]),
        {**READ, "东村镇/王家村": {**WANG_READ, "党员": None}},
        faults=[Fault("D122/D133", "C3", "二十来个")],
    ),
]
