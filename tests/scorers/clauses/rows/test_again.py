"""Repeats (再次发生的加倍): within a time, with another ground of doubling, on any kind of worth, with unknown days."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating import loaded, rated, reasons, worth

ONE = {"甲": ("number", [0])}
TWO = {"甲": ("number", [0, 0])}
BOOK = {"日期": "date", "事项": "choice, choices: [三会一课不落实, 不团结]", "重大活动": "yes_no", "分": "number"}


def book(*rows: tuple[Any, ...]) -> dict[str, Any]:
    """Rows (owner, day, matter, during a great event, marks), the last two left out being 否 and -1."""
    return {"台账": (BOOK, [(*row, *(False, -1)[len(row) - 3 :]) for row in rows])}


def fates(clause: str, records: dict[str, Any]) -> list[str]:
    trace = rated(f"values:\n  得数: {clause}", ONE, records).scored["得数"].rows[0]
    return [trace.roles[k] for k in trace.role]


A, B = "三会一课不落实", "不团结"
WITHIN = "{sum_of: 台账, from: 分, again: {same: 事项, times: 2, by: 日期, within: 1年}}"


def test_what_happens_again_within_a_year_counts_twice_and_later_does_not() -> None:
    """-1 -2 where eight months lie between; -1 -1 where twenty do."""
    assert worth(WITHIN, ONE, book((0, "2021-02-01", A), (0, "2021-10-01", A))) == [-3]
    assert worth(WITHIN, ONE, book((0, "2020-02-01", A), (0, "2021-10-01", A))) == [-2]


def test_the_day_a_year_later_is_within_it_no_more() -> None:
    assert worth(WITHIN, ONE, book((0, "2021-02-01", A), (0, "2022-01-31", A))) == [-3]
    assert worth(WITHIN, ONE, book((0, "2021-02-01", A), (0, "2022-02-01", A))) == [-2]


def test_the_time_may_be_so_many_days() -> None:
    """29 days after 1 March is 30 March, 30 days after is 31 March."""
    days = WITHIN.replace("1年", "30天")
    assert worth(days, ONE, book((0, "2022-03-01", A), (0, "2022-03-30", A))) == [-3]
    assert worth(days, ONE, book((0, "2022-03-01", A), (0, "2022-03-31", A))) == [-2]
    assert fates(days, book((0, "2022-03-01", A), (0, "2022-03-31", A)))[1] == "采用；前一次已满30天，不算重复发生"
    assert worth(days, ONE, book((0, None, A), (0, "2022-03-31", A))) == [None]


def test_a_repeat_begins_its_own_year() -> None:
    """Each follows the one before within a year, the last the second: -1 -2 -2."""
    assert worth(WITHIN, ONE, book((0, "2020-03-01", A), (0, "2020-12-01", A), (0, "2021-10-01", A))) == [-5]


def test_each_row_is_told_whether_it_repeats_another() -> None:
    rows = book((0, "2020-02-01", A), (0, "2021-10-01", A), (0, "2021-12-01", A), (0, "2021-11-01", B))
    assert fates(WITHIN, rows) == ["采用", "采用；前一次已满1年，不算重复发生", "重复发生，按2倍计", "采用"]
    assert reasons(WITHIN, ONE, rows) == ["台账共4行，1行是重复发生，按2倍计，相加，为-5"]


@pytest.mark.parametrize("fixed", ["from: -10", "each: {amount: -10}", "each: -10", "from: 每次扣分"])
def test_every_time_may_cost_the_same(fixed: str) -> None:
    """-10, and -20 the second time: -30."""
    body = (
        "parameters:\n  每次扣分: {2000-01-01: -10}\nvalues:\n"
        f"  得数: {{sum_of: 台账, {fixed}, again: {{same: 事项, times: 2, by: 日期}}}}\n  又: 每次扣分 * 1\n"
    )
    rows = book((0, "2021-02-01", A), (0, "2021-10-01", A))
    made = rated(body.replace("publish", "publish"), ONE, rows)
    assert made.columns["得数"].at(0) == -30


def test_a_plain_number_for_every_row_is_that_many_times_it() -> None:
    assert worth("{sum_of: 台账, from: -10, where: 事项 = 不团结}", TWO, book((0, "2021-02-01", B), (0, "2021-10-01", B), (0, "2021-10-01", A))) == [-20, 0]  # fmt: skip


def test_a_parameter_may_say_what_a_subject_s_value_may_not() -> None:
    found = loaded("values:\n  得数: {sum_of: 台账, from: 甲}", ONE, book()).problems
    assert [p.code for p in found if not p.code.startswith("R6")] == ["R301"]


ALSO = "{sum_of: 台账, from: 分, again: {same: 事项, times: 2, by: 日期, also: 重大活动 = 是}}"


def test_two_grounds_of_doubling_double_once() -> None:
    """First -1; the second is a repeat and falls into a great event: -2, not -4. A first one in a great event is -2 too."""
    assert worth(ALSO, ONE, book((0, "2021-02-01", A), (0, "2021-10-01", A, True))) == [-3]
    assert worth(ALSO, ONE, book((0, "2021-02-01", A, True))) == [-2]
    assert worth(ALSO, ONE, book((0, "2021-02-01", A, True), (0, "2021-10-01", A))) == [-4]


def test_the_sentence_tells_the_other_ground() -> None:
    rows = book((0, "2021-02-01", A, True), (0, "2021-10-01", A))
    assert fates(ALSO, rows) == ["“重大活动”成立，按2倍计", "重复发生，按2倍计"]
    assert reasons(ALSO, ONE, rows) == ["台账共2行，1行是重复发生，按2倍计，1行“重大活动”成立，按2倍计，相加，为-4"]


def test_whether_there_was_a_great_event_matters_for_a_first_time_alone() -> None:
    assert worth(ALSO, ONE, book((0, "2021-02-01", A), (0, "2021-10-01", A, None))) == [-3]
    assert worth(ALSO, ONE, book((0, "2021-02-01", A, None))) == [None]
    assert worth(ALSO, ONE, book((0, "2021-02-01", A, None, 0))) == [0]


EVER = "{sum_of: 台账, from: 分, again: {same: 事项, times: 2, by: 日期}}"


def test_an_unknown_day_matters_only_where_what_comes_first_is_not_worth_the_same() -> None:
    """Twice -1: the later counts twice, whichever it is. Once -1, once -3: -1 -6 or -3 -2."""
    assert worth(EVER, ONE, book((0, None, A), (0, "2021-10-01", A))) == [-3]
    assert worth(EVER, ONE, book((0, None, A), (0, None, A))) == [-3]
    assert worth(EVER, ONE, book((0, None, A, False, -3), (0, "2021-10-01", A))) == [None]
    assert worth(EVER, ONE, book((0, None, A, False, -3), (0, "2021-10-01", B))) == [-4]
    assert worth(EVER, ONE, book((0, None, A))) == [-1]


def test_an_unknown_day_may_lie_within_the_year_or_not() -> None:
    assert worth(WITHIN, ONE, book((0, None, A), (0, "2021-10-01", A))) == [None]
    assert worth(WITHIN, ONE, book((0, None, A), (0, "2021-10-01", B))) == [-2]
    assert worth(WITHIN, ONE, book((0, None, A, False, 0), (0, "2021-10-01", A, False, 0))) == [0]
    assert reasons(WITHIN, ONE, book((0, None, A), (0, "2021-10-01", A))) == [
        "台账有2行是不是重复发生不能判定（有行的事项或日期未知），待定"
    ]


def test_a_row_that_is_a_repeat_anyhow_is_so_whatever_another_s_day() -> None:
    """The third repeats the second; of the first it is not known whether it comes before or after."""
    rows = book((0, None, A, False, 0), (0, "2021-01-01", A, False, 0), (0, "2021-10-01", A))
    assert worth(WITHIN, ONE, rows) == [-2]


def test_an_unknown_matter_may_be_any() -> None:
    assert worth(EVER, ONE, book((0, "2021-01-01", None), (0, "2021-10-01", A))) == [None]
    assert worth(EVER, ONE, book((0, "2021-01-01", None))) == [-1]


def test_an_unknown_matter_may_be_any_only_where_one_lies_near_enough() -> None:
    assert worth(WITHIN, ONE, book((0, "2021-01-01", None), (0, "2021-10-01", A))) == [None]
    assert worth(WITHIN, ONE, book((0, "2020-01-01", None), (0, "2021-10-01", A))) == [-2]


def test_several_columns_together_tell_what_happens_again() -> None:
    clause = "{sum_of: 台账, from: 分, again: {same: [事项, 重大活动], times: 2, by: 日期}}"
    assert worth(clause, ONE, book((0, "2021-01-01", A), (0, "2021-02-01", A, True))) == [-2]
    assert worth(clause, ONE, book((0, "2021-01-01", A), (0, "2021-02-01", A))) == [-3]


def valid_book(valid: str, *rows: tuple[Any, ...]) -> dict[str, Any]:
    """Rows as in `book`, of a table that says how long a row is valid."""
    return {"台账": (*book(*rows)["台账"], f"valid_for: {valid}")}


YEAR = "{from: 日期, lasts: 1年}"
VALID = "{sum_of: 台账, from: -10, again: {same: 事项, times: 2, by: 日期, within: valid}}"


def test_what_happened_again_while_the_first_was_valid_counts_twice_though_the_first_counts_no_more() -> None:
    """On 2022-03-01 the first has run out and counts no more, but it was still valid when it happened again: -20."""
    rows = valid_book(YEAR, (0, "2021-02-01", A), (0, "2021-10-01", A))
    assert worth(VALID, ONE, rows, as_of=date(2022, 3, 1)) == [-20]
    assert worth(VALID, ONE, rows, as_of=date(2021, 12, 31)) == [-30]
    assert worth(VALID.replace("valid}", "1年}"), ONE, rows, as_of=date(2022, 3, 1)) == [-20]


def test_what_happened_again_when_the_first_was_valid_no_more_counts_once() -> None:
    """Ran out on 2021-02-01, happened again on 2021-10-01: -10. On its last day it is valid, the day after not."""
    rows = valid_book(YEAR, (0, "2020-02-01", A), (0, "2021-10-01", A))
    assert worth(VALID, ONE, rows, as_of=date(2021, 12, 31)) == [-10]
    assert worth(
        VALID, ONE, valid_book(YEAR, (0, "2020-02-01", A), (0, "2021-01-31", A)), as_of=date(2021, 12, 31)
    ) == [-20]
    assert worth(
        VALID, ONE, valid_book(YEAR, (0, "2020-02-01", A), (0, "2021-02-01", A)), as_of=date(2021, 12, 31)
    ) == [-10]


def test_each_may_be_valid_for_a_time_of_its_own() -> None:
    """不团结 is valid two years, the other one."""
    lasts = "{from: 日期, lasts: {from: 事项, choices: {三会一课不落实: 1年, 不团结: 2年}}}"
    day = date(2022, 6, 30)
    assert worth(VALID, ONE, valid_book(lasts, (0, "2020-08-01", B), (0, "2022-02-01", B)), as_of=day) == [-30]
    assert worth(VALID, ONE, valid_book(lasts, (0, "2020-08-01", A), (0, "2022-02-01", A)), as_of=day) == [-10]


def test_without_a_time_what_is_valid_no_more_makes_nothing_a_repeat() -> None:
    rows = valid_book(YEAR, (0, "2020-02-01", A), (0, "2021-10-01", A))
    assert worth(VALID.replace(", within: valid", ""), ONE, rows, as_of=date(2021, 12, 31)) == [-10]
    assert worth(VALID.replace("from", "valid: all, from"), ONE, rows, as_of=date(2021, 12, 31)) == [-20]


def test_only_what_met_the_condition_makes_another_a_repeat() -> None:
    clause = VALID.replace("from: -10", "from: -10, where: 重大活动 = 否")
    rows = valid_book(YEAR, (0, "2021-02-01", A, True), (0, "2021-10-01", A))
    assert worth(clause, ONE, rows, as_of=date(2022, 3, 1)) == [-10]
    unknown = valid_book(YEAR, (0, "2021-02-01", A, None), (0, "2021-10-01", A))
    assert worth(clause, ONE, unknown, as_of=date(2022, 3, 1)) == [None]


def test_a_matter_registered_again_is_no_repeat_of_itself() -> None:
    """One report of last year and one of this, of one matter: it is the same, and counts once."""
    told = {"日期": "date", "事项": BOOK["事项"], "文号": "text"}
    rows = [(0, "2021-02-01", A, "一号"), (0, "2021-10-01", A, "一号"), (0, "2021-11-01", A, "二号")]
    records = {"台账": (told, rows[:2], f"valid_for: {YEAR}")}
    clause = VALID.replace("again", "one_per: {same: 文号, keep: last, by: 日期}, again")
    assert worth(clause, ONE, records, as_of=date(2022, 3, 1)) == [-10]
    assert worth(clause, ONE, {"台账": (told, rows, f"valid_for: {YEAR}")}, as_of=date(2022, 3, 1)) == [-30]


def test_the_sentence_tells_that_the_first_was_valid_no_more() -> None:
    made = rated(
        f"values:\n  得数: {VALID}",
        ONE,
        valid_book(YEAR, (0, "2020-02-01", A), (0, "2021-10-01", A)),
        date(2021, 12, 31),
    )
    trace = made.scored["得数"].rows[0]
    assert [trace.text(row) for row in range(2)] == [
        "已过有效期（到2021-01-31止），不计",
        "采用；前一次已过有效期，不算重复发生",
    ]


REFUSED = [
    ("{same: 事项, times: 2, within: 1年}", "R444", "哪一个日期"),
    ("{same: 事项, times: 2, by: 分, within: 1年}", "R444", "哪一个日期"),
    ("{same: 事项, times: 2, by: 日期, within: 12}", "R302", "一段时长"),
    ("{same: 事项, times: 2, by: 日期, within: 0年}", "R203", "大于0"),
    ("{same: 事项, times: 2, by: 日期, within: 0天}", "R203", "大于0"),
    ("{same: 事项, times: 2, by: 日期, within: valid}", "R444", "没有写有效期"),
    ("{same: 事项, times: 2, also: 分}", "R302", "一个条件"),
    ("{same: [事项, 事像], times: 2}", "R301", "是不是“事项”"),
]


@pytest.mark.parametrize(("again", "code", "said"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_cannot_be_is_refused(again: str, code: str, said: str) -> None:
    problems = loaded(f"values:\n  得数: {{sum_of: 台账, from: 分, again: {again}}}", ONE, book()).problems
    assert [p.code for p in problems] == [code]
    assert said in problems[0].message


def test_worked_cases_should_see_a_repeat_one_too_late_and_the_other_ground() -> None:
    clause = WITHIN.replace("within: 1年", "within: 1年, also: 重大活动 = 是")
    made = rated(
        f"values:\n  得数: {clause}", TWO, book((0, "2020-02-01", A), (0, "2021-10-01", A), (1, "2021-10-01", B))
    )
    core = next(step.rule.core for step in made.scheme.steps if step.name == "得数")
    assert core.cases == ("有行", "again", "within", "also", "没有行")
    assert [core.cases_of(made.scored["得数"], i) for i in range(2)] == [(0, 2), (0,)]


Row = tuple[int, int, bool, int]
DAYS = [date(2020, 1, 1).fromordinal(date(2020, 1, 1).toordinal() + 61 * k) for k in range(12)]
rows_of = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 1), st.booleans(), st.sampled_from([-3, -1, 0])), max_size=5
)


def compute_plainly(rows: list[Row]) -> int:
    """By the sentence: doubled where an earlier one of the kind is less than six months back, or during a great event."""
    total = 0
    for k, (day, kind, great, mark) in enumerate(rows):
        earlier = [
            d for j, (d, other, _, _) in enumerate(rows) if other == kind and (d, j) < (day, k) and DAYS[day] < six_months_after(DAYS[d])
        ]  # fmt: skip
        total += mark * (2 if earlier or great else 1)
    return total


def six_months_after(day: date) -> date:
    month = day.month + 6
    year, month = day.year + (month - 1) // 12, (month - 1) % 12 + 1
    last = [31, 29 if year % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    return date(year, month, min(day.day, last))


SIX = "{sum_of: 台账, from: 分, again: {same: 事项, times: 2, by: 日期, within: 6个月, also: 重大活动 = 是}}"


def written(rows: list[Row], hidden: list[int | None]) -> dict[str, Any]:
    shown = [(0, None if h == 0 else str(DAYS[d]), None if h == 1 else (A, B)[k], None if h == 2 else g, m)
             for (d, k, g, m), h in zip(rows, hidden, strict=True)]  # fmt: skip
    return {"台账": (BOOK, shown)}


@settings(max_examples=50, deadline=None)
@given(rows_of)
def test_a_repeat_is_what_the_sentence_says(rows: list[Row]) -> None:
    """Ties of one day that differ in worth stay undecided; all else comes out as by the plain sentence."""
    found = worth(SIX, ONE, written(rows, [None] * len(rows)))[0]
    assert found is None or found == compute_plainly(rows)
    if len({(day, kind) for day, kind, _, _ in rows}) == len(rows):
        assert found == compute_plainly(rows)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 1), st.booleans(), st.sampled_from([-3, -1, 0])), max_size=4),
    st.data(),
)
def test_what_is_decided_stays_whatever_the_unknown_turns_out_to_be(rows: list[Row], data: st.DataObject) -> None:
    hidden = [data.draw(st.sampled_from([None, None, 0, 1, 2])) for _ in rows]
    found = worth(SIX, ONE, written(rows, hidden))[0]
    found_ever = worth(SIX.replace("within: 6个月, ", ""), ONE, written(rows, hidden))[0]
    ways = [[(d, k, g, m) for d in (range(12) if h == 0 else [day]) for k in ((0, 1) if h == 1 else [kind]) for g in ((True, False) if h == 2 else [great])]
            for (day, kind, great, m), h in zip(rows, hidden, strict=True)]  # fmt: skip
    worlds = [[]]  # type: ignore[var-annotated]
    for options in ways:
        worlds = [[*world, option] for world in worlds for option in (options if len(options) < 5 else options[::5])]
    for world in worlds[:: max(1, len(worlds) // 10)]:
        seen = worth(SIX, ONE, written(world, [None] * len(world)))[0]
        assert found is None or seen is None or found == seen
        seen = worth(SIX.replace("within: 6个月, ", ""), ONE, written(world, [None] * len(world)))[0]
        assert found_ever is None or seen is None or found_ever == Fraction(seen)
