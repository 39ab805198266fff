"""Rows that a form had ready and nobody filled in: they say only whose and of when they would be, and are no records."""

import numpy as np

from stardb.intake.masking import quoted
from stardb.intake.rows.collect_rows import NOBODY, CollectedRows
from stardb.intake.tables import Index
from stardb.problems import Problem, problem


def drop_unfilled_rows(
    collected: CollectedRows, subject: Index, known: tuple[str, ...]
) -> tuple[Index, list[int], list[Problem]]:
    """The subject of each row, -1 for those of forms in which nothing is filled in; which these are, and a note on each sheet of such.

    known: the columns of the roster that tell a subject, which a form has ready beside the key.
    """
    announced = collected.spec.announced
    if not announced:
        return subject, [], []
    table, ready = collected.table, {*announced, *known}
    left, gone, notes = subject.copy(), list[int](), list[Problem]()
    for k, source in enumerate(table.sources):
        if source.form is None:
            continue
        mine = np.flatnonzero((table.source == k) & (subject >= 0))
        blank = [i for i in mine.tolist() if collected.is_blank(i, ready)]
        if blank:
            left[blank] = NOBODY
            gone += blank
            notes.append(_note(collected, blank))
    return left, gone, notes


def _note(collected: CollectedRows, rows: list[int]) -> Problem:
    message = f"{quoted(collected.table.name)}有{len(rows)}行排好了没有填，算没有报。"
    place = collected.table.place(rows[0], collected.spec.key[-1])
    assert place is not None
    return problem("D235", message, place, found=f"{len(rows)}行")
