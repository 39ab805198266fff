"""The ledger (台账): each period's results kept in one database file, from which the next period reads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
from sqlalchemy import Connection, create_engine, delete, event, insert, select
from sqlalchemy.exc import DatabaseError

from stardb.ledger.schema import appraisals, metadata, results
from stardb.problems import Place, ProblemsError, problem
from stardb.scoring import Appraisal, History, Past
from stardb.scoring.history import RECORD


@dataclass(frozen=True)
class Entry:
    """What is to be kept of one scheme's run: the appraisal, and digests of what it was made from."""

    scheme: str
    appraisal: Appraisal
    rules_digest: str
    data_digest: str


class Ledger:
    """A ledger file. Opening makes it where there is none; raises ProblemsError (W3..) where it cannot be used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.engine = create_engine(f"sqlite:///{path}")
        event.listen(self.engine, "connect", lambda connection, _: connection.execute("pragma foreign_keys = on"))
        try:
            metadata.create_all(self.engine)
        except DatabaseError as error:
            message = "台账文件打不开：不是台账、已损坏，或没有写的权限"
            raise ProblemsError([problem("W301", message, Place(path.name), found=path.name)]) from error

    def history(self, scheme: str, before: date) -> History:
        """The periods of a scheme earlier than a day, oldest first."""
        with self.engine.connect() as connection:
            wanted = select(appraisals).where(appraisals.c.scheme == scheme, appraisals.c.as_of < before.isoformat())
            rows = connection.execute(wanted.order_by(appraisals.c.as_of)).all()
            return History(tuple(Past(r.period, date.fromisoformat(r.as_of), _record(connection, r.id)) for r in rows))

    def keep(self, entries: Sequence[Entry], then: Callable[[], None] = lambda: None) -> None:
        """Keep the results of a run; a period kept before is replaced. All or none: also none if `then` raises."""
        with self.engine.begin() as connection:
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
        }
        number = connection.execute(insert(appraisals).values(row)).inserted_primary_key
        record = made.record().assign(appraisal=number[0] if number else 0)
        if len(record):
            connection.execute(insert(results), record.to_dict("records"))  # type: ignore[arg-type]

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()


def _record(connection: Connection, number: int) -> pd.DataFrame:
    columns = [results.c[name] for name in RECORD]
    rows = connection.execute(select(*columns).where(results.c.appraisal == number).order_by(results.c.key, results.c.item))
    return pd.DataFrame(rows.all(), columns=RECORD)
