"""Everything about the headers of the sheets that a clerk may settle (`stardb map`)."""

from collections.abc import Iterator
from dataclasses import replace

from stardb.intake.headers.candidates import Torn
from stardb.intake.headers.missing_columns import Candidate, Proposal, missing
from stardb.intake.matching.match_sheets import Layouts, fit
from stardb.intake.matching.unmatched_sheets import Unused, unused
from stardb.problems import Place

__all__ = ["Candidate", "Proposal", "proposals"]


def proposals(layouts: Layouts) -> list[Proposal]:
    """What is open, in the order of schemes and sheets: which table a sheet is (D112, D200), which column of a form answers
    (D161) or that none does (D203), columns missing or said twice; last, the sheets nobody has a use for.

    Such a sheet (D111) has one proposal for each column of the table it comes nearest to that a title of it may be; one
    without table, column and candidates if it is like none.
    """
    found = [_which_table(torn) for torn in layouts.torn]
    found += [doubt.proposal(claim) for claim, doubt in layouts.doubts if doubt.code in ("D161", "D203")]
    found += [p for claim in layouts.claims for p in fit(claim, layouts.vocabularies[claim.scheme])[1]]
    order = {scheme: i for i, scheme in enumerate(layouts.vocabularies)}
    found.sort(key=lambda proposal: order[proposal.scheme])
    return [*found, *(proposal for item in unused(layouts) for proposal in _for_unused(item))]


def _which_table(torn: Torn) -> Proposal:
    place = Place(torn.sheet.file, torn.sheet.name)
    return Proposal(torn.scheme, "", "", tuple(Candidate(table, place, ()) for table in torn.tables), place, torn.code)


def _for_unused(item: Unused) -> Iterator[Proposal]:
    near, place = item.nearest, Place(item.sheet.file, item.sheet.name)
    if near is None:
        yield Proposal("", "", "", (), place, "D111")
        return
    lacking = [p for p in missing(near.scheme, near.table, near.spec, near.sheet, near.header) if p.candidates]
    yield from (replace(proposal, code="D111") for proposal in lacking)
    if not lacking:
        yield Proposal(near.scheme, near.table, "", (), place, "D111")
