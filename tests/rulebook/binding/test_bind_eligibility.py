"""Who takes part: several conditions, exclusions, and the reason of each."""

import pytest
from rating import loaded, rated, results

from stardb.scoring import explain

BODY = """
eligible:
  - {when: 任期 ≥ 1, because: 任职不满1年, basis: 第二条}
  - {unless: 处分 = 是, because: 在处分影响期内, basis: 第三条}
"""


def rows(served: list[object], punished: list[object]) -> dict[str, tuple[str, list[object]]]:
    return {"任期": ("number", served), "处分": ("yes_no", punished)}


def told(made: object, i: int) -> str:
    step = made.scheme.step("参评条件")  # type: ignore[attr-defined]
    return step.rule.sentence(made.scored["参评条件"], made.columns, i)  # type: ignore[attr-defined, no-any-return]


def test_who_fails_any_condition_takes_no_part() -> None:
    made = rated(BODY, rows([2, 0, 2, 0], [False, False, True, True]))
    assert results(made, "参评条件") == [True, False, False, False]
    assert made.rated.tolist() == [True, False, False, False]


def test_every_condition_failed_is_named_with_its_reason_and_clause() -> None:
    made = rated(BODY, rows([0, 2, 0], [False, True, True]))
    assert told(made, 0) == "任职不满1年（“任期〔0〕 ≥ 1”不成立，依据：第二条）"
    assert told(made, 1) == "在处分影响期内（“处分〔是〕”成立，依据：第三条）"
    assert told(made, 2) == f"{told(made, 0)}；{told(made, 1)}"
    nodes = [node.title for _, node in explain(made, 0).lines()]
    assert "任期" in nodes
    assert "处分" not in nodes


def test_one_failure_decides_though_the_rest_is_unknown() -> None:
    made = rated(BODY, rows([0, None, None, 2], [None, True, False, None]))
    assert results(made, "参评条件") == [False, False, None, None]
    assert made.rated.tolist() == [False, False, True, True]
    assert told(made, 2) == "任期未知，待定"


def test_a_single_condition_is_written_without_a_list() -> None:
    for body in (
        "eligible: 任期 ≥ 1\n",
        "eligible: {when: 任期 ≥ 1, because: 任职不满1年}\n",
        "eligible: [任期 ≥ 1]\n",
    ):
        assert results(rated(body, rows([0, 1], [False, False])), "参评条件") == [False, True]


def test_the_only_condition_says_its_reason() -> None:
    made = rated("eligible: {unless: 处分 = 是, because: 受处分}\n", rows([1], [True]))
    assert told(made, 0) == "受处分（“处分〔是〕”成立）"


def test_worked_cases_should_take_everyones_part_and_every_failure() -> None:
    made = rated(BODY, rows([2, 0, 0, None], [False, False, True, False]))
    core = made.scheme.step("参评条件").rule.core  # type: ignore[union-attr]
    assert core.cases == ("各条都满足", "不满足：任期 ≥ 1", "不满足：处分（须不成立）")
    assert [core.cases_of(made.scored["参评条件"], i) for i in range(4)] == [(0,), (1,), (1, 2), ()]


FAULTS = [
    ("{when: 任期 ≥ 1, ", "{", "R203", "when"),
    ("{when: 任期 ≥ 1, ", "{when: 任期 ≥ 1, unless: 处分 = 是, ", "R203", "一种"),
    ("when: 任期 ≥ 1", "when: 任年 ≥ 1", "R301", "任年"),
    ("unless: 处分 = 是", "unless: 任期", "R302", "条件"),
    ("unless:", "unles:", "R201", "unless"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "said"), FAULTS)
def test_what_is_wrong_with_a_condition_is_said_where_it_is(old: str, new: str, code: str, said: str) -> None:
    from rating import rule_text

    body, columns = BODY.replace(old, new, 1), rows([1], [False])
    problems = [p for p in loaded(body, columns).problems if p.code == code and said in p.message + p.remedy]
    assert len(problems) == 1, loaded(body, columns).problems
    line = rule_text(body, columns).splitlines()[problems[0].place.line - 1]
    assert new.strip("{, ") in line
