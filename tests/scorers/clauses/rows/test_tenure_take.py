"""Years of service: in all, unbroken or most recent; up to a day; and dismissals from any post."""

from fractions import Fraction
from typing import Any

import pytest
from rating import loaded, rated, reasons, results, worth

POSTS = {
    "起": "date",
    "止": "date, blank: 至今",
    "职务": "choice, choices: [书记, 主任, 文书, 其他]",
    "离任原因": "choice, choices: [在任, 换届, 免职]",
}
BASE = "tenure: 任职经历, from: 起, to: 止"
ONE = {"甲": ("number", [0])}


def posts(*rows: tuple[Any, ...]) -> dict[str, Any]:
    """Rows (from, to, post, reason), all one person's."""
    full = [(0, *row, *("书记", "换届")[len(row) - 2 :]) for row in rows]
    return {"任职经历": (POSTS, full)}


def months(more: str, *rows: tuple[Any, ...]) -> Any:
    return worth(f"{{{BASE}{', ' if more else ''}{more}}}", ONE, posts(*rows))[0]


BROKEN = (("1980-01-01", "1999-12-31"), ("2005-01-01", "2009-12-31"))
"""20 years unbroken, then 5 after a break of 5."""


def test_in_all_the_longest_and_the_most_recent_stretch() -> None:
    assert months("", *BROKEN) == months("take: total", *BROKEN) == 25 * 12
    assert months("take: longest", *BROKEN) == 20 * 12
    assert months("take: last", *BROKEN) == 5 * 12


def test_a_bridged_break_is_no_break_of_a_stretch() -> None:
    rows = (("2000-01-01", "2004-12-31"), ("2005-07-01", "2009-12-31"))
    assert months("take: longest, bridge: 1年", *rows) == 120
    assert months("take: longest", *rows) == 60


@pytest.mark.parametrize(
    ("rows", "entitled"),
    [
        ([("1980-01-01", "1999-12-31")], True),  # 20 years unbroken
        ([("1980-01-01", "1999-12-30")], False),
        ([("1980-01-01", "1992-06-30"), ("1995-01-01", "2007-06-30")], True),  # 12.5 + 12.5 = 25 in all
        ([("1980-01-01", "1992-06-30"), ("1995-01-01", "2007-06-29")], False),
    ],
)
def test_twenty_years_unbroken_or_twenty_five_in_all(rows: list[tuple[str, str]], entitled: bool) -> None:
    """沽源县: a 正职 who left qualifies with 连续20年以上 or 累计25年."""
    body = (
        f"values:\n  累计: {{{BASE}}}\n  连续: {{{BASE}, take: longest}}\n"
        "  得数: {from: 连续 ≥ 20年 或 累计 ≥ 25年, yes: 1}"
    )
    assert results(rated(body, ONE, posts(*rows)), "得数") == [entitled]


def test_full_terms_of_three_years_each() -> None:
    """某县: 12 months a year, 3 years a term, each full term 20 元; 10 years and 11 months are 3 terms."""
    body = f"values:\n  年限: {{{BASE}}}\n  得数: {{from: 年限, per: 3年, each: 20元}}"
    made = rated(body, ONE, posts(("2000-01-01", "2010-11-30")))
    assert results(made, "得数") == [Fraction(60)]


def test_posts_held_at_once_count_once_in_every_way() -> None:
    rows = (("2000-01-01", "2005-12-31"), ("2003-01-01", "2009-12-31", "主任"))
    assert [months(f"take: {take}", *rows) for take in ("total", "longest", "last")] == [120, 120, 120]


def test_years_up_to_a_day_in_the_rule() -> None:
    """安龙县: years served by 2008-12-31."""
    rows = (("2000-01-01", None), ("2010-01-01", None))
    assert months("as_of: 2008-12-31", *rows) == 9 * 12
    assert months("as_of: 2008-12-30", *rows) == 9 * 12 - 1
    assert months("as_of: 1999-12-31", *rows) == 0


def test_years_up_to_each_ones_own_day() -> None:
    columns = {"离任日": ("date, blank: 至今", ["2008-12-31", None, "2009-06-30"])}
    rows = {"任职经历": ({"起": "date", "止": "date"}, [(i, "2000-01-01", "2022-12-31") for i in range(3)])}
    clause = f"{{{BASE}, as_of: 离任日}}"
    assert worth(clause, columns, rows) == [108, 276, 114]
    assert "（算到离任日 2008-12-31）" in reasons(clause, columns, rows)[0]


def test_without_the_day_up_to_which_it_is_undecided() -> None:
    columns = {"离任日": ("date", ["2008-12-31", None])}
    rows = {"任职经历": ({"起": "date", "止": "date"}, [(i, "2000-01-01", "2022-12-31") for i in range(2)])}
    clause = f"{{{BASE}, as_of: 离任日}}"
    assert worth(clause, columns, rows) == [108, None]
    assert reasons(clause, columns, rows)[1] == "离任日未知，待定"


def test_a_dismissal_after_the_day_has_not_happened_by_then() -> None:
    rows = (("2000-01-01", "2010-12-31", "书记", "免职"),)
    more = "forfeit_when: 离任原因 = 免职"
    assert months(f"{more}, as_of: 2008-12-31", *rows) == 108
    assert months(more, *rows) == 0


CHIEF = "where: '职务 在 (书记, 主任)', forfeit_when: 离任原因 = 免职"


def test_a_dismissal_from_any_post_forfeits_what_was_before() -> None:
    """Secretary 2000–2004, dismissed as clerk at the end of 2006, secretary again from 2008: three years."""
    rows = (
        ("2000-01-01", "2004-12-31"),
        ("2005-01-01", "2006-12-31", "文书", "免职"),
        ("2008-01-01", "2010-12-31"),
    )
    assert months(CHIEF, *rows) == 36
    trace = rated(f"values:\n  得数: {{{BASE}, {CHIEF}}}", ONE, posts(*rows)).scored["得数"].rows[0]
    told = [trace.roles[k] for k in trace.role]
    assert told[0].startswith("因免职")
    assert told[1].startswith("不在计算范围，但因免职")
    assert told[2] == "计入"


def test_a_post_that_runs_through_a_dismissal_from_another_counts_from_then() -> None:
    rows = (("2000-01-01", "2009-12-31"), ("2000-01-01", "2004-12-31", "文书", "免职"))
    assert months(CHIEF, *rows) == 60


def test_whether_another_post_ended_in_dismissal_matters_only_where_there_is_something_to_lose() -> None:
    maybe = ("2005-01-01", "2006-12-31", "文书", None)
    assert months(CHIEF, ("2000-01-01", "2004-12-31"), maybe) is None
    assert months(CHIEF, ("2007-01-01", "2010-12-31"), maybe) == 48
    assert months(CHIEF, maybe) == 0
    later = ("2008-01-01", "2008-12-31", "文书", "免职")
    assert months(CHIEF, ("2000-01-01", "2004-12-31"), maybe, later) == 0


def test_a_dismissal_of_unknown_day_may_have_come_after() -> None:
    records = {"任职经历": ({**POSTS, "止": "date"}, [(0, "2000-01-01", "2004-12-31", "书记", "换届"),
                                                 (0, "2001-01-01", None, "文书", "免职")])}  # fmt: skip
    assert worth(f"{{{BASE}, {CHIEF}}}", ONE, records) == [None]


def test_the_sentence_says_which_stretch_was_taken() -> None:
    assert reasons(f"{{{BASE}, take: longest}}", ONE, posts(*BROKEN)) == [
        "任职经历分2段，取最长一段连续任职，按整月计，共20年"
    ]


def test_worked_cases_count_bridges_and_dismissals() -> None:
    made = rated(
        f"values:\n  得数: {{{BASE}, {CHIEF}}}", ONE, posts(("2000-01-01", "2004-12-31", "书记", "免职"), *BROKEN)
    )
    core = next(step.rule.core for step in made.scheme.steps if step.name == "得数")
    assert [core.cases[k] for k in core.cases_of(made.scored["得数"], 0)] == ["tenure", "forfeit_when"]


REFUSED = [
    (f"{{{BASE}, take: longst}}", "R203", "是不是“longest”"),
    (f"{{{BASE}, as_of: 甲}}", "R302", "日期"),
    (f"{{{BASE}, as_of: 起}}", "R301", "没有“起”"),
]


@pytest.mark.parametrize(("clause", "code", "said"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_cannot_be_is_refused(clause: str, code: str, said: str) -> None:
    problems = loaded(f"values:\n  年限: {clause}", ONE, posts()).problems
    assert [p.code for p in problems] == [code]
    assert said in problems[0].message
