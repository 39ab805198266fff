"""What cannot be of levels given directly: grades there are not, circles, points where there is no number for them."""

import pytest
from direct_levels import ACCIDENT, BANDS, MARKS, NOTICE, body, ledger, people
from rating import loaded, rated, results, rule_text

PERSON = {name: (spec, [value]) for (name, (spec, _)), value in zip(MARKS.items(), (85, 10), strict=True)}


REFUSED = [
    (["when: 事故 = 是, set: E级"], "R301", "没有“E级”这个等次"),
    (["when: 事故 = 是, set: D级, where: 事故 = 是"], "R203", "where 是挑记录表的行的"),
    (["set: D级"], "R203", "只写一样"),
    (["when: 事故 = 是, set: D级, points: 3元"], "R305", "points 要数"),
    (["when: 等次 = A级, set: D级"], "R303", "循环引用"),
    (["when: 是故 = 是, set: D级"], "R301", "是不是“事故”"),
]


@pytest.mark.parametrize(("grounds", "code", "said"), REFUSED, ids=[case[0][0] for case in REFUSED])
def test_what_cannot_be_is_refused(grounds: list[str], code: str, said: str) -> None:
    problems = loaded(body(*grounds), people((95, 0, True, True, False))).problems
    assert code in [p.code for p in problems]
    assert said in "".join(p.message for p in problems)


def test_a_grade_without_a_lowest_number_needs_points() -> None:
    """A bonus without bounds, so that D has no lowest; C begins above 60."""
    columns = {**people((95, 0, True, True, False)), "附加": ("number", [0])}
    open_below = [p for p in loaded(body(ACCIDENT), columns).problems if p.code == "R446"]
    assert [p.message for p in open_below] == [
        "“D级”没有最低分（这一档往下没有底，或不含起点），直接判为D级的不知按多少分计"
    ]
    assert not [p for p in loaded(body(ACCIDENT + ", points: 0"), columns).problems if p.code == "R446"]


def test_points_are_refused_where_the_grade_is_not_made_of_a_number() -> None:
    text = f"grade: {{name: 等次, from: 得分, {BANDS}, direct: [{{{ACCIDENT}, points: 0}}]}}"
    assert "R446" in [p.code for p in loaded(text, people((95, 0, True, True, False))).problems]
    text = text.replace(", points: 0", "")
    assert results(rated(text, people((95, 0, True, True, False))), "等次") == ["D级"]


def test_a_word_of_the_column_that_is_no_grade_is_refused_unless_left_out() -> None:
    text = body("rows: 台账, set: 判级")
    found = [p for p in loaded(text, PERSON, ledger()).problems if p.code == "R301"]
    assert ["“不判级”不是等次" in p.message for p in found] == [True]
    line = rule_text(text, PERSON, ledger()).splitlines()[(found[0].place.line or 1) - 1]
    assert line[(found[0].place.column or 1) - 1 :].startswith("判级")


def test_one_number_cannot_follow_two_ratings() -> None:
    rating = f"{{from: 得数, {BANDS}, direct: [{{{NOTICE}}}]}}"
    text = f"values:\n  得数: 得分 + 附加\nratings:\n  质量: {rating}\n  总评: {rating}\n"
    found = [p for p in loaded(text, people((95, 0, False, True, False))).problems if p.code == "R446"]
    assert ["不能又随“总评”改" in p.message for p in found] == [True]
