"""A closed period whose scores rest on evidence comes to the same from its archive, which has no more than the files' names."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "evidence"))

from laid import make

from stardb.workspace import close_period, open_workspace, run, verify_closings


def test_scores_without_evidence_are_what_they_were(tmp_path):
    root = make(tmp_path / "县", ["甲镇/东庄/集体收入.pdf"], income="{without: 0分}")
    run(open_workspace(root))
    close_period(open_workspace(root))
    outcome = verify_closings(open_workspace(root), True)
    assert [(one.is_rescored, one.changed) for one in outcome.archives] == [(True, ())]
    assert outcome.problems == ()


def test_evidence_that_is_gone_or_changed_is_found(tmp_path):
    root = make(tmp_path / "县", ["甲镇/东庄/集体收入.pdf"], income="{without: 0分}")
    run(open_workspace(root))
    close_period(open_workspace(root))
    (root / "evidence/2022/甲镇/东庄/集体收入.pdf").write_text("another", encoding="utf-8")
    outcome = verify_closings(open_workspace(root), True)
    assert [(one.code, one.place.file) for one in outcome.problems] == [
        ("W335", "evidence/2022/甲镇/东庄/集体收入.pdf")
    ]
