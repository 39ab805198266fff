"""A list of conditions: the first that holds decides, and what is undecided before it keeps the rest undecided."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating import rated, reasons, results, worth
from refusing import said

STARS = (
    "{decide: [{when: 得分 ≥ 90 且 有创新项目 = 是, give: 5, because: 有党建创新项目}, {when: 得分 ≥ 80, give: 4}, "
    "{when: 得分 ≥ 70, give: 3}, {when: 得分 ≥ 60, give: 2}], otherwise: 1}"
)


def units(*rows: tuple[Fraction | int | None, bool | None]) -> dict[str, tuple[str, list[object]]]:
    return {"得分": ("number", [row[0] for row in rows]), "有创新项目": ("yes_no", [row[1] for row in rows])}


def test_ninety_and_a_project_for_five_stars_ninety_without_one_for_four() -> None:
    """B2 大路分局: ≥90 and a project 5; [80, 90) 4; [70, 80) 3; [60, 70) 2; below 1. 90 without a project reads as 4."""
    given_ = units((90, True), (90, False), (Fraction("89.9"), True), (80, False), (70, True), (60, True), (59, True))
    assert worth(STARS, given_) == [5, 4, 4, 4, 3, 2, 1]


def test_what_is_undecided_matters_only_where_it_stands_before_what_holds() -> None:
    """With 85 marks no project could bring five stars; with 95 it could."""
    assert worth(STARS, units((85, None), (95, None), (None, False), (None, True))) == [4, None, None, None]
    assert "第1条" in reasons(STARS, units((95, None)))[0]
    assert "还不能判定，待定" in reasons(STARS, units((95, None)))[0]


def test_the_sentence_names_the_entry_its_condition_and_its_reason() -> None:
    first, second, last = reasons(STARS, units((90, True), (80, True), (5, True)))
    assert first == "第1条“得分〔90〕 ≥ 90 且 有创新项目〔是〕”成立，有党建创新项目，为5"
    assert second.startswith("第2条“得分〔80〕 ≥ 80”成立")
    assert last.startswith("各条都不成立")


def test_without_otherwise_none_that_holds_is_undecided() -> None:
    clause = "{decide: [{when: 得分 ≥ 80, give: 甲等}, {when: 得分 ≥ 60, give: 乙等}]}"
    given_ = units((80, True), (60, True), (59, True))
    assert worth(clause, given_) == ["甲等", "乙等", None]
    assert "没有写其余的得数，待定" in reasons(clause, given_)[2]


EXCLUSIVE = "{decide: [{when: 得分 ≥ 80, give: 4}, {when: 有创新项目 = 是, give: 3}], exclusive: true}"


def test_of_exclusive_conditions_exactly_one_may_hold() -> None:
    given_ = units((80, False), (79, True), (80, True), (79, False), (80, None), (None, True))
    assert worth(EXCLUSIVE, given_) == [4, 3, None, None, None, None]
    told = reasons(EXCLUSIVE, given_)
    assert "第1条" in told[2]
    assert "第2条" in told[2]
    assert "同时成立，只能有一条，待定" in told[2]
    assert "都不成立" in told[3]
    assert "第2条“有创新项目〔待定〕”还不能判定" in told[4]


def test_exclusive_conditions_none_of_which_holds_come_to_otherwise() -> None:
    clause = EXCLUSIVE[:-1] + ", otherwise: 0}"
    assert worth(clause, units((79, False), (80, True), (79, None))) == [0, None, None]


def test_formulas_and_money_are_given_too() -> None:
    """Eighty marks 100元 each mark, else 1000元."""
    clause = "{decide: [{when: 得分 ≥ 80, give: 得分 * 100元}], otherwise: 1000元}"
    assert worth(clause, units((80, True), (79, True))) == [8000, 1000]


def test_a_formula_without_a_value_says_what_it_lacks() -> None:
    columns = {**units((80, True)), "收入": ("money", [None])}
    clause = "{decide: [{when: 得分 ≥ 80, give: 收入}], otherwise: 0元}"
    assert worth(clause, columns) == [None]
    assert "收入未知，待定" in reasons(clause, columns)[0]


def test_only_the_conditions_gone_through_are_read() -> None:
    body = "values:\n  得数: {decide: [{when: 得分 ≥ 80, give: 2}, {when: 有创新项目, give: 1}], otherwise: 0}"
    made = rated(body, units((80, True), (79, True)))
    rule = next(step.rule for step in made.scheme.steps if step.name == "得数")
    reads = [rule.reads(made.scored["得数"], i) for i in range(2)]
    assert reads == [("得分",), ("得分", "有创新项目")]


def test_every_entry_and_otherwise_is_a_case_of_its_own() -> None:
    made = rated(f"values:\n  得数: {STARS}", units((90, True), (70, True), (1, True), (None, True)))
    core = next(step.rule.core for step in made.scheme.steps if step.name == "得数")
    assert core.cases == ("得分 ≥ 90 且 有创新项目", "得分 ≥ 80", "得分 ≥ 70", "得分 ≥ 60", "otherwise")
    assert [core.cases_of(made.scored["得数"], i) for i in range(4)] == [(0,), (2,), (4,), ()]


def test_nobody_to_rate_is_no_fault() -> None:
    columns = {"得分": ("number", []), "有创新项目": ("yes_no", [])}
    assert worth(STARS, columns) == []
    assert worth(EXCLUSIVE, columns) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=1, max_size=8))
def test_a_list_down_the_edges_is_what_bands_are(marks: list[int | None]) -> None:
    """得分 ≥ 80 → 4, ≥ 60 → 3, else 1, by conditions or by bands; the last condition may never take what an earlier took."""
    given_ = units(*[(mark, True) for mark in marks])
    listed = worth("{decide: [{when: 得分 ≥ 80, give: 4}, {when: 得分 ≥ 60, give: 3}], otherwise: 1}", given_)
    assert listed == worth("{from: 得分, bands: {80: 4, 60: 3, 0: 1}}", given_)
    assert results(rated("values:\n  得数: {from: 得分, bands: {80: 4, 60: 3, 0: 1}}", given_), "得数") == listed


REFUSED = [
    ("{decide: [], otherwise: 1}", "R203", "至少一项", "[]"),
    ("{decide: [{when: 得分, give: 1}]}", "R302", "这里要一个条件", "得分"),
    ("{decide: [{when: 得份 ≥ 1, give: 1}]}", "R301", "没有“得份”", "得份"),
    ("{decide: [{when: 得分 ≥ 1, give: 1}, {when: 得分 ≥ 0, give: 1元}]}", "R305", "不是一类", "得数"),
    ("{decide: [{when: 得分 ≥ 1, give: 20}], points: 10}", "R406", "高于满分10", "20"),
    ("{decide: [{when: 得分 ≥ 1, gives: 20}]}", "R201", "是不是“give”", "gives"),
    ("{decide: [{give: 20}]}", "R202", "缺少“when”", "{give"),
    ("{decide: [{when: 得分 ≥ 1, give: 1}], exclusive: 是}", "R203", "true 或 false", "是"),
]


@pytest.mark.parametrize(("clause", "code", "words", "place"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_cannot_be_is_refused_where_it_stands(clause: str, code: str, words: str, place: str) -> None:
    told, at = next((told, at) for found, told, at in said(clause, units((1, True))) if found == code)
    assert words in told
    assert at.startswith(place)
