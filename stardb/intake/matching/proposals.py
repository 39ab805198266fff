"""Everything about the headers of the sheets that a clerk may settle (`stardb map`)."""

from collections.abc import Iterator
from dataclasses import replace

from stardb.intake.headers.candidates import AmbiguousSheet
from stardb.intake.headers.missing_columns import Proposal, TitleCandidate, find_missing
from stardb.intake.matching.match_sheets import SheetMatches
from stardb.intake.matching.unused_sheets import UnusedSheet
from stardb.problems import Place

__all__ = ["Proposal", "TitleCandidate", "find_proposals"]


def find_proposals(matches: SheetMatches) -> list[Proposal]:
    """What is open, in the order of schemes and sheets.

    Which table a sheet is (D112, D200), which column of a form answers (D161) or that none does (D203), columns missing or
    there twice; last, the sheets nobody has a use for. Such a sheet (D111) has one proposal for each column of the table it comes nearest to that a title of it may be; one
    without table, column and candidates if it is like none.
    """
    found = [_which_table(ambiguous) for ambiguous in matches.ambiguous]
    found += [doubt.proposal(candidate) for candidate, doubt in matches.doubts if doubt.code in ("D161", "D203")]
    found += [proposal for one in matches.chosen for proposal in one.proposals]
    order = {scheme: i for i, scheme in enumerate(matches.vocabularies)}
    found.sort(key=lambda proposal: order[proposal.scheme])
    return [*found, *(proposal for item in matches.unused for proposal in _for_unused(item))]


def _which_table(ambiguous: AmbiguousSheet) -> Proposal:
    place = Place(ambiguous.sheet.file, ambiguous.sheet.name)
    return Proposal(
        ambiguous.scheme,
        "",
        "",
        tuple(TitleCandidate(table, place, ()) for table in ambiguous.tables),
        place,
        ambiguous.code,
    )


def _for_unused(item: UnusedSheet) -> Iterator[Proposal]:
    near, place = item.nearest, Place(item.sheet.file, item.sheet.name)
    if near is None:
        yield Proposal("", "", "", (), place, "D111")
        return
    lacking = [p for p in find_missing(near.scheme, near.table, near.spec, near.sheet, near.header) if p.candidates]
    yield from (replace(proposal, code="D111") for proposal in lacking)
    if not lacking:
        yield Proposal(near.scheme, near.table, "", (), place, "D111")
