"""Months and years in one workspace: what is rated, from which folders, and what is told of what cannot be."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from monthly import HEAD, MONTHLY, VILLAGES, monthly, report
from workspaces import set_cell, small, write_book

from stardb.problems import Problem, ProblemsError
from stardb.workspace import Outcome, appraise, make_forms, open_workspace, read_inputs, run, run_due

LATE = date(2023, 6, 1)
"""A day on which all of 2022 is over."""


def rate(root: Path, period: str) -> tuple[dict[str, str], list[Problem]]:
    """Village -> its result, of the first scheme, and all problems."""
    made, problems = appraise(read_inputs(open_workspace(root, period)))
    found = {}
    for appraisal in made.values():
        names = appraisal.subjects.names
        found |= {names[i]: appraisal.text("评定", i) for i in range(len(names))}
    return found, [*problems]


def codes(problems: Sequence[Problem]) -> list[str]:
    return [one.code for one in problems]


def periods(outcomes: Sequence[Outcome]) -> list[str]:
    return [one.workspace.period.name for one in outcomes]


def test_a_file_for_the_year_with_all_months_as_rows(tmp_path: Path) -> None:
    root = monthly(tmp_path)
    report(root, "2022", [["东庄", 1, 0], ["西庄", 1, 2], ["东庄", 2, 1], ["西庄", 2, 0]])
    # 1月: 东庄 0起, 西庄 2起; 2月: 1起, 0起; 全年: 1起, 2起
    assert rate(root, "2022-01") == ({"东庄": "平安", "西庄": "有事故"}, [])
    assert rate(root, "2022-02") == ({"东庄": "有事故", "西庄": "平安"}, [])
    assert rate(root, "2022") == ({"东庄": "有事故", "西庄": "有事故"}, [])


def test_folders_of_months_beside_that_of_the_year_and_in_it(tmp_path: Path) -> None:
    root = monthly(tmp_path)
    report(root, "2022-01", [["东庄", 1, 0], ["西庄", 1, 0]])
    report(root, "2022/2022-02", [["东庄", 2, 1], ["西庄", 2, 0]])
    assert rate(root, "2022-01") == ({"东庄": "平安", "西庄": "平安"}, [])
    assert rate(root, "2022-02") == ({"东庄": "有事故", "西庄": "平安"}, [])
    assert rate(root, "2022") == ({"东庄": "有事故", "西庄": "平安"}, [])


def test_a_blank_month_is_that_of_the_folder_and_the_column_may_be_missing(tmp_path: Path) -> None:
    root = monthly(tmp_path)
    report(root, "2022-01", [["东庄", None, 0], ["西庄", 1, 3]])
    report(root, "2022-02", [["东庄", 4], ["西庄", 0]], ["村", "事故"])
    assert rate(root, "2022-01") == ({"东庄": "平安", "西庄": "有事故"}, [])
    assert rate(root, "2022-02") == ({"东庄": "有事故", "西庄": "平安"}, [])


def test_a_row_that_contradicts_its_folder_is_told_at_its_cell_and_counts_nowhere_for_sure(tmp_path: Path) -> None:
    root = monthly(tmp_path)
    report(root, "2022-02", [["东庄", 1, 2], ["西庄", 2, 0]])
    found, problems = rate(root, "2022-02")
    assert found == {"东庄": "待定", "西庄": "平安"}
    (told,) = [one for one in problems if one.code == "D220"]
    assert (str(told.place), told.found, told.expected) == ("data/2022-02/月报.xlsx!月报!B2", "1", "2022年2月")


def test_a_month_without_data_is_told_and_not_scored(tmp_path: Path) -> None:
    root = monthly(tmp_path)
    report(root, "2022-01", [["东庄", 1, 0], ["西庄", 1, 0]])
    with pytest.raises(ProblemsError) as caught:
        run(open_workspace(root, "2022-02"))
    (told,) = caught.value.problems
    assert (told.code, told.message) == ("W220", "“平安星”没有2022年2月的数据，没有评")
    assert not (root / "results").exists()


def test_a_township_that_sent_an_earlier_month_only_has_not_sent_this_one(tmp_path: Path) -> None:
    root = monthly(tmp_path)
    write_book(root / "data/2022/名册.xlsx", {"名册": [*VILLAGES, ["乙镇", "南庄"]]})
    report(root, "2022-01", [["东庄", 1, 0], ["西庄", 1, 0]], file="甲镇.xlsx")
    report(root, "2022-01", [["南庄", 1, 0]], file="乙镇.xlsx")
    report(root, "2022-02", [["东庄", 2, 0], ["西庄", 2, 0]], file="甲镇.xlsx")
    found, problems = rate(root, "2022-02")
    assert [one.found for one in problems if one.code == "D148"] == ["乙镇"]
    assert found["南庄"] == "待定"


def test_rows_that_a_form_has_ready_are_no_data(tmp_path: Path) -> None:
    root = monthly(tmp_path)
    report(root, "2022", [["东庄", 1, 0], ["西庄", 1, 0], ["东庄", 2, None], ["西庄", 2, None]])
    assert periods(run_due(open_workspace(root), LATE).outcomes) == ["2022-01", "2022"]


def test_run_without_a_period_rates_what_has_data_and_july_never_replaces_june(tmp_path: Path) -> None:
    root = monthly(tmp_path)
    report(root, "2022-06", [["东庄", 6, 0], ["西庄", 6, 0]])
    first = run_due(open_workspace(root), date(2022, 7, 3))
    assert periods(first.outcomes) == ["2022-06", "2022"]
    june = {path: path.read_bytes() for path in (root / "results/2022-06").rglob("*") if path.is_file()}
    report(root, "2022-07", [["东庄", 7, 1], ["西庄", 7, 0]])
    second = run_due(open_workspace(root), date(2022, 8, 3))
    assert (periods(second.outcomes), [one.name for one in second.kept]) == (["2022-07", "2022"], ["2022-06"])
    assert {path: path.read_bytes() for path in (root / "results/2022-06").rglob("*") if path.is_file()} == june
    assert (root / "results/2022-07/peace/index.html").exists()


def test_run_again_with_nothing_new_rates_the_latest_once_more(tmp_path: Path) -> None:
    root = monthly(tmp_path)
    report(root, "2022-06", [["东庄", 6, 0], ["西庄", 6, 0]])
    run_due(open_workspace(root), LATE)
    again = run_due(open_workspace(root), LATE)
    assert (periods(again.outcomes), [one.name for one in again.kept]) == (["2022"], ["2022-06"])


def test_a_late_correction_makes_its_month_and_the_year_due(tmp_path: Path) -> None:
    root = monthly(tmp_path)
    for month in (1, 2, 3):
        report(root, f"2022-0{month}", [["东庄", month, 0], ["西庄", month, 0]])
    run_due(open_workspace(root), LATE)
    set_cell(root / "data/2022-02/月报.xlsx", "月报", "C2", 5)
    again = run_due(open_workspace(root), LATE)
    assert periods(again.outcomes) == ["2022-02", "2022-03", "2022"]  # 3月 reads the folders up to it
    assert [one.name for one in again.kept] == ["2022-01"]


@pytest.mark.parametrize(
    ("today", "rated", "told"),
    [
        (
            date(2022, 2, 10),
            ["2022-01", "2022"],
            ["2022年2月还没有结束，没有评", "2022年度还没有结束，评的是到现在为止的"],
        ),
        (date(2022, 3, 1), ["2022-01", "2022-02", "2022"], ["2022年度还没有结束，评的是到现在为止的"]),
        (date(2023, 1, 1), ["2022-01", "2022-02", "2022"], []),
    ],
)
def test_what_is_not_over_is_told(tmp_path: Path, today: date, rated: list[str], told: list[str]) -> None:
    root = monthly(tmp_path, more="first_period: 2022-01\n")
    report(root, "2022", [["东庄", 1, 0], ["西庄", 1, 0], ["东庄", 2, 0], ["西庄", 2, 0]])
    due = run_due(open_workspace(root), today)
    assert periods(due.outcomes) == rated
    assert [one.message for one in due.problems if one.code == "W222"] == told


def test_months_that_are_over_and_have_no_data_are_named_once(tmp_path: Path) -> None:
    root = monthly(tmp_path)
    report(root, "2022", [["东庄", 1, 0], ["西庄", 1, 0], ["东庄", 4, 0], ["西庄", 4, 0]])
    due = run_due(open_workspace(root), date(2022, 6, 2))
    assert [one.message for one in due.problems if one.code == "W220"] == [
        "“平安星”没有2022年2月、3月、5月的数据，没有评"
    ]


def test_the_day_does_not_change_a_result(tmp_path: Path) -> None:
    root, other = monthly(tmp_path / "甲"), monthly(tmp_path / "乙")
    for one, today in ((root, date(2022, 2, 1)), (other, LATE)):
        report(one, "2022-01", [["东庄", 1, 0], ["西庄", 1, 1]])
        run_due(open_workspace(one), today)
    assert contents(root / "results") == contents(other / "results")


def contents(folder: Path) -> dict[str, Any]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_folders_not_named_as_periods_are_named_rightly(tmp_path: Path) -> None:
    root = monthly(tmp_path)
    report(root, "2022-01", [["东庄", 1, 0], ["西庄", 1, 0]])
    report(root, "2022年2月", [["东庄", 2, 0]])
    report(root, "2022-3", [["东庄", 3, 0]])
    report(root, "2022/4月", [["东庄", 4, 0]])
    _, problems = rate(root, "2022-01")
    told = {one.place.file: one.expected for one in problems if one.code == "W221"}
    assert told == {"data/2022年2月": "2022-02", "data/2022-3": "2022-03", "data/2022/4月": "2022-04"}


def test_a_table_of_one_row_each_is_that_of_the_nearest_folder(tmp_path: Path) -> None:
    root = monthly(tmp_path)
    for month in (1, 2):
        report(root, f"2022-0{month}", [["东庄", month, 0], ["西庄", month, 0], ["南庄", month, 0]])
    write_book(root / "data/2022-02/名册.xlsx", {"名册": [*VILLAGES, ["乙镇", "南庄"]]})
    first, _ = rate(root, "2022-01")
    second, problems = rate(root, "2022-02")
    assert (list(first), list(second)) == (["东庄", "西庄"], ["东庄", "西庄", "南庄"])
    (told,) = [one for one in problems if one.code == "D221"]
    assert "在 data/2022-02/ 和 data/2022/ 里都有，评2022年2月用的是 data/2022-02/ 的" in told.message


def test_schemes_of_several_kinds_in_one_workspace(tmp_path: Path) -> None:
    root = monthly(tmp_path)
    yearly = MONTHLY.replace("平安星", "年评").replace("every: [month, year]\n", "").replace("月报", "年报")
    (root / "rules/yearly.yaml").write_text(
        yearly.replace("    period: 所属月\n", "").replace(
            "      所属月: {type: number, required: true, between: [1, 12]}\n", ""
        ),
        encoding="utf-8",
    )
    quarterly = MONTHLY.replace("平安星", "季评").replace("[month, year]", "quarter").replace("月报", "季报")
    quarterly = quarterly.replace("所属月", "季度").replace("[1, 12]", "[1, 4]")
    (root / "rules/quarterly.yaml").write_text(quarterly, encoding="utf-8")
    (root / "stardb.yaml").write_text(
        "county: 小县\nperiod: 2022\nschemes: [peace, quarterly, yearly]\n", encoding="utf-8"
    )
    report(root, "2022-02", [["东庄", 2, 0], ["西庄", 2, 0]])
    write_book(root / "data/2022Q1/季报.xlsx", {"季报": [["村", "季度", "事故"], ["东庄", 1, 2], ["西庄", 1, 0]]})
    write_book(root / "data/2022/年报.xlsx", {"年报": [["村", "事故"], ["东庄", 0], ["西庄", 9]]})
    due = run_due(open_workspace(root), LATE)
    rated = {one.workspace.period.name: [*one.appraisals] for one in due.outcomes}
    assert rated == {"2022-02": ["peace"], "2022Q1": ["quarterly"], "2022": ["peace", "yearly"]}
    assert not {"D111", "D113"} & {*codes(due.every_problem)}


def test_a_period_that_no_scheme_is_rated_for(tmp_path: Path) -> None:
    root = monthly(tmp_path)
    with pytest.raises(ProblemsError) as caught:
        run(open_workspace(root, "2022Q1"))
    assert codes(caught.value.problems)[0] == "W224"


def test_a_county_rated_by_the_year_alone_has_one_run_and_no_new_words(tmp_path: Path) -> None:
    root = small(tmp_path)
    due = run_due(open_workspace(root), LATE)
    assert (due.is_single, periods(due.outcomes), due.every_problem) == (True, ["2022"], ())


def test_the_front_page_names_each_system_and_period_and_what_failed(tmp_path: Path) -> None:
    root = monthly(tmp_path)
    report(root, "2022-01", [["东庄", 1, 0], ["西庄", 1, 0]])
    run_due(open_workspace(root), LATE)
    page = (root / "results/index.html").read_text(encoding="utf-8")
    assert 'href="2022-01/peace/index.html"' in page
    assert 'href="2022/peace/index.html"' in page
    assert "平安 2" in page
    report(root, "2022-01", [["东庄", 1, "许多"], ["西庄", 1, 0]])
    run_due(open_workspace(root), LATE)
    assert "待定1" in (root / "results/index.html").read_text(encoding="utf-8")
    assert HEAD[1] == "所属月"


def test_a_period_of_which_nothing_came_out_is_on_the_front_page_until_it_is_rated(tmp_path: Path) -> None:
    root = monthly(tmp_path)
    report(root, "2022-01", [["东庄", 1, 0], ["西庄", 1, 0]])
    report(root, "2022-02", [["东庄", 2, 0], ["西庄", 2, 0]])
    write_book(root / "data/2022-02/名册.xlsx", {"名册": VILLAGES[:1]})
    due = run_due(open_workspace(root), LATE)
    assert [period.name for period, _ in due.failed] == ["2022-02"]
    page = (root / "results/index.html").read_text(encoding="utf-8")
    assert "2022年2月" in page
    assert "“名册”里一行也没有，没有要考核的对象" in page
    assert 'href="2022-01/peace/index.html"' in page
    (root / "data/2022-02/名册.xlsx").unlink()
    run_due(open_workspace(root), LATE)
    page = (root / "results/index.html").read_text(encoding="utf-8")
    assert "“名册”里一行也没有" not in page
    assert 'href="2022-02/peace/index.html"' in page


@pytest.mark.parametrize(
    ("every", "period", "title"),
    [("[month, year]", "2022", "2022年度"), ("month", "2022", "2022年度"), ("[month, year]", "2022-02", "2022年2月")],
)
def test_forms_of_a_year_hold_the_tables_of_its_months(tmp_path: Path, every: str, period: str, title: str) -> None:
    root = monthly(tmp_path, rules=MONTHLY.replace("[month, year]", every))
    made = make_forms(open_workspace(root, period))
    assert [path.name for path in made.folder.iterdir()] == ["甲镇.xlsx"]
    sheet = openpyxl.load_workbook(made.folder / "甲镇.xlsx")["月报"]
    assert sheet["A1"].value == f"甲镇 月报（{title}）"
    assert made.folder == root / "forms" / period


@pytest.mark.parametrize("period", ["2022-01", "2022"])
def test_a_rule_file_that_misspells_how_often_it_is_rated_is_told_by_line(tmp_path: Path, period: str) -> None:
    root = monthly(tmp_path)
    report(root, "2022-01", [["东庄", 1, 0], ["西庄", 1, 0]])
    (rule,) = (path for path in (root / "rules").glob("*.yaml") if "every: [month, year]" in path.read_text("utf-8"))
    rule.write_text(rule.read_text("utf-8").replace("every: [month, year]", "every: [month, yeer]"), "utf-8")
    with pytest.raises(ProblemsError) as caught:
        run(open_workspace(root, period))
    told = next(one for one in caught.value.problems if "yeer" in one.message)
    line = rule.read_text("utf-8").splitlines().index("every: [month, yeer]") + 1
    assert (told.code[0], told.place.file, told.place.line) == ("R", f"rules/{rule.name}", line)
    assert "W224" not in codes(caught.value.problems)
