"""Worked cases say what each stage has, or one value for all; expected values worked out by hand."""

from stardb.cases import Suite, SuiteResult, run_cases

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
      得分: {type: number, between: [0, 100]}
level: {name: 星级, from: 得分, bands: {90: 3, 60: 1, 0: 0}, basis: 第二条}
"""


def _run(stages: str, given: str, expect: str) -> SuiteResult:
    cases = f"""\
cases_of: 小星
base: {{as_of: 2022-12-31}}
cases:
  - case: 甲例
    given: {given}
    expect: {expect}
"""
    return run_cases(Suite("rules/r.yaml", RULES.replace("STAGES", stages), "rules/r.cases.yaml", cases))


def _differences(done: SuiteResult) -> list[tuple[str, str, str]]:
    assert not done.problems, [f"{p.place} {p.message}" for p in done.problems]
    return [(one.name, one.expected, one.got) for result in done.results for one in result.differences]


def test_the_first_stage_given_counts():
    use = "{use: [县核, 自评]}"
    assert _differences(_run(use, "{得分: {自评: 92, 县核: 85}}", "{得分: 85, 星级: 1}")) == []
    assert _differences(_run(use, "{得分: {自评: 92}}", "{得分: 92, 星级: 3}")) == []


def test_stages_given_are_weighed():
    # 0.4 × 92 + 0.6 × 87 = 36.8 + 52.2 = 89
    weigh = "{weigh: {自评: 40%, 县核: 60%}}"
    assert _differences(_run(weigh, "{得分: {自评: 92, 县核: 87}}", "{得分: 89, 星级: 1}")) == []
    assert _differences(_run(weigh, "{得分: {自评: 92}}", "{得分: 待定, 星级: 待定}")) == []


def test_one_value_is_what_all_stages_say():
    assert _differences(_run("{weigh: {自评: 40%, 县核: 60%}}", "{得分: 91}", "{得分: 91, 星级: 3}")) == []


def test_a_stage_that_the_table_does_not_have_is_told_at_its_line():
    done = _run("{use: [县核, 自评]}", "{得分: {镇评: 92}}", "{得分: 待定}")
    assert [(p.code, p.found, p.place.line) for p in done.problems] == [("C102", "镇评", 5)]
