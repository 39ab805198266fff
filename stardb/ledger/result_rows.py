"""The rows kept of a run, as texts: their digest, and their values read back, or refused where they are none."""

import csv
import hashlib
from collections.abc import Sequence
from typing import Any

import pandas as pd

from stardb.scoring import RECORD, STATES, whole_numbers


class DoubtfulRow(Exception):
    """What stands in the ledger cannot be what was kept. The message is half a Chinese sentence."""


class _Digest:
    """A text file of which only the digest is kept."""

    def __init__(self) -> None:
        self.sum = hashlib.sha256()

    def write(self, text: str) -> int:
        self.sum.update(text.encode())
        return len(text)


def compute_digest(rows: Sequence[Sequence[str]]) -> str:
    """SHA-256 of rows in the order of `RECORD`, sorted, each as a line of CSV."""
    digest = _Digest()
    csv.writer(digest, lineterminator="\n").writerows(sorted(map(tuple, rows)))
    return digest.sum.hexdigest()


def read_rows(rows: Sequence[Sequence[Any]], digest: str) -> pd.DataFrame:
    """The record of a run. Raises DoubtfulRow where the rows are not those of the digest, or hold no values."""
    if not all(isinstance(part, str) for row in rows for part in row) or compute_digest(rows) != digest:
        raise DoubtfulRow("结果被改动过，与记下的校验值不符")
    record = pd.DataFrame([list(row) for row in rows], columns=RECORD)
    try:
        record = record.assign(**{name: whole_numbers(record[name]) for name in ("numerator", "denominator")})
    except ValueError as error:
        raise DoubtfulRow("结果里有不是数的值") from error
    if (record["denominator"] < 1).any() or not record["state"].isin(STATES).all():
        raise DoubtfulRow("结果里有不可能的值")
    return record
