"""Everything about the headers of the sheets that a clerk may settle (`stardb map`)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from stardb.books.sheet import Sheet
from stardb.intake.lacking import Candidate, Proposal, missing
from stardb.intake.matching import fit, settled, vocabularies_of
from stardb.intake.practice import Practice
from stardb.intake.unused import Unused, unused
from stardb.problems import Place
from stardb.rulebook.tables import TableSpec

__all__ = ["Candidate", "Proposal", "proposals"]


def proposals(
    sheets: Sequence[Sheet],
    schemes: Mapping[str, Mapping[str, TableSpec]],
    year: str = "",
    practice: Practice = Practice(),  # noqa: B008  # frozen
) -> list[Proposal]:
    """What is open, in the order of schemes and sheets: columns missing or said twice; last, the sheets nobody has a use for.

    Such a sheet (D111) has one proposal for each column of the table it comes nearest to that a title of it may be; one
    without table, column and candidates if it is like none.
    """
    vocabularies = vocabularies_of(schemes, year, practice)
    held, _ = settled(sheets, vocabularies, practice)
    found = [proposal for claim in held for proposal in fit(claim, vocabularies[claim.scheme])[1]]
    order = {scheme: i for i, scheme in enumerate(schemes)}
    found.sort(key=lambda proposal: order[proposal.scheme])
    return [*found, *(proposal for item in unused(sheets, vocabularies) for proposal in _for_unused(item))]


def _for_unused(item: Unused) -> Iterator[Proposal]:
    near, place = item.nearest, Place(item.sheet.file, item.sheet.name)
    if near is None:
        yield Proposal("", "", "", (), place, "D111")
        return
    lacking = [p for p in missing(near.scheme, near.table, near.spec, near.sheet, near.header) if p.candidates]
    yield from (replace(proposal, code="D111") for proposal in lacking)
    if not lacking:
        yield Proposal(near.scheme, near.table, "", (), place, "D111")
