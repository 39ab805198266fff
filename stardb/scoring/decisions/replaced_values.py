"""Single values of a column replaced, all others left as they are, what is known of the unknown ones too."""

from dataclasses import replace

import numpy as np

from stardb.quantity import Column, Kind, arithmetic


def replace_value(column: Column, i: int, value: Column) -> Column:
    """The column with the value in place i that the only place of another has, one of its kind."""
    here = np.zeros(len(column), bool)
    here[i] = True
    one = value.take(np.zeros(len(column), np.int64))
    pending = column.undecided & ~here
    if column.kind.numeric or column.kind is Kind.CHOICE:
        found = arithmetic.choose(here, one, column)
        if column.kind is Kind.CHOICE:
            found = arithmetic.recode(found, column.choices)
        found = replace(found, unit=column.unit, private=column.private, edges=column.edges, pending=None)
        return found.mark_pending(pending | found.has_word)
    data, known = np.where(here, one.data, column.data), np.where(here, one.known, column.known)
    ends = None if column.ends is None else (column.ends[0].mask(~here), column.ends[1].mask(~here))
    return replace(column, data=data.astype(column.data.dtype), known=known, ends=ends, pending=None).mark_pending(
        pending
    )
