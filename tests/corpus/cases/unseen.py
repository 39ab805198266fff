"""What a quick reader of workbooks does not show: errors, hidden things, comments, numbers that were texts."""

from typing import Any

from corpus.building import HEADER, LI, READ, ROWS, WANG, ZHAO, edited, sheet, sheets, swap, workbook
from corpus.case import Build, Case, Fault
from corpus.scheme import checked
from openpyxl.comments import Comment

from stardb.intake import ReadingOptions

SHEET = "xl/worksheets/sheet1.xml"
LI_READ, WANG_READ, ZHAO_READ = READ.values()


def reckoned(cell: str, formula: str, result: str, kind: str = "n") -> Build:
    """The usual rows, with a formula and its cached result in one cell."""

    def formed(part: bytes) -> bytes:
        start = part.index(f'<c r="{cell}"'.encode())
        end = part.index(b"</c>", start) + 4
        value = f"<v>{result}</v>" if result else ""
        return part[:start] + f'<c r="{cell}" t="{kind}"><f>{formula}</f>{value}</c>'.encode() + part[end:]

    return edited(sheet(), {SHEET: formed})


def hide_row(place: Any) -> None:
    place.row_dimensions[3].hidden = True


FLAT_ROW = {SHEET: swap('<row r="3">', '<row r="3" ht="0" customHeight="1">')}
FLAT_COLUMN = {SHEET: swap("<sheetData>", '<cols><col min="4" max="4" width="0" customWidth="1"/></cols><sheetData>')}


def hide_column(place: Any) -> None:
    place.column_dimensions["D"].hidden = True


def comment(place: Any) -> None:
    place["C2"].comment = Comment("含预备党员2人", "乡镇")


def hidden_sheets(folder: Any) -> None:
    book = workbook({"表": ROWS, "上年": [HEADER, ["东村镇", "李家村", 99, 99, "1%", "×"]], "底稿": [HEADER, WANG[:2]]})
    book["上年"].sheet_state = "hidden"
    book["底稿"].sheet_state = "veryHidden"
    book.save(folder / "检查.xlsx")


ACCOUNT = checked(账号={"type": "text", "private": True})
PERSON = checked(身份证号={"type": "citizen_id"}, 姓名={"type": "text"})
WITHOUT_WANG = [HEADER, LI, ZHAO]

CASES = [
    Case(
        "错误值",
        "错误值不是空格",
        reckoned("D2", "1/0", "#DIV/0!", "e"),
        {**READ, "东村镇/李家村": {**LI_READ, "收入": None}},
        faults=[Fault("D125", "D2", "#DIV/0!")],
    ),
    Case(
        "错误值存成了文字",
        "错误值不是空格",
        sheet([HEADER, LI, ["东村镇", "王家村", "#N/A", 3, "90%", "×"], ZHAO]),
        {**READ, "东村镇/王家村": {**WANG_READ, "党员": None}},
        faults=[Fault("D125", "C3", "#N/A")],
    ),
    Case(
        "旧格式里的错误值",
        "错误值不是空格",
        sheet([HEADER, [*LI[:3], "=1/0", *LI[4:]], WANG, ZHAO]),
        {**READ, "东村镇/李家村": {**LI_READ, "收入": None}},
        faults=[Fault("D125", "D2", "#DIV/0!")],
        office="xls",
    ),
    Case("公式有结果", "公式没有算出结果", reckoned("D2", "10+2.5", "12.5"), READ),
    Case(
        "公式没有结果",
        "公式没有算出结果",
        sheet([HEADER, [*LI[:3], "=10+2.5", *LI[4:]], WANG, ZHAO]),
        {**READ, "东村镇/李家村": {**LI_READ, "收入": None}},
        faults=[Fault("D126", "D2")],
    ),
    Case("公式的结果差一点点", "公式没有算出结果", reckoned("D2", "12.4+0.1", "12.500000000000002"), READ),
    Case("隐藏的行要读", "隐藏的行", sheet(change=hide_row), READ, faults=[Fault("D109", "", "1行")]),
    Case("压扁的行也是隐藏的", "隐藏的行", edited(sheet(), FLAT_ROW), READ, faults=[Fault("D109", "", "1行")]),
    Case(
        "隐藏的行不读",
        "隐藏的行",
        sheet(change=hide_row),
        {"东村镇/李家村": LI_READ, "西村镇/赵家村": ZHAO_READ},
        faults=[Fault("D109", "", "1行")],
        options=ReadingOptions(skip_hidden=True),
    ),
    Case(
        "旧格式里隐藏的行",
        "隐藏的行",
        sheet(change=hide_row),
        READ,
        faults=[Fault("D109", "", "1行")],
        office="xls",
    ),
    Case("ods里隐藏的行", "隐藏的行", sheet(change=hide_row), READ, faults=[Fault("D109", "", "1行")], office="ods"),
    Case("隐藏的列照读并说明", "隐藏的列", sheet(change=hide_column), READ, faults=[Fault("D110", "", "收入")]),
    Case("压扁的列也是隐藏的", "隐藏的列", edited(sheet(), FLAT_COLUMN), READ, faults=[Fault("D110", "", "收入")]),
    Case("批注要说出来", "批注", sheet(change=comment), READ, faults=[Fault("D152", "", "含预备党员2人")]),
    Case(
        "账号存成了数",
        "要存成文本的号码存成了数",
        sheet([["乡镇", "村", "账号"], ["东村镇", "李家村", 6228480010123456789]]),
        {"东村镇/李家村": {"账号": None}},
        faults=[Fault("", "C2")],
        tables=ACCOUNT,
        secrets=("62284800101234",),
    ),
    Case(
        "身份证号存成了数",
        "要存成文本的号码存成了数",
        sheet(
            [
                ["乡镇", "村", "身份证号", "姓名"],
                ["东村镇", "李家村", 141199194912040021, "张某某"],
                ["东村镇", "王家村", "1.41199E+17", "李某某"],
                ["西村镇", "赵家村", "14119919491204002X", "王某某"],
            ]
        ),
        {
            "东村镇/李家村": {"身份证号": None, "姓名": "张某某"},
            "东村镇/王家村": {"身份证号": None, "姓名": "李某某"},
        },
        faults=[Fault("D129", "C2"), Fault("D129", "C3")],
        roster=["东村镇/李家村", "东村镇/王家村", "西村镇/赵家村"],
        tables=PERSON,
        secrets=("19491204",),
    ),
    Case(
        "存成数的电话与编号照原样",
        "要存成文本的号码存成了数",
        sheet(
            [["乡镇", "村", "编号", "电话"], ["东村镇", "李家村", 7, 13800000000], ["东村镇", "王家村", "008", "05-1"]],
            formats={"C2": "000"},
        ),
        {"东村镇/李家村": {"编号": "007", "电话": "13800000000"}, "东村镇/王家村": {"编号": "008", "电话": "05-1"}},
        tables=checked(编号={"type": "text"}, 电话={"type": "text"}),
    ),
    Case(
        "隐藏的工作表不读",
        "隐藏的工作表",
        hidden_sheets,
        READ,
        faults=[Fault("D106", "", "上年"), Fault("D106", "", "底稿")],
    ),
    Case(
        "空白的工作表不碍事",
        "隐藏的工作表",
        sheets({"封面": [["2022年度检查"]], "表": ROWS, "Sheet3": []}),
        READ,
    ),
]
