"""What earlier periods are asked for by name may be asked by what comes before it this year."""

from rating import loaded


def test_a_level_may_ask_for_last_years_grade_that_is_made_from_the_level() -> None:
    body = """
level: {name: 等级, first: 甲, later: "如果(上年(等次) = 好, 上年(等级) + 1, 上年(等级))"}
grade: {name: 等次, from: 等级, choices: {1: 好, 0: 差}, otherwise: 好}
"""
    made = loaded(body, {"甲": ("number", [1])})
    assert made.scheme is not None
    assert set(made.scheme.history) == {"上年(等次)", "上年(等级)", "上年已评定", "曾评定"}


def test_a_word_last_years_grade_cannot_have_been_is_refused_at_its_place() -> None:
    body = """
level: {name: 等级, first: 甲, later: "如果(上年(等次) = 良, 上年(等级) + 1, 上年(等级))"}
grade: {name: 等次, from: 等级, choices: {1: 好, 0: 差}, otherwise: 好}
"""
    found = [p for p in loaded(body, {"甲": ("number", [1])}).problems if p.code == "R302"]
    assert ["“良”不是可填的选项" in p.message for p in found] == [True]
