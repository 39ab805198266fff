"""A veto bears on any result: what it may do there, what unknown findings leave open, and what it cannot be put on."""

from fractions import Fraction

import pytest
from rating import loaded, rated, results

from stardb.scoring import explain_step

COLUMNS = {
    "甲": ("number, between: [-5, 10]", [8, 3, None, None]),
    "违规": ("yes_no", [True, False, True, None]),
}


def test_a_value_is_held_down_and_what_it_was_is_kept() -> None:
    body = "values:\n  得数: 甲\nvetoes:\n  - {on: 得数, when: 违规, effect: {cap: 5}, because: 违规}\n"
    made = rated(body, COLUMNS)
    assert results(made, "得数") == [5, 3, None, None]
    assert results(made, "得数(否决前)") == [8, 3, None, None]


def test_an_unknown_value_that_is_set_is_known_and_one_that_may_be_lower_is_not() -> None:
    body = "values:\n  得数: 甲\nvetoes:\n  - {on: 得数, when: 违规, effect: {set: 2}, because: 违规}\n"
    assert results(rated(body, COLUMNS), "得数") == [2, 3, 2, None]
    # 甲 may be as low as -5, so that at most -5 is -5 whatever it is, and at most 0 is not known
    low = body.replace("{set: 2}", "{cap: -5}")
    assert results(rated(low, COLUMNS), "得数") == [-5, 3, -5, None]
    assert results(rated(body.replace("{set: 2}", "{cap: 0}"), COLUMNS), "得数") == [0, 3, None, None]


def test_a_number_without_a_lowest_is_not_taken_to_be_above_zero() -> None:
    body = "values:\n  得数: 甲\nvetoes:\n  - {on: 得数, when: 违规, effect: {cap: 0}, because: 违规}\n"
    columns = {"甲": ("number", [None, 7]), "违规": ("yes_no", [True, True])}
    assert results(rated(body, columns), "得数") == [None, 0]
    assert results(rated(body.replace("{cap: 0}", "{down: 9}"), columns), "得数") == [None, -2]
    assert results(rated(body.replace("{cap: 0}", "{floor: 9}"), columns), "得数") == [None, 9]


def test_money_is_lowered_to_what_it_can_come_to_at_least() -> None:
    body = (
        "entitlements:\n  奖励: {from: 甲, bands: {5以上: 3000元, 不满5: 500元}}\n"
        "vetoes:\n  - {on: 奖励, when: 违规, effect: {down: 1000元}, because: 违规}\n"
    )
    columns = {"甲": ("number", [8, 3, 8]), "违规": ("yes_no", [True, True, False])}
    # 3000 - 1000; 500 is the least there is
    assert results(rated(body, columns), "奖励") == [2000, 500, 3000]


def test_what_a_veto_leaves_open_is_to_be_decided_and_not_merely_missing() -> None:
    body = (
        "values:\n  得数: 甲\n  折算: {formula: '缺则(得数, 0)', note: 供查看}\n"
        "vetoes:\n  - {on: 得数, when: 违规, effect: undecided, because: 未了结}\n"
    )
    columns = {"甲": ("number", [8]), "违规": ("yes_no", [True])}
    made = rated(body, columns)
    assert results(made, "得数") == [None]
    assert results(made, "折算") == [None]
    step = made.scheme.step("得数")
    assert step is not None
    assert step.rule.sentence(made.scored["得数"], made.columns, 0) == "否决前为8；未了结（违规〔是〕），待定"


def test_a_star_of_either_kind_may_be_taken_away() -> None:
    body = """
stars:
  过硬星: 甲 ≥ 5
  达标星: {full: 10, award: 得分 ≥ 5, indicators: {项: {formula: 甲, points: 10}}}
level: {name: 星数, earned: [过硬星, 达标星]}
vetoes:
  - {on: 过硬星, when: 违规, effect: {set: 不得}, because: 违规}
  - {on: 达标星, when: 违规, effect: {set: 不得}, because: 违规}
"""
    made = rated(body, {"甲": ("number", [8, 8, 3]), "违规": ("yes_no", [True, False, None])})
    assert results(made, "星数") == [0, 2, 0]
    assert results(made, "达标星(否决前)") == [True, True, False]
    step = made.scheme.step("过硬星")
    assert step is not None
    said = step.rule.sentence(made.scored["过硬星"], made.columns, 0)
    assert said == "否决前为得；违规（违规〔是〕），定为不得，结果为不得"


def test_an_indicator_of_each_set_is_meant_by_its_title_and_only_for_those_who_have_the_set() -> None:
    body = """
scores:
  基础:
    by: 类
    sets:
      山区: {项: {formula: 甲, points: 10}, 另: {formula: 甲, points: 10}}
      平原: {项: {formula: 甲, points: 10}}
vetoes:
  - {on: 项, when: 违规, effect: {set: 1}, because: 违规}
"""
    columns = {
        "类": ("choice, choices: [山区, 平原]", ["山区", "平原", "平原"]),
        "甲": ("number", [8, 8, 8]),
        "违规": ("yes_no", [True, True, False]),
    }
    made = rated(body, columns)
    # 1 + 8; 1; 8
    assert results(made, "基础") == [9, 1, 8]
    assert results(made, "得分(山区·项)") == [1, 0, 0]


def test_the_parts_of_what_is_split_add_up_to_what_is_left() -> None:
    body = (
        "entitlements:\n  保险: {split: 1000元, payers: {县: 60%, 个人: 其余}, round: 0.01元, when: 违规 = 否}\n"
        "vetoes:\n  - {on: 保险, when: 甲 < 5, effect: {floor: 500元}, because: 保底}\n"
    )
    columns = {"甲": ("number", [8, 3, 3]), "违规": ("yes_no", [False, True, False])}
    made = rated(body, columns)
    assert results(made, "保险") == [1000, 500, 1000]
    assert results(made, "保险(县)") == [600, 300, 600]
    assert results(made, "保险(个人)") == [400, 200, 400]


def test_the_total_may_be_vetoed_by_what_looks_at_it_before() -> None:
    body = """
values:
  名次: {cohort: 总分(否决前), take: rank}
scores:
  基础: {indicators: {项: {formula: 甲}}}
vetoes:
  - {on: 总分, when: 名次 > 1, effect: {cap: 5}, because: 只有第一名可以高于5分}
"""
    made = rated(body, {"甲": ("number", [8, 7, 3])})
    assert results(made, "总分") == [8, 5, 3]


@pytest.mark.parametrize(
    ("veto", "code", "said"),
    [
        ("on: 没有, effect: {set: 1}", "R301", "没有“没有”这一项结果"),
        ("on: 词, effect: {cap: 好}", "R458", "没有高低"),
        ("on: 词, effect: {set: 中}", "R301", "没有“中”这个词"),
        ("on: 日, effect: undecided", "R458", "日期"),
        ("on: 分, effect: {set: 好}", "R203", "好"),
        ("on: 分, effect: {set: 5元}", "R305", "金额"),
        ("on: 过硬星, effect: {set: 1}", "R203", "不是得与不得"),
        ("on: 奖励, effect: {set: 0.001元}", "R203", "不是整分"),
        ("effect: {set: 1}", "R202", "要写 level 或 grade"),
    ],
)
def test_what_a_veto_cannot_do_is_refused(veto: str, code: str, said: str) -> None:
    body = f"""
values:
  分: {{formula: 甲, note: 供查看}}
  词: {{from: 甲, bands: {{5以上: 好, 不满5: 差}}, note: 供查看}}
  日: {{formula: 考核日 - 1个月, note: 供查看}}
stars:
  过硬星: 甲 ≥ 5
entitlements:
  奖励: 10元
vetoes:
  - {{when: 违规, because: 违规, {veto}}}
"""
    made = loaded(body, {"甲": ("number", [8]), "违规": ("yes_no", [True])})
    assert [(p.code, said in p.message) for p in made.problems if p.code != "R604"][:1] == [(code, True)]


def test_points_lost_are_told_for_a_head_on_which_a_veto_bears() -> None:
    body = """
scores:
  基础: {full: 10, indicators: {项: {formula: 甲, points: 10}}}
vetoes:
  - {on: 基础, when: 违规, effect: {cap: 5}, because: 违规}
"""
    made = rated(body, {"甲": ("number", [8]), "违规": ("yes_no", [False])})
    step = made.scheme.step("基础")
    assert step is not None
    assert [loss.points for loss in explain_step(made, step, 0).losses] == [Fraction(2)]


@pytest.mark.parametrize(
    ("indicator", "code"),
    [
        ("{formula: 没有, points: 10}", "R301"),
        ("{formula: 甲, points: 10, cop: 1}", "R201"),
        ("{formula: 1元}", "R305"),
    ],
)
def test_a_result_that_cannot_be_bound_is_reported_once(indicator: str, code: str) -> None:
    body = f"""
scores:
  基础: {{indicators: {{项: {indicator}}}}}
vetoes:
  - {{on: 基础, when: 违规, effect: {{cap: 5}}, because: 违规}}
  - {{on: 项, when: 违规, effect: {{cap: 5}}, because: 违规}}
"""
    made = loaded(body, {"甲": ("number", [8]), "违规": ("yes_no", [False])})
    assert {problem.code for problem in made.problems} == {code}
