"""Sheets with data that are no table of any scheme, and the table that each comes nearest to."""

from collections.abc import Mapping

from stardb.books import Sheet, is_blank
from stardb.dataclass import dataclass
from stardb.intake.headers.candidates import MAJORITY, TableCandidate, make_candidate
from stardb.intake.headers.find_headers import find_headers
from stardb.intake.headers.vocabulary import Vocabulary


@dataclass(frozen=True)
class UnusedSheet:
    """A sheet nobody had a use for, and the table it comes nearest to; None if it is like none."""

    sheet: Sheet
    nearest: TableCandidate | None


def has_data(sheet: Sheet) -> bool:
    """Whether more than one row of a sheet holds anything."""
    return sum(any(not is_blank(cell) for cell in row) for row in sheet.rows) > 1


def find_nearest(sheet: Sheet, vocabularies: Mapping[str, Vocabulary]) -> TableCandidate | None:
    """The table of which a sheet has most columns, though too few to be it; None where it has those of none."""
    candidates = (
        make_candidate(sheet, scheme, table, vocabulary.specs[table], header)
        for scheme, vocabulary in vocabularies.items()
        for table, header in find_headers(sheet, vocabulary).items()
    )
    nearest = max(candidates, key=lambda candidate: candidate.share, default=None)
    return nearest if nearest and 0 < nearest.share < MAJORITY else None
