"""How a sheet is laid out: most are one table as it stands; others hold several, are forms, or lie on their side.

Every layout is tried whose result is ordinary sheets; the one that explains most columns has it. A sheet that reads well
as it stands is not looked at any further.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from stardb.books import Sheet, is_blank
from stardb.intake.headers.candidates import MAJORITY, Claim, all_claims, claim_on
from stardb.intake.headers.find_headers import find_headers
from stardb.intake.headers.missing_columns import filled_columns
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.intake.layout.blocks import headers_below, side_by_side, stacked
from stardb.intake.layout.choice_columns import with_choices
from stardb.intake.layout.form_doubts import Doubt
from stardb.intake.layout.form_layout import card
from stardb.intake.layout.repeated_labels import restated
from stardb.intake.layout.scoring_form import read_scoring_form
from stardb.intake.layout.transposed import turned
from stardb.intake.layout.unit_cells import with_units
from stardb.intake.reading_options import NO_TABLE

_NEAR = 3
"""How many rows below a header are looked at for more titles."""

_FORM_ROWS, _FORM_COLUMNS, _FORM_CELLS = 1000, 200, 40_000
"""A sheet of more rows is no form and does not lie on its side; one of more columns or cells is no form."""

_EFFORT, _EFFORT_PER_CELL = 1_000_000, 3
"""How many cells are looked at for the headers of one scheme: any sheet's, and more for each of its cells."""

Vocabularies = Mapping[str, Vocabulary]


@dataclass(frozen=True)
class Arrangement:
    """The claims on a sheet's parts, and for parts (by id) what is unclear of them."""

    claims: list[Claim]
    doubts: dict[int, Sequence[Doubt]] = field(default_factory=dict)


def arrange(sheet: Sheet, vocabularies: Vocabularies) -> Arrangement:
    """The claims on a sheet in the layout that explains most of it; what is a table by name is no other.

    Raises Tangled where too much of it looks like headers.
    """
    if is_excluded(sheet, vocabularies):
        return Arrangement([])
    for vocabulary in vocabularies.values():
        vocabulary.effort.left = _EFFORT + _EFFORT_PER_CELL * sheet.width * len(sheet.rows)
    try:
        laid = _arrange(sheet, vocabularies)
    finally:
        for vocabulary in vocabularies.values():
            vocabulary.effort.left = None
    claims = [claim for scheme in vocabularies for claim in _by_name(sheet, scheme, vocabularies, laid.claims)]
    return Arrangement(claims, laid.doubts)


def is_excluded(sheet: Sheet, vocabularies: Vocabularies) -> bool:
    """Whether a clerk has said that a sheet is no table."""
    named = (vocabulary.named.get((sheet.file, sheet.name)) for vocabulary in vocabularies.values())
    return any(name is not None and name.excluded for name in named)


def _by_name(sheet: Sheet, scheme: str, vocabularies: Vocabularies, claims: Sequence[Claim]) -> list[Claim]:
    """One scheme's claims on a sheet, held against its name; a roster of nothing but keys may be read from it besides.

    What is no table by name has none of them; a table whose own columns are nowhere has the sheet by its keys alone.
    """
    vocabulary, mine = vocabularies[scheme], [claim for claim in claims if claim.scheme == scheme]
    named = vocabulary.named.get((sheet.file, sheet.name))
    if named is None:
        return mine
    own = [claim for claim in mine if claim.named]
    whole = {claim.sheet for claim in own if claim.share >= MAJORITY}
    if whole:  # what has but a title or two in common with it, is the table that stands below
        return [claim for claim in mine if claim not in own or claim.sheet in whole or not _is_another(claim, mine)]
    if own or not named.whole:
        return mine
    header = find_headers(sheet, vocabulary).get(named.table) if named.table != NO_TABLE else None
    if header is None:
        return []
    forced = claim_on(sheet, scheme, named.table, vocabulary.specs[named.table], header, True)
    return [forced, *(claim for claim in mine if claim.keyed)]


def _is_another(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Whether a part of a sheet is told to be another table than a claim says by its columns."""
    return any(c.sheet is claim.sheet and not c.named and not c.keyed and c.share >= MAJORITY for c in claims)


def _arrange(sheet: Sheet, vocabularies: Vocabularies, whole: bool = True) -> Arrangement:
    """The claims on a sheet, whatever its name. whole: it may be cut into parts."""
    sheet = with_units(with_choices(sheet, vocabularies), vocabularies)
    plain = Arrangement(_as_it_stands(sheet, vocabularies))
    below = headers_below(sheet, plain.claims, vocabularies) if whole else []
    if not below and _reads_well(plain.claims, vocabularies):
        return plain
    layouts = [*_parts(sheet, plain.claims, vocabularies, below)] if whole else []
    if not below or not layouts:  # what further headers part is no one table
        layouts.insert(0, plain)
    return max([*layouts, *_layouts(sheet, vocabularies)], key=lambda layout: _explained(layout, vocabularies))


def _as_it_stands(sheet: Sheet, vocabularies: Vocabularies, first: int = 0) -> list[Claim]:
    """The claims on a sheet as one table, if need be under several labels; its header from row `first` on."""
    claims = all_claims(sheet, vocabularies, first)
    parts = restated(sheet, claims, vocabularies)
    return [claim for piece in parts for claim in all_claims(piece, vocabularies, first)] or claims


def _parts(
    sheet: Sheet, claims: Sequence[Claim], vocabularies: Vocabularies, below: Sequence[int]
) -> Iterator[Arrangement]:
    """The sheet cut into the tables that stand one below another, or side by side."""
    if below:
        yield _together(_part(part, over, vocabularies) for part, over in stacked(sheet, below, vocabularies))
    if parts := side_by_side(sheet, claims):
        yield _together(_arrange(part, vocabularies, False) for part in parts)


def _part(part: Sheet, over: int, vocabularies: Vocabularies) -> Arrangement:
    """The claims on a part; what is another's, its first `over` rows, may only give it labels."""
    if not over:
        return _arrange(part, vocabularies, False)
    return Arrangement(_as_it_stands(part, vocabularies, over))


def _layouts(sheet: Sheet, vocabularies: Vocabularies) -> Iterator[Arrangement]:
    """The sheet as one table laid out otherwise; a form with marks is nothing else."""
    words = list(vocabularies.values())
    if len(sheet.rows) > _FORM_ROWS:
        return
    form = sheet.width <= _FORM_COLUMNS and sheet.width * len(sheet.rows) <= _FORM_CELLS
    if form and (scored := read_scoring_form(sheet, words)):
        laid, doubts = scored
        if claims := all_claims(laid, vocabularies):
            yield Arrangement(claims, {id(laid): doubts} if doubts else {})
            return
    for laid_out in (turned(sheet, words), card(sheet, words) if form else None):
        if laid_out is not None:
            yield Arrangement(all_claims(laid_out, vocabularies))


def _together(parts: Iterator[Arrangement]) -> Arrangement:
    found = list(parts)
    doubts = {part: mine for arrangement in found for part, mine in arrangement.doubts.items()}
    return Arrangement([claim for arrangement in found for claim in arrangement.claims], doubts)


def _reads_well(claims: Sequence[Claim], vocabularies: Vocabularies) -> bool:
    """Whether a sheet is a table as it stands: its keys are there once, and there are no titles but its header's."""
    best = next((claim for claim in claims if not claim.keyed), next(iter(claims), None))
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


def _is_labelled(claim: Claim, vocabulary: Vocabulary) -> bool:
    """Whether all titles above a header are labels of its table, and give rows that are there what keys they lack."""
    labels = claim.labels(vocabulary)
    if not claim.header.columns.keys() | labels.keys() >= set(claim.spec.key):
        return False
    if not any(not is_blank(cell) for row in claim.sheet.rows[claim.header.bottom + 1 :] for cell in row):
        return False
    rows = {label.row for label in labels.values()}
    above = claim.sheet.rows[: claim.header.top]
    return not any(vocabulary.known[cell] for r, row in enumerate(above) if r not in rows for cell in row)


def _doubled_keys(claim: Claim) -> bool:
    places = [claim.header.columns.get(column, ()) for column in claim.spec.key]
    return any(len(filled_columns(claim.sheet, claim.header, at)) > 1 for at in places if len(at) > 1)


def _explained(arrangement: Arrangement, vocabularies: Vocabularies) -> tuple[int, int]:
    """How many cells the tables whose keys are known explain: titles, labels and what belongs to them; fewer parts first.

    A column that is there twice explains nothing, a title that stands among data less than nothing.
    """
    cells: dict[str, int] = {}
    for claim in arrangement.claims:
        vocabulary = vocabularies[claim.scheme]
        labels = claim.labels(vocabulary)
        if set(claim.spec.key) <= claim.header.columns.keys() | labels.keys():
            cells |= {claim.sheet.cell(label.row, label.column): 1 for label in labels.values()}
            for at in claim.header.columns.values():
                if len(at) == 1 or len(filled_columns(claim.sheet, claim.header, at)) <= 1:
                    for i in at:
                        cells |= dict(_below(claim, i, vocabulary))
    return sum(cells.values()), -len({id(claim.sheet) for claim in arrangement.claims})


def _below(claim: Claim, column: int, vocabulary: Vocabulary) -> Iterator[tuple[str, int]]:
    """A column's cells, and what each adds to what is explained."""
    bottom = claim.header.bottom
    yield claim.sheet.cell(bottom, column), 1
    for r, row in enumerate(claim.sheet.rows[bottom + 1 :], bottom + 1):
        if not is_blank(row[column]) and row != claim.sheet.rows[bottom]:
            yield claim.sheet.cell(r, column), -1 if vocabulary.known[row[column]] else 1
