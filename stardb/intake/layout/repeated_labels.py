"""A table whose label comes again among its rows, `乡镇：乙镇`, without its header: what follows is under the new one."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from stardb.books import Merge, Sheet, is_blank
from stardb.intake.headers.candidates import Claim
from stardb.intake.headers.labels import labels_in
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.intake.layout.sheet_parts import laid_out, line, part

Vocabularies = Mapping[str, Vocabulary]


def restated(sheet: Sheet, claims: Sequence[Claim], vocabularies: Vocabularies) -> list[Sheet]:
    """The parts of a sheet between labels for a key that its header lacks, each under that header; none without such labels."""
    for claim in claims:
        if rows := _label_rows(claim, vocabularies[claim.scheme]):
            first = part(sheet, 0, rows[0], 0, sheet.width)
            filled = any(not is_blank(cell) for row in first.rows[claim.header.bottom + 1 :] for cell in row)
            below = [_under(claim, top, bottom) for top, bottom in pairwise([*rows, len(sheet.rows)])]
            return [first, *below] if filled else below
    return []


def _label_rows(claim: Claim, vocabulary: Vocabulary) -> list[int]:
    """The rows below a header that give a key it lacks."""
    lacking = set(claim.spec.key) - claim.header.columns.keys()
    names = {n: c for n, tables in vocabulary.names.items() if (c := tables.get(claim.table, "")) in lacking}
    below = range(claim.header.bottom + 1, len(claim.sheet.rows)) if names else ()
    return [r for r in below if any(labels_in(claim.sheet.rows[r], r, names))]


def _under(claim: Claim, top: int, bottom: int) -> Sheet:
    """The label in row `top` right over the header, and below it the rows up to `bottom`."""
    sheet, header = claim.sheet, claim.header
    rows = [*range(header.top), top, *range(header.top, header.bottom + 1), *range(top + 1, bottom)]
    at = {old: new for new, old in enumerate(rows)}
    merges = [Merge(at[m.top], m.left, at[m.bottom], m.right) for m in sheet.merges if m.top in at and m.bottom in at]
    return laid_out(sheet, [line(sheet, r) for r in rows], merges)
