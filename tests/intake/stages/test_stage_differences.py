"""Stages that say things too far apart are listed with their cells."""

from staged import RULES, make, told

FILES = {
    "自评/甲镇.xlsx": [["甲镇", "东庄", 90], ["甲镇", "西庄", 70]],
    "镇评/甲镇.xlsx": [["甲镇", "东庄", 85], ["甲镇", "西庄", 64.5]],
}


def test_only_what_is_beyond_the_limit_is_listed_with_both_cells(tmp_path):
    found = make(tmp_path, "stages: {use: [镇评, 自评], differ: 5分}", FILES)
    # 90 − 85 = 5 is not beyond 5; 70 − 64.5 = 5.5 is
    (one,) = [one for one in found.problems if one.code == "D273"]
    assert str(one.place) == "data/2022/镇评/甲镇.xlsx!检查表!C3"
    assert one.found == "自评 70、镇评 64.5"
    assert one.message == (
        "“甲镇/西庄”的“得分”各环节相差 5.5，超过 5分：自评 70（data/2022/自评/甲镇.xlsx!检查表!C3）、"
        "镇评 64.5（data/2022/镇评/甲镇.xlsx!检查表!C3）。"
    )
    assert one.group == "甲镇"


def test_a_limit_may_be_said_for_single_columns(tmp_path):
    found = make(tmp_path, "stages: {use: [镇评, 自评], differ: {得分: 4}}", FILES)
    assert [found for _, found in told(found, "D273")] == ["自评 90、镇评 85", "自评 70、镇评 64.5"]


def test_columns_that_say_their_stage_are_compared_by_the_rest_of_their_names(tmp_path):
    rules = RULES.replace(
        "得分: {type: number, between: [0, 100]}",
        "自评得分: {type: number, stage: 自评}\n      县核得分: {type: number, stage: 县核}",
    ).replace("formula: 得分", "formula: 自评得分 * 40% + 县核得分 * 60%")
    rows = [["甲镇", "东庄", 90, 80], ["甲镇", "西庄", 70, 66]]
    head = ["乡镇", "村", "自评得分", "县核得分"]
    found = make(tmp_path, "stages: {differ: {得分: 5}}", {"甲镇.xlsx": rows}, rules, head)
    assert told(found, "D273") == [("data/2022/甲镇.xlsx!检查表!D2", "自评 90、县核 80")]
    assert told(found, "D270") == []
