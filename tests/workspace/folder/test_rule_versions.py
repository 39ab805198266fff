"""Versions of a scheme: each year is rated by the rules of that year, in one ledger (P52)."""

from pathlib import Path

import pytest
from workspaces import CHECKED, ROSTER, SCHEME, judge, results, small, write_book

from stardb.workspace import appraise, open_workspace, read_inputs

NEW = SCHEME.replace("valid_from: 2020-01-01\nparameters", "valid_from: 2023-01-01\nparameters").replace(
    "{红星支部: 1000元}", "{红星支部: 1500元}"
)


@pytest.fixture
def two_years(tmp_path: Path) -> Path:
    """2022 by the old rules, from 2023 on 1500元 instead of 1000元."""
    small(tmp_path, SCHEME)
    (tmp_path / "rules" / "little@2023.yaml").write_text(NEW, encoding="utf-8")
    write_book(tmp_path / "data" / "2023" / "检查.xlsx", {"名册": ROSTER, "检查表": CHECKED})
    return tmp_path


def test_each_year_is_rated_by_the_rules_of_that_year(two_years: Path) -> None:
    paid = {period: results(judge(two_years, period)["little"], 0)["奖补"] for period in ("2022", "2023")}
    assert paid == {"2022": "1000元", "2023": "1500元"}


def test_an_old_version_ends_where_it_says_so(two_years: Path) -> None:
    old = two_years / "rules" / "little.yaml"
    old.write_text(SCHEME.replace("parameters:", "valid_to: 2021-12-31\nparameters:", 1), encoding="utf-8")
    made, problems = appraise(read_inputs(open_workspace(two_years, "2022")))
    assert not made
    assert [p.code for p in problems if p.code.startswith("R5")] == ["R501"]


def test_two_versions_from_one_day_are_not_chosen_between(two_years: Path) -> None:
    (two_years / "rules" / "little@又.yaml").write_text(NEW, encoding="utf-8")
    made, problems = appraise(read_inputs(open_workspace(two_years, "2023")))
    assert not made
    (told,) = [p for p in problems if p.code == "W104"]
    assert told.found == "little@2023.yaml、little@又.yaml"


def test_worked_cases_beside_a_rule_file_are_no_scheme(two_years: Path) -> None:
    (two_years / "rules" / "little.cases.yaml").write_text("cases: []\n", encoding="utf-8")
    assert results(judge(two_years, "2022")["little"], 0)["奖补"] == "1000元"
