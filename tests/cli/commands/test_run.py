"""`stardb run`: its exit status by a real situation, what it prints, its JSON."""

import json
import re
import shutil

import pytest
from workspaces import CHECKED, SCHEME, set_cell, small


def test_status_0_all_decided_and_nothing_wrong(stardb, tmp_path):
    root = small(tmp_path)
    for command in ("check", "run"):
        done = stardb(command, "-C", root)
        assert (done.exit_code, done.stderr.strip()) == (0, "")


def test_status_1_something_wrong_or_open_but_results_are_there(stardb, tmp_path):
    root = small(tmp_path)
    set_cell(root / "data/2022/检查.xlsx", "检查表", "D3", "大概")
    checked, done = stardb("check", "-C", root), stardb("run", "-C", root)
    assert (checked.exit_code, done.exit_code) == (1, 1)
    assert "D122" in done.stderr
    assert "检查表!D3" in done.stderr
    assert "已定 / 待定 │ 2 / 1" in done.stdout
    assert (root / "results/2022/小星.xlsx").exists()


def test_status_1_for_a_tie_although_nothing_is_wrong(stardb, tmp_path):
    quota = "quotas: [{of: 红星支部, group: 乡镇, at_most: 1, order: [总分], ties: undecided, overflow: 未获星, basis: 第六条}]\n"
    checked = [*CHECKED[:2], ["甲镇", "西庄", 20, "是"], CHECKED[3]]
    root = small(tmp_path, SCHEME.replace("entitlements:", quota + "entitlements:"), checked=checked)
    assert stardb("check", "-C", root).exit_code == 0
    done = stardb("run", "-C", root)
    assert (done.exit_code, done.stderr.strip()) == (1, "")


def test_status_2_nothing_comes_out(stardb, tmp_path):
    root = small(tmp_path, SCHEME.replace("tables:", "table:"))
    for command in (["check"], ["run"], ["explain", "东庄"]):
        done = stardb(*command, "-C", root)
        assert done.exit_code == 2
        assert "R201" in done.stderr
    assert not (root / "results").exists()
    assert not (root / "stardb.sqlite").exists()


def test_run_says_where_to_look(stardb, tmp_path, monkeypatch):
    root = small(tmp_path / "县")
    monkeypatch.chdir(tmp_path)
    done = stardb("run", "-C", "县")
    named = re.findall(r"^  (\S+\.(?:xlsx|html))$", done.stdout, re.MULTILINE)
    assert named == ["县/results/2022/index.html", "县/results/2022/problems.html", "县/results/2022/小星.xlsx"]
    assert all((tmp_path / name).is_file() for name in named)
    assert f"另有网页 {len(list((root / 'results/2022').rglob('*.html'))) - 2} 个" in done.stdout


def test_run_for_another_period(stardb, tmp_path):
    root = small(tmp_path)
    assert stardb("run", "-C", root, "--period", "2023").exit_code == 2
    small(root, period="2023")
    assert stardb("run", "-C", root, "--period", "2022").exit_code == 0
    assert sorted(path.name for path in (root / "results").iterdir() if path.is_dir()) == ["2022", "assets"]


@pytest.mark.parametrize("command", ["check", "run"])
def test_json_is_all_there_is_on_stdout(stardb, tmp_path, command):
    root = small(tmp_path)
    set_cell(root / "data/2022/检查.xlsx", "检查表", "C2", "三十多")
    done = stardb(command, "-C", root, "--format", "json")
    told = json.loads(done.stdout)
    assert (done.exit_code, done.stderr) == (1, "")
    (problem,) = told["problem_list"]
    assert {key: problem[key] for key in ("code", "severity", "file", "sheet", "cell")} == {
        "code": "D122", "severity": "错误", "file": "data/2022/检查.xlsx", "sheet": "检查表", "cell": "C2",
    }  # fmt: skip
    assert all(problem[key] for key in ("message", "found", "expected", "remedy"))
    assert told["problems"] == {"errors": 1, "warnings": 0, "notes": 0}


def test_json_of_a_run_holds_the_figures(stardb, tmp_path):
    told = json.loads(stardb("run", "-C", small(tmp_path), "--format", "json").stdout)
    assert (told["county"], told["period"], told["exit_status"]) == ("小县", "2022", 0)
    figures = told["schemes"]["little"]
    assert [figures[key] for key in ("subjects", "rated", "decided", "undecided")] == [3, 3, 3, 0]
    assert figures["grades"] == {"红星支部": 1, "未获星": 2}
    assert figures["stars"] == {"红星": {"得星": 1, "未得": 2}}
    assert figures["money"] == {"奖补": "1000元/年"}
    assert all((tmp_path / name).is_file() for name in told["files"])


@pytest.mark.parametrize("command", ["check", "run"])
def test_json_where_nothing_comes_out(stardb, tmp_path, command):
    done = stardb(command, "-C", tmp_path, "--format", "json")
    told = json.loads(done.stdout)
    assert (done.exit_code, done.stderr) == (2, "")
    assert [problem["code"] for problem in told["problem_list"]] == ["W101"]


def test_the_sample_prints_the_published_distribution(stardb, sample, tmp_path):
    root = tmp_path / "岚县"
    shutil.copytree(sample, root)
    done = stardb("run", "-C", root)
    assert done.exit_code == 1  # what is planted in it is open
    assert "六星级 1，三星级 6，二星级 24，一星级 56，零星级 13" in done.stdout
    assert "144（参评 100，不参评 44）" in done.stdout
