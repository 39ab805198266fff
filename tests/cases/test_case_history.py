"""What a case says of earlier periods: months for a month, the months of a year for the year."""

from typing import Any

import pytest

from stardb.cases import Suite, SuiteResult, run_cases

RULES = """\
scheme: 月考
subject: 村
basis: 试
valid_from: 2020-01-01
every: {every}
tables:
  名册:
    key: 村
    name: 村
    group: 乡镇
    columns:
      村: {{type: text}}
      乡镇: {{type: text}}
      得分: {{type: number}}
values:
  月得分: {{formula: 得分, basis: 一}}
  上期得分: {{formula: '缺则({previous}(月得分), 0)', basis: 一}}
entitlements:
  奖: {{formula: 月得分 * 1元, basis: 一}}
publish: [上期得分]
"""


def ran(case: str, every: str = "[month, year]", previous: str = "上期") -> SuiteResult:
    cases = f"cases_of: 月考\nbase: {{period: 2022-06}}\ncases:\n  - {{case: 甲, given: {{得分: 5}}, {case}}}\n"
    return run_cases(Suite("r.yaml", RULES.format(every=every, previous=previous), "r.cases.yaml", cases))


def test_the_period_before_a_month_is_the_month_before() -> None:
    assert ran("last: {月得分: 3}, expect: {上期得分: 3}").passed
    assert ran("before: [{period: 2022-05, 月得分: 3}], expect: {上期得分: 3}").passed
    assert ran("before: [{period: 2021, 月得分: 3}], expect: {上期得分: 0}").passed  # a year is no month
    assert ran("before: [{period: 2022-04, 月得分: 3}], expect: {上期得分: 待定}").passed  # not rated in May
    assert ran("before: [{period: 2021, 月得分: 3}], expect: {上期得分: 3}", previous="上年").passed
    assert ran("period: 2022, last: {月得分: 3}, expect: {上期得分: 3}").passed
    assert ran("period: 2022-01, last: {月得分: 3}, expect: {上期得分: 3}").passed


FAULTS: list[tuple[str, dict[str, Any], str]] = [
    ("before: [{period: 2022-07, 月得分: 3}]", {}, "以前的一期2022年7月不早于本例的2022年6月"),
    ("before: [{period: 2022-06, 月得分: 3}]", {}, "以前的一期2022年6月不早于本例的2022年6月"),
    (
        "before: [{period: 2022年5月, 月得分: 3}]",
        {},
        "以前的一期要写明是哪个时期（period）：“2022年5月”不是一个时期；是不是 2022-05？",
    ),
    ("before: [{月得分: 3}]", {}, "以前的一期要写明是哪个时期（period）"),
    ("before: [{period: 2022Q1, 月得分: 3}]", {}, "本办法按月、按年评，以前的一期不能是2022年第一季度"),
    ("before: [{period: 2022-05, 月得分: 3}, {period: 2022-04, 月得分: 3}]", {}, "以前各期要从早到晚写，一期一项"),
    ("before: [{period: 2022-05, 月得分: 3}], last: {月得分: 3}", {}, "以前各期要从早到晚写，一期一项"),
    ("before: [{period: 2022-05, as_of: 2022-07-01, 月得分: 3}]", {}, "以前的考核日2022-07-01不早于本例的2022-06-30"),
]


@pytest.mark.parametrize(("told", "more", "message"), FAULTS)
def test_what_cannot_be_an_earlier_period_is_told(told: str, more: dict[str, Any], message: str) -> None:
    found = ran(f"{told}, expect: {{上期得分: 3}}", **more).problems
    assert [(p.code, p.message) for p in found] == [("C104", message)]


def test_what_is_rated_once_has_no_earlier_period() -> None:
    rules = RULES.format(every="once", previous="上期").replace(
        "  上期得分: {formula: '缺则(上期(月得分), 0)', basis: 一}\n", ""
    )
    cases = "cases_of: 月考\nbase: {period: 2022}\ncases:\n  - {case: 甲, given: {得分: 5}, last: {月得分: 3}, expect: {奖: 5元}}\n"
    found = run_cases(Suite("r.yaml", rules.replace("publish: [上期得分]\n", ""), "r.cases.yaml", cases)).problems
    assert [(p.code, p.message) for p in found] == [("C104", "本办法只评一次，没有以前的时期")]
