"""Which sheets the form of a township has, and what stands in them before it is filled in."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stardb.forms.citing import clauses, full_mark
from stardb.forms.known import known_columns, lacks_name, offered
from stardb.forms.sheet import FormColumn, FormSheet, Picks, Value
from stardb.intake import Table, Tables
from stardb.intake.days import last_day
from stardb.rulebook import Scheme
from stardb.rulebook.tables import ColumnSpec, TableSpec

_SPARE_MANY, _PER_SUBJECT, _SPARE_ROSTER = 20, 3, 5
"""Empty rows: of a table of many rows at least so many, and so many a subject; of a roster."""

_IN_SIGHT = 3

_UPDATE = "表里是原来名册的内容，请逐格核对：变了的改过来，没有了的把整行清空，新增的填在下面的空行。"


@dataclass(frozen=True, eq=False)
class Source:
    """A scheme whose tables are to be filled in, and its subjects.

    version: of its rule file. settled: whether the roster stands, and is not sent along to be brought up to date.
    """

    name: str
    version: str
    scheme: Scheme
    tables: Tables
    settled: bool

    @property
    def roster(self) -> Table:
        """Who is rated, as read."""
        return next(iter(self.tables.single.values()))

    @property
    def townships(self) -> list[str]:
        """Whom its subjects belong to, in the order of the roster; only "" where the scheme does not group them."""
        groups = dict.fromkeys(self.tables.subjects.groups)
        return [group for group in groups if group or not self.scheme.roster.group]

    def subjects(self, township: str) -> list[int]:
        """The subjects of a township."""
        if township not in self.townships:
            return []
        return [i for i, group in enumerate(self.tables.subjects.groups) if group == township]


def townships(sources: Sequence[Source]) -> list[str]:
    """All townships of some schemes, in the order of their rosters."""
    return list(dict.fromkeys(township for source in sources for township in source.townships))


def plan(sources: Sequence[Source], township: str, period: str) -> list[FormSheet]:
    """The sheets of one township's form; a table that several schemes have alike is there once."""
    alike: dict[tuple[str, str], list[Source]] = {}
    for source in sources:
        for table, spec in source.scheme.filled_in.items():
            if source.subjects(township) and not (source.settled and spec is source.scheme.roster):
                alike.setdefault((table, repr(spec)), []).append(source)
    return [_sheet(table, some, township, period) for (table, _), some in alike.items()]


def _sheet(table: str, sources: Sequence[Source], township: str, period: str) -> FormSheet:
    scheme = sources[0].scheme
    spec, roster = scheme.tables[table], scheme.roster
    known = {name: name for name in spec.columns} if spec is roster else known_columns(spec, roster)
    if lacks_name(spec, roster, known):
        known = {f"{roster.name}（供核对）": roster.name, **known}  # a title that no table reads
    by_hand = spec is roster or spec.many
    label = (roster.group, township) if roster.group else None
    names = list(dict.fromkeys([*(name for name in known if name not in spec.columns), *spec.columns]))
    if by_hand and (grouping := next((name for name in known if roster.group and known[name] == roster.group), "")):
        names.remove(grouping)  # said once, above the table, so that no row has to
        label = (grouping, township)
    picks = offered(known, roster, _values(sources, township, known)) if spec.many else {}
    declared = {name: roster.columns[known[name]].model_copy(update={"required": False}) for name in known}
    last = last_day(period[:4])
    columns = tuple(
        _column(
            table, name, (declared | spec.columns)[name], sources, name in known and not by_hand, picks.get(name), last
        )
        for name in names
    )
    rows = () if spec.many else _rows(sources, township, known, names)
    return FormSheet(
        table=table,
        versions={source.name: source.version for source in sources},
        title=f"{township} {table}（{period}年度）".lstrip(),
        columns=columns,
        rows=rows,
        spare=_spare(spec is roster, spec.many, sum(len(source.subjects(township)) for source in sources)),
        label=label,
        notes=_notes(spec, sources),
        closed=all(source.settled for source in sources),
        frozen=_leading(names, {*spec.key, *(name for name in known if known[name] == roster.name)}),
    )


def _column(
    table: str,
    name: str,
    declared: ColumnSpec,
    sources: Sequence[Source],
    given: bool,
    picks: Picks | None,
    last: dt.date | None,
) -> FormColumn:
    schemes = [source.scheme for source in sources]
    cited = dict.fromkeys(clause for scheme in schemes for clause in clauses(scheme, table, name))
    full = None if schemes[0].tables[table].many else full_mark(schemes, name)
    return FormColumn(name, declared, given, f"依据：{'；'.join(cited)}" if cited else "", full, picks, last)


def _values(sources: Sequence[Source], township: str, known: Mapping[str, str]) -> list[tuple[Value, ...]]:
    """What the rosters tell of each row, column by column of `known`; each row once."""
    found: dict[tuple[Value, ...], None] = {}
    for source in sources:
        columns = [source.roster.columns[name] for name in known.values()]
        found |= dict.fromkeys(tuple(column.at(i) for column in columns) for i in source.subjects(township))
    return list(found)


def _rows(
    sources: Sequence[Source], township: str, known: Mapping[str, str], names: Sequence[str]
) -> list[tuple[Value, ...]]:
    """The rows of a table with what is known of each; the rest is to be filled in."""
    told = [dict(zip(known, row, strict=True)) for row in _values(sources, township, known)]
    return [tuple(row.get(name) for name in names) for row in told]


def _spare(roster: bool, many: bool, subjects: int) -> int:
    if roster:
        return max(_SPARE_ROSTER, subjects // 5)
    return max(_SPARE_MANY, _PER_SUBJECT * subjects) if many else 0


def _notes(spec: TableSpec, sources: Sequence[Source]) -> tuple[str, ...]:
    bases = dict.fromkeys(source.scheme.basis for source in sources if source.scheme.basis)
    lines = (
        _UPDATE if spec is sources[0].scheme.roster else "",
        f"说明：{spec.note}" if spec.note else "",
        *(f"依据：{basis}" for basis in bases),
    )
    return tuple(line for line in lines if line)


def _leading(names: Sequence[str], who: set[str]) -> int:
    """How many of the first columns tell whose a row is."""
    count = next((i for i, name in enumerate(names) if name not in who), len(names))
    return min(count, _IN_SIGHT)
