"""Folders of stages, and those that are called almost like one."""

from workspaces import small

from stardb.workspace import open_workspace, read_inputs


def test_a_folder_called_almost_like_a_stage_is_told(tmp_path):
    root = small(tmp_path, more="stages: [自评, 镇评]\n")
    (root / "data/2022/镇评表").mkdir()
    (root / "data/2022/镇评").mkdir()
    (root / "data/2022/甲镇").mkdir()
    problems = [one for one in read_inputs(open_workspace(root)).problems if one.code == "D272"]
    assert [(one.place.file, one.expected) for one in problems] == [("data/2022/镇评表", "镇评")]


def test_without_stages_nothing_is_said_of_folders(tmp_path):
    root = small(tmp_path)
    (root / "data/2022/镇评表").mkdir()
    assert [one for one in read_inputs(open_workspace(root)).problems if one.code.startswith("D27")] == []
