"""Stages that rule files use are named in stardb.yaml."""

from workspaces import SCHEME, small

from stardb.workspace import open_workspace, read_inputs


def test_a_stage_that_the_settings_do_not_name_is_told_with_the_near_one(tmp_path):
    rules = SCHEME.replace("换届: {type: yes_no}", "换届: {type: yes_no, stage: 镇里评}")
    root = small(tmp_path, rules, more="stages: [自评, 镇评]\n")
    (one,) = [one for one in read_inputs(open_workspace(root)).problems if one.code == "W360"]
    assert one.found == "镇里评"
    assert "是不是“镇评”" in one.message
