"""Closing stopped anywhere: the period is closed and its archive is there, or neither; the next start sees to it."""

import os
import shutil
import signal

import pytest
from stopping import stops
from yearly import yearly

from stardb.ledger import CLOSE
from stardb.problems import ProblemsError
from stardb.workspace import close_period, finish_interrupted, open_workspace, run, verify_closings
from stardb.workspace.folder.open_ledger import open_ledger
from stardb.workspace.storage.recovery import write_exclusively

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are made by fork here")


def test_closing_stopped_anywhere(tmp_path):
    root, other = yearly(tmp_path / "母本", "2022", "甲2 乙1"), tmp_path / "县"
    run(open_workspace(root))

    def renew():
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(root, other)

    seen = set()
    for status in stops(lambda: close_period(open_workspace(other)), other, renew, signal.SIGKILL, 2):
        assert status in (0, -signal.SIGKILL)
        workspace = open_workspace(other)
        finish_interrupted(workspace)
        ledger = open_ledger(workspace)
        with write_exclusively(other, ledger):
            pass
        closings = ledger.list_events(CLOSE)
        names = sorted(path.name for path in (other / "archive").glob("*")) if (other / "archive").exists() else []
        assert names == (["2022.zip"] if closings else [])
        assert not list((other / "archive").glob(".*"))
        assert verify_closings(workspace, False).exit_status == 0
        seen.add(bool(closings))
    assert seen == {False, True}


def test_an_archive_that_cannot_be_written_leaves_the_period_open(tmp_path):
    root = yearly(tmp_path, "2022", "甲2")
    run(open_workspace(root))
    (root / "archive").write_bytes(b"no folder")
    with pytest.raises(ProblemsError) as caught:
        close_period(open_workspace(root))
    assert [one.code for one in caught.value.problems] == ["W333"]
    assert open_ledger(open_workspace(root)).list_events(CLOSE) == []
    run(open_workspace(root))
