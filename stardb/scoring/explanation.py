"""Why: from any result of a subject back to the clauses and cells it came from, as data. No sentence is made here."""

from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from enum import Enum
from fractions import Fraction

from stardb.dataclass import dataclass
from stardb.intake import StagedTable, Table
from stardb.problems import Place
from stardb.quantity import WORK_CALENDAR, Kind
from stardb.rulebook import EVIDENCE, Role, Step
from stardb.scorers.base import name_evidence
from stardb.scorers.clauses import RATED_BEFORE, RATED_EVER, RATED_LAST
from stardb.scoring.appraisal import Appraisal
from stardb.scoring.borrowing import BorrowedTable
from stardb.scoring.decisions.applied import AppliedDecision
from stardb.scoring.decisions.cell_targets import find_spot
from stardb.scoring.doubts import OpenClause, find_open_clauses_of
from stardb.scoring.history.past_source import PastSource, find_past_source
from stardb.scoring.losses import Loss, find_losses
from stardb.scoring.ready_tables.evidence_table import EvidenceTable
from stardb.scoring.subjects import full_name
from stardb.scoring.value import Value

_NOT_EXPLAINED = (RATED_BEFORE, RATED_LAST, RATED_EVER, WORK_CALENDAR)
"""What a sentence says already."""


class Origin(Enum):
    """What an explained value is.

    SUBJECT what a subject came to in all · STEP the result of a clause · PARAMETER a parameter of the rules · CELL a
    column of a table with one row a subject · BORROWED such a column taken from another scheme's results · TABLE the rows
    of a table with many · ROW one of them · COMPUTED what a clause made of a row · PAST something asked of earlier periods · CALENDAR the period or its day.
    """

    SUBJECT = "subject"
    STEP = "step"
    PARAMETER = "parameter"
    CELL = "cell"
    BORROWED = "borrowed"
    TABLE = "table"
    ROW = "row"
    COMPUTED = "computed"
    PAST = "past"
    CALENDAR = "calendar"


class Lack(Enum):
    """Why there is no value.

    BLANK the cell is blank or cannot be read · NO_ROW the table has no row of the subject · NO_TABLE nobody sent the
    table · NOT_SENT nobody sent the sheet the subject would stand in · TWICE two versions came and none was read ·
    NO_PERIOD nobody has a row in the period rated · NO_RECORDS it came and holds no row of the subject · NOBODY it is another scheme's results, and nobody there is the subject's.
    """

    BLANK = "blank"
    NO_ROW = "no_row"
    NO_TABLE = "no_table"
    NOT_SENT = "not_sent"
    TWICE = "twice"
    NO_RECORDS = "no_records"
    NOBODY = "nobody"
    NO_PERIOD = "no_period"


@dataclass(frozen=True)
class Citation:
    """The clause a value comes from: what it rests on, its note, whether it is only an example; where the rule file has it."""

    basis: str
    place: Place
    note: str = ""
    is_example: bool = False


@dataclass(frozen=True)
class RowUse:
    """What a step made of a row of a table with many rows, in Chinese: 采用, 条件不符，不计."""

    step: str
    role: str


@dataclass(frozen=True)
class StageOrigin:
    """Of which stage a cell is. stage: "" for a value made of those of several by their weights; weight: what its share is.

    others: what the stages that do not count say. missing: what a stage without a value comes to, as the rule file has it.
    """

    stage: str
    weight: Fraction | None = None
    others: tuple[tuple[str, Value], ...] = ()
    missing: str = ""


@dataclass(frozen=True)
class Explanation:
    """One value of one subject and what it rests on.

    name: as the rules call it; title: as people do. value: None for a row, a missing table, and a subject that takes no
    part. step, clause: what made it, where a clause of the rules did; row: of which row of its table it did. place: the cell or row it was read from. lack: why
    there is none. uses: what the steps made of a row. past: where a value of earlier periods comes from. arguments: what
    it was made from, of a row its cells; empty where `is_repeated`: it has been explained above in the same tree. linked: the
    appraisal and the subject whose result it is, where it is another scheme's. stage: of which stage its cell is, of a
    table of several. decisions: what people decided of it (裁定); of a row, of its cells.
    """

    appraisal: Appraisal = field(repr=False)
    subject: int
    origin: Origin
    name: str
    title: str
    value: Value | None = None
    step: Step | None = None
    clause: Citation | None = None
    place: Place | None = None
    lack: Lack | None = None
    uses: tuple[RowUse, ...] = ()
    past: PastSource | None = None
    arguments: tuple["Explanation", ...] = ()
    is_repeated: bool = False
    row: int = -1
    linked: tuple[Appraisal, int] | None = field(default=None, repr=False)
    stage: StageOrigin | None = None
    decisions: tuple[AppliedDecision, ...] = ()

    @property
    def children(self) -> tuple["Explanation", ...]:
        """What a tree shows below it: its arguments; of a row what was computed of it, for its cells stand in its line."""
        if self.origin is Origin.ROW:
            return tuple(one for one in self.arguments if one.origin is Origin.COMPUTED)
        return self.arguments

    @property
    def branches(self) -> tuple[str, ...]:
        """The cases of the clause that were taken, as the rules write them; none where that is undecided or no clause."""
        if self.step is None:
            return ()
        core = self.step.rule.core
        if self.origin is Origin.COMPUTED:
            scored, place = self.appraisal.row_columns(self.step.table).score(self.step.name), self.row
        else:
            scored, place = self.appraisal.scored[self.step.name], self.subject
        taken = core.cases_of(scored, place)
        return tuple(core.cases[case] for case in taken)

    @property
    def evidence(self) -> tuple[str, ...] | None:
        """The files that are its evidence, of an indicator that asks for some; None of anything else."""
        table = self.appraisal.tables.single.get(EVIDENCE)
        asks = self.step is not None and self.step.evidence is not None and not self.is_repeated
        if not asks or self.step is None or not isinstance(table, EvidenceTable):
            return None
        return table.files[name_evidence(self.step.title)][self.subject]

    @property
    def has_evidence(self) -> bool:
        """Whether there is evidence, be it on paper, for an indicator that asks for it."""
        table = self.appraisal.tables.single.get(EVIDENCE)
        if self.step is None or not isinstance(table, EvidenceTable):
            return False
        return table.has_evidence(self.subject, name_evidence(self.step.title))

    @property
    def waits_for_eligibility(self) -> bool:
        """Whether it is an entitlement that is undecided as long as it is not known whether the subject takes part."""
        eligible = self.appraisal.scheme.eligible
        entitled = self.step is not None and self.step.role is Role.ENTITLEMENT
        is_open = bool(entitled and eligible and not self.appraisal.columns[eligible].known[self.subject])
        return is_open and not self.decisions

    @property
    def is_left_out(self) -> bool:
        """Whether it is a result that the subject does not have, because it takes no part."""
        results = (Role.ENTITLEMENT, Role.GRADE, Role.LEVEL, Role.RATING, Role.TOTAL, Role.STAR)
        is_result = self.step is not None and self.step.role in results
        return bool(is_result and self.appraisal.scheme.eligible and not self.appraisal.rated[self.subject])

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What was missing for more, the most first; for a head, a star not won for want of points, a count of stars."""
        if self.step is None or self.is_repeated:
            return ()
        return find_losses(self.appraisal, self.step, self.subject)

    @property
    def open_clauses(self) -> tuple[OpenClause, ...]:
        """Of an undecided subject: the clauses where its doubts begin."""
        return tuple(find_open_clauses_of(self.appraisal, self.subject)) if self.origin is Origin.SUBJECT else ()

    def lines(self, depth: int = 0) -> Iterator[tuple[int, "Explanation"]]:
        """The tree in reading order with depths."""
        yield depth, self
        for child in self.children:
            yield from child.lines(depth + 1)


def explain(appraisal: Appraisal, i: int) -> Explanation:
    """The whole explanation of subject i: its entitlements, level and stars down to the cells, each explained once.

    Of a subject that takes no part it says only why it does not.
    """
    return _Explainer(appraisal, i).explain_subject()


def explain_step(appraisal: Appraisal, step: Step, i: int) -> Explanation:
    """Subject i's result of one step and what that was made from, not what those were made from in turn."""
    return _Explainer(appraisal, i).explain_step(step, is_deep=False)


def explain_row(appraisal: Appraisal, table: str, row: int) -> Explanation:
    """One row of a many-row table: its cells, what was computed of it, and what the steps made of it."""
    of = appraisal.tables.many[table]
    return _Explainer(appraisal, int(of.subject[row])).explain_row(of, row)


def find_names_that_count(appraisal: Appraisal, i: int) -> set[str]:
    """The names that count towards subject i's published results; what another case would have read is not among them."""
    todo = [step.name for step in appraisal.result_steps()]
    if appraisal.scheme.eligible:
        todo.append(appraisal.scheme.eligible)
    names: set[str] = set()
    while todo:
        name = todo.pop()
        if name not in names:
            names.add(name)
            if name in appraisal.steps:
                todo += appraisal.steps[name].rule.reads(appraisal.scored[name], i)
    return names


def _find_stage(table: Table | None, i: int, name: str) -> StageOrigin | None:
    """Of which stage subject i's value of a column is, and what the others say; None where the table has no stages."""
    if not isinstance(table, StagedTable):
        return None
    if name in table.weights:
        return StageOrigin("", missing=table.missing)
    stage = table.find_stage(i, name)
    told = [(cell.stage, Value.of(cell.column, i)) for cell in table.list_cells(i, name) if cell.stage != stage]
    return StageOrigin(stage, others=tuple((other, value) for other, value in told if value.is_known))


class _Explainer:
    """Explains the values of one subject. A name that has been explained with its arguments is not explained again."""

    def __init__(self, appraisal: Appraisal, subject: int) -> None:
        self.appraisal, self.subject = appraisal, subject
        self.explained: set[str] = set()

    def _is_due(self, name: str) -> bool:
        """Whether a step is rated in the period, and what it is a part of."""
        step = self.appraisal.steps.get(name)
        whole = self.appraisal.steps.get(step.of) if step is not None else None
        return all(one is None or one.rule.is_due for one in (step, whole))

    def explain_subject(self) -> Explanation:
        appraisal, i, scheme = self.appraisal, self.subject, self.appraisal.scheme
        arguments = []
        for step in self._steps_to_explain():
            if step.name not in self.explained:
                arguments.append(self._explain(step.name))
        title = " ".join(part for part in (appraisal.subjects.groups[i], full_name(appraisal, i)) if part)
        value = self._value(scheme.chief) if appraisal.rated[i] else None
        return Explanation(
            appraisal, i, Origin.SUBJECT, appraisal.subjects.names[i], title, value, arguments=tuple(arguments)
        )

    def _steps_to_explain(self) -> Iterable[Step]:
        """The results to be explained, the most telling first."""
        scheme = self.appraisal.scheme
        eligible = scheme.of_role(Role.ELIGIBLE) if scheme.eligible else ()
        if not self.appraisal.rated[self.subject]:
            return scheme.of_role(Role.ELIGIBLE)
        total = (Role.TOTAL,) if scheme.of_role(Role.HEAD) else ()
        roles = (Role.ENTITLEMENT, Role.GRADE, Role.LEVEL, Role.RATING, *total, Role.STAR)
        return (*(step for role in roles for step in scheme.of_role(role)), *scheme.published, *eligible)

    def explain_step(self, step: Step, *, is_deep: bool = True) -> Explanation:
        is_repeated = step.name in self.explained
        self.explained.add(step.name)
        arguments: tuple[Explanation, ...] = ()
        if not is_repeated:
            names = step.rule.reads(self.appraisal.scored[step.name], self.subject)
            explain = self._explain if is_deep else self._name
            arguments = tuple(explain(name) for name in names if name not in _NOT_EXPLAINED)
        return self._step(step, arguments, is_repeated)

    def _step(self, step: Step, arguments: tuple[Explanation, ...] = (), is_repeated: bool = False) -> Explanation:
        clause = Citation(step.basis, step.place, step.note, step.example)
        found = Explanation(
            self.appraisal, self.subject, Origin.STEP, step.name, step.title, self._value(step.name), step, clause,
            arguments=arguments, is_repeated=is_repeated,
            decisions=self.appraisal.decisions.of_step(step.name, self.subject),
        )  # fmt: skip
        return replace(found, value=None) if found.is_left_out else found

    def _explain(self, name: str) -> Explanation:
        """The value of a name with all it was made from."""
        if name in self.appraisal.steps:
            return self.explain_step(self.appraisal.steps[name])
        if name.endswith("()"):
            return self._table(name.removesuffix("()"))
        found = self._name(name)
        if found.past is not None and found.past.before:
            return replace(found, arguments=(self._explain(found.past.before),))
        return found

    def _name(self, name: str) -> Explanation:
        """The value of a name without what it was made from."""
        appraisal, scheme = self.appraisal, self.appraisal.scheme
        if name in appraisal.steps:
            return self._step(appraisal.steps[name])
        if name.endswith("()"):
            return self._table(name.removesuffix("()"), is_deep=False)
        if name in scheme.constants:
            constant = scheme.constants[name]
            clause = Citation(constant.basis, constant.place, is_example=constant.example)
            return Explanation(
                appraisal, self.subject, Origin.PARAMETER, name, name, Value.of(constant.column, 0), clause=clause
            )
        if name in scheme.columns:
            return self._cell(name)
        past = find_past_source(name, appraisal, self.subject)
        origin = Origin.PAST if past is not None else Origin.CALENDAR
        return Explanation(appraisal, self.subject, origin, name, name, self._value(name), past=past)

    def _value(self, name: str) -> Value:
        return Value.of(self.appraisal.columns[name], self.subject)

    def _cell(self, name: str) -> Explanation:
        title, _ = self.appraisal.scheme.columns[name]
        table, value = self.appraisal.tables.single.get(title), self._value(name)
        place = table.place(self.subject, name) if table is not None else None
        is_borrowed = bool(self.appraisal.scheme.tables[title].result_of)
        lack = None
        if not value.is_known and not is_borrowed:
            lack = Lack.BLANK if place else Lack.NO_ROW
        origin = Origin.BORROWED if is_borrowed else Origin.CELL
        linked = table.find_origin(self.subject) if isinstance(table, BorrowedTable) else None
        stage = _find_stage(table, self.subject, name)
        arguments = tuple(self._stage_cells(table, name)) if isinstance(table, StagedTable) else ()
        return Explanation(
            self.appraisal, self.subject, origin, name, name, value, place=None if arguments else place, lack=lack,
            linked=linked, stage=stage, arguments=arguments,
            decisions=() if table is None else self._decided(table, self.subject, name),
        )  # fmt: skip

    def _stage_cells(self, table: StagedTable, name: str) -> Iterator[Explanation]:
        """The cells of the stages that a weighed value is made of."""
        private = self.appraisal.columns[name].private
        unit = self.appraisal.columns[name].unit
        for cell in table.list_cells(self.subject, name) if name in table.weights else ():
            value = Value.of(replace(cell.column, unit=unit, private=private), self.subject)
            yield Explanation(
                self.appraisal, self.subject, Origin.CELL, name, f"{name}（{cell.stage}）", value, place=cell.place,
                lack=None if value.is_known else Lack.BLANK, stage=StageOrigin(cell.stage, cell.weight),
            )  # fmt: skip

    def _decided(self, table: Table, row: int, column: str) -> tuple[AppliedDecision, ...]:
        """What people decided of a cell."""
        spot = find_spot(table, row, column, is_many=table.name in self.appraisal.tables.many)
        found = self.appraisal.decisions.of_cell(spot, self.subject)
        return () if found is None else (found,)

    def _table(self, title: str, *, is_deep: bool = True) -> Explanation:
        """A table with many rows; with the subject's rows where it has not been explained yet."""
        table = self.appraisal.tables.many.get(title)
        if table is None:
            return Explanation(self.appraisal, self.subject, Origin.TABLE, f"{title}()", title, lack=Lack.NO_TABLE)
        rows = table.rows_of(self.subject)
        is_repeated = title in self.explained
        arguments: tuple[Explanation, ...] = ()
        if is_deep and not is_repeated:
            self.explained.add(title)
            arguments = tuple(self.explain_row(table, row) for row in rows)
            arguments += tuple(self._explain_outside(title))
        return Explanation(
            self.appraisal, self.subject, Origin.TABLE, f"{title}()", title, Value(Kind.NUMBER, Fraction(len(rows)), "行"),
            lack=None if rows else self._why_no_rows(table), arguments=arguments, is_repeated=is_repeated,
        )  # fmt: skip

    def _explain_outside(self, title: str) -> Iterator[Explanation]:
        """The subject's rows of other periods, which no clause sees, each with what it says of its period."""
        table = self.appraisal.outside.get(title)
        if table is None:
            return
        for row in table.rows_of(self.subject):
            cells = tuple(
                Explanation(
                    self.appraisal, self.subject, Origin.CELL, name, name, Value.of(table.columns[name], row),
                    place=table.place(row, name),
                )
                for name in self.appraisal.scheme.tables[title].period
            )  # fmt: skip
            number, place = f"第{int(table.row[row])}行", cells[0].place
            yield Explanation(
                self.appraisal, self.subject, Origin.ROW, title, f"{title}{number}",
                place=Place(place.file, place.sheet, number) if place else None, uses=(RowUse(title, "不在本期，不计"),),
                arguments=cells,
            )  # fmt: skip

    def _why_no_rows(self, table: Table) -> Lack:
        if table.twice is not None and table.twice[self.subject]:
            return Lack.TWICE
        if isinstance(table, BorrowedTable):
            return Lack.NOBODY
        if table.name in self.appraisal.frame.empty:
            return Lack.NO_PERIOD
        return Lack.NOT_SENT if table.lacking is not None and table.lacking[self.subject] else Lack.NO_RECORDS

    def explain_row(self, table: Table, row: int) -> Explanation:
        spec, number = self.appraisal.scheme.tables[table.name], f"第{int(table.row[row])}行"
        names = [name for name, column in spec.columns.items() if not column.private and name in table.columns]
        cells = tuple(
            Explanation(
                self.appraisal, self.subject, Origin.CELL, name, name, Value.of(table.columns[name], row),
                place=table.place(row, name), decisions=self._decided(table, row, name),
            )
            for name in names
        )  # fmt: skip
        place = cells[0].place
        linked = table.find_origin(row) if isinstance(table, BorrowedTable) else None
        title = f"{table.name}{number}" if linked is None else f"{table.name}：{full_name(*linked)}"
        return Explanation(
            self.appraisal, self.subject, Origin.ROW, table.name, title,
            place=Place(place.file, place.sheet, number) if place else None,
            uses=tuple(self._uses(table.name, row)),
            arguments=(*cells, *(self._computed(step, row) for step in self.appraisal.row_steps(table.name))), row=row,
            linked=linked, decisions=tuple(one for cell in cells for one in cell.decisions),
        )  # fmt: skip

    def _computed(self, step: Step, row: int) -> Explanation:
        """What a clause made of a row."""
        column = self.appraisal.row_columns(step.table).score(step.name).column
        clause = Citation(step.basis, step.place, step.note, step.example)
        return Explanation(
            self.appraisal, self.subject, Origin.COMPUTED, step.name, step.title, Value.of(column, row), step, clause,
            row=row,
        )  # fmt: skip

    def _uses(self, title: str, row: int) -> Iterator[RowUse]:
        """What the steps made of a row; not those that are not rated in the period, nor the parts of such."""
        for name, scored in self.appraisal.scored.items():
            for trace in scored.rows:
                if trace.table == title and self._is_due(name):
                    yield RowUse(name, trace.text(row))
