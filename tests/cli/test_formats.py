"""What programs read: annotations for GitHub, and the schema for editors."""

import json
import re

from workspaces import SCHEME, set_cell, small

from stardb.problems import Place, Problem
from stardb.terminal.annotating import annotation


def test_a_fault_of_a_rule_file_is_put_on_its_line(stardb, tmp_path, monkeypatch):
    small(tmp_path / "县", SCHEME.replace("from: 收入", "from: 收人"))
    monkeypatch.chdir(tmp_path)
    done = stardb("check", "-C", "县", "--format", "github")
    lines = SCHEME.replace("from: 收入", "from: 收人").split("\n")
    n = next(n for n, line in enumerate(lines, 1) if "收人" in line)
    col = lines[n - 1].index("收人") + 1
    start = f"::error file=县/rules/little.yaml,line={n},col={col},title=R301 没有这个名称::没有“收人”这个名称"
    assert [line for line in done.stdout.splitlines() if line.startswith(start)]
    assert (done.exit_code, done.stderr) == (2, "")
    assert all(re.match(r"::(error|warning|notice) ", line) for line in done.stdout.splitlines())


def test_a_cell_stands_in_the_message(stardb, tmp_path):
    root = small(tmp_path)
    set_cell(root / "data/2022/检查.xlsx", "检查表", "C2", "三十多")
    done = stardb("check", "-C", root, "--format", "github")
    (line,) = done.stdout.splitlines()
    assert line.startswith(f"::error file={root.as_posix()}/data/2022/检查.xlsx,title=D122 ")
    assert "::检查表!C2：" in line
    assert done.exit_code == 1


def test_where_nothing_can_be_read_there_are_annotations_too(stardb, tmp_path):
    done = stardb("check", "-C", tmp_path, "--format", "github")
    assert (done.exit_code, done.stderr) == (2, "")
    assert "title=W101 不是工作区::" in done.stdout


def test_nothing_wrong_nothing_said(stardb, tmp_path):
    done = stardb("check", "-C", small(tmp_path), "--format", "github")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")


def test_signs_with_a_meaning_are_escaped():
    """https://docs.github.com/actions/reference/workflow-commands: % and line breaks everywhere, : and , in properties."""
    one = Problem("R601", "85%\n第二行", Place("a,b:c.yaml", line=3, column=5), remedy="改，a: b")
    assert annotation(one) == (
        "::notice file=a%2Cb%3Ac.yaml,line=3,col=5,title=R601 示例数值::85%25%0A第二行%0A办法：改，a: b"
    )


def test_the_schema_on_the_screen_and_in_a_file_are_the_shipped_one(stardb, tmp_path):
    shown = stardb("schema")
    assert shown.exit_code == 0
    assert json.loads(shown.stdout)["$schema"].endswith("2020-12/schema")
    written = stardb("schema", "-o", tmp_path / "s.json")
    assert (written.exit_code, written.output) == (0, "")
    assert (tmp_path / "s.json").read_text(encoding="utf-8") == shown.stdout


def test_a_schema_that_cannot_be_written_is_said(stardb, tmp_path):
    done = stardb("schema", "-o", tmp_path / "没有" / "s.json")
    assert done.exit_code == 2
    assert "写不进" in done.output


def test_a_new_workspace_has_the_schema_its_rules_name(stardb, tmp_path):
    stardb("init", tmp_path / "县")
    rules = tmp_path / "县" / "rules"
    assert (rules / "scheme.schema.json").read_text(encoding="utf-8") == stardb("schema").stdout
    assert (rules / "five-star-branch.yaml").read_text(encoding="utf-8").startswith(
        "# yaml-language-server: $schema=scheme.schema.json\n"
    )  # fmt: skip
