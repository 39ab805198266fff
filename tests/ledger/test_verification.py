"""All that is wrong with a ledger is found at once, and told with the event it belongs to."""

import re
from pathlib import Path

import pytest
from databases import change, open_again
from workspaces import judge, small

from stardb.ledger import Ledger, LedgerEntry, Owner
from stardb.quantity import read_period


@pytest.fixture
def kept(ledger: Ledger, tmp_path: Path) -> Ledger:
    """Two years kept with their cells, the first closed."""
    for period in ("2021", "2022"):
        made = judge(small(tmp_path / period, period=period, more=f"first_period: {period}\n"), keep=False)["little"]
        ledger.place(ledger.keep([LedgerEntry("little", made, "数据", {"cells": period.encode()})]))
    ledger.add_event("close", "little", read_period("2021"), {"head": ledger.head()}, {"manifest": b"{}"})
    return ledger


def verify_changed(ledger: Ledger, *statements: str) -> list[str]:
    """What is told of a ledger that was changed by another hand."""
    change(ledger, *statements)
    return [one.message for one in ledger.verify()]


def test_a_ledger_as_it_was_kept_has_nothing_wrong(kept: Ledger) -> None:
    assert kept.verify() == []
    assert Ledger(kept.path.with_name("none.sqlite"), Owner("小县")).verify() == []


def test_everything_wrong_is_told_at_once(kept: Ledger) -> None:
    told = verify_changed(
        kept,
        "update result set numerator = '9' where event = 1 and item = '星数'",
        "update event set body = replace(body, '小县', '大县') where id = 2",
        "insert into placed values (3)",
    )
    assert told == [
        "台账第2条记录被改动过，或前面少了记录",
        "台账第1条记录（小星，2021年度）的结果被改动过，与记下的校验值不符",
        "台账里有不属于任何一次考核的落定标记（第3条）",
    ]


def test_a_content_that_was_changed_or_taken_out_is_told(kept: Ledger) -> None:
    (first, second) = [one.run.blobs["cells"] for one in kept.list_kept_runs()]
    told = verify_changed(
        kept,
        f"update blob set bytes = (select bytes from blob where sha256 = '{second}') where sha256 = '{first}'",
        f"delete from blob where sha256 = '{second}'",
    )
    assert told == [
        f"台账存档内容（{first[:8]}）被改动过，与它的校验值不符",
        f"台账第2条记录的存档内容（cells，{second[:8]}）不见了",
    ]


def test_what_was_forgotten_by_an_event_is_not_missed(kept: Ledger) -> None:
    digest = kept.list_kept_runs()[0].run.blobs["cells"]
    kept.add_event("forget", "", read_period("2022"), {"dropped": [digest]})
    assert verify_changed(kept, f"delete from blob where sha256 = '{digest}'") == []
    with pytest.raises(KeyError):
        kept.read_blob(digest)


def test_what_is_no_ledger_or_anothers_is_told_and_not_raised(kept: Ledger) -> None:
    assert [one.code for one in open_again(kept, Owner("大县")).verify()] == ["W302"]
    change(kept, "drop table placed")
    assert [one.code for one in kept.verify()] == ["W301"]


@pytest.mark.parametrize("ledger", ["in_file"], indirect=True)
def test_a_digest_changed_where_the_file_keeps_it_to_find_contents_by_is_found(kept: Ledger) -> None:
    """SQLite keeps each key twice, in the row and in an index; either of them changed by one byte is told."""
    sound = kept.path.read_bytes()
    digest = kept.list_kept_runs()[0].run.blobs["cells"].encode()
    places = [found.start() for found in re.finditer(re.escape(digest), sound)]
    found = []
    for place in places:
        changed = bytearray(sound)
        changed[place + 20] ^= 1
        kept.path.write_bytes(changed)
        found.append(bool(kept.verify()))
    assert found == [True] * len(places)
    assert len(places) >= 3  # the row, the index, and the body of the run that names it
