"""The cookbook and the tutorial: each regulation is in order, its cases come out and touch all of it, and a page quotes it."""

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from stardb.cases import find_suites, measure_coverage, run_cases
from stardb.cases.case_runs import SuiteResult
from stardb.workspace.rule_files.rule_check import check_rules

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
    found = check_rules([COOKBOOK / f"{topic}.yaml"], ROOT).problems
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


STEPS = sorted((ROOT / "docs" / "tutorial").glob("step-?.yaml"))


@pytest.mark.parametrize("step", STEPS, ids=lambda path: path.stem)
def test_each_step_of_the_tutorial_is_in_order_and_quoted(step: Path, pages: dict[str, str]) -> None:
    found = check_rules([step], ROOT).problems
    assert [f"{p.place} {p.code} {p.message}" for p in found] == []
    assert f"<!-- 例：tutorial/{step.name} " in pages["docs/tutorial.md"]


def test_the_cases_of_the_tutorial_come_out_and_touch_every_part() -> None:
    (suite,), problems = find_suites([STEPS[-1]], ROOT)
    made = run_cases(suite)
    assert not problems
    assert not made.problems
    assert [(r.title, d.name, d.expected, d.got) for r in made.results for d in r.differences] == []
    assert made.scheme is not None
    assert measure_coverage(made, made.scheme).missing == ()


def test_each_step_of_the_tutorial_keeps_what_the_last_one_had(pages: dict[str, str]) -> None:
    """A reader who writes on from step to step never has to take anything back but the lines that are shown anew."""
    texts = [step.read_text(encoding="utf-8").splitlines() for step in STEPS]
    for before, after in pairwise(texts):
        assert [line for line in before if line not in after] in (
            [],
            ["      三会一课: {from: 三会一课按期, points: 20, yes: 20, basis: 第三条(一)}"],
        )
