"""Every problem is laid to the township whose row, sheet or file it is about; the county's own to none."""

from pathlib import Path

import pytest
from workspaces import CHECKED, ROSTER, SCHEME, set_cell, small, write_book

from stardb.workspace import open_workspace, read_inputs


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A roster of all, a workbook of 甲镇 with two villages, one of 乙镇 with one."""
    small(tmp_path)
    data = tmp_path / "data" / "2022"
    (data / "检查.xlsx").unlink()
    write_book(data / "00 名册.xlsx", {"名册": ROSTER})
    write_book(data / "01.xlsx", {"检查表": CHECKED[:3]})
    write_book(data / "02.xlsx", {"检查表": [CHECKED[0], CHECKED[3]]})
    return tmp_path


def told(root: Path) -> set[tuple[str, str, str]]:
    """The code, the place below data/2022 and the township of each problem."""
    found = read_inputs(open_workspace(root)).problems
    return {(p.code, str(p.place).removeprefix("data/2022/"), p.group) for p in found}


def test_a_cell_of_a_row_is_its_townships(county: Path) -> None:
    set_cell(county / "data/2022/01.xlsx", "检查表", "C2", "三十多")
    set_cell(county / "data/2022/02.xlsx", "检查表", "D2", "大概")
    assert told(county) == {("D122", "01.xlsx!检查表!C2", "甲镇"), ("D122", "02.xlsx!检查表!D2", "乙镇")}


def test_who_did_not_report_is_told_in_the_roster_and_laid_to_the_township(county: Path) -> None:
    write_book(county / "data/2022/01.xlsx", {"检查表": CHECKED[:2]})
    assert told(county) == {("D145", "00 名册.xlsx!名册!B3", "甲镇")}


def test_a_header_is_the_townships_whose_rows_alone_stand_below_it(county: Path) -> None:
    set_cell(county / "data/2022/02.xlsx", "检查表", "D1", "备注")
    assert {(code, group) for code, _, group in told(county)} == {("D114", "乙镇")}
    (county / "data/2022/02.xlsx").unlink()
    write_book(county / "data/2022/01.xlsx", {"检查表": [row[:3] for row in CHECKED]})
    assert {(code, group) for code, _, group in told(county)} == {("D114", "")}


def test_who_is_not_on_the_roster_is_laid_to_the_township_it_names(county: Path) -> None:
    rows = [CHECKED[0], CHECKED[3], ["甲镇", "生庄", 5, "是"]]
    write_book(county / "data/2022/02.xlsx", {"检查表": rows})
    assert told(county) == {("D143", "02.xlsx!检查表!B3", "甲镇")}


def test_a_file_of_which_nothing_could_be_read_is_the_townships_it_is_named_after(county: Path) -> None:
    data = county / "data/2022"
    for name in ("乙镇 附表", "甲镇乙镇 合报", "附表"):
        (data / f"{name}.xlsx").write_bytes(b"PK\x03\x04" + name.encode())
    assert {(place, group) for code, place, group in told(county) if code == "D101"} == {
        ("乙镇 附表.xlsx", "乙镇"),
        ("甲镇乙镇 合报.xlsx", ""),
        ("附表.xlsx", ""),
    }


def test_rule_files_are_the_countys_own(county: Path) -> None:
    (county / "rules" / "little.yaml").write_text(SCHEME.replace("basis: 第二条", "note: 无"), encoding="utf-8")
    assert {(p[0], p[2]) for p in told(county)} == {("R602", "")}
