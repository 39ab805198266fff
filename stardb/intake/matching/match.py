"""`Match`: a sheet read as one table, made of the candidate that has been chosen for it."""

from collections.abc import Mapping, Sequence

from stardb.books import Sheet
from stardb.dataclass import dataclass
from stardb.intake.headers.candidates import TableCandidate
from stardb.intake.headers.find_headers import Header
from stardb.intake.headers.labels import Label
from stardb.intake.headers.missing_columns import Proposal, filled_columns, find_doubled, find_missing, needed_keys
from stardb.intake.headers.unit_labels import UnitLabel, unit_labels
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.rulebook import TableSpec


@dataclass(frozen=True, eq=False)
class Match:
    """A sheet read as one table.

    columns: declared column -> column of `sheet.rows`. labels: columns given above the table. units: what
    `单位：万元` above or below the table says, the nearest first.
    """

    sheet: Sheet
    table: str
    spec: TableSpec
    header: Header
    columns: Mapping[str, int]
    labels: Mapping[str, Label]
    units: tuple[tuple[UnitLabel, ...], ...] = ()


def fit_candidate(candidate: TableCandidate, vocabulary: Vocabulary) -> tuple[Match | None, list[Proposal]]:
    """The match a candidate comes to, None where its keys are not known, and what its header lacks or says twice."""
    sheet, header, spec = candidate.sheet, candidate.header, candidate.spec
    labels = candidate.labels(vocabulary)
    proposals = [
        *find_doubled(candidate.scheme, candidate.table, spec, sheet, header),
        *find_missing(candidate.scheme, candidate.table, spec, sheet, header, list(labels)),
    ]
    twice = {proposal.column for proposal in proposals if proposal.code == "D115"}
    columns = {c: _place(sheet, header, places) for c, places in header.columns.items() if c not in twice}
    if not set(needed_keys(spec)) <= columns.keys() | labels.keys():
        return None, proposals
    units = unit_labels(sheet, header.top, header.bottom, vocabulary.units)
    return Match(sheet, candidate.table, spec, header, columns, labels, units), proposals


def _place(sheet: Sheet, header: Header, places: Sequence[int]) -> int:
    """The one of some columns titled alike that is filled."""
    return places[0] if len(places) == 1 else (filled_columns(sheet, header, places) or places)[0]
