"""Where results cannot be made or written, those of before stay as they were, to the byte, and nothing is left about."""

import os
import shutil
import sqlite3
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from workspaces import CHECKED, ROSTER, SCHEME, set_cell, small

from stardb.problems import ProblemsError
from stardb.workspace import open_workspace, run
from stardb.workspace.storage.atomic_write import stage_results


def contents(root):
    """Everything in results/ and the ledger."""
    paths = [path for path in (root / "results").rglob("*") if path.is_file()] if (root / "results").is_dir() else []
    ledger = root / "stardb.sqlite"
    return {str(path.relative_to(root)): path.read_bytes() for path in [*paths, *([ledger] if ledger.exists() else [])]}


@pytest.fixture
def done(tmp_path):
    """A workspace after a good run, whose data then changed."""
    root = small(tmp_path / "县")
    run(open_workspace(root))
    set_cell(root / "data/2022/检查.xlsx", "检查表", "C2", 3)
    return root


def refused(root):
    """The problems of a run that comes to nothing; asserts that it changed nothing."""
    before = contents(root)
    with pytest.raises(ProblemsError) as caught:
        run(open_workspace(root))
    assert contents(root) == before
    assert not [path for path in root.rglob(".*") if path.is_dir()]
    return [(p.code, p.place.file) for p in caught.value.problems]


def test_a_rule_file_with_a_typo(done):
    (done / "rules" / "little.yaml").write_text(SCHEME.replace("points: 10, yes", "point: 10, yes"), encoding="utf-8")
    assert ("R201", "rules/little.yaml") in refused(done)


def test_no_workbooks(done):
    shutil.rmtree(done / "data" / "2022")
    assert refused(done) == [("W102", "data/2022")]


def test_a_roster_without_a_row(done):
    small(done, roster=ROSTER[:1], checked=CHECKED[:1])
    assert refused(done) == [("D118", "data/2022")]


@pytest.mark.parametrize("template", ["little.xlsx", "workbook.xlsx"])
def test_a_broken_workbook_template(done, template):
    (done / "reports").mkdir()
    (done / "reports" / template).write_bytes(b"PK\x03\x04 and no more")
    assert refused(done) == [("T101", f"reports/{template}")]


def test_a_broken_page_template(done):
    (done / "reports" / "pages").mkdir(parents=True)
    (done / "reports" / "pages" / "subject.html").write_text("{% for x in 得星 %}", encoding="utf-8")
    assert refused(done) == [("T102", "reports/pages/subject.html")]


def test_broken_templates_are_named_together(done):
    (done / "reports" / "pages").mkdir(parents=True)
    (done / "reports" / "workbook.xlsx").write_bytes(b"")
    (done / "reports" / "pages" / "index.html").write_text("{{ 没有的名称 }}", encoding="utf-8")
    assert sorted(refused(done)) == [("T101", "reports/workbook.xlsx"), ("T103", "reports/pages/index.html")]


def test_a_damaged_ledger(done):
    (done / "stardb.sqlite").write_bytes(b"?" * 5000)
    assert refused(done) == [("W301", "stardb.sqlite")]


def test_a_ledger_that_another_program_is_reading(done):
    """The ledger is committed before the files are moved: where it refuses, they stay where they are."""
    other = sqlite3.connect(done / "stardb.sqlite", isolation_level=None)
    other.execute("begin")
    other.execute("select * from event").fetchone()
    try:
        assert refused(done) == [("W301", "stardb.sqlite")]
    finally:
        other.close()
    run(open_workspace(done))  # once it is free, all is well


def test_a_file_in_the_place_of_results(tmp_path):
    root = small(tmp_path)
    (root / "results").write_text("a file")
    assert refused(root) == [("W401", "results/2022")]
    assert (root / "results").read_text() == "a file"


@contextmanager
def ordinary_user():
    """For root, to whom no permission is refused: be nobody for a while."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="permissions are of another kind here")
def test_results_that_may_not_be_written():
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "results" / "2022"
        target.mkdir(parents=True)
        (target / "old").write_text("old")
        Path(folder).chmod(0o755)
        target.parent.chmod(0o555)
        with ordinary_user(), pytest.raises(ProblemsError) as caught, stage_results(target, {"new": b"new"}):
            pass
        target.parent.chmod(0o755)
        assert [path.name for path in target.parent.rglob("*")] == ["2022", "old"]
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file) == ("W401", "results/2022")
    assert "没有权限" in problem.message


def test_a_run_replaces_what_an_earlier_one_wrote_and_leaves_other_years_alone(done):
    here = done / "results" / "2022"
    (here / "旧表.xlsx").write_bytes(b"old")
    (here / ".stardb").write_text(
        "little\t旧表.xlsx\n" + (here / ".stardb").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (here / "签字件.pdf").write_bytes(b"signed")
    (done / "results" / "2021").mkdir()
    (done / "results" / "2021" / "存.txt").write_text("kept")
    run(open_workspace(done))
    assert not (here / "旧表.xlsx").exists()
    assert (here / "签字件.pdf").read_bytes() == b"signed", "what people put there themselves stays"
    assert (done / "results" / "2021" / "存.txt").read_text() == "kept"
    assert sorted(path.name for path in (done / "results").iterdir()) == [
        ".stardb",
        "2021",
        "2022",
        "assets",
        "index.html",
    ]
