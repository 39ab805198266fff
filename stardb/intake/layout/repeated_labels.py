"""A table whose label comes again among its rows, `乡镇：乙镇`, without its header: what follows is under the new one."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from stardb.books import Merge, Sheet, is_blank
from stardb.intake.headers.candidates import TableCandidate
from stardb.intake.headers.labels import labels_in_row
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.intake.layout.sheet_parts import cells_of_row, cut_part, lay_out_cells

Vocabularies = Mapping[str, Vocabulary]


def split_at_labels(sheet: Sheet, candidates: Sequence[TableCandidate], vocabularies: Vocabularies) -> list[Sheet]:
    """The parts of a sheet between labels for a key that its header lacks, each under that header; none without such labels."""
    for candidate in candidates:
        if rows := _label_rows(candidate, vocabularies[candidate.scheme]):
            first = cut_part(sheet, 0, rows[0], 0, sheet.width)
            filled = any(not is_blank(cell) for row in first.rows[candidate.header.bottom + 1 :] for cell in row)
            below = [_under(candidate, top, bottom) for top, bottom in pairwise([*rows, len(sheet.rows)])]
            return [first, *below] if filled else below
    return []


def _label_rows(candidate: TableCandidate, vocabulary: Vocabulary) -> list[int]:
    """The rows below a header that give a key it lacks."""
    lacking = set(candidate.spec.key) - candidate.header.columns.keys()
    names = {n: c for n, tables in vocabulary.names.items() if (c := tables.get(candidate.table, "")) in lacking}
    below = range(candidate.header.bottom + 1, len(candidate.sheet.rows)) if names else ()
    return [r for r in below if any(labels_in_row(candidate.sheet.rows[r], r, names))]


def _under(candidate: TableCandidate, top: int, bottom: int) -> Sheet:
    """The label in row `top` right over the header, and below it the rows up to `bottom`."""
    sheet, header = candidate.sheet, candidate.header
    rows = [*range(header.top), top, *range(header.top, header.bottom + 1), *range(top + 1, bottom)]
    at = {old: new for new, old in enumerate(rows)}
    merges = [Merge(at[m.top], m.left, at[m.bottom], m.right) for m in sheet.merges if m.top in at and m.bottom in at]
    return lay_out_cells(sheet, [cells_of_row(sheet, r) for r in rows], merges)
