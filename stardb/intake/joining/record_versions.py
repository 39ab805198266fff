"""Two versions of one township's sheet of records: nobody knows which holds, so neither is read.

Rows of a record table add up, so a sheet sent in a second time would count every event twice. Two sheets are versions of one
where their rows are the same for the most part; where their files hold the same subjects in a table of one row each; or where
they are called alike (`甲镇(1)`), or are copies of one form, and most rows differ in a single cell at most, no date.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePosixPath
from typing import NamedTuple

import numpy as np

from stardb.dataclass import dataclass
from stardb.intake.joining.identical_rows import number_identical_rows
from stardb.intake.masking import quoted
from stardb.intake.rows.collect_rows import CollectedRows
from stardb.intake.tables import Index, RowSource, Table
from stardb.problems import Place, Problem, problem
from stardb.quantity import Mask
from stardb.rulebook import TableSpec

_Pair = tuple[int, int]

Files = frozenset[str]
"""Two files."""


@dataclass(frozen=True)
class _Version:
    """A sheet's rows of one group: how many they are, the sheet it contradicts, and how many rows both have."""

    rows: int
    other: int
    rows_there: int
    alike: int


Placed = tuple[CollectedRows, Index, Sequence[str]]
"""A table with one row a subject, the subject of each of its rows (-1 where it is nobody's), and each subject's group."""


def find_files_sent_twice(tables: Iterable[Placed]) -> dict[Files, set[str]]:
    """Pairs of files that hold, for the most part, the same subjects of a group in a table with one row each; the groups."""
    found: dict[Files, set[str]] = defaultdict(set)
    for collected, subject, groups in tables:
        if not (np.bincount(subject[subject >= 0]) > 1).any():
            continue  # everybody stands once
        held: dict[int, dict[str, None]] = defaultdict(dict)
        files = [source.file for source in collected.table.sources]
        for s, source in zip(subject.tolist(), collected.table.source.tolist(), strict=True):
            if s >= 0:
                held[s][files[source]] = None
        number = Counter((groups[s], file) for s, mine in held.items() for file in mine)
        both = Counter((groups[s], *pair) for s, mine in held.items() for pair in pairwise(mine))
        for (group, one, other), count in both.items():
            if 2 * count >= min(number[group, one], number[group, other]):
                found[frozenset((one, other))].add(group)
    return found


class VersionsLeftOut(NamedTuple):
    """A table without the rows that have two versions; which rows are left; the problems; the pairs of files that hold both."""

    table: Table
    left: Mask
    problems: list[Problem]
    files: set[Files]


def leave_out_versions(
    spec: TableSpec, table: Table, lots: Index, groups: Sequence[str], twice: Mapping[Files, set[str]]
) -> VersionsLeftOut:
    """A record table without the sheets' rows of groups that have two versions of it; which rows are left; the problems.

    lots: of rows that are alike, as `number_identical_rows` gives them. groups: of each subject. twice: as `find_files_sent_twice` gives it. The
    subjects of these groups are marked in the table, and each such sheet has a problem.
    """
    codes = {group: code for code, group in enumerate(dict.fromkeys(groups))}
    coded = np.array([codes[group] for group in groups], dtype=np.int64)
    versions = _versions(spec, table, lots, coded, [*codes], twice)
    if not versions:
        return VersionsLeftOut(table, np.ones(len(table), dtype=bool), [], set())
    left_out = np.zeros(len(table), dtype=bool)
    for (source, code), _ in versions.items():
        left_out |= (table.source == source) & (coded[table.subject] == code)
    problems = [_version_problem(table, source, [*codes][code], found) for (source, code), found in versions.items()]
    refused: Mask = np.isin(coded, [code for _, code in versions])
    files = {
        frozenset((table.sources[source].file, table.sources[found.other].file))
        for (source, _), found in versions.items()
    }
    return VersionsLeftOut(replace(table.take(~left_out), twice=refused), ~left_out, problems, files)


def _versions(
    spec: TableSpec, table: Table, lots: Index, coded: Index, names: Sequence[str], twice: Mapping[Files, set[str]]
) -> dict[_Pair, _Version]:
    """(sheet, group) -> what it contradicts, for those that have another version, in order."""
    size = Counter(zip(table.source.tolist(), coded[table.subject].tolist(), strict=True))
    shared = _count_shared(table, lots, coded)
    near = _count_nearly_shared(spec, table, coded)
    groups_of = defaultdict(set)
    for source, code in size:
        groups_of[source].add(code)
    found: dict[_Pair, list[_Version]] = defaultdict(list)
    for one, other, code in _candidates(table.sources, size, {**shared, **near}, names, twice):
        here, there, alike = size[one, code], size[other, code], shared[one, other, code]
        several = len(groups_of[one]) > 1 or len(groups_of[other]) > 1
        least = max(here, there) if several else min(here, there)
        files = frozenset((table.sources[one].file, table.sources[other].file))
        is_near = 2 * near[one, other, code] >= min(here, there) > 0
        if (alike and 2 * alike >= least) or is_near or names[code] in twice.get(files, set()):
            found[one, code].append(_Version(here, other, there, alike))
            found[other, code].append(_Version(there, one, here, alike))
    return {pair: max(held, key=lambda version: version.alike) for pair, held in sorted(found.items())}


def _count_shared(table: Table, lots: Index, coded: Index) -> Counter[tuple[int, int, int]]:
    """(sheet, later sheet, group) -> how many rows both have: with each row's first sheet every other is compared."""
    size = max(1, len(table.sources))
    pairs, count = np.unique(lots * size + table.source, return_counts=True)
    of, sheet = pairs // size, pairs % size
    several = np.bincount(of)[of] > 1 if len(of) else np.zeros(0, dtype=bool)
    whose = dict(zip(lots.tolist(), table.subject.tolist(), strict=True)) if several.any() else {}
    shared: Counter[tuple[int, int, int]] = Counter()
    first: dict[int, tuple[int, int]] = {}
    found = (part[several].tolist() for part in (of, sheet, count))
    for lot, source, rows in zip(*found, strict=True):
        earlier, there = first.setdefault(lot, (source, rows))
        if earlier != source:
            shared[earlier, source, int(coded[whose[lot]])] += min(there, rows)
    return shared


def _count_nearly_shared(spec: TableSpec, table: Table, coded: Index) -> Counter[tuple[int, int, int]]:
    """(sheet, later sheet, group) -> how many rows of the later one differ from one of the first in a single cell at most.

    Only sheets that are called alike, or are copies of one form, are compared.
    """
    found: Counter[tuple[int, int, int]] = Counter()
    for twins in _twins(table.sources):
        rows = np.flatnonzero(np.isin(table.source, twins))
        some = table.take(rows)
        pairs: dict[tuple[int, int], set[int]] = defaultdict(set)
        free = [c for c, column in spec.columns.items() if c not in spec.key and column.type not in ("date", "year")]
        for left_out in free if len(spec.columns) - len(spec.key) > 1 else ():
            lots = number_identical_rows(
                some.subject,
                [column for name, column in some.columns.items() if name != left_out and name not in spec.key],
            )
            first: dict[int, int] = {}
            for i, (lot, source) in enumerate(zip(lots.tolist(), some.source.tolist(), strict=True)):
                if (earlier := first.setdefault(lot, source)) != source:
                    pairs[earlier, source].add(i)
        for (one, other), held in pairs.items():
            found.update((one, other, int(coded[some.subject[i]])) for i in held)
    return found


def _twins(sources: Sequence[RowSource]) -> list[list[int]]:
    """Lots of sheets that are copies of one form, or whose file and sheet are called alike but for what copies are called."""
    lots: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, source in enumerate(sources):
        path = PurePosixPath(source.file)
        lots["called", _plain(path.stem), _plain(source.sheet)].append(i)
        if source.form is not None:
            lots["form", source.form.township, source.form.table].append(i)
    places = {i: PurePosixPath(source.file).name for i, source in enumerate(sources)}
    return [
        lot
        for kind, lot in lots.items()
        if len(lot) > 1 and (kind[0] == "form" or len({(places[i], sources[i].sheet) for i in lot}) > 1)
    ]


_COPY = re.compile(
    r"(?:[\s_—-]*[(（\[【]?(?:(?<!\d)\d{1,2}|副本|复件|拷贝|copy|改好的?|已?改|修改稿?|更正|订正|最新|最终|终稿|定稿|新|旧|原|v\d+)[)）\]】]?)+$",
    re.IGNORECASE,
)
"""What a copy's name has behind the name of the first."""


def _plain(name: str) -> str:
    """A name without what copies are called, if that leaves any; only its end is looked at."""
    return name[:-_LONGEST] + _COPY.sub("", name[-_LONGEST:]) or name


_LONGEST = 60


def _candidates(
    sources: Sequence[RowSource],
    size: Mapping[_Pair, int],
    shared: Mapping[tuple[int, int, int], int],
    names: Sequence[str],
    twice: Mapping[Files, set[str]],
) -> list[tuple[int, int, int]]:
    """Pairs of sheets, with a group, that share rows or stand in files that hold the same subjects."""
    pairs = dict.fromkeys(shared)
    by_file: dict[str, list[int]] = defaultdict(list)
    for i, source in enumerate(sources):
        by_file[source.file].append(i)
    codes = {name: code for code, name in enumerate(names)}
    for files, groups in twice.items():
        one, other = sorted(files)
        for group in sorted(groups):
            code = codes[group]
            sheets = [(min(a, b), max(a, b)) for a in by_file[one] for b in by_file[other]]
            pairs |= {(a, b, code): None for a, b in sheets if (a, code) in size or (b, code) in size}
    return [*pairs]


def _version_problem(table: Table, source: int, group: str, version: _Version) -> Problem:
    here, there = table.sources[source], table.sources[version.other]
    other = Place(there.file, there.sheet)
    place = Place(here.file, here.sheet)
    same = here.file == there.file
    where = f"工作表{quoted(there.sheet)}" if same else f"{quoted(there.file)}"
    whose = f"{quoted(group)}的" if group else ""
    why = f"其中{version.alike}行完全相同" if version.alike else "像是同一份改过又报的"
    message = (
        f"{whose}{quoted(table.name)}有两份，这一份{version.rows}行，{where}里{version.rows_there}行，{why}；"
        "分不清以哪一份为准，都没有计，有关的结果待定。"
    )
    return replace(problem("D211", message, place, found=str(other), expected="只有一份"), group=group)
