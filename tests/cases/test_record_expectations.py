"""A case may expect something of the rows it gives: computed columns and validity, row by row in the order given."""

from pathlib import Path

from stardb.cases import Suite, SuiteResult, run_cases

RULES = (Path(__file__).resolve().parents[2] / "docs" / "cookbook" / "validity.yaml").read_text(encoding="utf-8")
RULES = RULES.replace(
    "    valid_for:",
    "    computed: {满一年: 认定日期 + 1年 ≤ 考核日, 分值: {from: 级别, choices: {国家级: 5, 省部级: 3, 县级: 1}}}\n    valid_for:",
)


def ran(
    expect: str, given: str = "[{级别: 国家级, 认定日期: 2018-01-01}, {级别: 县级, 认定日期: 2022-06-01}]"
) -> SuiteResult:
    return run_cases(
        Suite(
            "r.yaml",
            RULES,
            "r.cases.yaml",
            f"cases_of: 荣誉加分\nbase: {{as_of: 2022-12-31}}\ncases:\n  - {{case: 甲例, given: {{荣誉: {given}}}, expect: {{荣誉: {expect}}}}}\n",
        )
    )


def test_what_the_rows_come_to_is_compared_in_the_order_given() -> None:
    done = ran("[{分值: 5, 满一年: 是, valid: 是}, {分值: 1, 满一年: 否}]")
    assert not done.problems
    assert [result.passed for result in done.results] == [True]


def test_a_difference_names_the_row_and_says_why() -> None:
    done = ran("[{分值: 3, valid: 否}]")
    found = [(one.name, one.expected, one.got, one.reason) for result in done.results for one in result.differences]
    assert found == [
        ("荣誉第1行·分值", "3", "5", "级别 国家级，为5"),
        ("荣誉第1行·valid", "否", "是", "自2018-01-01起，有效期5年，到2022-12-31止，考核日在有效期内"),
    ]
    assert [one.clause.place.line for result in done.results for one in result.differences if one.clause] == [20, 21]


def test_a_row_that_is_not_there_and_one_that_is_undecided() -> None:
    done = ran("[{分值: 待定}, {分值: 1}]", "[{级别: , 认定日期: 2022-01-01}]")
    found = [(one.name, one.expected, one.got) for result in done.results for one in result.differences]
    assert found == [("荣誉第2行·分值", "1", "没有这一行")]


def test_what_is_not_computed_of_a_row_cannot_be_expected() -> None:
    done = ran("[{分植: 5}]")
    assert [(p.code, "是不是“分值”" in p.message) for p in done.problems] == [("C102", True)]
    assert [p.code for p in ran("5").problems] == ["C103"]
