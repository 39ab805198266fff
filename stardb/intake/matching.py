"""Which sheet is which table: decided by headers and labels, by a sheet's name only between tables that fit alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stardb.books.sheet import Sheet
from stardb.intake.claims import Claim, settle_claims
from stardb.intake.dating import of_another_year
from stardb.intake.headers import Header
from stardb.intake.labels import Label
from stardb.intake.lacking import Proposal, doubled, filled_columns, indispensable, missing, said
from stardb.intake.layouts import arrange
from stardb.intake.practice import Practice
from stardb.intake.stamped import stamped
from stardb.intake.unit_labels import UnitLabel, unit_labels
from stardb.intake.vocabulary import Vocabulary
from stardb.problems import Problem
from stardb.rulebook.tables import TableSpec

_PLAIN = Practice()


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


def match_sheets(
    sheets: Sequence[Sheet], schemes: Mapping[str, Mapping[str, TableSpec]], year: str = "", practice: Practice = _PLAIN
) -> dict[str, tuple[list[Match], list[Problem]]]:
    """For each scheme every sheet that is a table of it, in order, and what is wrong with their headers.

    A sheet may be several tables at once where they share no column but their keys. Sheets that are none of them are
    passed over without a word: `unmatched` speaks of those.
    """
    vocabularies = vocabularies_of(schemes, year, practice)
    held, problems = settled(sheets, vocabularies, practice)
    found: dict[str, tuple[list[Match], list[Problem]]] = {}
    for name in vocabularies:
        matches: list[Match] = []
        faults = [fault for scheme, fault in problems if scheme == name]
        for claim in (claim for claim in held if claim.scheme == name):
            match, proposals = fit(claim, vocabularies[name])
            faults += [said(proposal, claim.spec) for proposal in proposals]
            if match:
                matches.append(match)
                faults += of_another_year(match.sheet, match.header.top, year)
        found[name] = matches, faults
    return found


def vocabularies_of(
    schemes: Mapping[str, Mapping[str, TableSpec]], year: str, practice: Practice
) -> dict[str, Vocabulary]:
    """Each scheme's words."""
    return {name: Vocabulary(specs, year, practice.titles) for name, specs in schemes.items()}


def settled(
    sheets: Sequence[Sheet], vocabularies: Mapping[str, Vocabulary], practice: Practice
) -> tuple[list[Claim], list[tuple[str, Problem]]]:
    """The claims that hold, and what is unclear between them, with the scheme it concerns."""
    claims: list[Claim] = []
    doubts: dict[int, Problem] = {}
    problems: list[tuple[str, Problem]] = []
    for sheet in sheets:
        sure, faults = stamped(sheet, vocabularies, practice)
        problems += faults
        arrangement = arrange(sheet, vocabularies) if not sure else None
        claims += sure or (arrangement.claims if arrangement else [])
        doubts |= arrangement.doubts if arrangement else {}
    held, torn = settle_claims(claims)
    problems += [(claim.scheme, doubts[id(claim.sheet)]) for claim in held if id(claim.sheet) in doubts]
    return held, [*problems, *torn]


def fit(claim: Claim, vocabulary: Vocabulary) -> tuple[Match | None, list[Proposal]]:
    """The match a claim comes to, None where its keys are not known, and what its header lacks or says twice."""
    sheet, header, spec = claim.sheet, claim.header, claim.spec
    labels = claim.labels(vocabulary)
    proposals = [
        *doubled(claim.scheme, claim.table, spec, sheet, header),
        *missing(claim.scheme, claim.table, spec, sheet, header, list(labels)),
    ]
    twice = {proposal.column for proposal in proposals if proposal.code == "D115"}
    columns = {c: _place(sheet, header, places) for c, places in header.columns.items() if c not in twice}
    if not set(indispensable(spec)) <= columns.keys() | labels.keys():
        return None, proposals
    units = unit_labels(sheet, header.top, header.bottom, vocabulary.units)
    return Match(sheet, claim.table, spec, header, columns, labels, units), proposals


def _place(sheet: Sheet, header: Header, places: Sequence[int]) -> int:
    """The one of some columns titled alike that is filled."""
    return places[0] if len(places) == 1 else (filled_columns(sheet, header, places) or places)[0]
