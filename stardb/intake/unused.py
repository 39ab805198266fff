"""Sheets with data that are no table of any scheme."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from stardb.books.sheet import Sheet, is_blank
from stardb.intake.claims import MAJORITY, Claim, claim_on, own_columns
from stardb.intake.headers import find_headers
from stardb.intake.layouts import arrange
from stardb.intake.practice import Practice
from stardb.intake.stamps import FormStamp
from stardb.intake.vocabulary import Vocabulary
from stardb.problems import Place, Problem, problem
from stardb.rulebook.tables import TableSpec

_PLAIN = Practice()


@dataclass(frozen=True)
class Unused:
    """A sheet nobody had a use for, and the table it comes nearest to; None if it is like none."""

    sheet: Sheet
    nearest: Claim | None


def unused(sheets: Sequence[Sheet], vocabularies: Mapping[str, Vocabulary]) -> Iterator[Unused]:
    """The sheets with data that are no table of any of these schemes."""
    for sheet in sheets:
        if not FormStamp.from_text(sheet.stamp) and not arrange(sheet, vocabularies).claims and _has_data(sheet):
            yield Unused(sheet, _nearest(sheet, vocabularies))


def unmatched(
    sheets: Sequence[Sheet],
    all_specs: Iterable[Mapping[str, TableSpec]],
    year: str = "",
    practice: Practice = _PLAIN,
) -> list[Problem]:
    """A note for each sheet with data that is no table of any scheme, naming the table it comes nearest to."""
    vocabularies = {str(i): Vocabulary(specs, year, practice.titles) for i, specs in enumerate(all_specs)}
    return [_said(item) for item in unused(sheets, vocabularies)]


def _has_data(sheet: Sheet) -> bool:
    return sum(any(not is_blank(cell) for cell in row) for row in sheet.rows) > 1


def _nearest(sheet: Sheet, vocabularies: Mapping[str, Vocabulary]) -> Claim | None:
    claims = (
        claim_on(sheet, scheme, table, vocabulary.specs[table], header)
        for scheme, vocabulary in vocabularies.items()
        for table, header in find_headers(sheet, vocabulary).items()
    )
    nearest = max(claims, key=lambda claim: claim.share, default=None)
    return nearest if nearest and 0 < nearest.share < MAJORITY else None


def _said(item: Unused) -> Problem:
    sheet, near = item.sheet, ""
    if item.nearest:
        missing = [column for column in own_columns(item.nearest.spec) if column not in item.nearest.header.columns]
        lacking = "、".join(missing[:5]) + ("等" if len(missing) > 5 else "")
        near = f"；最接近“{item.nearest.table}”，缺少{lacking}"
    message = f"工作表“{sheet.name}”的表头与要用的表都对不上，没有用上{near}。"
    nearest = item.nearest.table if item.nearest else ""
    return problem("D111", message, Place(sheet.file, sheet.name), expected=nearest)
