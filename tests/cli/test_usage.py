"""Help, and wrong usage: Chinese, short, exit status 64, and never a traceback."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from workspaces import small

from stardb import __version__
from stardb.cli import commands

COMMANDS = ("init", "check", "run", "explain", "schema")


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in COMMANDS)])
def test_help_is_chinese_and_fits_a_screen(stardb, arguments):
    done = stardb(*arguments)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0].startswith("用法：stardb")
    assert len(lines) <= (24 if len(arguments) > 1 else 45)  # all commands are more than a screen of 24 lines takes
    assert "选项：" in done.stdout
    assert "显示本帮助" in done.stdout
    assert not re.search(r"Usage|Options:|Commands:|Show this|OPTIONS|ARGS|TEXT|DIRECTORY", done.stdout)


def test_help_names_every_command_and_run_tells_its_exit_statuses(stardb):
    listed = stardb("--help").stdout
    assert all(re.search(rf"^  {name} +\S", listed, re.MULTILINE) for name in COMMANDS)
    told = stardb("run", "--help").stdout
    assert all(f"{status} " in told for status in (0, 1, 2, 64))


def test_the_commands_stand_in_the_order_of_a_years_work_each_once_with_what_it_does(stardb):
    listed = stardb("--help").stdout
    names = re.findall(r"^  ([a-z]+)  +\S", listed, re.MULTILINE)
    assert names.index("forms") < names.index("run") < names.index("close")
    files = Path(commands.__file__).parent.glob("[a-z]*.py")
    assert sorted(names) == sorted(path.stem.rstrip("_") for path in files)
    assert re.findall(r"^(\S+)：$", listed, re.MULTILINE) == [
        "选项",
        "收表",
        "评定",
        "定案",
        "办法",
        "其他",
    ]


def test_without_a_command_the_help_is_shown(stardb):
    done = stardb()
    assert done.exit_code == 64
    assert done.stderr.startswith("用法：stardb")
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["rum"], "没有 rum 这个命令；是不是 run？"),
        (["运行"], "没有 运行 这个命令"),
        (["run", "--perod", "2022"], "没有 --perod 这个选项；是不是 --period？"),
        (["run", "--fromat", "json"], "没有 --fromat 这个选项；是不是 --format？"),
        (["run", "--json"], "没有 --json 这个选项"),
        (["run", "-x"], "没有 -x 这个选项"),
        (["run", "-C"], "-C 要跟一个值"),
        (["run", "--period"], "--period 要跟一个值"),
        (["run", "--format", "xml"], "--format 的值不对：只能写 text、json"),
        (["run", "--format", "github"], "--format 的值不对：只能写 text、json"),
        (["check", "--format", "xml"], "--format 的值不对：只能写 text、json、github"),
        (["init", "县", "--sample=1"], "--sample 后面不跟值"),
        (["schema", "-o", "."], "-o 的值不对：要的是文件，这是一个文件夹"),
        (["run", "2022"], "多写了“2022”"),
        (["init"], "缺少 文件夹"),
        (["explain"], "缺少 名称"),
        (["explain", "东村", "西村"], "多写了“西村”"),
        (["run", "--period", "去年"], "--period 的值不对：“去年”不是一个时期；要写2022（年）"),
        (["check", "--period", "0000"], "--period 的值不对：“0000”的年份不对"),
        (["explain", "东村", "--period", "../2022"], "--period 的值不对"),
    ],
)
def test_wrong_usage_is_said_in_chinese(stardb, arguments, told):
    done = stardb(*arguments)
    assert done.exit_code == 64
    assert done.stdout == ""
    first, *rest = done.stderr.splitlines()
    assert first.startswith(f"用法有误：{told}")
    assert not re.search(r"[A-Za-z]{3,} [a-z]{2,} ", first)  # no English sentence
    assert all(line.startswith("看帮助：stardb") for line in rest)


def test_a_file_where_a_folder_is_wanted(stardb, tmp_path):
    (tmp_path / "文件").write_text("")
    done = stardb("run", "-C", tmp_path / "文件")
    assert (done.exit_code, done.stderr.splitlines()[0]) == (64, "用法有误：-C 的值不对：要的是文件夹，这是一个文件")


def test_a_scheme_the_workspace_does_not_use(stardb, tmp_path):
    done = stardb("explain", "东庄", "-C", small(tmp_path), "--scheme", "litle")
    assert done.exit_code == 64
    assert "stardb.yaml 里没有 litle 这个办法，有 little" in done.stderr


def test_the_version(stardb):
    assert stardb("--version").stdout == f"stardb {__version__}\n"


def shell(*arguments, **how):
    """The installed command itself."""
    command = Path(sys.executable).with_name("stardb")
    return subprocess.run([command, *arguments], capture_output=True, check=False, **how)


def test_the_installed_command_answers_from_any_folder(tmp_path):
    small(tmp_path / "县")
    here = shell("check", cwd=tmp_path / "县")
    there = shell("check", "-C", "县", cwd=tmp_path)
    assert (here.returncode, there.returncode) == (0, 0)
    assert here.stdout == there.stdout
    lost = shell("check", cwd=tmp_path)
    assert lost.returncode == 2
    assert f"“{tmp_path.name}”里没有 stardb.yaml" in lost.stderr.decode()
    assert "stardb init" in lost.stderr.decode()


def test_a_console_that_cannot_show_chinese_does_not_fail(tmp_path):
    small(tmp_path)
    done = shell("check", cwd=tmp_path, env=os.environ | {"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_that_goes_away_early_is_no_error_report(tmp_path):
    small(tmp_path)
    reads, writes = os.pipe()
    os.close(reads)  # `stardb … | head` after head has seen enough
    try:
        command = [Path(sys.executable).with_name("stardb"), "explain", "东庄", "-C", str(tmp_path)]
        done = subprocess.run(command, stdout=writes, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(writes)
    assert b"Traceback" not in done.stderr
