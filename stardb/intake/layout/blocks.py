"""Several tables on one sheet: one below another, each under its own header, or side by side."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from stardb.books import Cell, Sheet, cell_text, is_blank
from stardb.intake.headers.candidates import MAJORITY, TableCandidate, all_candidates
from stardb.intake.headers.find_headers import LEVELS, holds_titles
from stardb.intake.headers.labels import labels_in_cell
from stardb.intake.headers.line_words import NOTE, PAGE, TOTAL
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.intake.layout.sheet_parts import cells_of_row, cut_part, lay_out_cells
from stardb.quantity import tidy

Vocabularies = Mapping[str, Vocabulary]

_MOST = 500
"""More tables than that do not stand on one sheet: their titles are data."""
_BESIDE = 50
"""The same of tables side by side."""
_TRIED = 1000
"""How many unlike rows with titles are looked at: where there are more, they are data."""
_ABOVE = 6
"""How many lines over a header may belong to it."""


def find_lower_headers(sheet: Sheet, candidates: Sequence[TableCandidate], vocabularies: Vocabularies) -> list[int]:
    """The rows where further tables of the sheet begin, with the title and labels over their headers.

    A header printed again on the next page begins none.
    """
    knows = [vocabulary.known.__getitem__ for vocabulary in vocabularies.values()]
    first = min((candidate.header.bottom for candidate in candidates), default=-1)
    keys = {
        i
        for candidate in candidates[:1]
        for column in candidate.spec.key
        for i in candidate.header.columns.get(column, ())
    }
    heights: dict[tuple[Cell, ...], int] = {}
    starts: list[int] = []
    last = first
    for r in range(first + 1, len(sheet.rows)):
        row = sheet.rows[r]
        if r <= last or not holds_titles(row) or not any(sum(map(known, set(row))) > 1 for known in knows):
            continue
        titles = tuple(cell if _is_known(cell, vocabularies) else "" for cell in row)
        if _is_data(row, titles, keys, vocabularies):
            continue
        if len(heights) > _TRIED:
            return []
        if titles not in heights:
            heights[titles] = _header_in(sheet, r, vocabularies)
        if height := heights[titles]:
            start = _start(sheet, r, last, vocabularies)
            if first < 0 or not _is_printed_again(sheet, start, r, first):
                starts.append(start)
                last = r + height - 1
            first = r if first < 0 else first
        if len(starts) > _MOST:
            return []
    return [start for start in starts if start > 0]


def _is_data(row: Sequence[Cell], titles: Sequence[Cell], keys: set[int], vocabularies: Vocabularies) -> bool:
    """Whether a row has words for its keys, where titles would be, and names no key: `张三|党员|书记`."""
    if not keys or any(is_blank(row[i]) or titles[i] for i in keys):
        return False
    headings = (
        (v.specs[table], column)
        for v in vocabularies.values()
        for cell in titles
        if cell
        for table, column in v.heading((cell_text(cell),)).columns.items()
    )
    return not any(column in spec.key for spec, column in headings)


def _header_in(sheet: Sheet, row: int, vocabularies: Vocabularies) -> int:
    """How many rows a header beginning in this row has; 0 if no table has its header here."""
    here = cut_part(sheet, row, min(row + 4 * LEVELS, len(sheet.rows)), 0, sheet.width)
    candidates = [candidate for candidate in all_candidates(here, vocabularies) if candidate.header.top == 0]
    return max((candidate.header.bottom + 1 for candidate in candidates if candidate.share >= MAJORITY), default=0)


def _start(sheet: Sheet, header: int, after: int, vocabularies: Vocabularies) -> int:
    """The first row of what belongs to a header: the title and the labels right over it."""
    start = header
    for r in range(header - 1, max(after, header - _ABOVE), -1):
        if not _is_over(sheet.rows[r], vocabularies):
            break
        if any(not is_blank(cell) for cell in sheet.rows[r]):
            start = r
    return start


def _is_over(row: Sequence[Cell], vocabularies: Vocabularies) -> bool:
    """Whether a row may be a title or a label over a header: blank, one text alone, or labels."""
    filled = [cell for cell in row if not is_blank(cell)]
    if not all(isinstance(cell, str) for cell in filled):
        return False
    if filled and (NOTE.match(tidy(cell_text(filled[0]))) or TOTAL.fullmatch(tidy(cell_text(filled[0])))):
        return False
    return len(filled) < 2 or any(":" in tidy(cell_text(cell)) or _is_known(cell, vocabularies) for cell in filled)


def _is_known(cell: Cell, vocabularies: Vocabularies) -> bool:
    return any(vocabulary.known[cell] for vocabulary in vocabularies.values())


def _is_printed_again(sheet: Sheet, start: int, header: int, first: int) -> bool:
    """Whether a header is one met before, with nothing new over it."""
    above = {tuple(row) for row in sheet.rows[: first + 1]}
    lines = [row for row in sheet.rows[start : header + 1] if any(not is_blank(cell) for cell in row)]
    return all(tuple(row) in above or _is_page(row) for row in lines)


def _is_page(row: Sequence[Cell]) -> bool:
    filled = [tidy(cell_text(cell)) for cell in row if not is_blank(cell)]
    return len(filled) == 1 and bool(PAGE.fullmatch(filled[0]))


def split_stacked(sheet: Sheet, starts: Sequence[int], vocabularies: Vocabularies) -> Iterator[tuple[Sheet, int]]:
    """The parts of a sheet that begin in these rows, and the one before them; with how many rows of another each begins.

    These are what stands over the first part, if that is another table: they may give the keys of this one, too.
    """
    edges = [0, *starts, len(sheet.rows)]
    parts = [cut_part(sheet, top, bottom, 0, sheet.width) for top, bottom in pairwise(edges)]
    yield parts[0], 0
    over = _over_first(parts[0], vocabularies)
    alone = not any(_has_labels(one, vocabularies) for one in parts[1:])
    titles = _titles(parts[0], vocabularies)
    for top, piece in zip(edges[1:], parts[1:], strict=False):
        lent = alone and over and not _titles(piece, vocabularies) & titles
        rows = [*range(over), *range(top, top + len(piece.rows))]
        yield (lay_out_cells(sheet, [cells_of_row(sheet, r) for r in rows]), over) if lent else (piece, 0)


def _over_first(first: Sheet, vocabularies: Vocabularies) -> int:
    """How many rows stand over the first part's header; all of them where it has none."""
    return min((c.header.top for c in all_candidates(first, vocabularies) if not c.keyed), default=len(first.rows))


def _titles(sheet: Sheet, vocabularies: Vocabularies) -> set[tuple[str, str]]:
    """The tables a part may be, but for those that any list of names may be."""
    return {
        (candidate.scheme, candidate.table) for candidate in all_candidates(sheet, vocabularies) if not candidate.keyed
    }


def _has_labels(sheet: Sheet, vocabularies: Vocabularies) -> bool:
    """Whether a part has labels of its own over its header."""
    top = _over_first(sheet, vocabularies)
    texts = (cell for row in sheet.rows[:top] for cell in row if isinstance(cell, str))
    return any(next(labels_in_cell(text, lambda word: _is_known(word, vocabularies)), None) for text in texts)


def split_side_by_side(sheet: Sheet, candidates: Sequence[TableCandidate]) -> list[Sheet]:
    """The parts of a sheet whose header says the keys of a table again further right; none where it does not."""
    for candidate in candidates:
        places = max((candidate.header.columns.get(column, ()) for column in candidate.spec.key), key=len)
        if 1 < len(places) <= _BESIDE:
            edges = [0, *(_edge(candidate, places[0], place) for place in places[1:]), sheet.width]
            return [cut_part(sheet, 0, len(sheet.rows), *pair) for pair in pairwise(edges)]
    return []


def _edge(candidate: TableCandidate, first: int, key: int) -> int:
    """Where the part begins that says a key again: after a blank column, or as far before the key as the first part does."""
    titles = [heading.title for heading in candidate.header.headings]
    begin = next((c for c in range(first + 1) if titles[c]), first)
    blank = next((c for c in range(key - 1, first, -1) if not titles[c]), None)
    if blank is not None and blank >= key - (first - begin) - 1:
        return blank + 1
    alike = titles[key - (first - begin) : key] == titles[begin:first]
    return key - (first - begin) if alike else key
