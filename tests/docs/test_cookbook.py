"""The cookbook: each small regulation is in order, its cases come out and touch all of it, and a page quotes it."""

from functools import cache
from pathlib import Path

import pytest

from stardb.cases import find_suites, measure_coverage, run_cases
from stardb.cases.case_runs import SuiteResult
from stardb.workspace.check_rules import check_rules

ROOT = Path(__file__).resolve().parents[2]
COOKBOOK = ROOT / "docs" / "cookbook"
TOPICS = sorted(path.stem for path in COOKBOOK.glob("*.yaml") if not path.name.endswith(".cases.yaml"))


@cache
def run_of(topic: str) -> SuiteResult:
    (suite,), problems = find_suites([COOKBOOK / f"{topic}.yaml"], ROOT)
    assert not problems
    return run_cases(suite)


@pytest.mark.parametrize("topic", TOPICS)
def test_its_regulation_is_in_order(topic: str) -> None:
    found = check_rules([COOKBOOK / f"{topic}.yaml"], ROOT)
    assert [f"{p.place} {p.code} {p.message}" for p in found] == []


@pytest.mark.parametrize("topic", TOPICS)
def test_its_cases_come_out_and_touch_every_part(topic: str) -> None:
    made = run_of(topic)
    assert [f"{p.place} {p.code} {p.message}" for p in made.problems] == []
    assert [(r.title, d.name, d.expected, d.got) for r in made.results for d in r.differences] == []
    assert made.passed
    assert not made.to_confirm
    assert made.scheme is not None
    assert [f"{item.place} {item.title} {item.label}" for item in measure_coverage(made, made.scheme).missing] == []
    assert [result.title for result in made.results if not result.why] == []


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_quotes_it(topic: str) -> None:
    assert f"<!-- 例：cookbook/{topic}.yaml " in (COOKBOOK / f"{topic}.md").read_text(encoding="utf-8")
