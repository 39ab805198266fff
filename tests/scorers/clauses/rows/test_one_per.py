"""One row of each matter: before or after `where`, the best, the worst, the first or the last, in every clause over rows."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating import loaded, rated, reasons, worth

ONE = {"甲": ("number", [0])}
BOOK = {"文号": "text", "方式": "choice, choices: [扣分, 直接判级]", "分": "number", "日期": "date"}


def book(*rows: tuple[Any, ...]) -> dict[str, Any]:
    """Rows (document, way, marks, day)."""
    return {"台账": (BOOK, [(0, *row) for row in rows])}


def fates(clause: str, records: dict[str, Any]) -> list[str]:
    trace = rated(f"values:\n  得数: {clause}", ONE, records).scored["得数"].rows[0]
    return [trace.roles[k] for k in trace.role]


POINTS, LEVEL = "扣分", "直接判级"
FIRST, LATER = "2022-01-01", "2022-06-01"
DISPLACED = "{sum_of: 台账, where: 方式 = 扣分, from: 分, one_per: {same: 文号, before_where: true, by: '如果(方式 = 直接判级, 1, 0)'}}"


def test_a_row_that_sets_the_level_displaces_the_points_of_the_same_matter() -> None:
    """一号 sets a level, so that its -5 is not counted too; 二号 costs 3."""
    records = book(("一号", POINTS, -5, FIRST), ("一号", LEVEL, None, LATER), ("二号", POINTS, -3, FIRST))
    assert worth(DISPLACED, ONE, records) == [-3]
    assert fates(DISPLACED, records) == ["同一事由已取另一行，不重复计", "条件不符，不计", "采用"]
    assert worth(DISPLACED.replace("before_where: true, ", ""), ONE, records) == [-8]


def test_of_rows_that_are_level_it_matters_which_counts_only_where_they_differ() -> None:
    assert worth(DISPLACED, ONE, book(("一号", POINTS, -5, FIRST), ("一号", POINTS, -5, LATER))) == [-5]
    differ = book(("一号", POINTS, -5, FIRST), ("一号", POINTS, -2, LATER))
    assert worth(DISPLACED, ONE, differ) == [None]
    assert reasons(DISPLACED, ONE, differ) == ["台账有并列而值不同的行，分不出先后，待定"]
    assert worth(DISPLACED, ONE, book(("一号", LEVEL, -5, FIRST), ("一号", LEVEL, -2, LATER))) == [0]


def test_what_a_row_displaces_need_not_be_known() -> None:
    """Whichever way the blank row was meant, the level of the same matter goes before it."""
    assert worth(DISPLACED, ONE, book(("一号", POINTS, None, FIRST), ("一号", LEVEL, None, LATER))) == [0]
    assert worth(DISPLACED, ONE, book(("一号", POINTS, None, FIRST))) == [None]
    assert worth(DISPLACED, ONE, book(("一号", None, -5, FIRST), ("一号", LEVEL, None, LATER))) == [None]


def test_a_matter_that_is_not_named_may_be_any_other() -> None:
    assert worth(DISPLACED, ONE, book((None, LEVEL, None, FIRST), ("一号", POINTS, -5, FIRST))) == [None]
    assert worth(DISPLACED, ONE, book((None, POINTS, -5, FIRST))) == [-5]
    assert worth(DISPLACED, ONE, book((None, LEVEL, None, FIRST), ("一号", LEVEL, None, FIRST))) == [0]


@pytest.mark.parametrize(("keep", "came"), [("first", -5), ("last", -2), ("best", -2), ("worst", -5)])
def test_the_first_last_best_or_worst_of_a_matter(keep: str, came: int) -> None:
    records = book(("一号", POINTS, -5, FIRST), ("一号", POINTS, -2, LATER))
    by = ", by: 日期" if keep in ("first", "last") else ""
    assert worth(f"{{sum_of: 台账, from: 分, one_per: {{same: 文号, keep: {keep}{by}}}}}", ONE, records) == [came]


def test_before_where_the_last_word_on_a_matter_counts_or_nothing_does() -> None:
    """一号 was withdrawn by its last row; 二号 stands at its last."""
    told = {"文号": "text", "日期": "date", "撤销": "yes_no", "分": "number"}
    rows = [
        (0, "一号", FIRST, False, 3),
        (0, "一号", LATER, True, 3),
        (0, "二号", FIRST, True, 2),
        (0, "二号", LATER, False, 2),
    ]
    clause = (
        "{sum_of: 台账, where: 撤销 = 否, from: 分, one_per: {same: 文号, before_where: true, keep: last, by: 日期}}"
    )
    assert worth(clause, ONE, {"台账": (told, rows)}) == [2]
    assert worth(clause.replace("sum_of", "count_of").replace("from: 分, ", ""), ONE, {"台账": (told, rows)}) == [1]
    assert worth(clause.replace("sum_of", "best_of"), ONE, {"台账": (told, rows)}) == [2]
    assert worth(clause.replace("sum_of", "mean_of"), ONE, {"台账": (told, rows)}) == [2]
    assert worth(
        clause.replace("sum_of", "last_of").replace("from", "by: 日期, from"), ONE, {"台账": (told, rows)}
    ) == [2]


def test_worked_cases_should_see_a_matter_displaced() -> None:
    made = rated(f"values:\n  得数: {DISPLACED}", ONE, book(("一号", POINTS, -5, FIRST), ("一号", LEVEL, None, LATER)))
    core = next(step.rule.core for step in made.scheme.steps if step.name == "得数")
    assert core.cases == ("有行", "one_per", "没有行")
    assert core.cases_of(made.scored["得数"], 0) == (1, 2)


REFUSED = [
    ("{sum_of: 台账, from: 分, one_per: {same: 文号, keep: first}}", "R445", "没有写按什么比"),
    ("{count_of: 台账, one_per: {same: 文号, before_where: true}}", "R445", "没有写按什么比"),
    ("{last_of: 台账, by: 日期, from: 文号, one_per: 文号}", "R445", "没有写按什么比"),
    ("{sum_of: 台账, from: 分, keep: worst, one_per: {same: 文号, keep: best}}", "R421", "keep 写在它里面"),
    ("{sum_of: 台账, from: 分, one_per: {same: 文号, keep: last, by: 方式}}", "R305", "排先后要按日期或数"),
    ("{sum_of: 台账, from: 分, one_per: {same: 文浩}}", "R301", "是不是“文号”"),
    ("{sum_of: 台账, from: 分, one_per: {some: 文号}}", "R201", "same"),
]


@pytest.mark.parametrize(("clause", "code", "said"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_cannot_be_is_refused(clause: str, code: str, said: str) -> None:
    problems = loaded(f"values:\n  得数: {clause}", ONE, book()).problems
    assert code in [p.code for p in problems]
    assert said in "".join(p.message for p in problems)


Row = tuple[str, str, int, int]
rows_of = st.lists(
    st.tuples(
        st.sampled_from("一二"), st.sampled_from([POINTS, LEVEL]), st.sampled_from([-2, -1, 0]), st.integers(1, 3)
    ),
    max_size=4,
)
LAST = "{sum_of: 台账, where: 方式 = 扣分, from: 分, one_per: {same: 文号, before_where: true, keep: last, by: 日期}}"


def written(rows: list[Row], hidden: list[int | None]) -> dict[str, Any]:
    shown = [[document, way, marks, f"2022-01-0{day}"] for document, way, marks, day in rows]
    return book(
        *(tuple(None if k == h else v for k, v in enumerate(row)) for row, h in zip(shown, hidden, strict=True))
    )


@settings(max_examples=60, deadline=None)
@given(rows_of, st.data())
def test_what_is_decided_is_the_last_of_each_matter_whatever_the_unknown_turns_out_to_be(
    rows: list[Row], data: st.DataObject
) -> None:
    hidden = [data.draw(st.sampled_from([None, None, 0, 1, 2, 3])) for _ in rows]
    last = {row[0]: row for row in sorted(rows, key=lambda row: row[3])}
    plain = sum(marks for _, way, marks, _ in last.values() if way == POINTS)
    ties = len({(row[0], row[3]) for row in rows}) < len(rows)
    found = worth(LAST, ONE, written(rows, hidden))[0]
    whole = worth(LAST, ONE, written(rows, [None] * len(rows)))[0]
    assert whole == plain or ties
    assert found is None or whole is None or found == whole
