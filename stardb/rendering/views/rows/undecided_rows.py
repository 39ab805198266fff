"""What is undecided, as lines of a report: for each subject the clauses where the doubt begins, and the cells to look at."""

from collections.abc import Iterable

from stardb.dataclass import dataclass
from stardb.rendering.views.rows.row_texts import list_places, show_blanks
from stardb.rulebook import Step
from stardb.scoring import (
    Appraisal,
    OpenClause,
    explain_step,
    find_open_clauses,
    find_past_source,
    find_row_evidence,
    full_name,
    phrase,
    phrase_past,
)

__all__ = ["UndecidedRow", "list_undecided"]


@dataclass(frozen=True, slots=True)
class UndecidedRow:
    """One clause, or one table without a row, that keeps a subject undecided. cells: where to look, joined."""

    number: int
    group: str
    name: str
    item: str
    reason: str
    cells: str


def list_undecided(appraisal: Appraisal) -> tuple[UndecidedRow, ...]:
    """For every undecided subject the clauses where the doubt begins, with the reason and the blank cells.

    A table the subject has no row in is one line, however many clauses want it.
    """
    rows = []
    for i, clauses in find_open_clauses(appraisal).items():
        absent: dict[str, tuple[Step, list[str]]] = {}
        for clause in clauses:
            table = _absent_table(appraisal, clause.unknown, i)
            if table:
                absent.setdefault(table, (clause.step, []))[1].extend(clause.unknown)
            else:
                rows.append(_clause_row(appraisal, clause, i))
        for table, (step, columns) in absent.items():
            lacking = f"没有“{table}”的数据：{'、'.join(dict.fromkeys(columns))}"
            rows.append(_row(appraisal, i, step.of or table, lacking))
    return tuple(rows)


def _absent_table(appraisal: Appraisal, causes: Iterable[str], i: int) -> str:
    """The table without a row for subject i among what a clause lacks; "" where there is none."""
    for name in causes:
        title = appraisal.scheme.columns.get(name, ("", None))[0]
        table = appraisal.tables.single.get(title)
        if title and (table is None or table.row[i] < 0):
            return title
    return ""


def _clause_row(appraisal: Appraisal, clause: OpenClause, i: int) -> UndecidedRow:
    step, unknown = clause.step, clause.unknown
    item = " ".join(dict.fromkeys(part for part in (step.of, step.title) if part))
    reason = phrase(explain_step(appraisal, step, i))
    blanks = _list_cells(appraisal, [name for name in unknown if name in appraisal.scheme.columns], i)
    rows = find_row_evidence(appraisal, step, i, unclear=True)
    told = show_blanks(rows)
    reason += f"（{told}）" if told else ""
    places = (*blanks, *(place for place in list_places(rows, only_blanks=True) if place))
    return _row(appraisal, i, item, reason + _past_results(appraisal, unknown, i), "；".join(places))


def _past_results(appraisal: Appraisal, causes: Iterable[str], i: int) -> str:
    """What the ledger has of the earlier results a clause lacks, in brackets."""
    found = [
        f"{name}，{phrase_past(past)}"
        for name in causes
        if name not in appraisal.scheme.columns and (past := find_past_source(name, appraisal, i)) is not None
    ]
    return f"（{'；'.join(found)}）" if found else ""


def _row(appraisal: Appraisal, i: int, item: str, reason: str, where: str = "") -> UndecidedRow:
    return UndecidedRow(i + 1, appraisal.subjects.groups[i], full_name(appraisal, i), item, reason, where)


def _list_cells(appraisal: Appraisal, names: Iterable[str], i: int) -> list[str]:
    """The cells that subject i's values of some columns were read from."""
    found = []
    for name in names:
        table = appraisal.tables.single.get(appraisal.scheme.columns[name][0])
        place = table.place(i, name) if table is not None else None
        if place is not None:
            found.append(str(place))
    return found
