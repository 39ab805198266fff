"""What one cell did: whose value it is, and every result of theirs that it counted towards."""

import re
from collections.abc import Iterable, Iterator

from stardb.dataclass import dataclass
from stardb.intake import Table, mask
from stardb.problems import Place
from stardb.rulebook import Step
from stardb.scoring.appraisal import Appraisal
from stardb.scoring.decisions.applied import AppliedDecision
from stardb.scoring.decisions.cell_targets import find_spot
from stardb.scoring.decisions.decision_text import mark_decided
from stardb.scoring.value import Value

_CELL = re.compile(r"\s*(?P<file>.+?)\s*[!！]\s*(?P<sheet>.+?)\s*[!！]\s*(?P<cell>\$?[A-Za-z]{1,3}\$?[0-9]{1,7})\s*")


@dataclass(frozen=True)
class CellUse:
    """A cell of one subject. column: which of the table's it is; row: which row of a record table, None for a table of one row each.

    steps: what it counted towards, in the order in which things are computed; uses: what each made of its row.
    """

    appraisal: Appraisal
    subject: int
    table: str
    column: str
    row: int | None
    place: Place
    value: Value
    steps: tuple[Step, ...]

    @property
    def decision(self) -> AppliedDecision | None:
        """What people decided that it holds, in place of what is written in it."""
        is_many = self.row is not None
        tables = self.appraisal.tables.many if is_many else self.appraisal.tables.single
        row = self.subject if self.row is None else self.row
        spot = find_spot(tables[self.table], row, self.column, is_many=is_many)
        return self.appraisal.decisions.of_cell(spot, self.subject)

    @property
    def uses(self) -> tuple[tuple[str, str], ...]:
        """Of a row of a record table: each step that looked at it, and what became of it."""
        if self.row is None:
            return ()
        scored = self.appraisal.scored.items()
        found = ((name, one) for name, item in scored for one in item.rows if one.table == self.table)
        return tuple((name, trace.text(self.row)) for name, trace in found)


def read_cell_name(text: str) -> Place | None:
    """The place that `file!sheet!cell` means; None for what is no such name."""
    found = _CELL.fullmatch(text)
    if found is None:
        return None
    return Place(found["file"].replace("\\", "/"), found["sheet"], found["cell"].replace("$", "").upper())


def find_cell_uses(appraisals: Iterable[Appraisal], place: Place) -> list[CellUse]:
    """All that a cell is in some appraisals; none where no table has it. The file may be named without its folders."""
    return [use for appraisal in appraisals for use in _find_in(appraisal, place)]


def _find_in(appraisal: Appraisal, place: Place) -> Iterator[CellUse]:
    for table in (*appraisal.tables.single.values(), *appraisal.tables.many.values()):
        is_many = table.name in appraisal.tables.many
        for row, column in _find_rows(table, place):
            subject = int(table.subject[row]) if is_many else row
            spec = appraisal.scheme.tables[table.name].columns[column]
            value = Value.of(table.columns[column], row)
            value = Value(value.kind, None, value.unit, True, value.is_known) if spec.private else value
            start = f"{table.name}()" if is_many else column
            at = table.place(row, column)
            assert at is not None
            yield CellUse(
                appraisal, subject, table.name, column, row if is_many else None, at, value,
                tuple(_follow(appraisal, start, subject)),
            )  # fmt: skip


def _find_rows(table: Table, place: Place) -> Iterator[tuple[int, str]]:
    """The rows of a table that a cell is a value of, and in which column."""
    for number, source in enumerate(table.sources):
        is_file = source.file == place.file or source.file.endswith(f"/{place.file}")
        if not is_file or source.sheet != place.sheet:
            continue
        for row in (table.source == number).nonzero()[0].tolist():
            for column in table.columns:
                if source.cell(int(table.row[row]), column) == place.cell:
                    yield row, column


def _follow(appraisal: Appraisal, start: str, i: int) -> Iterator[Step]:
    """The steps that count a name for subject i, directly or through others."""
    reached = {start}
    if not appraisal.rated[i]:
        steps = [step for step in appraisal.scheme.steps if step.name == appraisal.scheme.eligible]
    else:
        steps = [*appraisal.scheme.steps]
    for step in steps:
        if reached.intersection(step.rule.reads(appraisal.scored[step.name], i)):
            reached.add(step.name)
            yield step


def show_cell_value(use: CellUse) -> str:
    """The value as people read it, ID numbers masked; and what the cell itself says where people decided otherwise."""
    decision = use.decision
    return mask(mark_decided(use.value.text, [] if decision is None else [decision]))
