"""Forms opened, saved and reckoned by LibreOffice: what was filled in is read, and the rules hold there too."""

import csv
import subprocess
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from stardb.books import read_book
from stardb.forms import FormColumn, FormSheet, write_form
from stardb.forms.cell_limits import cell_limit
from stardb.intake import read_tables
from stardb.rulebook import ColumnSpec, TableSpec

SPEC = TableSpec.model_validate(
    {
        "key": ["村"],
        "columns": {
            "村": {"type": "text", "required": True},
            "收入": {"type": "money", "unit": "万元"},
            "合格率": {"type": "percent"},
            "换届": {"type": "yes_no"},
            "日期": {"type": "date"},
            "身份证号": {"type": "citizen_id"},
            "级别": {"type": "choice", "choices": ["县级", "市级"]},
            "人数": {"type": "number", "unit": "人"},
        },
    }
)
NUMBER = "14119919700101001"
WHOLE = f"{NUMBER}8"


def convert(soffice: list[str], file: Path, to: str) -> Path:
    folder = file.parent / to
    subprocess.run(
        [*soffice, "--convert-to", to, "--outdir", str(folder), str(file)], check=True, capture_output=True, timeout=180
    )
    return folder / f"{file.stem}.{to}"


def filled(folder: Path) -> Path:
    """A form for =东庄 and 西庄, the first filled in by hand."""
    columns = tuple(FormColumn(name, spec, given=name == "村") for name, spec in SPEC.columns.items())
    rows = [(name, *[None] * 7) for name in ("=东庄", "西庄")]
    form = write_form([FormSheet("检查表", {"甲": "1"}, "甲镇 检查表", columns, rows, label=("乡镇", "甲镇"))], "2024")
    book = openpyxl.load_workbook(BytesIO(form))
    sheet = book["检查表"]
    top = sheet.max_row - 1
    for i, value in enumerate([12.5, 0.85, "是", "2024-06-18", WHOLE, "市级", 35], 2):
        sheet.cell(top, i).value = value
    book.save(folder / "甲镇.xlsx")
    return folder / "甲镇.xlsx"


@pytest.mark.tools
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_form_saved_by_libreoffice_is_read(tmp_path: Path, soffice: list[str], kind: str) -> None:
    saved = convert(soffice, filled(tmp_path), kind)
    sheets, problems = read_book(saved.read_bytes(), saved.name)
    assert problems == []
    found = read_tables(sheets, {"检查表": SPEC}, "2024")
    assert found.problems == ()
    table = found.tables.single["检查表"]
    assert [table.columns[name].at(0) for name in SPEC.columns] == [
        "=东庄", Fraction(125_000), Fraction(17, 20), True, Fraction(19_892), WHOLE, "市级", Fraction(35),
    ]  # fmt: skip
    assert [table.columns[name].at(1) for name in SPEC.columns] == ["西庄", *[None] * 7]


@pytest.mark.tools
def test_the_rule_for_id_numbers_takes_those_whose_check_digit_holds(tmp_path: Path, soffice: list[str]) -> None:
    numbers = [WHOLE, "14119919650714027X", "14119919650714027x", f"{NUMBER}7", NUMBER, "", "张某某"]
    spec = ColumnSpec.model_validate({"type": "citizen_id"})
    book = openpyxl.Workbook()  # leaves formulas without a result, so that LibreOffice reckons them
    for row, number in enumerate(numbers, 1):
        rule = cell_limit(FormColumn("身份证号", spec), f"A{row}")["value"][1:]
        book.worksheets[0][f"A{row}"].value = number
        book.worksheets[0][f"B{row}"].value = f"=IF(ISERROR({rule}),FALSE,{rule})"
    book.save(tmp_path / "号.xlsx")
    with open(convert(soffice, tmp_path / "号.xlsx", "csv"), encoding="utf-8") as stream:
        assert [row[1] for row in csv.reader(stream)] == ["TRUE", "TRUE", "TRUE", "FALSE", "FALSE", "FALSE", "FALSE"]


@pytest.mark.tools
def test_the_stamp_and_the_rules_are_there_after_libreoffice_has_saved(tmp_path: Path, soffice: list[str]) -> None:
    sheet = openpyxl.load_workbook(convert(soffice, filled(tmp_path), "xlsx"))["检查表"]
    assert "检查表" in sheet.defined_names["_stardb_form"].value
    assert sheet.protection.sheet
    assert {rule.type for rule in sheet.data_validations.dataValidation} == {
        "decimal",
        "list",
        "date",
        "custom",
        "whole",
    }
