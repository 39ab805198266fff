"""A score without its required evidence is as the rule says, and is listed township by township."""

from pathlib import Path

from laid import make

from stardb.problems import Problem
from stardb.scoring import Appraisal, explain, phrase
from stardb.workspace import appraise, open_workspace, read_inputs

# 东庄 20万元 10 points, 西庄 12万元 6, 南庄 9.9万元 0; 换届 是 10, 否 0, 是 10
FILES = ("甲镇/东庄/集体收入.pdf", "乙镇/南庄/按期换届.pdf")


def _appraise(root: Path, **asked: str) -> tuple[Appraisal, list[Problem]]:
    made, problems = appraise(read_inputs(open_workspace(make(root, FILES, **asked))))
    return made["little"], [one for one in problems if one.code in ("D275", "D278")]


def _points(appraisal: Appraisal, title: str) -> list[str]:
    return [appraisal.text(f"得分({title})", i) for i in range(3)]


def test_by_default_it_counts_and_is_listed(tmp_path):
    appraisal, problems = _appraise(tmp_path, income="required")
    assert _points(appraisal, "集体收入") == ["10分", "6分", "0分"]
    # 南庄 has 0 points and needs no evidence for them
    assert [(one.group, one.message) for one in problems] == [("甲镇", "甲镇“集体收入”没有佐证材料的：西庄；照算。")]


def test_it_may_be_left_undecided_until_it_is_there(tmp_path):
    appraisal, problems = _appraise(tmp_path, income="{without: 待定}", election="{without: 待定}")
    assert _points(appraisal, "集体收入") == ["10分", "待定", "0分"]
    assert _points(appraisal, "按期换届") == ["待定", "0分", "10分"]
    assert [one.found for one in problems] == ["1个没有", "1个没有"]
    step = appraisal.steps["得分(集体收入)"]
    assert "没有佐证材料" in appraisal.sentences.reason(step, 1)


def test_it_may_come_to_nothing(tmp_path):
    appraisal, problems = _appraise(tmp_path, income="{without: 0分}")
    assert _points(appraisal, "集体收入") == ["10分", "0分", "0分"]
    assert [one.message for one in problems] == ["甲镇“集体收入”没有佐证材料的：西庄；这一项按0分计。"]


def test_what_need_not_be_there_is_not_missed(tmp_path):
    assert _appraise(tmp_path, income="{required: false}")[1] == []


def test_a_column_may_name_the_files_or_say_that_there_are_some(tmp_path):
    more = "\n      材料: {type: text}\n      纸质: {type: yes_no}"
    root = make(tmp_path, ["甲镇/东庄/流水.pdf"], "{column: 材料}", "{column: 纸质}", more)
    from workspaces import CHECKED, ROSTER, write_book

    rows = [
        [*CHECKED[0], "材料", "纸质"],
        [*CHECKED[1], "流水", "否"],
        [*CHECKED[2], "合同.pdf", ""],
        [*CHECKED[3], "", "是"],
    ]
    write_book(root / "data/2022/检查.xlsx", {"名册": ROSTER, "检查表": rows})
    made, problems = appraise(read_inputs(open_workspace(root)))
    told = [(one.code, str(one.place), one.found) for one in problems if one.code in ("D275", "D278")]
    assert told == [
        ("D278", "data/2022/检查.xlsx!检查表!E3", "合同.pdf"),
        ("D275", "evidence/2022/甲镇", "1个没有"),
        ("D275", "evidence/2022/甲镇", "1个没有"),
    ]
    lines = [phrase(one) for _, one in explain(made["little"], 0).lines() if one.name == "得分(集体收入)"]
    assert lines == ["收入 20万元，达到20万元，为10分；佐证材料1份"]
