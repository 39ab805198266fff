"""Whom a row is about: names, doubles, namesakes, and who is missing or unknown."""

from typing import Any

from corpus.building import HEADER, LI, READ, ROWS, WANG, ZHAO, both, sheet, sheets
from corpus.case import Build, Case, Fault
from corpus.scheme import checked, table

from stardb.rulebook import TableSpec

LI_READ, WANG_READ, ZHAO_READ = READ.values()
UNKNOWN = dict.fromkeys(HEADER[2:])
WEST_LI = ["西村镇", "李家村", *ZHAO[2:]]

ID_A, ID_B = "14119919491204002X", "141199198001010012"
PEOPLE = {
    "名册": TableSpec.model_validate(
        {
            "key": "身份证号",
            "name": "姓名",
            "group": "乡镇",
            "columns": {
                "身份证号": {"type": "citizen_id", "required": True, "private": True},
                "姓名": {"type": "text", "required": True},
                "乡镇": {"type": "text", "required": True},
                "村": {"type": "text"},
                "职务": {"type": "text"},
            },
        }
    ),
    "检查表": table(["身份证号"], 身份证号={"type": "citizen_id", "private": True}, 得分={"type": "number"}),
}
POSTS = {
    "名册": PEOPLE["名册"],
    "任职": table(["身份证号"], many=True, 身份证号={"type": "citizen_id", "private": True}, 任职={"type": "text"}),
}
PERSONS = ["身份证号", "姓名", "乡镇", "村", "职务"]
ZHANG = [ID_A, "张某某", "东村镇", "李家村", "书记"]
NAMESAKE = [ID_B, "张某某", "东村镇", "王家村", "书记"]


def renamed(name: str, township: str = "东村镇") -> Build:
    """The usual rows, the first village under another name."""
    return sheet([HEADER, [township, name, *LI[2:]], WANG, ZHAO])


def people(roster: list[list[Any]], *others: list[Any]) -> Build:
    """A roster of persons, and another table."""
    return sheets({"名册": [PERSONS, *roster], "另一表": [*others]})


def twice(folder: Any) -> None:
    """The same file in two places."""
    sheet()(folder)
    (folder / "检查（终稿）.xlsx").write_bytes((folder / "检查.xlsx").read_bytes())


NAMES = {
    "李家村委会": "村委会",
    "李家村村民委员会": "村民委员会",
    "李家": "不带村字",
    "李家村党支部": "党支部",
    "李 家 村": "字间有空格",
}
TOWNSHIPS = {"东村": "乡镇不带镇字", "东村镇人民政府": "乡镇写成政府", "东村镇党委": "乡镇写成党委"}

CASES = [
    *(Case(f"村名写成{how}", "村名带与不带村委会", renamed(name), READ) for name, how in NAMES.items()),
    *(Case(how, "村名带与不带村委会", renamed("李家村", name), READ) for name, how in TOWNSHIPS.items()),
    Case(
        "村与社区不是一回事",
        "村名带与不带村委会",
        renamed("李家社区"),
        {**READ, "东村镇/李家村": UNKNOWN},
        faults=[Fault("D143", "B2", "李家村"), Fault("D145", "", "李家村")],
    ),
    Case(
        "两个乡镇都有李家村",
        "两个乡镇的同名村",
        sheet([HEADER, LI, WEST_LI]),
        {"东村镇/李家村": LI_READ, "西村镇/李家村": ZHAO_READ},
    ),
    Case(
        "没写乡镇而两个乡镇都有",
        "两个乡镇的同名村",
        sheet([HEADER, [None, *LI[1:]], WANG]),
        {"东村镇/李家村": UNKNOWN, "西村镇/李家村": UNKNOWN, "东村镇/王家村": WANG_READ},
        faults=[
            Fault("D149/D121/D157/D158/D159/D160", "A2"),
            Fault("D145", "", "东村镇/李家村"),
            Fault("D145/D146", "", "西村镇"),
        ],
    ),
    Case(
        "一模一样的两行",
        "重复的行",
        sheet([*ROWS, LI]),
        READ,
        faults=[Fault("D141", "B5")],
    ),
    Case(
        "不一样的两行",
        "重复的行",
        sheet([*ROWS, [*LI[:2], 36, *LI[3:]]]),
        {**READ, "东村镇/李家村": {**LI_READ, "党员": None}},
        faults=[Fault("D142", "", "党员")],
    ),
    Case(
        "两个文件里说法不同",
        "重复的行",
        both(sheet(), sheet([HEADER, [*LI[:3], 13, *LI[4:]]], file="补报.xlsx")),
        {**READ, "东村镇/李家村": {**LI_READ, "收入": None}},
        faults=[Fault("D142", "", "收入")],
    ),
    Case(
        "同一工作簿里复制的工作表",
        "重复的行",
        sheets({"检查表": ROWS, "检查表 (2)": ROWS}),
        READ,
        faults=[Fault("D141")],
    ),
    Case(
        "村名是错误值",
        "报了而名册里没有",
        sheet([HEADER, LI, ["东村镇", "#N/A", *WANG[2:]], ZHAO]),
        {"东村镇/李家村": LI_READ, "西村镇/赵家村": ZHAO_READ},
        faults=[Fault("D125/D149", "B3")],
    ),
    Case(
        "一镇一个文件",
        "重复的行",
        both(sheet([HEADER, LI, WANG], file="东村镇.xlsx"), sheet([HEADER, ZHAO], file="西村镇.xlsx")),
        READ,
    ),
    Case("同一文件放了两处", "同一文件报两次", twice, READ, faults=[Fault("D151", "", "检查")]),
    Case(
        "一个人的两个职务",
        "一人两职",
        people([ZHANG], ["身份证号", "任职"], [ID_A, "书记"], [ID_A, "村委会主任"]),
        rows={ID_A: [{"任职": "书记"}, {"任职": "村委会主任"}]},
        roster=(),
        tables=POSTS,
        secrets=("19491204",),
    ),
    Case(
        "名册里一人两行，职务不同",
        "一人两职",
        people([ZHANG, [*ZHANG[:4], "村委会主任"]], ["身份证号", "得分"], [ID_A, 95]),
        {ID_A: {"姓名": "张某某", "得分": "95", "职务": None}},
        faults=[Fault("", "", "村委会主任")],
        roster=(),
        tables=PEOPLE,
        secrets=("19491204",),
    ),
    Case(
        "同名同姓，号码不同",
        "同名同姓",
        people([ZHANG, NAMESAKE], ["身份证号", "得分"], [ID_A, 95], [ID_B, 60]),
        {ID_A: {"姓名": "张某某", "得分": "95"}, ID_B: {"姓名": "张某某", "得分": "60"}},
        roster=(),
        tables=PEOPLE,
    ),
    Case(
        "一个村没有报",
        "名册里有而没有报",
        sheet([HEADER, LI, ZHAO]),
        {**READ, "东村镇/王家村": UNKNOWN},
        faults=[Fault("D145", "", "东村镇/王家村")],
        missing=("东村镇/王家村",),
        unknown=(),
    ),
    Case(
        "一个乡镇没有报",
        "名册里有而没有报",
        sheet([HEADER, LI, WANG]),
        {**READ, "西村镇/赵家村": UNKNOWN, "西村镇/钱家村": UNKNOWN},
        faults=[Fault("D146", "", "西村镇")],
        missing=("西村镇/赵家村", "西村镇/钱家村"),
    ),
    Case(
        "只有名册",
        "名册里有而没有报",
        sheet([["说明"], ["材料随后报送。"]]),
        {"东村镇/李家村": UNKNOWN},
        faults=[Fault("D147")],
    ),
    Case(
        "名册里没有的村",
        "报了而名册里没有",
        sheet([*ROWS, ["东村镇", "李佳村", *LI[2:]]]),
        READ,
        faults=[Fault("D143", "B5", "李家村")],
        missing=(),
        unknown=("东村镇/李佳村",),
    ),
    Case(
        "报到别的乡镇去的村",
        "报了而名册里没有",
        sheet([HEADER, LI, WANG, ["东村镇", *ZHAO[1:]]]),
        {**READ, "西村镇/赵家村": UNKNOWN},
        faults=[Fault("D143", "B4", "西村镇/赵家村"), Fault("D145/D146", "", "西村镇")],
    ),
    Case(
        "名册里没有的乡镇",
        "报了而名册里没有",
        sheet([*ROWS, ["东庄镇", "孙家村", *LI[2:]], ["东庄镇", "周家村", *LI[2:]]]),
        READ,
        faults=[Fault("D143", "", "东村镇")],
    ),
    Case(
        "没有名册",
        "报了而名册里没有",
        sheet(),
        roster=(),
        faults=[Fault("D118")],
    ),
    Case(
        "私人的栏填错了",
        "个人信息不外露",
        sheet(
            [
                ["乡镇", "村", "电话", "党员"],
                ["东村镇", "李家村", "13800001234", 5],
                ["东村镇", "李家村", "13900005678", 5],
            ]
        ),
        {"东村镇/李家村": {"党员": "5", "电话": None}},
        faults=[Fault("D142", "", "电话")],
        tables=checked("党员", 电话={"type": "text", "private": True}),
        secrets=("13800001234", "13900005678"),
    ),
    Case(
        "错填在别的栏里的身份证号",
        "个人信息不外露",
        sheet([["乡镇", "村", "党员"], ["东村镇", "李家村", ID_A], ["东村镇", "张某某13800001234", 5]]),
        {"东村镇/李家村": {"党员": None}},
        faults=[Fault("D122", "C2"), Fault("D143", "B3")],
        tables=checked("党员"),
        secrets=("19491204", "13800001234"),
    ),
]
