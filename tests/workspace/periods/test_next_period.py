"""`stardb next`: the roster goes over where it is the county's and stands; nothing of a person's is touched; it can be done twice."""

from pathlib import Path

import pytest
from workspaces import ROSTER, SCHEME, judge, small, write_book

from stardb.problems import ProblemsError
from stardb.quantity import read_period
from stardb.workspace import close_period, open_workspace, read_inputs, run
from stardb.workspace.periods.next_period import begin_next

STANDING = SCHEME.replace("    group: 乡镇\n    columns:", "    group: 乡镇\n    owner: 县\n    columns:").replace(
    "户数: {type: number, unit: 户, required: true}", "户数: {type: number, unit: 户, required: true, carry: true}"
)
"""The roster is kept by the county, and all of it holds on."""


def list_files(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in (root / "data").rglob("*") if path.is_file())


def test_a_standing_roster_of_the_county_goes_over_whole(tmp_path: Path) -> None:
    root = small(tmp_path, STANDING)
    begun = begin_next(open_workspace(root))
    name = "data/2023/名册（2022年转来，请核对）.xlsx"
    assert begun.made == (name, "stardb.yaml")
    read = read_inputs(open_workspace(root)).intakes["little"].tables
    assert read.subjects.keys == ("甲镇/东庄", "甲镇/西庄", "乙镇/南庄")
    assert [read.single["名册"].columns["户数"].at(i) for i in range(3)] == [80, 120, 60]


def test_a_roster_that_townships_fill_in_goes_with_the_forms(tmp_path: Path) -> None:
    root = small(tmp_path)
    begun = begin_next(open_workspace(root))
    assert begun.made == ("data/2023/", "stardb.yaml")
    assert [step.text for step in begun.steps if "名册" in step.text] == [
        "发空白表；名册按上期的填好放在里面，请各处核对、补填"
    ]


def test_the_settings_name_the_new_period_and_keep_all_else(tmp_path: Path) -> None:
    root = small(tmp_path, more="holidays: {2022: [2022-01-01]}  # 国务院通知\n")
    before = (root / "stardb.yaml").read_text("utf-8")
    begin_next(open_workspace(root))
    assert (root / "stardb.yaml").read_text("utf-8") == before.replace("period: 2022", "period: 2023")


def test_done_twice_it_changes_nothing_more(tmp_path: Path) -> None:
    root = small(tmp_path, STANDING)
    begin_next(open_workspace(root))
    files = {name: (root / name).read_bytes() for name in [*list_files(root), "stardb.yaml"]}
    again = begin_next(open_workspace(root), read_period("2023"))
    assert again.made == ()
    assert {name: (root / name).read_bytes() for name in [*list_files(root), "stardb.yaml"]} == files


def test_a_roster_that_is_there_already_is_left_alone(tmp_path: Path) -> None:
    root = small(tmp_path, STANDING)
    write_book(root / "data/2023/名册.xlsx", {"名册": ROSTER[:2]})
    begun = begin_next(open_workspace(root))
    assert begun.made == ("stardb.yaml",)
    assert list_files(root) == ["data/2022/检查.xlsx", "data/2023/名册.xlsx"]


def test_folders_that_a_department_uses_are_made_for_the_new_period(tmp_path: Path) -> None:
    root = small(tmp_path)
    (root / "decisions/2022").mkdir(parents=True)
    assert begin_next(open_workspace(root)).made == ("data/2023/", "decisions/2023/", "stardb.yaml")
    assert (root / "decisions/2023").is_dir()


def test_a_new_version_of_the_rules_is_named(tmp_path: Path) -> None:
    root = small(tmp_path)
    (root / "rules/little@2023.yaml").write_text(SCHEME.replace("2020-01-01\np", "2023-01-01\np"), encoding="utf-8")
    (scheme,) = begin_next(open_workspace(root)).schemes
    assert (scheme.before, scheme.file, scheme.rated_on) == (
        "rules/little.yaml",
        "rules/little@2023.yaml",
        "2023-12-31",
    )


def test_rules_that_end_are_told_and_the_year_is_begun_all_the_same(tmp_path: Path) -> None:
    root = small(tmp_path, SCHEME.replace("valid_from: 2020-01-01\n", "valid_from: 2020-01-01\nvalid_to: 2022-12-31\n"))
    begun = begin_next(open_workspace(root))
    assert [scheme.is_ready for scheme in begun.schemes] == [False]
    assert begun.problems
    assert open_workspace(root).settings.period.name == "2023"


def test_what_is_left_of_the_last_year_comes_first(tmp_path: Path) -> None:
    root = small(tmp_path)
    assert "2022年度还没有评：小星；以后各年要用它的结果" in begin_next(open_workspace(root)).steps[0].text
    rated = small(tmp_path / "已评")
    judge(rated)
    steps = begin_next(open_workspace(rated)).steps
    assert not any("还没有评" in step.text for step in steps)
    assert (steps[0].text, steps[0].command) == ("2022年度还没有结转", "stardb close 2022")


def test_a_closed_year_is_done_with(tmp_path: Path) -> None:
    root = small(tmp_path, more="first_period: 2022\n")
    run(open_workspace(root))
    close_period(open_workspace(root))
    assert not any("结转" in step.text for step in begin_next(open_workspace(root)).steps)


def test_the_folders_of_stages_are_made_where_the_last_year_had_them(tmp_path: Path) -> None:
    root = small(tmp_path, more="stages: [自评, 镇评, 县核]\n")
    (root / "data/2022/镇评").mkdir()
    assert begin_next(open_workspace(root)).made == ("data/2023/", "data/2023/镇评/", "stardb.yaml")


@pytest.mark.parametrize("asked", ["2021", "2023Q1"])
def test_an_earlier_period_or_one_of_another_kind_is_refused(tmp_path: Path, asked: str) -> None:
    root = small(tmp_path)
    before = (root / "stardb.yaml").read_bytes()
    with pytest.raises(ProblemsError) as refused:
        begin_next(open_workspace(root), read_period(asked))
    assert [problem.code for problem in refused.value.problems] == ["W390"]
    assert (root / "stardb.yaml").read_bytes() == before
    assert list_files(root) == ["data/2022/检查.xlsx"]
