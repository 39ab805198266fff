"""Who says of a record table that there is none, and whose rows contradict that."""

import numpy as np

from stardb.intake.joining.roster import Roster
from stardb.intake.masking import mask, quoted
from stardb.intake.rows.collect_rows import CollectedRows
from stardb.intake.tables import Index
from stardb.problems import Problem, problem
from stardb.quantity import Mask


def find_nones(collected: CollectedRows, subject: Index, roster: Roster) -> tuple[Mask, Mask, list[Problem]]:
    """For each subject, whether it says that it has none, and whether nobody knows; a problem for each that has rows, too.

    subject: the subject of each row, -1 where it is nobody's.
    """
    size = len(roster.subjects)
    rows = np.zeros(len(collected), bool)
    says, unclear = (rows if found is None else found for found in (collected.none, collected.contradictory))
    none, doubtful, has = (_mark(subject[which], size) for which in (says, unclear, ~says))
    problems = []
    for row in np.flatnonzero(says & (subject >= 0)).tolist():
        if has[subject[row]]:
            place = collected.table.place(row, collected.spec.key[-1])
            title = mask(roster.titles[subject[row]])
            message = (
                f"{quoted(title)}在{quoted(collected.table.name)}里这一行说没有，别的行又有，不知哪个对，按未知处理。"
            )
            problems.append(problem("D227", message, place, found=title, expected="说的一样"))
    return none & ~has, doubtful | (none & has), problems


def _mark(subjects: Index, size: int) -> Mask:
    """For each subject, whether it is among these; -1 is nobody."""
    found = np.zeros(size, bool)
    found[subjects[subjects >= 0]] = True
    return found
