"""Each command's work, its exit status by a real situation, and its JSON."""

import json
import re
import shutil

import openpyxl
import pytest
from workspaces import CHECKED, SCHEME, set_cell, small


def everything(root):
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_init_makes_a_workspace_that_checks_at_once(stardb, tmp_path):
    root = tmp_path / "新县"
    made = stardb("init", root)
    assert made.exit_code == 0
    assert "下一步" in made.stdout
    assert sorted(path.name for path in root.iterdir()) == ["data", "reports", "rules", "stardb.yaml"]
    checked = stardb("check", "-C", root)
    assert checked.exit_code == 2  # rules are good, but there is no data yet
    assert "W102" in checked.stderr
    assert "R" not in {code[0] for code in re.findall(r"错误 (\w+)", checked.stderr)}


def test_init_with_the_sample(stardb, tmp_path):
    root = tmp_path / "样例"
    assert stardb("init", root, "--sample").exit_code == 0
    assert len(list((root / "data").rglob("*.xlsx"))) == 2 * 19
    assert not list(root.rglob("*.py"))


def test_init_in_an_empty_folder_but_in_no_other(stardb, tmp_path):
    assert stardb("init", tmp_path).exit_code == 0
    before = everything(tmp_path)
    again = stardb("init", tmp_path, "--sample")
    assert again.exit_code == 2
    assert "W402" in again.stderr
    assert f"“{tmp_path.name}”已经存在，而且不是空文件夹" in again.stderr
    assert everything(tmp_path) == before


def test_init_in_the_folder_one_is_in_names_it(stardb, tmp_path, monkeypatch):
    (tmp_path / "旧").write_text("")
    monkeypatch.chdir(tmp_path)
    assert f"“{tmp_path.name}”已经存在" in stardb("init", ".").stderr


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


def test_check_writes_nothing_and_neither_does_explain(stardb, tmp_path):
    root = small(tmp_path)
    before = everything(root)
    stardb("check", "-C", root)
    stardb("check", "-C", root, "--format", "json")
    assert stardb("explain", "东庄", "-C", root).exit_code == 0
    assert everything(root) == before


def test_run_says_where_to_look(stardb, tmp_path, monkeypatch):
    root = small(tmp_path / "县")
    monkeypatch.chdir(tmp_path)
    done = stardb("run", "-C", "县")
    named = re.findall(r"^  (\S+\.(?:xlsx|html))$", done.stdout, re.MULTILINE)
    assert named == ["县/results/2022/index.html", "县/results/2022/problems.html", "县/results/2022/小星.xlsx"]
    assert all((tmp_path / name).is_file() for name in named)
    assert f"另有网页 {len(list((root / 'results').rglob('*.html'))) - 2} 个" in done.stdout


def test_run_for_another_period(stardb, tmp_path):
    root = small(tmp_path)
    assert stardb("run", "-C", root, "--period", "2023").exit_code == 2
    small(root, period="2023")
    assert stardb("run", "-C", root, "--period", "2022").exit_code == 0
    assert sorted(path.name for path in (root / "results").iterdir()) == ["2022"]


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


def test_the_sample_prints_the_published_distribution(stardb, sample, tmp_path):
    root = tmp_path / "岚县"
    shutil.copytree(sample, root)
    done = stardb("run", "-C", root)
    assert done.exit_code == 1  # what is planted in it is open
    assert "六星级 1，三星级 6，二星级 24，一星级 56，零星级 13" in done.stdout
    assert "144（参评 100，不参评 44）" in done.stdout


def test_explain_prints_whole_lines_down_to_the_cell(stardb, kept):
    done = stardb("explain", "普明镇/大贤", "-C", kept, "--scheme", "five-star-branch")
    assert done.exit_code == 0
    line = next(line for line in done.stdout.splitlines() if line.lstrip("│├└─ ").startswith("劳动力持证率"))
    assert line.endswith("劳动力持证率 62%  〔data/2022/03 普明镇 五星支部创建.xlsx!产业兴旺!H10〕")
    clause = next(line for line in done.stdout.splitlines() if line.lstrip("│├└─ ").startswith("技能持证 "))
    assert (
        "10分  劳动力持证率 62%，达到60%，为10分  〔依据：人人持证、技能河南（示例）；rules/five-star-branch.yaml:"
        in clause
    )
    assert "还差：纠纷化解失13分" in done.stdout
    book = openpyxl.load_workbook(kept / "data/2022/03 普明镇 五星支部创建.xlsx", data_only=True)
    assert book["产业兴旺"]["H10"].value == 0.62


def test_explain_takes_a_village_a_township_with_it_or_a_person(stardb, kept):
    both = stardb("explain", "大贤", "-C", kept)
    assert both.stdout.count("大贤") >= 2
    assert "村党组织书记星级化管理：六星级" in both.stdout
    assert "“五星”支部创建：三星支部" in both.stdout
    later = stardb("explain", "上明乡／阳寨", "-C", kept, "--period", "2023", "--scheme", "secretary-star-level")
    assert "上年(星级) 1  台账：2022年度结果" in later.stdout
    assert "界河口镇" not in later.stdout.splitlines()[0]


def test_explain_asks_back_where_a_name_means_several_or_none(stardb, kept):
    several = stardb("explain", "镇", "-C", kept)
    assert several.exit_code == 64
    assert "请写得具体些" in several.stderr
    none = stardb("explain", "大闲", "-C", kept)
    assert none.exit_code == 64
    assert "没有找到“大闲”；相近的有：" in none.stderr
    assert "大贤" in none.stderr


def test_explain_gives_data_too(stardb, kept):
    data = json.loads(stardb("explain", "普明镇/大贤", "-C", kept, "--format", "json").stdout)
    assert data["exit_status"] == 0
    assert [(one["scheme"], one["result"]) for one in data["subjects"]] == [
        ("村党组织书记星级化管理", "六星级"),
        ("“五星”支部创建", "三星支部"),
    ]
    none = stardb("explain", "大闲", "-C", kept, "--format", "json")
    assert none.exit_code == 64
    assert json.loads(none.stdout) == {"subjects": [], "candidates": ["大贤", "大蛇头"], "exit_status": 64}


def test_explain_does_not_find_people_by_their_identity_number(stardb, kept):
    sheet = openpyxl.load_workbook(kept / "data/2022/03 普明镇 书记星级评定.xlsx", data_only=True)["书记花名册"]
    numbers = [
        str(cell.value)
        for row in sheet.iter_rows()
        for cell in row
        if re.fullmatch(r"1411\d{13}[\dX]", str(cell.value))
    ]
    assert numbers
    done = stardb("explain", numbers[0], "-C", kept)
    assert done.exit_code == 64
    assert done.stdout == ""
