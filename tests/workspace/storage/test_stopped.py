"""Stopped anywhere: results and ledger are those of before or those of after, both alike, and nothing of anybody's is lost."""

import os
import shutil
import signal
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from stopping import stops
from workspaces import set_cell, small

from stardb.workspace import DecisionRequest, add_decision, open_workspace, run
from stardb.workspace.blank_forms import make_forms
from stardb.workspace.folder.open_ledger import finish_interrupted, open_ledger
from stardb.workspace.marked_returns import make_returns
from stardb.workspace.storage.recovery import write_exclusively

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are made by fork here")

OWN = ["签字件.pdf", "管道", "链接", "空夹", "夹/记录.txt", "little/批注.txt"]


def put_own(folder: Path) -> None:
    """What a clerk may put into a folder of results."""
    (folder / "签字件.pdf").write_bytes(b"signed")
    os.mkfifo(folder / "管道")
    (folder / "链接").symlink_to("/没有")
    (folder / "空夹").mkdir()
    (folder / "夹").mkdir()
    (folder / "夹" / "记录.txt").write_text("记")
    (folder / "little" / "批注.txt").write_text("批")


def own(folder: Path) -> dict[str, str]:
    """What of it is there, and what it is."""
    found = {}
    for name in OWN:
        path = folder / name
        if path.is_symlink():
            found[name] = os.readlink(path)
        elif path.is_fifo():
            found[name] = "pipe"
        elif path.is_dir():
            found[name] = "folder"
        elif path.exists():
            found[name] = path.read_text()
    return found


def made(folder: Path) -> dict[str, bytes]:
    """The files stardb wrote."""
    return {
        name: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink() and (name := path.relative_to(folder).as_posix()) not in OWN
    }


def digest(root: Path) -> str:
    """The digest of the results that count."""
    with sqlite3.connect(root / "stardb.sqlite") as database:
        sql = "select json_extract(body, '$.results') from event join placed on event = id order by id desc limit 1"
        return database.execute(sql).fetchone()[0]


def hidden(root: Path) -> list[str]:
    """What lies about that nobody put there, but SQLite's own journal, which it sees to itself."""
    known = ("stardb.yaml", "stardb.sqlite", "stardb.sqlite-journal", "stardb.key")
    return [path.name for path in root.rglob(".*") if path.name not in (".stardb", ".stardb-summary.json")] + [
        path.name for path in root.glob("stardb.*") if path.name not in known
    ]


@pytest.fixture
def states(tmp_path):
    """A workspace after a run, whose data then changed; and what results and ledger are before and after the next run."""
    root = small(tmp_path / "母本")
    run(open_workspace(root))
    put_own(root / "results" / "2022")
    set_cell(root / "data/2022/检查.xlsx", "检查表", "C2", 3)
    after = tmp_path / "跑完"
    shutil.copytree(root, after, symlinks=True, ignore=lambda _, names: [n for n in names if n == "管道"])
    run(open_workspace(after))
    pairs = [(made(one / "results" / "2022"), digest(one)) for one in (root, after)]
    assert pairs[0][0] != pairs[1][0]
    return root, pairs


def fresh(root: Path, other: Path) -> None:
    """The workspace as it was, anew."""
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(root, other, symlinks=True, ignore=lambda _, names: [name for name in names if name == "管道"])
    os.mkfifo(other / "results" / "2022" / "管道")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM], ids=["kill", "ctrl-c", "term"])
def test_a_run_stopped_anywhere(states, tmp_path, how):
    root, pairs = states
    other, wanted = tmp_path / "县", own(root / "results" / "2022")
    seen = set()

    def act():
        from stardb.interrupts import stop_on_signals

        if how != signal.SIGKILL:
            signal.signal(how, signal.SIG_DFL)  # a shell lets what it runs in the background ignore Ctrl-C
        stop_on_signals()
        run(open_workspace(other))

    for status in stops(act, other, lambda: fresh(root, other), how, 3 if how == signal.SIGKILL else 8):
        assert status in (0, 130, -signal.SIGKILL)
        if status == 130:  # it could clean up itself
            assert hidden(other) == []
            assert (made(other / "results" / "2022"), digest(other)) in pairs
        with write_exclusively(other, open_ledger(open_workspace(other))):
            pass
        assert hidden(other) == []
        state = made(other / "results" / "2022"), digest(other)
        assert state in pairs
        assert own(other / "results" / "2022") == wanted
        seen.add(pairs.index(state))
    assert seen == {0, 1}


def test_after_a_stop_reading_mends_too_and_the_next_run_comes_to_the_same(states, tmp_path):
    root, pairs = states
    other = tmp_path / "县"
    told = []
    for _ in stops(lambda: run(open_workspace(other)), other, lambda: fresh(root, other), signal.SIGKILL, 7, after=1):
        told += finish_interrupted(open_workspace(other))
        assert (made(other / "results" / "2022"), digest(other)) in pairs
        run(open_workspace(other))
        assert (made(other / "results" / "2022"), digest(other)) == pairs[1]
        assert hidden(other) == []
    assert any("已补齐" in line for line in told)
    assert any("已撤回" in line for line in told)


def test_returns_stopped_anywhere(tmp_path):
    root, other = small(tmp_path / "母本"), tmp_path / "县"
    set_cell(root / "data/2022/检查.xlsx", "检查表", "C2", "若干")
    make_returns(open_workspace(root))
    (root / "returns/2022/管道").mkdir()
    before = made(root / "returns/2022")
    set_cell(root / "data/2022/检查.xlsx", "检查表", "C3", "若干")
    shutil.copytree(root, tmp_path / "跑完")
    make_returns(open_workspace(tmp_path / "跑完"))
    after = made(tmp_path / "跑完" / "returns/2022")

    def renew():
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(root, other)

    seen = set()
    for _ in stops(lambda: make_returns(open_workspace(other)), other, renew, signal.SIGKILL, 4):
        finish_interrupted(open_workspace(other))
        with write_exclusively(other, open_ledger(open_workspace(other))):
            pass
        assert hidden(other) == []
        assert (other / "returns/2022/管道").is_dir()
        assert made(other / "returns/2022") in (before, after)
        seen.add(made(other / "returns/2022") == after)
    assert seen == {False, True}


@pytest.mark.parametrize("elsewhere", [False, True])
def test_forms_stopped_anywhere_are_all_there_or_none(tmp_path, elsewhere):
    """With --force, those of before are all there in the second case."""
    root, other = small(tmp_path / "母本"), tmp_path / "县"
    target = other / ("表" if elsewhere else "forms/2022")
    folder = target if elsewhere else None

    def renew():
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(root, other)
        target.mkdir(parents=True)
        (target / "甲镇.xlsx").write_bytes(b"filled in")
        (target / "别的.txt").write_bytes(b"kept")

    def act():
        make_forms(open_workspace(other), folder, overwrite=True)

    seen = set()
    for _ in stops(act, other, renew, signal.SIGKILL, 4):
        with write_exclusively(other, open_ledger(open_workspace(other))):
            pass
        if elsewhere:
            from stardb.workspace.storage.recovery import finish_or_undo_in

            finish_or_undo_in(target)
        assert hidden(other) == []
        names = {path.name for path in target.iterdir()}
        old = (target / "甲镇.xlsx").read_bytes() == b"filled in"
        assert names == ({"甲镇.xlsx", "别的.txt"} if old else {"甲镇.xlsx", "乙镇.xlsx", "别的.txt"})
        seen.add(old)
    assert seen == {False, True}


@pytest.mark.parametrize("is_new", [True, False])
def test_a_decision_stopped_anywhere_is_written_or_not(tmp_path, is_new):
    """The book is the old one, byte for byte, or the new one; where there was none, none or the new one."""
    root, other = small(tmp_path / "母本"), tmp_path / "县"
    run(open_workspace(root))
    book = "decisions/2022/裁定.xlsx"

    def decide(where, value):
        asked = DecisionRequest(
            "西庄" if value else "", "集体收入" if value else "", value, "复核", "县委组织部", "组发〔2023〕3号", date(2023, 1, 9),
            revokes="" if value else "1",
        )  # fmt: skip
        add_decision(open_workspace(where), asked)

    if not is_new:
        decide(root, "10")
    before = (root / book).read_bytes() if not is_new else None
    shutil.copytree(root, tmp_path / "写完")
    value = "10" if is_new else ""
    decide(tmp_path / "写完", value)
    after = (tmp_path / "写完" / book).read_bytes()

    def renew():
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(root, other)

    seen = set()
    for _ in stops(lambda: decide(other, value), other, renew, signal.SIGKILL, 1, after=1):
        finish_interrupted(open_workspace(other))
        with write_exclusively(other, open_ledger(open_workspace(other))):
            pass
        assert hidden(other) == []
        state = (other / book).read_bytes() if (other / book).exists() else None
        assert state in (before, after)
        seen.add(state == after)
    assert seen == {False, True}
