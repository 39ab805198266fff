"""Points by a word or a whole number, and points for a yes."""

import pytest
from rating import loaded, rated, reasons, results, worth

GRADES = "choice, choices: [优秀, 合格, 基本合格, 不合格]"


def found(clause: str, spec: str) -> list[tuple[str, str, str]]:
    made = loaded(f"values:\n  得数: {clause}", {"甲": (spec, [])})
    return [(p.code, p.message, p.remedy) for p in made.problems]


def test_each_grade_has_its_stars() -> None:
    """湍水头镇 art. 5(1): 优秀 2, 合格 1, the others 0."""
    clause = "{from: 甲, choices: {优秀: 2, 合格: 1, 基本合格: 0, 不合格: 0}}"
    assert worth(clause, {"甲": (GRADES, ["优秀", "合格", "基本合格", "不合格", None])}) == [2, 1, 0, 0, None]


def test_a_grade_left_out_is_refused_unless_otherwise_speaks_for_it() -> None:
    ((code, message, _),) = found("{from: 甲, choices: {优秀: 2, 合格: 1}}", GRADES)
    assert (code, "基本合格、不合格" in message) == ("R405", True)
    clause = "{from: 甲, choices: {优秀: 2, 合格: 1}, otherwise: 0}"
    assert found(clause, GRADES) == []
    assert worth(clause, {"甲": (GRADES, ["不合格", "优秀", None])}) == [0, 2, None]


def test_whole_numbers_choose_words_with_or_without_a_unit() -> None:
    clause = "{from: 甲, choices: {5星: 五星支部, 4: 四星支部, 0: 未获星}}"
    assert worth(clause, {"甲": ("number", [5, 4, 0, 3, None])}) == ["五星支部", "四星支部", "未获星", None, None]


def test_numbers_choose_the_best_grade_first_whatever_order_they_are_written_in() -> None:
    body = "grade: {name: 等次, from: 甲, choices: {1星: 一星级, 10星: 十星级, 2星: 二星级}, basis: 试}"
    assert rated(body, {"甲": ("number", [1])}).scheme.grades == ("十星级", "二星级", "一星级")


REFUSED = [
    (
        "{from: 甲, choices: {优秀: 2, 良好: 1, 合格: 1, 基本合格: 0, 不合格: 0}}",
        GRADES,
        "R301",
        "“良好”不是可填的选项",
    ),
    ("{from: 甲, choices: {优秀: 2, 合各: 1, 基本合格: 0, 不合格: 0}}", GRADES, "R301", "是不是“合格”"),
    ("{from: 甲, choices: {5: 1, 5星: 2}}", "number", "R102", "同一个数"),
    ("{from: 甲, choices: {甲等: 1, 乙等: 2}}", "number", "R203", "“甲等”应为"),
    ("{from: 甲, choices: {10万元: 1}}", "number", "R305", "这里要数"),
    ("{from: 甲, choices: {2022-01-01: 10}}", "date", "R305", "这里是日期"),
    ("{from: 甲, points: 3, choices: {优秀: 4, 合格: 1}, otherwise: 0}", GRADES, "R406", "“优秀”得4，高于满分3"),
    ("{from: 甲, points: 3, choices: {优秀: 3, 合格: 1}, otherwise: 5}", GRADES, "R406", "“otherwise”得5"),
    ("{from: 甲, yes: 10}", GRADES, "R305", "yes 要用于是否栏"),
    ("{from: 甲, points: 5, yes: 10}", "yes_no", "R406", "高于满分5"),
    ("{from: 甲, choices: {优秀: 甲, 合格: 甲}, otherwise: 甲}", GRADES, "R305", "这里是选项"),
]


@pytest.mark.parametrize(("clause", "spec", "code", "said"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_cannot_be_is_refused(clause: str, spec: str, code: str, said: str) -> None:
    problems = found(clause, spec)
    assert [problem[0] for problem in problems] == [code]
    assert said in problems[0][1] + problems[0][2]


def test_points_for_a_yes_and_for_a_no() -> None:
    values = {"甲": ("yes_no", [True, False, None])}
    assert worth("{from: 甲, yes: 10}", values) == [10, 0, None]
    assert worth("{from: 甲, yes: 10, no: 5}", values) == [10, 5, None]
    assert worth("{from: 甲, points: 10, yes: 5, no: 10}", values) == [5, 10, None]


def test_a_condition_may_stand_for_a_yes() -> None:
    assert worth("{from: 甲 ≥ 60, yes: 合格, no: 不合格}", {"甲": ("number", [60, 59, None])}) == [
        "合格",
        "不合格",
        None,
    ]


def test_a_clause_that_does_not_apply_gives_nothing_and_one_that_may_is_undecided() -> None:
    body = "values:\n  得数: {from: 甲, yes: 10, when: 乙}\n  等级: {from: 甲, yes: 好, no: 差, when: 乙}"
    made = rated(body, {"甲": ("yes_no", [True, True, True, None]), "乙": ("yes_no", [True, False, None, False])})
    assert results(made, "得数") == [10, 0, None, 0]
    assert results(made, "等级") == ["好", "无", None, "无"]


def test_a_condition_of_a_condition_can_be_denied() -> None:
    """A condition that does not apply is a no, and its contrary a yes."""
    body = "values:\n  甲丙: {formula: 甲 = 是, when: 乙}\n  得数: {from: 非 甲丙, yes: 1}\n  又: {from: 甲丙 = 否, yes: 1}"
    made = rated(body, {"甲": ("yes_no", [True, True, False, True]), "乙": ("yes_no", [True, False, True, None])})
    assert results(made, "甲丙") == [True, False, False, None]
    assert results(made, "得数") == results(made, "又") == [0, 1, 1, None]


def test_a_day_that_does_not_apply_is_unknown_not_1970() -> None:
    made = rated(
        "values:\n  得数: {formula: 甲, when: 乙}",
        {"甲": ("date", ["2022-06-18"] * 2), "乙": ("yes_no", [True, False])},
    )
    assert results(made, "得数") == [19_161, None]


def test_a_number_still_open_is_no_doubt_where_all_it_may_come_to_give_the_same() -> None:
    """四好村: one head is lost and another unknown; four heads can no longer be had."""
    body = """
stars:
  甲星: {full: 10, award: 得分 ≥ 8, indicators: {甲项: {from: 甲, points: 10, per: 1, each: 1}}}
  乙星: {full: 10, award: 得分 ≥ 8, indicators: {乙项: {from: 乙, points: 10, per: 1, each: 1}}}
level: {name: 星数, earned: [甲星, 乙星]}
grade: {name: 等次, from: 星数, choices: {2: 达标, 1: 未达标, 0: 未达标}}
"""
    made = rated(body, {"甲": ("number", [3, 9, None]), "乙": ("number", [None, None, None])})
    assert results(made, "等次") == ["未达标", None, None]
    assert results(made, "星数") == [None, None, None]


def test_choices_and_tables_by_yes_and_no() -> None:
    facts = {"达标": ("yes_no", [True, False, None]), "星": ("number, between: [1, 2], whole: true", [1, 2, 2])}
    assert worth("{from: 达标, choices: {是: 5, 否: 0}}", facts) == [5, 0, None]
    assert worth("{from: 星 ≥ 2, choices: {是: 优, 否: 良}}", facts) == ["良", "优", "优"]
    assert reasons("{from: 星 ≥ 2, choices: {是: 优, 否: 良}}", facts)[0] == "“星〔1〕 ≥ 2”不成立，为良"
    assert worth("{by: [星, 达标], table: {1: {是: 1, 否: 2}, 2: {是: 3, 否: 4}}}", facts) == [1, 4, None]
