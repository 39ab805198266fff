"""What can never matter in a rule file is pointed out: told from the rules and the columns' bounds alone."""

import pytest
from rating import loaded

COLUMNS = {
    "得票": ("number, between: [0, 100]", []),
    "缺席": ("number, unit: 次, between: [0, 20]", []),
    "收入": ("money", []),
    "增幅": ("percent, between: [0%, 50%]", []),
    "考核等次": ("choice, choices: [优秀, 合格, 不合格]", []),
    "达标": ("yes_no", []),
}

IDLE = [
    ("{when: 得票 > 100, amount: 5}", "R470", "“得票 > 100”永远不成立"),
    ("{when: 得票 ≥ 0, amount: 5}", "R471", "“得票 ≥ 0”总是成立"),
    ("{when: 得票 / 2 > 60 或 考核等次 在 (优秀), amount: 5}", "", ""),
    ("{when: 得票 / 2 > 60 且 考核等次 = 优秀, amount: 5}", "R470", "永远不成立"),
    ("{when: 考核等次 = 优秀 且 考核等次 ≠ 优秀, amount: 5}", "", ""),  # not told: each part can hold
    ("{from: 得票, bands: {120: 3, 60: 2, 0: 1}}", "R472", "“120”永远轮不到"),
    ("{from: 得票, bands: {100: 3, 60: 2, 0: 1}}", "", ""),
    ("{from: 收入, bands: {120元: 3, 60元: 2, 0元: 1}}", "", ""),
    ('{from: "最大(得票, 60)", bands: {80以上: 3, 满60不满80: 2, 不满60: 1}}', "R472", "“不满60”永远轮不到"),
    ("{from: 缺席, per: 1次, each: -2, between: [0, 10]}", "R473", "无论怎么填都得0"),
    ("{from: 缺席, per: 1次, each: -2, points: 10}", "", ""),
    ("{from: 增幅, points: 10, linear: {from: 0%, to: 60%}, round: 0.1}", "R472", "“得满分”永远轮不到"),
    ("{from: 增幅 ≥ 60%, yes: 10}", "R472", "“yes”永远轮不到"),
    ("{decide: [{when: 得票 ≥ 0, give: 1}, {when: 得票 ≥ 90, give: 2}]}", "R471", "“得票 ≥ 0”总是成立"),
    ("{decide: [{when: 得票 ≥ 60, give: 1}, {when: 得票 > 100, give: 2}], otherwise: 0}", "R470", "永远不成立"),
    ("{formula: 得票 * 0, round: 1}", "R473", "无论怎么填都得0"),
]


@pytest.mark.parametrize(("clause", "code", "said"), IDLE, ids=[case[0] for case in IDLE])
def test_what_can_never_matter_is_said(clause: str, code: str, said: str) -> None:
    found = [p for p in loaded(f"values:\n  得数: {clause}", COLUMNS).problems if p.code.startswith("R47")]
    assert (found[0].code if found else "") == code
    assert said in (found[0].message if found else "")


def test_a_veto_that_can_never_hold_is_found_at_its_condition() -> None:
    body = """\
values: {新星: {from: 得票, per: 50, each: 1}}
level: {name: 星级, formula: 新星}
vetoes:
  - {when: 新星 ≥ 3, effect: {cap: 1}, because: 不得超过}
"""
    (found,) = [p for p in loaded(body, COLUMNS).problems if p.code.startswith("R47")]
    assert (found.code, found.message.partition("（")[0]) == ("R470", "条件“新星 ≥ 3”永远不成立")
    line = loaded(body, COLUMNS).problems[0]
    assert found.place.column == body.splitlines()[3].index("新星") + 1, line


def test_a_star_out_of_reach_is_found() -> None:
    body = """\
stars:
  红星:
    full: 20
    award: 得分 ≥ 30
    indicators:
      甲项: {from: 得票, points: 10, linear: {from: 0, to: 100}, round: 0.1}
      乙项: {from: 达标, points: 10, yes: 10}
"""
    found = [p for p in loaded(body, COLUMNS).problems if p.code == "R470"]
    assert ["得分(红星) ≥ 30" in p.message for p in found] == [True]


def test_a_condition_on_a_parameter_alone_is_left_to_the_parameter() -> None:
    body = "parameters: {启用: {2020-01-01: 0}}\nvalues: {得数: {when: 启用 = 1, amount: 5}}"
    assert not [p for p in loaded(body, COLUMNS).problems if p.code.startswith("R47")]


def test_a_clause_that_never_applies_is_told_once() -> None:
    clause = "{when: 得票 > 100, from: 得票, bands: {120: 3, 0: 1}}"
    assert [p.code for p in loaded(f"values:\n  得数: {clause}", COLUMNS).problems if p.code.startswith("R47")] == [
        "R470"
    ]
