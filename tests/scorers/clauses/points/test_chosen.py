"""A mark a rater chooses inside a range: taken as given, undecided outside it, never made to fit."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating import rated, reasons, results, worth
from refusing import said


def marks(*values: int | Fraction | None) -> dict[str, tuple[str, list[object]]]:
    return {"乡镇评分": ("number", list(values))}


def test_a_mark_in_the_range_counts_as_given_and_outside_it_is_undecided() -> None:
    """A5: 5–10分 酌情."""
    clause = "{from: 乡镇评分, chosen: 5至10}"
    given_ = marks(5, Fraction("7.5"), 10, Fraction("4.9"), Fraction("10.1"), 0, None)
    assert worth(clause, given_) == [5, Fraction("7.5"), 10, None, None, None, None]
    told = reasons(clause, given_)
    assert told[1] == "乡镇评分 7.5，在“5至10”之内，得7.5"
    assert told[4] == "乡镇评分 10.1，不在规定的范围“5至10”之内，待定"
    assert told[6] == "乡镇评分未知，待定"


LEVELS = (
    "values:\n"
    "  档次: {decide: [{when: 人均收入 ≥ 5500元 或 增幅 > 17%, give: 四档}, "
    "{when: 人均收入 ≥ 4500元 或 增幅 > 15%, give: 三档}, "
    "{when: 人均收入 ≥ 2300元 或 增幅 > 13%, give: 二档}], otherwise: 一档}\n"
    "  得数: {from: 乡镇评分, by: 档次, "
    "chosen: {一档: 5至10, 二档: 超过10至15, 三档: 超过15至20, 四档: 超过20至25}}"
)


def test_the_range_depends_on_the_level_income_or_growth_reaches() -> None:
    """B10: income <2300元 5–10分(含10); 2300–4500 or growth >13 % 10–15(含15); 4500–5500 or >15 % 15–20; ≥5500 or >17 % 20–25."""
    rows = [
        # income, growth, mark, expected
        ("2299元", "13%", 10, 10),
        ("2299元", "13%", 11, None),
        ("2300元", "0%", 10, None),
        ("2300元", "0%", 11, 11),
        ("2000元", "13.1%", 15, 15),
        ("4500元", "0%", 20, 20),
        ("5000元", "17%", 21, None),
        ("5500元", "0%", 25, 25),
        ("5500元", "0%", 26, None),
        (None, "18%", 21, 21),
        (None, "0%", 21, None),
    ]
    columns = {
        "人均收入": ("money", [row[0] for row in rows]),
        "增幅": ("percent", [row[1] for row in rows]),
        "乡镇评分": ("number", [row[2] for row in rows]),
    }
    assert results(rated(LEVELS, columns), "得数") == [row[3] for row in rows]


LEVEL = {"档": ("choice, choices: [一档, 二档]", ["一档", "二档", None])}


def test_the_sentence_names_the_level_and_its_range() -> None:
    clause = "{from: 乡镇评分, by: 档, chosen: {一档: 5至10, 二档: 超过10至15}}"
    told = reasons(clause, {**LEVEL, **marks(12, 12, 12)})
    assert told[0] == "档 一档，乡镇评分 12，不在规定的范围“5至10”之内，待定"
    assert told[1] == "档 二档，乡镇评分 12，在“超过10至15”之内，得12"
    assert told[2] == "档未知，待定"


def test_a_bare_number_is_the_only_mark_to_be_given() -> None:
    clause = "{from: 乡镇评分, by: 档, chosen: {一档: 5至10, 二档: 0}}"
    assert worth(clause, {**LEVEL, **marks(5, 0, 0)}) == [5, 0, None]
    assert worth(clause, {**LEVEL, **marks(0, 1, 0)}) == [None, None, None]


def test_money_and_percents_are_chosen_too() -> None:
    assert worth("{from: 奖金, chosen: 100至500元}", {"奖金": ("money", ["100元", "501元"])}) == [100, None]


def test_an_indicator_chosen_within_its_full_mark() -> None:
    assert worth("{from: 乡镇评分, points: 10, chosen: 5至10}", marks(10, 11)) == [10, None]


def test_a_mark_that_cannot_be_reckoned_is_not_called_out_of_range() -> None:
    columns = {**marks(6), "人数": ("number", [0])}
    assert reasons("{from: 乡镇评分 / 人数, chosen: 5至10}", columns) == ["不能判定，待定"]


def test_each_range_is_a_case() -> None:
    clause = "{from: 乡镇评分, by: 档, chosen: {一档: 5至10, 二档: 超过10至15}}"
    made = rated(f"values:\n  得数: {clause}", {**LEVEL, **marks(5, 10, 5)})
    core = next(step.rule.core for step in made.scheme.steps if step.name == "得数")
    assert core.cases == ("一档", "二档")
    assert [core.cases_of(made.scored["得数"], i) for i in range(3)] == [(0,), (), ()]


def test_nobody_to_rate_is_no_fault() -> None:
    assert worth("{from: 乡镇评分, by: 档, chosen: {一档: 1, 二档: 2}}", {"档": (LEVEL["档"][0], []), **marks()}) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.fractions(-5, 20, max_denominator=10), min_size=1, max_size=8))
def test_a_mark_is_given_unchanged_or_not_at_all(values: list[Fraction]) -> None:
    assert worth("{from: 乡镇评分, chosen: 超过5至10}", marks(*values)) == [v if 5 < v <= 10 else None for v in values]


REFUSED = [
    ("{from: 乡镇评分, chosen: 五至十}", "R403", "“五至十”应为", "五至十"),
    ("{from: 乡镇评分, chosen: 超过10至5}", "R403", "从小到大", "超过10至5"),
    ("{from: 乡镇评分, chosen: 5至10元}", "R305", "是金额", "5至10元"),
    ("{from: 档, chosen: 5至10}", "R305", "要用于数", "档"),
    ("{from: 乡镇评分, chosen: {一档: 5至10}}", "R202", "按哪一栏定档", "chosen"),
    ("{from: 乡镇评分, by: 档, chosen: 5至10}", "R203", "要写出各档的范围", "5至10"),
    ("{from: 乡镇评分, by: 乡镇评分, chosen: {一档: 5}}", "R305", "by 要写选项", "乡镇评分"),
    ("{from: 乡镇评分, by: 档, chosen: {一档: 5至10}}", "R405", "“二档”没有写范围", "chosen"),
    ("{from: 乡镇评分, by: 档, chosen: {一挡: 5至10, 二档: 1}}", "R301", "是不是“一档”", "一挡"),
    ("{from: 乡镇评分, by: 档, chosen: {一档: 5至10, 二档: [1, 2]}}", "R203", "这里写一个范围", "{一档"),
    ("{from: 乡镇评分, points: 8, chosen: 5至10}", "R406", "越出了0与满分8之间", "5至10"),
    ("{from: 乡镇评分, points: 8, chosen: 5以上}", "R406", "越出了0与满分8之间", "5以上"),
]


@pytest.mark.parametrize(("clause", "code", "words", "place"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_cannot_be_is_refused_where_it_stands(clause: str, code: str, words: str, place: str) -> None:
    ((found, told, at),) = said(clause, {**LEVEL, **marks(1, 1, 1)})
    assert found == code
    assert words in told
    assert at.startswith(place)
