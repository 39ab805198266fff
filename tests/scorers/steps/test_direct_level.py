"""Levels given directly (直接判级): by a condition or by rows, until corrected or run out, with the lowest points of the level."""

from datetime import date
from typing import Any

from direct_levels import ACCIDENT, BANDS, MARKS, NOTICE, body, ledger, people
from hypothesis import given, settings
from hypothesis import strategies as st
from rating import rated, results

from stardb.quantity import bounds


def outcome(text: str, columns: Any, records: Any = None, as_of: date = date(2022, 12, 31)) -> list[tuple[Any, ...]]:
    """Everybody's grade, points, and points before."""
    made = rated(text, columns, records or {}, as_of)
    names = ("等次", "得数", "得数(判级前)", "等次(判级前)")
    return list(zip(*(results(made, name) for name in names), strict=True))


def test_who_has_a_finding_has_its_grade_and_the_lowest_points_of_that_grade() -> None:
    """D begins at 0, as marks cannot be below; who has none keeps his grade and points."""
    found = outcome(body(ACCIDENT), people((85, 10, True, False, False), (85, 10, False, False, False)))
    assert found == [("D级", 0, 95, "A级"), ("A级", 95, 95, "A级")]


def test_a_later_bonus_shows_only_in_what_it_was_before() -> None:
    """85 + 20 = 105 before; C all the same, at the 60 where C begins."""
    assert outcome(body(NOTICE), people((85, 20, False, True, False))) == [("C级", 60, 105, "A级")]


def test_a_finding_lasts_until_it_is_corrected() -> None:
    assert outcome(body(NOTICE), people((85, 10, False, True, True))) == [("A级", 95, 95, "A级")]


def test_of_several_findings_the_worst_sets_the_grade() -> None:
    assert outcome(body(NOTICE, ACCIDENT), people((85, 10, True, True, False))) == [("D级", 0, 95, "A级")]


def test_a_finding_sets_the_grade_also_where_it_was_worse() -> None:
    """直接判为C级: who would be D by his marks is C, too."""
    assert outcome(body(NOTICE), people((20, 0, False, True, False))) == [("C级", 60, 20, "D级")]


def test_the_points_may_be_written_as_a_number_or_a_formula() -> None:
    subject = people((85, 10, True, False, False))
    assert outcome(body(ACCIDENT + ", points: 30"), subject)[0][1] == 30
    assert outcome(body(ACCIDENT + ", points: lowest"), subject)[0][1] == 0
    assert outcome(body(ACCIDENT + ", points: '最小(得数, 59)'"), subject)[0][:3] == ("D级", 59, 95)
    assert outcome(body(ACCIDENT + ", points: 40", NOTICE.replace("C级", "D级") + ", points: 50"), people((85, 0, True, True, False)))[0][1] == 40  # fmt: skip


def test_what_is_not_known_leaves_open_only_what_it_could_change() -> None:
    """An unknown accident: D or A. With the notice certain: D or C. A notice unknown where the accident is certain: D anyhow."""
    made = rated(
        body(NOTICE, ACCIDENT),
        people((95, 0, None, False, False), (95, 0, None, True, False), (95, 0, True, None, False)),
    )
    assert results(made, "等次") == [None, None, "D级"]
    assert results(made, "得数") == [None, None, 0]
    grade = made.columns["等次"]
    possible = dict(zip(grade.choices, bounds.possible_words(grade), strict=True))
    assert [bool(possible["A级"][i]) for i in range(3)] == [True, False, False]
    assert [bool(possible["D级"][i]) for i in range(3)] == [True, True, True]


def test_unknown_marks_do_not_matter_where_the_grade_is_given() -> None:
    made = rated(body(ACCIDENT), people((None, 0, True, False, False), (None, 0, False, False, False)))
    assert results(made, "等次") == ["D级", None]
    assert results(made, "得数") == [0, None]


def test_an_unknown_finding_that_would_change_nothing_leaves_the_grade_as_it_is() -> None:
    """He is D by his marks; whether D was given directly too is all the same for the grade, not for the points."""
    made = rated(body(ACCIDENT), people((20, 0, None, False, False)))
    assert results(made, "等次") == ["D级"]
    assert results(made, "得数") == [None]


def test_each_finding_is_told_with_its_reason() -> None:
    made = rated(
        body(NOTICE, ACCIDENT),
        people((85, 10, False, True, False), (85, 10, False, False, False), (85, 10, None, True, False)),
    )
    step = next(step for step in made.scheme.steps if step.name == "等次")
    told = [step.rule.sentence(made.scored["等次"], made.columns, i) for i in range(3)]
    assert told == [
        "评定为A级；被通报（“通报〔是〕”，“整改完成〔否〕”不成立），直接判为C级，结果为C级",
        "评定为A级，没有直接判级的情形",
        "评定为A级；被通报（“通报〔是〕”，“整改完成〔否〕”不成立），直接判为C级；“事故〔待定〕”还不能判定，待定",
    ]
    number = next(step for step in made.scheme.steps if step.name == "得数")
    assert number.rule.sentence(made.scored["得数"], made.columns, 0) == (
        "判级前为95；被通报（“通报〔是〕”，“整改完成〔否〕”不成立），直接判为C级，按判定的等次计60"
    )


BY_ROW = "rows: 台账, where: 判级 ≠ 不判级, set: 判级, until: 整改 = 是, because: 按附件直接判级"


PERSON = {name: (spec, [value]) for (name, (spec, _)), value in zip(MARKS.items(), (85, 10), strict=True)}


def by_rows(*rows: tuple[Any, ...], ground: str = BY_ROW, as_of: date = date(2022, 12, 31)) -> tuple[Any, ...]:
    return outcome(body(ground), PERSON, ledger(*rows), as_of)[0][:2]


def test_a_row_sets_the_level_it_says_and_of_several_the_worst_does() -> None:
    assert by_rows() == ("A级", 95)
    assert by_rows(("通报", "C级", "2022-05-01", False)) == ("C级", 60)
    assert by_rows(("通报", "C级", "2022-05-01", False), ("重大事故", "D级", "2022-06-01", False)) == ("D级", 0)
    assert by_rows(("其他", "不判级", "2022-05-01", False)) == ("A级", 95)


def test_a_row_sets_it_until_it_is_corrected_or_has_run_out() -> None:
    assert by_rows(("重大事故", "D级", "2022-05-01", True)) == ("A级", 95)
    row = ("重大事故", "D级", "2022-05-01", False)
    assert by_rows(row, as_of=date(2023, 4, 30)) == ("D级", 0)
    assert by_rows(row, as_of=date(2023, 5, 1)) == ("A级", 95)


def test_rows_may_all_set_one_level() -> None:
    ground = "rows: 台账, where: 事项 = 重大事故, set: D级, points: 10"
    assert by_rows(("重大事故", "不判级", "2022-05-01", False), ground=ground) == ("D级", 10)
    assert by_rows(("通报", "D级", "2022-05-01", False), ground=ground) == ("A级", 95)


def test_a_row_of_which_something_is_unknown_leaves_open_what_it_could_change() -> None:
    assert by_rows(("重大事故", None, "2022-05-01", False)) == (None, None)
    assert by_rows(("重大事故", "D级", None, False)) == (None, None)
    assert by_rows(("重大事故", "D级", "2022-05-01", None)) == (None, None)
    assert by_rows(("重大事故", "D级", "2022-05-01", False), ("通报", "C级", None, False)) == ("D级", 0)


def test_what_became_of_each_row_is_told() -> None:
    made = rated(body(BY_ROW), PERSON, ledger(("重大事故", "D级", "2022-05-01", False), ("通报", "C级", "2022-05-01", True), ("其他", "不判级", "2022-05-01", False), ("重大事故", "D级", "2020-05-01", False)))  # fmt: skip
    trace = made.scored["等次"].rows[0]
    assert [trace.text(row) for row in range(4)] == [
        "据此直接判级", "已到期限或已改正，不再判级", "条件不符，不计", "已过有效期（到2021-04-30止），不计"
    ]  # fmt: skip
    step = next(step for step in made.scheme.steps if step.name == "等次")
    assert step.rule.sentence(made.scored["等次"], made.columns, 0) == (
        "评定为A级；按附件直接判级（台账有1行符合“判级 ≠ 不判级”），直接判为D级，结果为D级"
    )


def test_vetoes_and_quotas_work_on_what_was_given() -> None:
    more = "vetoes:\n  - {when: 通报 = 是, effect: {cap: C级}, because: 通报}\n"
    made = rated(body(ACCIDENT, more=more), people((95, 0, True, True, False), (95, 0, False, True, False)))
    assert [results(made, name) for name in ("等次", "等次(否决前)", "等次(判级前)")] == [
        ["D级", "C级"], ["D级", "A级"], ["A级", "A级"],
    ]  # fmt: skip


LEVEL = """\
values:
  得数: 得分 + 附加
level:
  name: 星级
  from: 得数
  bands: {90以上: 5, 75至90(不含90): 4, 60至75(不含75): 3, 不满60: 0}
  direct:
    - {when: 事故 = 是, set: 0, because: 发生重大事故}
    - {when: 通报 = 是, set: 3, until: 整改完成 = 是, because: 被通报}
"""


def test_a_level_in_stars_may_be_given_directly_too() -> None:
    made = rated(LEVEL, people((95, 0, True, True, False), (95, 0, False, True, False), (95, 0, False, False, False)))
    assert [results(made, name) for name in ("星级", "得数", "星级(判级前)")] == [[0, 3, 5], [0, 60, 95], [5, 5, 5]]


def test_the_total_of_heads_may_be_what_the_bands_read() -> None:
    text = f"""\
scores:
  大项:
    basis: 一
    indicators:
      甲: {{from: 得分, per: 1, each: 1, points: 100, basis: 一}}
grade: {{name: 等次, from: 总分, {BANDS}, direct: [{{{NOTICE}}}]}}
entitlements:
  奖励: {{from: 总分, per: 1, each: 10元}}
"""
    made = rated(text, people((95, 0, False, True, False), (95, 0, False, False, False)))
    assert [results(made, name) for name in ("总分", "总分(判级前)", "等次", "奖励")] == [
        [60, 95], [95, 95], ["C级", "A级"], [600, 950],
    ]  # fmt: skip
    assert [step.name for step in made.scheme.results] == ["大项", "总分", "等次", "奖励"]


def test_worked_cases_should_see_each_ground_its_end_and_none() -> None:
    rows = ((95, 0, True, False, False), (95, 0, False, True, True), (95, 0, False, False, False))
    made = rated(body(NOTICE, ACCIDENT), people(*rows))
    core = next(step.rule.core for step in made.scheme.steps if step.name == "等次")
    assert core.cases == ("通报 = 是", "事故 = 是", "整改完成", "不直接判级")
    assert [core.cases_of(made.scored["等次"], i) for i in range(3)] == [(1,), (2,), (3,)]


def test_ratings_of_equal_standing_may_be_given_directly_each_by_itself() -> None:
    text = f"values:\n  得数: 得分 + 附加\nratings:\n  质量: {{from: 得数, {BANDS}, direct: [{{{NOTICE}}}]}}\n  总评: {{from: 得数, {BANDS}}}\n"
    made = rated(text, people((95, 0, False, True, False), (95, 0, False, False, False)))
    assert [results(made, name) for name in ("质量", "质量(判级前)", "总评", "得数")] == [
        ["C级", "A级"], ["A级", "A级"], ["C级", "A级"], [60, 95],
    ]  # fmt: skip


TRUTH = st.sampled_from([True, False])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100), TRUTH, TRUTH, TRUTH, st.lists(st.booleans(), min_size=4, max_size=4))
def test_what_is_decided_stays_whatever_the_unknown_turns_out_to_be(
    marks: int, accident: bool, notice: bool, corrected: bool, hidden: list[bool]
) -> None:
    row = (marks, 0, accident, notice, corrected)
    shown = tuple(None if k < 4 and hidden[k] and k != 1 else value for k, value in enumerate(row))
    whole = outcome(body(NOTICE, ACCIDENT), people(row))[0]
    part = outcome(body(NOTICE, ACCIDENT), people(shown))[0]
    grade = "D级" if accident else "C级" if notice and not corrected else whole[3]
    assert whole[0] == grade
    assert all(found is None or found == full for found, full in zip(part, whole, strict=True))
