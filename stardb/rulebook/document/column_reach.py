"""What the cells of a column can hold at all, as the rule file declares it."""

from contextlib import suppress
from fractions import Fraction

from stardb.quantity import Kind, UnreadableText, ValueRange, ranges
from stardb.rulebook.document.column_checks import read_bound
from stardb.rulebook.document.table_section import ColumnSpec
from stardb.scorers.base import FEN


def find_column_reach(spec: ColumnSpec) -> ValueRange:
    """The lowest and highest value, the grain and the words that a column can hold."""
    if spec.choices:
        return ranges.among(spec.words)
    grain = FEN if spec.kind is Kind.MONEY else Fraction(1) if spec.counts else None
    if spec.between is None or not spec.kind.numeric:
        return ValueRange(grain=grain)
    with suppress(UnreadableText):
        return ValueRange(read_bound(spec.between[0], spec), read_bound(spec.between[1], spec), grain=grain)
    return ValueRange(grain=grain)
