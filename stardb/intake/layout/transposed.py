"""Sheets that lie on their side: column titles down the left, a subject a column."""

from collections.abc import Iterable

from stardb.books import Merge, Sheet
from stardb.intake.headers.find_headers import SEARCHED_ROWS
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.intake.layout.sheet_parts import cells_of_row, lay_out_cells

_TITLE_COLUMNS = 3
_MOST_CELLS = 1_000_000
"""What has more cells does not lie on its side."""


def transpose(sheet: Sheet, vocabularies: Iterable[Vocabulary]) -> Sheet | None:
    """The sheet with rows and columns exchanged; None if there are no titles down its left.

    What stands above its first title stays above.
    """
    if sheet.width * len(sheet.rows) > _MOST_CELLS:
        return None
    known = [vocabulary.known for vocabulary in vocabularies]
    titled = [
        r for r, row in enumerate(sheet.rows) if any(memo[cell] for memo in known for cell in row[:_TITLE_COLUMNS])
    ]
    if len(titled) < 2 or titled[0] >= SEARCHED_ROWS:
        return None
    first = titled[0]
    above = [cells_of_row(sheet, r) for r in range(first)]
    below = [[(row[c], (r, c)) for r, row in enumerate(sheet.rows) if r >= first] for c in range(sheet.width)]
    merges = [
        Merge(m.left + first, m.top - first, m.right + first, m.bottom - first) for m in sheet.merges if m.top >= first
    ]
    return lay_out_cells(sheet, [*above, *below], merges)
