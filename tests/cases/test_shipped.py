"""The shipped schemes' worked cases all hold, and between them touch every band, branch, veto and condition."""

from pathlib import Path

import pytest

from stardb.cases import SuiteResult, coverage, run_cases, suites
from stardb.shipped import shipped

RULES = Path(str(shipped("rules")))


@pytest.fixture(scope="module", params=["secretary-star-level", "five-star-branch"])
def done(request: pytest.FixtureRequest) -> SuiteResult:
    found, problems = suites([RULES / f"{request.param}.yaml"], RULES)
    assert not problems
    return run_cases(found[0])


def test_every_case_holds(done: SuiteResult) -> None:
    assert not done.problems
    told = [(r.title, d.name, d.expected, d.got) for r in done.failed for d in r.differences]
    assert told == []
    assert done.passed
    assert not done.to_confirm


def test_nothing_is_left_untouched(done: SuiteResult) -> None:
    assert done.scheme is not None
    assert [f"{item.place} {item.title} {item.label}" for item in coverage(done, done.scheme).missing] == []


def test_every_case_says_what_it_rests_on(done: SuiteResult) -> None:
    assert [result.title for result in done.results if not result.why] == []
