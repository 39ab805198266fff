"""Everything in a ledger looked at: each event, the results of each run, each content kept; all that is wrong, not the first alone."""

from collections.abc import Sequence

from stardb.ledger.blobs import unpack_blob
from stardb.ledger.events import Event, KeptEvent, NewerLedger, OldLedger, verify_event
from stardb.ledger.result_rows import DoubtfulRow, read_rows
from stardb.ledger.store import Connection
from stardb.problems import Place, Problem, problem
from stardb.scoring import RECORD

FORGET = "forget"
"""The kind of event by which a person's contents are dropped: its content names their digests under `dropped`."""


def verify_rows(connection: Connection, file: str) -> tuple[list[Problem], list[Event | KeptEvent]]:
    """What is wrong with the rows of a ledger, and the events that could be read.

    What is missing at the end of the chain cannot be seen from within: hold its head against the one on paper for that.
    """
    chain, found = _verify_events(connection)
    for one in chain:
        if isinstance(one, Event):
            found += _verify_results(connection, one)
    found += _verify_blobs(connection, chain)
    found += _verify_owners(connection)
    return [problem("W305", f"台账{told}", Place(file)) for told in found], chain


def _verify_events(connection: Connection) -> tuple[list[Event | KeptEvent], list[str]]:
    chain, found, before = list[Event | KeptEvent](), list[str](), ""
    query = "select id, kind, scheme, first, last, body, previous, hash from event order by id"
    for row in connection.execute(query).fetchall():
        try:
            chain.append(verify_event(row, before))
        except NewerLedger:
            found.append(f"第{row[0]}条记录是更新版本的 stardb 写的，这个版本核验不了")
        except OldLedger:
            found.append(f"第{row[0]}条记录是旧版本的 stardb 写的，这个版本核验不了")
        except DoubtfulRow as error:
            found.append(f"{error}")
        before = row[-1] if isinstance(row[-1], str) else ""
    return chain, found


def _verify_results(connection: Connection, one: Event) -> list[str]:
    rows = connection.execute(f"select {', '.join(RECORD)} from result where event = ?", (one.number,)).fetchall()
    try:
        read_rows(rows, one.run.results)
    except DoubtfulRow as error:
        return [f"第{one.number}条记录（{one.run.title}，{one.run.rated_period.title}）的{error}"]
    return []


def _verify_blobs(connection: Connection, chain: Sequence[Event | KeptEvent]) -> list[str]:
    found, there = list[str](), set[str]()
    for digest, stored in connection.execute("select sha256, bytes from blob order by sha256"):
        there.add(digest)
        try:
            unpack_blob(digest, stored)
        except DoubtfulRow as error:
            found.append(f"{error}")
    forgotten = {
        digest
        for one in chain
        if isinstance(one, KeptEvent) and one.event.kind == FORGET
        for digest in one.event.content.get("dropped", ())
    }
    for one in chain:
        needed = {"rules": one.run.rules, **one.run.blobs} if isinstance(one, Event) else one.event.blobs
        for name, digest in needed.items():
            if digest not in there and digest not in forgotten:
                found.append(f"第{one.number}条记录的存档内容（{name}，{digest[:8]}）不见了")
    return found


def _verify_owners(connection: Connection) -> list[str]:
    """Results and marks that belong to no run."""
    runs = "(select id from event where kind = 'run')"
    stray = connection.execute(f"select distinct event from result where event not in {runs} order by event").fetchall()
    marks = connection.execute(f"select event from placed where event not in {runs} order by event").fetchall()
    return [
        *(f"里有不属于任何一次考核的结果（第{number}条）" for (number,) in stray),
        *(f"里有不属于任何一次考核的落定标记（第{number}条）" for (number,) in marks),
    ]
