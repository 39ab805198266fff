"""How many of a group may hold a grade, who they are, and who is left undecided."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating import loaded, rated, results

from stardb.problems import Severity

QUOTA = """
grade: {{name: 等次, from: 甲, bands: {{80: 五星, 60: 四星, 0: 三星}}, basis: 试}}
quotas:
  - {{of: 五星, group: {group}, at_most: {most}, order: [{order}], overflow: 四星, basis: 试{more}}}
"""


def how(most: str, more: str) -> str:
    """More keys, with a way of rounding where a percent wants one and none is named."""
    keys = [more] if more else []
    if most.endswith("%") and "round" not in more:
        keys.append("round: half_up")
    return "".join(f", {key}" for key in keys)


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
    body = QUOTA.format(group=group, most=most, order=order, more=how(most, more))
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
    first = QUOTA.format(group="全部", most="1个", order="乙, 甲", more="")
    columns = {"甲": ("number", [95, 90, 85]), "乙": ("number", [1, None, 0])}
    assert results(rated(first, columns), "等次") == [None, None, "四星"]


def test_an_unknown_tie_break_leaves_open_only_those_it_could_part() -> None:
    assert grades([95, 90, 85], "1个", 乙=[1, None, 1]) == ["五星", "四星", "四星"]
    assert grades([95, 95, 85], "1个", 乙=[1, None, 1]) == [None, None, "四星"]


def test_those_who_are_not_rated_are_not_counted() -> None:
    """Of ten, four are not rated: 50 % of six are three."""
    body = QUOTA.format(group="全部", most="50%", order="甲", more=how("50%", "")) + "eligible: 乙 = 1"
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


RATED = QUOTA.format(group="全部", most="50%", order="甲", more=how("50%", "")) + "eligible: 乙"


def rated_grades(points: list[int], eligible: list[bool | None], ties: str = "undecided") -> list[Any]:
    """Grades where 乙 says who is rated at all, with places for half of them; not rated is 不参评."""
    made = rated(
        RATED.replace("round: half_up", f"round: half_up, ties: {ties}"),
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
    ("group", "村组", "R301", "没有“村组”"),
    ("group", "丁", "R305", "不能按金额分组"),
    ("more", ", soft: true", "R421", "order 用不上"),
    ("more", ", round: floor", "R421", "round 用不上"),
    ("more", ", among: 丙", "R421", "among 用不上"),
    ("most", "20%", "R202", "取整"),
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
    columns["丁"] = ("money", [])
    problems = [p for p in loaded(QUOTA.format(**parts), columns).problems if p.severity is Severity.ERROR]
    assert [p.code for p in problems] == [code]
    assert said in problems[0].message


def test_a_grade_that_is_not_given_cannot_be_limited() -> None:
    body = QUOTA.format(group="全部", most="2个", order="甲", more="").replace("of: 五星", "of: 六星")
    assert ("R301", "六星") in [(p.code, p.found) for p in loaded(body, {"甲": ("number", [])}).problems]


def test_places_without_a_grade_are_refused_not_forgotten() -> None:
    body = QUOTA[QUOTA.index("quotas") :].format(group="全部", most="2个", order="甲", more="")
    assert ("R202", "grade") in [(p.code, p.expected) for p in loaded(body, {"甲": ("number", [])}).problems]


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


def reasons(made: Any, name: str = "等次") -> list[str]:
    """Why each subject holds what it holds."""
    step = made.scheme.step(name)
    return [step.rule.sentence(made.scored[name], made.columns, i) for i in range(len(made.subjects))]


def test_any_column_may_group() -> None:
    """One place for villages, one for communities; whose kind is unknown may belong to either."""
    body = QUOTA.format(group="类别", most="1个", order="甲", more="")
    kinds = ["村", "社区", "村", "社区"]
    columns: dict[str, Any] = {"甲": ("number", [95, 94, 93, 92]), "类别": ("choice, choices: [村, 社区]", kinds)}
    assert results(rated(body, columns), "等次") == ["五星", "五星", "四星", "四星"]
    columns["类别"] = ("choice, choices: [村, 社区]", ["村", "社区", None, "社区"])
    made = rated(body, columns)
    assert results(made, "等次") == ["五星", "五星", "四星", "四星"]  # 93 comes behind whoever is first of either kind
    assert "类别未知" in reasons(made)[2]
    columns["甲"] = ("number", [95, 94, 99, 92])
    assert results(rated(body, columns), "等次") == [None, None, "五星", "四星"]  # 99 is first of either kind


def test_what_is_better_low_is_ordered_by_its_negative() -> None:
    body = QUOTA.format(group="全部", most="1个", order="甲, -信访量", more="")
    made = rated(body, {"甲": ("number", [95, 95, 95]), "信访量": ("number", [3, 0, 1])})
    assert results(made, "等次") == ["四星", "五星", "四星"]


def test_the_places_may_be_reckoned_of_some_alone() -> None:
    """Ten subjects, two of them vetoed: 20% of eight is 1.6, two; of ten it would be two, of five one."""
    columns: dict[str, Any] = {"甲": ("number", [95 - i for i in range(10)])}
    for vetoed, expected in ((2, 2), (5, 1), (8, 0)):
        columns["否决"] = ("yes_no", [False] * (10 - vetoed) + [True] * vetoed)
        body = QUOTA.format(group="全部", most="20%", order="甲", more=", round: half_up, among: 否决 = 否")
        assert results(rated(body, columns), "等次").count("五星") == expected
    assert "计入2个" in reasons(rated(body, columns))[0]


def test_who_may_be_counted_leaves_the_places_open() -> None:
    """Half of two is one place, half of three is two (1.5): the second waits for whether the third is counted."""
    columns: dict[str, Any] = {"甲": ("number", [95, 90, 60]), "否决": ("yes_no", [False, False, None])}
    body = QUOTA.format(group="全部", most="50%", order="甲", more=", round: half_up, among: 否决 = 否")
    made = rated(body, columns)
    assert results(made, "等次") == ["五星", None, "四星"]
    assert "名额在1个到2个之间" in reasons(made)[1]


SOFT = """
grade: {name: 等次, from: 甲, bands: {80: 五星, 60: 四星, 0: 三星}, basis: 试}
quotas:
  - {of: 五星, group: 全部, at_most: 20%, round: half_up, soft: true, basis: 试}
"""


def test_a_soft_quota_moves_nobody_and_says_that_it_is_exceeded() -> None:
    """约20% of five is one."""
    made = rated(SOFT, {"甲": ("number", [95, 90, 70, 50, 40])})
    assert results(made, "等次") == ["五星", "五星", "四星", "三星", "三星"]
    assert "已有2个，超过1个，只提示，不调整" in reasons(made)[0]
    assert "没有超过" in reasons(rated(SOFT, {"甲": ("number", [95, 70, 70, 50, 40])}))[0]
    assert "尚不能定" in reasons(rated(SOFT, {"甲": ("number", [95, None, 70, 50, 40])}))[0]


def test_a_hard_quota_must_say_order_and_overflow() -> None:
    for gone, key in ((", overflow: 四星", "overflow"), (", order: [甲]", "order")):
        body = QUOTA.format(group="全部", most="1个", order="甲", more="").replace(gone, "")
        assert ("R202", key) in [(p.code, p.expected) for p in loaded(body, {"甲": ("number", [])}).problems]


def test_the_overflow_of_one_quota_competes_under_the_next() -> None:
    """One place for 五星 and one for 四星: the second best falls to 四星, and the next of 四星 to 三星."""
    body = (
        QUOTA.format(group="全部", most="1个", order="甲", more="")
        + "  - {of: 四星, group: 全部, at_most: 1, order: [甲], overflow: 三星, basis: 试}\n"
    )
    made = rated(body, {"甲": ("number", [95, 90, 70, 10])})
    assert results(made, "等次") == ["五星", "四星", "三星", "三星"]
    assert results(made, "等次(名额前)") == ["五星", "五星", "四星", "三星"]
    assert results(made, "等次(名额前2)") == ["五星", "四星", "四星", "三星"]


LEVEL = """
level: {{name: 星级, formula: 甲, basis: 试}}
quotas:
  - {{of: 5, group: 全部, at_most: 1, order: [乙], overflow: {overflow}, basis: 试}}
"""


def test_a_scheme_without_grades_limits_a_level() -> None:
    columns: dict[str, Any] = {"甲": ("number", [5, 5, 4, None]), "乙": ("number", [80, 90, 99, 70])}
    made = rated(LEVEL.format(overflow=4), columns)
    assert results(made, "星级") == [4, 5, 4, None]
    assert "够5星，但全体5星名额1个" in reasons(made, "星级")[0]
    columns["乙"] = ("number", [80, 90, 99, 95])
    assert results(rated(LEVEL.format(overflow=4), columns), "星级") == [4, None, 4, None]


def test_what_is_over_must_come_lower() -> None:
    columns = {"甲": ("number", []), "乙": ("number", [])}
    assert "比5低" in next(p.message for p in loaded(LEVEL.format(overflow=6), columns).problems if p.code == "R203")


def test_a_vetoed_subject_takes_no_place() -> None:
    body = QUOTA.format(group="全部", most="1个", order="甲", more="")
    body += "vetoes:\n  - {when: 处分, effect: {cap: 四星}, because: 受处分, basis: 试}\n"
    columns: dict[str, Any] = {"甲": ("number", [95, 90, 85]), "处分": ("yes_no", [True, False, False])}
    assert results(rated(body, columns), "等次") == ["四星", "五星", "四星"]
    columns["处分"] = ("yes_no", [None, False, False])
    assert results(rated(body, columns), "等次") == [None, None, "四星"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(70, 90), min_size=1, max_size=9), st.integers(0, 9), st.randoms())
def test_whoever_stands_where_in_the_file_the_same_hold_the_grade(points: list[int], places: int, random: Any) -> None:
    order = list(range(len(points)))
    random.shuffle(order)
    plain, mixed = grades(list(points), f"{places}个"), grades([points[i] for i in order], f"{places}个")
    assert mixed == [plain[i] for i in order]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(80, 90), min_size=1, max_size=9), st.integers(0, 9))
def test_nobody_is_passed_over_for_one_who_stands_behind(points: list[int], places: int) -> None:
    given_ = grades(list(points), f"{places}个", "ties: all_out")
    held = [point for point, grade in zip(points, given_, strict=True) if grade == "五星"]
    assert len(held) <= places
    assert all(point < min(held, default=99) for point, grade in zip(points, given_, strict=True) if grade != "五星")


def test_with_nobody_to_rate_there_is_nobody_to_limit() -> None:
    assert grades([], "20%", "round: ceil") == []


def test_worked_cases_should_see_one_within_and_one_beyond() -> None:
    body = QUOTA.format(group="全部", most="1个", order="甲", more="")
    made = rated(body, {"甲": ("number", [95, 90, 60, None])})
    core = made.scheme.step("等次").rule.core
    assert core.cases == ("五星", "四星")
    made = rated(body, {"甲": ("number", [95, 90, 60])})
    assert [core.cases_of(made.scored["等次"], i) for i in range(3)] == [(0,), (1,), ()]


FULL = """
grade: {{name: 等次, from: 甲, bands: {{80: 五星, 60: 四星, 0: 三星}}, basis: 试}}
vetoes:
  - {{when: 处分, effect: {{down: 1}}, because: 受处分, basis: 试}}
quotas:
  - {{of: 五星, group: 类别, at_most: 40%, round: half_up, among: 乙, order: [甲], ties: {ties}, overflow: 四星, basis: 试}}
  - {{of: 四星, group: 全部, at_most: 2, order: [甲], ties: {ties}, overflow: 三星, basis: 试}}
"""


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.none() | st.integers(75, 85),
            st.sampled_from([False, False, True, None]),
            st.sampled_from(["村", "村", "社区", None]),
            st.sampled_from([True, True, False, None]),
        ),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(["undecided", "all_in", "all_out"]),
    st.data(),
)
def test_what_is_decided_stays_through_vetoes_and_one_quota_after_another(
    people: list[Any], ties: str, data: st.DataObject
) -> None:
    def outcome(rows: list[Any]) -> list[Any]:
        columns = {
            "甲": ("number", [row[0] for row in rows]),
            "处分": ("yes_no", [row[1] for row in rows]),
            "类别": ("choice, choices: [村, 社区]", [row[2] for row in rows]),
            "乙": ("yes_no", [row[3] for row in rows]),
        }
        return results(rated(FULL.format(ties=ties), columns), "等次")

    full = [
        (
            data.draw(st.integers(70, 90)) if point is None else point,
            data.draw(st.booleans()) if banned is None else banned,
            data.draw(st.sampled_from(["村", "社区"])) if kind is None else kind,
            data.draw(st.booleans()) if counted is None else counted,
        )
        for point, banned, kind, counted in people
    ]
    for was, came in zip(outcome(people), outcome(full), strict=True):
        assert was is None or was == came
