"""Which sheets the form of a township, or of the county, has, and what stands in them before it is filled in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property

from stardb.dataclass import dataclass
from stardb.forms.announced_rows import list_announced_rows
from stardb.forms.citing_clauses import citing_clauses, full_mark
from stardb.forms.form_notes import make_notes
from stardb.forms.form_sheet import FormColumn, FormSheet, Picks, Value
from stardb.forms.roster_values import find_known_columns, find_offered_values, lacks_name
from stardb.intake import NONE_TITLE, Table, Tables, cell_texts, last_day
from stardb.quantity import read_period
from stardb.rulebook import COUNTY, DEFAULT_OWNER, ColumnSpec, Scheme, TableSpec

_SPARE_MANY, _PER_SUBJECT, _SPARE_ROSTER, _SPARE_BLANK = 20, 3, 5, 200
"""Empty rows: of a table of many rows at least so many, and so many a subject; of a roster; of one that has nobody yet."""

_IN_SIGHT = 3

Row = Mapping[str, Value]


@dataclass(frozen=True, eq=False)
class Earlier:
    """The tables of a scheme as a period has them, to be carried over into a form."""

    period: str
    tables: Tables

    @cached_property
    def places(self) -> dict[str, int]:
        """Which of its subjects each key is."""
        return {key: i for i, key in enumerate(self.tables.subjects.keys)}

    def place(self, source: "FormSource", i: int) -> int | None:
        """Which of its subjects a subject of the roster is."""
        return self.places.get(source.tables.subjects.keys[i])


@dataclass(frozen=True, eq=False)
class FormSource:
    """A scheme whose tables are to be filled in, and its subjects.

    version: of its rule file. settled: whether the roster stands, and is not sent along to be brought up to date. period: the
    roster's. earlier: for each table that is carried over, where from.
    """

    name: str
    version: str
    scheme: Scheme
    tables: Tables
    settled: bool
    period: str = ""
    earlier: Mapping[str, Earlier] = field(default_factory=dict)

    @property
    def roster(self) -> Table | None:
        """Who is rated, as read; None where nobody is known yet."""
        return next(iter(self.tables.single.values())) if len(self.tables.subjects) else None

    def recipients(self, spec: TableSpec) -> list[str]:
        """Who each subject's rows of a table are filled in by: "" for the county, or where the roster does not tell."""
        group = self.scheme.roster.group
        if spec.owner == COUNTY or self.roster is None or (spec.owner == DEFAULT_OWNER and not group):
            return [""] * len(self.tables.subjects)
        if spec.owner in (DEFAULT_OWNER, group):
            return [text or _NOBODY for text in self.tables.subjects.groups]
        return cell_texts(self.roster.columns[spec.owner], [_NOBODY] * len(self.tables.subjects))

    def subjects(self, spec: TableSpec, recipient: str | None) -> list[int]:
        """The subjects whose rows of a table somebody fills in; all of them for None."""
        return [i for i, one in enumerate(self.recipients(spec)) if recipient in (None, one)]

    @property
    def asked_for(self) -> dict[str, TableSpec]:
        """The tables that are to be filled in."""
        roster = self.scheme.roster
        every = {name: spec for name, spec in self.scheme.filled_in.items() if not (self.settled and spec is roster)}
        return every if self.roster is not None else {name: spec for name, spec in every.items() if spec is roster}


_NONE_COLUMN = ColumnSpec.model_validate({"type": "yes_no", "note": "确实一件也没有的，填一行，在这里填是，别的栏不填"})

_NOBODY = "\0"
"""Fills in the rows of subjects of which the roster does not tell whose they are: nobody."""


def find_recipients(sources: Sequence[FormSource]) -> list[str]:
    """Everybody who is sent a form, in the order of the rosters; last the county ("")."""
    found: dict[str, None] = {}
    for source in sources:
        for spec in source.asked_for.values():
            found |= dict.fromkeys(source.recipients(spec) if source.roster is not None else [""])
    county = [""] if "" in found else []
    return [*(name for name in found if name not in ("", _NOBODY)), *county]


def plan_forms(sources: Sequence[FormSource], recipient: str, period: str) -> list[FormSheet]:
    """The sheets of one form; a table that several schemes have alike is there once. recipient: as of `recipients`."""
    alike: list[tuple[str, TableSpec, list[FormSource]]] = []
    for source in sources:
        for table, spec in source.asked_for.items():
            is_blank = source.roster is None and not recipient
            if is_blank or source.subjects(spec, recipient):
                some = next(
                    (those for name, other, those in alike if name == table and other.declared == spec.declared), None
                )
                if some is None:
                    alike.append((table, spec, some := []))
                some.append(source)
    return [_Planner(table, some, recipient, period).sheet() for table, _, some in alike]


def has_standing_roster(source: FormSource) -> bool:
    """Whether the roster is the county's own and holds nothing that is filled in anew each time, so that it can be taken over as it is."""
    roster = source.scheme.roster
    lasting = {*roster.key, roster.name, roster.group}
    return roster.owner == COUNTY and all(
        roster.carry or spec.carry or name in lasting for name, spec in roster.columns.items()
    )


def plan_rosters(sources: Sequence[FormSource], period: str) -> list[FormSheet]:
    """The rosters of some schemes with all their subjects, as a later period begins with them; one that several have alike is there once."""
    alike: list[tuple[str, TableSpec, list[FormSource]]] = []
    for source in sources:
        title, roster = next(iter(source.scheme.tables.items()))
        some = next((those for name, other, those in alike if (name, other.declared) == (title, roster.declared)), None)
        if some is None:
            alike.append((title, roster, [source]))
        else:
            some.append(source)
    return [_Planner(title, those, None, period).sheet() for title, _, those in alike]


class _Planner:
    """One sheet on its way: a table, the schemes that have it alike, and who fills it in (None: it is of everybody)."""

    def __init__(self, table: str, sources: Sequence[FormSource], recipient: str | None, period: str) -> None:
        self.table, self.sources, self.recipient, self.period = table, sources, recipient, period
        self.scheme = sources[0].scheme
        self.spec, self.roster = self.scheme.tables[table], self.scheme.roster
        self.is_roster = self.spec is self.roster
        self.by_hand = self.is_roster or self.spec.many
        known = (
            {name: name for name in self.spec.columns} if self.is_roster else find_known_columns(self.spec, self.roster)
        )
        if lacks_name(self.spec, self.roster, known):
            known = {f"{self.roster.name}（供核对）": self.roster.name, **known}  # a title that no table reads
        self.known = known
        self.announced = list_announced_rows(self.spec, read_period(period)) if self.spec.many else []
        self.asks_for_none = self.spec.many and not self.spec.means_none and not self.announced

    def sheet(self) -> FormSheet:
        label, names = self._label()
        picks = find_offered_values(self.known, self.roster, [*self._known_rows()]) if self.spec.many else {}
        roster = self.roster.columns
        declared = {n: roster[self.known[n]].model_copy(update={"required": False}) for n in self.known}
        if self.asks_for_none:
            names.append(NONE_TITLE)
            declared[NONE_TITLE] = _NONE_COLUMN
        columns = tuple(self._column(name, (declared | self.spec.columns)[name], picks.get(name)) for name in names)
        rows = [*self._rows()]
        number = sum(len(source.subjects(self.spec, self.recipient)) for source in self.sources)
        is_of_township = self.recipient and self.spec.owner in (DEFAULT_OWNER, self.roster.group)
        return FormSheet(
            table=self.table,
            versions={source.name: source.version for source in self.sources},
            title=f"{self.recipient or ''} {self.table}（{read_period(self.period).title}）".lstrip(),
            columns=columns,
            rows=[[row.get(name) for name in names] for row in rows],
            spare=self._spare(number),
            label=label,
            notes=make_notes(
                self.spec, self.is_roster, [source.scheme for source in self.sources], self._carried, self.period
            ),
            closed=all(source.settled for source in self.sources),
            frozen=self._leading(names),
            township=(self.recipient or "") if is_of_township else "",
            origin=self._origin(),
        )

    def _label(self) -> tuple[tuple[str, str] | None, list[str]]:
        """What is said once, above the table, and the columns of the table without it."""
        names = list(
            dict.fromkeys([*(name for name in self.known if name not in self.spec.columns), *self.spec.columns])
        )
        if not self.recipient:
            return None, names
        by = self.roster.group if self.spec.owner == DEFAULT_OWNER else self.spec.owner
        column = next((name for name in self.known if self.known[name] == by), "") if self.by_hand else ""
        if column:
            names.remove(column)  # so that no row has to say it
        return (column or by, self.recipient), names

    def _column(self, name: str, declared: ColumnSpec, picks: Picks | None) -> FormColumn:
        schemes = [source.scheme for source in self.sources]
        cited = dict.fromkeys(clause for scheme in schemes for clause in citing_clauses(scheme, self.table, name))
        full = None if self.spec.many else full_mark(schemes, name)
        given = name in self.known and not self.by_hand
        hint = f"依据：{'；'.join(cited)}" if cited else ""
        last = last_day(str(read_period(self.period).year), max(scheme.as_of for scheme in schemes))
        return FormColumn(name, declared, given, hint, full, picks, last)

    @property
    def _carried(self) -> dict[str, str]:
        """Column that goes out with content -> the period that it is of."""
        if self.is_roster:
            first = self.sources[0]
            return dict.fromkeys(self._columns_to_fill(first.period), first.period) if first.roster is not None else {}
        earlier = [source.earlier[self.table] for source in self.sources if self.table in source.earlier]
        return dict.fromkeys(self._columns_to_fill(""), earlier[0].period) if earlier else {}

    def _columns_to_fill(self, period: str) -> list[str]:
        """The columns whose content is taken: this period's roster whole, else what is said to hold on."""
        if self.is_roster and period == self.period:
            return [*self.spec.columns]
        always = {*self.spec.key, self.spec.name, self.spec.group} if self.by_hand else set()
        if self.spec.many and not self.spec.carry and not any(spec.carry for spec in self.spec.columns.values()):
            return []
        return [n for n, spec in self.spec.columns.items() if n in always or self.spec.carry or spec.carry]

    def _known_rows(self) -> Iterator[tuple[Value, ...]]:
        """What the rosters tell of each row, column by column of `known`; each row once."""
        found: dict[tuple[Value, ...], None] = {}
        for source, i in self._subjects():
            found[self._values_of_subject(source, i)] = None
        yield from found

    def _values_of_subject(self, source: FormSource, i: int) -> tuple[Value, ...]:
        assert source.roster is not None
        return tuple(source.roster.columns[name].at(i) for name in self.known.values())

    def _subjects(self) -> Iterator[tuple[FormSource, int]]:
        for source in self.sources:
            yield from ((source, i) for i in source.subjects(self.spec, self.recipient))

    def _rows(self) -> Iterator[Row]:
        """The rows that stand in the sheet before it is filled in, each once."""
        seen: dict[tuple[Value, ...], str] = {}
        for source, i in self._subjects():
            told = self._values_of_subject(source, i)
            for row in self._rows_of(source, i, dict(zip(self.known, told, strict=True))):
                mark = tuple(row.get(name) for name in self.spec.columns) if self.spec.many else told
                first = seen.setdefault(mark, source.name) if self.spec.many else seen.get(mark)
                if first in (None, source.name if self.spec.many else None):
                    seen[mark] = source.name
                    yield row

    def _rows_of(self, source: FormSource, i: int, known: Row) -> Iterator[Row]:
        """The rows of one subject: what the roster tells of it, and what is carried over."""
        if self.is_roster:
            taken = self._columns_to_fill(source.period)
            yield {name: value for name, value in known.items() if name in taken}
            return
        earlier, taken = source.earlier.get(self.table), [n for n in self._columns_to_fill("") if n not in known]
        at = earlier.place(source, i) if earlier is not None else None
        if self.spec.many:
            carried = [*self._carried_rows(earlier, at, taken)] if earlier is not None and at is not None else []
            yield from ({**known, **row} for row in carried)
            yield from ({**known, **row} for row in self._announced_rows(carried))
        elif earlier is None or at is None or not taken:
            yield known
        else:
            table = earlier.tables.single[self.table]
            yield {**known, **{n: table.columns[n].at(at) for n in taken}}

    def _carried_rows(self, earlier: Earlier, at: int, taken: Sequence[str]) -> Iterator[Row]:
        """A subject's rows of a record table as the earlier workbooks have them."""
        table = earlier.tables.many[self.table]
        yield from ({n: table.columns[n].at(row) for n in taken} for row in table.rows_of(at)) if taken else ()

    def _announced_rows(self, carried: Sequence[Row]) -> Iterator[Row]:
        """The rows every subject has in the period, but those it has already."""
        known = {tuple(row.get(name) for name in self.spec.announced) for row in carried}
        yield from (row for row in self.announced if tuple(row.values()) not in known)

    def _origin(self) -> tuple[str, ...]:
        """The files of this very period that a record table's rows were taken from."""
        found: dict[str, None] = {}
        for source, i in self._subjects() if self.spec.many else ():
            earlier = source.earlier.get(self.table)
            if earlier is not None and earlier.period == self.period and self._columns_to_fill(""):
                many, at = earlier.tables.many[self.table], earlier.place(source, i)
                rows = many.rows_of(at) if at is not None else ()
                found |= dict.fromkeys(many.sources[int(many.source[row])].file for row in rows)
        return tuple(sorted(found))

    def _spare(self, subjects: int) -> int:
        if self.is_roster:
            return max(_SPARE_ROSTER, subjects // 5) if subjects else _SPARE_BLANK
        if self.announced:
            return max(_SPARE_ROSTER, subjects // 5)
        return max(_SPARE_MANY, _PER_SUBJECT * subjects) if self.spec.many else 0

    def _leading(self, names: Sequence[str]) -> int:
        """How many of the first columns tell whose a row is."""
        who = {*self.spec.key, *(name for name in self.known if self.known[name] == self.roster.name)}
        count = next((i for i, name in enumerate(names) if name not in who), len(names))
        return min(count, _IN_SIGHT)
