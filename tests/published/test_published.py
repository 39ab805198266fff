"""The regulations encoded: each rule file is in order, and its cases, worked by hand from the text, come out as the text says.

And the texts as printed, where they are broken: `check` has something to say about each.
"""

import re
from functools import cache
from pathlib import Path

import pytest

from stardb.cases import find_suites, measure_coverage, run_cases
from stardb.cases.case_runs import SuiteResult
from stardb.problems import Severity
from stardb.workspace.rule_files.rule_check import check_rules

ROOT = Path(__file__).parent.parent.parent
RULES = [
    path.relative_to(ROOT).as_posix()
    for path in sorted((ROOT / "rules").rglob("*.yaml"))
    if not path.name.endswith(".cases.yaml")
]
PRINTED = sorted((Path(__file__).parent / "as_printed").glob("*.yaml"))

PUBLISHED = frozenset(
    [
        "tuanshuitou", "honghu", "jiangdu", "dalu-branch", "badong", "branch-classification", "star-members",
        "nanping-subsidy", "work-performance-ballots", "petition-table", "forced-distribution", "qianxian-pay",
        "maotian-pay", "cadre-pay-d5", "zuoshui-awards", "ningxia-awards", "wangjiang-pension", "guyuan-pension",
        "jurong-leaving", "anlong-leaving", "leaving-subsidy-terms", "dongyang-points",
    ]
)  # fmt: skip
"""A1, A5, A6, B2, B3, B10, B12, B13, C1, C2, C8, D1, D2, D5, E1, E3, F1, F3, G1, G2, G3 and 东阳市 of the domain's list."""

SYSTEMS = frozenset(
    [
        "five-star-branch", "secretary-star-level", "party-member-points", "village-member-points", "household-points",
        "monthly-peace-star", "midterm-review", "first-secretary-ballots", "dual-registration-members",
        "community-worker-grades", "multi-year-targets",
    ]
)  # fmt: skip
"""The systems of the source pages."""


@cache
def run_of(file: str) -> SuiteResult:
    (suite,), problems = find_suites([ROOT / file], ROOT)
    assert not problems
    return run_cases(suite)


def test_every_regulation_of_the_list_is_there() -> None:
    names = {file: Path(file).stem for file in RULES}
    assert {name for file, name in names.items() if "/published/" in file} >= PUBLISHED
    assert {name for file, name in names.items() if "/published/" not in file} >= SYSTEMS


@pytest.mark.parametrize("file", RULES)
def test_a_rule_file_is_in_order(file: str) -> None:
    found = check_rules([ROOT / file], ROOT).problems
    assert [f"{p.place} {p.code} {p.message}" for p in found if p.severity is not Severity.NOTE] == []


@pytest.mark.parametrize("file", RULES)
def test_its_worked_cases_come_out(file: str) -> None:
    made = run_of(file)
    assert [f"{p.place} {p.code} {p.message}" for p in made.problems] == []
    wrong = [(r.title, d.name, d.expected, d.got) for r in made.results for d in r.differences]
    assert wrong == []
    assert not made.to_confirm
    assert len(made.passed) >= 6


@pytest.mark.parametrize("file", RULES)
def test_its_cases_touch_every_part_of_it(file: str) -> None:
    made = run_of(file)
    assert made.scheme is not None
    assert [f"{item.place} {item.title} {item.label}" for item in measure_coverage(made, made.scheme).missing] == []


@pytest.mark.parametrize("file", RULES)
def test_every_case_says_why(file: str) -> None:
    assert [result.title for result in run_of(file).results if not result.why] == []


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_a_text_as_printed_is_objected_to(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    wanted = set(re.findall(r"[A-Z]\d{3}", first))
    assert wanted, first
    assert wanted <= {p.code for p in check_rules([path], ROOT).problems}
