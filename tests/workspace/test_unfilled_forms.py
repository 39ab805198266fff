"""Forms that come back with rows left blank, and a roster left blank: each is told once, whatever else is wrong."""

from pathlib import Path

import openpyxl
from monthly import VILLAGES, monthly, report
from workspaces import write_book

from stardb.problems import Severity
from stardb.quantity import read_period
from stardb.workspace import choose_contents, create_workspace, make_forms, open_workspace, read_inputs


def test_an_empty_roster_is_told_whatever_else_is_wrong(tmp_path: Path) -> None:
    root = monthly(tmp_path)
    report(root, "2022", [["东庄", 1, "许多"]])
    write_book(root / "data/2022/名册.xlsx", {"名册": VILLAGES[:1]})
    told = read_inputs(open_workspace(root, read_period("2022-01"))).problems
    assert "D118" in [one.code for one in told if one.severity is Severity.ERROR]


def test_a_row_that_nobody_filled_in_is_told_once_and_not_for_each_cell(tmp_path: Path) -> None:
    root = tmp_path / "村"
    create_workspace(root, choose_contents(False, ("village-member-points",)))
    for path in root.glob("data/2023-*/*.xlsx"):
        path.unlink()
    made = make_forms(open_workspace(root, read_period("2023-04")))
    form = sorted(made.folder.iterdir())[0]
    book = openpyxl.load_workbook(form)
    sheet = book["月度记实表"]
    head = next(row for row in sheet.iter_rows() if any(str(cell.value).startswith("*缺席次数") for cell in row))
    columns = {str(cell.value).split("\n")[0].lstrip("*"): cell.column for cell in head if cell.value}
    for row in range(head[0].row + 1, head[0].row + 3):  # the first two; the others are left as they are
        for title in ("缺席次数", "迟到次数"):
            sheet.cell(row, columns[title]).value = 0
    (root / "data/2023-04").mkdir(exist_ok=True)
    book.save(root / "data/2023-04" / form.name)
    found = read_inputs(open_workspace(root, read_period("2023-04")))
    codes = [one.code for one in found.problems if one.place.file.startswith("data/2023-04")]
    assert codes.count("D235") == 1
    assert "D121" not in codes
