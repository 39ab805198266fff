"""The ledger (台账): each period's results kept in one database file, from which the next period reads."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
from sqlalchemy import Connection, create_engine, delete, event, insert, inspect, select
from sqlalchemy.exc import DatabaseError

from stardb.ledger.schema import appraisals, metadata, results
from stardb.problems import Place, ProblemsError, problem
from stardb.scoring import Appraisal, History, Past
from stardb.scoring.history import RECORD, whole_numbers

PATIENCE = 2
"""How many seconds to wait for another program that is using the file."""


@dataclass(frozen=True)
class Entry:
    """What is to be kept of one scheme's run: the appraisal, and digests of what it was made from."""

    scheme: str
    appraisal: Appraisal
    rules_digest: str
    data_digest: str


class Ledger:
    """A ledger file. Made when something is first kept; every method raises ProblemsError (W301) where it cannot be used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": PATIENCE})
        event.listen(self.engine, "connect", lambda connection, _: connection.execute("pragma foreign_keys = on"))

    def history(self, scheme: str, before: date, besides: str = "", since: str = "") -> History:
        """The periods of a scheme earlier than a day, oldest first; without period `besides` and those before `since`."""
        with self._reading() as connection:
            if connection is None:
                return History()
            wanted = select(appraisals).where(appraisals.c.scheme == scheme, appraisals.c.as_of < before.isoformat())
            wanted = wanted.where(appraisals.c.period != besides, appraisals.c.period >= since)
            rows = connection.execute(wanted.order_by(appraisals.c.as_of)).all()
            return History(tuple(Past(r.period, date.fromisoformat(r.as_of), _record(connection, r.id)) for r in rows))

    def outdated(self, entry: Entry) -> list[str]:
        """The later periods of a scheme that were reckoned from other results than this entry's, in order."""
        made = entry.appraisal
        day = made.scheme.as_of
        stale: list[str] = []
        past = (*made.history.past, Past(made.period, day, made.record()))
        with self._reading() as connection:
            if connection is None:
                return []
            wanted = select(appraisals).where(appraisals.c.scheme == entry.scheme, appraisals.c.period != made.period)
            later = wanted.where(appraisals.c.as_of > day.isoformat()).order_by(appraisals.c.as_of)
            for row in connection.execute(later).all():
                read = row.history_digest
                if read and (stale or read != History(past).digest(made.scheme.history)):
                    stale.append(row.period)
                past = (*past, Past(row.period, date.fromisoformat(row.as_of), _record(connection, row.id)))
        return stale

    def keep(self, entries: Sequence[Entry], then: Callable[[], None] = lambda: None) -> None:
        """Keep the results of a run; a period kept before is replaced. All or none: also none if `then` raises."""
        with self._guarded(), self.engine.begin() as connection:
            metadata.create_all(connection)
            for entry in entries:
                self._replace(connection, entry)
            then()

    def _replace(self, connection: Connection, entry: Entry) -> None:
        made, scheme = entry.appraisal, entry.appraisal.scheme
        same = (appraisals.c.scheme == entry.scheme) & (appraisals.c.period == made.period)
        old = select(appraisals.c.id).where(same)
        connection.execute(delete(results).where(results.c.appraisal.in_(old)))
        connection.execute(delete(appraisals).where(same))
        row = {
            "scheme": entry.scheme,
            "title": scheme.title,
            "period": made.period,
            "as_of": scheme.as_of.isoformat(),
            "rules_digest": entry.rules_digest,
            "data_digest": entry.data_digest,
            "history_digest": made.history.digest(scheme.history) if scheme.history else "",
        }
        number = connection.execute(insert(appraisals).values(row)).inserted_primary_key
        record = made.record().assign(appraisal=number[0] if number else 0)
        record = record.astype({"numerator": str, "denominator": str})
        if len(record):
            connection.execute(insert(results), record.to_dict("records"))  # type: ignore[arg-type]

    @contextmanager
    def _reading(self) -> Iterator[Connection | None]:
        """A connection to read with; None where nothing has been kept yet, so that reading never makes a file."""
        if not self.path.exists():
            yield None
            return
        with self._guarded(), self.engine.connect() as connection:
            yield connection if inspect(connection).has_table(appraisals.name) else None

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            message = f"台账文件用不成：{_reason(str(error.orig))}"
            raise ProblemsError([problem("W301", message, Place(self.path.name), found=self.path.name)]) from error

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()


def _record(connection: Connection, number: int) -> pd.DataFrame:
    columns = [results.c[name] for name in RECORD]
    rows = connection.execute(
        select(*columns).where(results.c.appraisal == number).order_by(results.c.key, results.c.item)
    )
    record = pd.DataFrame(rows.all(), columns=RECORD)
    return record.assign(**{name: whole_numbers(record[name]) for name in ("numerator", "denominator")})


def _reason(told: str) -> str:
    if "locked" in told:
        return "正被别的程序占用"
    if "readonly" in told or "unable to open" in told:
        return "没有写的权限，或打不开"
    return "没有空间了" if "full" in told else "不是台账、已损坏，或是别的版本建的"
