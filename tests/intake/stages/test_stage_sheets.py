"""Which sheets feed which stage, by the folders they lie in."""

from staged import column, make, told

USE = "stages: {use: [镇评, 自评]}"
ROWS = [["甲镇", "东庄", 90], ["甲镇", "西庄", 70]]


def test_a_workbook_in_no_stage_folder_is_asked_about_and_not_read(tmp_path):
    found = make(tmp_path, USE, {"甲镇.xlsx": ROWS, "自评/乙镇.xlsx": [["乙镇", "南庄", 66]]})
    assert told(found, "D270") == [("data/2022/甲镇.xlsx!检查表", "不在环节的文件夹里")]
    assert column(found) == [None, None, 66]


def test_a_stage_that_the_table_does_not_use_is_told_and_not_read(tmp_path):
    found = make(tmp_path, USE, {"县核/县.xlsx": ROWS, "自评/乙镇.xlsx": [["乙镇", "南庄", 66]]})
    assert told(found, "D271") == [("data/2022/县核/县.xlsx!检查表", "县核")]
    assert column(found) == [None, None, 66]


def test_a_township_may_have_folders_in_a_stage_or_stages_in_its_folder(tmp_path):
    found = make(tmp_path, USE, {"自评/甲镇/报表.xlsx": ROWS, "甲镇/镇评/报表.xlsx": [["甲镇", "东庄", 88]]})
    assert column(found) == [88, 70, None]


def test_the_same_workbook_in_two_stages_is_read_for_both(tmp_path):
    found = make(tmp_path, "stages: {weigh: {自评: 50%, 镇评: 50%}}", {"自评/甲镇.xlsx": ROWS})
    (tmp_path / "data/2022/镇评").mkdir()
    (tmp_path / "data/2022/镇评/甲镇.xlsx").write_bytes((tmp_path / "data/2022/自评/甲镇.xlsx").read_bytes())
    from stardb.workspace import open_workspace, read_inputs

    found = read_inputs(open_workspace(tmp_path))
    assert column(found) == [90, 70, None]
    assert told(found, "D151") == []


def test_a_table_without_stages_is_read_from_every_folder(tmp_path):
    found = make(tmp_path, "note: 不分环节", {"自评/甲镇.xlsx": ROWS, "乙镇.xlsx": [["乙镇", "南庄", 66]]})
    assert column(found) == [90, 70, 66]
