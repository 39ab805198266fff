"""A unit stated only beside the cells (a comment, an input prompt, a print header, a row's remark) is never passed over.

Where it contradicts how the numbers would be read, these are unknown and the place is named; where it agrees, nothing is said.
"""

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from stardb.books import read_books
from stardb.intake import read_tables
from stardb.rulebook import TableSpec

SPEC = TableSpec.model_validate(
    {
        "key": "村",
        "name": "村",
        "columns": {
            "村": {"type": "text", "required": True},
            "村集体收入": {"type": "money", "unit": "万元"},
            "补贴": {"type": "money", "unit": "元"},
            "户数": {"type": "number", "unit": "户"},
            "任职年限": {"type": "duration", "unit": "年"},
            "合格率": {"type": "percent"},
        },
    }
)
HEADER = ["村", "村集体收入", "补贴", "户数", "任职年限", "合格率", "备注"]
LI = ["李家村", 125000, 3000, 5, 3, 85, ""]
WANG = ["王家村", 30000, 200, 6, 2, 90, ""]
READ = ["125000万元", "30000万元"]
"""What the numbers of 村集体收入 are by the rule alone: 125000 under 万元."""


class Township:
    """A workbook being filled in, and what is read of it."""

    def __init__(self, folder, header=HEADER, rows=(LI, WANG)):
        self.folder, self.book = folder, Workbook()
        self.sheet = self.book.active
        for row in (header, *rows):
            self.sheet.append(row)

    def comment(self, cell, text):
        self.sheet[cell].comment = Comment(text, "张三")
        return self

    def prompt(self, cells, text, title=None):
        rule = DataValidation(type="decimal", operator="greaterThan", formula1="0", prompt=text, promptTitle=title)
        rule.add(cells)
        self.sheet.add_data_validation(rule)
        return self

    def read(self, look, column="村集体收入"):
        """The values of a column, and what is told of its units: code, cell, message."""
        self.book.save(self.folder / "a.xlsx")
        intake = read_tables(read_books(self.folder, self.folder).sheets, {"表": SPEC})
        told = [
            (p.code, p.place.cell, p.message) for p in intake.problems if p.code in ("D193", "D194", "D116", "D127")
        ]
        return look.column(intake.tables.single["表"], column), [one for one in told if f"“{column}”" in one[2]]


@pytest.fixture
def township(tmp_path):
    return Township(tmp_path)


STATED = [
    "单位：元",
    "单位元",
    "张三:\n单位：元",
    "元",
    "（元）",
    "以元为单位",
    "请以“元”为单位填写",
    "请按元填写",
    "请填元",
    "金额单位为元，不是万元",
    "村集体收入（元）",
    "单位：美元",
    "以美元计",
]
NOT_STATED = [
    "奖补5000元",
    "含上级奖补5000元",
    "每户按500元计",
    "补贴5000元已到账",
    "单位：县农业局",
    "本单位元旦放假",
    "其中工资按月发放",
    "元宝村",
    "工资按月计",
    "按月填报",
    "本办法按年计分",
    "说明：按月统计",
    "2022年",
    "单位：户",
    "不含上年结转（2万元）",
    "精确到元",
    "保留两位小数",
]


@pytest.mark.parametrize("text", STATED)
def test_a_comment_on_the_title(township, look, text):
    values, told = township.comment("B1", text).read(look)
    assert values == ["待定", "待定"]
    ((code, cell, message),) = told
    assert (code, cell) == ("D193", "B2")
    assert "2格" in message
    assert "B1的批注写着" in message
    assert township.read(look, "补贴") == (["3000元", "200元"], [])


@pytest.mark.parametrize("text", ["单位：万元", "以万元为单位，不是元", *NOT_STATED])
def test_a_comment_that_agrees_or_states_none(township, look, text):
    assert township.comment("B1", text).read(look) == (READ, [])


def test_a_comment_on_one_cell_is_of_that_cell(township, look):
    values, told = township.comment("B3", "这个数单位是元").read(look)
    assert values == ["125000万元", "待定"]
    ((code, cell, message),) = told
    assert (code, cell) == ("D193", "B3")
    assert "B3的批注写着“这个数单位是元”" in message


def test_a_comment_on_a_village_is_of_its_row(township, look):
    assert township.comment("A3", "单位：元").read(look)[0] == ["125000万元", "待定"]


def test_what_a_cell_with_its_own_unit_holds_is_sure(tmp_path, look):
    rows = ([*LI[:1], "12.5万元", *LI[2:]], [*WANG[:1], 0, *WANG[2:]])
    assert Township(tmp_path, HEADER, rows).comment("B1", "单位：元").read(look) == (["12.5万元", "0元"], [])


def test_a_comment_on_the_sheet_s_title_is_of_all_columns(tmp_path, look):
    town = Township(tmp_path, ["村集体收入情况表"], (HEADER, LI)).comment("A1", "单位：元")
    assert town.read(look)[0] == ["待定"]
    assert town.read(look, "补贴")[0] == ["3000元"]


def test_a_comment_on_a_title_merged_over_two_columns(tmp_path, look):
    header = ["村", "村集体收入", "", "户数", "补贴"]
    town = Township(tmp_path, header, (["", "本年", "上年"], ["李家村", 125000, 1, 5, 3000]))
    for cells in ("A1:A2", "B1:C1", "D1:D2", "E1:E2"):
        town.sheet.merge_cells(cells)
    assert town.read(look)[0] == ["125000万元"]
    assert town.comment("B1", "单位：元").read(look)[0] == ["待定"]


@pytest.mark.parametrize("cells", ["B2:B3", "B2:B1000", "B1", "A1:C9"])
def test_a_prompt(township, look, cells):
    values, told = township.prompt(cells, "请填写，单位元", "村集体收入").read(look)
    assert values == ["待定", "待定"]
    ((code, cell, message),) = told
    assert (code, cell) == ("D193", "B2")
    assert "的输入提示写着“请填写，单位元”" in message


def test_a_prompt_on_one_cell(township, look):
    values, told = township.prompt("B3", "单位元").read(look)
    assert values == ["125000万元", "待定"]
    assert [one[:2] for one in told] == [("D193", "B3")]


@pytest.mark.parametrize("text", ["单位：万元", *NOT_STATED])
def test_a_prompt_that_agrees_or_states_none(township, look, text):
    assert township.prompt("B2:B9", text).read(look) == (READ, [])


def test_a_print_header(township, look):
    township.sheet.oddHeader.right.text = "单位：元"
    values, told = township.read(look)
    assert values == ["待定", "待定"]
    assert "打印的页眉页脚写着“单位：元”" in told[0][2]
    assert township.read(look, "补贴")[0] == ["3000元", "200元"]


def test_a_print_header_that_agrees_with_a_label_above_the_table(tmp_path, look):
    town = Township(tmp_path, ["单位：元"], (HEADER, LI))
    town.sheet.oddFooter.left.text = "单位：元"
    assert town.read(look) == (["12.5万元"], [])


def test_a_title_s_own_unit_goes_before_a_print_header_and_is_told(tmp_path, look):
    town = Township(tmp_path, ["村", "村集体收入(元)", *HEADER[2:]], (LI,))
    town.sheet.oddHeader.left.text = "单位：万元"
    values, told = town.read(look)
    assert values == ["12.5万元"]
    assert [code for code, *_ in told] == ["D194"]


def test_a_title_s_own_unit_against_its_comment_is_asked_about(tmp_path, look):
    town = Township(tmp_path, ["村", "村集体收入(万元)", *HEADER[2:]], (LI,)).comment("B1", "单位：元")
    assert town.read(look)[0] == ["待定"]


@pytest.mark.parametrize(
    "text", ["单位：元", "单位元", "按元填报", "以元为单位", "村集体收入以元为单位", "金额是元", "美元"]
)
def test_the_remark_of_a_row_is_of_that_row(tmp_path, look, text):
    town = Township(tmp_path, rows=(LI, [*WANG[:-1], text]))
    values, told = town.read(look)
    assert values == ["125000万元", "待定"]
    ((code, cell, message),) = told
    assert (code, cell) == ("D193", "B3")
    assert f"G3写着“{text}”" in message


@pytest.mark.parametrize("text", ["单位：万元", "补贴以元为单位", *NOT_STATED])
def test_a_remark_of_something_else(tmp_path, look, text):
    assert Township(tmp_path, rows=(LI, [*WANG[:-1], text])).read(look) == (READ, [])
    assert Township(tmp_path, rows=(LI, [*WANG[:-1], text])).read(look, "任职年限") == (["3年", "2年"], [])


def test_percents_whose_comment_states_the_sign(tmp_path, look):
    town = Township(tmp_path).comment("F1", "单位：%")
    assert town.read(look, "合格率") == (["85%", "90%"], [])
    town = Township(tmp_path, rows=([*LI[:5], 0.85], [*WANG[:5], 0.9])).comment("F1", "单位：%")
    values, told = town.read(look, "合格率")  # 0.85% or 85%
    assert values == ["待定", "待定"]
    assert [code for code, *_ in told] == ["D127"]


@pytest.mark.parametrize("title", ["村集体收入情况表 元", "村集体收入情况表元", "2022年村集体收入　　元"])
def test_a_unit_glued_to_the_sheet_s_title(tmp_path, look, title):
    assert Township(tmp_path, [title], (HEADER, LI)).read(look)[0] == ["待定"]
    assert Township(tmp_path, [title.replace("元", "万元")], (HEADER, LI)).read(look) == (["125000万元"], [])


@pytest.mark.parametrize("title", ["奖励 500 元", "村集体收入 三百 元", "每户 5 元"])
def test_an_amount_in_the_sheet_s_title(tmp_path, look, title):
    assert Township(tmp_path, [title], (HEADER, LI)).read(look) == (["125000万元"], [])
