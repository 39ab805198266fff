"""What a rule file may say of stages; the faults one by one are in broken_rules."""

from stardb.quantity import read_period
from stardb.rulebook import load_text

RULES = """\
scheme: 小星
subject: 支部
basis: 试行办法
valid_from: 2020-01-01
tables:
  名册: {key: 村, name: 村, columns: {村: {type: text}}}
  检查表:
    key: 村
    stages: STAGES
    columns:
      村: {type: text}
      人数: {type: number, unit: 人, between: [1, 9]}
      意见: {type: text, note: 供查看}
values:
  每十人: {formula: 人数 / 10, basis: 一}
level: {name: 星级, from: 每十人, bands: {0: 0}, basis: 二}
"""


def _codes(stages: str) -> list[str]:
    loaded = load_text(RULES.replace("STAGES", stages), "r.yaml", read_period("2022"))
    return [one.code for one in loaded.problems if one.severity.value == "错误"]


def test_words_need_a_stage_of_their_own_where_numbers_are_weighed():
    assert _codes("{weigh: {自评: 40%, 县核: 60%}}") == ["R641"]
    assert _codes("{weigh: {自评: 40%, 县核: 60%}, use: [县核, 自评]}") == []


def test_a_weighed_count_is_not_taken_for_a_whole_number():
    loaded = load_text(
        RULES.replace("STAGES", "{weigh: {自评: 40%, 县核: 60%}, use: 县核, missing: zero}"), "r", read_period("2022")
    )
    assert loaded.scheme is not None
    reach = loaded.scheme.reaches["人数"]
    assert (reach.low, reach.high, reach.grain) == (0, 9, None)
