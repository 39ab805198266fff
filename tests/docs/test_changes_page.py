"""docs/year/changes.md: its three villages come out as the page shows, and its commands are ones there are."""

import re
from pathlib import Path

import click
from click.testing import CliRunner
from comparing import BOOK, STARS, make_county
from workspaces import set_cell

from stardb.cli import main

PAGE = (Path(__file__).resolve().parents[2] / "docs/year/changes.md").read_text(encoding="utf-8")


def shown(name: str) -> str:
    """What the page shows after a mark."""
    (text,) = re.findall(rf"<!-- {name} -->\n```text\n(.*?)```", PAGE, re.DOTALL)
    return str(text)


def say(*arguments: str) -> str:
    return CliRunner().invoke(main, arguments, prog_name="stardb").stdout


def test_what_is_shown_is_what_is_said(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(make_county(tmp_path))
    say("run")
    set_cell(tmp_path / "data/2022" / BOOK, "检查表", "C2", 20)
    assert shown("run") in say("run")
    (tmp_path / "草案").mkdir()
    (tmp_path / "草案" / "little.yaml").write_text(STARS.replace("20万元", "28万元"), encoding="utf-8")
    assert say("diff", "--rules", "草案") == shown("rules")


def test_the_options_on_the_page_are_the_commands() -> None:
    command = main.get_command(click.Context(main), "diff")
    assert command is not None
    known = {name for one in command.params if isinstance(one, click.Option) for name in one.opts}
    assert set(re.findall(r"--[a-z]+", PAGE)) <= known


def test_every_code_is_on_the_page() -> None:
    assert [code for code in ("W340", "W341", "W342", "W343", "W344") if f"[{code}]" not in PAGE] == []
