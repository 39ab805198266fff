"""How many of a group may hold a grade, who they are, and who is left undecided."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating import loaded, rated, results

QUOTA = """
grade: {{name: 等次, from: 甲, bands: {{80: 五星, 60: 四星, 0: 三星}}, basis: 试}}
quotas:
  - {{of: 五星, group: {group}, at_most: {most}, order: [{order}], overflow: 四星, basis: 试{more}}}
"""


def grades(
    points: list[int | None],
    most: str,
    more: str = "",
    group: str = "全部",
    towns: list[str] | None = None,
    **columns: Any,
) -> list[Any]:
    order = ", ".join(["甲", *columns])
    given_: dict[str, Any] = {
        "甲": ("number", points),
        **{name: ("number", values) for name, values in columns.items()},
    }
    if towns:
        given_["乡镇"] = ("text", towns)
    body = QUOTA.format(group=group, most=most, order=order, more=f", {more}" if more else "")
    return results(rated(body, given_), "等次")


def tally(points: list[int | None], most: str, more: str = "") -> int:
    return grades(points, most, more).count("五星")


@pytest.mark.parametrize(
    ("size", "share", "expected"),
    [
        # the mini-program of C8 prints, of 10: 3/6/1; of 8: 2/5/1; of 7: 2/4/1; of 13: 4/8/1
        (10, "30%", 3), (10, "60%", 6), (10, "10%", 1),
        (8, "30%", 2), (8, "60%", 5), (8, "10%", 1),
        (7, "30%", 2), (7, "60%", 4), (7, "10%", 1),
        (13, "30%", 4), (13, "60%", 8), (13, "10%", 1),
        (15, "10%", 2), (5, "10%", 1), (4, "10%", 0), (10, "100%", 10), (10, "0%", 0), (10, "0", 0), (10, "3个", 3),
    ],
)  # fmt: skip
def test_a_share_of_the_group_is_rounded_half_up(size: int, share: str, expected: int) -> None:
    assert tally([99 - i for i in range(size)] if size < 20 else [], share) == expected


@pytest.mark.parametrize(("how", "expected"), [("half_up", 2), ("floor", 1), ("ceil", 2)])
def test_the_way_of_rounding(how: str, expected: int) -> None:
    assert tally([99, 98, 97, 96, 95], "30%", f"round: {how}") == expected  # 1.5


def test_a_small_group_may_be_given_one() -> None:
    assert tally([99, 98], "20%") == 0  # 0.4
    assert tally([99, 98], "20%", "at_least_one: true") == 1


def test_those_passed_over_get_the_next_grade_and_the_rest_keep_theirs() -> None:
    assert grades([95, 90, 85, 70, 50], "2个") == ["五星", "五星", "四星", "四星", "三星"]


def test_each_township_has_its_own_places() -> None:
    towns = ["东", "西", "东", "西", "东"]
    assert grades([95, 94, 93, 92, 91], "1个", group="乡镇", towns=towns) == ["五星", "五星", "四星", "四星", "四星"]


def test_a_tie_at_the_edge_is_for_people_to_break() -> None:
    assert grades([95, 90, 90, 85], "2个") == ["五星", None, None, "四星"]
    assert grades([95, 90, 90, 85], "2个", "ties: all_in") == ["五星", "五星", "五星", "四星"]
    assert grades([95, 90, 90, 85], "2个", "ties: all_out") == ["五星", "四星", "四星", "四星"]


def test_a_tie_that_fits_is_none() -> None:
    assert grades([95, 90, 90, 85], "3个") == ["五星", "五星", "五星", "四星"]


def test_the_next_in_order_breaks_a_tie() -> None:
    assert grades([95, 90, 90], "2个", 乙=[0, 1, 2]) == ["五星", "四星", "五星"]


def test_an_undecided_subject_leaves_open_whoever_it_could_displace() -> None:
    """One place and one undecided: the best is open. Two places: the second is."""
    assert grades([95, 90, None, 70], "1个") == [None, "四星", None, "四星"]
    assert grades([95, 90, None, 70], "2个") == ["五星", None, None, "四星"]
    assert grades([95, 90, None, 70], "3个") == ["五星", "五星", None, "四星"]


def test_an_undecided_subject_may_break_a_tie_that_is_let_in() -> None:
    """Both at 90 are in, unless the undecided one comes before them and takes the last place."""
    assert grades([95, 90, 90, None], "2个", "ties: all_in") == ["五星", None, None, None]
    assert grades([95, 90, 90, None], "3个", "ties: all_in") == ["五星", "五星", "五星", None]
    assert grades([95, 90, 90, None], "2个", "ties: all_out") == ["五星", "四星", "四星", None]


def test_one_whose_place_in_the_order_is_unknown_is_open_and_opens_others() -> None:
    assert grades([95, 90, 85], "1个", 乙=[1, None, 1]) == [None, None, "四星"]


def test_those_who_are_not_rated_are_not_counted() -> None:
    """Of ten, four are not rated: 50 % of six are three."""
    body = QUOTA.format(group="全部", most="50%", order="甲", more="") + "eligible: 乙 = 1"
    made = rated(body, {"甲": ("number", list(range(99, 89, -1))), "乙": ("number", [1] * 6 + [0] * 4)})
    assert [made.text("等次", i) for i in range(10)] == ["五星"] * 3 + ["四星"] * 3 + ["不参评"] * 4


@settings(max_examples=40, deadline=None)
@given(st.lists(st.none() | st.integers(60, 100), min_size=1, max_size=9), st.integers(0, 9), st.data())
def test_what_is_decided_stays_whatever_the_undecided_turn_out_to_be(
    points: list[int | None], places: int, data: st.DataObject
) -> None:
    """Filling in the unknown marks never changes a grade that was already decided."""
    ties = data.draw(st.sampled_from(["undecided", "all_in", "all_out"]))
    before = grades(points, f"{places}个", f"ties: {ties}")
    full = [data.draw(st.integers(0, 100)) if point is None else point for point in points]
    after = grades(full, f"{places}个", f"ties: {ties}")
    for was, came in zip(before, after, strict=True):
        assert was is None or was == came


RATED = QUOTA.format(group="全部", most="50%", order="甲", more="") + "eligible: 乙"


def rated_grades(points: list[int], eligible: list[bool | None], ties: str = "undecided") -> list[Any]:
    """Grades where 乙 says who is rated at all, with places for half of them; not rated is 不参评."""
    body = RATED.replace("basis: 试}", f"basis: 试, ties: {ties}}}")
    made = rated(
        body.replace(f"0: 三星}}, basis: 试, ties: {ties}", "0: 三星}, basis: 试"),
        {"甲": ("number", points), "乙": ("yes_no", eligible)},
    )
    return [made.text("等次", i) for i in range(len(points))]


def test_places_that_depend_on_who_is_rated_are_open() -> None:
    """Half of three rated is 1.5, two places; if the last is not rated, half of two is one."""
    assert rated_grades([95, 90, 60], [True, True, None]) == ["五星", "待定", "四星"]
    assert rated_grades([95, 90, 60], [True, True, True]) == ["五星", "五星", "四星"]
    assert rated_grades([95, 90, 60], [True, True, False]) == ["五星", "四星", "不参评"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(70, 90), st.sampled_from([True, True, False, None])), min_size=1, max_size=7),
    st.data(),
)
def test_what_is_decided_stays_whoever_turns_out_to_be_rated(
    people: list[tuple[int, bool | None]], data: st.DataObject
) -> None:
    ties = data.draw(st.sampled_from(["undecided", "all_in", "all_out"]))
    points, eligible = [p for p, _ in people], [e for _, e in people]
    before = rated_grades(points, eligible, ties)
    after = rated_grades(points, [data.draw(st.booleans()) if e is None else e for e in eligible], ties)
    for was, came, open_ in zip(before, after, eligible, strict=True):
        assert was in (came, "待定") or open_ is None


REFUSED = [
    ("most", "20元", "R203", "百分之几"),
    ("most", "-1", "R203", "百分之几"),
    ("most", "2.5", "R203", "百分之几"),
    ("most", "150%", "R203", "百分之几"),
    ("most", "约一成", "R203", "“约一成”"),
    ("group", "村", "R301", "只能按“乡镇”"),
    ("order", "等级", "R301", "没有“等级”"),
    ("order", "乙", "R305", "“乙”是选项"),
    ("order", "丙", "R305", "“丙”是是否"),
]


@pytest.mark.parametrize(
    ("part", "written", "code", "said"), REFUSED, ids=[f"{case[0]}: {case[1]}" for case in REFUSED]
)
def test_what_cannot_be_is_refused(part: str, written: str, code: str, said: str) -> None:
    parts = {"group": "全部", "most": "2个", "order": "甲", "more": ""} | {part: written}
    columns: dict[str, Any] = {"甲": ("number", []), "乙": ("choice, choices: [好, 差]", []), "丙": ("yes_no", [])}
    problems = loaded(QUOTA.format(**parts), columns).problems
    assert [p.code for p in problems] == [code]
    assert said in problems[0].message


def test_a_grade_that_is_not_given_cannot_be_limited() -> None:
    body = QUOTA.format(group="全部", most="2个", order="甲", more="").replace("of: 五星", "of: 六星")
    assert [(p.code, p.found) for p in loaded(body, {"甲": ("number", [])}).problems] == [("R301", "六星")]


def test_places_without_a_grade_are_refused_not_forgotten() -> None:
    body = QUOTA[QUOTA.index("quotas") :].format(group="全部", most="2个", order="甲", more="")
    assert [(p.code, p.expected) for p in loaded(body, {"甲": ("number", [])}).problems] == [("R202", "grade")]


TWO_STARS = """
stars:
  甲星: {full: 10, award: 得分 ≥ 6, basis: 试, indicators: {甲项: {from: 甲, points: 10, per: 1, each: 1, basis: 试}}}
  乙星: {full: 10, award: 得分 ≥ 6, basis: 试, indicators: {乙项: {from: 乙, points: 10, per: 1, each: 1, basis: 试}}}
level: {name: 星数, earned: [甲星, 乙星]}
grade: {name: 等次, from: 星数, choices: {2: 双星, 1: 单星, 0: 无星}}
quotas:
  - {of: 双星, group: 全部, at_most: 1, order: [总分], overflow: 单星, basis: 试}
"""


def test_one_who_can_no_longer_come_to_the_grade_keeps_nobody_waiting() -> None:
    """The second has lost a star for certain: whatever its other star comes to, the one place is the first's."""
    columns = {"甲": ("number", [10, 0]), "乙": ("number", [10, None])}
    assert results(rated(TWO_STARS, columns), "等次") == ["双星", None]


def test_one_who_may_still_come_to_the_grade_keeps_the_place_open() -> None:
    columns = {"甲": ("number", [10, 10]), "乙": ("number", [10, None])}
    assert results(rated(TWO_STARS, columns), "等次") == [None, None]
