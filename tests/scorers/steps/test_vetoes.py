"""What a finding does to the level: capped, raised to a floor, set, lowered, not rated, left open."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating import loaded, rated, results

LEVELS = [0, 1, 3, None]


def levels(effect: str, held: bool | None = True, level: str = "甲") -> list[Any]:
    body = f"level: {{name: 星级, formula: {level}, basis: 试}}\nvetoes:\n  - {{when: 处分, effect: {effect}, because: 受处分, basis: 试}}"
    made = rated(body, {"甲": ("number", LEVELS), "处分": ("yes_no", [held] * 4)})
    return results(made, "星级")


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        ("{cap: 0}", [0, 0, 0, 0]),  # a level is never below 0: nothing is left open
        ("{cap: 1}", [0, 1, 1, None]),
        ("{set: 2}", [2, 2, 2, 2]),
        ("{floor: 2}", [2, 2, 3, None]),
        ("{down: 2}", [0, 0, 1, None]),
        ("undecided", [None] * 4),
    ],
)
def test_each_effect(effect: str, expected: list[Any]) -> None:
    assert levels(effect) == expected


@pytest.mark.parametrize("effect", ["{cap: 0}", "{set: 2}", "{floor: 2}", "{down: 2}", "undecided"])
def test_what_does_not_hold_does_nothing(effect: str) -> None:
    assert levels(effect, held=False) == LEVELS


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        ("{cap: 0}", [0, None, None, None]),  # at 0 already: the finding would change nothing
        ("{cap: 1}", [0, 1, None, None]),
        ("{set: 3}", [None, None, 3, None]),
        ("{floor: 1}", [None, 1, 3, None]),
        ("{down: 1}", [0, None, None, None]),
        ("undecided", [None] * 4),
    ],
)
def test_a_finding_still_open_leaves_open_only_what_it_could_change(effect: str, expected: list[Any]) -> None:
    assert levels(effect, held=None) == expected


def test_findings_are_taken_in_the_order_written() -> None:
    body = (
        "level: {name: 星级, formula: 甲, basis: 试}\nvetoes:\n"
        "  - {when: 处分, effect: {down: 1}, because: 一, basis: 试}\n  - {when: 处分, effect: {cap: 3}, because: 二, basis: 试}"
    )
    assert results(rated(body, {"甲": ("number", [5, 3]), "处分": ("yes_no", [True, True])}), "星级") == [3, 2]


def test_the_heaviest_settles_what_a_pending_case_leaves_open() -> None:
    """Under investigation, and punished already: 0 whatever comes of the case."""
    body = (
        "level: {name: 星级, formula: 甲, basis: 试}\nvetoes:\n"
        "  - {when: 立案, effect: undecided, because: 一, basis: 试}\n  - {when: 处分, effect: {cap: 0}, because: 二, basis: 试}"
    )
    made = rated(body, {"甲": ("number", [5, 5]), "立案": ("yes_no", [True, True]), "处分": ("yes_no", [True, False])})
    assert results(made, "星级") == [0, None]


def test_not_rated_is_neither_nothing_nor_undecided() -> None:
    body = "level: {name: 星级, formula: 甲, basis: 试}\nvetoes:\n  - {when: 处分, effect: not_rated, because: 受处分, basis: 试}"
    made = rated(body, {"甲": ("number", [0, 5, None, 5]), "处分": ("yes_no", [False, True, False, None])})
    assert [made.text("星级", i) for i in range(4)] == ["0星", "不参评", "待定", "5星"]
    assert results(made, "参评条件") == [True, False, True, None]


def test_a_level_that_is_a_quotient_can_be_capped() -> None:
    """35 ÷ 20 × 1 is 1.75; capped at 1 it is 1."""
    assert levels("{cap: 1}", level="35 / 20 * 1") == [1, 1, 1, 1]
    assert levels("{down: 1}", level="35 / 20 * 1") == [Fraction(3, 4)] * 4


def test_a_veto_without_a_level_to_bear_on_is_refused_not_forgotten() -> None:
    made = loaded("vetoes:\n  - {when: 处分, effect: {cap: 0}, because: 受处分, basis: 试}", {"处分": ("yes_no", [])})
    assert ("R202", "level 或 grade") in [(p.code, p.expected) for p in made.problems]


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        ("{cap: 0, set: 1}", "cap、floor、set、down 中的一种"),
        ("{}", "cap、floor、set、down 中的一种"),
        ("{down: -1}", "不能小于0"),
        ("{cap: 零}", "这里要一个数"),
        ("undecide", "是不是“undecided”"),
        ("{lower: 1}", "lower"),
    ],
)
def test_an_effect_that_is_none_is_refused(effect: str, said: str) -> None:
    body = f"level: {{name: 星级, formula: 1, basis: 试}}\nvetoes:\n  - {{when: 处分, effect: {effect}, because: 受处分, basis: 试}}"
    problems = loaded(body, {"处分": ("yes_no", [])}).problems
    assert problems
    assert said in problems[0].message


def test_a_floor_is_for_who_earned_it() -> None:
    """江都区: income up by a tenth and the economy too, at least four stars."""
    body = (
        "level: {name: 星级, formula: 甲, basis: 试}\nvetoes:\n"
        "  - {when: 收入增幅 ≥ 10% 且 经济增幅 ≥ 10%, effect: {floor: 4}, because: 两项增幅都在10%以上, basis: 试}"
    )
    columns = {
        "甲": ("number", [2, 5, 2, 2]),
        "收入增幅": ("percent", ["12%", "12%", "10%", "9.9%"]),
        "经济增幅": ("percent", ["11%", "11%", None, None]),
    }
    made = rated(body, columns)
    assert results(made, "星级") == [4, 5, None, 2]
    assert "不得低于4，结果为4星" in reasons(made, "星级")[0]


def test_an_open_level_within_its_bounds_is_settled_at_the_highest() -> None:
    body = (
        "level: {name: 星级, formula: 甲, between: [0, 5], basis: 试}\nvetoes:\n"
        "  - {when: 达标, effect: {floor: 5}, because: 保底, basis: 试}"
    )
    assert results(rated(body, {"甲": ("number", [None, None]), "达标": ("yes_no", [True, False])}), "星级") == [
        5,
        None,
    ]


def reasons(made: Any, name: str) -> list[str]:
    """Why each subject came to what it came to."""
    step = made.scheme.step(name)
    return [step.rule.sentence(made.scored[name], made.columns, i) for i in range(len(made.subjects))]


GRADES = ["优秀", "良好", "合格", "不合格"]
MARKS = [95, 85, 65, 40, None]
GRADE = "grade: {{name: 等次, from: 甲, bands: {{60: 合格, 80: 良好, 90: 优秀, 0: 不合格}}, basis: 试}}\nvetoes:\n{}"


def graded(effect: str, held: bool | None = True, more: str = "") -> list[Any]:
    veto = f"  - {{when: 处分, effect: {effect}, because: 受处分, basis: 试{more}}}\n"
    made = rated(GRADE.format(veto), {"甲": ("number", MARKS), "处分": ("yes_no", [held] * 5)})
    return results(made, "等次")


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        ("{cap: 良好}", ["良好", "良好", "合格", "不合格", None]),  # 一票否优
        ("{cap: 不合格}", ["不合格"] * 5),  # there is nothing lower: even who has no mark yet
        ("{set: 不合格}", ["不合格"] * 5),
        ("{floor: 合格}", ["优秀", "良好", "合格", "合格", None]),
        ("{floor: 优秀}", ["优秀"] * 5),
        ("{down: 1}", ["良好", "合格", "不合格", "不合格", None]),
        ("undecided", [None] * 5),
    ],
)
def test_each_effect_on_a_grade(effect: str, expected: list[Any]) -> None:
    """The grade's words stand best first, whatever the order of its bands."""
    assert graded(effect) == expected
    assert graded(effect, held=False) == [*GRADES, None]


def test_a_finding_still_open_leaves_open_only_the_grades_it_could_change() -> None:
    assert graded("{cap: 良好}", held=None) == [None, "良好", "合格", "不合格", None]
    assert graded("{floor: 合格}", held=None) == ["优秀", "良好", "合格", None, None]


BOTH = (
    "level: {{name: 星级, formula: 甲, basis: 试}}\n"
    "grade: {{name: 等次, from: 星级, choices: {{2: 优秀, 1: 良好, 0: 合格}}, basis: 试}}\nvetoes:\n"
    "  - {{when: 处分, effect: {}, because: 受处分, basis: 试{}}}\n"
)


@pytest.mark.parametrize(
    ("effect", "more", "level", "grade"),
    [
        ("{cap: 1}", "", 1, "良好"),
        ("{cap: 良好}", "", 2, "良好"),
        ("{down: 1}", ", on: level", 1, "良好"),
        ("{down: 1}", ", on: grade", 2, "良好"),
        ("undecided", ", on: level", None, None),
        ("undecided", ", on: grade", 2, None),
    ],
)
def test_a_number_bears_on_the_level_a_word_on_the_grade(effect: str, more: str, level: Any, grade: Any) -> None:
    made = rated(BOTH.format(effect, more), {"甲": ("number", [2]), "处分": ("yes_no", [True])})
    assert (results(made, "星级"), results(made, "等次")) == ([level], [grade])


@pytest.mark.parametrize(
    ("body", "code", "said", "expected"),
    [
        (BOTH.format("{down: 1}", ""), "R202", "用 on 写明", "on: level 或 on: grade"),
        (BOTH.format("undecided", ""), "R202", "用 on 写明", "on: level 或 on: grade"),
        (BOTH.format("{cap: 良}", ""), "R301", "没有“良”这个等次", "优秀、良好、合格"),
        (BOTH.format("{cap: 1}", ", on: grade"), "R203", "不是等次", "等次的名称"),
        (BOTH.format("{cap: 良好}", ", on: level"), "R203", "这里要一个数", "一个数"),
        (BOTH.format("{down: 0.5}", ", on: grade"), "R203", "整数级", "整数"),
        (BOTH.format("not_rated", ", on: grade"), "R421", "不写 on", ""),
        (GRADE.format("  - {when: 处分, effect: {cap: 1}, because: 受处分, basis: 试}"), "R203", "没有写 level", "等次的名称"),
        (
            GRADE.format("  - {when: 处分, effect: undecided, on: level, because: 受处分, basis: 试}"),
            "R202", "没有写 level", "level",
        ),
        (
            "grade: {name: 等次, formula: 甲, basis: 试}\nvetoes: [{when: 处分, effect: {cap: 良好}, because: 受处分, basis: 试}]",
            "R305", "应是词", "",
        ),
    ],
)  # fmt: skip
def test_a_veto_that_bears_on_nothing_or_not_clearly_is_refused(body: str, code: str, said: str, expected: str) -> None:
    problems = loaded(body, {"甲": ("number", []), "处分": ("yes_no", [])}).problems
    found = [p for p in problems if p.code == code]
    assert [p.expected for p in found] == [expected]
    assert said in found[0].message
    assert found[0].place.line > 1


def test_a_veto_and_a_floor_follow_one_another_as_written() -> None:
    cap = "  - {when: 处分, effect: {cap: 合格}, because: 受处分, basis: 试}\n"
    floor = "  - {when: 处分, effect: {floor: 良好}, because: 保底, basis: 试}\n"
    columns = {"甲": ("number", [95]), "处分": ("yes_no", [True])}
    assert results(rated(GRADE.format(cap + floor), columns), "等次") == ["良好"]
    assert results(rated(GRADE.format(floor + cap), columns), "等次") == ["合格"]


def test_a_grade_says_what_held_and_what_is_still_open() -> None:
    vetoes = (
        "  - {when: 处分, effect: {cap: 良好}, because: 受到警告, basis: 试}\n"
        "  - {when: 立案, effect: undecided, because: 立案未结, basis: 试}\n"
    )
    held = {"处分": ("yes_no", [True, False, False, True]), "立案": ("yes_no", [False, False, True, None])}
    made = rated(GRADE.format(vetoes), {"甲": ("number", [95, 95, 95, 95]), **held})
    assert results(made, "等次") == ["良好", "优秀", None, None]
    assert results(made, "等次(否决前)") == ["优秀"] * 4
    assert reasons(made, "等次") == [
        "评定为优秀；受到警告（处分〔是〕），不得高于良好，结果为良好",
        "评定为优秀，无否决情形",
        "评定为优秀；立案未结（立案〔是〕），待定",
        "评定为优秀；受到警告（处分〔是〕），不得高于良好；“立案〔待定〕”还不能判定，待定",
    ]


@pytest.mark.parametrize("effect", ["{cap: 不合格}", "{set: 不合格}", "{down: 1}"])
def test_the_grade_of_all_the_rest_is_the_lowest(effect: str) -> None:
    """合格 from 60 points, the rest 不合格; a finding takes 合格 down to that, and leaves those who have it there."""
    body = f"""
grade: {{name: 等次, from: 甲, bands: {{80: 优秀, 60: 合格}}, otherwise: 不合格, basis: 试评}}
vetoes:
  - {{when: 乙 = 1, because: 受处分, effect: {effect}, basis: 试评}}
"""
    made = rated(body, {"甲": ("number", [60, 59, 60]), "乙": ("number", [1, 1, 0])})
    assert results(made, "等次") == ["不合格", "不合格", "合格"]
    assert made.scheme.grades == ("优秀", "合格", "不合格")


def test_whom_the_grades_do_not_apply_to_no_veto_touches() -> None:
    body = (
        "grade: {name: 等次, from: 甲, bands: {60: 合格, 0: 不合格}, when: 乙, basis: 试}\n"
        "vetoes:\n  - {when: 处分, effect: {set: 不合格}, because: 受处分, basis: 试}"
    )
    columns = {"甲": ("number", [70, 70, 70]), "乙": ("yes_no", [True, False, None]), "处分": ("yes_no", [True] * 3)}
    assert results(rated(body, columns), "等次") == ["不合格", "无", None]


def test_seventy_vetoes_are_no_fewer_than_one() -> None:
    """More than the bits of a machine word."""
    lines = "".join(f"  - {{when: 甲 = {k}, effect: {{set: {k}}}, because: 第{k}条, basis: 试}}\n" for k in range(70))
    made = rated("level: {name: 星级, formula: 100, basis: 试}\nvetoes:\n" + lines, {"甲": ("number", [0, 63, 69, 70])})
    assert results(made, "星级") == [0, 63, 69, 100]
    assert "第69条" in reasons(made, "星级")[2]


def test_worked_cases_should_see_every_veto_and_one_without() -> None:
    vetoes = (
        "  - {when: 处分 = 是, effect: {cap: 良好}, because: 一, basis: 试}\n"
        "  - {when: 立案 = 是, effect: undecided, because: 二, basis: 试}\n"
    )
    held = {"处分": ("yes_no", [True, False, None]), "立案": ("yes_no", [True, False, False])}
    made = rated(GRADE.format(vetoes), {"甲": ("number", [95, 95, 95]), **held})
    core = made.scheme.step("等次").rule.core
    assert core.cases == ("处分 = 是", "立案 = 是", "无否决")
    assert [core.cases_of(made.scored["等次"], i) for i in range(3)] == [(0, 1), (2,), ()]


def test_a_level_below_nought_is_not_raised_by_being_lowered() -> None:
    assert levels("{down: 1}", level="0 - 2") == [-2] * 4


EFFECTS = st.sampled_from(["{cap: 2}", "{floor: 2}", "{set: 1}", "{down: 1}", "{cap: 0}", "{floor: 3}"])


@settings(max_examples=50, deadline=None)
@given(
    st.lists(EFFECTS, min_size=1, max_size=4),
    st.lists(
        st.tuples(st.none() | st.integers(0, 4), *[st.sampled_from([True, False, None])] * 4), min_size=1, max_size=4
    ),
    st.data(),
)
def test_what_is_decided_stays_whatever_the_findings_turn_out_to_be(
    effects: list[str], people: list[Any], data: st.DataObject
) -> None:
    """And it is what going through the effects one by one gives."""
    lines = [f"  - {{when: 乙{k}, effect: {effect}, because: 一, basis: 试}}" for k, effect in enumerate(effects)]
    body = "level: {name: 星级, formula: 甲, basis: 试}\nvetoes:\n" + "\n".join(lines)

    def outcome(rows: list[Any]) -> list[Any]:
        columns: dict[str, Any] = {"甲": ("number", [row[0] for row in rows])}
        columns |= {f"乙{k}": ("yes_no", [row[k + 1] for row in rows]) for k in range(len(effects))}
        return results(rated(body, columns), "星级")

    full = [
        (data.draw(st.integers(0, 6)) if level is None else level,
         *(data.draw(st.booleans()) if held is None else held for held in findings))
        for level, *findings in people
    ]  # fmt: skip
    after = outcome(full)
    for was, came in zip(outcome(people), after, strict=True):
        assert was is None or was == came
    moves = {"cap": min, "floor": max, "set": lambda level, by: by, "down": lambda level, by: max(level - by, 0)}
    for (level, *findings), came in zip(full, after, strict=True):
        for effect, held in zip(effects, findings, strict=False):
            kind, by = effect.strip("{}").split(": ")
            level = moves[kind](level, int(by)) if held else level
        assert came == level


def test_a_level_goes_down_to_its_own_lower_bound_and_no_further() -> None:
    body = """
level: {name: 级, formula: 得分, between: [1, 18]}
vetoes: [{when: 受罚 = 是, effect: {down: 3}, because: 受罚}]
"""
    columns = {"得分": ("number", [1, 3, 10]), "受罚": ("yes_no", [True, True, True])}
    assert results(rated(body, columns), "级") == [1, 1, 7]


DECIDED = """
grade:
  name: 等次
  decide: [{when: 得分 < 60, give: 不称职}, {when: 得分 ≥ 90, give: 优秀}]
  otherwise: 称职
vetoes: [{when: 受罚 = 是, effect: {cap: 称职}, because: 受罚}]
"""


def test_grades_asked_in_another_order_than_they_stand_in_must_say_how_they_stand() -> None:
    """C10: 党内警告, not above 称职; whoever is 不称职 stays so."""
    columns = {"得分": ("number", [50, 70, 95]), "受罚": ("yes_no", [True, True, True])}
    assert [p.code for p in loaded(DECIDED, columns).problems if p.code[:2] != "R6"] == ["R202"]
    ordered = DECIDED.replace("  name: 等次\n", "  name: 等次\n  grades: [优秀, 称职, 不称职]\n")
    assert results(rated(ordered, columns), "等次") == ["不称职", "称职", "称职"]


def test_a_word_outside_the_order_is_neither_raised_nor_lowered() -> None:
    body = DECIDED.replace("  name: 等次\n", "  name: 等次\n  grades: [优秀, 称职, 不称职]\n").replace(
        "otherwise: 称职", "otherwise: 不定等次"
    )
    columns = {"得分": ("number", [50, 70]), "受罚": ("yes_no", [True, True])}
    assert results(rated(body, columns), "等次") == ["不称职", "不定等次"]
