"""All that is wrong with a ledger is found at once, and told with the event it belongs to."""

import sqlite3
from pathlib import Path

import pytest
from workspaces import judge, small

from stardb.ledger import Ledger, LedgerEntry, Owner
from stardb.quantity import read_period


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Two years kept with their cells, the first closed."""
    ledger = Ledger(tmp_path / "stardb.sqlite", Owner("小县"))
    for period in ("2021", "2022"):
        made = judge(small(tmp_path / period, period=period, more=f"first_period: {period}\n"), keep=False)["little"]
        ledger.place(ledger.keep([LedgerEntry("little", made, "数据", {"cells": period.encode()})]))
    ledger.add_event("close", "little", read_period("2021"), {"head": ledger.head()}, {"manifest": b"{}"})
    return ledger


def change(ledger: Ledger, *statements: str) -> list[str]:
    with sqlite3.connect(ledger.path) as database:
        for statement in statements:
            database.execute(statement)
    database.close()
    return [str(one.message) for one in ledger.verify()]


def test_a_ledger_as_it_was_kept_has_nothing_wrong(ledger: Ledger) -> None:
    assert ledger.verify() == []
    assert Ledger(ledger.path.with_name("none.sqlite"), Owner("小县")).verify() == []


def test_everything_wrong_is_told_at_once(ledger: Ledger) -> None:
    told = change(
        ledger,
        "update result set numerator = '9' where event = 1 and item = '星数'",
        "update event set body = replace(body, '小县', '大县') where id = 2",
        "insert into placed values (3)",
    )
    assert told == [
        "台账第2条记录被改动过，或前面少了记录",
        "台账第1条记录（小星，2021年度）的结果被改动过，与记下的校验值不符",
        "台账里有不属于任何一次考核的落定标记（第3条）",
    ]


def test_a_content_that_was_changed_or_taken_out_is_told(ledger: Ledger) -> None:
    (first, second) = [one.run.blobs["cells"] for one in ledger.list_kept_runs()]
    told = change(
        ledger,
        f"update blob set bytes = x'00' where sha256 = '{first}'",
        f"delete from blob where sha256 = '{second}'",
    )
    assert told == [
        f"台账存档内容（{first[:8]}）被改动过，与它的校验值不符",
        f"台账第2条记录的存档内容（cells，{second[:8]}）不见了",
    ]


def test_what_was_forgotten_by_an_event_is_not_missed(ledger: Ledger) -> None:
    digest = ledger.list_kept_runs()[0].run.blobs["cells"]
    ledger.add_event("forget", "", read_period("2022"), {"dropped": [digest]})
    assert change(ledger, f"delete from blob where sha256 = '{digest}'") == []
    with pytest.raises(KeyError):
        ledger.read_blob(digest)


def test_what_is_no_ledger_or_anothers_is_told_and_not_raised(ledger: Ledger) -> None:
    assert [one.code for one in Ledger(ledger.path, Owner("大县")).verify()] == ["W302"]
    ledger.path.write_bytes(b"no database")
    assert [one.code for one in ledger.verify()] == ["W301"]
