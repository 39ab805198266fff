"""`stardb check` of a workspace: nothing is written; annotations for GitHub."""

import json
import re
import shutil

from broken_rules import SOUND
from workspaces import SCHEME, set_cell, small


def everything(root):
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_check_writes_nothing_and_neither_does_explain(stardb, tmp_path):
    root = small(tmp_path)
    before = everything(root)
    stardb("check", "-C", root)
    stardb("check", "-C", root, "--format", "json")
    assert stardb("explain", "东庄", "-C", root).exit_code == 0
    assert everything(root) == before


def test_check_lists_every_example_still_in_force_and_run_counts_them(stardb, sample, tmp_path):
    checked = stardb("check", "-C", sample)
    text = (sample / "rules" / "five-star-branch.yaml").read_text(encoding="utf-8")
    part = checked.stderr.split("rules/five-star-branch.yaml")[1]
    listed = re.search(r"R601 \S+ 有(\d+)处数值是示例，还在用\s+现为：第([\d、]+)行", part)
    assert int(listed[1]) == len(re.findall(r"example: true", text))
    lines = [number for number, line in enumerate(text.splitlines(), 1) if "example: true" in line]
    assert set(map(int, listed[2].split("、"))) <= {n for line in lines for n in range(line - 12, line + 1)}
    assert checked.stderr.count("R601") == 2  # once a rule file
    root = tmp_path / "岚县"
    shutil.copytree(sample, root)
    done = stardb("run", "-C", root)
    assert "R601" not in done.stderr
    assert re.search(r"另有提示 \d+ 条", done.stderr)


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


def test_accepted_findings_are_counted_and_listed_with_their_reasons(stardb, tmp_path):
    flawed = "{points: 10, yes: 10, no: 10, accept: {R473: 原文有无都得10分},"
    rules = tmp_path / "a.yaml"
    rules.write_text(SOUND.replace("{points: 10, yes: 10,", flawed), encoding="utf-8")
    plain = stardb("check", rules)
    assert plain.exit_code == 0
    assert "警告 0，提示 0；已认可 1" in plain.stdout
    assert "原文有无都得10分" not in plain.stdout
    listed = stardb("check", "--accepted", rules).stdout
    assert "R473" in listed
    assert "理由：原文有无都得10分" in listed
    data = json.loads(stardb("check", "--accepted", "--format", "json", rules).stdout)
    assert [(one["code"], one["reason"]) for one in data["accepted"]] == [("R473", "原文有无都得10分")]
