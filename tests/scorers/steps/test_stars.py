"""Stars won by a pass mark: exact sums, prerequisites, vetoes, and what is undecided."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from rating import loaded, rated, results

TWELVE = ["6.4", "7.7", "5.6", "7.7", "5.1", "7", "6.3", "9.9", "5.9", "5.7", "5.6", "7.1"]
"""Twelve marks of one decimal that make exactly 80."""


def star(name: str, indicators: str, more: str = "", full: int = 100, award: str = "得分 ≥ 80") -> str:
    return f"  {name}:\n    full: {full}\n    award: {award}\n    basis: 试\n{more}    indicators:\n{indicators}"


def test_twelve_marks_of_one_decimal_that_make_the_pass_mark_earn_the_star() -> None:
    """Added as floats they make 79.99999999999999, and the village loses its star."""
    as_floats = 0.0
    for mark in TWELVE:
        as_floats += float(mark)
    assert as_floats < 80
    columns = {f"项{k}": ("number", [Fraction(mark)]) for k, mark in enumerate(TWELVE)}
    lines = "".join(f"      指标{k}: {{formula: 项{k}, points: 10, basis: 试}}\n" for k in range(12))
    made = rated("stars:\n" + star("一星", lines, full=120), columns)
    assert results(made, "得分(一星)") == [80]
    assert results(made, "一星") == [True]


TWO = "stars:\n" + star(
    "硬星", "      甲: {points: 100, formula: 甲, basis: 试}\n",
    "    veto:\n      - {when: 涣散 = 是, because: 软弱涣散, basis: 试}\n",
) + star("业星", "      乙: {points: 100, formula: 乙, basis: 试}\n", "    requires: 硬星\n") + (
    "level: {name: 星数, earned: [硬星, 业星], basis: 试}\n"
)  # fmt: skip


def two(hard: list[int | None], trade: list[int | None], slack: list[bool | None]) -> dict[str, list[object]]:
    made = rated(TWO, {"甲": ("number", hard), "乙": ("number", trade), "涣散": ("yes_no", slack)})
    return {name: results(made, name) for name in ("硬星", "业星", "星数", "总分")}


def test_the_pass_mark_itself_passes() -> None:
    got = two([80, 79, 100], [80, 80, 79], [False] * 3)
    assert got["硬星"] == [True, False, True]
    assert got["星数"] == [2, 0, 1]
    assert got["总分"] == [160, 159, 179]


def test_a_star_needs_the_star_it_rests_on() -> None:
    assert two([79], [100], [False])["业星"] == [False]


def test_a_veto_takes_the_star_whatever_the_marks_and_what_rests_on_it() -> None:
    got = two([100, None], [100, 100], [True, True])
    assert got["硬星"] == got["业星"] == [False, False]
    assert got["星数"] == [0, 0]


def test_a_star_is_undecided_only_while_it_could_go_either_way() -> None:
    #        marks   marks  slack    硬星    业星
    cases = [
        (None, 100, False, None, None),
        (100, 100, None, None, None),
        (79, 100, None, False, False),  # short of the mark, veto or no veto
        (100, None, False, True, None),
        (None, 79, False, None, False),  # short of its own mark, prerequisite or not
    ]
    for hard, trade, slack, first, second in cases:
        got = two([hard], [trade], [slack])
        assert (got["硬星"], got["业星"]) == ([first], [second])
        assert got["星数"] == [None if None in (first, second) else first + second]


def test_one_unknown_indicator_leaves_the_score_unknown_not_lower() -> None:
    got = two([None, 90], [90, 90], [False, False])
    assert got["总分"] == [None, 180]


def test_a_star_that_names_one_that_is_not_there_says_which() -> None:
    made = loaded(
        TWO.replace("requires: 硬星", "requires: 应星"),
        {"甲": ("number", []), "乙": ("number", []), "涣散": ("yes_no", [])},
    )
    ((code, message),) = [(p.code, p.message) for p in made.problems]
    assert (code, "是不是“硬星”" in message) == ("R301", True)


def test_stars_that_rest_on_each_other_are_a_circle() -> None:
    text = TWO.replace("    veto:", "    requires: 业星\n    veto:")
    made = loaded(text, {"甲": ("number", []), "乙": ("number", []), "涣散": ("yes_no", [])})
    assert [p.code for p in made.problems] == ["R303"]
    assert "硬星 → 业星 → 硬星" in made.problems[0].message


def test_full_marks_that_do_not_add_up_are_pointed_out() -> None:
    """石城县's item 18: the parts make 2 of 3."""
    text = "stars:\n" + star("一星", "      甲: {points: 2, formula: 甲, basis: 试}\n", full=3, award="得分 ≥ 2")
    made = loaded(text, {"甲": ("number", [])})
    assert [(p.code, p.found, p.expected) for p in made.problems] == [("R404", "2", "3")]
    assert made.scheme is not None


# A star that the undecided indicators cannot change is decided.


def two_halves(award: str = "得分 ≥ 80", rest: str = "{points: 30, formula: 乙, basis: 试}") -> str:
    indicators = f"      甲: {{points: 70, formula: 甲, basis: 试}}\n      乙: {rest}\n"
    return "stars:\n" + star("业星", indicators, award=f"'{award}'")


def halves(first: list[int | None], second: list[int | None], **how: str) -> list[object]:
    return results(rated(two_halves(**how), {"甲": ("number", first), "乙": ("number", second)}), "业星")


def test_a_star_that_the_rest_cannot_bring_or_take_is_decided() -> None:
    # of 乙 at most 30 can come: 49 + 30 = 79 never does, 50 + 30 = 80 may, 70 + 0 = 70 may or not
    assert halves([49, 50, 70, 20], [None] * 4) == [False, None, None, False]
    assert halves([60, 60, 59], [None, 0, 0], award="得分 ≥ 60") == [True, True, False]


def test_the_sentence_says_that_the_rest_does_not_matter() -> None:
    made = rated(two_halves(), {"甲": ("number", [49, 50]), "乙": ("number", [None, None])})
    step = made.scheme.step("业星")
    assert step is not None
    told = [step.rule.sentence(made.scored["业星"], made.columns, i) for i in range(2)]
    assert told[0] == "未定的指标不论得几分，“得分(业星)〔待定，49至79分〕 ≥ 80”都不成立，不得星"
    assert told[1].endswith("待定")


def test_what_may_come_to_anything_keeps_the_star_undecided() -> None:
    assert halves([10, 70], [None, None], rest="{formula: 乙, basis: 试}") == [None, None]


def test_a_condition_that_more_points_may_break_waits_for_the_points() -> None:
    for award in ("得分 ≤ 80", "60 ≤ 得分 < 70", "得分 = 60", "非 得分 ≥ 85", "`得分` = 60", "得分 - 得分 ≥ 0"):
        assert halves([60, 60], [None, None], award=award) == [None, None], award


def test_a_condition_that_no_points_can_break_any_more_waits_for_none() -> None:
    """60 points and at most 30 more are never 95."""
    assert halves([60, 60], [None, None], award="非 得分 ≥ 95") == [True, True]


def test_conditions_that_only_more_points_help_may_be_joined() -> None:
    assert halves([60, 49], [None, None], award="得分 ≥ 60 且 50 < 得分") == [True, None]
    assert halves([49, 49], [None, None], award="(得分 ≥ 80 且 甲 ≥ 10) 或 甲 > 100") == [False, False]


@given(st.lists(st.tuples(st.integers(0, 70), st.integers(0, 30)), min_size=1, max_size=8), st.integers(0, 100))
def test_what_is_decided_early_is_what_is_found_later(marks: list[tuple[int, int]], mark: int) -> None:
    first, second = [pair[0] for pair in marks], [pair[1] for pair in marks]
    early = halves(list(first), [None] * len(marks), award=f"得分 ≥ {mark}")
    late = halves(list(first), list(second), award=f"得分 ≥ {mark}")
    assert all(soon in (None, then) for soon, then in zip(early, late, strict=True))


def test_stars_of_which_there_may_be_several_are_counted_as_many_as_there_are() -> None:
    """甲星 is one or none by 达标, 乙星 up to three, 丙星 won or not."""
    body = """
stars:
  甲星: {from: 达标, yes: 1}
  乙星: {from: 次数, per: 1次, each: 1, between: [0, 3]}
  丙星: {full: 10, award: 得分 ≥ 5, indicators: {丙: {from: 过关, points: 10, yes: 10}}}
level: {name: 星数, earned: [甲星, 乙星, 丙星]}
grade: {name: 等次, from: 星数, choices: {5: 五, 4: 四}, otherwise: 少}
"""
    columns = {
        "达标": ("yes_no", [True, False, None, True]),
        "次数": ("number, unit: 次", [9, 2, 3, None]),
        "过关": ("yes_no", [True, False, True, False]),
    }
    made = rated(body, columns)
    assert results(made, "星数") == [5, 2, None, None]
    assert results(made, "等次") == ["五", "少", None, None]  # four or five; one to four
    step = next(step for step in made.scheme.steps if step.name == "星数")
    assert step.rule.sentence(made.scored["星数"], made.columns, 0) == "获甲星1颗、乙星3颗、丙星，共5颗"


def test_only_stars_and_conditions_are_counted() -> None:
    body = "stars: {甲星: {from: 达标, yes: 1}}\nlevel: {name: 星数, earned: [甲星, 次数]}"
    problems = loaded(body, {"达标": ("yes_no", []), "次数": ("number", [])}).problems
    assert [(p.code, p.message) for p in problems if p.code == "R305"] == [("R305", "“次数”不是星，也不是条件")]
