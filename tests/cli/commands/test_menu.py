"""The numbered menu: `stardb` alone on a terminal, `stardb menu`, and the start files that open it."""

import subprocess
import sys
from pathlib import Path

import pytest
from cli.terminal import converse
from click.testing import CliRunner
from unmeasured import environment
from workspaces import small

from stardb.cli import main
from stardb.workspace import create_workspace


def choose(folder, *answers):
    done = CliRunner().invoke(main, ["menu", "-C", str(folder)], input="".join(f"{one}\n" for one in answers))
    assert done.exit_code == 0
    return done.output


def number_of(shown, command):
    (line,) = [line for line in shown.splitlines() if f"（stardb {command}）" in line]
    return line.split()[0]


def test_alone_on_a_terminal_stardb_is_the_menu_and_elsewhere_the_help(tmp_path, monkeypatch):
    monkeypatch.chdir(small(tmp_path / "小县"))
    said, status = converse([], [("选几", "0\n")])
    assert status == 0
    assert "工作区：小县" in said
    assert "评定，出结果（stardb run）" in said
    elsewhere = subprocess.run(
        [sys.executable, "-m", "stardb.cli"], capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    assert elsewhere.returncode == 64
    assert "收表：" in elsewhere.stderr


def test_a_number_runs_its_command_and_the_menu_comes_back(tmp_path):
    root = small(tmp_path)
    run = number_of(choose(root, "0"), "run")
    said = choose(root, run, "0")
    assert "── stardb run" in said
    assert (root / "results/2022/小星.xlsx").is_file()
    assert said.count("0  退出") == 2


def test_what_a_command_needs_is_asked(tmp_path):
    root = small(tmp_path)
    explain = number_of(choose(root, "0"), "explain")
    said = choose(root, explain, "东庄", explain, "", "0")
    assert "红星支部" in said
    assert "没有写，不做了" in said


def test_what_changes_the_year_is_asked_twice(tmp_path):
    root = small(tmp_path)
    following = number_of(choose(root, "0"), "next")
    assert "不做了" in choose(root, following, "否", "0")
    assert "period: 2022" in (root / "stardb.yaml").read_text("utf-8")
    assert "已转到2023年度" in choose(root, following, "是", "0")


@pytest.mark.parametrize("answer", ["99", "x", "-1", "²"])
def test_what_is_no_number_of_the_menu_is_told(tmp_path, answer):
    assert f"没有“{answer}”这一项" in choose(small(tmp_path), answer, "0")


def test_where_there_is_no_workspace_one_can_be_made(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "已建工作区 新县" in choose(".", "1", "新县", "0")
    assert (tmp_path / "新县/stardb.yaml").is_file()


def test_the_end_of_what_can_be_read_ends_the_menu(tmp_path):
    assert "选几" in choose(small(tmp_path))


def test_the_results_are_opened_only_where_there_are_some(tmp_path):
    root = small(tmp_path)
    (line,) = [line for line in choose(root, "0").splitlines() if "打开结果网页" in line]
    assert "还没有结果，先评定" in choose(root, line.split()[0], "0")


def test_a_new_workspace_has_files_to_start_from(tmp_path):
    create_workspace(tmp_path / "县")
    shell, windows = tmp_path / "县/开始.sh", (tmp_path / "县/开始.bat").read_bytes()
    assert windows.startswith(b"@echo off\r\nchcp 65001")
    assert windows.count(b"\n") == windows.count(b"\r\n")
    bin_folder = Path(sys.executable).parent
    done = subprocess.run(
        [shell], env={**environment(), "PATH": f"{bin_folder}:/usr/bin:/bin"}, input="0\n", capture_output=True,
        encoding="utf-8", check=True,
    )  # fmt: skip
    assert "工作区：县" in done.stdout
