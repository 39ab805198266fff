"""逐行结果: every row of the published record tables, with what each clause that looked at it made of it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from stardb.dataclass import dataclass
from stardb.quantity import PENDING
from stardb.rendering.views.value_forms import plain_value_at, typed_value_at
from stardb.rulebook import Role, Step
from stardb.scorers.base import RowTrace
from stardb.scorers.clauses import FormulaCore
from stardb.scorers.kit import score_validity
from stardb.scoring import NOT_RATED, Appraisal, Explanation, explain_row, find_names_that_count, full_name, phrase

__all__ = ["RecordLine", "RecordTable", "list_records"]


@dataclass(frozen=True, slots=True)
class RecordLine:
    """What one clause made of one row; a row that several clauses look at has several lines.

    number: the subject's, as in the list of results. values: the row's columns, read and computed, by name. since, until: the
    first and the last day on which the row counts, "" where it has none. clause, part: the clause, "" where none looked at the
    row, and the star or head it is of. amount: what the row brought, "" for nothing. outcome: what became of the row.
    reason: what it was worth and why. place: the file, sheet and row; of another scheme's results, whose it is.
    """

    number: int
    group: str
    name: str
    values: Mapping[str, Decimal | str]
    since: Decimal | str
    until: Decimal | str
    part: str
    clause: str
    amount: Decimal | str
    outcome: str
    reason: str
    place: str


@dataclass(frozen=True, slots=True)
class RecordTable:
    """A published record table.

    columns: the names of the columns shown. has_validity: whether its rows count for a time only. are_left_out: there are too
    many lines to list.
    """

    title: str
    columns: tuple[str, ...]
    has_validity: bool
    lines: tuple[RecordLine, ...]
    are_left_out: bool


def list_records(appraisal: Appraisal, most: int | None) -> tuple[RecordTable, ...]:
    """The published record tables, row by row, subject by subject. most: how many lines there may be of one; None: any number."""
    return tuple(_list_table(appraisal, title, most) for title in appraisal.scheme.published_records)


def _list_table(appraisal: Appraisal, title: str, most: int | None) -> RecordTable:
    readers = [
        (step, trace)
        for step in appraisal.scheme.steps
        for trace in appraisal.scored[step.name].rows
        if trace.table == title
    ]
    columns, is_limited = _list_columns(appraisal, title), appraisal.scheme.tables[title].valid_for is not None
    rows = len(appraisal.tables.many[title]) if title in appraisal.tables.many else 0
    if most is not None and rows * max(len(readers), 1) > most:
        return RecordTable(title, columns, is_limited, (), True)
    return RecordTable(
        title, columns, is_limited, tuple(_Lister(appraisal, title, columns, readers).lines(rows)), False
    )


def _list_columns(appraisal: Appraisal, title: str) -> tuple[str, ...]:
    """The columns that are shown: not the private ones, nor those that say who the subject is, which stand beside."""
    spec, roster = appraisal.scheme.tables[title], appraisal.scheme.roster
    naming = {own for own, name in zip(spec.key, roster.key, strict=False) if name in (roster.name, roster.group)}
    hidden = {name for name, column in spec.columns.items() if column.private}
    read = [name for name in spec.columns if name not in hidden | naming]
    computed = [step for step in appraisal.row_steps(title) if step.role is Role.COLUMN]
    return (*read, *(step.name for step in computed if _copied_name(step) not in hidden))


def _copied_name(step: Step) -> str:
    """The column that a computed one only repeats; "" where it computes something."""
    core = step.rule.core
    return core.source.single_name if isinstance(core, FormulaCore) else ""


def _reason(record: Explanation, trace: RowTrace) -> str:
    """What a row was worth and why; then why the computed columns that says it from are what they are."""
    told = trace.explain_row(record.row)
    behind = [f"{one.title}：{phrase(one)}" for one in record.children if one.name in trace.reads]
    return "；".join(part for part in (told, *behind) if part)


def _find_origin(record: Explanation) -> str:
    """Where a row was read, or whose result in which other scheme it is."""
    if record.linked is not None:
        other, i = record.linked
        return f"{other.scheme.title}：{full_name(other, i)}"
    return str(record.place) if record.place is not None else ""


class _Lister:
    """Makes the lines of one table."""

    def __init__(
        self, appraisal: Appraisal, title: str, columns: tuple[str, ...], readers: list[tuple[Step, RowTrace]]
    ) -> None:
        self.appraisal, self.title, self.columns, self.readers = appraisal, title, columns, readers
        self.spec = appraisal.scheme.tables[title]
        self.validity = score_validity(appraisal.frame, title) if self.spec.valid_for is not None else None
        self.shares = {trace: trace.share for _, trace in readers}

    def lines(self, rows: int) -> Iterator[RecordLine]:
        """The lines of every row."""
        owner, counting = -1, set[str]()
        for row in range(rows):
            i = int(self.appraisal.tables.many[self.title].subject[row])
            if i != owner:
                owner, counting = i, find_names_that_count(self.appraisal, i)
            found = [(step, trace) for step, trace in self.readers if step.name in counting]
            record = explain_row(self.appraisal, self.title, row)
            values = {name: self._value(name, row) for name in self.columns}
            if not found:
                yield self._line(record, values, None, None)
            yield from (self._line(record, values, step, trace) for step, trace in found)

    def _line(
        self, record: Explanation, values: Mapping[str, Decimal | str], step: Step | None, trace: RowTrace | None
    ) -> RecordLine:
        appraisal, row, i = self.appraisal, record.row, record.subject
        is_rated = bool(appraisal.rated[i])
        return RecordLine(
            number=i + 1,
            group=appraisal.subjects.groups[i],
            name=full_name(appraisal, i),
            values=values,
            since=self._since(row),
            until=self.validity.show_last_day(row) if self.validity is not None else "",
            part=(step.of or step.role.value) if step is not None else "",
            clause=step.title if step is not None else "",
            amount=self._amount(trace, row) if trace is not None and is_rated else "",
            outcome=NOT_RATED if not is_rated else trace.text(row) if trace is not None else "",
            reason=_reason(record, trace) if trace is not None else "",
            place=_find_origin(record),
        )

    def _value(self, name: str, row: int) -> Decimal | str:
        column = self.appraisal.row_columns(self.title)[name]
        if name not in self.spec.columns:
            return typed_value_at(column, row)
        return typed_value_at(column, row, self.spec.columns[name].unit) if column.known[row] else ""

    def _since(self, row: int) -> Decimal | str:
        if self.validity is None or self.spec.valid_for is None or self.spec.valid_for.from_ is None:
            return ""
        return typed_value_at(self.validity.start, row) if self.validity.start.known[row] else ""

    def _amount(self, trace: RowTrace, row: int) -> Decimal | str:
        share = self.shares[trace]
        if share is None or not (share.known[row] or share.undecided[row]):
            return ""
        return plain_value_at(share, row) if share.known[row] else PENDING
