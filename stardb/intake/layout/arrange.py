"""How a sheet is laid out: most are one table as it stands; others hold several, are forms, or lie on their side.

Every layout is tried whose result is ordinary sheets; the one that explains most columns has it. A sheet that reads well
as it stands is not looked at any further.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from stardb.books import Sheet, is_blank
from stardb.dataclass import dataclass
from stardb.intake.headers.candidates import MAJORITY, TableCandidate, all_candidates, make_candidate
from stardb.intake.headers.find_headers import find_headers
from stardb.intake.headers.missing_columns import filled_columns
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.intake.layout.blocks import find_lower_headers, split_side_by_side, split_stacked
from stardb.intake.layout.choice_columns import join_choice_columns
from stardb.intake.layout.form_doubts import FormDoubt
from stardb.intake.layout.form_layout import lay_out_form
from stardb.intake.layout.repeated_labels import split_at_labels
from stardb.intake.layout.scoring_form import read_scoring_form
from stardb.intake.layout.transposed import transpose
from stardb.intake.layout.unit_cells import join_unit_cells
from stardb.intake.reading_options import NO_TABLE

_NEAR = 3
"""How many rows below a header are looked at for more titles."""

_FORM_ROWS, _FORM_COLUMNS, _FORM_CELLS = 1000, 200, 40_000
"""A sheet of more rows is no form and does not lie on its side; one of more columns or cells is no form."""

_LOOKS, _LOOKS_PER_CELL = 1_000_000, 3
"""How many cells are looked at for the headers of one scheme: any sheet's, and more for each of its cells."""

Vocabularies = Mapping[str, Vocabulary]


@dataclass(frozen=True)
class Arrangement:
    """The candidates on a sheet's parts, and for parts (by id) what is unclear of them."""

    candidates: list[TableCandidate]
    doubts: dict[Sheet, Sequence[FormDoubt]] = field(default_factory=dict)


def arrange_sheet(sheet: Sheet, vocabularies: Vocabularies) -> Arrangement:
    """The candidates on a sheet in the layout that explains most of it; what is a table by name is no other.

    Raises Tangled where too much of it looks like headers.
    """
    if is_excluded(sheet, vocabularies):
        return Arrangement([])
    for vocabulary in vocabularies.values():
        vocabulary.search_limit.left = _LOOKS + _LOOKS_PER_CELL * sheet.width * len(sheet.rows)
    try:
        laid = _arrange_part(sheet, vocabularies)
    finally:
        for vocabulary in vocabularies.values():
            vocabulary.search_limit.left = None
    candidates = [
        candidate for scheme in vocabularies for candidate in _by_name(sheet, scheme, vocabularies, laid.candidates)
    ]
    return Arrangement(candidates, laid.doubts)


def is_excluded(sheet: Sheet, vocabularies: Vocabularies) -> bool:
    """Whether a clerk has said that a sheet is no table."""
    named = (vocabulary.named.get((sheet.file, sheet.name)) for vocabulary in vocabularies.values())
    return any(name is not None and name.excluded for name in named)


def _by_name(
    sheet: Sheet, scheme: str, vocabularies: Vocabularies, candidates: Sequence[TableCandidate]
) -> list[TableCandidate]:
    """One scheme's candidates on a sheet, compared with its name; a roster of nothing but keys may be read from it besides.

    What is no table by name has none of them; a table whose own columns are nowhere has the sheet by its keys alone.
    """
    vocabulary, mine = vocabularies[scheme], [candidate for candidate in candidates if candidate.scheme == scheme]
    named = vocabulary.named.get((sheet.file, sheet.name))
    if named is None:
        return mine
    own = [candidate for candidate in mine if candidate.named]
    whole = {candidate.sheet for candidate in own if candidate.share >= MAJORITY}
    if whole:  # what has but a title or two in common with it, is the table that stands below
        return [
            candidate
            for candidate in mine
            if candidate not in own or candidate.sheet in whole or not _is_another(candidate, mine)
        ]
    if own or not named.whole:
        return mine
    header = find_headers(sheet, vocabulary).get(named.table) if named.table != NO_TABLE else None
    if header is None:
        return []
    forced = make_candidate(sheet, scheme, named.table, vocabulary.specs[named.table], header, True)
    return [forced, *(candidate for candidate in mine if candidate.keyed)]


def _is_another(candidate: TableCandidate, candidates: Sequence[TableCandidate]) -> bool:
    """Whether the columns of a part of a sheet show that it is another table than this candidate."""
    return any(c.sheet is candidate.sheet and not c.named and not c.keyed and c.share >= MAJORITY for c in candidates)


def _arrange_part(sheet: Sheet, vocabularies: Vocabularies, whole: bool = True) -> Arrangement:
    """The candidates on a sheet, whatever its name. whole: it may be cut into parts."""
    sheet = join_unit_cells(join_choice_columns(sheet, vocabularies), vocabularies)
    plain = Arrangement(_as_it_stands(sheet, vocabularies))
    below = find_lower_headers(sheet, plain.candidates, vocabularies) if whole else []
    if not below and _reads_well(plain.candidates, vocabularies):
        return plain
    matches = [*_parts(sheet, plain.candidates, vocabularies, below)] if whole else []
    if not below or not matches:  # what further headers part is no one table
        matches.insert(0, plain)
    return max([*matches, *_layouts(sheet, vocabularies)], key=lambda layout: _count_explained(layout, vocabularies))


def _as_it_stands(sheet: Sheet, vocabularies: Vocabularies, first: int = 0) -> list[TableCandidate]:
    """The candidates on a sheet as one table, if need be under several labels; its header from row `first` on."""
    candidates = all_candidates(sheet, vocabularies, first)
    parts = split_at_labels(sheet, candidates, vocabularies)
    return [candidate for piece in parts for candidate in all_candidates(piece, vocabularies, first)] or candidates


def _parts(
    sheet: Sheet, candidates: Sequence[TableCandidate], vocabularies: Vocabularies, below: Sequence[int]
) -> Iterator[Arrangement]:
    """The sheet cut into the tables that stand one below another, or side by side."""
    if below:
        yield _together(_part(part, over, vocabularies) for part, over in split_stacked(sheet, below, vocabularies))
    if parts := split_side_by_side(sheet, candidates):
        yield _together(_arrange_part(part, vocabularies, False) for part in parts)


def _part(part: Sheet, over: int, vocabularies: Vocabularies) -> Arrangement:
    """The candidates on a part; what is another's, its first `over` rows, may only give it labels."""
    if not over:
        return _arrange_part(part, vocabularies, False)
    return Arrangement(_as_it_stands(part, vocabularies, over))


def _layouts(sheet: Sheet, vocabularies: Vocabularies) -> Iterator[Arrangement]:
    """The sheet as one table laid out otherwise; a form with marks is nothing else."""
    words = list(vocabularies.values())
    if len(sheet.rows) > _FORM_ROWS:
        return
    form = sheet.width <= _FORM_COLUMNS and sheet.width * len(sheet.rows) <= _FORM_CELLS
    if form and (scored := read_scoring_form(sheet, words)):
        laid, doubts = scored
        if candidates := all_candidates(laid, vocabularies):
            yield Arrangement(candidates, {laid: doubts} if doubts else {})
            return
    for laid_out in (transpose(sheet, words), lay_out_form(sheet, words) if form else None):
        if laid_out is not None:
            yield Arrangement(all_candidates(laid_out, vocabularies))


def _together(parts: Iterator[Arrangement]) -> Arrangement:
    found = list(parts)
    doubts = {part: mine for arrangement in found for part, mine in arrangement.doubts.items()}
    return Arrangement([candidate for arrangement in found for candidate in arrangement.candidates], doubts)


def _reads_well(candidates: Sequence[TableCandidate], vocabularies: Vocabularies) -> bool:
    """Whether a sheet is a table as it stands: its keys are there once, and there are no titles but its header's."""
    best = next((candidate for candidate in candidates if not candidate.keyed), next(iter(candidates), None))
    if best is None:
        return False
    known = vocabularies[best.scheme].known.__getitem__
    rows, top, bottom = best.sheet.rows, best.header.top, best.header.bottom
    keyed = best.header.columns.keys() >= set(best.spec.key)
    titled = any(any(map(known, row)) for row in rows[:top])
    if (titled or not keyed) and not _is_labelled(best, vocabularies[best.scheme]):
        return False
    near = (row for row in rows[bottom + 1 : bottom + 1 + _NEAR] if row != rows[bottom])
    return not _doubled_keys(best) and not any(any(map(known, row)) for row in near)


def _is_labelled(candidate: TableCandidate, vocabulary: Vocabulary) -> bool:
    """Whether all titles above a header are labels of its table, and give rows that are there what keys they lack."""
    labels = candidate.labels(vocabulary)
    if not candidate.header.columns.keys() | labels.keys() >= set(candidate.spec.key):
        return False
    if not any(not is_blank(cell) for row in candidate.sheet.rows[candidate.header.bottom + 1 :] for cell in row):
        return False
    rows = {label.row for label in labels.values()}
    above = candidate.sheet.rows[: candidate.header.top]
    return not any(vocabulary.known[cell] for r, row in enumerate(above) if r not in rows for cell in row)


def _doubled_keys(candidate: TableCandidate) -> bool:
    places = [candidate.header.columns.get(column, ()) for column in candidate.spec.key]
    return any(len(filled_columns(candidate.sheet, candidate.header, at)) > 1 for at in places if len(at) > 1)


def _count_explained(arrangement: Arrangement, vocabularies: Vocabularies) -> tuple[int, int]:
    """How many cells the tables whose keys are known explain: titles, labels and what belongs to them; fewer parts first.

    A column that is there twice explains nothing, a title that stands among data less than nothing.
    """
    cells: dict[str, int] = {}
    for candidate in arrangement.candidates:
        vocabulary = vocabularies[candidate.scheme]
        labels = candidate.labels(vocabulary)
        if set(candidate.spec.key) <= candidate.header.columns.keys() | labels.keys():
            cells |= {candidate.sheet.cell(label.row, label.column): 1 for label in labels.values()}
            for at in candidate.header.columns.values():
                if len(at) == 1 or len(filled_columns(candidate.sheet, candidate.header, at)) <= 1:
                    for i in at:
                        cells |= dict(_below(candidate, i, vocabulary))
    return sum(cells.values()), -len({candidate.sheet for candidate in arrangement.candidates})


def _below(candidate: TableCandidate, column: int, vocabulary: Vocabulary) -> Iterator[tuple[str, int]]:
    """A column's cells, and what each adds to what is explained."""
    bottom = candidate.header.bottom
    yield candidate.sheet.cell(bottom, column), 1
    for r, row in enumerate(candidate.sheet.rows[bottom + 1 :], bottom + 1):
        if not is_blank(row[column]) and row != candidate.sheet.rows[bottom]:
            yield candidate.sheet.cell(r, column), -1 if vocabulary.known[row[column]] else 1
