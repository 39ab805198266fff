"""What a run leaves in results/: the same bytes whenever, wherever and by whomever it is run; and only what changed changes."""

import os
import shutil
import subprocess
import sys
import zipfile

import openpyxl
import pytest
from workspaces import CHECKED, ROSTER, SCHEME, judge, results, set_cell, small, where, write_book

from stardb.rendering import Setting, build_view
from stardb.workspace import open_workspace, run

SECRETARY, BRANCH = "secretary-star-level", "five-star-branch"


def files(root, period="2022"):
    folder = root / "results" / period
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_one_workbook_a_scheme_and_a_page_a_subject(ran):
    for period in ("2022", "2023"):
        made = files(ran, period)
        assert {name for name in made if name.endswith(".xlsx")} == {
            "“五星”支部创建.xlsx",
            "“五星”支部创建 底稿.xlsx",
            "村党组织书记星级化管理.xlsx",
            "村党组织书记星级化管理 底稿.xlsx",
        }
        for scheme in (SECRETARY, BRANCH):
            assert sum(name.startswith(f"{scheme}/") for name in made) == 145  # 144 and the list of them
        assert "index.html" in made
        assert all(content for content in made.values())


@pytest.mark.filterwarnings("ignore:.*xtension is not supported")  # openpyxl, of what it will not keep
def test_every_workbook_opens_and_shows_the_published_figures(ran):
    book = openpyxl.load_workbook(ran / "results/2022/村党组织书记星级化管理.xlsx", data_only=True)
    cells = [[cell.value for cell in row if cell.value is not None] for sheet in book for row in sheet.iter_rows()]
    for word, number in (("六星级", 1), ("三星级", 6), ("二星级", 24), ("一星级", 56), ("零星级", 13), ("不参评", 44)):
        assert any(word in row and number in row for row in cells), word


def test_a_second_run_elsewhere_gives_the_same_bytes(ran, sample, tmp_path):
    root = tmp_path / "另一台机器" / "甲 乙" / "work"
    shutil.copytree(sample, root, ignore=shutil.ignore_patterns("*.sqlite"))
    run(open_workspace(root, "2022"))
    assert files(root) == files(ran)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_no_clock_and_no_machine_in_the_results(tmp_path, zone):
    """In these two time zones it is never the same day; nor is hash order, user or locale the same."""
    root = small(tmp_path / "县")
    environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": str(len(zone)), "USER": zone[0], "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "stardb.cli", "run", "-C", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
    assert done.returncode == 0, done.stderr
    here = small(tmp_path / "here")
    for _ in range(2):  # the second time over its own results
        run(open_workspace(here))
    assert files(root) == files(here)
    for content in files(root).values():
        assert str(tmp_path).encode() not in content
    with zipfile.ZipFile(root / "results/2022/小星.xlsx") as book:
        assert len({item.date_time for item in book.infolist()}) == 1
        assert all(str(tmp_path).encode() not in book.read(name) for name in book.namelist())


def changed(one, other):
    assert one.keys() == other.keys()
    return {name for name in one if one[name] != other[name]}


def test_one_cell_changed_changes_one_subject_and_what_counts_it(tmp_path):
    root = small(tmp_path)
    run(open_workspace(root))
    before, first = files(root), judge(root, keep=False)["little"]
    set_cell(root / "data/2022/检查.xlsx", "检查表", "D3", "是")  # 西庄 held its election: 6 + 10 = 16 of 20
    run(open_workspace(root))
    second = judge(root, keep=False)["little"]
    i = where(first, "甲镇", "西庄")
    assert results(first, i) == {"红星": "否", "总分": "6分", "星数": "0星", "等次": "未获星", "奖补": "0元"}
    assert results(second, i) == {"红星": "是", "总分": "16分", "星数": "1星", "等次": "红星支部", "奖补": "1000元"}
    assert all(results(first, j) == results(second, j) for j in range(3) if j != i)
    pages = {"index.html", "little/index.html", f"little/00{i + 1}.html"}
    assert changed(before, files(root)) == {*pages, "小星.xlsx", "小星 底稿.xlsx", ".stardb-summary.json"}
    one, other = (build_view(made, (), Setting("小县", "")) for made in (first, second))
    towns = one.groups, other.groups
    assert [a.name for a, b in zip(*towns, strict=True) if a != b] == ["甲镇"]
    assert (towns[0][0].grades, towns[1][0].grades) == ({"红星支部": 1, "未获星": 1}, {"红星支部": 2, "未获星": 0})
    assert (towns[0][0].money["奖补"], towns[1][0].money["奖补"]) == (1000, 2000)


def test_one_figure_of_a_rule_changed_changes_just_what_rests_on_it(judged, sample, tmp_path):
    """3,000 for each star gained becomes 4,000: only pay, only of those who gained, and by that ratio."""
    root = tmp_path / "改办法"
    shutil.copytree(sample, root, ignore=shutil.ignore_patterns("results"))
    rule = root / "rules" / f"{SECRETARY}.yaml"
    rule.write_text(
        rule.read_text(encoding="utf-8").replace("{2022-01-01: 3000元}", "{2022-01-01: 4000元}"), encoding="utf-8"
    )
    before, after = judged["2023"], judge(root, "2023", keep=False)
    for i in range(144):
        assert results(before[BRANCH], i) == results(after[BRANCH], i)
        was, now = results(before[SECRETARY], i), results(after[SECRETARY], i)
        was.pop("星级绩效报酬"), now.pop("星级绩效报酬")
        assert was == now
    pay, more = (made[SECRETARY].columns["星级绩效报酬"] for made in (before, after))
    gains = before[SECRETARY].columns["上年(星级)"].known  # first ratings are paid by the other figure
    assert {i for i in range(144) if pay.at(i) != more.at(i)} == {i for i in range(144) if gains[i] and pay.at(i)}
    assert all(more.at(i) * 3 == pay.at(i) * 4 for i in range(144) if gains[i] and pay.at(i))


LEVEL = "level: {name: 星数, earned: [红星], basis: 第四条}\n"
GRADE = "grade: {name: 等次, from: 星数, choices: {1: 红星支部, 0: 未获星}}\n"
PAY = SCHEME[SCHEME.index("entitlements:") :]


@pytest.mark.parametrize("without", [[PAY], [PAY, GRADE], [PAY, GRADE, LEVEL], ["    group: 乡镇\n"]])
def test_a_scheme_need_not_have_every_part(tmp_path, without):
    rules = SCHEME
    for part in without:
        assert part in rules
        rules = rules.replace(part, "")
    outcome = run(open_workspace(small(tmp_path, rules)))
    made = outcome.appraisals["little"]
    assert [results(made, i)["红星"] for i in range(3)] == ["是", "否", "否"]
    assert len([name for name in outcome.files if name.startswith("results/2022/little/")]) == 4


def test_a_county_where_nobody_takes_part(tmp_path):
    condition = "eligible: {when: 户数 ≥ 1000户, because: 户数太少, basis: 第七条}\n"
    made = run(open_workspace(small(tmp_path, SCHEME.replace("stars:", condition + "stars:")))).appraisals["little"]
    assert all(set(results(made, i).values()) == {"不参评"} for i in range(3))


def test_titles_that_no_file_can_be_called_and_titles_alike(tmp_path):
    root = small(tmp_path, SCHEME.replace("scheme: 小星", 'scheme: "甲/乙: 星?"'))
    (root / "rules" / "again.yaml").write_text(
        (root / "rules" / "little.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (root / "stardb.yaml").write_text("county: 小县\nperiod: 2022\nschemes: [little, again]\n", encoding="utf-8")
    outcome = run(open_workspace(root))
    books = {name for name in files(root) if name.endswith(".xlsx")}
    assert books == {f"甲_乙_ 星_{other}{kind}.xlsx" for other in ("", "（again）") for kind in ("", " 底稿")}
    assert set(outcome.files) == {f"results/2022/{name}" for name in files(root) if not name.startswith(".")}


def test_nobodys_identity_number_is_in_any_result(ran, judged):
    numbers = judged["2022"][SECRETARY].columns["身份证号"]
    known = {str(numbers.at(i)).encode() for i in range(144)}
    for name, content in files(ran).items():
        parts = [content]
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(ran / "results/2022" / name) as book:
                parts = [book.read(part) for part in book.namelist()]
        for part in parts:
            assert not [number for number in known if number in part], name


def test_several_files_are_one_roster(tmp_path):
    root = small(tmp_path, roster=ROSTER[:2], checked=CHECKED)
    write_book(root / "data/2022/乙" / "又一份.xlsx", {"名册": [ROSTER[0], *ROSTER[2:]]})
    assert len(judge(root, keep=False)["little"].subjects) == 3
