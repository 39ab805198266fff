"""What a user can do is never called a fault of stardb's: pipes for files, brackets without end, closed outputs, odd locales."""

import os
import subprocess
import sys

import pytest
from workspaces import small

STARDB = [sys.executable, "-m", "stardb.cli"]
FILES = ["stardb.yaml", "headers.yaml", "rules/little.yaml", "rules/little.cases.yaml"]


@pytest.fixture
def root(tmp_path):
    return small(tmp_path / "县")


def bare(*arguments, **more):
    return subprocess.run([*STARDB, *map(str, arguments)], capture_output=True, check=False, timeout=120, **more)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "link", "huge", "brackets", "braces", "indented"])
def test_files_that_are_none(stardb, root, name, kind):
    path = root / name
    path.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "folder":
        path.mkdir()
    elif kind == "link":
        path.symlink_to(path.name)
    elif kind == "huge":
        path.touch()
        os.truncate(path, 2**31)
    else:
        texts = {"brackets": "[" * 5000, "braces": "a: " + "{b: " * 5000, "indented": ""}
        path.write_text(texts[kind] or "\n".join(" " * i + "a:" for i in range(3000)))
    for command in (["check"], ["test"]):
        done = stardb(*command, "-C", root)
        assert done.exit_code in (0, 1, 2)
        seen = name != "headers.yaml" if command == ["test"] else "cases" not in name
        if seen and not (command == ["test"] and name == "stardb.yaml"):
            assert done.exit_code
            assert path.name in done.output or (kind == "folder" and "C100" in done.output)


@pytest.mark.parametrize("kind", ["pipe", "folder", "link"])
def test_a_template_that_is_no_file_is_told_and_not_passed_over(stardb, root, kind):
    path = root / "reports" / "little.xlsx"
    path.parent.mkdir()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("/没有.xlsx")
    done = stardb("run", "-C", root)
    assert done.exit_code == 2
    assert "T101" in done.stderr
    assert not (root / "results").exists() or not list((root / "results").iterdir())


@pytest.mark.parametrize(
    "locale",
    [
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"},
    ],
)
def test_a_locale_without_chinese(root, locale):
    done = bare("run", "-C", root, env=os.environ | locale)
    assert done.returncode == 0, done.stderr
    assert (root / "results" / "2022" / "小星.xlsx").exists()


def test_outputs_that_are_closed_or_full(root):
    for closed in (">&-", "2>&-", ">&- 2>&-", "| true"):
        command = f"{' '.join(STARDB)} run -C '{root}' {closed}"
        done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False)
        assert done.returncode in (0, 1), (closed, done.stderr)
        assert b"Traceback" not in done.stderr
        assert (root / "results" / "2022" / "index.html").exists()
    if os.path.exists("/dev/full"):
        with open("/dev/full", "w") as full:
            done = subprocess.run([*STARDB, "run", "-C", str(root)], stdout=full, stderr=subprocess.PIPE, check=False)
        assert done.returncode == 1
        assert "结果已经写好，但是输出写不出去：磁盘已满" in done.stderr.decode()


def test_a_current_folder_that_is_gone(tmp_path):
    (tmp_path / "没了").mkdir()
    command = f"cd '{tmp_path}/没了' && rmdir '{tmp_path}/没了' && {' '.join(STARDB)} check"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, check=False, env=os.environ | {"PYTHONPATH": _here()}
    )
    assert done.returncode == 2
    assert "当前文件夹已被删去" in done.stderr.decode()


def _here():
    import stardb

    return os.path.dirname(os.path.dirname(os.path.abspath(stardb.__file__)))


def test_names_that_are_no_text(tmp_path, root):
    odd = os.fsencode(root) + b"/\xff"
    os.mkdir(odd)
    with open(os.fsencode(root) + b"/rules/\xfe.yaml", "w") as file:
        file.write("scheme: 甲")
    for arguments in (
        ["check", "-C", odd],
        ["check", "-C", os.fsencode(root)],
        ["check", os.fsencode(root) + b"/rules"],
    ):
        done = subprocess.run(
            [*map(os.fsencode, STARDB), *map(os.fsencode, arguments)], capture_output=True, check=False
        )
        assert done.returncode in (0, 1, 2)
        assert b"Traceback" not in done.stderr
