"""Indicators that differ by category (山区村、平原村): each subject is scored by its own."""

import pytest
from rating import loaded, rated, results

from stardb.scoring import explain

BODY = """
scores:
  实绩考核:
    full: 100
    by: 类别
    weight: {山区村: 60%, 平原村: 70%}
    basis: 第六条
    sets:
      山区村:
        产业: {formula: 产业, points: 60, basis: 第六条}
        生态: {formula: 生态, points: 40, basis: 第六条}
      平原村:
        产业: {formula: 产业 + 1, points: 100, basis: 第六条}
  民主测评:
    full: 100
    by: 类别
    weight: {山区村: 40%, 平原村: 30%}
    basis: 第七条
    indicators:
      测评: {formula: 测评, points: 100, basis: 第七条}
"""
KINDS = "choice, choices: [山区村, 平原村]"


def villages(**more: list[object]) -> dict[str, tuple[str, list[object]]]:
    made: dict[str, list[object]] = {"产业": [50, 89, 70], "生态": [30, None, None], "测评": [90, 90, 90]} | more
    return {"类别": (KINDS, ["山区村", "平原村", None])} | {name: ("number", row) for name, row in made.items()}


def test_each_subject_is_scored_by_the_indicators_of_its_own_category() -> None:
    made = rated(BODY, villages())
    assert results(made, "实绩考核") == [80, 90, None]  # 50 + 30; 89 + 1; nobody knows which
    assert results(made, "总分") == [84, 90, None]  # 80 × 60% + 90 × 40%; 90 × 70% + 90 × 30%


def test_the_indicators_of_another_category_are_not_on_the_card() -> None:
    made = rated(BODY, villages())
    titles = [[node.title for _, node in explain(made, i).lines()] for i in range(3)]
    assert "生态" in titles[0]
    assert "生态" not in titles[1]
    assert "产业" not in titles[2]


def test_an_indicator_of_another_category_is_nothing_to_a_subject() -> None:
    made = rated(BODY, villages())
    assert results(made, "得分(山区村·产业)") == [50, 0, None]
    step = made.scheme.step("得分(山区村·产业)")
    assert step is not None
    told = [step.rule.sentence(made.scored[step.name], made.columns, i) for i in range(3)]
    assert told[1] == "类别 平原村，不适用"
    assert told[2] == "类别未知，待定"
    assert [step.rule.core.cases_of(made.scored[step.name], i) for i in range(3)] == [(0,), (), ()]


def test_the_sum_says_whose_indicators_it_is_of() -> None:
    made = rated(BODY, villages())
    step = made.scheme.step("实绩考核")
    assert step is not None
    told = [step.rule.sentence(made.scored["实绩考核"], made.columns, i) for i in range(3)]
    assert told[0] == "类别 山区村；各项合计80分（满分100）"
    assert told[2] == "类别未知，待定"


def test_an_indicator_of_one_category_only_may_be_read_by_its_bare_name() -> None:
    made = rated(BODY + "values:\n  看: {formula: 得分(生态) + 得分(平原村·产业), basis: 试}\n", villages())
    assert results(made, "看") == [30, 90, None]


def test_a_bare_name_that_two_categories_have_is_refused() -> None:
    problems = loaded(BODY + "values:\n  看: {formula: 得分(产业), basis: 试}\n", villages()).problems
    assert [p for p in problems if p.code == "R301" and "得分(产业)" in p.message]


def test_the_rest_have_a_set_too() -> None:
    body = BODY.replace("      平原村:\n        产业: {", "    otherwise:\n        产业: {")
    columns = villages() | {"类别": ("choice, choices: [山区村, 平原村]", ["山区村", "平原村", None])}
    made = rated(body, columns)
    assert results(made, "实绩考核") == [80, 90, None]
    assert results(made, "得分(其他·产业)") == [0, 90, None]


def test_yes_and_no_sort_too() -> None:
    body = BODY.replace("山区村", "是").replace("平原村", "否")
    made = rated(body, villages() | {"类别": ("yes_no", [True, False, None])})
    assert results(made, "实绩考核") == [80, 90, None]


def test_a_star_may_have_indicators_by_category() -> None:
    body = """
stars:
  产业星:
    full: 100
    award: 得分 ≥ 80
    by: 类别
    basis: 试
    sets:
      山区村: {产业: {formula: 产业, points: 100, basis: 试}}
      平原村: {产业: {formula: 产业 - 10, points: 100, basis: 试}}
"""
    made = rated(body, villages(产业=[80, 80, 80]))
    assert results(made, "得分(产业星)") == [80, 70, None]
    assert results(made, "产业星") == [True, False, None]


def test_an_indicator_of_a_category_nobody_has_keeps_nobody_waiting() -> None:
    made = rated(BODY, villages(生态=[30, None, 30]))
    assert made.columns["实绩考核"].known.tolist() == [True, True, False]


FAULTS = [
    ("      平原村:\n        产业: {formula: 产业 + 1, points: 100, basis: 第六条}\n", "", "R405", "平原村"),
    ("      平原村:\n        产业", "      平原寸:\n        产业", "R301", "是不是“平原村”"),
    ("    by: 类别\n    weight: {山区村: 60%", "    weight: {山区村: 60%", "R202", "分类"),
    ("by: 类别", "by: 产业", "R305", "by 要用于选项"),
    ("by: 类别", "by: 类形", "R301", "类形"),
    ("points: 40,", "points: 30,", "R404", "“山区村”各指标满分合计90"),
    ("weight: {山区村: 60%, 平原村: 70%}", "weight: {山区村: 60%}", "R405", "没有写权重"),
    ("weight: {山区村: 60%, 平原村: 70%}", "weight: {山区村: 60%, 平原村: 60%}", "R430", "“平原村”的各大项权重合计90%"),
    ("weight: {山区村: 60%, 平原村: 70%}", "weight: {山区村: 60%, 平原村: 0.7}", "R305", "都写百分比"),
    ("生态: {formula: 生态, points: 40, basis: 第六条}", "生态: {formula: 生态, points: 40}", "R602", "生态"),
    ("生态: {formula: 生态, points: 40, basis: 第六条}", "生态: {formula: 生态, pionts: 40}", "R201", "points"),
    ("    sets:\n", "    indicators: {多: {amount: 1, basis: 试}}\n    sets:\n", "R203", "写一种"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "said"), FAULTS)
def test_what_is_wrong_with_categories_is_said_once(old: str, new: str, code: str, said: str) -> None:
    assert old in BODY
    problems = [p for p in loaded(BODY.replace(old, new, 1), villages()).problems if p.code == code]
    assert len([p for p in problems if said in p.message + p.remedy]) == 1, problems
    assert len(problems) == 1, problems
