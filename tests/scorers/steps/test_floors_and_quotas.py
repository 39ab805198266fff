"""A guarantee and a quota: which of them gives way, as the rules say."""

from typing import Any

import pytest
from rating import loaded, rated, results

from stardb.scoring import Appraisal, find_place_problems

RULES = """
grade: {name: 等次, from: 甲, bands: {90: 优秀, 80: 良好, 0: 合格}, basis: 试}
vetoes:
  - {when: 保, effect: {floor: 良好}, because: 保底, basis: 试▲}
quotas:
  - {of: 良好, group: 全部, at_most: 1, order: [■甲], overflow: 合格, basis: 试}
"""


def made(people: list[tuple[int | None, bool | None]], stage: str = "", first: str = "") -> Appraisal:
    columns: dict[str, Any] = {
        "甲": ("number, between: [0, 100]", [points for points, _ in people]),
        "保": ("yes_no", [held for _, held in people]),
    }
    stage = f", stage: {stage}" if stage else ""
    return rated(RULES.replace("▲", stage).replace("■", first), columns)


def grades(people: list[tuple[int | None, bool | None]], stage: str = "", first: str = "") -> list[Any]:
    return results(made(people, stage, first), "等次")


TWO = [(88, False), (82, True)]
"""88 has the only place of 良好; 82 is guaranteed 良好."""


@pytest.mark.parametrize(
    ("stage", "first", "expected"),
    [
        ("", "", ["良好", "良好"]),  # the guarantee holds, the quota is exceeded
        ("", '"如果(保, 1, 0)", ', ["合格", "良好"]),  # the guaranteed one has the place
        ("before_quotas", "", ["良好", "合格"]),  # the quota overrules it
        ("after_quotas", "", ["良好", "良好"]),
    ],
)
def test_each_way_of_writing_it(stage: str, first: str, expected: list[str]) -> None:
    assert grades(TWO, stage, first) == expected


def test_who_is_raised_after_the_quotas_takes_no_place() -> None:
    """70 is raised to 良好: after the quotas beside 82, who has the place; before them it takes the place, being asked for first."""
    people = [(82, False), (70, True)]
    assert grades(people, "after_quotas", '"如果(保, 1, 0)", ') == ["良好", "良好"]
    assert grades(people, "", '"如果(保, 1, 0)", ') == ["合格", "良好"]


def test_a_guarantee_that_is_not_known_leaves_open_only_who_needs_it() -> None:
    assert grades([(88, None), (82, None), (95, None)]) == ["良好", None, "优秀"]


def test_what_a_later_veto_took_is_not_given_back() -> None:
    body = (
        RULES.replace("▲", "")
        .replace("■", "")
        .replace("quotas:", "  - {when: 罚, effect: {cap: 合格}, because: 受罚, basis: 试}\nquotas:")
    )
    columns: dict[str, Any] = {"甲": ("number", [85]), "保": ("yes_no", [True]), "罚": ("yes_no", [True])}
    assert results(rated(body, columns), "等次") == ["合格"]


def test_a_quota_that_a_guarantee_exceeds_is_told() -> None:
    appraisal = made(TWO)
    (problem,) = find_place_problems(appraisal)
    assert (problem.code, problem.message) == ("W214", "“试评办法”良好至多1个，名额之后的保底、否决使它有了2个")
    assert find_place_problems(made(TWO, "before_quotas")) == []
    step = appraisal.steps["等次"]
    assert appraisal.sentences.reason(step, 1) == "名额后为合格；保底（保〔是〕），不得低于良好，结果为良好"


def test_a_level_in_numbers_of_which_one_is_the_highest() -> None:
    """Level 2 at the worst is guaranteed; the quota of level 1 would put the second one at 3."""
    body = (
        "level: {name: 级, formula: 甲, best: lowest, between: [1, 5], basis: 试}\n"
        "vetoes:\n  - {when: 保, on: level, effect: {floor: 2}, because: 保底, basis: 试}\n"
        "quotas:\n  - {of: 1, on: level, group: 全部, at_most: 1, order: 乙, overflow: 3, basis: 试}\n"
    )
    columns: dict[str, Any] = {
        "甲": ("number, whole: true, between: [1, 5]", [1, 1, 4]),
        "乙": ("number", [3, 2, 1]),
        "保": ("yes_no", [False, True, True]),
    }
    assert results(rated(body, columns), "级") == [1, 2, 2]


def test_a_stage_needs_quotas() -> None:
    body = RULES.replace("▲", ", stage: after_quotas").partition("quotas:")[0]
    columns: dict[str, Any] = {"甲": ("number", [1]), "保": ("yes_no", [True])}
    assert "R421" in [problem.code for problem in loaded(body, columns).problems]
