"""The ledger (台账): what each run came to, kept in one database file to which rows are only ever added."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from stardb import __version__
from stardb.dataclass import dataclass
from stardb.intake import Succession
from stardb.ledger.blobs import add_blob, compute_blob_digest, unpack_blob
from stardb.ledger.closed_runs import CLOSE, REOPEN, find_closed_runs
from stardb.ledger.copying import copy_rows
from stardb.ledger.events import (
    RUN,
    Event,
    GeneralEvent,
    KeptEvent,
    KeptRun,
    NewerLedger,
    OldLedger,
    Run,
    compute_hash,
    find_current_run,
    make_body,
    make_texts,
    verify_chain,
)
from stardb.ledger.keys import Keys, Secret
from stardb.ledger.postgresql_store import PostgresqlStore
from stardb.ledger.result_rows import DoubtfulRow, compute_digest, read_rows
from stardb.ledger.sqlite_store import SqliteStore
from stardb.ledger.store import RESTORE, Connection, Store, StoreFault
from stardb.ledger.verification import verify_rows
from stardb.problems import Place, Problem, ProblemsError, problem
from stardb.quantity import Period
from stardb.rulebook import Scheme
from stardb.scoring import RECORD, Appraisal, History, Past

KEY_FILE = "stardb.key"

_PARTS = "kind, scheme, first, last, body, previous, hash"


@dataclass(frozen=True)
class LedgerEntry:
    """What is to be kept of one scheme's run: the appraisal, and a digest of the workbooks it was made from.

    blobs: contents to be kept with it by name, beside the rules, which always are.
    """

    scheme: str
    appraisal: Appraisal
    data_digest: str
    blobs: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Owner:
    """Whose a ledger is: the county, what it was called before, and what became of its subjects."""

    county: str
    formerly: Sequence[str] = ()
    successions: Sequence[Succession] = ()


class Ledger:
    """A ledger, in a file or in a PostgreSQL database, and the key file. Made when something is first kept.

    path: the file; the key file lies in its folder. url: the database, `postgresql://…`, where it is not kept in the file. Every method raises ProblemsError: W301 where the file cannot be used or was changed by another hand, W302 where it is
    another county's, W303 where the key to its private keys is missing or another one, W306 to W309 where the database cannot
    be reached.
    """

    def __init__(self, path: Path, owner: Owner, url: str = "") -> None:
        self.path, self.owner = path, owner
        self.store: Store = PostgresqlStore(url) if url else SqliteStore(path)
        self.secret = Secret(path.with_name(KEY_FILE))

    def keys(self, scheme: Scheme) -> Keys:
        """How subjects of a scheme are called here."""
        return Keys(scheme, self.secret, self.owner.successions)

    def history(self, name: str, scheme: Scheme, since: Period | None = None) -> History:
        """The periods of a scheme earlier than its own, in order. since: those that ended before it are left out."""
        with self._reading() as connection:
            if connection is None:
                return History()
            earlier = [
                one
                for one in self._current(connection, name)
                if one.run.rated_period < scheme.period and (since is None or since.first <= one.run.rated_period.last)
            ]
            return History(tuple(self._past(connection, one, self.keys(scheme)) for one in earlier))

    def find_outdated(self, entry: LedgerEntry) -> list[Period]:
        """The later periods of a scheme that were computed from other results than this entry's, in order."""
        made = entry.appraisal
        scheme, keys = made.scheme, self.keys(made.scheme)
        stale: list[Period] = []
        with self._reading() as connection:
            if connection is None:
                return []
            record = made.record()
            mine = record.assign(key=[keys.store_key(str(key)) for key in record["key"]])
            past = (*made.history.past, Past(made.period, scheme.as_of, mine))
            for one in self._current(connection, entry.scheme):
                period = one.run.rated_period
                if period <= made.period:
                    continue
                if one.run.history and _reads_otherwise(one.run, History(past), scheme, stale):
                    stale.append(period)
                past = (*past, self._past(connection, one, keys))
        return stale

    def keep(
        self, entries: Sequence[LedgerEntry], before_commit: Callable[[Sequence[str]], None] = lambda _: None
    ) -> list[int]:
        """Add the results of a run, which do not count until they are `place`d. Gives the events' numbers.

        A scheme whose newest run that counts says the same adds nothing. before_commit: called with the events' hashes when
        all is written and only the commit is to come. All or none: also none if it raises.
        """
        with self._writing() as connection:
            known = self._verify_events(connection)
            found = {(one.run.scheme, one.run.rated_period): one for one in self._counting(connection, known)}
            newest = connection.execute("select hash from event order by id desc limit 1").fetchone()
            last = newest[0] if newest else ""
            made = []
            for entry in entries:
                run, rows = self._run(entry)
                before = found.get((run.scheme, run.rated_period))
                if before is None or not before.run.says_the_same_as(run):
                    for content in (entry.appraisal.scheme.text.encode(), *entry.blobs.values()):
                        add_blob(connection, content)
                    before = self._add(connection, run, rows, last)
                    last = before.hash
                made.append(before)
            before_commit([one.hash for one in made])
        return [one.number for one in made]

    def place(self, numbers: Sequence[int]) -> None:
        """Let runs count: their result files are in place."""
        with self._writing() as connection:
            there = _read_placed(connection)
            fresh = [(number,) for number in numbers if number not in there]
            connection.executemany("insert into placed (event) values (?)", fresh)

    def find(self, hashes: Sequence[str]) -> list[int]:
        """The numbers of some events by their hashes; those that were never committed are not among them."""
        with self._reading() as connection:
            if connection is None:
                return []
            numbers: dict[str, int] = dict(connection.execute("select hash, id from event").fetchall())
        return [numbers[hash_] for hash_ in hashes if hash_ in numbers]

    def list_runs(self) -> list[Run]:
        """The runs that count: the newest placed one of each scheme and period."""
        with self._reading() as connection:
            if connection is None:
                return []
            return [one.run for one in self._counting(connection, self._verify_events(connection))]

    def list_kept_runs(self, scheme: str | None = None, period: Period | None = None) -> list[KeptRun]:
        """All runs ever kept, the oldest first; of a scheme, of a period."""
        with self._reading() as connection:
            if connection is None:
                return []
            known, placed = self._verify_events(connection), _read_placed(connection)
            current = {one.number for one in self._counting(connection, known)}
        return [
            KeptRun(one.number, one.hash, one.run, one.number in placed, one.number in current)
            for one in known
            if scheme in (None, one.run.scheme) and period in (None, one.run.rated_period)
        ]

    def read_record(self, kept: KeptRun) -> pd.DataFrame:
        """The record (columns `RECORD`) of a run, in the order of keys and items; private keys are keyed hashes.

        Raises KeyError for a run that is not in this ledger.
        """
        with self._reading() as connection:
            if connection is None:
                raise KeyError(kept.hash)
            return self._record(connection, kept.number, kept.run)

    def read_blob(self, sha256: str) -> bytes:
        """A content kept with runs or other events. Raises KeyError where there is none of this digest, or no more."""
        with self._reading() as connection:
            found = connection and connection.execute("select bytes from blob where sha256 = ?", (sha256,)).fetchone()
            if not found:
                raise KeyError(sha256)
            return unpack_blob(sha256, found[0])

    def add_event(
        self,
        kind: str,
        scheme: str,
        period: Period,
        content: Mapping[str, Any],
        blobs: Mapping[str, bytes] | None = None,
        before_commit: Callable[[str], None] = lambda _: None,
    ) -> KeptEvent:
        """Write down what happened beside runs: `close`, `reopen`, `decision`, `forget`.

        scheme: "" where it is of all. content: what JSON can say. blobs: contents to be kept with it, by name. before_commit:
        called with the event's hash when only the commit is to come; nothing is written if it raises. Raises ValueError for
        the kind `run`, which is for `keep`.
        """
        if kind == RUN:
            raise ValueError(kind)
        digests = {name: compute_blob_digest(blob) for name, blob in sorted((blobs or {}).items())}
        first, last = period.first.isoformat(), period.last.isoformat()
        event = GeneralEvent(
            kind, scheme, period.name, first, last, self.owner.county, content, digests, __version__, _tell_time()
        )
        with self._writing() as connection:
            chain = self._verify_chain(connection)
            for blob in (blobs or {}).values():
                add_blob(connection, blob)
            number, hash_ = _add_body(connection, event, chain[-1].hash if chain else "")
            before_commit(hash_)
        return KeptEvent(number, hash_, event)

    def list_events(self, kind: str | None = None) -> list[KeptEvent]:
        """What happened beside runs, the oldest first; of one kind."""
        with self._reading() as connection:
            if connection is None:
                return []
            chain = self._verify_chain(connection)
        return [one for one in chain if isinstance(one, KeptEvent) and kind in (None, one.event.kind)]

    def head(self) -> str:
        """The hash of the newest event, which stands for all before it too; "" where there is none yet."""
        with self._reading() as connection:
            chain = self._verify_chain(connection) if connection is not None else []
        return chain[-1].hash if chain else ""

    def verify(self) -> list[Problem]:
        """All that is wrong with the ledger: its chain, the results of every run, and every content kept. None is raised."""
        try:
            with self._reading() as connection:
                if connection is None:
                    return []
                found, chain = verify_rows(connection, self.store.name)
                if not found and not self.store.is_sound(connection):
                    found = [problem("W305", "台账的索引与其中的内容对不上，文件已损坏", Place(self.store.name))]
                self._check_owner(chain)
                return found
        except ProblemsError as error:
            return list(error.problems)

    def write_copy(self, to: Path) -> bool:
        """Write all there is into a new file of SQLite, of one moment, also while others use the ledger; False where there is nothing."""
        with self._reading() as connection:
            if connection is None:
                return False
            if isinstance(self.store, SqliteStore):
                self.store.copy_to(to)
            else:
                copy = SqliteStore(to)
                copy.make()
                with copy.transaction(writing=True) as target:
                    copy_rows(connection, target)
        return True

    def read_copy(self, path: Path) -> bool:
        """Take over all rows of a file of SQLite into a ledger that has none; False where it has the same already.

        Raises ProblemsError: W314 where it has others.
        """
        copy = SqliteStore(path)
        with self._writing() as connection, copy.transaction() as source:
            query = "select hash from event order by id"
            there, coming = (one.execute(query).fetchall() for one in (connection, source))
            if there and there != coming:
                message = f"台账（{self.store.name}）里已有别的记录，没有放进去"
                raise ProblemsError([problem("W314", message, Place(self.store.name), found=f"{len(there)}条记录")])
            if not there:
                copy_rows(source, connection)
        return not there

    def describe_run(self, entry: LedgerEntry) -> Run:
        """What would be kept of a run, were it kept now."""
        return self._run(entry)[0]

    def _run(self, entry: LedgerEntry) -> tuple[Run, list[tuple[str, ...]]]:
        made, scheme, keys = entry.appraisal, entry.appraisal.scheme, self.keys(entry.appraisal.scheme)
        record = make_texts(made.record())
        stored = [keys.store_key(str(key)) for key in record["key"]]
        rows = list(record.assign(key=stored)[RECORD].astype(str).itertuples(index=False, name=None))
        hidden = any(old != new for old, new in zip(record["key"], stored, strict=True))
        read = scheme.list_history(made.period.kind)
        first, last = made.period.first.isoformat(), made.period.last.isoformat()
        run = Run(
            scheme=entry.scheme,
            title=scheme.title,
            period=made.period.name,
            first=first,
            last=last,
            as_of=scheme.as_of.isoformat(),
            county=self.owner.county,
            rules=hashlib.sha256(scheme.text.encode()).hexdigest(),
            data=entry.data_digest,
            history=made.history.digest(read, made.period) if read else "",
            results=compute_digest(rows),
            secret=self.secret.name if hidden else "",
            program=__version__,
            time=_tell_time(),
            blobs={name: compute_blob_digest(content) for name, content in sorted(entry.blobs.items())},
        )
        return run, rows

    def _add(self, connection: Connection, run: Run, rows: Sequence[tuple[str, ...]], previous: str) -> Event:
        number, hash_ = _add_body(connection, run, previous)
        marks = ", ".join("?" for _ in RECORD)
        insert = f"insert into result (event, {', '.join(RECORD)}) values ({number}, {marks})"
        connection.executemany(insert, rows)
        return Event(number, hash_, run)

    def _current(self, connection: Connection, scheme: str) -> list[Event]:
        """The runs of a scheme that count, in the order of their periods."""
        mine = [one for one in self._counting(connection, self._verify_events(connection)) if one.run.scheme == scheme]
        return sorted(mine, key=lambda one: one.run.rated_period)

    def _counting(self, connection: Connection, known: Sequence[Event]) -> list[Event]:
        return find_current_run(known, _read_placed(connection), _read_closed(connection))

    def _verify_events(self, connection: Connection) -> list[Event]:
        """All runs there are. Raises as `_verify_chain`."""
        return [one for one in self._verify_chain(connection) if isinstance(one, Event)]

    def _verify_chain(self, connection: Connection) -> list[Event | KeptEvent]:
        """All events there are. Raises DoubtfulRow, NewerLedger, or ProblemsError where they are not this county's."""
        chain = verify_chain(connection.execute(f"select id, {_PARTS} from event order by id").fetchall())
        self._check_owner(chain)
        return chain

    def _check_owner(self, chain: Sequence[Event | KeptEvent]) -> None:
        """Raises ProblemsError (W302, W303) where events are of another county, or their keys hashed with another key."""
        ours = {self.owner.county, *self.owner.formerly}
        counties = [one.run.county if isinstance(one, Event) else one.event.county for one in chain]
        others = dict.fromkeys(county for county in counties if county not in ours)
        if others:
            raise self._of_others(list(others))
        secrets_used = {one.run.secret for one in chain if isinstance(one, Event) and one.run.secret}
        if secrets_used and not self.secret.exists():
            message = f"{self.store.name} 里的证号是用 {KEY_FILE} 遮盖的，这里没有 {KEY_FILE}，对不上人"
            raise ProblemsError([problem("W303", message, Place(KEY_FILE), found="没有", expected=KEY_FILE)])
        if secrets_used and secrets_used != {self.secret.name}:
            message = f"{self.store.name} 里的证号不是用这里的 {KEY_FILE} 遮盖的，对不上人"
            raise ProblemsError([problem("W303", message, Place(KEY_FILE), found="另一个", expected="建这个台账时的")])

    def _of_others(self, counties: Sequence[str]) -> ProblemsError:
        names = "、".join(f"“{name}”" for name in counties)
        message = f"台账是{names}的，stardb.yaml 里的县（county）是“{self.owner.county}”，没有用它"
        return ProblemsError(
            [problem("W302", message, Place(self.store.name), found="、".join(counties), expected=self.owner.county)]
        )

    def _record(self, connection: Connection, number: int, run: Run) -> pd.DataFrame:
        query = f"select {', '.join(RECORD)} from result where event = ?"
        record = read_rows(connection.execute(query, (number,)).fetchall(), run.results)
        return record.sort_values(["key", "item"], ignore_index=True)

    def _past(self, connection: Connection, one: Event, keys: Keys) -> Past:
        record = self._record(connection, one.number, one.run)
        day = date.fromisoformat(one.run.as_of)
        followed = keys.follow(set(record["key"]), day)
        return Past(one.run.rated_period, day, record, followed.find_stored, followed.find_unsure)

    @contextmanager
    def _reading(self) -> Iterator[Connection | None]:
        """A connection to read with; None where nothing has been kept yet, so that reading never makes a file."""
        with self._guard():
            if not self.store.exists():
                yield None
                return
            with self.store.transaction() as connection:
                yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A connection to add rows with, of a ledger that is made where there is none."""
        with self._guard():
            self.store.make()
            with self.store.transaction(writing=True) as connection:
                yield connection

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except NewerLedger as error:
            remedy = "换用新版本的 stardb；不要用旧版本改它。"
            raise self._unusable("是更新版本的 stardb 建的，这个版本读不了", remedy) from error
        except OldLedger as error:
            remedy = f"把 {self.store.name} 改名存起来，再从首评的时期起逐期运行 stardb run --period 时期。"
            raise self._unusable("是旧版本的 stardb 建的，记法已经改了", remedy) from error
        except DoubtfulRow as error:
            raise self._unusable(f"{error}，没有用它", RESTORE) from error
        except StoreFault as fault:
            raise self._unusable(fault.reason, fault.remedy, fault.code) from fault

    def _unusable(self, reason: str, remedy: str = "", code: str = "W301") -> ProblemsError:
        name = self.store.name
        message = f"台账文件用不成：{reason}" if name == self.path.name else f"台账（{name}）用不成：{reason}"
        return ProblemsError([problem(code, message, Place(name), found=name, remedy=remedy)])


def _add_body(connection: Connection, said: Run | GeneralEvent, previous: str) -> tuple[int, str]:
    """Add an event, without its rows; its number and hash."""
    body = make_body(said)
    hash_ = compute_hash(previous, body)
    (newest,) = connection.execute("select max(id) from event").fetchone()
    row = ((newest or 0) + 1, said.kind, said.scheme, said.first, said.last, body, previous, hash_)
    connection.execute(f"insert into event (id, {_PARTS}) values (?, ?, ?, ?, ?, ?, ?, ?)", row)
    return row[0], hash_


def _tell_time() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _reads_otherwise(run: Run, history: History, scheme: Scheme, stale: Collection[Period]) -> bool:
    """Whether a run read other earlier results than there are now, or periods that are outdated themselves."""
    period = run.rated_period
    names = scheme.list_history(period.kind)
    return run.history != history.digest(names, period) or bool(history.list_periods_read(names, period) & set(stale))


def _read_placed(connection: Connection) -> set[int]:
    """The numbers of the runs that count."""
    return {number for (number,) in connection.execute("select event from placed")}


def _read_closed(connection: Connection) -> set[str]:
    """The hashes of the runs that closings hold."""
    query = "select kind, body, hash from event where kind in (?, ?) order by id"
    return find_closed_runs(connection.execute(query, (CLOSE, REOPEN)).fetchall())
