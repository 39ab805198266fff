"""A forced distribution: who gets which grade, how heads are rounded, ties across an edge, and what is left open."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating import loaded, rated, results

from stardb.problems import Severity

WORDS = ["优秀", "良好", "一般"]
SHARES = "优秀: 30%, 良好: 60%, 一般: 10%"
CLAUSE = "grade: {{name: 等次, distribute: {{{shares}}}, order: [{order}], round: {how}{more}, basis: 试}}\n"


def made(
    points: list[Any], how: str = "half_up, residue: 良好", more: str = "", shares: str = SHARES, body: str = "", **columns: Any
) -> Any:  # fmt: skip
    order = ", ".join(["甲", *(name for name in columns if name.startswith("次"))])
    text = CLAUSE.format(shares=shares, order=order, how=how, more=f", {more}" if more else "")
    return rated(text + body, {"甲": ("number", points), **columns})


def grades(points: list[Any], *parts: str, **columns: Any) -> list[Any]:
    return results(made(points, *parts, **columns), "等次")


def heads(size: int, how: str, shares: str = SHARES) -> list[int]:
    given_ = grades(list(range(size, 0, -1)), how, "", shares)
    return [given_.count(word) for word in WORDS]


def reasons(appraisal: Any) -> list[str]:
    step = appraisal.scheme.step("等次")
    return [step.rule.sentence(appraisal.scored["等次"], appraisal.columns, i) for i in range(len(appraisal.subjects))]


@pytest.mark.parametrize(
    ("size", "expected"), [(10, [3, 6, 1]), (8, [2, 5, 1]), (7, [2, 4, 1]), (13, [4, 8, 1]), (0, [0, 0, 0])]
)
def test_the_head_counts_the_township_form_prints(size: int, expected: list[int]) -> None:
    assert heads(size, "half_up, residue: 良好") == expected


@pytest.mark.parametrize(
    ("size", "how", "expected"),
    [
        (8, "floor, residue: 一般", [2, 4, 2]),  # 2.4, 4.8, and the rest
        (8, "ceil, residue: 一般", [3, 5, 0]),
        (8, "largest_remainder", [2, 5, 1]),  # 2.4, 4.8, 0.8: two over, to .8 and .8
        (13, "largest_remainder", [4, 8, 1]),  # 3.9, 7.8, 1.3
        (5, "largest_remainder", [2, 3, 0]),  # 1.5, 3, 0.5: equal remainders, the first written has it
        (5, "half_up, residue: 良好", [2, 2, 1]),  # 1.5 → 2, 0.5 → 1: 良好 gives up one of its three
        (1, "half_up, residue: 优秀", [0, 1, 0]),  # 0.6 → 1
        (2, "ceil, residue: 优秀", [0, 2, 0]),  # 1.2 → 2, 0.2 → 1, which is too many: the last gives up
    ],
)
def test_the_way_of_rounding_and_who_bears_the_rest(size: int, how: str, expected: list[int]) -> None:
    assert heads(size, how) == expected


def test_the_best_get_the_first_word() -> None:
    thirds = "优秀: 25%, 良好: 50%, 一般: 25%"
    assert grades([70, 90, 80, 60], "floor, residue: 一般", "", thirds) == ["良好", "优秀", "良好", "一般"]


def test_each_group_is_shared_out_by_itself() -> None:
    towns = {"乡镇": ("text", ["东", "西", "东", "西"])}
    halves = "优秀: 50%, 一般: 50%"
    assert grades([90, 50, 80, 40], "floor, residue: 一般", "group: 乡镇", halves, **towns) == [
        "优秀", "优秀", "一般", "一般",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ("undecided", ["优秀", None, None, "一般"]),
        ("all_up", ["优秀", "优秀", "优秀", "一般"]),
        ("all_down", ["优秀", "一般", "一般", "一般"]),
    ],
)
def test_a_tie_across_an_edge(ties: str, expected: list[Any]) -> None:
    halves = "优秀: 50%, 一般: 50%"
    assert grades([90, 80, 80, 70], "floor, residue: 一般", f"ties: {ties}", halves) == expected


def test_a_tie_within_a_grade_is_none_and_the_next_in_order_breaks_one() -> None:
    halves = "优秀: 50%, 一般: 50%"
    assert grades([90, 90, 80, 80], "floor, residue: 一般", "", halves) == ["优秀", "优秀", "一般", "一般"]
    columns = {"次": ("number", [1, 2, 3, 4])}
    assert grades([90, 80, 80, 70], "floor, residue: 一般", "", halves, **columns) == ["优秀", "一般", "优秀", "一般"]
    assert "2个并列排第2" in reasons(made([90, 80, 80, 70], "floor, residue: 一般", "", halves))[1]


def test_an_unknown_mark_leaves_open_only_those_it_could_push_over_an_edge() -> None:
    """Half of four: with one mark unknown, the second is in or out by it; the first and the last are not."""
    halves = "优秀: 50%, 一般: 50%"
    appraisal = made([90, 80, None, 70], "floor, residue: 一般", "", halves)
    assert results(appraisal, "等次") == ["优秀", None, None, "一般"]
    assert "还有1个先后未定的对象可能排在前面或并列" in reasons(appraisal)[1]
    assert "甲未知" in reasons(appraisal)[2]


def test_those_not_rated_are_outside_and_those_who_may_be_leave_it_open() -> None:
    halves = "优秀: 50%, 一般: 50%"
    eligible = {"乙": ("yes_no", [True, True, False, True, True])}
    appraisal = made([90, 80, 99, 70, 60], "floor, residue: 一般", "", halves, "eligible: 乙", **eligible)
    assert [appraisal.text("等次", i) for i in range(5)] == ["优秀", "优秀", "不参评", "一般", "一般"]
    eligible = {"乙": ("yes_no", [True, True, None])}  # half of three, 1.5, is one; half of two is one
    appraisal = made([90, 80, 99], "floor, residue: 一般", "", halves, "eligible: 乙", **eligible)
    assert results(appraisal, "等次") == [None, "一般", None]
    assert "参评条件未定" in reasons(appraisal)[2]


def test_it_may_be_among_some_and_the_rest_have_a_grade_of_their_own() -> None:
    halves = "优秀: 50%, 一般: 50%"
    columns = {"否决": ("yes_no", [True, False, False])}
    more = "among: 否决 = 否, otherwise: 差"
    appraisal = made([99, 90, 80], "floor, residue: 一般", more, halves, **columns)
    assert results(appraisal, "等次") == ["差", "优秀", "一般"]
    assert appraisal.scheme.grades == ("优秀", "一般", "差")
    assert "不参加分布" in reasons(appraisal)[0]


def test_one_of_no_known_group_leaves_open_every_group_it_could_disturb() -> None:
    halves = "优秀: 50%, 一般: 50%"
    kinds = {"类别": ("choice, choices: [村, 社区]", ["村", "村", "社区", "社区", None])}
    appraisal = made([90, 80, 90, 80, 85], "floor, residue: 一般", "group: 类别", halves, **kinds)
    assert results(appraisal, "等次") == [
        "优秀",
        "一般",
        "优秀",
        "一般",
        "一般",
    ]  # of three, 1.5: still one, and 85 is second
    assert "类别未知" in reasons(appraisal)[4]
    appraisal = made([90, 80, 90, 80, 95], "floor, residue: 一般", "group: 类别", halves, **kinds)
    assert results(appraisal, "等次") == [None, "一般", None, "一般", "优秀"]  # 95 is first of either kind


def test_it_may_be_a_value_and_a_veto_may_follow_it() -> None:
    body = "vetoes:\n  - {when: 处分, effect: {cap: 良好}, because: 受处分, basis: 试}\n"
    columns = {"处分": ("yes_no", [True] + [False] * 9)}
    given_ = grades(list(range(10, 0, -1)), "half_up, residue: 良好", "", SHARES, body, **columns)
    assert given_ == ["良好"] + ["优秀"] * 2 + ["良好"] * 6 + ["一般"]
    value = "values:\n  档: {distribute: {好: 50%, 差: 50%}, order: 甲, round: largest_remainder}\n"
    assert results(rated(value, {"甲": ("number", [1, 2])}), "档") == ["差", "好"]


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("一般: 10%", "一般: 20%", "R440", "合计110%"),
        ("一般: 10%", "一般: 5%", "R440", "合计95%"),
        ("一般: 10%", "一般: 10", "R447", "有的写份数，有的写百分比"),
        ("一般: 10%", "一般: 10元", "R305", "比例不能是金额"),
        ("一般: 10%", "一般: -10%", "R203", "不能小于0"),
        (", round: half_up", "", "R202", "怎么取整"),
        (", residue: 良好", "", "R202", "尾差归哪个等次"),
        ("residue: 良好", "residue: 良", "R301", "没有“良”这个等次"),
        ("round: half_up", "round: largest_remainder", "R421", "residue 用不上"),
        ("round: half_up", "round: 四舍五入", "R203", "“四舍五入”不能写在这里"),
        ("round: half_up", "round: half_up, rounding: floor", "R421", "不写 rounding"),
        ("round: half_up", "round: half_up, points: 5", "R305", "points 要用于数"),
        ("order: [甲]", "order: [乙]", "R305", "“乙”是选项"),
        ("order: [甲]", "order: [丙]", "R301", "没有“丙”"),
        ("order: [甲]", "order: []", "R203", "至少一项"),
        ("round: half_up", "round: half_up, group: 县", "R301", "没有“县”这一栏"),
        ("round: half_up", "round: half_up, among: 甲 > 1", "R202", "就要写 otherwise"),
    ],
)
def test_what_cannot_be_is_refused(old: str, new: str, code: str, said: str) -> None:
    text = CLAUSE.format(shares=SHARES, order="甲", how="half_up", more=", residue: 良好")
    assert old in text
    columns: Any = {"甲": ("number", []), "乙": ("choice, choices: [好, 差]", [])}
    problems = [p for p in loaded(text.replace(old, new), columns).problems if p.severity is Severity.ERROR]
    assert [p.code for p in problems] == [code]
    assert said in problems[0].message
    assert problems[0].place.line > 1


SIZES = st.integers(0, 40)
HOWS = st.sampled_from(["half_up, residue: 良好", "floor, residue: 一般", "ceil, residue: 优秀", "largest_remainder"])


@settings(max_examples=60, deadline=None)
@given(SIZES, HOWS, st.integers(0, 100), st.integers(0, 100))
def test_heads_come_to_the_group(size: int, how: str, a: int, b: int) -> None:
    low, high = sorted((a, b))
    shares = f"优秀: {low}%, 良好: {high - low}%, 一般: {100 - high}%"
    assert sum(heads(size, how, shares)) == size


@settings(max_examples=40, deadline=None)
@given(SIZES, st.integers(0, 100), st.integers(0, 100))
def test_the_largest_remainder_is_never_a_whole_head_off(size: int, a: int, b: int) -> None:
    low, high = sorted((a, b))
    shares = (low, high - low, 100 - high)
    found = heads(size, "largest_remainder", "优秀: {}%, 良好: {}%, 一般: {}%".format(*shares))
    assert all(abs(100 * head - share * size) < 100 for head, share in zip(found, shares, strict=True))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=12), HOWS, st.sampled_from(["undecided", "all_up", "all_down"]))
def test_nobody_with_fewer_marks_has_the_better_grade(points: list[int], how: str, ties: str) -> None:
    held = [
        (point, WORDS.index(word))
        for point, word in zip(points, grades(points, how, f"ties: {ties}"), strict=True)
        if word
    ]
    assert all(a <= b for point, a in held for other, b in held if point > other)
    assert all(a == b for point, a in held for other, b in held if point == other)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.none() | st.integers(1, 9), min_size=1, max_size=9), HOWS, st.randoms())
def test_it_does_not_matter_where_in_the_file_a_subject_stands(points: list[Any], how: str, random: Any) -> None:
    order = list(range(len(points)))
    random.shuffle(order)
    plain = grades(points, how)
    assert grades([points[i] for i in order], how) == [plain[i] for i in order]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(st.none() | st.integers(1, 9), st.sampled_from([True, True, False, None]), st.sampled_from(["村", "村", None])),
        min_size=1, max_size=7,
    ),
    HOWS, st.sampled_from(["undecided", "all_up", "all_down"]), st.data(),
)  # fmt: skip
def test_what_is_decided_stays_whatever_the_undecided_turn_out_to_be(
    people: list[Any], how: str, ties: str, data: st.DataObject
) -> None:
    def outcome(rows: list[Any]) -> list[Any]:
        columns = {
            "乙": ("yes_no", [row[1] for row in rows]),
            "类别": ("choice, choices: [村, 社区]", [row[2] for row in rows]),
        }
        more = f"ties: {ties}, group: 类别, among: 乙, otherwise: 差"
        return grades([row[0] for row in rows], how, more, **columns)

    full = [
        (
            data.draw(st.integers(0, 10)) if point is None else point,
            data.draw(st.booleans()) if taking is None else taking,
            data.draw(st.sampled_from(["村", "社区"])) if kind is None else kind,
        )
        for point, taking, kind in people
    ]
    for was, came in zip(outcome(people), outcome(full), strict=True):
        assert was is None or was == came


def test_worked_cases_should_see_every_grade() -> None:
    appraisal = made([90, 80, None], "largest_remainder", "", "优秀: 50%, 一般: 50%")
    core = appraisal.scheme.step("等次").rule.core
    assert core.cases == ("优秀", "一般")
    appraisal = made([90, 80], "largest_remainder", "", "优秀: 50%, 一般: 50%")
    assert [core.cases_of(appraisal.scored["等次"], i) for i in range(2)] == [(0,), (1,)]
