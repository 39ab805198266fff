"""What answers a criterion of a scoring form: a tick, a word, a figure; and answers spread over columns of words.

`是 | 否` under 考评记载, with a tick below one of them, is that word.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeAlias

from stardb.books import Cell, Sheet, cell_text, is_blank
from stardb.intake.headers.find_headers import SEARCHED_ROWS
from stardb.intake.headers.qualifiers import is_finding, is_official
from stardb.intake.headers.titles import title_of
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.quantity import UnreadableText, read_number, read_yes_no, tidy
from stardb.rulebook import ColumnSpec

Specs: TypeAlias = Mapping[str, ColumnSpec]
"""What a criterion is in each table that has it."""

_FIGURE = re.compile(r"[-+]?\d")


def join_ticked_words(sheet: Sheet, vocabularies: Sequence[Vocabulary]) -> Sheet:
    """The sheet with what is ticked under 是 or 否, below a title such as 考评记载, as a word in the first of these columns."""
    columns = [c for v in vocabularies for spec in v.specs.values() for c in spec.columns.values()]
    choices = [{tidy(w) for word, more in c.choices.items() for w in (word, *more)} for c in columns if c.choices]
    wide = {(m.top, m.left): m.right for m in sheet.merges}
    rows = list(sheet.rows)
    for h in range(min(SEARCHED_ROWS, len(rows) - 1)):
        for c, cell in enumerate(rows[h]):
            bare = title_of(cell).bare if isinstance(cell, str) and cell else ""
            if not (is_finding(bare) or is_official(bare)):
                continue
            last = min(wide.get((h, c), _reach(rows[h], rows[h + 1], c)), sheet.width - 1)
            words = [tidy(cell_text(sub)) for sub in rows[h + 1][c : last + 1]]
            if last > c and (_is_yes_and_no(words) or any(set(words) <= known for known in choices)):
                rows[h + 1 :] = [_join_rows(row, c, words, r == 0) for r, row in enumerate(rows[h + 1 :])]
    return replace(sheet, rows=rows)


def _reach(row: Sequence[Cell], below: Sequence[Cell], c: int) -> int:
    """The last column a title that is not merged may stand over: as long as there are only titles below."""
    last = c
    while last + 1 < len(row) and is_blank(row[last + 1]) and not is_blank(below[last + 1]):
        last += 1
    return last


def _is_yes_and_no(words: Sequence[str]) -> bool:
    return len(words) == 2 and {_read_tick(word) for word in words} == {True, False}


def _join_rows(row: Sequence[Cell], c: int, words: Sequence[str], titles: bool) -> Sequence[Cell]:
    """A row with the word ticked in place of the columns of words; all of them with their ticks where not just one is."""
    cells = row[c : c + len(words)]
    filled = [(word, cell) for word, cell in zip(words, cells, strict=True) if not is_blank(cell)]
    one = len(filled) == 1 and _read_tick(cell_text(filled[0][1])) is True
    text = (
        ""
        if titles or not filled
        else filled[0][0]
        if one
        else " ".join(f"{w}({cell_text(cell)})" for w, cell in filled)
    )
    return [*row[:c], text, *[""] * (len(words) - 1), *row[c + len(words) :]]


def is_worded(specs: Specs) -> bool:
    """Whether a criterion is answered by a word or a tick."""
    return any(spec.type in ("yes_no", "choice") for spec in specs.values())


def is_word(cell: Cell, specs: Specs) -> bool:
    """Whether a cell answers such a criterion."""
    words = {tidy(word) for spec in specs.values() for choice, more in spec.choices.items() for word in (choice, *more)}
    if tidy(cell_text(cell)) in words:
        return True
    return any(spec.type == "yes_no" for spec in specs.values()) and _read_tick(cell_text(cell)) is not None


def is_figure(cell: Cell, _: Specs) -> bool:
    """Whether a cell holds a figure, be it with a unit."""
    return isinstance(cell, int | float) or (isinstance(cell, str) and bool(_FIGURE.match(tidy(cell))))


def read_figure(cell: Cell) -> Fraction | None:
    """A plain number; None for anything else."""
    try:
        return (
            read_number(cell_text(cell)) if isinstance(cell, str | int | float) and not isinstance(cell, bool) else None
        )
    except UnreadableText:
        return None


def read_tick_or_word(cell: Cell, specs: Specs) -> bool | None:
    """What a tick or a word says; None for a number and for what says neither."""
    if not isinstance(cell, str) or read_figure(cell) is not None:
        return None
    declared = {tidy(w): word for spec in specs.values() for word, more in spec.choices.items() for w in (word, *more)}
    return _read_tick(declared.get(tidy(cell), cell))


def _read_tick(text: str) -> bool | None:
    try:
        return read_yes_no(text)
    except UnreadableText:
        return None
