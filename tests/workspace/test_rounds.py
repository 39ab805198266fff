"""Several rounds of returning: what was changed stays told, what nobody asked for stands out, no file is counted twice."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from workspaces import CHECKED, ROSTER, SCHEME, set_cell, small, write_book

from stardb.problems import Problem
from stardb.workspace import open_workspace, read_inputs
from stardb.workspace.blank_forms import make_forms
from stardb.workspace.marked_returns import make_returns

BAD = [CHECKED[0], ["甲镇", "东庄", "二十左右", "是"], ["甲镇", "西庄", "十几", "否"]]


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A roster, 甲镇's workbook with two wrong cells, and 乙镇's, which is right."""
    root = small(tmp_path)
    (root / "data/2022/检查.xlsx").unlink()
    write_book(root / "data/2022/名册.xlsx", {"名册": ROSTER})
    write_book(root / "data/2022/一.xlsx", {"检查表": BAD})
    write_book(root / "data/2022/二.xlsx", {"检查表": [CHECKED[0], CHECKED[3]]})
    return root


def hand_back(root: Path) -> list[str]:
    return [one.copy for one in make_returns(open_workspace(root)).returned]


def problems(root: Path, *codes: str) -> list[Problem]:
    return [
        p
        for p in read_inputs(open_workspace(root)).problems
        if p.code.startswith("D") and (not codes or p.code in codes)
    ]


def correct(root: Path, name: str, copy: str = "甲镇/一.xlsx", sheet: str = "检查表", **cells: object) -> Path:
    """The returned copy, filled in and sent in under a name."""
    path = root / "data/2022" / name
    shutil.copy(root / "returns/2022" / copy, path)
    for cell, value in cells.items():
        set_cell(path, sheet, cell, value)
    return path


def test_changes_of_all_rounds_stay_told(county: Path) -> None:
    hand_back(county)
    correct(county, "一.xlsx", C2=20)
    assert [p.place.cell for p in problems(county, "D171")] == ["C2"]
    assert hand_back(county) == ["甲镇/一.xlsx"]  # C3 is still wrong
    assert [p.place.cell for p in problems(county, "D171")] == ["C2"]
    correct(county, "一.xlsx", C3=12)
    assert hand_back(county) == []
    told = problems(county)
    assert [(p.code, p.place.cell, p.message) for p in told] == [
        ("D171", "C2", "“二十左右”改成了“20”。"),
        ("D171", "C3", "“十几”改成了“12”。"),
    ]
    assert hand_back(county) == []
    assert problems(county) == told


def test_each_round_under_another_name_leaves_the_last_alone(county: Path) -> None:
    hand_back(county)
    correct(county, "一（改）.xlsx", C2=20)
    (copy,) = hand_back(county)
    correct(county, "一（再改）.xlsx", copy, C3=12)
    (county / "data/2022/一（改）.xlsx").unlink()  # the link between the first and the last is gone
    told = problems(county)
    assert {p.code for p in told} == {"D171", "D172"}
    assert [p.place.file for p in told if p.code == "D172"] == ["data/2022/一.xlsx"]


def test_the_first_moved_elsewhere_is_still_known(county: Path) -> None:
    hand_back(county)
    correct(county, "一（改）.xlsx", C2=20, C3=12)
    (county / "data/2022/旧").mkdir()
    (county / "data/2022/一.xlsx").rename(county / "data/2022/旧/原来.xlsx")
    assert {p.code for p in problems(county)} == {"D171", "D172"}


def test_a_correction_in_the_place_of_the_first_and_the_first_under_another_name(county: Path) -> None:
    hand_back(county)
    shutil.move(county / "data/2022/一.xlsx", county / "data/2022/一（旧）.xlsx")
    correct(county, "一.xlsx", C2=20, C3=12)
    assert [(p.code, p.place.file) for p in problems(county, "D172")] == [("D172", "data/2022/一（旧）.xlsx")]
    assert {p.code for p in problems(county)} == {"D171", "D172"}


def test_a_cell_changed_that_was_not_marked_stands_out_here_and_in_the_next_copy(county: Path) -> None:
    hand_back(county)
    correct(county, "一.xlsx", C2=20, C3=12, D3="是")
    (told,) = problems(county, "D215")
    assert (told.place.cell, told.severity.value) == ("D3", "警告")
    assert told.message == "没有标出的这一格也改了：“否”改成了“是”。"
    assert hand_back(county) == ["甲镇/一.xlsx"]
    book = openpyxl.load_workbook(county / "returns/2022/甲镇/一.xlsx")
    assert "没有标出的这一格也改了" in book["检查表"]["D3"].comment.text
    assert book["检查表"]["D3"].fill.fgColor.rgb != book["检查表"]["D2"].fill.fgColor.rgb
    correct(county, "一.xlsx")  # looked at, and sent in again as it was
    assert [(p.code, p.place.cell) for p in problems(county)] == [("D171", "C2"), ("D171", "C3"), ("D171", "D3")]


def test_a_row_put_in_that_nobody_asked_for_stands_out(county: Path) -> None:
    hand_back(county)
    path = correct(county, "一.xlsx", C2=20, C3=12)
    book = openpyxl.load_workbook(path)
    book["检查表"].append(["甲镇", "东庄", 99, "是"])
    book.save(path)
    assert [p.message for p in problems(county, "D215")] == ["第4行是新加的。"]


def test_what_is_marked_on_a_name_is_said_of_its_row(county: Path) -> None:
    """Two rows of one village that differ are marked on its name; mended is the cell that was wrong, or a row taken out."""
    write_book(
        county / "data/2022/一.xlsx", {"检查表": [*BAD[:2], ["甲镇", "西庄", 5, "否"], ["甲镇", "西庄", 6, "否"]]}
    )
    hand_back(county)
    correct(county, "一.xlsx", C2=20, C4=5)
    assert [p.place.cell for p in problems(county, "D171")] == ["C2", "C4"]
    assert problems(county, "D215") == []


PEOPLE = SCHEME.replace(
    "      换届: {type: yes_no}", "      换届: {type: yes_no}\n      负责人证号: {type: citizen_id, private: true}"
)


def test_of_a_masked_number_it_is_seen_which_digits_were_changed(tmp_path: Path) -> None:
    checked = [
        [*CHECKED[0], "负责人证号"],
        ["甲镇", "东庄", 20, "是", "141199198001010018"],
        ["甲镇", "西庄", 12, "否", None],
    ]
    root = small(tmp_path, rules=PEOPLE, checked=checked)
    (copy,) = hand_back(root)
    correct(root, "检查.xlsx", copy, E2="141199198001020013", E3="141199198001010019")
    changed = {p.place.cell: p.message for p in problems(root, "D171", "D215")}
    assert changed["E2"].endswith("“141199*******1**18”改成了“141199*******2**13”（第14、18位不同）。")
    assert "1980" not in "".join(changed.values())


def test_the_list_taken_out_and_the_file_renamed_make_no_second_file(tmp_path: Path) -> None:
    """A form's sheets bear their own stamps; the workbook's is seen on them too."""
    root = small(tmp_path)
    (root / "data/2022/检查.xlsx").unlink()
    write_book(root / "data/2022/名册.xlsx", {"名册": ROSTER})
    make_forms(open_workspace(root))
    for name in ("甲镇.xlsx", "乙镇.xlsx"):
        book = openpyxl.load_workbook(root / "forms/2022" / name)
        sheet = book["检查表"]
        for row in range(_header(sheet) + 1, sheet.max_row + 1):
            sheet.cell(row, 3).value, sheet.cell(row, 4).value = "十几" if name == "甲镇.xlsx" else 5, "是"
        book.save(root / "data/2022" / name)
    (copy,) = hand_back(root)
    book = openpyxl.load_workbook(root / "returns/2022" / copy)
    del book["问题清单"]
    sheet = book["检查表"]
    for row in range(_header(sheet) + 1, sheet.max_row + 1):
        sheet.cell(row, 3).value = 12
    book.save(root / "data/2022/改好了发给县里.xlsx")
    assert {p.code for p in problems(root)} == {"D171", "D172"}
    assert len(read_inputs(open_workspace(root)).intakes["little"].tables.subjects) == 3


def _header(sheet: Worksheet) -> int:
    return next(row[0].row for row in sheet if row[0].border.left.style)


def test_an_old_format_comes_back_under_its_own_name_as_a_workbook(county: Path) -> None:
    (county / "data/2022/一.xlsx").unlink()
    text = "\n".join(",".join(map(str, row)) for row in [["甲镇检查表"], *BAD])
    (county / "data/2022/一.csv").write_text(text, encoding="utf-8")
    assert hand_back(county) == ["甲镇/一.xlsx"]
    sheet = openpyxl.load_workbook(county / "returns/2022/甲镇/一.xlsx")["一"]
    assert sheet["A2"].font.bold
    assert sheet["B3"].border.left.style
    assert sheet.page_setup.orientation == "landscape"
    correct(county, "一.xlsx", sheet="一", C3=20, C4=12)
    assert {p.code for p in problems(county)} == {"D171", "D172"}


def test_two_files_of_one_name_in_two_formats_come_back_as_two(county: Path) -> None:
    write_book(county / "data/2022/一.xlsx", {"检查表": BAD[:2]})
    (county / "data/2022/一.csv").write_text(
        "\n".join(",".join(map(str, row)) for row in [BAD[0], BAD[2]]), encoding="utf-8"
    )
    assert sorted(hand_back(county)) == ["甲镇/一.xlsx", "甲镇/一（csv）.xlsx"]
