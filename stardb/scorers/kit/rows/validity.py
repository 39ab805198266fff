"""How long a row of a table counts (有效期): from which day on, and for how long or until which day."""

from dataclasses import replace
from typing import Literal

import numpy as np

from stardb.quantity import Column, Kind, Mask, logic
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.rule import Rule
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import UNKNOWN, RowValidity, Scored

VALIDITY = "valid_for()"
"""Under which name the validity of a table stands among what is computed of its rows; no column has it, and no expression can read it."""

VALID, EXPIRED, NOT_YET = range(3)
"""The branches of a row's validity; UNKNOWN besides."""

Heed = Literal["all"]
"""What a clause writes under `valid` that wants all rows, valid or not."""

HEED = "all 连已过有效期、尚未生效的行也看；不写的，只看在有效期内的行（表里写了 valid_for 的）"
"""What `valid` is for, as every clause over rows describes it."""

START, START_KNOWN, END, END_KNOWN = "start", "start_known", "end", "end_known"
"""Among a validity's facts: the first day on which a row counts and the first on which it does not, and whether they are known."""


def bind_validity(scope: Scope, table: str, given: Heed | None) -> Rule | None:
    """What tells which rows of a table are valid, bound; None where all are to be looked at."""
    if table not in scope.validity:
        if given is not None:
            remedy = f"删去 valid；要看有效期的，在“{table}”表里写 valid_for"
            message = f"“{table}”没有写有效期（valid_for），各行本来就都看"
            scope.report("R441", message, ("valid",), found=given, remedy=remedy)
        return None
    return None if given == "all" else scope.validity[table]()


def score_validity(frame: AppraisalFrame, table: str) -> RowValidity:
    """How long each row of a table counts; the table must have a validity."""
    return read_validity(frame.row_columns(table).score(VALIDITY))


def find_standing(frame: AppraisalFrame, table: str, validity: Rule | None) -> RowValidity | None:
    """Which rows of a table are to be looked at: by how long they count, and by whether they are of the period rated.

    validity: what binds how long they count, None where that is not heeded. None where all are to be looked at.
    """
    heeded = score_validity(frame, table) if validity is not None else None
    unsure = frame.unsure.get(table)
    if unsure is None or heeded is None:
        return heeded if unsure is None else _stand_apart(unsure)
    scored, maybe = heeded.scored, unsure & (heeded.scored.branch == VALID)
    branch, column = np.where(maybe, UNKNOWN, scored.branch), scored.column.mask(~maybe)
    return RowValidity(replace(scored, column=column, branch=branch), heeded.start, heeded.end, maybe)


def _stand_apart(unsure: Mask) -> RowValidity:
    """All rows count, for ever, but for those of which it is not known whether they are of the period."""
    size = len(unsure)
    scored = Scored(logic.truth(np.ones(size, bool), ~unsure), np.where(unsure, UNKNOWN, VALID))
    return RowValidity(scored, Column.unknown(Kind.DATE, size), Column.unknown(Kind.DATE, size), unsure)


def read_validity(scored: Scored) -> RowValidity:
    """How long each row counts, from the result of `ValidityCore`."""
    start, end = (
        Column(Kind.DATE, scored.facts[day], scored.facts[known].astype(bool))
        for day, known in ((START, START_KNOWN), (END, END_KNOWN))
    )
    return RowValidity(scored, start, end)
