"""Cases are proposed at every edge of an input: on it, a step to either side, past the full mark, empty, vetoed."""

import yaml
from worked import SMALL as RULES

from stardb.cases import Suite, propose_cases, run_cases

CASES = """\
cases_of: 试评办法
base: {as_of: 2022-12-31, given: {收入: 30万元, 次数: 1}}
cases:
  - {case: 平常, given: {达标: 否}, expect: {产业星: 得}}
"""


def proposed(cases: str | None = CASES, rules: str = RULES) -> str:
    text = propose_cases(Suite("r.yaml", rules, "r.cases.yaml", cases))
    assert text is not None
    return text


def titles(text: str, column: str) -> list[str]:
    return [
        case["case"].removeprefix(f"{column} ")
        for case in yaml.safe_load(text)["cases"]
        if case["case"].startswith(f"{column} ")
    ]


def test_each_edge_and_one_step_to_either_side() -> None:
    assert titles(proposed(), "收入") == [
        "49万元",
        "50万元",
        "51万元",
        "19万元",
        "20万元",
        "21万元",
        "-1万元",
        "0万元",
        "1万元",
        "空白",
    ]


def test_where_points_reach_their_full_mark_and_past_it() -> None:
    assert titles(proposed(), "次数") == ["0", "2", "2.4", "2.5", "2.6", "空白"]  # 5 ÷ 2 = 2.5


def test_both_answers_of_a_condition_and_every_veto() -> None:
    text = proposed()
    assert titles(text, "通报") == ["是"]
    assert titles(text, "达标") == ["是", "空白"]
    vetoed = next(case for case in yaml.safe_load(text)["cases"] if case["case"] == "通报 是")
    assert vetoed["expect"]["产业星"] == "不得"


def test_a_value_its_column_may_not_hold_is_not_proposed() -> None:
    rules = RULES.replace("收入: {type: money, unit: 万元}", "收入: {type: money, unit: 万元, between: [0元, 50万元]}")
    assert "51万元" not in titles(proposed(rules=rules), "收入")
    assert "-1万元" not in titles(proposed(rules=rules), "收入")


def test_edges_are_stepped_by_their_last_written_digit() -> None:
    rules = RULES.replace("20万元: 20", "12.5万元: 20")
    assert titles(proposed(rules=rules), "收入")[3:6] == ["12.4万元", "12.5万元", "12.6万元"]


def test_what_turns_on_a_reckoned_number_is_listed_in_a_comment() -> None:
    assert "# 没有拟出（按算出的数分界，要自己拟）：产业星：得分(产业星) 20\n" in proposed()


def test_proposals_say_they_want_confirming_and_hold_as_they_are() -> None:
    text = proposed()
    assert text.startswith("# 请逐例核对，无误后删去 confirm。\n")
    done = run_cases(Suite("r.yaml", RULES, "r.cases.yaml", text))
    assert not done.problems
    assert len(done.to_confirm) == len(done.results) > 10
    assert all(result.passed for result in done.results)


def test_without_any_case_it_starts_from_the_plainest_subject() -> None:
    text = proposed(None)
    assert yaml.safe_load(text)["base"]["given"] == {"收入": "1万元", "次数": 1, "达标": "否"}
    assert all(result.passed for result in run_cases(Suite("r.yaml", RULES, "r.cases.yaml", text)).results)


def test_rules_that_cannot_be_loaded_propose_nothing() -> None:
    assert propose_cases(Suite("r.yaml", "scheme: 甲", "r.cases.yaml", None)) is None
    assert propose_cases(Suite("r.yaml", RULES, "r.cases.yaml", "cases_of: 试评办法")) is None
    assert propose_cases(Suite("r.yaml", RULES.replace("得分 ≥", "得芬 ≥"), "r.cases.yaml", CASES)) is None


def test_the_same_rules_propose_the_same_cases() -> None:
    assert proposed() == proposed()


NOTHING_TURNS = """\
scheme: 试评办法
subject: 村
basis: 试评
valid_from: 2022-01-01
tables:
  名册:
    key: 村
    name: 村
    group: 乡
    columns:
      村: {type: text, required: true}
      乡: {type: text, required: true}
      甲: {type: number}
      乙: {type: number}
scores: {实绩: {basis: 一, indicators: {合: {formula: 甲 + 乙, basis: 一}}}}
"""


def test_where_nothing_turns_on_a_column_there_is_a_case_all_the_same() -> None:
    for cases in (
        None,
        "cases_of: 试评办法\nbase: {as_of: 2022-12-31}\ncases:\n  - {case: 一, given: {甲: 1, 乙: 2}, expect: {总分: 3}}\n",
        "cases_of: 试评办法\nbase: {as_of: 2022-12-31}\ncases:\n"
        "  - {case: 一, subjects: [{name: 子, given: {甲: 1, 乙: 2}, expect: {总分: 3}}]}\n",
    ):
        made = propose_cases(Suite("r.yaml", NOTHING_TURNS, "r.cases.yaml", cases))
        assert made is not None
        done = run_cases(Suite("r.yaml", NOTHING_TURNS, "r.cases.yaml", made))
        assert (done.problems, len(done.results), done.results[0].differences) == ((), 1, ())
