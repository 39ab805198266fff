"""The roster: who is rated, and how a row's key leads to its subject."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stardb.intake.duplicates import settle
from stardb.intake.gathering import NOBODY, Gathered
from stardb.intake.naming import Key, Names
from stardb.intake.table import Subjects, Table
from stardb.problems import Problem, problem
from stardb.quantity import Kind
from stardb.quantity.column import Column
from stardb.quantity.showing import show_at
from stardb.rulebook.tables import TableSpec

Index = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Roster:
    """The subjects, their own table, and their keys to be found by."""

    spec: TableSpec
    subjects: Subjects
    table: Table
    names: Names


def read_roster(gathered: Gathered) -> tuple[Roster, list[Problem]]:
    """The subjects: one for each key, in the order of files and rows."""
    keys, problems = keys_of(gathered)
    places: dict[Key, int] = {}
    subject = np.array([NOBODY if key is None else places.setdefault(key, len(places)) for key in keys], dtype=np.int64)
    table, doubles = settle(gathered, subject, list(places))
    spec = gathered.spec
    rows = np.array([int(np.argmax(subject == i)) for i in range(len(places))], dtype=np.int64)
    ...
