"""Who has sent what, in which stage; counted by hand."""

import sys
from datetime import date
from pathlib import Path

from workspaces import small, write_book

sys.path.insert(0, str(Path(__file__).parents[2] / "intake/stages"))

from staged import RULES, make

from stardb.workspace import TableStatus, find_status, open_workspace

FILES = {
    "自评/甲镇.xlsx": [["甲镇", "东庄", 90], ["甲镇", "西庄", "约70"]],
    "自评/乙镇.xlsx": [["乙镇", "南庄", None]],
    "镇评/甲镇.xlsx": [["甲镇", "东庄", 85]],
}


def _rows(root: Path, today: str) -> list[TableStatus]:
    return [*find_status(open_workspace(root), True, date.fromisoformat(today)).tables]


def test_each_stage_of_each_township_is_counted(tmp_path):
    make(tmp_path, "stages: {use: [镇评, 自评]}", FILES)
    settings = tmp_path / "stardb.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "due: {自评: 2022-06-30, 镇评: 2022-07-10}\n", "utf-8")
    rows = _rows(tmp_path, "2022-07-01")
    # 乙镇 sent a form with nothing in it: that is not received
    assert [(r.township, r.stage, r.expected, r.received, r.state) for r in rows] == [
        ("甲镇", "自评", 2, 2, "有问题"),
        ("甲镇", "镇评", 2, 1, "缺1个"),
        ("乙镇", "自评", 1, 0, "未报，逾期"),
        ("乙镇", "镇评", 1, 0, "未报"),
    ]
    assert rows[0].faulty == ("data/2022/自评/甲镇.xlsx",)
    assert (rows[0].errors, rows[0].warnings) == (1, 0)


def test_a_day_that_is_due_is_not_late_yet(tmp_path):
    make(tmp_path, "stages: {use: [镇评, 自评]}", FILES)
    settings = tmp_path / "stardb.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "due: {自评: 2022-06-30}\n", encoding="utf-8")
    assert [row.is_late for row in _rows(tmp_path, "2022-06-30")] == [False] * 4
    assert [row.is_late for row in _rows(tmp_path, "2022-07-01")] == [False, False, True, False]


def test_without_stages_there_is_one_with_one_day(tmp_path):
    small(tmp_path, more="due: 2022-06-30\n")
    rows = _rows(tmp_path, "2022-07-01")
    assert [(r.township, r.table, r.stage, r.expected, r.received, r.state) for r in rows] == [
        ("甲镇", "检查表", "", 2, 2, "已报齐"),
        ("乙镇", "检查表", "", 1, 1, "已报齐"),
    ]


def test_columns_that_say_their_stage_are_stages_of_one_table(tmp_path):
    rules = RULES.replace(
        "得分: {type: number, between: [0, 100]}",
        "自评得分: {type: number, stage: 自评}\n      县核得分: {type: number, stage: 县核}",
    ).replace("formula: 得分", "formula: 自评得分 * 40% + 县核得分 * 60%")
    make(tmp_path, "note: 合在一张表", {}, rules)
    head = ["乡镇", "村", "自评得分", "县核得分"]
    rows = [head, ["甲镇", "东庄", 90, None], ["甲镇", "西庄", 70, 60], ["乙镇", "南庄", 80, None]]
    write_book(tmp_path / "data/2022/评分.xlsx", {"检查表": rows})
    found = [(row.township, row.stage, row.received) for row in _rows(tmp_path, "2022-07-01")]
    assert found == [("甲镇", "自评", 2), ("甲镇", "县核", 1), ("乙镇", "自评", 1), ("乙镇", "县核", 0)]
