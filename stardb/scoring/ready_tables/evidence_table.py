"""Who has evidence (佐证材料) for which indicator: from the files that were laid down, and from columns that name them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from pathlib import PurePosixPath

import numpy as np

from stardb.dataclass import dataclass
from stardb.intake import Index, Table, Tables
from stardb.problems import Place
from stardb.quantity import BLANK_WORDS, NO_WORDS, Column, Kind, Mask, tidy
from stardb.rulebook import EVIDENCE, Role, Scheme, Step
from stardb.scorers.base import name_evidence

_APART = re.compile(r"[、,，;；\n]+")
"""What stands between the names of several files in a cell."""


@dataclass(frozen=True)
class SubjectEvidence:
    """What was laid down of one subject: the folder it belongs in, its files by indicator, and all of them."""

    folder: str
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    every: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class EvidenceTable(Table):
    """The table of who has evidence: a yes or no for each indicator that asks for it.

    files: column -> the files of each subject. unfound: column -> what a column of the workbooks names and is not there.
    folders: where each subject's files belong.
    """

    files: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    unfound: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    folders: tuple[str, ...] = ()

    def take(self, rows: Mask | Index) -> "EvidenceTable":
        """Only some of the rows, in the order given."""
        places = (np.flatnonzero(rows) if rows.dtype == bool else rows).tolist()
        taken = super().take(rows)
        assert isinstance(taken, EvidenceTable)
        files = {name: tuple(own[k] for k in places) for name, own in self.files.items()}
        unfound = {name: tuple(own[k] for k in places) for name, own in self.unfound.items()}
        return replace(taken, files=files, unfound=unfound, folders=tuple(self.folders[k] for k in places))

    def place(self, i: int, column: str) -> Place | None:
        """The first file; where there is none, the folder it belongs in."""
        files = self.files[column][i] if column in self.files else ()
        return Place(files[0] if files else self.folders[i])

    def has_evidence(self, i: int, column: str) -> bool:
        """Whether subject i has evidence for an indicator."""
        return bool(self.columns[column].data[i])


def list_evidence_steps(scheme: Scheme) -> tuple[Step, ...]:
    """The indicators that ask for evidence, in the order the rule file writes them."""
    return tuple(step for step in scheme.of_role(Role.INDICATOR) if step.evidence is not None)


def add_evidence_table(scheme: Scheme, tables: Tables, laid: Sequence[SubjectEvidence]) -> Tables:
    """The tables with the one that says who has evidence; as they are where no indicator asks for it.

    laid: what each subject has laid down.
    """
    steps = list_evidence_steps(scheme)
    size = len(tables.subjects)
    if not steps or not size or EVIDENCE not in scheme.tables:
        return tables
    columns: dict[str, Column] = {}
    files: dict[str, tuple[tuple[str, ...], ...]] = {}
    unfound: dict[str, tuple[tuple[str, ...], ...]] = {}
    for step in steps:
        name = name_evidence(step.title)
        said = step.evidence.column if step.evidence is not None else ""
        named = _read_column(scheme, tables, said) if said else [None] * size
        found = [_find_files(one, step.title, what) for one, what in zip(laid, named, strict=True)]
        files[name] = tuple(there for there, _ in found)
        unfound[name] = tuple(lost for _, lost in found)
        has = np.array([bool(there) or what is True for (there, _), what in zip(found, named, strict=True)], bool)
        columns[name] = Column(Kind.BOOL, has, np.ones(size, bool))
    nowhere = np.full(size, -1, np.int64)
    made = EvidenceTable(
        EVIDENCE, columns, (), nowhere, nowhere, np.arange(size), files=files, unfound=unfound,
        folders=tuple(one.folder for one in laid),
    )  # fmt: skip
    return replace(tables, single={**tables.single, EVIDENCE: made})


def _read_column(scheme: Scheme, tables: Tables, name: str) -> list[str | bool | None]:
    """What a column says of each subject's evidence: names of files, or whether there is some."""
    title, _ = scheme.columns[name]
    table = tables.single.get(title)
    if table is None or name not in table.columns:
        return [None] * len(tables.subjects)
    values = (table.columns[name].at(i) for i in range(len(tables.subjects)))
    return [value if isinstance(value, str | bool) else None for value in values]


def _find_files(
    laid: SubjectEvidence, indicator: str, named: str | bool | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The files of an indicator, those laid down for it first, then those that a column names; and the names not found."""
    found, lost = [*laid.files.get(indicator, ())], list[str]()
    for name in filter(None, map(str.strip, _APART.split(named))) if isinstance(named, str) else ():
        if name in NO_WORDS or name in BLANK_WORDS:
            continue
        there = [path for path in laid.every if tidy(name) in _names_of(path)]
        found += [path for path in there if path not in found]
        lost += [] if there else [name]
    return tuple(found), tuple(lost)


def _names_of(path: str) -> tuple[str, str]:
    """A file's name with its ending and without."""
    file = PurePosixPath(path)
    return tidy(file.name), tidy(file.stem)
