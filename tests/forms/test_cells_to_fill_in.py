"""What Excel lets a clerk type into a form, says beside the cell, and keeps from being changed."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from stardb.forms import FormColumn, FormSheet, Picks, write_form
from stardb.forms.distinct_names import file_names, sheet_names
from stardb.forms.form_sheet import Value
from stardb.rulebook import ColumnSpec


def column(name: str, given: bool = False, hint: str = "", picks: Picks | None = None, **spec: object) -> FormColumn:
    return FormColumn(name, ColumnSpec.model_validate(spec), given, hint, None, picks)


def drawn(*columns: FormColumn, rows: tuple[tuple[Value, ...], ...] = (), closed: bool = True) -> Worksheet:
    village = column("村", given=not any(c.picks for c in columns), type="text")
    sheet = FormSheet("表", {"甲": "1"}, "甲镇 表", (village, *columns), rows, 0 if rows else 4, closed=closed)
    return openpyxl.load_workbook(BytesIO(write_form([sheet], "2024")))["表"]


def rule_of(sheet: Worksheet, letter: str) -> DataValidation:
    return next(rule for rule in sheet.data_validations.dataValidation if str(rule.sqref).startswith(letter))


@pytest.mark.parametrize(
    ("spec", "kind", "low", "high"),
    [
        ({"type": "money", "unit": "万元", "between": ["0元", "1000万元"]}, "decimal", "0", "1000"),
        ({"type": "percent", "between": ["0%", "100%"]}, "decimal", "0", "1"),
        ({"type": "number", "unit": "人"}, "whole", "0", "1000000000000"),
        ({"type": "number", "between": ["-10", "2.5"]}, "decimal", "-10", "2.5"),
        ({"type": "number", "whole": True, "between": ["1", "12"]}, "whole", "1", "12"),
        ({"type": "year"}, "whole", "1949", "2100"),
        ({"type": "duration", "unit": "年", "between": ["0年", "5年"]}, "decimal", "0", "5"),
        ({"type": "date", "between": ["2021-01-01", "2021-12-31"]}, "date", "44197", "44561"),
        ({"type": "date"}, "date", "18172", "73415"),  # 1949-10-01 to 2100-12-31
        ({"type": "date", "between": ["1900-01-01", "2021-12-31"]}, "date", "2101", "44561"),
    ],
)
def test_numbers_and_dates_keep_within_the_rule_s_limits(
    spec: dict[str, object], kind: str, low: str, high: str
) -> None:
    rule = rule_of(drawn(column("栏", **spec)), "B")
    assert (rule.type, rule.operator or "between", rule.formula1, rule.formula2) == (kind, "between", low, high)
    assert rule.errorStyle in (None, "stop")


def test_a_year_typed_into_a_date_cell_is_refused_as_is_a_day_after_the_period() -> None:
    """2018, 2018.1 and 202206 are serial numbers of days in 1905 and 2453."""
    last = date(2022, 12, 31)
    day = FormColumn("到任日期", ColumnSpec.model_validate({"type": "date"}), last=last)
    rule = rule_of(drawn(day), "B")
    low, high = float(rule.formula1), float(rule.formula2)
    assert (low, high) == (18172, 44926)
    assert not any(low <= typed <= high for typed in (2018, 2018.1, 2018.12, 202206, 20220618, 1, 0))
    years = rule_of(drawn(FormColumn("年度", ColumnSpec.model_validate({"type": "year"}), last=last)), "B")
    assert (years.formula1, years.formula2) == ("1949", "2022")


def test_a_full_mark_is_a_limit() -> None:
    spec = ColumnSpec.model_validate({"type": "number", "unit": "分"})
    rule = rule_of(drawn(FormColumn("得分", spec, full=10)), "B")
    assert (rule.formula1, rule.formula2) == ("0", "10")


def test_choices_are_lists_and_long_or_odd_ones_stand_on_a_hidden_sheet() -> None:
    many = [f"第{i}种很长很长很长的情形" for i in range(30)]
    sheet = drawn(
        column("是非", type="yes_no"),
        column("级别", type="choice", choices=["=县级", "市级"]),
        column("情形", type="choice", choices=many),
        column("逗号", type="choice", choices=["甲,乙", "丙"]),
    )
    lists = [rule_of(sheet, letter).formula1 for letter in "BCDE"]
    assert lists == ['"是,否"', '"=县级,市级"', "_stardb!$A$1:$A$30", "_stardb!$B$1:$B$2"]
    hidden = sheet.parent["_stardb"]
    assert (hidden.sheet_state, hidden["A30"].value, hidden["B1"].value) == ("hidden", many[29], "甲,乙")


def test_what_is_not_on_the_list_may_be_insisted_on_only_while_the_roster_is_open() -> None:
    villages = column("姓名", picks=Picks(("东庄", "西庄")), type="text")
    assert rule_of(drawn(villages, closed=True), "B").errorStyle in (None, "stop")
    assert rule_of(drawn(villages, closed=False), "B").errorStyle == "warning"


def test_beside_the_cell_stands_what_to_fill_in_and_on_which_clause() -> None:
    sheet = drawn(
        column(
            "收入",
            hint="依据：第二条（集体收入）",
            type="money",
            unit="万元",
            between=["0元", "1000万元"],
            note="年底数",
        ),
        column("换届", type="yes_no", blank="否"),
        column("话", type="text", required=True, note="很长" * 200),
    )
    first = rule_of(sheet, "B")
    assert first.promptTitle == "收入"
    assert first.prompt == "数，0元至1000万元之间，以万元为单位，只填数\n年底数\n依据：第二条（集体收入）"
    assert rule_of(sheet, "C").prompt == "从下拉列表中选\n留空按“否”计"
    assert len(rule_of(sheet, "D").prompt) == 255
    assert "“收入”" in first.error


def test_titles_show_the_unit_and_what_is_required() -> None:
    sheet = drawn(column("收入", type="money", unit="万元", required=True), column("人均(元)", type="money"))
    header = next(row for row in sheet.iter_rows() if row[0].border.left.style)
    assert [cell.value for cell in header] == ["村", "*收入\n（万元）", "人均(元)"]


def test_only_the_cells_to_fill_in_can_be_changed() -> None:
    sheet = drawn(column("数", type="number"), rows=(("东庄", None), ("西庄", None)))
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    bottom = sheet.max_row
    assert unlocked == {f"B{bottom - 1}", f"B{bottom}"}


def test_formats_keep_numbers_and_texts_as_they_are_meant() -> None:
    sheet = drawn(
        column("率", type="percent"), column("日", type="date"), column("号", type="citizen_id"),
        column("话", type="text"), column("款", type="money"),
    )  # fmt: skip
    formats = [cell.number_format for cell in sheet[sheet.max_row]][1:]
    assert formats == ["0.00%", "yyyy\\-mm\\-dd", "@", "@", "#,##0.00##"] or formats[1] == "yyyy-mm-dd"


def test_it_prints_on_a4_across_with_its_header_on_every_page() -> None:
    sheet = drawn(column("数", type="number"))
    header = next(row[0].row for row in sheet.iter_rows() if row[0].border.left.style)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == f"${header}:${header}"
    assert sheet.freeze_panes == f"A{header + 1}"


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["a/b:c*d?e[f]g\\h"], ["a_b_c_d_e_f_g_h"]),
        (["'引'", "", "History"], ["引", "未命名", "_History"]),
        (["检查" * 20, "检查" * 20], ["检查" * 15 + "检", "检查" * 14 + "（2）"]),
        (["表", "表", "_STARDB"], ["表", "表（2）", "_STARDB（2）"]),
    ],
)
def test_sheet_names_are_such_as_excel_takes(names: list[str], told: list[str]) -> None:
    assert sheet_names(names, "_stardb") == told


def test_file_names_are_such_as_windows_takes() -> None:
    assert file_names(["甲/乙", "..", "NUL", "a.", "A", "x" * 300]) == [
        "甲_乙",
        "未命名",
        "_NUL",
        "a",
        "A（2）",
        "x" * 60,
    ]
