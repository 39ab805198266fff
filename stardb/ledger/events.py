"""The events of a ledger: written in one canonical form, chained by hashes, and not believed unless they fit."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, field, fields
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
    blobs: Mapping[str, str] = field(default_factory=dict)
    """What else is kept with the run: name -> digest of its content; none in runs of schema 1."""

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


@dataclass(frozen=True)
class KeptRun:
    """A run as it stands in the ledger, and what became of it.

    is_placed: its result files were put into place. is_current: of the placed ones of its scheme and period it is the newest, the one that counts.
    """

    number: int
    hash: str
    run: Run
    is_placed: bool
    is_current: bool


@dataclass(frozen=True)
class GeneralEvent:
    """What any other event says: that a period was closed, say.

    scheme: "" where it is of all schemes. content: what there is to say, as JSON has it. blobs: what is kept with it, name ->
    digest. time: when it was written.
    """

    kind: str
    scheme: str
    period: str
    first: str
    last: str
    county: str
    content: Mapping[str, Any]
    blobs: Mapping[str, str]
    program: str
    time: str
    schema: int = SCHEMA

    @property
    def rated_period(self) -> Period:
        """The period that it is of."""
        return read_period(self.period)


@dataclass(frozen=True)
class KeptEvent:
    """Such an event as it stands in the ledger."""

    number: int
    hash: str
    event: GeneralEvent


def make_body(said: Run | GeneralEvent) -> str:
    """The canonical form: JSON with sorted keys and no blanks. Raises TypeError, ValueError for content that JSON has not."""
    return json.dumps(asdict(said), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def compute_hash(previous: str, body: str) -> str:
    """The hash that chains an event to the one before."""
    return hashlib.sha256(bytes.fromhex(previous) + body.encode()).hexdigest()


def verify_chain(rows: Iterable[Sequence[Any]]) -> list[Event | KeptEvent]:
    """The events (id, kind, scheme, first, last, body, previous, hash), read, in their order.

    Raises DoubtfulRow where an event was changed, taken out or put in, or was written by a newer stardb.
    """
    found, before = list[Event | KeptEvent](), ""
    for row in rows:
        found.append(verify_event(row, before))
        before = found[-1].hash
    return found


def verify_event(row: Sequence[Any], before: str) -> Event | KeptEvent:
    """One event, read. before: the hash of the one before it. Raises as `verify_chain`."""
    number, kind, scheme, first, last, body, previous, told = row
    if not all(isinstance(part, str) for part in row[1:]):
        raise DoubtfulRow(f"第{number}条记录的内容不是文字")
    if previous != before or _chained(previous, body) != told:
        raise DoubtfulRow(f"第{number}条记录被改动过，或前面少了记录")
    read = _read_body(number, body)
    if [read.get(name) for name in ("kind", "scheme", "first", "last")] != [kind, scheme, first, last]:
        raise DoubtfulRow(f"第{number}条记录被改动过")
    return (
        Event(number, told, _run(number, read))
        if kind == RUN
        else KeptEvent(number, told, _general_event(number, read))
    )


def _chained(previous: str, body: str) -> str:
    """The hash there should be; "" where the one before is none."""
    try:
        return compute_hash(previous, body)
    except ValueError:
        return ""


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
    """A run, with what its schema had not yet left empty."""
    names = {field.name for field in fields(Run)}
    _check_names(number, read, names if read["schema"] > 1 else names - {"blobs"}, {"schema", "blobs"})
    run = Run(**{"blobs": {}, **read})
    try:
        date.fromisoformat(run.as_of)
    except ValueError as error:
        raise DoubtfulRow(f"第{number}条记录的考核日读不出") from error
    _check_period(run)
    return run


def _general_event(number: int, read: dict[str, Any]) -> GeneralEvent:
    _check_names(number, read, {field.name for field in fields(GeneralEvent)}, {"schema", "blobs", "content"})
    if not isinstance(read["content"], dict):
        raise DoubtfulRow(f"第{number}条记录缺项或多项")
    event = GeneralEvent(**read)
    _check_period(event)
    return event


def _check_names(number: int, read: Mapping[str, Any], names: Collection[str], not_texts: Collection[str]) -> None:
    """Raises DoubtfulRow where a body has not just these entries, or one that should be a text is none."""
    blobs = read.get("blobs", {})
    sound = read.keys() == set(names) and all(isinstance(read[name], str) for name in names if name not in not_texts)
    if not sound or not isinstance(blobs, dict) or not all(isinstance(digest, str) for digest in blobs.values()):
        raise DoubtfulRow(f"第{number}条记录缺项或多项")


def _check_period(said: Run | GeneralEvent) -> None:
    """Raises OldLedger where the days are not those of the period: once every name of a period stood for its whole year."""
    try:
        period = said.rated_period
    except UnreadableText as error:
        raise OldLedger from error
    if (period.first.isoformat(), period.last.isoformat()) != (said.first, said.last):
        raise OldLedger


class OldLedger(Exception):
    """The ledger was written by a version of stardb whose records are no longer read."""


class NewerLedger(Exception):
    """The ledger was written by a newer version of stardb."""

    def __init__(self, schema: object) -> None:
        super().__init__(f"schema {schema}")
        self.schema = schema


def find_current_run(events: Iterable[Event], placed: set[int], closed: Collection[str] = ()) -> list[Event]:
    """The newest placed run of each scheme and period; of a closed period the one that is closed. closed: their hashes."""
    known = [event for event in events if event.number in placed or event.hash in closed]
    ordered = sorted(known, key=lambda event: event.hash in closed)
    newest = {(event.run.scheme, event.run.first, event.run.last): event for event in ordered}
    return [event for event in known if newest[event.run.scheme, event.run.first, event.run.last] is event]


def make_texts(record: pd.DataFrame) -> pd.DataFrame:
    """A record with its numbers as digits."""
    return record.astype({"numerator": str, "denominator": str})
