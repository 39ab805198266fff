"""A ledger of the first schema is read as it is, and what is new is written after it.

schema_1.sql was written by the last stardb of schema 1: little rated for 2021 and 2022, and for 2022 once more from other
workbooks, without its files being put into place.
"""

import json
import sqlite3
from pathlib import Path

import pytest
from workspaces import SCHEME, judge, small

from stardb.ledger import Ledger, LedgerEntry, Owner
from stardb.quantity import read_period
from stardb.scoring import Appraisal

OLD = Path(__file__).parent / "schema_1.sql"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Schema 1 was of files alone."""
    with sqlite3.connect(tmp_path / "stardb.sqlite") as database:
        database.executescript(OLD.read_text(encoding="utf-8"))
    database.close()
    return Ledger(tmp_path / "stardb.sqlite", Owner("小县"))


@pytest.fixture
def made(tmp_path: Path) -> Appraisal:
    return judge(small(tmp_path / "县", period="2023", more="first_period: 2023\n"), keep=False)["little"]


def test_its_runs_are_read_with_nothing_kept_beside_the_rules(ledger: Ledger) -> None:
    told = [(one.number, one.run.period, one.is_placed, one.is_current) for one in ledger.list_kept_runs()]
    assert told == [(1, "2021", True, True), (2, "2022", True, True), (3, "2022", False, False)]
    first = ledger.list_kept_runs()[0]
    assert (first.run.schema, first.run.blobs) == (1, {})
    assert ledger.read_blob(first.run.rules).decode() == SCHEME
    record = ledger.read_record(first)
    stars = record[record["item"] == "星数"]
    assert dict(zip(stars["key"], stars["numerator"], strict=True)) == {"乙镇/南庄": 0, "甲镇/东庄": 1, "甲镇/西庄": 0}
    assert ledger.verify() == []


def test_new_runs_follow_it_and_count(ledger: Ledger, made: Appraisal) -> None:
    head = ledger.head()
    ledger.place(ledger.keep([LedgerEntry("little", made, "数据", {"cells": b"1"})]))
    *_, newest = ledger.list_kept_runs()
    assert (newest.number, newest.run.period, newest.run.schema, newest.is_current) == (4, "2023", 2, True)
    with sqlite3.connect(ledger.path) as database:
        (previous,) = database.execute("select previous from event where id = 4").fetchone()
    assert previous == head
    assert [past.period.name for past in ledger.history("little", made.scheme).past] == ["2021", "2022"]
    assert ledger.verify() == []


def test_a_change_in_its_old_part_is_still_found(ledger: Ledger, made: Appraisal) -> None:
    ledger.place(ledger.keep([LedgerEntry("little", made, "数据")]))
    with sqlite3.connect(ledger.path) as database:
        (body,) = database.execute("select body from event where id = 1").fetchone()
        changed = json.dumps({**json.loads(body), "blobs": {}}, ensure_ascii=False, sort_keys=True)
        database.execute("update event set body = ? where id = 1", (changed,))
    database.close()
    assert [one.code for one in ledger.verify()] == ["W305"]


def test_other_events_follow_it(ledger: Ledger) -> None:
    ledger.add_event("close", "", read_period("2022"), {"left": ["甲镇/西庄"]})
    (closed,) = ledger.list_events()
    assert (closed.number, closed.event.kind, closed.event.content) == (4, "close", {"left": ["甲镇/西庄"]})
    assert len(ledger.list_kept_runs()) == 3
