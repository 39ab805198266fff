"""What a finding does to the level: capped, set, lowered, not rated, left open."""

from fractions import Fraction
from typing import Any

import pytest
from rating import loaded, rated, results

LEVELS = [0, 1, 3, None]


def levels(effect: str, held: bool | None = True, level: str = "甲") -> list[Any]:
    body = f"level: {{name: 星级, formula: {level}, basis: 试}}\nvetoes:\n  - {{when: 处分, effect: {effect}, because: 受处分, basis: 试}}"
    made = rated(body, {"甲": ("number", LEVELS), "处分": ("yes_no", [held] * 4)})
    return results(made, "星级")


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        ("{cap: 0}", [0, 0, 0, 0]),  # a level is never below 0: nothing is left open
        ("{cap: 1}", [0, 1, 1, None]),
        ("{set: 2}", [2, 2, 2, 2]),
        ("{down: 2}", [0, 0, 1, None]),
        ("undecided", [None] * 4),
    ],
)
def test_each_effect(effect: str, expected: list[Any]) -> None:
    assert levels(effect) == expected


@pytest.mark.parametrize("effect", ["{cap: 0}", "{set: 2}", "{down: 2}", "undecided"])
def test_what_does_not_hold_does_nothing(effect: str) -> None:
    assert levels(effect, held=False) == LEVELS


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        ("{cap: 0}", [0, None, None, None]),  # at 0 already: the finding would change nothing
        ("{cap: 1}", [0, 1, None, None]),
        ("{set: 3}", [None, None, 3, None]),
        ("{down: 1}", [0, None, None, None]),
        ("undecided", [None] * 4),
    ],
)
def test_a_finding_still_open_leaves_open_only_what_it_could_change(effect: str, expected: list[Any]) -> None:
    assert levels(effect, held=None) == expected


def test_findings_are_taken_in_the_order_written() -> None:
    body = (
        "level: {name: 星级, formula: 甲, basis: 试}\nvetoes:\n"
        "  - {when: 处分, effect: {down: 1}, because: 一, basis: 试}\n  - {when: 处分, effect: {cap: 3}, because: 二, basis: 试}"
    )
    assert results(rated(body, {"甲": ("number", [5, 3]), "处分": ("yes_no", [True, True])}), "星级") == [3, 2]


def test_the_heaviest_settles_what_a_pending_case_leaves_open() -> None:
    """Under investigation, and punished already: 0 whatever comes of the case."""
    body = (
        "level: {name: 星级, formula: 甲, basis: 试}\nvetoes:\n"
        "  - {when: 立案, effect: undecided, because: 一, basis: 试}\n  - {when: 处分, effect: {cap: 0}, because: 二, basis: 试}"
    )
    made = rated(body, {"甲": ("number", [5, 5]), "立案": ("yes_no", [True, True]), "处分": ("yes_no", [True, False])})
    assert results(made, "星级") == [0, None]


def test_not_rated_is_neither_nothing_nor_undecided() -> None:
    body = "level: {name: 星级, formula: 甲, basis: 试}\nvetoes:\n  - {when: 处分, effect: not_rated, because: 受处分, basis: 试}"
    made = rated(body, {"甲": ("number", [0, 5, None, 5]), "处分": ("yes_no", [False, True, False, None])})
    assert [made.text("星级", i) for i in range(4)] == ["0星", "不参评", "待定", "5星"]
    assert results(made, "参评条件") == [True, False, True, None]


def test_a_level_that_is_a_quotient_can_be_capped() -> None:
    """35 ÷ 20 × 1 is 1.75; capped at 1 it is 1."""
    assert levels("{cap: 1}", level="35 / 20 * 1") == [1, 1, 1, 1]
    assert levels("{down: 1}", level="35 / 20 * 1") == [Fraction(3, 4)] * 4


def test_a_veto_without_a_level_to_bear_on_is_refused_not_forgotten() -> None:
    made = loaded("vetoes:\n  - {when: 处分, effect: {cap: 0}, because: 受处分, basis: 试}", {"处分": ("yes_no", [])})
    assert [(p.code, p.expected) for p in made.problems] == [("R202", "level")]


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        ("{cap: 0, set: 1}", "cap、set、down 中的一种"),
        ("{}", "cap、set、down 中的一种"),
        ("{down: -1}", "不能小于0"),
        ("{cap: 零}", "这里要一个数"),
        ("undecide", "是不是“undecided”"),
        ("{lower: 1}", "lower"),
    ],
)
def test_an_effect_that_is_none_is_refused(effect: str, said: str) -> None:
    body = f"level: {{name: 星级, formula: 1, basis: 试}}\nvetoes:\n  - {{when: 处分, effect: {effect}, because: 受处分, basis: 试}}"
    problems = loaded(body, {"处分": ("yes_no", [])}).problems
    assert problems
    assert said in problems[0].message
