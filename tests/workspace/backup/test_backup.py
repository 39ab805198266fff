"""A backup holds all of a workspace, is made while others work, and comes back whole or not at all."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from databases import Server
from workspaces import small

from stardb.cli import main
from stardb.problems import ProblemsError
from stardb.workspace import make_backup, open_workspace, restore_backup, run
from stardb.workspace.folder.open_ledger import open_ledger
from stardb.workspace.storage.lock_file import hold_lock


def rate(root: Path, more: str = "") -> Path:
    """A small workspace that was run, with what people lay into one."""
    small(root, more=more)
    run(open_workspace(root))
    for name in ("evidence/2022/甲镇/东庄/照片.jpg", "archive/2021.zip", "results/2022/签字件.pdf", "说明.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(name.encode() * 100)
    (root / "stardb.key").write_bytes(b"k" * 32)
    (root / "private").mkdir()
    (root / "private" / "账号.xlsx").write_bytes(b"6222")
    return root


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rate(tmp_path_factory.mktemp("某") / "县")


def read_files(root: Path) -> dict[str, bytes]:
    """All files but accounts and the ledger, whose copy may be packed otherwise."""
    return {
        name: path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not (name := path.relative_to(root).as_posix()).startswith(("private/", "stardb.sqlite"))
    }


def codes(act: object, *arguments: object) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        act(*arguments)  # type: ignore[operator]
    return sorted({one.code for one in caught.value.problems})


def test_what_was_backed_up_comes_back_and_verifies(root: Path, tmp_path: Path) -> None:
    made = make_backup(open_workspace(root), tmp_path / "备份.zip")
    assert (made.has_key, made.has_ledger, made.problems) == (True, True, ())
    assert (tmp_path / "备份.zip").stat().st_mode & 0o077 == 0
    restored = restore_backup(tmp_path / "备份.zip", tmp_path / "新" / "县")
    assert read_files(tmp_path / "新" / "县") == read_files(root)
    assert not (tmp_path / "新" / "县" / "private").exists()
    ledger = open_ledger(open_workspace(restored.folder))
    assert (ledger.verify(), ledger.head()) == ([], restored.head)
    assert ledger.head() == open_ledger(open_workspace(root)).head()
    assert (restored.folder / "stardb.key").stat().st_mode & 0o077 == 0
    assert [path.name for path in (tmp_path / "新").iterdir()] == ["县"]


def test_a_byte_changed_anywhere_is_found_and_its_file_named(root: Path, tmp_path: Path) -> None:
    backup, changed = tmp_path / "备份.zip", tmp_path / "改.zip"
    make_backup(open_workspace(root), backup)
    content = backup.read_bytes()
    with ZipFile(backup) as package:
        info = package.getinfo("evidence/2022/甲镇/东庄/照片.jpg")
    inside = info.header_offset + 30 + len(info.filename.encode()) + 30
    for at in [inside, *range(0, len(content), len(content) // 40), len(content) - 1]:
        changed.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        with pytest.raises(ProblemsError) as caught:
            restore_backup(changed, tmp_path / "县")
        assert {one.code for one in caught.value.problems} <= {"W310", "W312"}
        assert not (tmp_path / "县").exists()
        if at == inside:
            told = [one.message for one in caught.value.problems]
            assert told == ["备份里的 evidence/2022/甲镇/东庄/照片.jpg 被改动过，或存坏了"]
    changed.write_bytes(content[: len(content) // 2])
    assert codes(restore_backup, changed, tmp_path / "县") == ["W310"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["备份.zip", "改.zip"]


def test_a_file_put_in_or_taken_out_or_leading_out_is_named(root: Path, tmp_path: Path) -> None:
    make_backup(open_workspace(root), tmp_path / "备份.zip")
    with ZipFile(tmp_path / "备份.zip") as package, ZipFile(tmp_path / "改.zip", "w") as other:
        for name in package.namelist():
            if name != "说明.txt":
                other.writestr(name, package.read(name))
        other.writestr("../逃出.txt", b"x")
    with pytest.raises(ProblemsError) as caught:
        restore_backup(tmp_path / "改.zip", tmp_path / "内" / "县")
    told = [one.message for one in caught.value.problems]
    assert told == ["备份里的 ../逃出.txt 不在清单里", "备份里的 说明.txt 不见了"]
    assert not list(tmp_path.rglob("逃出.txt"))


def test_a_folder_that_is_not_empty_is_left_alone(root: Path, tmp_path: Path) -> None:
    make_backup(open_workspace(root), tmp_path / "备份.zip")
    (tmp_path / "县").mkdir()
    assert restore_backup(tmp_path / "备份.zip", tmp_path / "县").files > 5
    before = read_files(tmp_path / "县")
    assert codes(restore_backup, tmp_path / "备份.zip", tmp_path / "县") == ["W311"]
    assert read_files(tmp_path / "县") == before


def test_no_backup(root: Path, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"no zip")
    with ZipFile(tmp_path / "b.zip", "w") as package:
        package.writestr("stardb.yaml", "county: 某县")
    for name in ("a.zip", "b.zip"):
        assert codes(restore_backup, tmp_path / name, tmp_path / "县") == ["W310"]
    make_backup(open_workspace(root), tmp_path / "c.zip")
    assert codes(make_backup, open_workspace(root), tmp_path / "c.zip") == ["W313"]
    assert make_backup(open_workspace(root), tmp_path / "c.zip", force=True).has_ledger


def test_while_others_write_the_ledger_is_of_one_moment_and_results_are_left_out(root: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(root, tmp_path / "用着")
    with hold_lock(copied), closing(sqlite3.connect(copied / "stardb.sqlite", isolation_level=None)) as writing:
        writing.execute("begin immediate")
        writing.execute("insert into placed values (99)")
        made = make_backup(open_workspace(copied), tmp_path / "备份.zip")
    assert [(one.code, one.place.file) for one in made.problems] == [("W315", "results")]
    restored = restore_backup(tmp_path / "备份.zip", tmp_path / "县")
    assert not (restored.folder / "results").exists()
    assert open_ledger(open_workspace(restored.folder)).verify() == []


def test_a_ledger_that_was_copied_cut_short_is_refused_with_what_to_do(root: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(root, tmp_path / "县")
    content = (copied / "stardb.sqlite").read_bytes()
    for size in (len(content) - 1, len(content) // 2, 4096):
        (copied / "stardb.sqlite").write_bytes(content[:size])
        (fault,) = open_ledger(open_workspace(copied)).verify()
        assert (fault.code, "不完整" in fault.message, "stardb backup" in fault.remedy) == ("W301", True, True)


def test_a_ledger_in_a_database_is_backed_up_and_restored_into_either(tmp_path: Path, postgresql: Server) -> None:
    url, other = postgresql.make_database(), postgresql.make_database()
    first = rate(tmp_path / "甲县", f'ledger: "{url}"\n')
    made = make_backup(open_workspace(first), tmp_path / "备份.zip")
    again = restore_backup(tmp_path / "备份.zip", tmp_path / "原库")  # the database has just these rows
    assert (again.in_database, again.head) == (True, made.head)
    filed = restore_backup(tmp_path / "备份.zip", tmp_path / "成文件", to_file=True)
    assert not filed.in_database
    ledger = open_ledger(open_workspace(filed.folder))
    assert (ledger.store.name, ledger.head(), ledger.verify()) == ("stardb.sqlite", made.head, [])
    (first / "stardb.yaml").write_text(
        (first / "stardb.yaml").read_text(encoding="utf-8").replace(url, other), encoding="utf-8"
    )
    open_ledger(open_workspace(first)).read_copy(filed.folder / "stardb.sqlite")
    moved = open_ledger(open_workspace(first))
    assert (moved.head(), moved.verify(), len(moved.list_runs())) == (made.head, [], 1)
    moved.add_event("close", "", open_workspace(first).period, {})
    make_backup(open_workspace(first), tmp_path / "二.zip")
    moved.add_event("reopen", "", open_workspace(first).period, {})
    assert codes(restore_backup, tmp_path / "二.zip", tmp_path / "不同") == ["W314"]
    assert not (tmp_path / "不同").exists()


def test_the_commands_say_what_was_done_and_that_the_key_is_within(root: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(root, tmp_path / "县")
    made = CliRunner().invoke(main, ["backup", "-C", str(copied), "--today", "2022-12-01"])
    assert made.exit_code == 0, made.output
    assert "backups/2022-12-01.zip" in made.output
    assert "stardb.key" in made.output
    backup = copied / "backups" / "2022-12-01.zip"
    assert CliRunner().invoke(main, ["backup", "-C", str(copied), "--today", "2022-12-01"]).exit_code == 2
    restored = CliRunner().invoke(main, ["restore", str(backup), "-C", str(tmp_path / "新")])
    assert restored.exit_code == 0, restored.output
    assert "核验相符" in restored.output
    assert CliRunner().invoke(main, ["restore", str(backup), "-C", str(tmp_path / "新")]).exit_code == 2
