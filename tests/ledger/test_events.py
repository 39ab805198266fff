"""Events are believed where they hang on one another and say what they must, even to one who can compute hashes."""

import json
from typing import Any

import pytest

from stardb.ledger.events import Event, NewerLedger, Run, compute_hash, make_body, verify_chain
from stardb.ledger.ledger_tables import SCHEMA
from stardb.ledger.result_rows import DoubtfulRow

Row = tuple[Any, ...]


def run(period: str) -> Run:
    return Run("a", "甲办法", period, f"{period}-01-01", f"{period}-12-31", f"{period}-12-31", "县", *[""] * 7)


def row(number: int, previous: str, body: str, **other: Any) -> Row:
    """A row whose hash fits its body, whoever wrote it."""
    read = {"kind": "run", "scheme": "a", "first": "2022-01-01", "last": "2022-12-31", **other}
    return (number, *read.values(), body, previous, compute_hash(previous, body))


FIRST = row(1, "", make_body(run("2022")))
SECOND = row(2, FIRST[-1], make_body(run("2023")), first="2023-01-01", last="2023-12-31")


def test_a_chain_is_read_in_its_order() -> None:
    assert verify_chain([FIRST, SECOND]) == [Event(1, FIRST[-1], run("2022")), Event(2, SECOND[-1], run("2023"))]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([SECOND], "前面少了记录"),
        ([SECOND, FIRST], "前面少了记录"),
        ([FIRST, FIRST], "前面少了记录"),
        ([(1, *FIRST[1:5], FIRST[5].replace("甲", "乙"), *FIRST[6:])], "被改动过"),
        ([(1, *FIRST[1:5], 7, *FIRST[6:])], "不是文字"),
        ([row(1, "", make_body(run("2022")), scheme="b")], "被改动过"),
        ([row(1, "", "不是 JSON")], "读不出"),
        ([row(1, "", "[]")], "读不出"),
        ([row(1, "", "{}")], "读不出"),
        ([row(1, "", json.dumps({**json.loads(FIRST[5]), "more": ""}))], "缺项或多项"),
        ([row(1, "", json.dumps({**json.loads(FIRST[5]), "as_of": "2022-13-01"}))], "考核日读不出"),
    ],
)
def test_what_does_not_fit_is_not_believed(rows: list[Row], said: str) -> None:
    with pytest.raises(DoubtfulRow, match=said):
        verify_chain(rows)


def test_a_newer_stardb_is_recognised() -> None:
    with pytest.raises(NewerLedger):
        verify_chain([row(1, "", json.dumps({**json.loads(FIRST[5]), "schema": SCHEMA + 1}))])
