"""The rows of record tables that a result rests on: those that counted, those that leave it open, and the cells read of each."""

from collections.abc import Iterable, Iterator, Sequence

from stardb.dataclass import dataclass
from stardb.problems import Place
from stardb.quantity import Kind, show_at
from stardb.rulebook import Step
from stardb.scorers.base import RowTrace, Scored
from stardb.scoring.appraisal import Appraisal
from stardb.scoring.decisions.cell_targets import find_spot
from stardb.scoring.decisions.decision_text import mark_decided

__all__ = ["RowCell", "RowEvidence", "find_row_evidence", "label_row"]


@dataclass(frozen=True)
class RowCell:
    """A cell that was read of a row: its column, what it holds, and where it is; whether it is known what it holds."""

    name: str
    text: str
    place: Place | None
    is_known: bool


@dataclass(frozen=True)
class RowEvidence:
    """One row. label: which it is, as people say it: its period, else its number in its sheet. place: its sheet and number."""

    table: str
    row: int
    label: str
    place: Place | None
    cells: tuple[RowCell, ...]

    @property
    def blanks(self) -> tuple[RowCell, ...]:
        """The cells of which it is not known what they hold."""
        return tuple(cell for cell in self.cells if not cell.is_known)


def find_row_evidence(appraisal: Appraisal, step: Step, i: int, *, unclear: bool = False) -> tuple[RowEvidence, ...]:
    """The rows of subject i that counted for a step, table by table; unclear: those that leave it undecided instead."""
    found: dict[tuple[str, int], RowEvidence] = {}
    for trace in _list_traces(appraisal.scored[step.name]):
        roles = trace.unclear if unclear else trace.counted
        for row in trace.of(i).tolist():
            if trace.role[row] in roles and trace.table in appraisal.tables.many:
                found.setdefault((trace.table, row), _make_evidence(appraisal, trace, row))
    return tuple(found.values())


def label_row(appraisal: Appraisal, title: str, row: int) -> str:
    """Which row it is: `6月`, `一季度`, `2022年上半年`; where the table has no period its number, `第6行`."""
    return _join_period(appraisal, title, row) or f"第{int(appraisal.tables.many[title].row[row])}行"


def _join_period(appraisal: Appraisal, title: str, row: int) -> str:
    """The period that a row is of; "" where its table has none, or it is not known."""
    table, spec = appraisal.tables.many[title], appraisal.scheme.tables[title]
    words = [_name_period(appraisal, title, name, row) for name in spec.period if name in table.columns]
    return "".join(words) if all(words) else ""


def _name_period(appraisal: Appraisal, title: str, name: str, row: int) -> str:
    column = appraisal.tables.many[title].columns[name]
    if not column.known[row]:
        return ""
    text, spec = show_at(column, row), appraisal.scheme.tables[title].columns[name]
    if spec.type == "year":
        return f"{text}年"
    return f"{text}月" if column.kind is Kind.NUMBER and "月" in name else text


def _list_traces(scored: Scored) -> Iterator[RowTrace]:
    """What became of rows in a step and in the clauses within it."""
    yield from scored.rows
    for part in scored.parts:
        yield from _list_traces(part)


def _make_evidence(appraisal: Appraisal, trace: RowTrace, row: int) -> RowEvidence:
    table = appraisal.tables.many[trace.table]
    spec = appraisal.scheme.tables[trace.table]
    label = label_row(appraisal, trace.table, row)
    in_label = spec.period if _join_period(appraisal, trace.table, row) else ()
    names = [
        name
        for name in _expand(appraisal, trace.table, trace.names)
        if not spec.columns[name].private and name not in in_label
    ]
    cells = []
    for name in names:
        column = table.columns[name]
        decided = appraisal.decisions.of_cell(find_spot(table, row, name, is_many=True), int(table.subject[row]))
        text = show_at(column, row) if column.settled[row] else ""
        text = mark_decided(text, [decided] if decided is not None else [])
        cells.append(RowCell(name, text, table.place(row, name), bool(column.settled[row])))
    at = next((table.place(row, name) for name in spec.columns if name in table.columns), None)
    place = Place(at.file, at.sheet, f"第{int(table.row[row])}行") if at is not None else None
    return RowEvidence(trace.table, row, label, place, tuple(cells))


def _expand(appraisal: Appraisal, title: str, names: Iterable[str]) -> Sequence[str]:
    """The table's own columns among names, and those that the computed ones are made from."""
    table, steps = appraisal.tables.many[title], {step.name: step for step in appraisal.row_steps(title)}
    found, todo, seen = [], list(names), set[str]()
    while todo:
        name = todo.pop(0)
        if name in seen:
            continue
        seen.add(name)
        if name in table.columns:
            found.append(name)
        elif name in steps:
            todo += steps[name].rule.inputs
    return found
