"""Words that stand in no order (不定等次, 不定星级), given by a veto, a quota or a direct level; and orders that were never written."""

from typing import Any

import pytest
from rating import loaded, rated, results

PEOPLE: dict[str, Any] = {"甲": ("number", [1]), "处分": ("yes_no", [True])}


def codes(body: str, columns: Any = PEOPLE) -> list[str]:
    return [problem.code for problem in loaded(body, columns).problems if not problem.code.startswith("R6")]


GRADE = (
    "grade: {{name: 等次, from: 甲, bands: {{80: 优秀, 60: 合格, 0: 不合格}}, words: [不定等次]{more}, basis: 试}}\n"
)
"""80 and more 优秀, 60 and more 合格, less 不合格; 不定等次 stands in no order."""


def grades(body: str, points: list[int | None], more: str = "", **findings: list[bool | None]) -> list[Any]:
    columns: dict[str, Any] = {"甲": ("number, between: [0, 100]", points)}
    columns |= {name: ("yes_no", values) for name, values in findings.items()}
    return results(rated(GRADE.format(more=more) + body, columns), "等次")


def veto(*effects: str) -> str:
    return "vetoes:\n" + "".join(
        f"  - {{when: {name} = 是, effect: {effect}, on: grade, because: 试, basis: 试}}\n"
        for name, effect in zip(("处分", "事故"), effects, strict=False)
    )


def test_a_veto_sets_a_word_that_stands_in_no_order() -> None:
    # 85 优秀 and punished: 不定等次; not punished: 优秀; not known whether: open
    assert grades(veto("{set: 不定等次}"), [85, 85, 85], 处分=[True, False, None]) == ["不定等次", "优秀", None]


def test_no_points_are_needed_for_the_word() -> None:
    assert grades(veto("{set: 不定等次}"), [None], 处分=[True]) == ["不定等次"]


def test_nobody_is_lowered_to_the_word() -> None:
    # 优秀 → 合格 → 不合格, and there it ends
    findings = {"处分": [False] * 3, "事故": [True] * 3}
    assert grades(veto("{set: 不定等次}", "{down: 1}"), [85, 65, 50], **findings) == ["合格", "不合格", "不合格"]


@pytest.mark.parametrize("later", ["{cap: 合格}", "{floor: 合格}", "{down: 1}"])
def test_later_effects_leave_the_word_alone(later: str) -> None:
    assert grades(veto("{set: 不定等次}", later), [85], 处分=[True], 事故=[True]) == ["不定等次"]


def test_of_two_vetoes_that_set_the_later_counts() -> None:
    both = {"处分": [True, True, True], "事故": [True, False, None]}
    assert grades(veto("{set: 不定等次}", "{set: 不合格}"), [85] * 3, **both) == ["不合格", "不定等次", None]
    assert grades(veto("{set: 不合格}", "{set: 不定等次}"), [85] * 3, **both) == ["不定等次", "不合格", None]


def test_what_may_be_the_word_can_still_be_compared() -> None:
    # 85, not known whether punished: 优秀 or 不定等次, neither of which is 不合格
    body = (
        GRADE.format(more="")
        + veto("{set: 不定等次}")
        + "entitlements: {整改: {grants: [整改], when: 等次 = 不合格, basis: 试}}"
    )
    made = rated(body, {"甲": ("number", [85]), "处分": ("yes_no", [None])})
    assert results(made, "整改") == ["无"]


def test_a_quota_moves_into_a_word_that_stands_in_no_order() -> None:
    body = "quotas:\n  - {of: 优秀, group: 全部, at_most: 1, order: 甲, overflow: 不定等次, basis: 试}\n"
    assert grades(body, [90, 85, 70]) == ["优秀", "不定等次", "合格"]
    assert grades(body, [85, 85, 70]) == [None, None, "合格"]  # level at the edge


def test_whoever_has_the_word_holds_no_place() -> None:
    body = (
        veto("{set: 不定等次}")
        + "quotas:\n  - {of: 优秀, group: 全部, at_most: 1, order: 甲, overflow: 合格, basis: 试}\n"
    )
    assert grades(body, [90, 85], 处分=[True, False]) == ["不定等次", "优秀"]


DIRECT = ", direct: [{{when: 处分 = 是, set: {first}}}, {{when: 事故 = 是, set: {second}}}]"


def test_of_a_word_and_a_grade_given_directly_the_one_written_first_counts() -> None:
    both = {"处分": [True, True, False, None, False], "事故": [True, False, True, True, False]}
    more = DIRECT.format(first="不定等次", second="不合格")
    assert grades("", [85] * 5, more, **both) == ["不定等次", "不定等次", "不合格", None, "优秀"]
    more = DIRECT.format(first="不合格", second="不定等次")
    assert grades("", [85] * 5, more, **both) == ["不合格", "不合格", "不定等次", None, "优秀"]


def test_the_number_stays_where_a_word_is_given_directly() -> None:
    body = (
        "values: {得数: 甲}\ngrade:\n  name: 等次\n  from: 得数\n  bands: {80: 优秀, 0: 合格}\n  words: [不定等次]\n  basis: 试\n"
        "  direct:\n    - {when: 处分 = 是, set: 不定等次▲}\n"
    )
    people: dict[str, Any] = {
        "甲": ("number, between: [0, 100]", [85, 85, 85]),
        "处分": ("yes_no", [True, False, None]),
    }
    plain, fixed = (rated(body.replace("▲", more), people) for more in ("", ", points: 0"))
    assert results(plain, "等次") == results(fixed, "等次") == ["不定等次", "优秀", None]
    assert results(plain, "得数") == [85, 85, 85]
    assert results(fixed, "得数") == [0, 85, None]


LEVEL = "level: {name: 星级, formula: 甲, words: [不定星级], between: [0, 5]▲, basis: 试}\n"


@pytest.mark.parametrize(
    "body",
    [
        LEVEL.replace("▲", "") + "vetoes:\n  - {when: 处分, effect: {set: 不定星级}, because: 试, basis: 试}\n",
        LEVEL.replace("▲", ", direct: [{when: 处分, set: 不定星级}]"),
    ],
    ids=["veto", "direct"],
)
def test_a_level_in_numbers_too(body: str) -> None:
    people: dict[str, Any] = {
        "甲": ("number, whole: true, between: [0, 5]", [3, 3, 3, None]),
        "处分": ("yes_no", [True, False, None, True]),
    }
    made = rated(body + 'entitlements: {补贴: {formula: "如果(星级 ≥ 1, 100元, 0元)", basis: 试}}', people)
    assert results(made, "星级") == ["不定星级", 3, None, "不定星级"]
    assert results(made, "补贴") == [0, 100, None, 0]


def test_the_quota_of_a_level_too() -> None:
    body = (
        LEVEL.replace("▲", "")
        + "quotas:\n  - {of: 5, group: 全部, at_most: 1, order: 乙, overflow: 不定星级, basis: 试}\n"
    )
    people: dict[str, Any] = {"甲": ("number, whole: true, between: [0, 5]", [5, 5, 4]), "乙": ("number", [9, 8, 7])}
    assert results(rated(body, people), "星级") == [5, "不定星级", 4]


def test_a_word_that_is_nowhere_declared_is_refused() -> None:
    assert codes(GRADE.format(more="").replace("[不定等次]", "[]") + veto("{set: 不定等次}")) == ["R301"]


def test_a_word_in_no_order_is_no_bound() -> None:
    assert codes(
        GRADE.format(more="") + veto("{set: 不定等次}", "{cap: 不定等次}"), PEOPLE | {"事故": ("yes_no", [True])}
    ) == ["R301"]


def test_a_word_that_nothing_gives_is_refused() -> None:
    assert codes(GRADE.format(more="")) == ["R308"]


def test_a_word_is_in_the_order_or_not() -> None:
    assert codes(GRADE.format(more=", grades: [优秀, 合格, 不合格, 不定等次]") + veto("{set: 不定等次}")) == ["R203"]


CHOSEN = "grade: {name: 等次, from: 考核, choices: {好: 优秀, 中: 合格, 未考: 不定等次}▲, basis: 试}\n"
"""Words by words: nothing tells which of them is the better."""

USES = {
    "down": veto("{down: 1}"),
    "cap": veto("{cap: 合格}"),
    "promotion": "entitlements: {奖: {grants: [奖], when: 晋级(等次), basis: 试}}",
    "comparison": "entitlements: {奖: {grants: [奖], when: 等次 ≥ 合格, basis: 试}}",
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_an_order_that_was_never_written_is_asked_for(use: str) -> None:
    people: dict[str, Any] = {"考核": ("choice, choices: [好, 中, 未考]", ["好"]), "处分": ("yes_no", [True])}
    (problem,) = (
        one for one in loaded(CHOSEN.replace("▲", "") + use, people).problems if not one.code.startswith("R6")
    )
    assert "grades" in problem.expected + problem.remedy
    assert codes(CHOSEN.replace("▲", ", grades: [优秀, 合格]") + use, people) == []


def test_words_chosen_by_words_of_which_the_better_is_known_stand_as_these() -> None:
    # 好 is better than 中: 优秀 is lowered to 合格; 合格 is the lowest, for 未考 gives 不定等次, which stands in no order
    column = "choice, choices: [未考, 中, 好], best: last"
    body = CHOSEN.replace("▲", ", words: [不定等次]") + veto("{down: 1}")
    made = rated(body, {"考核": (column, ["好", "中", "未考"]), "处分": ("yes_no", [True] * 3)})
    assert results(made, "等次") == ["合格", "合格", "不定等次"]


def test_a_word_for_no_number_has_no_place_among_grades_by_bands() -> None:
    body = "grade: {name: 等次, from: 甲, bands: {60: 合格, 0: 不合格, 缺考: 不定等次}▲, basis: 试}\n" + veto(
        "{down: 1}"
    )
    people: dict[str, Any] = {
        "甲": ("number, between: [0, 100], words: [缺考]", [70, 50, "缺考"]),
        "处分": ("yes_no", [True] * 3),
    }
    assert codes(body.replace("▲", ""), people) == ["R202"]
    made = rated(body.replace("▲", ", words: [不定等次]"), people)
    assert results(made, "等次") == ["不合格", "不合格", "不定等次"]
