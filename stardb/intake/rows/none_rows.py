"""Rows of a record table that say that a subject has none: 本人无此项 ticked, or 无 where the record would stand."""

from collections.abc import Sequence, Set
from dataclasses import field

from stardb.books import Cell, cell_text, is_blank
from stardb.dataclass import dataclass
from stardb.intake.cells.cell_reader import CellReader, fault_problem
from stardb.intake.cells.unclear import UNCLEAR
from stardb.intake.matching.match import Match
from stardb.intake.rows.row_kinds import NOTHING_WORDS
from stardb.problems import Problem, problem
from stardb.quantity import tidy
from stardb.rulebook import ColumnSpec

NONE_TITLE = "本人无此项"
"""The title of the column that is ticked where a subject has none; forms have it."""

_TICK = ColumnSpec.model_validate({"type": "yes_no"})


@dataclass(frozen=True)
class NoneRows:
    """Which of some rows of a sheet say none, which say none and something else, and what is wrong. Each list has a value a row."""

    none: list[bool]
    contradictory: list[bool]
    problems: list[Problem] = field(default_factory=list)


def find_none_rows(match: Match, rows: Sequence[int], known: Set[str]) -> NoneRows:
    """What the rows of a sheet say of having none. known: columns that say whose a row is, beside the key."""
    if not match.spec.many:
        return NoneRows([False] * len(rows), [False] * len(rows))
    found = NoneRows([], [])
    at = next((i for i, heading in enumerate(match.header.headings) if heading.title == NONE_TITLE), None)
    content = [(i, name) for name, i in match.columns.items() if name not in match.spec.key and name not in known]
    reader = CellReader(_TICK)
    for row in rows:
        cells = match.sheet.rows[row]
        says_none, says_more = _words(match, cells, content)
        if at is not None and not is_blank(cells[at]):
            reading = reader.readings[reader.codes([cells[at]])[0]]
            place = match.sheet.place(row, at)
            found.problems.extend([fault_problem(NONE_TITLE, reading.fault, place)] if reading.fault else [])
            if reading.value and says_more:
                message = f"“{NONE_TITLE}”打了√，这一行却填着内容，不知哪个对，按未知处理。"
                found.problems.append(problem("D227", message, place, found=cell_text(cells[at]), expected="填一样"))
            found.contradictory.append(bool(reading.fault) or bool(reading.value and says_more))
            found.none.append(bool(reading.value) and not says_more)
        else:
            found.contradictory.append(False)
            found.none.append(says_none and not says_more)
    return found


def _words(match: Match, cells: Sequence[Cell], content: Sequence[tuple[int, str]]) -> tuple[bool, bool]:
    """Whether a row says none in words, and whether something that is not such a word."""
    texts = [(tidy(cell_text(cells[i])), name) for i, name in content if not is_blank(cells[i])]
    none = [text in NOTHING_WORDS and text not in match.spec.columns[name].spellings for text, name in texts]
    return any(none), not all(none)


def leave_open(match: Match, none: Sequence[bool], columns: list[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """The cells by column, with nothing to be read in the rows that say none but their keys."""
    keys = {match.columns[name] for name in match.spec.key if name in match.columns}
    return [
        cells if i in keys else [UNCLEAR if is_none else cell for cell, is_none in zip(cells, none, strict=True)]
        for i, cells in enumerate(columns)
    ]
