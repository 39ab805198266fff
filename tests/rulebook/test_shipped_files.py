"""The rule files that are shipped are in order, and own up to every figure that is only an example."""

import re
from datetime import date
from pathlib import Path

import pytest

from stardb.quantity import Frequency, find_period
from stardb.rulebook import LoadedScheme, Role, load_text
from stardb.shipped import shipped

FILES = ("five-star-branch.yaml", "secretary-star-level.yaml")
"""The two a new workspace begins with; tests/published looks at all."""


def text_of(name: str) -> str:
    return shipped("rules").joinpath(name).read_text(encoding="utf-8")


def load(name: str, day: date = date(2022, 12, 31)) -> LoadedScheme:
    return load_text(text_of(name), f"rules/{name}", find_period(day, Frequency.YEAR), day)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("year", [2022, 2023, 2026])
def test_nothing_is_wrong_but_the_examples(name: str, year: int) -> None:
    made = load(name, date(year, 12, 31))
    assert made.scheme is not None
    assert {problem.code for problem in made.problems} == {"R601"}


@pytest.mark.parametrize("name", FILES)
def test_every_example_is_listed_at_its_line(name: str) -> None:
    """Counted in the text itself: every clause that says `example: true` is listed, by its own line or one just above."""
    lines = text_of(name).split("\n")
    marked = [n for n, line in enumerate(lines, 1) if re.search(r"\bexample: true\b", line)]
    (told,) = load(name).problems
    noted = [int(number) for number in told.found.strip("第行").split("、")]
    assert len(marked) > 5
    assert told.message == f"有{len(marked)}处数值是示例，还在用"
    assert all(note <= mark for note, mark in zip(noted, marked, strict=True))


def test_a_year_before_the_rules_came_into_force_is_refused() -> None:
    for name in FILES:
        assert "R501" in {problem.code for problem in load(name, date(2021, 12, 31)).problems}


def test_steps_come_in_an_order_in_which_each_has_what_it_needs() -> None:
    for name in FILES:
        scheme = load(name).scheme
        assert scheme is not None
        made: set[str] = set()
        results = {step.name for step in scheme.steps}
        for step in scheme.steps:
            assert {read for read in step.rule.inputs if read in results} <= made, step.name
            made.add(step.name)


def test_what_an_appraisal_hands_out() -> None:
    branch = load("five-star-branch.yaml").scheme
    secretary = load("secretary-star-level.yaml").scheme
    assert branch is not None
    assert secretary is not None
    assert [step.name for step in branch.of_role(Role.STAR)] == [
        "支部过硬星",
        "产业兴旺星",
        "生态宜居星",
        "平安法治星",
        "文明幸福星",
    ]
    assert branch.grades == ("五星支部", "四星支部", "三星支部", "二星支部", "一星支部", "未获星")
    assert secretary.grades[0] == "十五星级"
    assert secretary.history == ("上年(任职年限星)", "上年(星级)", "上年已评定", "曾评定", "任期内增加(星级)")
    assert secretary.term_start == date(2021, 11, 1)


def test_a_term_that_begins_later_is_not_the_term_yet() -> None:
    scheme = load("secretary-star-level.yaml", date(2026, 12, 31)).scheme
    assert scheme is not None
    assert scheme.term_start == date(2026, 11, 1)


def test_a_parameter_has_the_value_of_its_day(tmp_path: Path) -> None:
    text = text_of("secretary-star-level.yaml").replace(
        "{2022-01-01: 3000元}", "{2022-01-01: 3000元, 2024-07-01: 4000元}"
    )
    assert text != text_of("secretary-star-level.yaml")
    for day, amount in ((date(2024, 6, 30), 3000), (date(2024, 7, 1), 4000)):
        scheme = load_text(text, "rule.yaml", find_period(day, Frequency.YEAR), day).scheme
        assert scheme is not None
        assert scheme.constants["晋升每星奖励"].column.at(0) == amount
