"""What is no rule file, or cannot be read or written, is said in Chinese; it is no fault of stardb's own."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from click.testing import Result
from workspaces import SCHEME

Shell: TypeAlias = Callable[..., Result]

ODD = {
    "空的.yaml": b"",
    "只有注释.yaml": "# 甲\n".encode(),
    "只有标记.yaml": b"\xef\xbb\xbf",
    "二进制.yaml": bytes(range(256)) * 20,
    "旧编码.yaml": SCHEME.encode("gb18030"),
    "宽编码.yaml": SCHEME.encode("utf-16"),
    "一列.yaml": b"- true\n- 1.5\n",
    "一个词.yaml": b"true",
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("command", ["check", "test"])
def test_a_file_that_holds_no_rules(name: str, command: str, tmp_path: Path, stardb: Shell) -> None:
    (tmp_path / name).write_bytes(ODD[name])
    done = stardb(command, tmp_path / name)
    assert done.exit_code in (1, 2)
    assert name in done.output
    assert "True" not in done.output


@pytest.mark.parametrize("command", ["check", "test"])
def test_folders_named_as_files_links_to_nothing_and_cases_alone(command: str, tmp_path: Path, stardb: Shell) -> None:
    (tmp_path / "夹.yaml").mkdir()
    (tmp_path / "断.yaml").symlink_to(tmp_path / "没有.yaml")
    (tmp_path / "独.cases.yaml").write_text("cases_of: 甲\n", encoding="utf-8")
    for name in ("夹.yaml", "断.yaml", "独.cases.yaml", "无.yaml"):
        done = stardb(command, tmp_path / name)
        assert done.exit_code in (1, 2)
        assert "C100" in done.output


def test_cases_that_cannot_be_read_beside_rules_that_can(tmp_path: Path, stardb: Shell) -> None:
    (tmp_path / "星.yaml").write_text(SCHEME, encoding="utf-8")
    for number, cases in enumerate((b"", b"- 1\n", bytes(range(256)))):
        (tmp_path / "星.cases.yaml").write_bytes(cases)
        done = stardb("test", tmp_path / "星.yaml")
        assert done.exit_code == 2, number
        assert "星.cases.yaml" in done.output


def test_a_name_longer_than_any_file_may_have(tmp_path: Path, stardb: Shell) -> None:
    for command in (["check"], ["test"], ["check", "-C"]):
        done = stardb(*command, tmp_path / ("x" * 300))
        assert done.exit_code == 64
        assert "名称太长" in done.output


@pytest.mark.parametrize("command", [["schema"], ["test", "--generate", "星.yaml"]])
def test_a_place_that_cannot_be_written_to(
    command: list[str], tmp_path: Path, stardb: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "星.yaml").write_text(SCHEME, encoding="utf-8")
    done = stardb(*command, "-o", "没有这个文件夹/新.yaml")
    assert done.exit_code == 2
    assert "写不进" in done.output
