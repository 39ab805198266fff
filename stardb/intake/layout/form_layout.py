"""A form of one subject, its labels and values side by side, above one another or in one cell, laid out as a table's row."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from stardb.books import Cell, Sheet, cell_text, is_blank
from stardb.dataclass import dataclass
from stardb.intake.headers.labels import labels_in_cell
from stardb.intake.headers.qualifiers import is_qualifier
from stardb.intake.headers.titles import title_of
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.intake.layout.sheet_parts import MovedCell, lay_out_cells
from stardb.ooxml import Spot


@dataclass(frozen=True)
class FormField:
    """A label with the group it stands in ("" if none), its value, and where label and value stand."""

    group: str
    label: str
    at: Spot
    value: Cell
    spot: Spot


Title: TypeAlias = tuple[str, str, int]
"""A field's group and label, and how often these have stood in its record before."""

Record: TypeAlias = dict[Title, FormField]
"""The fields of one subject."""


def lay_out_form(sheet: Sheet, vocabularies: Sequence[Vocabulary]) -> Sheet | None:
    """The sheet's fields as a header over one row, over more where its first label comes again.

    None if it has no fields, a table with rows of its own, or a label that some but not all of the next rows have: it may
    not be the others'.
    """
    form = _Form(sheet, vocabularies)
    fields = list(form.fields())
    records = _records(fields, vocabularies)
    if not fields or form.has_table or not _is_even(records):
        return None
    columns = {title: field.at for record in records for title, field in record.items()}
    groups: list[MovedCell] = [(group, at) for (group, *_), at in columns.items()]
    labels: list[MovedCell] = [(label, at) for (_, label, _), at in columns.items()]
    return lay_out_cells(sheet, [groups, labels, *(_row(record, list(columns)) for record in records)])


def _records(fields: Sequence[FormField], vocabularies: Sequence[Vocabulary]) -> list[Record]:
    """The fields, a record for each subject: a key's label met again begins another."""
    records: list[Record] = [{}]
    times: Counter[tuple[str, str]] = Counter()
    for field in fields:
        name = field.group, field.label
        if times[name] and any(_is_key(field, vocabulary) for vocabulary in vocabularies):
            records.append({})
            times.clear()
        records[-1][*name, times[name]] = field
        times[name] += 1
    return records


def _is_even(records: Sequence[Record]) -> bool:
    """Whether each label is in all records or only in the first, which then stands over them all."""
    labels = [record.keys() for record in records]
    return all(mine == labels[-1] and mine <= labels[0] for mine in labels[1:])


def _is_key(field: FormField, vocabulary: Vocabulary) -> bool:
    columns = vocabulary.heading((field.label,)).columns
    return any(column in vocabulary.specs[table].key for table, column in columns.items())


def _row(record: Record, columns: Sequence[Title]) -> list[MovedCell]:
    first = next(iter(record.values())).at
    values = {title: (field.value, field.spot) for title, field in record.items()}
    return [values.get(column, ("", first)) for column in columns]


class _Form:
    """One sheet read as a form."""

    def __init__(self, sheet: Sheet, vocabularies: Sequence[Vocabulary]) -> None:
        self.sheet, self.vocabularies = sheet, vocabularies
        self.ends = {(m.top, m.left): (m.bottom, m.right) for m in sheet.merges}
        self.covered = {
            (r, c): (m.top, m.left)
            for m in sheet.merges
            for r in range(m.top, min(m.bottom + 1, len(sheet.rows)))
            for c in range(m.left, min(m.right + 1, sheet.width))
            if (r, c) != (m.top, m.left)
        }
        self.used: set[Spot] = set()
        self.groups: dict[Spot, str] = {}
        self.has_table = False

    def fields(self) -> Iterator[FormField]:
        """All fields, row by row."""
        for r in range(len(self.sheet.rows)):
            labels = [c for c in range(self.sheet.width) if (r, c) not in self.used and self._is_label(r, c)]
            yield from self._above(r, labels) if self._is_header(r, labels) else self._beside(r)

    def _is_label(self, r: int, c: int, group: str = "") -> bool:
        cell = self._cell(r, c)
        if not isinstance(cell, str) or (r, c) in self.covered:
            return False
        known = any(vocabulary.known[cell] for vocabulary in self.vocabularies)
        return known or bool(group and any(v.heading((group, cell)).columns for v in self.vocabularies))

    def _is_group(self, r: int, c: int, group: str) -> bool:
        """Whether a text stands left of labels that are parts of it: `基本情况|党员数`, or `集体收入|上年` over `|本年`."""
        after = self._after(r, c)
        if not self._is_label(r, c, group):
            return self._is_label(r, after, cell_text(self._cell(r, c)))
        return self._cell(r + 1, c) == "" and all(self._is_qualified(row, after) for row in (r, r + 1))

    def _is_qualified(self, r: int, c: int) -> bool:
        return is_qualifier(title_of(cell_text(self._cell(r, c))).bare)

    def _cell(self, r: int, c: int) -> Cell:
        return self.sheet.rows[r][c] if r < len(self.sheet.rows) and c < self.sheet.width else ""

    def _after(self, r: int, c: int) -> int:
        return self.ends.get((r, c), (r, c))[1] + 1

    def _below(self, r: int, c: int) -> int:
        return self.ends.get((r, c), (r, c))[0] + 1

    def _is_header(self, r: int, labels: Sequence[int]) -> bool:
        """Whether the values of a row's labels stand below them: labels side by side, or nothing beside and values below."""
        below = [(self._below(r, c), c) for c in labels]
        if any(self._is_label(r, self._after(r, c)) for c in labels):
            return not self._is_label(*below[0])
        bare = all(is_blank(self._cell(r, self._after(r, c))) for c in labels)
        filled = any(not is_blank(self._cell(*spot)) for spot in below)
        return bool(labels) and bare and filled and not any(self._is_label(*spot) for spot in below)

    def _above(self, r: int, labels: Sequence[int]) -> Iterator[FormField]:
        more = 0
        for c in labels:
            spot = (self._below(r, c), c)
            if spot[0] < len(self.sheet.rows):
                self.used.add(spot)
                more += self._holds_value(self._below(*spot), c)
                yield FormField("", cell_text(self._cell(r, c)), (r, c), self._cell(*spot), spot)
        self.has_table |= 2 * more > len(labels)

    def _holds_value(self, r: int, c: int) -> bool:
        return not is_blank(self._cell(r, c)) and not self._is_label(r, c)

    def _beside(self, r: int) -> Iterator[FormField]:
        c, group = 0, ""
        while c < self.sheet.width:
            after = self._after(r, c)
            if (r, c) in self.covered:
                top, left = self.covered[r, c]
                group = cell_text(self._cell(top, left)) if top < r and (top, left) not in self.used else group
            elif (r - 1, c) in self.groups and self._cell(r, c) == "" and self._is_qualified(r, after):
                group = self.groups[r, c] = self.groups[r - 1, c]
            elif (r, c) not in self.used and not is_blank(cell := self._cell(r, c)):
                text = cell_text(cell)
                if self._is_group(r, c, group):
                    group = self.groups[r, c] = text
                elif fields := list(self._within(text, (r, c))):
                    yield from fields
                elif self._is_label(r, c, group) or (isinstance(cell, str) and not is_blank(self._cell(r, after))):
                    spot = (r, min(after, self.sheet.width - 1))
                    bare = self._is_label(r, after) or any(self._within(cell_text(self._cell(r, after)), spot))
                    if not bare:
                        self.used.add(spot)
                    yield FormField(
                        group, text.strip().rstrip(":："), (r, c), "" if bare else self._cell(r, after), spot
                    )
                    after = after if bare else self._after(r, after)
            c = after

    def _within(self, text: str, spot: Spot) -> Iterator[FormField]:
        """The fields of one cell, `村名：东庄  党员：35人`."""
        for label, value in labels_in_cell(text, lambda word: any(v.known[word] for v in self.vocabularies)):
            yield FormField("", label, spot, value, spot)
