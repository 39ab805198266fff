"""A worked case has the evidence it needs, unless it says that there is none."""

from stardb.cases import Suite, run_cases

RULES = """\
scheme: 小星
subject: 支部
basis: 试行办法
valid_from: 2020-01-01
tables:
  名册: {key: 村, name: 村, columns: {村: {type: text}, 收入: {type: money, unit: 万元}}}
stars:
  红星:
    full: 10
    award: 得分 ≥ 6
    basis: 一
    indicators:
      集体收入: {from: 收入, points: 10, bands: {20万元: 10, 0元: 0}, evidence: {without: 待定}, basis: 一}
"""


def _run(given: str, expect: str) -> list[tuple[str, str, str]]:
    cases = f"""\
cases_of: 小星
base: {{as_of: 2022-12-31}}
cases:
  - case: 甲例
    given: {given}
    expect: {expect}
"""
    done = run_cases(Suite("rules/r.yaml", RULES, "rules/r.cases.yaml", cases))
    assert not done.problems, [one.message for one in done.problems]
    return [(one.name, one.expected, one.got) for result in done.results for one in result.differences]


def test_evidence_is_there_where_nothing_is_said():
    assert _run("{收入: 20}", "{红星: 得}") == []


def test_a_case_may_say_that_there_is_none():
    assert _run("{收入: 20, 有佐证(集体收入): 否}", "{红星: 待定, 得分(集体收入): 待定}") == []
    assert _run("{收入: 5, 有佐证(集体收入): 否}", "{红星: 未得, 得分(集体收入): 0}") == []
