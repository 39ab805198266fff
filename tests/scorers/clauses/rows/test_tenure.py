"""Years of service by 湍水头镇 art. 5(2): breaks up to a year bridged, longer ones deducted, forfeiture, one day at a time."""

from datetime import date
from typing import Any

import pytest
from rating import loaded, rated, reasons, results

REASONS = "choice, blank: 在任, choices: [在任, 换届, 调整, 免职, 撤职]"
TENURE = "{tenure: 任职经历, from: 起, to: 止, where: '职务 在 (书记, 主任)', bridge: 1年, forfeit_when: '离任原因 在 (免职, 撤职)'}"
POSTS = "choice, choices: [书记, 主任, 其他]"


def records(*rows: tuple[Any, ...]) -> dict[str, Any]:
    """Rows (from, to, reason, post), all one person's."""
    full = [(0, *row, *("换届", "书记")[len(row) - 2 :]) for row in rows]
    return {"任职经历": ({"起": "date", "止": "date, blank: 至今", "离任原因": REASONS, "职务": POSTS}, full)}


def months(*rows: tuple[Any, ...], as_of: date = date(2022, 12, 31), clause: str = TENURE) -> Any:
    made = rated(f"values:\n  年限: {clause}", {"甲": ("number", [0])}, records(*rows), as_of)
    return results(made, "年限")[0]


def test_the_last_day_of_a_post_counts() -> None:
    assert months(("2010-01-01", "2010-12-31")) == 12
    assert months(("2010-01-01", "2010-12-30")) == 11
    assert months(("2010-01-01", "2011-01-01")) == 12


def test_who_is_still_in_office_has_served_up_to_the_day_of_the_appraisal() -> None:
    assert months(("2012-01-01", None)) == 132
    assert months(("2012-01-01", "2030-01-01")) == 132
    assert months(("2012-01-01", None), as_of=date(2022, 12, 30)) == 131


def test_a_post_that_begins_after_the_day_of_the_appraisal_does_not_count_yet() -> None:
    assert months(("2023-01-01", None), ("2022-01-01", "2022-06-30")) == 6


def test_a_break_of_exactly_one_year_is_bridged_and_a_day_more_is_deducted() -> None:
    """Out on 2010-06-30; one year on, 2011-06-30, is the last day of the break, so back on 2011-07-01 is in time."""
    before, back, late = ("2005-07-01", "2010-06-30"), ("2011-07-01", "2015-06-30"), ("2011-07-02", "2015-07-01")
    assert months(before, back) == 120
    assert months(before, late) == 60 + 48


def test_a_bridged_break_in_a_leap_year() -> None:
    """A year from 2012-02-29 is complete with 2013-02-28."""
    assert months(("2010-03-01", "2012-02-28"), ("2013-02-28", "2014-02-27")) == 48 - 1
    assert months(("2010-03-01", "2012-02-28"), ("2013-03-01", "2014-02-28")) == 23 + 12  # 29 February was not served


def test_a_break_is_said_to_be_deducted() -> None:
    rows = records(("2000-01-01", "2004-12-31"), ("2008-01-01", "2010-12-31"))
    assert "分2段（扣除中断）" in reasons(TENURE, {"甲": ("number", [0])}, rows)[0]


def test_posts_held_at_once_count_once() -> None:
    """一肩挑: secretary 2010–2014 and village head 2012–2016 are seven years."""
    assert months(("2010-01-01", "2014-12-31"), ("2012-01-01", "2016-12-31", "换届", "主任")) == 84
    assert months(("2010-01-01", "2016-12-31"), ("2012-01-01", "2013-12-31", "换届", "主任")) == 84


def test_other_posts_do_not_count() -> None:
    assert months(("2010-01-01", "2014-12-31", "调整", "其他"), ("2015-01-01", "2016-12-31")) == 24


@pytest.mark.parametrize("reason", ["免职", "撤职"])
def test_who_was_dismissed_starts_anew(reason: str) -> None:
    assert (
        months(("2000-01-01", "2009-12-31"), ("2010-01-01", "2012-12-31", reason), ("2013-01-01", "2017-12-31")) == 60
    )
    assert months(("2000-01-01", "2009-12-31", reason)) == 0


def test_an_honest_end_forfeits_nothing() -> None:
    assert months(("2000-01-01", "2009-12-31", "换届"), ("2010-01-01", "2012-12-31", "调整")) == 156


def test_a_dismissal_after_the_day_of_the_appraisal_has_not_happened_yet() -> None:
    assert months(("2012-01-01", "2023-03-31", "免职")) == 132
    assert months(("2012-01-01", "2023-03-31", "免职"), as_of=date(2023, 12, 31)) == 0


def test_whether_it_was_a_dismissal_must_be_known_once_it_is_over() -> None:
    clause = TENURE
    without_blank = {
        "起": "date",
        "止": "date, blank: 至今",
        "离任原因": "choice, choices: [换届, 免职, 撤职]",
        "职务": POSTS,
    }

    def served(*rows: tuple[Any, ...]) -> Any:
        made = rated(
            f"values:\n  年限: {clause}",
            {"甲": ("number", [0])},
            {"任职经历": (without_blank, [(0, *r) for r in rows])},
        )
        return results(made, "年限")[0]

    assert served(("2010-01-01", "2014-12-31", None, "书记")) is None
    assert served(("2010-01-01", None, None, "书记")) == 156
    assert served(("2010-01-01", "2014-12-31", None, "其他")) == 0
    # whatever ended the first post, the later dismissal forfeits it
    assert served(("2010-01-01", "2014-12-31", None, "书记"), ("2015-01-01", "2016-12-31", "撤职", "书记")) == 0


def test_a_beginning_that_cannot_be_read_leaves_it_undecided() -> None:
    assert months((None, "2014-12-31"), ("2015-01-01", "2016-12-31")) is None
    assert months((None, "2014-12-31", "换届", "其他"), ("2015-01-01", "2016-12-31")) == 24
    assert months(("2010-01-01", "2014-12-31", "换届", None)) is None


def test_an_end_before_the_beginning_is_a_mistake_not_nothing() -> None:
    assert months(("2014-12-31", "2010-01-01")) is None
    assert months(("2014-12-31", "2010-01-01", "换届", "其他"), ("2015-01-01", "2015-12-31")) == 12


def test_nobodys_rows_are_no_years() -> None:
    assert months() == 0


MONTH_ENDS = [
    ("2022-01-31", "2022-02-28", 1),  # 31 January to the end of February
    ("2022-01-31", "2022-03-30", 2),
    ("2020-02-29", "2021-02-28", 12),
    ("2020-02-29", "2021-02-27", 12),  # a month from the 29th ends with the 27th where February has 28 days
    ("2020-02-29", "2021-02-26", 11),
    ("2020-02-01", "2020-02-29", 1),
    ("2021-08-31", "2021-09-30", 1),
    ("1969-12-01", "1970-01-31", 2),
]


@pytest.mark.parametrize(("start", "end", "expected"), MONTH_ENDS)
def test_full_months_at_the_ends_of_months(start: str, end: str, expected: int) -> None:
    assert months((start, end)) == expected


def test_without_a_bridge_only_posts_that_meet_are_one() -> None:
    clause = "{tenure: 任职经历, from: 起, to: 止}"
    assert months(("2010-01-01", "2010-06-15"), ("2010-06-16", "2010-12-31"), clause=clause) == 12
    assert months(("2010-01-01", "2010-06-15"), ("2010-06-17", "2010-12-31"), clause=clause) == 5 + 6


REFUSED = [
    ("{tenure: 任职经厉, from: 起, to: 止}", "R301", "是不是“任职经历”"),
    ("{tenure: 任职经历, from: 起, to: 上}", "R301", "没有“上”"),
    ("{tenure: 任职经历, from: 离任原因, to: 止}", "R302", "日期"),
    ("{tenure: 任职经历, from: 起, to: 止, bridge: 1}", "R305", "这里要时长"),
    ("{tenure: 任职经历, from: 起}", "R202", "to"),
    ("{tenure: 任职经历, from: 起, to: 止, forfeit_when: 离任原因 = 罢免}", "R302", "“罢免”不是可填的选项"),
]


@pytest.mark.parametrize(("clause", "code", "said"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_cannot_be_is_refused(clause: str, code: str, said: str) -> None:
    problems = loaded(f"values:\n  年限: {clause}", {}, records()).problems
    assert [p.code for p in problems] == [code]
    assert said in problems[0].message


TWICE = TENURE.replace("bridge", "one_per: {same: 起, before_where: true, keep: worst, by: 止}, bridge")


def test_of_a_post_reported_twice_the_one_the_rule_says_counts() -> None:
    """2010 alone, for the report that says it ended in 2010 counts; without the rule both years, as the other says."""
    rows = (("2010-01-01", "2011-12-31"), ("2010-01-01", "2010-12-31"))
    assert months(*rows) == 24
    assert months(*rows, clause=TWICE) == 12


def test_a_displaced_row_neither_counts_nor_forfeits() -> None:
    """The row of a dismissal is displaced by one of another post that ended earlier, which does not count."""
    rows = (
        ("2010-01-01", "2011-12-31", "免职"),
        ("2010-01-01", "2010-12-31", "换届", "其他"),
        ("2005-01-01", "2005-12-31"),
    )
    assert months(*rows) == 0
    assert months(*rows, clause=TWICE) == 12


def test_two_reports_that_end_alike_are_one_whichever_counts_and_otherwise_undecided() -> None:
    assert months(("2010-01-01", "2010-12-31"), ("2010-01-01", "2010-12-31"), clause=TWICE) == 12
    by_start = TWICE.replace("by: 止", "by: 起")
    assert months(("2010-01-01", "2010-12-31"), ("2010-01-01", "2011-12-31"), clause=by_start) is None
