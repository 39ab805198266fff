"""One writes a workspace at a time: who holds the lock is told apart from who is gone, and what nobody can read is left alone."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from stardb.problems import ProblemsError
from stardb.workspace.storage.lock_file import LOCK, hold_lock, this_process

NOBODY = 2**22 + 1
"""The number of no process: Linux gives none above 2**22."""


def refused(root: Path) -> str:
    with pytest.raises(ProblemsError) as caught, hold_lock(root):
        pass
    (problem,) = caught.value.problems
    return f"{problem.code} {problem.message}"


def test_the_lock_is_there_while_one_writes_and_not_afterwards(tmp_path: Path) -> None:
    with hold_lock(tmp_path):
        assert (tmp_path / LOCK).is_file()
    assert list(tmp_path.iterdir()) == []


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    with hold_lock(tmp_path):
        assert refused(tmp_path).startswith(f"W405 {this_process().machine} 上的 {this_process().user}")


def test_the_lock_of_a_process_that_is_gone_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_text(json.dumps(asdict(replace(this_process(), process=NOBODY))), "utf-8")
    with hold_lock(tmp_path):
        assert json.loads((tmp_path / LOCK).read_text("utf-8"))["process"] == this_process().process


def test_the_lock_of_another_machine_is_left_alone_whatever_its_process(tmp_path: Path) -> None:
    written = json.dumps(asdict(replace(this_process(), machine="乡镇办公室", process=NOBODY)))
    (tmp_path / LOCK).write_text(written, "utf-8")
    assert "乡镇办公室" in refused(tmp_path)
    assert (tmp_path / LOCK).read_text("utf-8") == written


@pytest.mark.parametrize("content", ["", "{}", '{"machine": 1', "\x00"])
def test_a_lock_that_cannot_be_read_is_left_alone(tmp_path: Path, content: str) -> None:
    (tmp_path / LOCK).write_text(content, "utf-8")
    assert "读不出是谁在写" in refused(tmp_path)
    assert (tmp_path / LOCK).read_text("utf-8") == content


def test_a_workspace_that_is_no_folder_cannot_be_locked(tmp_path: Path) -> None:
    (tmp_path / "县").write_text("", "utf-8")
    assert refused(tmp_path / "县").startswith("W401 ")
