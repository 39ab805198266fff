"""The ledger (台账): what each run came to, kept in one database file to which rows are only ever added."""

import hashlib
import os
import secrets
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import field
from datetime import UTC, date, datetime
from pathlib import Path

from stardb import __version__
from stardb.dataclass import dataclass
from stardb.files import cause
from stardb.files import remedy as remedy_of
from stardb.ledger.database import check_tables, create_tables, transaction
from stardb.ledger.events import (
    RUN,
    Event,
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
from stardb.ledger.result_rows import DoubtfulRow, compute_digest, read_rows
from stardb.problems import Place, ProblemsError, problem
from stardb.quantity import Period
from stardb.rulebook import Scheme
from stardb.scoring import RECORD, Appraisal, History, Past

KEY_FILE = "stardb.key"

_PARTS = "kind, scheme, first, last, body, previous, hash"


@dataclass(frozen=True)
class LedgerEntry:
    """What is to be kept of one scheme's run: the appraisal, and a digest of the workbooks it was made from."""

    scheme: str
    appraisal: Appraisal
    data_digest: str


@dataclass(frozen=True)
class Owner:
    """Whose a ledger is: the county, what it was called before, and its subjects' earlier names (now -> before)."""

    county: str
    formerly: Sequence[str] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)


class Ledger:
    """A ledger file, and the key file beside it. Made when something is first kept.

    Every method raises ProblemsError: W301 where the file cannot be used or was changed by another hand, W302 where it is
    another county's, W303 where the key to its private keys is missing or another one.
    """

    def __init__(self, path: Path, owner: Owner) -> None:
        self.path, self.owner = path, owner
        self.secret = Secret(path.with_name(KEY_FILE))

    def keys(self, scheme: Scheme) -> Keys:
        """How subjects of a scheme are called here."""
        return Keys(scheme, self.secret, self.owner.renamed)

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
        self._make()
        with self._guard(), transaction(self.path, writing=True) as connection:
            known = self._verify_events(connection)
            found = {(one.run.scheme, one.run.rated_period): one for one in self._counting(connection, known)}
            newest = connection.execute("select hash from event order by id desc limit 1").fetchone()
            last = newest[0] if newest else ""
            made = []
            for entry in entries:
                run, rows = self._run(entry)
                before = found.get((run.scheme, run.rated_period))
                if before is None or not before.run.says_the_same_as(run):
                    before = self._add(connection, run, rows, entry.appraisal.scheme.text, last)
                    last = before.hash
                made.append(before)
            before_commit([one.hash for one in made])
        return [one.number for one in made]

    def place(self, numbers: Sequence[int]) -> None:
        """Let runs count: their result files are in place."""
        with self._guard(), transaction(self.path, writing=True) as connection:
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
            time=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        return run, rows

    def _add(
        self, connection: sqlite3.Connection, run: Run, rows: Sequence[tuple[str, ...]], rules: str, previous: str
    ) -> Event:
        if connection.execute("select 1 from blob where sha256 = ?", (run.rules,)).fetchone() is None:
            connection.execute("insert into blob (sha256, bytes) values (?, ?)", (run.rules, rules.encode()))
        body = make_body(run)
        row = (RUN, run.scheme, run.first, run.last, body, previous, compute_hash(previous, body))
        number = connection.execute(f"insert into event ({_PARTS}) values (?, ?, ?, ?, ?, ?, ?)", row).lastrowid
        assert number is not None
        marks = ", ".join("?" for _ in RECORD)
        insert = f"insert into result (event, {', '.join(RECORD)}) values ({number}, {marks})"
        connection.executemany(insert, rows)
        return Event(number, row[-1], run)

    def _current(self, connection: sqlite3.Connection, scheme: str) -> list[Event]:
        """The runs of a scheme that count, in the order of their periods."""
        mine = [one for one in self._counting(connection, self._verify_events(connection)) if one.run.scheme == scheme]
        return sorted(mine, key=lambda one: one.run.rated_period)

    def _counting(self, connection: sqlite3.Connection, known: Sequence[Event]) -> list[Event]:
        return find_current_run(known, _read_placed(connection))

    def _verify_events(self, connection: sqlite3.Connection) -> list[Event]:
        """All runs there are. Raises DoubtfulRow, NewerLedger, or ProblemsError where they are not this county's."""
        known = verify_chain(connection.execute(f"select id, {_PARTS} from event order by id").fetchall())
        ours = {self.owner.county, *self.owner.formerly}
        others = dict.fromkeys(one.run.county for one in known if one.run.county not in ours)
        if others:
            raise self._of_others(list(others))
        secrets_used = {one.run.secret for one in known if one.run.secret}
        if secrets_used and not self.secret.exists():
            message = f"{self.path.name} 里的证号是用 {KEY_FILE} 遮盖的，这里没有 {KEY_FILE}，对不上人"
            raise ProblemsError([problem("W303", message, Place(KEY_FILE), found="没有", expected=KEY_FILE)])
        if secrets_used and secrets_used != {self.secret.name}:
            message = f"{self.path.name} 里的证号不是用这里的 {KEY_FILE} 遮盖的，对不上人"
            raise ProblemsError([problem("W303", message, Place(KEY_FILE), found="另一个", expected="建这个台账时的")])
        return known

    def _of_others(self, counties: Sequence[str]) -> ProblemsError:
        names = "、".join(f"“{name}”" for name in counties)
        message = f"台账是{names}的，stardb.yaml 里的县（county）是“{self.owner.county}”，没有用它"
        return ProblemsError(
            [problem("W302", message, Place(self.path.name), found="、".join(counties), expected=self.owner.county)]
        )

    def _past(self, connection: sqlite3.Connection, one: Event, keys: Keys) -> Past:
        query = f"select {', '.join(RECORD)} from result where event = ?"
        record = read_rows(connection.execute(query, (one.number,)).fetchall(), one.run.results)
        record = record.sort_values(["key", "item"], ignore_index=True)
        stored = keys.finder(set(record["key"]))
        return Past(one.run.rated_period, date.fromisoformat(one.run.as_of), record, stored)

    def _make(self) -> None:
        """Make the file where there is none: whole, or not at all, and for nobody else to read."""
        if os.path.lexists(self.path):
            return
        aside = self.path.with_name(f".stardb-{secrets.token_hex(6)}")
        try:
            try:
                os.close(os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
                create_tables(aside)
                os.rename(aside, self.path)
            finally:
                with suppress(OSError):
                    aside.unlink(missing_ok=True)
        except OSError as error:
            raise self._unusable(f"建不成：{cause(error)}", remedy_of(error)) from error
        except sqlite3.DatabaseError as error:
            raise self._unusable(*_explain_error(error)) from error

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """A connection to read with; None where nothing has been kept yet, so that reading never makes a file."""
        if not os.path.lexists(self.path):
            yield None
            return
        with self._guard(), transaction(self.path) as connection:
            yield connection

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            self._check_file()
            yield
        except NewerLedger as error:
            remedy = "换用新版本的 stardb；不要用旧版本改它。"
            raise self._unusable("是更新版本的 stardb 建的，这个版本读不了", remedy) from error
        except OldLedger as error:
            remedy = f"把 {self.path.name} 改名存起来，再从首评的时期起逐期运行 stardb run --period 时期。"
            raise self._unusable("是旧版本的 stardb 建的，记法已经改了", remedy) from error
        except DoubtfulRow as error:
            raise self._unusable(f"{error}，没有用它", _RESTORE) from error
        except sqlite3.DatabaseError as error:
            raise self._unusable(*_explain_error(error)) from error

    def _check_file(self) -> None:
        """Raises ProblemsError for what is no file, and what `check_tables` raises."""
        if not self.path.is_file():
            kind = "文件夹" if self.path.is_dir() else "断了的链接" if self.path.is_symlink() else "管道、设备一类"
            raise self._unusable(f"打不开：这是{kind}，不是文件", f"把它移走，从备份放回 {self.path.name}。")
        check_tables(self.path)

    def _unusable(self, reason: str, remedy: str = "") -> ProblemsError:
        message = f"台账文件用不成：{reason}"
        place = Place(self.path.name)
        return ProblemsError([problem("W301", message, place, found=self.path.name, remedy=remedy)])


def _reads_otherwise(run: Run, history: History, scheme: Scheme, stale: Collection[Period]) -> bool:
    """Whether a run read other earlier results than there are now, or periods that are outdated themselves."""
    period = run.rated_period
    names = scheme.list_history(period.kind)
    return run.history != history.digest(names, period) or bool(history.list_periods_read(names, period) & set(stale))


_RESTORE = "从备份恢复；没有备份的，把它改名存起来，从首评的时期起逐期重新运行。"


def _read_placed(connection: sqlite3.Connection) -> set[int]:
    """The numbers of the runs that count."""
    return {number for (number,) in connection.execute("select event from placed")}


def _explain_error(error: BaseException | None) -> tuple[str, str]:
    """Why the file cannot be used, and what to do."""
    name = str(getattr(error, "sqlite_errorname", ""))
    for start, told in _REASONS.items():
        if name.startswith(start):
            return told
    return "不是台账、已损坏，或是别的版本建的", _RESTORE


_REASONS = {
    "SQLITE_BUSY": ("正被别的程序占用", "关闭占用它的程序，再运行。"),
    "SQLITE_LOCKED": ("正被别的程序占用", "关闭占用它的程序，再运行。"),
    "SQLITE_READONLY": ("没有写的权限，或这个位置只能读", "检查文件和文件夹的权限。"),
    "SQLITE_CANTOPEN": ("没有写的权限，或打不开", "检查文件和文件夹的权限。"),
    "SQLITE_PERM": ("没有写的权限，或打不开", "检查文件和文件夹的权限。"),
    "SQLITE_FULL": ("磁盘已满", "清出空间，再运行。"),
    "SQLITE_IOERR": ("磁盘读写出错，或已经满了", "清出空间，检查磁盘或共享盘的连接，再运行。"),
    "SQLITE_NOMEM": ("内存不够", "关闭一些程序，再运行。"),
}
"""How SQLite's name of an error begins -> what it means, and what to do."""
