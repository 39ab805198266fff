"""Results in an archive: a file of text for each scheme and period, as the ledger has them, and how keys are hidden in them."""

import csv
import json
from collections.abc import Mapping
from io import StringIO

import pandas as pd

from stardb.scoring import RECORD, STATES, whole_numbers

HIDDEN = "hidden_keys.json"
"""The file that says which private part of a key is which hash."""


def write_record_file(record: pd.DataFrame) -> bytes:
    """A record (columns `RECORD`) as CSV, in the order of keys and items."""
    rows = record[RECORD].astype(str).sort_values(["key", "item"])
    to = StringIO()
    csv.writer(to, lineterminator="\n").writerows([RECORD, *rows.itertuples(index=False, name=None)])
    return to.getvalue().encode()


def read_record_file(content: bytes) -> pd.DataFrame:
    """The record of such a file. Raises ValueError where it is none."""
    try:
        head, *rows = csv.reader(StringIO(content.decode(), newline=""))
    except csv.Error as error:
        raise ValueError(str(error)) from error
    if head != RECORD or any(len(row) != len(RECORD) for row in rows):
        raise ValueError("columns")
    record = pd.DataFrame(rows, columns=RECORD)
    record = record.assign(**{name: whole_numbers(record[name]) for name in ("numerator", "denominator")})
    if (record["denominator"] < 1).any() or not record["state"].isin(STATES).all():
        raise ValueError("values")
    return record


def write_hidden_keys(hashes: Mapping[str, str]) -> bytes:
    """Which private part of a key is which hash; as nobody can tell who has not the key file."""
    return f"{json.dumps(hashes, ensure_ascii=False, sort_keys=True, indent=1)}\n".encode()


def read_hidden_keys(content: bytes) -> dict[str, str]:
    """The same read. Raises ValueError where it is none."""
    given = json.loads(content)
    if not isinstance(given, dict):
        raise ValueError("no mapping")
    return {str(part): str(hash_) for part, hash_ in given.items()}
