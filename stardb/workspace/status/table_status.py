"""Who has sent what: for each township, table and stage how many subjects came in and how many of the files are faulty."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date

import numpy as np

from stardb.dataclass import dataclass
from stardb.intake import Intake, StagedTable, Table
from stardb.problems import Problem, Severity
from stardb.quantity import Mask
from stardb.rulebook import COUNTY, DEFAULT_OWNER, Scheme, TableSpec
from stardb.workspace.inputs import Inputs

_COUNTY = "县"
"""Whose the tables are that the county fills in itself, and those of a roster without townships."""

APART = "D273"
"""Stages that are too far apart: nothing to hand back, but to be looked at."""


@dataclass(frozen=True)
class TableStatus:
    """What a township has sent of one table in one stage.

    stage: "" where there are none. expected, received: subjects; files: the workbooks they are in. faulty: those of the
    files with errors or warnings. due: the day by which it is to be in; is_late: whether that is past and something is missing.
    """

    township: str
    scheme: str
    table: str
    stage: str
    expected: int
    received: int
    files: tuple[str, ...] = ()
    faulty: tuple[str, ...] = ()
    errors: int = 0
    warnings: int = 0
    due: date | None = None
    is_late: bool = False

    @property
    def missing(self) -> int:
        """How many subjects did not come in."""
        return self.expected - self.received

    @property
    def state(self) -> str:
        """In a few Chinese words, as the clerk reads it."""
        late = "，逾期" if self.is_late else ""
        if not self.received:
            return f"未报{late}"
        if self.missing:
            return f"缺{self.missing}个{late}"
        return "有问题" if self.faulty else "已报齐"


@dataclass(frozen=True)
class _Part:
    """One table of one stage: what of it came in, by subject, and the table it stands in."""

    table: str
    stage: str
    there: Mask
    layer: Table | None
    owners: Sequence[str] = field(default_factory=tuple)


def find_table_status(found: Inputs, today: date) -> tuple[TableStatus, ...]:
    """Every township's tables, stage by stage, in the order of the stages, of the rosters and of the rule files."""
    workspace = found.workspace
    stages = {stage: k for k, stage in enumerate(workspace.settings.stages)}
    by_sheet = _sort_problems(found.problems)
    rows: list[TableStatus] = []
    for name, scheme in found.schemes.items():
        intake = found.intakes.get(name)
        if intake is None or not len(intake.tables.subjects):
            continue
        for part in _list_parts(scheme, intake):
            rows += _describe_part(found, scheme, part, by_sheet, today)
    townships = {name: k for k, name in enumerate((*found.grouping.order, _COUNTY))}
    return tuple(
        sorted(rows, key=lambda row: (townships.get(row.township, len(townships)), stages.get(row.stage, len(stages))))
    )


def _list_parts(scheme: Scheme, intake: Intake) -> Iterator[_Part]:
    """The tables that are filled in, by stage; the roster only where there is no other."""
    tables = {title: spec for title, spec in scheme.filled_in.items() if spec.rows_of is None}
    asked = {title: spec for title, spec in tables.items() if spec is not scheme.roster} or tables
    for title, spec in asked.items():
        owners = _find_owners(scheme, spec, intake)
        if spec.many:
            table = intake.tables.many.get(title)
            yield _Part(title, "", _find_reporting(table, len(owners)), table, owners)
            continue
        table = intake.tables.single.get(title)
        if isinstance(table, StagedTable):
            for stage in reversed([*table.stages]):
                layer = table.stages[stage]
                yield _Part(title, stage, _is_filled(spec, layer, [*spec.columns]), layer, owners)
        elif table is not None:
            yield from _list_column_stages(title, spec, table, owners)


def _list_column_stages(title: str, spec: TableSpec, table: Table, owners: Sequence[str]) -> Iterator[_Part]:
    """A table that lies together, whole or by the stages of its columns."""
    stages = dict.fromkeys(column.stage for column in spec.columns.values() if column.stage)
    if not stages:
        yield _Part(title, "", _is_filled(spec, table, [*spec.columns]), table, owners)
    for stage in stages:
        names = [name for name, column in spec.columns.items() if column.stage == stage]
        yield _Part(title, stage, _is_filled(spec, table, names), table, owners)


def _find_owners(scheme: Scheme, spec: TableSpec, intake: Intake) -> list[str]:
    """Who is to send each subject's row."""
    groups = [group or _COUNTY for group in intake.tables.subjects.groups]
    if spec.owner == COUNTY:
        return [_COUNTY] * len(groups)
    if spec.owner == DEFAULT_OWNER or spec.owner == scheme.roster.group:
        return groups
    column = next(iter(intake.tables.single.values())).columns.get(spec.owner)
    return groups if column is None else [str(column.at(i) or groups[i]) for i in range(len(groups))]


def _find_reporting(table: Table | None, size: int) -> Mask:
    """Whose township has sent a record table, with rows or without."""
    if table is None or not table.sources:
        return np.zeros(size, bool)
    return np.ones(size, bool) if table.lacking is None else ~table.lacking


def _is_filled(spec: TableSpec, table: Table, names: Sequence[str]) -> Mask:
    """Who has a row with anything in these columns, be it unreadable; where there are only keys, who has a row."""
    asked = [name for name in names if name not in spec.key and name in table.columns]
    there: Mask = table.source >= 0
    if not asked:
        return there
    filled = np.zeros(len(table), bool)
    for name in asked:
        written = table.written.get(name)
        is_default = spec.columns[name].blank is not None and written is None
        filled |= table.columns[name].settled if written is None and not is_default else False
        filled |= written if written is not None else False
    if all(spec.columns[name].blank is not None and name not in table.written for name in asked):
        return there
    both: Mask = there & filled
    return both


def _sort_problems(problems: Sequence[Problem]) -> Mapping[tuple[str, str], list[Problem]]:
    """The errors and warnings of each sheet, and of each file as a whole."""
    found: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for one in problems:
        is_fault = one.severity is not Severity.NOTE and one.code != APART
        if is_fault and one.place.file and not one.place.line:
            found[one.place.file, one.place.sheet].append(one)
    return found


def _describe_part(
    found: Inputs, scheme: Scheme, part: _Part, by_sheet: Mapping[tuple[str, str], list[Problem]], today: date
) -> Iterator[TableStatus]:
    owners = np.array(part.owners, dtype=object)
    due = found.workspace.find_due(part.stage) or found.workspace.find_due()
    for township in dict.fromkeys(part.owners):
        mine = owners == township
        expected, received = int(mine.sum()), int((mine & part.there).sum())
        sheets = _find_sheets(part.layer, mine)
        wrong = [one for sheet in sheets for one in by_sheet.get(sheet, ()) if one.group in ("", township, _COUNTY)]
        wrong += [one for file in {file for file, _ in sheets} for one in by_sheet.get((file, ""), ())]
        yield TableStatus(
            township, scheme.title, part.table, part.stage, expected, received,
            tuple(sorted({file for file, _ in sheets})),
            tuple(sorted({one.place.file for one in wrong})),
            sum(one.severity is Severity.ERROR for one in wrong),
            sum(one.severity is Severity.WARNING for one in wrong),
            due, bool(due and today > due and received < expected),
        )  # fmt: skip


def _find_sheets(table: Table | None, mine: Mask) -> list[tuple[str, str]]:
    """The sheets that the rows of some subjects stand in."""
    if table is None or not table.sources:
        return []
    there = mine[table.subject] & (table.source >= 0)
    return [(table.sources[s].file, table.sources[s].sheet) for s in np.unique(table.source[there]).tolist()]
