"""Blank forms of record tables, filled in as by a clerk, saved by LibreOffice as .xlsx or .ods, and read again."""

import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from stardb.quantity import read_period, show_at
from stardb.workspace import choose_contents, create_workspace, make_forms, open_workspace, read_inputs

Rows = list[Mapping[str, Any]]


def titles_of(sheet: Worksheet, wanted: str) -> tuple[int, dict[str, int]]:
    """The row of a form's column titles, and the column of each."""
    for row in sheet.iter_rows():
        found = {str(cell.value).split("\n")[0].lstrip("*"): cell.column for cell in row if cell.value}
        if wanted in found:
            return row[0].row, found
    raise AssertionError(f"{sheet.title} has no {wanted}")


def fill(sheet: Worksheet, rows: Rows, wanted: str) -> list[str]:
    """Fill the first rows of a form; what stands in them already stays. Gives the keys that stand in them, "" for none."""
    top, columns = titles_of(sheet, wanted)
    for k, row in enumerate(rows, top + 1):
        for title, value in row.items():
            sheet.cell(k, columns[title]).value = value
    return [str(sheet.cell(top + 1 + k, columns[wanted]).value or "") for k in range(len(rows))]


CASES: Mapping[str, tuple[str, str, str, Rows, list[list[str]]]] = {
    "household-points": (
        "2023Q1", "积分登记", "户编号",
        [
            {"户编号": "1-01", "日期": date(2023, 1, 5), "事项": "环境卫生", "已核实": "是"},
            {"户编号": "1-02", "日期": date(2023, 3, 31), "事项": "调解纠纷", "已核实": "否"},
        ],
        [["2023-01-05", "环境卫生", "是"], ["2023-03-31", "调解纠纷", "否"]],
    ),
    "monthly-peace-star": (
        "2023-03", "平安月报表", "所属月",
        [
            {"上访件数": 0, "事故起数": 0, "案件起数": 2, "周联席次数": 4, "按月汇报": "是", "季度研判": "否"},
            {"上访件数": 1, "事故起数": 0, "案件起数": 0, "周联席次数": 5, "按月汇报": "是", "季度研判": "是"},
        ],
        [["3", "0", "2", "4", "否"], ["3", "1", "0", "5", "是"]],
    ),
    "dual-registration-members": (
        "2023Q2", "季度评议", "身份证号",
        [{"应到人数": 20, "实到人数": 15, "好票": 10, "较好票": 3, "一般票": 1, "差票": 0}],
        [["2023", "二季度", "20", "10"]],
    ),
    "midterm-review": (
        "2023", "考察表", "五查",
        [{"已查要素": 6, "已查内容": 15, "自诊评价": "好", "问诊评价": "较好"}],
        [["查班子成员", "6", "好", "较好"]],
    ),
}  # fmt: skip
"""Scheme -> the period, the table, the column that names a row, what is filled in, and what is read of it."""

SHOWN = {
    "积分登记": ["日期", "事项", "已核实"],
    "平安月报表": ["所属月", "上访件数", "案件起数", "周联席次数", "季度研判"],
    "季度评议": ["年度", "季度", "应到人数", "好票"],
    "考察表": ["五查", "已查要素", "自诊评价", "问诊评价"],
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    """Scheme -> its workspace with the roster alone, and a form of the first group, filled in."""
    made = {}
    for scheme, (period, table, wanted, rows, _) in CASES.items():
        root = tmp_path_factory.mktemp("forms") / scheme
        create_workspace(root, choose_contents(False, (scheme,)))
        for path in sorted(root.glob("data/*/*.xlsx")):
            names = openpyxl.load_workbook(path, read_only=True).sheetnames
            if not any("名册" in name for name in names):
                path.unlink()
                continue
            book = openpyxl.load_workbook(path)
            for name in [name for name in names if "名册" not in name]:
                del book[name]
            book.save(path)
        forms = make_forms(open_workspace(root, read_period(period)))
        form = sorted(forms.folder.iterdir())[0]
        book = openpyxl.load_workbook(form)
        fill(book[table], rows, wanted)
        path = tmp_path_factory.mktemp("filled") / f"{scheme}.xlsx"
        book.save(path)
        made[scheme] = (root, path)
    return made


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_form_saved_by_libreoffice_is_read_as_it_was_filled_in(
    filled: dict[str, tuple[Path, Path]], ending: str, soffice: list[str], tmp_path: Path
) -> None:
    command = [*soffice, "--convert-to", ending, "--outdir", str(tmp_path), *(str(path) for _, path in filled.values())]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for scheme, (root, _) in filled.items():
        period, title, _, rows, expected = CASES[scheme]
        folder = root / "data" / period
        folder.mkdir(exist_ok=True)
        target = folder / f"收回.{ending}"
        shutil.copy(tmp_path / f"{scheme}.{ending}", target)
        found = read_inputs(open_workspace(root, read_period(period)))
        target.unlink()
        table = found.intakes[scheme].tables.many[title]
        read = [[show_at(table.columns[name], i) for name in SHOWN[title]] for i in range(len(table))]
        assert read == expected, scheme
        about = [p for p in found.problems if p.place.file.endswith(target.name) and p.severity.name == "ERROR"]
        assert [f"{p.code} {p.message}" for p in about] == [], scheme
        assert len(rows) == len(read)
