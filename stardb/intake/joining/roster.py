"""The roster: who is rated, and the keys that say whose a row is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import field
from functools import cached_property

import numpy as np

from stardb.dataclass import dataclass
from stardb.intake.joining.duplicates import merge_duplicates
from stardb.intake.masking import mask, quoted
from stardb.intake.place_names import Key, PlaceNames
from stardb.intake.problem_limits import limit_problems
from stardb.intake.rows.collect_rows import NOBODY, CollectedRows
from stardb.intake.tables import Index, Subjects, Table
from stardb.problems import Problem, problem
from stardb.quantity import Column, Kind, show_at
from stardb.rulebook import TableSpec


@dataclass(frozen=True, eq=False)
class Roster:
    """The subjects, their own table, and their keys to be found by. rows: whose each gathered row is, -1 for nobody's."""

    spec: TableSpec
    subjects: Subjects
    table: Table
    names: PlaceNames
    rows: Index = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @cached_property
    def by_name(self) -> dict[str, list[str]]:
        """The keys of the subjects of each name: namesakes."""
        keys: dict[str, list[str]] = defaultdict(list)
        for key, name in zip(self.subjects.keys, self.subjects.names, strict=True):
            keys[name].append(key)
        return keys

    @cached_property
    def titles(self) -> list[str]:
        """What to call each subject in a message: its group and name."""
        pairs = zip(self.subjects.groups, self.subjects.names, strict=True)
        return ["/".join(dict.fromkeys(part for part in pair if part)) for pair in pairs]


def read_roster(collected: CollectedRows) -> tuple[Roster, list[Problem]]:
    """The subjects: one for each key, in the order of files and rows."""
    keys, problems = keys_of(collected)
    places: dict[Key, int] = {}
    subject = np.array([NOBODY if key is None else places.setdefault(key, len(places)) for key in keys], dtype=np.int64)
    called = ["/".join(key) for key in places]
    merged = merge_duplicates(collected, subject, len(called), called.__getitem__)
    table, doubles = merged.table, merged.problems
    spec = collected.spec
    if set(spec.columns) == set(spec.key):
        doubles = []  # such a roster is read from the sheets of other tables too: who stands in two is no fault
    texts = ["/".join(key) for key in places]
    names = tuple(cell_texts(table.columns[spec.name], map(mask, texts))) if spec.name else tuple(map(mask, texts))
    groups = tuple(cell_texts(table.columns[spec.group], ("" for _ in texts))) if spec.group else ("",) * len(texts)
    subjects = Subjects(tuple(texts), names, groups)
    return Roster(spec, subjects, table, PlaceNames(list(places)), subject), problems + doubles


def keys_of(collected: CollectedRows, whole: bool = True) -> tuple[list[Key | None], list[Problem]]:
    """Each row's key, None where a part is missing, and the problems of rows whose cells do not tell it.

    whole: whether all parts are wanted; else the last will do, and what is missing before it is "".
    """
    table, spec = collected.table, collected.spec
    columns = [table.columns[name] for name in spec.key]
    known = np.logical_and.reduce([column.known for column in (columns if whole else columns[-1:])])
    parts = zip(*(cell_texts(column, ("" for _ in range(len(table)))) for column in columns), strict=True)
    keys = [key if sure else None for key, sure in zip(parts, known, strict=True)]

    def nameless_problem(i: int) -> Problem:
        """The problem of a row that does not tell whose it is."""
        missing = [name for name, column in zip(spec.key, columns, strict=True) if not column.known[i]]
        message = f"这一行没有填{''.join(map(quoted, missing))}，不知道是谁的，没有计入。"
        return problem("D149", message, table.place(i, missing[0]), expected="、".join(missing))

    nameless = np.flatnonzero(~known & ~collected.faulty).tolist()
    return keys, limit_problems(nameless, lambda i: int(table.source[i]), nameless_problem)


def cell_texts(column: Column, otherwise: Iterable[str]) -> list[str]:
    """A column's values as texts, `otherwise` where one is unknown."""
    if column.kind is Kind.TEXT:
        return [
            text if known else other for text, known, other in zip(column.data, column.known, otherwise, strict=True)
        ]
    return [show_at(column, i) if column.known[i] else other for i, other in enumerate(otherwise)]
