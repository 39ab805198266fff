"""A workspace whose ledger is in PostgreSQL: the same results as with a file, and nothing half done wherever it is stopped."""

import os
import signal
from pathlib import Path

import pytest
from databases import PASSWORD, Server
from stopping import stopped_at
from workspaces import set_cell, small

from stardb.problems import ProblemsError
from stardb.workspace import open_workspace, run
from stardb.workspace.folder.open_ledger import finish_interrupted, open_ledger


def make(root: Path, url: str = "") -> Path:
    return small(root, more=f'ledger: "{url}"\n' if url else "")


def read_results(root: Path) -> dict[str, bytes]:
    """What people see; what is left aside the next writer takes away."""
    folder = root / "results"
    files = [path for path in folder.rglob("*") if path.is_file() and "/.stardb-" not in path.as_posix()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_same_results_come_out_to_the_byte(tmp_path: Path, postgresql: Server) -> None:
    kept = make(tmp_path / "库" / "县", postgresql.make_database())
    filed = make(tmp_path / "件" / "县")
    for root in (kept, filed):
        run(open_workspace(root))
    assert read_results(kept) == read_results(filed)
    assert len(read_results(kept)) > 3
    assert not (kept / "stardb.sqlite").exists()
    assert PASSWORD.encode() not in b"".join(read_results(kept).values())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are made by fork here")
def test_stopped_anywhere_files_and_ledger_are_of_one_run(tmp_path: Path, postgresql: Server) -> None:
    """Killed at several places: what counts in the database is what lies in the folder."""
    root = make(tmp_path / "县", postgresql.make_database())
    run(open_workspace(root))
    ledger = open_ledger(open_workspace(root))
    incomes, seen, counted = [20, 12], set(), 1
    for n in range(3, 60, 8):
        before = read_results(root)
        incomes.reverse()
        set_cell(root / "data" / "2022" / "检查.xlsx", "检查表", "C3", incomes[0] + n)
        status = stopped_at(n, lambda: run(open_workspace(root)), root, signal.SIGKILL)
        finish_interrupted(open_workspace(root))
        (counts,) = [one.number for one in ledger.list_kept_runs() if one.is_current]
        is_new = read_results(root) != before
        assert is_new == (counts != counted)
        assert ledger.verify() == []
        counted = counts
        seen.add(is_new)
        if status == 0:
            break
    assert True in seen


@pytest.mark.parametrize(
    "written", ["mysql://clerk:Geheim@db/stars", "[postgresql://clerk:Geheim@db/stars]", "{url: 'a:Geheim@b'}", "7"]
)
def test_what_is_no_address_is_told_without_showing_it(tmp_path: Path, written: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        open_workspace(small(tmp_path, more=f"ledger: {written}\n"))
    (fault,) = caught.value.problems
    assert (fault.code, str(fault.place)) == ("R203", "stardb.yaml:4:9")
    assert "Geheim" not in repr(fault)


def test_settings_do_not_show_the_password(tmp_path: Path) -> None:
    workspace = open_workspace(make(tmp_path, "postgresql://clerk:Geheim@db/stars"))
    assert "Geheim" not in repr(workspace)
