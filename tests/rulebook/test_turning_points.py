"""Where the answer of a clause changes: at the values its conditions compare with, and nowhere else."""

from datetime import date
from fractions import Fraction

from stardb.quantity import read_period
from stardb.rulebook import find_edges, find_turning_points, load_text

RULES = """\
scheme: 试行
subject: 支部
basis: 文件
valid_from: 2022-01-01
parameters: {线: {2022-01-01: 70}}
tables:
  名册:
    key: 名称
    name: 名称
    columns:
      名称: {type: text}
      到会: {type: number, unit: 人}
      应到: {type: number, unit: 人, between: [1, 500]}
      分: {type: number}
      公示: {type: yes_no}
      离任: {type: date}
      类别: {type: choice, choices: [甲, 乙]}
values:
  合格: 到会 / 应到 < 2/3 或 分 ≥ 线 且 公示 = 否 或 离任 > 2022-06-30 或 类别 在 (甲)
stars:
  星: {from: 合格, yes: 1}
"""


def test_a_condition_changes_at_what_it_compares_names_with() -> None:
    """到会 / 应到 < 2/3 says nothing of 应到 alone, least of all that it changes at 2."""
    loaded = load_text(RULES, "a.yaml", read_period("2022"))
    assert loaded.scheme is not None, loaded.problems
    found = {(turn.name, turn.value) for turn in find_turning_points(loaded.scheme) if turn.step.name == "合格"}
    day = Fraction(date(2022, 6, 30).toordinal() - date(1970, 1, 1).toordinal())
    assert found == {("分", Fraction(70)), ("公示", True), ("公示", False), ("离任", day), ("类别", "甲")}
    assert find_edges(loaded.scheme) == {"分": (Fraction(70),), "离任": (day,)}


def test_the_clause_that_gives_the_places_of_a_quota_changes_at_its_bands() -> None:
    rules = RULES.replace("      公示:", "      村数: {type: number, between: [0, 100]}\n      公示:") + (
        "grade: {name: 等次, from: 分, bands: {80: 优, 0: 良}, basis: 试}\nquotas:\n"
        "  - {of: 优, group: 村数, at_most: {from: 村数, bands: {0至10: 1, 11以上: 2}}, order: 分, overflow: 良, basis: 试}\n"
    )
    loaded = load_text(rules, "a.yaml", read_period("2022"))
    assert loaded.scheme is not None, loaded.problems
    found = {turn.value for turn in find_turning_points(loaded.scheme) if turn.name == "村数"}
    assert found == {0, 10, 11}
