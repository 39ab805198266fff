"""The events of a ledger: written in one canonical form, chained by hashes, and not believed unless they fit."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any

import pandas as pd

from stardb.dataclass import dataclass
from stardb.ledger.ledger_tables import SCHEMA
from stardb.ledger.result_rows import DoubtfulRow
from stardb.quantity import Period, UnreadableText, read_period

RUN = "run"


@dataclass(frozen=True)
class Run:
    """What an event of kind `run` says: one scheme rated for one period. Digests are SHA-256, in hexadecimal.

    period: the name of the period of which `first` and `last` are the days.
    """

    scheme: str
    title: str
    period: str
    first: str
    last: str
    as_of: str
    county: str
    rules: str
    data: str
    history: str
    """Digest of the earlier results read; "" where the scheme reads none."""
    results: str
    """Digest of the rows kept with the event."""
    secret: str
    """Which `stardb.key` its private keys are hashed with; "" where no key is private."""
    program: str
    time: str
    """When it was run; in no result."""
    kind: str = RUN
    schema: int = SCHEMA

    @property
    def rated_period(self) -> Period:
        """The period that was rated."""
        return read_period(self.period)

    def says_the_same_as(self, other: "Run") -> bool:
        """Whether all but the time is alike."""
        return {**asdict(self), "time": ""} == {**asdict(other), "time": ""}


@dataclass(frozen=True)
class Event:
    """A run as it stands in the ledger."""

    number: int
    hash: str
    run: Run


def make_body(run: Run) -> str:
    """The canonical form: JSON with sorted keys and no blanks."""
    return json.dumps(asdict(run), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def compute_hash(previous: str, body: str) -> str:
    """The hash that chains an event to the one before."""
    return hashlib.sha256(bytes.fromhex(previous) + body.encode()).hexdigest()


def verify_chain(rows: Iterable[Sequence[Any]]) -> list[Event]:
    """The runs among the events (id, kind, scheme, first, last, body, previous, hash) in their order.

    Raises DoubtfulRow where an event was changed, taken out or put in, or was written by a newer stardb.
    """
    found, before = [], ""
    for number, kind, scheme, first, last, body, previous, told in rows:
        if not all(isinstance(part, str) for part in (kind, scheme, first, last, body, previous, told)):
            raise DoubtfulRow(f"第{number}条记录的内容不是文字")
        if previous != before or compute_hash(previous, body) != told:
            raise DoubtfulRow(f"第{number}条记录被改动过，或前面少了记录")
        before = told
        read = _read_body(number, body)
        if [read.get(name) for name in ("kind", "scheme", "first", "last")] != [kind, scheme, first, last]:
            raise DoubtfulRow(f"第{number}条记录被改动过")
        if kind == RUN:
            found.append(Event(number, told, _run(number, read)))
    return found


def _read_body(number: int, body: str) -> dict[str, Any]:
    try:
        read = json.loads(body)
        schema = read["schema"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DoubtfulRow(f"第{number}条记录读不出") from error
    if not isinstance(schema, int) or schema > SCHEMA:
        raise NewerLedger(schema)
    return dict(read)


def _run(number: int, read: dict[str, Any]) -> Run:
    names = {field.name: field.type for field in fields(Run)}
    if read.keys() != names.keys() or not all(isinstance(read[name], str) for name in names if name != "schema"):
        raise DoubtfulRow(f"第{number}条记录缺项或多项")
    run = Run(**read)
    try:
        date.fromisoformat(run.as_of)
    except ValueError as error:
        raise DoubtfulRow(f"第{number}条记录的考核日读不出") from error
    _check_period(run)
    return run


def _check_period(run: Run) -> None:
    """Raises OldLedger where the days are not those of the period: once every name of a period stood for its whole year."""
    try:
        period = run.rated_period
    except UnreadableText as error:
        raise OldLedger from error
    if (period.first.isoformat(), period.last.isoformat()) != (run.first, run.last):
        raise OldLedger


class OldLedger(Exception):
    """The ledger was written by a version of stardb whose records are no longer read."""


class NewerLedger(Exception):
    """The ledger was written by a newer version of stardb."""

    def __init__(self, schema: object) -> None:
        super().__init__(f"schema {schema}")
        self.schema = schema


def find_current_run(events: Iterable[Event], placed: set[int]) -> list[Event]:
    """The newest placed run of each scheme and period."""
    newest = {(event.run.scheme, event.run.first, event.run.last): event for event in events if event.number in placed}
    return list(newest.values())


def make_texts(record: pd.DataFrame) -> pd.DataFrame:
    """A record with its numbers as digits."""
    return record.astype({"numerator": str, "denominator": str})
