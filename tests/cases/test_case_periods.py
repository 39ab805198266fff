"""Which period a case is rated for: `period`, `as_of`, those of `base`, and what a scheme of one kind derives."""

from datetime import date

import pytest
from rating import rule_text

from stardb.cases.case_runs import run_cases
from stardb.cases.suites import Suite

BODY = "every: {every}\nvalues:\n  得数: {{formula: 考核年度}}\n"
CASES = "cases_of: 试评办法\nbase: {base}\ncases:\n  - {{case: 一例, expect: {{得数: 2022}}{more}}}\n"


def run(every: str, base: str, more: str = "") -> tuple[list[str], str, date | None]:
    suite = Suite(
        "rule.yaml", rule_text(BODY.format(every=every)), "rule.cases.yaml", CASES.format(base=base, more=more)
    )
    made = run_cases(suite)
    (one,) = made.results
    shown = one.appraisal
    return [p.code for p in made.problems], shown.period.name if shown else "", shown.scheme.as_of if shown else None


@pytest.mark.parametrize(
    ("every", "base", "more", "period", "day"),
    [
        ("year", "{as_of: 2022-10-31}", "", "2022", date(2022, 10, 31)),
        ("quarter", "{as_of: 2022-05-31}", "", "2022Q2", date(2022, 5, 31)),
        ("once", "{as_of: 2022-05-31}", "", "2022", date(2022, 5, 31)),
        ("[month, year]", "{period: 2022-06}", "", "2022-06", date(2022, 6, 30)),
        ("[month, year]", "{period: 2022-06}", ", period: 2022", "2022", date(2022, 12, 31)),
        ("[month, year]", "{period: 2022, as_of: 2022-10-31}", ", period: 2022-02", "2022-02", date(2022, 2, 28)),
        ("[month, year]", "{period: 2022}", ", as_of: 2022-11-30", "2022", date(2022, 11, 30)),
        ("term", "{period: 2017-2022}", "", "2017-2022", date(2022, 12, 31)),
    ],
)  # fmt: skip
def test_the_period_of_a_case(every: str, base: str, more: str, period: str, day: date) -> None:
    assert run(every, base, more) == ([], period, day)


@pytest.mark.parametrize(
    ("every", "base", "code"),
    [
        ("[month, year]", "{as_of: 2022-06-30}", "C116"),
        ("term", "{as_of: 2022-06-30}", "C116"),
        ("year", "{period: 2022-06}", "C117"),
        ("year", "{period: 2022年}", "C103"),
        ("year", "{}", "C104"),
    ],
)
def test_a_period_that_is_not_told_is_asked_for(every: str, base: str, code: str) -> None:
    assert run(every, base) == ([code], "", None)
