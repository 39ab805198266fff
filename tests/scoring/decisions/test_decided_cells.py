"""A decision on a cell is as if the cell had been filled in so; where it came from and what it said are still told."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from deciding import codes, write_decisions
from workspaces import SCHEME, judge, results, small, where, write_book

from stardb.problems import Problem
from stardb.quantity import HIDDEN
from stardb.scoring import Appraisal, Explanation, explain, phrase, phrase_value
from stardb.workspace import appraise, open_workspace, read_inputs

RECORDS = SCHEME.replace(
    "stars:",
    """\
  处分:
    key: [乡镇, 村]
    many: true
    none: means_none
    columns:
      乡镇: {type: text}
      村: {type: text, required: true}
      姓名: {type: text}
      扣分: {type: number, unit: 分, between: [0, 10]}
      身份证号: {type: citizen_id, private: true}
stars:""",
).replace("换届: {type: yes_no}", "换届: {type: yes_no}\n      底数: {type: number, private: true}") + (
    "values:\n  处分扣分: {sum_of: 处分, from: 扣分}\n  有底数: {decide: [{when: 底数 > 5, give: 有}], otherwise: 没有}\npublish: [处分扣分, 有底数]\n"
)

PUNISHED = [
    ["乡镇", "村", "姓名", "扣分", "身份证号"],
    ["甲镇", "东庄", "张三", 2, None],
    ["甲镇", "东庄", "李四", 3, None],
    ["乙镇", "南庄", "王五", 5, None],
]

CHECKED = [
    ["乡镇", "村", "收入(万元)", "换届", "底数"],
    ["甲镇", "东庄", 20, "是", 7],
    ["甲镇", "西庄", 12, "否", 3],
    ["乙镇", "南庄", None, "是", None],
]


def judged(root: Path, *rows: Sequence[str]) -> Appraisal:
    """The three villages with these decisions."""
    small(root, RECORDS, checked=CHECKED)
    write_book(root / "data" / "2022" / "处分.xlsx", {"处分": PUNISHED})
    write_decisions(root, *rows)
    return judge(root, keep=False)["little"]


def find(appraisal: Appraisal, village: str, name: str) -> Explanation:
    """What a name is explained with, for a village."""
    township = "乙镇" if village == "南庄" else "甲镇"
    lines = explain(appraisal, where(appraisal, township, village)).lines()
    return next(one for _, one in lines if one.name == name)


def test_a_cell_is_read_as_decided_and_all_that_rests_on_it_follows(tmp_path: Path) -> None:
    made = judged(tmp_path, ["甲镇/西庄", "数据格", "检查表.换届", "否", "是"])
    assert codes(made) == []
    # 6 by income of 12万元, 10 for the election: 16 of 20, over the mark of 12
    assert results(made, where(made, "甲镇", "西庄"))["奖补"] == "1000元"
    cell = find(made, "西庄", "换届")
    assert phrase_value(cell) == "是"
    assert phrase(cell) == "裁定：否改为是（复核认定，县委组织部 青组纪〔2025〕3号 2023-02-01）"
    assert str(cell.place) == "data/2022/检查.xlsx!检查表!D3"


@pytest.mark.parametrize(
    "row",
    [
        ["甲镇/西庄", "数据格", "收入", "12万元", "20万元"],
        ["甲镇/西庄", "数据格", "检查表.收入", "12", "20"],
        ["甲镇/西庄", "数据格", "data/2022/检查.xlsx!检查表!C3", "120000元", "200000元"],
        ["甲镇/西庄", "数据格", "检查.xlsx!检查表!$C$3", "12", "20"],
    ],
    ids=["column", "table and column", "place", "place without its folder"],
)
def test_a_cell_is_named_by_its_column_or_its_place(tmp_path: Path, row: list[str]) -> None:
    made = judged(tmp_path, row)
    assert codes(made) == []
    assert made.text("得分(集体收入)", where(made, "甲镇", "西庄")) == "10分"


def test_a_blank_cell_is_filled_and_a_filled_one_emptied(tmp_path: Path) -> None:
    made = judged(
        tmp_path,
        ["乙镇/南庄", "数据格", "收入", "空白", "10万元"],
        ["甲镇/东庄", "数据格", "收入", "20", "作废"],
    )
    assert codes(made) == []
    assert made.text("得分(集体收入)", where(made, "乙镇", "南庄")) == "6分"
    assert made.text("得分(集体收入)", where(made, "甲镇", "东庄")) == "待定"


def test_a_row_of_a_record_table_is_named_by_its_number(tmp_path: Path) -> None:
    made = judged(tmp_path, ["甲镇/东庄", "数据格", "处分.扣分@第3行", "3", "1"])
    assert codes(made) == []
    # 2 + 3 was, 2 + 1 is
    assert made.text("处分扣分", where(made, "甲镇", "东庄")) == "3"
    rows = [one for _, one in explain(made, where(made, "甲镇", "东庄")).lines() if one.name == "处分" and one.row >= 0]
    assert [bool(one.decisions) for one in rows] == [False, True]
    assert "扣分，裁定：3分改为1分" in phrase(rows[1]) or "扣分，裁定：3改为1" in phrase(rows[1])


def test_a_row_that_is_the_only_one_needs_no_number(tmp_path: Path) -> None:
    made = judged(tmp_path, ["乙镇/南庄", "数据格", "处分.扣分", "5分", "4"])
    assert codes(made) == []
    assert made.text("处分扣分", where(made, "乙镇", "南庄")) == "4"


@pytest.mark.parametrize(
    ("row", "code", "told"),
    [
        (["甲镇/东庄", "数据格", "处分.扣分", "2", "1"], "D241", "它有2行"),
        (["甲镇/东庄", "数据格", "处分.扣分@第4行", "5", "1"], "D241", "没有它的第4行"),
        (["甲镇/西庄", "数据格", "处分.扣分", "5", "1"], "D241", "没有它的行"),
        (["甲镇/西庄", "数据格", "检查表.收人", "12", "20"], "D241", "是不是“检查表.收入”"),
        (["甲镇/西庄", "数据格", "检查.xlsx!检查表!C2", "20", "12"], "D241", "不是它的一格"),
        (["甲镇/西庄", "数据格", "名册.村", "西庄", "东庄"], "D247", "说明是谁"),
        (["甲镇/西庄", "数据格", "检查表.收入", "12", "约20"], "D242", "不能改为“约20”"),
        (["甲镇/西庄", "数据格", "检查表.收入", "12", "2000万元"], "D242", "不能改为“2000万元”"),
        (["甲镇/西庄", "数据格", "检查表.换届", "否", "5"], "D242", "不能改为“5”"),
        (["甲镇/西庄", "数据格", "检查表.收入", "13", "20"], "D243", "现在是12万元，不是原值“13”"),
        (["乙镇/南庄", "数据格", "检查表.收入", "13", "20"], "D243", "现在是待定，不是原值“13”"),
        (["甲镇/西庄", "数据格", "检查表.收入", "12", "120000元"], "D245", "已经是12万元"),
    ],
)
def test_a_decision_that_does_not_hold_is_told_and_nothing_is_changed(
    tmp_path: Path, row: list[str], code: str, told: str
) -> None:
    made = judged(tmp_path, row)
    (fault,) = made.decisions.problems
    assert (fault.code, str(fault.place)) == (code, "decisions/2022/裁定.xlsx!裁定!G2")
    assert told in fault.message
    assert made.decisions.applied == ()
    assert results(made, where(made, "甲镇", "西庄")) == results(judged(tmp_path / "无"), where(made, "甲镇", "西庄"))


def test_two_that_contradict_each_other_are_both_told(tmp_path: Path) -> None:
    made = judged(
        tmp_path,
        ["甲镇/西庄", "数据格", "收入", "12", "20万元"],
        ["甲镇/西庄", "数据格", "检查.xlsx!检查表!C3", "12", "15万元"],
    )
    assert codes(made) == ["D244", "D244"]
    assert made.text("得分(集体收入)", where(made, "甲镇", "西庄")) == "6分"


def test_a_private_cell_stays_private(tmp_path: Path) -> None:
    made = judged(tmp_path, ["甲镇/西庄", "数据格", "底数", "3", "7"])
    assert codes(made) == []
    (applied,) = made.decisions.applied
    assert (applied.before.text, applied.after.text) == (HIDDEN, HIDDEN)
    assert made.text("有底数", where(made, "甲镇", "西庄")) == "有"
    stale = judged(tmp_path / "旧", ["甲镇/西庄", "数据格", "底数", "41", "7"])
    assert codes(stale) == ["D243"]
    assert "41" not in stale.decisions.problems[0].message + stale.decisions.problems[0].expected


def test_problems_of_decisions_are_among_those_of_the_run(tmp_path: Path) -> None:
    judged(tmp_path, ["甲镇/西庄", "数据格", "收入", "13", "20"])
    _, problems = appraise(read_inputs(open_workspace(tmp_path)))
    found: list[Problem] = [one for one in problems if one.code == "D243"]
    assert len(found) == 1
