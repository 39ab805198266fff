"""What people see of a cell where its number format, or how it is set, says more than its value."""

from dataclasses import replace

from corpus.building import HEADER, LI, WANG, ZHAO, sheet
from corpus.case import Case, Fault
from corpus.cases.columns import column
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import CellIsRule, Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

MONEY = {"type": "money", "unit": "万元"}
YUAN = {"type": "money", "unit": "元"}
NO_NUMBER = Fault("D122")
ACCOUNT = '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ '


STRUCK, HIGH, PLAIN = InlineFont(strike=True), InlineFont(vertAlign="superscript"), InlineFont()


def rich(*runs: tuple[InlineFont, str]) -> CellRichText:
    """A text in several fonts."""
    return CellRichText(*(TextBlock(font, text) for font, text in runs))


def in_font(font: Font, *cells: str):
    """Sets the font of cells."""

    def change(found):
        for cell in cells:
            found[cell].font = font

    return change


def under_conditions(found):
    """A condition that holds of the first village only, and one that nobody here knows of the second."""
    code, unknown = (NumberFormat(200 + i, text) for i, text in enumerate(('0"人"', '0"户"')))
    over = CellIsRule(operator="greaterThan", formula=["30"])
    over.dxf = DifferentialStyle(numFmt=code)
    found.conditional_formatting.add("C2:C4", over)
    found.conditional_formatting.add(
        "C3", Rule("expression", dxf=DifferentialStyle(numFmt=unknown), formula=["$Z$1=1"])
    )


def formats(*codes: str) -> dict[str, str]:
    """A format a cell, from the first row of data on."""
    return {f"C{row}": code for row, code in enumerate(codes, 2)}


CASES: list[Case] = [
    column(
        "单位写在数字格式里而表头另有单位",
        "数字格式",
        MONEY,
        [
            (9000, "9000元"),
            (9000.4, "9000.4元"),
            (12.5, "12.5万元"),
            (3, "3万元"),
            (5000, Fault("D122", "", "元还是万元")),
        ],
        title="值(万元)",
        formats=formats('#,##0"元"', '#,##0"元"', '0.00"万元"', '0.0"万"', "[$¥-804]#,##0.00"),
    ),
    column(
        "按万缩小了显示的金额",
        "数字格式",
        YUAN,
        [(12345, "12345元"), (345, "345元"), (30000, "30万元"), (123456789, "123456789元")],
        formats=formats('0!.0,"万元"', '0!.0,"万元"', '0.0000,"万"', '0!.00,,"亿元"'),
    ),
    column(
        "会计格式的金额",
        "数字格式",
        YUAN,
        [(5000, "5000元"), (-5000.5, "-5000.5元"), (0, "0元"), (5, NO_NUMBER), (12, "12元"), (7, "7元")],
        formats=formats(ACCOUNT, ACCOUNT, ACCOUNT, "[$$-409]#,##0.00", '"RMB" 0.00', "#,##0.00"),
    ),
    column(
        "月数与年数写在数字格式里",
        "数字格式",
        {"type": "duration", "unit": "年"},
        [(18, "1年6个月"), (3, "3年"), (1.5, "1年6个月")],
        title="值(年)",
        formats=formats('0"个月"', '0"年"', "0.0"),
    ),
    column(
        "户数不是人数",
        "数字格式",
        {"type": "number", "unit": "人"},
        [(35, Fault("D122", "", "35户")), (35, "35"), (0.5, "5000"), (3, Fault("D122", "", "约3"))],
        formats=formats('0"户"', '0"人"', '0.0"万人"', '"约"0'),
    ),
    column(
        "千分号与照写的百分号",
        "数字格式",
        {"type": "percent"},
        [(85, "8.5%"), (85, "85%"), (0.853, "85.3%"), (85, "85%")],
        formats=formats('0"‰"', "0\\%", "0%", '0"%"'),
    ),
    column(
        "数字格式补的零是编号的一部分",
        "数字格式",
        {"type": "text"},
        [(1, "001"), (12, "012"), (1234, "1234"), (8, "LX008"), (1.1, "1.10"), (202206, "2022年06月")],
        formats=formats("000", "000", "000", '"LX"000', "0.00", '0000"年"00"月"'),
    ),
    column(
        "数字格式显示成的词",
        "数字格式",
        {"type": "yes_no"},
        [(1, "是"), (0, "否"), (1, "是"), (0, "否"), (1, "是"), (0, "否")],
        formats=formats('[=1]"是";[=0]"否"', '[=1]"是";[=0]"否"', '"√";;"×"', '"√";;"×"', "0.00", "General"),
    ),
    column(
        "数字格式显示成的等次",
        "数字格式",
        {"type": "choice", "choices": {"优秀": [], "合格": []}},
        [(1, "优秀"), (2, "合格"), (3, Fault("D123"))],
        formats=formats('[=1]"优秀";"合格"', '[=1]"优秀";"合格"', "0"),
    ),
    column(
        "数字格式把数隐去了",
        "数字格式",
        {"type": "number"},
        [(3, None), (0, None), (0, None), (5, "5"), ("0", "0")],
        formats=formats(";;;", "0;-0;;@", "#", "#", "0"),
        besides=[Fault("D187", "C2", "3格")],
    ),
    column(
        "看不准显示成什么的数字格式",
        "数字格式",
        {"type": "number"},
        [(-5, Fault("D185", "", "0;0")), (5, Fault("D185", "", "0.0 kg")), (2, Fault("D185")), (-5, "-5"), (-5, "-5")],
        formats=formats("0;0", "0.0 kg", '[=1]"是";[=0]"否"', "0.00;[Red]0.00", "0_);(0)"),
    ),
    column(
        "显示时四舍五入的数按存的数读",
        "数字格式",
        {"type": "number"},
        [(89.96, "89.96"), (86.625, "86.625"), (59.5, "59.5")],
        formats=formats("0", "0.00", "0"),
        besides=[Fault("D186", "C2", "89.96")],
    ),
    column(
        "划掉一部分的数与注号",
        "划掉的字",
        MONEY,
        [
            (rich((STRUCK, "30"), (PLAIN, "12")), "12万元"),
            (rich((PLAIN, "8"), (HIGH, "1")), "8万元"),
            (rich((PLAIN, "9"), (HIGH, "②"), (PLAIN, "万元")), "9万元"),
            (rich((STRUCK, "3"), (STRUCK, "5")), None),
            (rich((PLAIN, "1"), (PLAIN, "2")), "12万元"),
        ],
        title="值(万元)",
        besides=[Fault("D189", "C2", "12"), Fault("D189", "C3", "81"), Fault("D189", "C4"), Fault("D188", "C5", "35")],
    ),
    column(
        "平方米的2不是注号",
        "划掉的字",
        {"type": "number", "unit": "平方米"},
        [(rich((PLAIN, "120m"), (HIGH, "2")), "120"), (rich((PLAIN, "3km"), (HIGH, "2")), "3000000"), ("5㎡", "5")],
    ),
    column(
        "划掉的是换成的否",
        "划掉的字",
        {"type": "yes_no"},
        [(rich((STRUCK, "√"), (PLAIN, "×")), "否"), ("√", "是")],
        besides=[Fault("D189", "C2")],
    ),
    Case(
        "划掉的行没有读",
        "划掉的字",
        sheet([HEADER, LI, WANG, ZHAO], change=in_font(Font(strike=True), *(f"{c}3" for c in "ABCDEF"))),
        {"东村镇/李家村": {"党员": "35"}, "东村镇/王家村": {"党员": None}, "西村镇/赵家村": {"党员": "20"}},
        faults=[Fault("D188", "A3", "王家村"), Fault("D145")],
        left_out={"划掉的行": 1},
    ),
    Case(
        "划掉的格按空白读",
        "划掉的字",
        sheet([HEADER, LI, WANG, ZHAO], change=in_font(Font(strike=True), "C3")),
        {"东村镇/王家村": {"党员": None, "收入": "3万元"}, "东村镇/李家村": {"党员": "35"}, "西村镇/赵家村": {}},
        faults=[Fault("D188", "C3", "28")],
    ),
    Case(
        "名称里划掉的旧名",
        "划掉的字",
        sheet([HEADER, LI, ["东村镇", rich((STRUCK, "王庄村"), (PLAIN, "王家村")), *WANG[2:]], ZHAO]),
        {"东村镇/李家村": {}, "东村镇/王家村": {"党员": "28"}, "西村镇/赵家村": {}},
        faults=[Fault("D189", "B3", "王家村")],
    ),
    Case(
        "条件格式改了显示",
        "数字格式",
        sheet([HEADER, LI, WANG, ZHAO], change=under_conditions),
        {"东村镇/李家村": {"党员": "35"}, "东村镇/王家村": {"党员": None}, "西村镇/赵家村": {"党员": "20"}},
        faults=[Fault("D192", "C3", '按“0"户"”显示')],
    ),
    Case(
        "符号字体打的勾",
        "划掉的字",
        sheet(
            [HEADER, [*LI[:5], "ü"], [*WANG[:5], "û"], [*ZHAO[:5], "J"]],
            change=in_font(Font(name="Wingdings"), "F2", "F3", "F4"),
        ),
        {"东村镇/李家村": {"换届": "是"}, "东村镇/王家村": {"换届": "否"}, "西村镇/赵家村": {"换届": None}},
        faults=[Fault("D122", "F4")],
    ),
]
CASES += [
    replace(case, name=f"{case.name}，{kind}", office=kind)
    for case in CASES
    if case.says == "划掉的字"
    for kind in ("xls", "ods")
]
