"""Which sheet is which table: decided by headers and labels, by a sheet's name only between tables that fit alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stardb.books import Sheet
from stardb.intake.garbage import uncollected
from stardb.intake.headers.candidates import Claim, Torn, settle_claims, told
from stardb.intake.headers.find_headers import Header
from stardb.intake.headers.labels import Label
from stardb.intake.headers.missing_columns import Proposal, doubled, filled_columns, indispensable, missing, said
from stardb.intake.headers.search_limit import Tangled
from stardb.intake.headers.sheet_names import assigned_sheets, named_sheets
from stardb.intake.headers.unit_labels import UnitLabel, unit_labels
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.intake.layout.arrange import Arrangement, arrange, is_excluded
from stardb.intake.layout.form_doubts import Doubt
from stardb.intake.matching.form_id import FormStamp
from stardb.intake.matching.own_forms import stamped
from stardb.intake.matching.rival_sheets import part_rivals
from stardb.intake.matching.title_year import of_another_year
from stardb.intake.reading_options import NO_TABLE, Practice
from stardb.problems import Problem
from stardb.rulebook import TableSpec

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


@dataclass(frozen=True, eq=False)
class Layouts:
    """What the sheets of a workspace are, each looked at once: the claims that hold, and what does not.

    doubts: what is doubtful of the form of a claim. torn: the sheets of which it is unclear which table they are. faults:
    what is wrong with forms sent out, with their scheme. strays: the sheets that are no table of any scheme. tangled: those of
    which it could not be found out.
    """

    vocabularies: Mapping[str, Vocabulary]
    claims: Sequence[Claim]
    doubts: Sequence[tuple[Claim, Doubt]]
    torn: Sequence[Torn]
    faults: Sequence[tuple[str, Problem]]
    strays: Sequence[Sheet]
    tangled: Sequence[Sheet] = ()


@uncollected()
def lay_out(
    sheets: Sequence[Sheet], schemes: Mapping[str, Mapping[str, TableSpec]], year: str = "", practice: Practice = _PLAIN
) -> Layouts:
    """Which tables of which schemes the sheets are."""
    known = {table for specs in schemes.values() for table in specs}
    given = {entry: table for entry, table in practice.sheets.items() if table in known or table == NO_TABLE}
    assigned = assigned_sheets(sheets, given)
    vocabularies = {
        name: Vocabulary(specs, year, practice.titles, named_sheets(sheets, specs, assigned))
        for name, specs in schemes.items()
    }
    claims: list[Claim] = []
    doubts: dict[int, Sequence[Doubt]] = {}
    faults: list[tuple[str, Problem]] = []
    strays: list[Sheet] = []
    tangled: list[Sheet] = []
    for sheet in sheets:
        free = (sheet.file, sheet.name) not in assigned
        sure, altered = stamped(sheet, vocabularies, practice) if free else ([], [])
        faults += altered
        try:
            arrangement = arrange(sheet, vocabularies) if not sure else Arrangement(sure)
        except Tangled:
            tangled.append(sheet)
            continue
        claims += arrangement.claims
        doubts |= arrangement.doubts
        if (
            not arrangement.claims
            and not (free and FormStamp.from_text(sheet.stamp))
            and not is_excluded(sheet, vocabularies)
        ):
            strays.append(sheet)
    held, torn = settle_claims(claims)
    held, rivals = part_rivals(held, vocabularies)
    mine = [(claim, doubt) for claim in held if not claim.keyed for doubt in doubts.get(id(claim.sheet), ())]
    return Layouts(vocabularies, held, mine, [*torn, *rivals], faults, strays, tangled)


def match_sheets(layouts: Layouts, year: str = "") -> dict[str, tuple[list[Match], list[Problem]]]:
    """For each scheme every sheet that is a table of it, in order, and what is wrong with their headers.

    A sheet may be several tables at once where they share no column but their keys. Sheets that are none of them are
    passed over without a word: `unmatched` speaks of those.
    """
    found: dict[str, tuple[list[Match], list[Problem]]] = {}
    for name, vocabulary in layouts.vocabularies.items():
        matches: list[Match] = []
        faults = [fault for scheme, fault in layouts.faults if scheme == name]
        dated = {(fault.place.file, fault.place.sheet) for fault in faults if fault.code == "D164"}
        faults += [doubt.told(claim, vocabulary) for claim, doubt in layouts.doubts if claim.scheme == name]
        faults += [told(torn) for torn in layouts.torn if torn.scheme == name]
        for claim in (claim for claim in layouts.claims if claim.scheme == name):
            match, proposals = fit(claim, vocabulary)
            faults += [said(proposal, claim.spec) for proposal in proposals]
            if match:
                matches.append(match)
                if (match.sheet.file, match.sheet.name) not in dated:
                    faults += of_another_year(match.sheet, match.header.top, year)
        found[name] = matches, faults
    return found


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
