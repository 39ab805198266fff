"""Schemes scored by heads (大项) instead of stars: sums, bounds, weights, the total, and what is wrong with them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rating import YEAR, loaded, rated, results

TWO = """
scores:
  实绩考核:
    full: 100
    weight: 70%
    basis: 第六条
    indicators:
      产业: {formula: 产业, points: 60, basis: 第六条}
      党建: {formula: 党建, points: 40, basis: 第六条}
  民主测评:
    full: 100
    weight: 30%
    basis: 第七条
    indicators:
      测评: {formula: 测评, points: 100, basis: 第七条}
  加减分:
    between: [-20, 10]
    basis: 第八条
    indicators:
      奖励: {formula: 奖励, basis: 第八条}
      扣分: {formula: 0 - 扣分, basis: 第八条}
grade: {name: 等次, from: 总分, bands: {90以上: 优秀, 不足90: 合格}, basis: 第九条}
"""


def two(**given: list[object]) -> dict[str, tuple[str, list[object]]]:
    size = max(len(values) for values in given.values())
    base: dict[str, list[object]] = {"产业": [50], "党建": [40], "测评": [95], "奖励": [0], "扣分": [0]}
    return {name: ("number", given.get(name, values * size)) for name, values in base.items()}


def test_a_head_is_the_sum_of_its_indicators_and_the_total_their_weighted_sum() -> None:
    made = rated(TWO, two(产业=[60, 50], 测评=[100, 90]))
    assert results(made, "实绩考核") == [100, 90]
    assert results(made, "民主测评") == [100, 90]
    assert results(made, "总分") == [100, 90]  # 90 × 70% + 90 × 30%
    assert results(made, "等次") == ["优秀", "优秀"]


def test_a_head_stays_within_its_bounds() -> None:
    made = rated(TWO, two(奖励=[15, 0, 12, 4], 扣分=[0, 30, 4, 1]))
    assert results(made, "加减分") == [10, -20, 8, 3]
    # 90 × 70% + 95 × 30% = 91.5, and what is added or taken counts in full
    assert results(made, "总分") == [Fraction(203, 2), Fraction(143, 2), Fraction(199, 2), Fraction(189, 2)]


def test_the_sentence_of_the_total_names_heads_scores_and_weights() -> None:
    made = rated(TWO, two(奖励=[4]))
    step = made.scheme.step("总分")
    assert step is not None
    told = step.rule.sentence(made.scored["总分"], made.columns, 0)
    assert told == "实绩考核〔90分〕×70%＋民主测评〔95分〕×30%＋加减分〔4分〕 = 95.5分"


def test_a_head_with_an_unknown_indicator_is_undecided_and_so_is_the_total() -> None:
    made = rated(TWO, two(党建=[None, 40], 测评=[95, None]))
    assert results(made, "实绩考核") == [None, 90]
    assert results(made, "民主测评") == [95, None]
    assert results(made, "总分") == [None, None]
    assert made.state.tolist() == [1, 1]
    step = made.scheme.step("总分")
    assert step is not None
    assert step.rule.sentence(made.scored["总分"], made.columns, 0) == "实绩考核未定，待定"


def test_heads_and_the_total_are_published_results() -> None:
    made = rated(TWO, two(产业=[50]))
    assert [step.name for step in made.result_steps()] == ["实绩考核", "民主测评", "加减分", "总分", "等次"]
    assert set(made.record()["item"]) == {"实绩考核", "民主测评", "加减分", "总分", "等次"}


def test_a_scheme_that_comes_to_a_total_only_is_decided_when_the_total_is() -> None:
    without = TWO[: TWO.index("grade:")]
    made = rated(without, two(产业=[50, None]))
    assert made.state.tolist() == [0, 1]


def test_a_head_may_be_read_in_formulas_by_its_name() -> None:
    body = TWO + "values:\n  领先: {formula: 实绩考核 - 民主测评, basis: 试}\npublish: 领先\n"
    made = rated(body, two(产业=[60]))
    assert results(made, "领先") == [5]
    assert [step.name for step in made.result_steps()][-1] == "领先"


def test_nobody_at_all_is_scored_without_trouble() -> None:
    made = rated(TWO, {name: ("number", []) for name in ("产业", "党建", "测评", "奖励", "扣分")})
    assert results(made, "总分") == []


def test_with_stars_beside_the_heads_the_total_is_of_the_heads() -> None:
    body = TWO + "stars:\n  硬星:\n    full: 10\n    award: 得分 ≥ 8\n    basis: 试\n    indicators:\n"
    body += "      班子: {amount: 10, points: 10, basis: 试}\n"
    made = rated(body, two(产业=[50]))
    assert results(made, "得分(硬星)") == [10]
    assert results(made, "总分") == [Fraction(183, 2)]


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=1, max_size=5), st.integers(0, 100))
def test_weights_that_come_to_all_keep_the_total_between_the_heads(marks: list[tuple[int, int]], share: int) -> None:
    body = f"""
scores:
  甲: {{weight: {share}%, basis: 试, indicators: {{甲分: {{formula: 甲值, basis: 试}}}}}}
  乙: {{weight: {100 - share}%, basis: 试, indicators: {{乙分: {{formula: 乙值, basis: 试}}}}}}
"""
    made = rated(
        body, {"甲值": ("number", [first for first, _ in marks]), "乙值": ("number", [second for _, second in marks])}
    )
    for total, pair in zip(results(made, "总分"), marks, strict=True):
        assert min(pair) <= total <= max(pair)
        assert total == (pair[0] * share + pair[1] * (100 - share)) / Fraction(100)


FAULTS = [
    ("weight: 70%", "weight: 60%", "R430", "合计90%"),
    ("weight: 70%", "weight: 七成", "R203", "七成"),
    ("weight: 70%", "weight: -70%", "R203", "权重写成"),
    ("weight: 70%", "weight: 10元", "R203", "权重写成"),
    ("full: 100\n    weight: 70%", "full: 90\n    weight: 70%", "R404", "合计100"),
    ("between: [-20, 10]", "between: [10, -20]", "R203", "先写下限"),
    ("{formula: 产业, points: 60,", "{formula: 产业 ≥ 1,", "R305", "不是分数"),
    ("    indicators:\n      测评: {formula: 测评, points: 100, basis: 第七条}\n", "", "R202", "indicators"),
    ("weight: 70%", "weihgt: 70%", "R201", "weight"),
    ("  民主测评:\n", "  产业:\n", "R304", "产业"),
    ("    basis: 第七条\n    indicators", "    indicators", "R602", "民主测评"),
    ("points: 40, basis: 第六条", "points: 40", "R602", "党建"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "said"), FAULTS)
def test_what_is_wrong_with_a_head_is_said(old: str, new: str, code: str, said: str) -> None:
    assert old in TWO
    problems = loaded(TWO.replace(old, new, 1), two(产业=[1])).problems
    assert [p for p in problems if p.code == code and said in p.message + p.remedy], problems


def test_a_weight_fault_is_at_the_weight() -> None:
    made = loaded(TWO.replace("weight: 30%", "weight: 三成"), two(产业=[1]))
    (fault,) = [p for p in made.problems if p.code == "R203"]
    text = made_text(TWO.replace("weight: 30%", "weight: 三成"))
    assert text[fault.place.line - 1] == "    weight: 三成"


def made_text(body: str) -> list[str]:
    from rating import rule_text

    return rule_text(body, two(产业=[1])).splitlines()


def test_the_fault_of_one_indicator_does_not_hide_another() -> None:
    body = TWO.replace("formula: 党建,", "formula: 党健,").replace("points: 100, basis", "pionts: 100, basis")
    codes = {p.code for p in loaded(body, two(产业=[1])).problems}
    assert {"R201", "R301"} <= codes


def test_a_scheme_must_come_to_something() -> None:
    from stardb.rulebook import load_text

    text = "\n".join(made_text(TWO))
    bare = text[: text.index("scores:")]
    problems = load_text(bare, "rule.yaml", YEAR).problems
    assert [p for p in problems if p.code == "R202" and "scores" in p.message]


def test_what_is_published_must_be_a_value() -> None:
    problems = loaded(TWO + "publish: [总得分]\n", two(产业=[1])).problems
    assert [p for p in problems if p.code == "R301" and "总得分" in p.message]
