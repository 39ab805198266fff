"""One row for several subjects: a village's figures, read by each of its cadres (D2, 宁夏)."""

from pathlib import Path

import pytest
from workspaces import small, write_book

from stardb.scoring import Appraisal
from stardb.workspace import appraise, open_workspace, read_inputs

RULES = """\
scheme: 干部绩效
subject: 干部
basis: 试行
valid_from: 2020-01-01
tables:
  干部名册:
    key: 编号
    name: 姓名
    group: 乡镇
    columns:
      编号: {type: text, required: true}
      姓名: {type: text, required: true}
      乡镇: {type: text, required: true}
      村: {type: text, required: true}
  村情况表:
    key: [乡镇, 村]
    columns:
      乡镇: {type: text}
      村: {type: text}
      纯收入: {type: money, unit: 万元}
entitlements:
  奖励: {from: 纯收入, bands: {10万元: 500元, 0元: 0元}, unit: 元/年, basis: 第一条}
"""
PEOPLE = [
    ["编号", "姓名", "乡镇", "村"],
    ["A1", "张某某", "甲镇", "李家村"],
    ["A2", "李某某", "甲镇", "李家村"],
    ["A3", "王某某", "乙镇", "李家村"],
    ["A4", "赵某某", "乙镇", "石桥村"],
]
VILLAGES = [["乡镇", "村", "纯收入(万元)"], ["甲镇", "李家", 12], ["乙镇", "李家村", 3]]


@pytest.fixture
def made(tmp_path: Path) -> tuple[Appraisal, list[str]]:
    small(tmp_path, RULES)
    write_book(tmp_path / "data" / "2022" / "检查.xlsx", {"干部名册": PEOPLE, "村情况表": VILLAGES})
    appraisals, problems = appraise(read_inputs(open_workspace(tmp_path)))
    return appraisals["little"], [f"{p.code} {p.found}" for p in problems if p.code.startswith("D")]


def test_every_cadre_reads_the_row_of_his_own_village(made: tuple[Appraisal, list[str]]) -> None:
    appraisal, _ = made
    assert [appraisal.text("奖励", i) for i in range(4)] == ["500元", "500元", "0元", "待定"]


def test_a_village_without_a_row_is_named_once(made: tuple[Appraisal, list[str]]) -> None:
    _, problems = made
    assert [p for p in problems if p.startswith("D145")] == ["D145 乙镇/石桥村"]


def test_the_cell_is_the_villages(made: tuple[Appraisal, list[str]]) -> None:
    appraisal, _ = made
    table = appraisal.tables.single["村情况表"]
    assert [str(table.place(i, "纯收入") or "") for i in range(4)] == [
        "data/2022/检查.xlsx!村情况表!C2", "data/2022/检查.xlsx!村情况表!C2", "data/2022/检查.xlsx!村情况表!C3", "",
    ]  # fmt: skip


def test_two_rows_of_a_village_that_differ_leave_all_its_cadres_open(tmp_path: Path) -> None:
    small(tmp_path, RULES)
    rows = [*VILLAGES, ["甲镇", "李家村", 9]]
    write_book(tmp_path / "data" / "2022" / "检查.xlsx", {"干部名册": PEOPLE, "村情况表": rows})
    appraisals, problems = appraise(read_inputs(open_workspace(tmp_path)))
    assert [appraisals["little"].text("奖励", i) for i in range(4)] == ["待定", "待定", "0元", "待定"]
    assert "D142" in {p.code for p in problems}


def test_a_key_that_the_roster_cannot_tell_is_refused(tmp_path: Path) -> None:
    small(
        tmp_path,
        RULES.replace("key: [乡镇, 村]", "key: [乡镇, 网格]").replace(
            "      村: {type: text}\n      纯", "      网格: {type: text}\n      纯"
        ),
    )
    _, problems = appraise(read_inputs(open_workspace(tmp_path)))
    assert [p.code for p in problems if p.code == "R203"] == ["R203"]


def test_a_sheet_that_says_of_each_cadre_what_his_village_has_says_nothing_twice(tmp_path: Path) -> None:
    """The village's row stands there once for each of its cadres; sent again in another file it is told of."""
    small(tmp_path, RULES)
    rows = [VILLAGES[0], *[["甲镇", "李家村", 12]] * 2, *[["乙镇", "李家村", 3], ["乙镇", "石桥村", 1]]]
    write_book(tmp_path / "data" / "2022" / "检查.xlsx", {"干部名册": PEOPLE, "村情况表": rows})
    appraisals, problems = appraise(read_inputs(open_workspace(tmp_path)))
    assert [p.code for p in problems if p.code.startswith("D")] == []
    assert [appraisals["little"].text("奖励", i) for i in range(4)] == ["500元", "500元", "0元", "0元"]
    write_book(tmp_path / "data" / "2022" / "又一份.xlsx", {"村情况表": rows[:2]})
    _, problems = appraise(read_inputs(open_workspace(tmp_path)))
    assert [p.code for p in problems if p.code.startswith("D")] == ["D141"]
