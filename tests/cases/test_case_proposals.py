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


TOTALS = """\
scheme: 试评办法
subject: 支部
basis: 试评
valid_from: 2022-01-01
tables:
  名册:
    key: 村
    name: 村
    group: 乡镇
    columns:
      村: {type: text, required: true}
      乡镇: {type: text, required: true}
      甲: {type: number, between: [0, 60], whole: true}
      乙: {type: number, between: [0, 40], whole: true}
      票: {type: number, between: [0, 50], whole: true, unit: 票}
      到会: {type: number, between: [0, 50], whole: true, unit: 人}
values:
  总分数: {formula: 甲 + 乙, basis: 一}
grade:
  name: 等次
  from: 总分数
  bands: {90以上: 好, 不满90: 差}
  undecided_when: {when: 票 > 到会, because: 票比人多}
  basis: 一
"""
TOTAL_CASES = """\
cases_of: 试评办法
base: {as_of: 2022-12-31, given: {甲: 50, 乙: 35, 票: 20, 到会: 30}}
cases:
  - {case: 平常, given: {}, expect: {等次: 差}}
"""


def test_edges_of_a_computed_number_are_found_by_changing_one_column() -> None:
    text = proposed(TOTAL_CASES, TOTALS)
    # 50 + 35 is 85: 甲 55 just makes 90, one short is 89, one past 91
    assert titles(text, "甲") == ["54", "55", "56", "空白"]
    made = {case["case"]: case["expect"] for case in yaml.safe_load(text)["cases"]}
    assert (made["甲 54"]["总分数"], made["甲 54"]["等次"]) == (89, "差")
    assert (made["甲 55"]["总分数"], made["甲 55"]["等次"]) == (90, "好")
    # 票 against 到会: 30 are as many as came, 31 are too many
    assert titles(text, "票") == ["29", "30", "31", "空白"]
    assert (made["票 30"]["等次"], made["票 31"]["等次"]) == ("差", "待定")


def test_an_edge_that_no_column_alone_reaches_is_listed_in_a_comment() -> None:
    text = proposed(TOTAL_CASES.replace("乙: 35", "乙: 5"), TOTALS)  # 60 + 5 and 50 + 40 at most: 90 is reached by 乙
    assert titles(text, "乙") == ["39", "40", "空白"]
    far = proposed(TOTAL_CASES.replace("甲: 50, 乙: 35", "甲: 10, 乙: 5"), TOTALS)
    assert "# 没有拟出（只改一栏到不了这个界，要自己拟）：等次：总分数 90\n" in far


def test_an_edge_that_is_one_of_the_column_itself_is_proposed_once() -> None:
    assert "产业星：得分(产业星) 20" not in proposed()  # 收入 20万元 brings it there


def test_what_test_would_refuse_is_not_proposed() -> None:
    for text, rules in ((proposed(TOTAL_CASES, TOTALS), TOTALS), (proposed(), RULES)):
        done = run_cases(Suite("r.yaml", rules, "r.cases.yaml", text))
        assert not done.problems
        assert all(result.passed for result in done.results)


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
