"""`stardb check 文件`: rule files by themselves, without a workspace."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from workspaces import SCHEME

from stardb.cli import main

BROKEN = SCHEME.replace("得分 ≥ 达标分", "得份 ≥ 达标分")


@pytest.fixture
def rule(tmp_path: Path) -> Path:
    path = tmp_path / "小星.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    return path


def test_a_rule_file_is_checked_where_there_is_no_workspace(rule: Path) -> None:
    line = next(n for n, text in enumerate(BROKEN.splitlines(), 1) if "得份" in text)
    found = CliRunner().invoke(main, ["check", str(rule)])
    assert found.exit_code == 1
    assert f"{line}:12" in found.output
    assert "得份" in found.output


def test_a_folder_is_checked_file_by_file(rule: Path) -> None:
    (rule.parent / "好.yaml").write_text(SCHEME, encoding="utf-8")
    found = CliRunner().invoke(main, ["check", str(rule.parent), "--format", "github"])
    errors = [line for line in found.output.splitlines() if line.startswith("::error")]
    assert len(errors) == 1
    assert "小星.yaml,line=" in errors[0]


def test_the_year_asked_for_is_the_year_checked(rule: Path) -> None:
    rule.write_text(SCHEME, encoding="utf-8")
    early = CliRunner().invoke(main, ["check", str(rule), "--period", "2019"])
    assert "R501" in early.output
    assert "R501" not in CliRunner().invoke(main, ["check", str(rule)]).output


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    found = CliRunner().invoke(main, ["check", str(tmp_path / "无.yaml")])
    assert found.exit_code == 1
    assert "没有" in found.output
