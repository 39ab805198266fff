"""Results of one scheme read by another (`result_of`), P37: the branch's grade in the rating of its secretary.

And upward: the results of many subjects of another scheme are the rows of each subject here, as a branch is rated by its
members.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from stardb.dataclass import dataclass
from stardb.intake import PlaceNames, Table, Tables
from stardb.problems import Place, Problem, problem
from stardb.quantity import HIDDEN, Array, Column, Kind, arithmetic, logic, show
from stardb.rulebook import TAKES_PART, ColumnSpec, Scheme, TableSpec
from stardb.scoring.appraisal import Appraisal
from stardb.scoring.borrowing_checks import find_column_fault, find_key_faults, find_table_faults, report_no_scheme

_NAMED = 5
"""How many subjects a problem names."""


@dataclass(frozen=True, eq=False)
class BorrowedTable(Table):
    """A table of another scheme's results. other: the appraisal they are of. origin: whose result each row is, -1 nobody's."""

    other: Appraisal | None = None
    origin: Array | None = None

    def find_origin(self, row: int) -> tuple[Appraisal, int] | None:
        """The appraisal and the subject a row's results are of; None where there is none."""
        if self.other is None or self.origin is None or self.origin[row] < 0:
            return None
        return self.other, int(self.origin[row])


def fill_borrowed_tables(
    scheme: Scheme, tables: Tables, appraisals: Mapping[str, Appraisal], known: Iterable[str] = ()
) -> tuple[Tables, list[Problem]]:
    """The tables with those filled in that are another scheme's results; `appraisals` are the appraisals so far, by title.

    known: the titles of all schemes there are, where these are more.

    Each subject takes the result of the other's subject with the same key (`李家村` and `李家` are one place), or of a table
    with many rows those of all whose key it is. What the other left undecided is still to be decided here; of who did not take
    part there is none.
    """
    single, many, problems = dict(tables.single), dict(tables.many), []
    for title, spec in scheme.tables.items():
        if not spec.result_of:
            continue
        if (other := appraisals.get(spec.result_of)) is not None:
            problems += find_table_faults(title, spec, scheme, other.scheme)
        borrower = _Borrower(title, spec, scheme, tables, appraisals.get(spec.result_of))
        if spec.many:
            many[title] = borrower.borrow_rows()
        elif (table := borrower.borrow_single()) is not None:
            single[title] = table
        problems += borrower.problems
        if borrower.other is None:
            problems.append(report_no_scheme(title, spec, scheme, known or appraisals))
    return replace(tables, single=single, many=many), problems


class _Borrower:
    """Takes one table from another scheme's results. What does not fit is among `problems`."""

    def __init__(self, title: str, spec: TableSpec, scheme: Scheme, tables: Tables, other: Appraisal | None) -> None:
        self.title, self.spec, self.scheme, self.other = title, spec, scheme, other
        self.size = len(tables.subjects)
        roster = tables.single[next(iter(scheme.tables))]
        self.roster = roster
        self.problems: list[Problem] = []

    def borrow_single(self) -> Table | None:
        """One row a subject, in their order: the result of the other's subject of the same key."""
        other = self.other
        if other is None:
            return None
        keys = self._own_keys()
        origin = _match(PlaceNames(_keys_of(other, other.scheme.roster.key)), keys)
        columns = self._borrow_columns(other, origin)
        self._report_lacking([keys[i] for i in np.flatnonzero(origin < 0)])
        nobody = np.full(self.size, -1)
        return BorrowedTable(self.title, columns, (), nobody, nobody, np.arange(self.size), other=other, origin=origin)

    def borrow_rows(self) -> Table:
        """The rows of all subjects: the results of the other's subjects that are theirs."""
        owner, origin = np.zeros(0, np.int64), np.zeros(0, np.int64)
        if self.other is not None and not find_key_faults(self.title, self.spec, self.scheme, self.other.scheme):
            owner, origin = self._find_owners(self.other)
        columns = {name: Column.unknown(spec.kind, 0, spec.words) for name, spec in self.spec.columns.items()}
        if self.other is not None:
            columns |= self._borrow_columns(self.other, origin)
        lacking = np.bincount(owner, minlength=self.size) == 0
        if self.spec.none == "means_none" and self.other is not None and len(origin):
            lacking = np.zeros(self.size, bool)
        elif self.other is not None and len(owner):
            self._report_lacking([self._own_keys()[i] for i in np.flatnonzero(lacking)])
        return BorrowedTable(
            self.title, columns, (), np.full(len(owner), -1), np.arange(len(owner)) + 1, owner,
            lacking if lacking.any() else None, other=self.other, origin=origin,
        )  # fmt: skip

    def _own_keys(self) -> list[tuple[str, ...]]:
        """Each subject's key; of a table with one row, by the columns that the table names."""
        names = self.scheme.roster.key if self.spec.many else self.spec.key
        return list(zip(*(_texts(self.roster.columns[name]) for name in names), strict=True))

    def _find_owners(self, other: Appraisal) -> tuple[Array, Array]:
        """The rows in the order of the subjects: whose each is, and whose result."""
        keys = _keys_of(other, tuple(self.spec.key))
        owner = _match(PlaceNames(self._own_keys()), keys)
        if (owner < 0).any():
            columns = other.scheme.roster.columns
            _, names = _name([keys[j] for j in np.flatnonzero(owner < 0)], [columns[name] for name in self.spec.key])
            count = int((owner < 0).sum())
            message = (
                f"“{self.spec.result_of}”的{count}个{other.scheme.subject}所在的{names}，这里的名册里没有，"
                f"它们没有算进“{self.title}”。"
            )
            self._report("W209", message, names, "两边写法一致")
        order = np.argsort(owner, kind="stable")
        order = order[owner[order] >= 0]
        return owner[order], order

    def _borrow_columns(self, other: Appraisal, origin: Array) -> dict[str, Column]:
        """The values of every column that the other has in that kind, for whom `origin` says."""
        columns = {}
        for name, declared in self.spec.columns.items():
            if find_column_fault(name, self.spec, other.scheme):
                if self.spec.many:
                    columns[name] = Column.unknown(declared.kind, len(origin), declared.words)
                continue
            column = _takes_part(other) if self.spec.many and name == TAKES_PART else _results(other, name)
            columns[name] = self._take(name, column, declared, origin)
        return columns

    def _take(self, name: str, column: Column, declared: ColumnSpec, origin: Array) -> Column:
        whole = column.take(origin)
        taken = _with_words(whole, declared.words)
        lost = whole.settled & ~taken.settled
        if lost.any():
            odd = "、".join(sorted({str(whole.at(int(i))) for i in np.flatnonzero(lost)}))
            message = f"“{self.title}”的“{name}”没有写“{odd}”这个词，“{self.spec.result_of}”有，按未知处理。"
            self._report("W207", message, odd, "、".join(declared.words))
        taken = taken.mark_pending(whole.undecided | lost)
        unit = declared.unit if self.spec.many and declared.kind is Kind.NUMBER else ""
        return replace(taken, unit=unit, private=declared.private)

    def _report_lacking(self, keys: Sequence[tuple[str, ...]]) -> None:
        """Report the subjects here of whom the other scheme has nobody."""
        if not keys:
            return
        own = self.scheme.roster
        count, names = _name(keys, [own.columns[name] for name in (own.key if self.spec.many else self.spec.key)])
        has = "没有一个对象属于" if self.spec.many else "里没有"
        remedy = "核对两边名册的写法；那边确实一个也没有的，在表里写 none: means_none。" if self.spec.many else ""
        message = f"“{self.spec.result_of}”{has}{names}，这{count}个{self.scheme.subject}的“{self.title}”按未知处理。"
        self._report("W209", message, names, "", remedy)

    def _report(self, code: str, message: str, found: str, expected: str, remedy: str = "") -> None:
        place = Place(self.scheme.file)
        self.problems.append(problem(code, message, place, found=found, expected=expected, remedy=remedy))


def _results(other: Appraisal, name: str) -> Column:
    """A column of the other's: of a clause's results none of who takes no part, those not decided still to be."""
    column = other.columns[name]
    if name not in other.steps:
        return column
    eligible = other.columns[other.scheme.eligible].known if other.scheme.eligible else np.ones(len(column), bool)
    decided = column.mask(other.rated & eligible)
    return decided.mark_pending(other.rated & ~decided.settled)


def _with_words(taken: Column, words: tuple[str, ...]) -> Column:
    """The values with the words that a column declares; any other word is unknown."""
    if not taken.kind.numeric:
        return arithmetic.recode(taken, words) if words else taken
    plain = taken.without_words()
    return plain.put_words(words, arithmetic.recode_words(taken, words), rated=True) if words else plain


def _takes_part(other: Appraisal) -> Column:
    """Whether each subject takes part; unknown where that is not decided."""
    if other.scheme.eligible:
        return other.columns[other.scheme.eligible]
    everybody = np.ones(len(other.subjects), bool)
    return logic.truth(everybody, everybody)


def _match(names: PlaceNames, keys: Sequence[tuple[str, ...]]) -> Array:
    """For each key the place in `names` it means, -1 where there is none."""
    found = {}
    for key in dict.fromkeys(keys):
        place = names.find(key)
        place = names.similar(key) if place is None else place
        found[key] = -1 if place is None else place
    return np.array([found[key] for key in keys], dtype=np.int64)


def _keys_of(other: Appraisal, names: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*(_texts(other.columns[name]) for name in names), strict=True))


def _texts(column: Column) -> list[str]:
    return [show(column.kind, column.at(i)) if column.known[i] else "" for i in range(len(column))]


def _name(keys: Sequence[tuple[str, ...]], columns: Sequence[ColumnSpec]) -> tuple[int, str]:
    """How many different subjects some keys are, and what to call the first few; what is private is not shown."""
    named = list(dict.fromkeys(keys))
    shown = [
        "/".join(HIDDEN if column.private else part for part, column in zip(key, columns, strict=True) if part)
        for key in named[:_NAMED]
    ]
    return len(named), "、".join(shown) + ("等" if len(named) > _NAMED else "")
