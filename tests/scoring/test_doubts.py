"""待定 names its true cause: the blank, the tie or the rule's own doubt, never what something else has settled."""

from datetime import date

from rating import rated

from stardb.quantity import read_period
from stardb.rendering.views.rows.undecided_rows import list_undecided
from stardb.scoring import Appraisal, History, Past, explain, find_open_clauses, phrase

GRADE = "grade: {name: 等次, from: 得数, bands: {80以上: 好, 不满80: 差}, basis: 一}"


def doubts(appraisal: Appraisal, i: int = 0) -> list[tuple[str, tuple[str, ...]]]:
    return [(clause.step.title, clause.unknown) for clause in find_open_clauses(appraisal).get(i, [])]


def test_a_blank_that_a_default_settles_is_no_cause() -> None:
    body = f"values:\n  折算: {{formula: 甲 * 2, basis: 一}}\n  得数: {{formula: '缺则(折算, 80) + 乙', basis: 一}}\n{GRADE}"
    assert doubts(rated(body, {"甲": ("number", [None]), "乙": ("number", [None])})) == [("得数", ("乙",))]
    assert doubts(rated(body, {"甲": ("number", [None]), "乙": ("number", [0])})) == []


def test_either_of_two_blanks_is_a_cause_where_one_would_do() -> None:
    body = f"values:\n  得数: {{formula: '缺则(甲, 乙)', basis: 一}}\n{GRADE}"
    assert doubts(rated(body, {"甲": ("number", [None]), "乙": ("number", [None])})) == [("得数", ("甲", "乙"))]


def test_a_rules_own_doubt_is_the_cause_and_not_a_blank_beside_it() -> None:
    body = (
        "values:\n  得数: {formula: '缺则(甲, 90)', basis: 一}\n"
        "grade: {name: 等次, from: 得数, bands: {80以上: 好, 不满80: 差}, undecided_when: 停职 = 是, basis: 一}"
    )
    made = rated(body, {"甲": ("number", [None, None]), "停职": ("yes_no", [True, None])})
    assert doubts(made, 0) == [("等次", ())]
    assert doubts(made, 1) == [("等次", ("停职",))]
    grade = made.scheme.step("等次")
    assert grade is not None
    said = [grade.rule.sentence(made.scored["等次"], made.columns, i) for i in (0, 1)]
    assert said == ["“停职〔是〕”成立，按规定待定", "“停职〔待定〕”不能判定：停职未知，待定"]


def test_a_branch_not_taken_is_no_cause() -> None:
    body = f"values:\n  得数: {{formula: '如果(丙 = 是, 甲, 乙)', basis: 一}}\n{GRADE}"
    columns = {"丙": ("yes_no", [True]), "甲": ("number", [None]), "乙": ("number", [None])}
    assert doubts(rated(body, columns)) == [("得数", ("甲",))]


def test_what_a_condition_has_settled_is_no_cause() -> None:
    body = "values:\n  得数: {formula: 甲, when: 丙 = 是 或 丁 = 是, basis: 一}\n" + GRADE
    columns = {"丙": ("yes_no", [True]), "丁": ("yes_no", [None]), "甲": ("number", [None])}
    assert doubts(rated(body, columns)) == [("得数", ("甲",))]


def test_a_value_in_no_band_is_the_clauses_own_doubt() -> None:
    body = "values:\n  得数: {formula: 甲, basis: 一}\ngrade: {name: 等次, from: 得数, bands: {80以上: 好, 60以下: 差}, basis: 一}"
    assert doubts(rated(body, {"甲": ("number", [70])})) == [("等次", ())]


def test_a_doubt_is_named_where_it_begins_and_once() -> None:
    body = f"values:\n  初: {{formula: 甲 + 1, basis: 一}}\n  得数: {{formula: 初 + 初 * 2, basis: 一}}\n{GRADE}"
    assert doubts(rated(body, {"甲": ("number", [None])})) == [("初", ("甲",))]


STARS = (
    "values:\n  奖: {formula: '如果(任期内增加(星级) ≥ 5, 100元, 0元)', basis: 一}\n"
    "level: {name: 星级, first: 甲, later: 上年(星级) + 甲, basis: 一}\npublish: [奖]\nterm_from: [2021-11-01]"
)


def in_turn(*given: int | None) -> Appraisal:
    """The appraisal of the last of these years, 2022 on, each reading the years before."""
    history = History()
    for year, value in enumerate(given, 2022):
        made = rated(STARS, {"甲": ("number", [value])}, as_of=date(year, 12, 31), history=history)
        history = History((*history.past, Past(read_period(str(year)), date(year, 12, 31), made.record())))
    return made


def test_an_increase_within_the_term_waits_for_this_years_level_and_is_no_cause() -> None:
    assert doubts(in_turn(None)) == [("星级", ("甲",))]
    said = {node.title: phrase(node) for _, node in explain(in_turn(None), 0).lines()}
    assert said["任期内增加(星级)"] == "本年的星级待定"


def test_last_years_open_result_is_named_with_its_year() -> None:
    (line,) = [row for row in list_undecided(in_turn(None, 1)) if row.item == "星级"]
    assert line.reason.endswith("上年(星级)未知，待定（上年(星级)，台账：2022年度待定）")
