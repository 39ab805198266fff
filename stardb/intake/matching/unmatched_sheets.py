"""Sheets with data that are no table of any scheme."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from stardb.books import Sheet, is_blank
from stardb.intake.headers.candidates import MAJORITY, Claim, claim_on, own_columns
from stardb.intake.headers.find_headers import find_headers
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.intake.masking import quoted
from stardb.intake.matching.match_sheets import Layouts
from stardb.problems import Place, Problem, problem


@dataclass(frozen=True)
class Unused:
    """A sheet nobody had a use for, and the table it comes nearest to; None if it is like none."""

    sheet: Sheet
    nearest: Claim | None


def unused(layouts: Layouts) -> Iterator[Unused]:
    """The sheets with data that are no table of any of the schemes."""
    for sheet in layouts.strays:
        if _has_data(sheet):
            yield Unused(sheet, _nearest(sheet, layouts.vocabularies))


def unmatched(layouts: Layouts) -> list[Problem]:
    """A note for each sheet with data that is no table of any scheme, naming the table it comes nearest to; an error for each
    that could not be made out.
    """
    return [*map(_tangled, layouts.tangled), *(_said(item) for item in unused(layouts))]


def _tangled(sheet: Sheet) -> Problem:
    message = f"工作表{quoted(sheet.name)}里像表头的行太多，认不出是什么表，没有读。"
    return problem("D204", message, Place(sheet.file, sheet.name), expected="一个表头，下面是数据")


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
        near = f"；最接近{quoted(item.nearest.table)}，缺少{lacking}"
    message = f"工作表{quoted(sheet.name)}的表头与要用的表都对不上，没有用上{near}。"
    nearest = item.nearest.table if item.nearest else ""
    return problem("D111", message, Place(sheet.file, sheet.name), expected=nearest)
