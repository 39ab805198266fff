"""A tie at the edge of a quota is settled by a decision on the order alone; where nobody is level it settles nothing."""

from collections.abc import Sequence

from deciding import codes, decide
from hypothesis import given
from hypothesis import strategies as st
from rating import rated, results

from stardb.intake import Decision
from stardb.rendering.views.rows.place_rows import list_places
from stardb.scoring import Appraisal, find_place_problems

QUOTA = """
values:
  总得分: 分数
grade:
  name: 等次
  from: 总得分
  bands: {80: 优秀, 0: 一般}
quotas:
  - {of: 优秀, group: [乡镇], at_most: 1个, order: [总得分], ties: undecided, overflow: 一般, basis: 第六条}
entitlements:
  奖补: {from: 等次, choices: {优秀: 1000元, 一般: 0元}, basis: 第七条}
"""
"""One 优秀 in each township, by points."""


def ranked(points: Sequence[int], *decisions: Decision, towns: Sequence[str] = (), rules: str = QUOTA) -> Appraisal:
    columns = {"乡镇": ("text", list(towns) or ["甲乡"] * len(points)), "分数": ("number", list(points))}
    return rated(rules, columns, decisions=decisions)


def test_two_level_at_the_edge_are_undecided_and_the_order_decides_them() -> None:
    assert results(ranked([90, 90, 85]), "等次") == [None, None, "一般"]
    made = ranked([90, 90, 85], decide("并列先后", "等次", "并列", "1", "村1"))
    assert codes(made) == []
    assert results(made, "等次") == ["一般", "优秀", "一般"]
    assert results(made, "奖补") == [0, 1000, 0]
    (applied,) = made.decisions.applied
    assert (applied.step, applied.subject, applied.before.text, applied.after.text) == ("等次", 1, "2个并列", "第1")


def test_the_tie_as_it_is_shown_may_be_what_was_before_and_must_still_be_as_large() -> None:
    made = ranked([90, 90, 85], decide("并列先后", "等次", "2个并列", "1", "村1"))
    assert (codes(made), results(made, "等次")) == ([], ["一般", "优秀", "一般"])
    made = ranked([90, 90, 85], decide("并列先后", "等次", "3个并列", "1", "村1"))
    assert (codes(made), results(made, "等次")) == (["D243"], [None, None, "一般"])


def test_whoever_was_level_is_told_of_the_decision_too() -> None:
    made = ranked([90, 90, 85], decide("并列先后", "等次", "并列", "1", "村1"))
    step = made.steps["等次"]
    told = "（复核认定，县委组织部 青组纪〔2025〕3号 2023-02-01）。按规则："
    assert made.sentences.reason(step, 1).startswith(f"裁定：2个并列，定为第1{told}")
    assert made.sentences.reason(step, 0).startswith(f"裁定：并列的当中，村1定为第1{told}")
    assert "裁定" not in made.sentences.reason(step, 2)


def test_those_level_come_as_they_are_decided_and_the_others_after_them() -> None:
    two = QUOTA.replace("at_most: 1个", "at_most: 2个")
    made = ranked(
        [90, 90, 90],
        decide("并列先后", "", "", "1", "村2"),
        decide("并列先后", "", "待定", "第2名", "村0", number="2"),
        rules=two,
    )
    assert codes(made) == []
    assert results(made, "等次") == ["优秀", "一般", "优秀"]


def test_one_place_of_two_decided_leaves_the_rest_of_a_tie_open() -> None:
    two = QUOTA.replace("at_most: 1个", "at_most: 2个")
    made = ranked([90, 90, 90], decide("并列先后", "等次", "并列", "1", "村2"), rules=two)
    assert results(made, "等次") == [None, None, "优秀"]


def test_an_order_never_goes_before_more_points() -> None:
    made = ranked([90, 85], decide("并列先后", "等次", "并列", "1", "村1"))
    assert codes(made) == ["D246"]
    assert results(made, "等次") == ["优秀", "一般"]
    assert made.decisions.applied == ()


def test_two_of_different_townships_are_not_level() -> None:
    made = ranked([90, 90], decide("并列先后", "等次", "并列", "1", "村1"), towns=["甲乡", "乙乡"])
    assert codes(made) == ["D246"]
    assert results(made, "等次") == ["优秀", "优秀"]


def test_an_order_that_changes_no_result_is_told() -> None:
    made = ranked([95, 85, 85], decide("并列先后", "等次", "并列", "1", "村1"))
    assert codes(made) == ["D245"]
    assert results(made, "等次") == ["优秀", "一般", "一般"]


def test_two_in_the_same_place_contradict_each_other() -> None:
    made = ranked(
        [90, 90],
        decide("并列先后", "等次", "并列", "1", "村0"),
        decide("并列先后", "等次", "并列", "1", "村1", number="2"),
    )
    assert codes(made) == ["D244", "D244"]
    assert results(made, "等次") == [None, None]


def test_a_place_must_be_a_number() -> None:
    assert codes(ranked([90, 90], decide("并列先后", "等次", "并列", "在前"))) == ["D242"]
    assert codes(ranked([90, 90], decide("并列先后", "等次", "优秀", "1"))) == ["D242"]


def test_a_decided_result_takes_part_in_the_quota_that_follows() -> None:
    made = ranked([90, 85], decide("得分", "总得分", "85", "95", "村1"))
    assert results(made, "等次") == ["一般", "优秀"]


def test_a_decided_grade_is_the_last_word_and_moves_nobody_else() -> None:
    made = ranked([90, 85], decide("等次", "等次", "优秀", "一般", "村0"))
    assert results(made, "等次") == ["一般", "一般"]
    before = ranked([90, 85], decide("等次", "等次(名额前)", "优秀", "一般", "村0"))
    assert results(before, "等次") == ["一般", "优秀"]


def test_of_two_level_one_decided_leaves_the_other_open() -> None:
    made = ranked([90, 90], decide("等次", "等次", "待定", "优秀", "村0"))
    assert results(made, "等次") == ["优秀", None]


PRIZES = """
values:
  奖项: {prizes: {一等奖: 1, 二等奖: 1}, group: [乡镇], order: [分数]}
publish: [奖项]
"""


def test_prizes_follow_the_order_too() -> None:
    assert results(ranked([90, 90, 80], rules=PRIZES), "奖项") == [None, None, "无"]
    made = ranked([90, 90, 80], decide("并列先后", "奖项", "并列", "1", "村1"), rules=PRIZES)
    assert codes(made) == []
    assert results(made, "奖项") == ["二等奖", "一等奖", "无"]


RANK = "values:\n  名次: {cohort: 分数, take: rank, within: 乡镇, ties: undecided}\npublish: [名次]\n"


def test_ranks_follow_the_order_too() -> None:
    assert results(ranked([90, 90, 80], rules=RANK), "名次") == [None, None, 3]
    made = ranked([90, 90, 80], decide("并列先后", "名次", "并列", "1", "村1"), rules=RANK)
    assert codes(made) == []
    assert results(made, "名次") == [2, 1, 3]


def test_what_has_no_order_has_no_ties() -> None:
    made = ranked([90, 90], decide("并列先后", "奖补", "并列", "1"))
    assert codes(made) == ["D241"]
    assert made.decisions.problems[0].expected == "等次"


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4)), min_size=1, max_size=7),
    st.integers(1, 3),
)
def test_decided_places_are_as_a_further_key_of_the_order(rows: list[tuple[int, int]], places: int) -> None:
    """Points 0 to 3, and a place for each: what holds is as if the rules ordered by points, then by these places."""
    rules = QUOTA.replace("at_most: 1个", f"at_most: {places}个").replace("{80: 优秀, 0: 一般}", "{1: 优秀, 0: 一般}")
    points = [point for point, _ in rows]
    decisions = [
        decide("并列先后", "等次", "并列", str(place), f"村{i}", number=str(i + 1)) for i, (_, place) in enumerate(rows)
    ]
    made = ranked(points, *decisions, rules=rules)
    assert len(made.decisions.applied) + len(made.decisions.problems) == len(rows)
    held = {one.subject for one in made.decisions.applied}
    last = [place if i in held else 9 for i, (_, place) in enumerate(rows)]
    columns = {"分数": ("number", points), "先后": ("number", last)}
    by_rule = rated(rules.replace("order: [总得分]", "order: [总得分, -先后]"), columns)
    assert results(made, "等次") == results(by_rule, "等次")


def test_a_decided_grade_beyond_the_places_is_told_and_is_not_open() -> None:
    made = ranked([90, 85], decide("等次", "等次", "一般", "优秀", "村1"))
    assert results(made, "等次") == ["优秀", "优秀"]
    (fault,) = find_place_problems(made)
    assert fault.code == "W214"
    assert "裁定使它有了2个" in fault.message
    (row,) = list_places(ranked([90, 90], decide("等次", "等次", "待定", "优秀", "村0")))
    # 村0 was decided, 村1 is level with it still
    assert (row.held, row.tied, row.holders, row.open_names) == (1, 1, "村0", "村1")
