"""名单: the lists a rule file asks for: subjects, or the rows of a record table, under the words they stand at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from fractions import Fraction

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula
from stardb.quantity import PENDING, Array, Column, Kind, logic
from stardb.rendering.outcome_words import NOTHING
from stardb.rendering.views.rows.subject_rows import SubjectRow
from stardb.rendering.views.value_forms import result_value, typed_value_at
from stardb.rulebook import BoundListing, Role
from stardb.scorers.base import AppraisalFrame
from stardb.scoring import Appraisal

__all__ = ["ListingLine", "ListingPart", "ListingTable", "list_listings"]

_LAST = (PENDING, *NOTHING)
"""The words that stand behind all others."""


@dataclass(frozen=True, slots=True)
class ListingLine:
    """One line: whom it is of, the word it stands under, and what is told of it.

    number: within its part, from 1. place: the file, sheet and row of a record; "" for a subject.
    """

    number: int
    row: SubjectRow
    word: str
    values: Mapping[str, Decimal | str]
    place: str


@dataclass(frozen=True, slots=True)
class ListingPart:
    """The lines under one word. word: "" where all stand together."""

    word: str
    lines: tuple[ListingLine, ...]


@dataclass(frozen=True, slots=True)
class ListingTable:
    """One list. by: what its words are of, "" where it has none. columns: what is told of each line. is_of_rows: of records."""

    title: str
    by: str
    columns: tuple[str, ...]
    is_of_rows: bool
    basis: str
    note: str
    parts: tuple[ListingPart, ...] = field(default_factory=tuple)

    @property
    def lines(self) -> tuple[ListingLine, ...]:
        """All lines, part by part."""
        return tuple(line for part in self.parts for line in part.lines)


def list_listings(appraisal: Appraisal, rows: Sequence[SubjectRow]) -> tuple[ListingTable, ...]:
    """The lists that are made in the period, in the order of the rule file; those with no line too. rows: of all subjects."""
    due = (one for one in appraisal.scheme.listings if one.is_due(appraisal.period.kind))
    return tuple(_make(appraisal, one, rows) for one in due)


def _make(appraisal: Appraisal, listing: BoundListing, rows: Sequence[SubjectRow]) -> ListingTable:
    frame = appraisal.frame.row_frame(listing.table) if listing.table else appraisal.frame
    owner: Array = appraisal.tables.many[listing.table].subject if listing.table else np.arange(len(rows))
    here = np.ones(frame.size, bool) if listing.table else appraisal.rated.astype(bool)
    unsure = np.zeros(frame.size, bool)
    if listing.where is not None:
        test = listing.where.evaluate(frame)
        here, unsure = here & logic.certainly(test), here & ~test.known
    order = _sort([formula.evaluate(frame) for formula in listing.order], frame.size)
    yes, no = _name_truths(appraisal, listing.by)
    words = _read_words(listing.by, frame, {True: yes, False: no})
    parts: dict[str, list[int]] = {word: [] for word in _list_words(appraisal, listing.by, (yes, no))}
    for i in order:
        if here[i]:
            parts.setdefault(words[i], []).append(i)
    parts[PENDING] = [*parts.pop(PENDING, ()), *(i for i in order if unsure[i])]
    titles = sorted((word for word, held in parts.items() if held), key=lambda word: bool(word) and word in _LAST)
    tell = _Teller(appraisal, listing)
    return ListingTable(
        listing.title,
        listing.by.text if listing.by is not None else "",
        listing.columns,
        bool(listing.table),
        listing.basis,
        listing.note,
        tuple(
            ListingPart(
                word,
                tuple(
                    ListingLine(k, rows[int(owner[i])], word, tell.values(i), tell.place(i))
                    for k, i in enumerate(parts[word], 1)
                ),
            )
            for word in titles
        ),
    )


def _sort(keys: Sequence[Column], size: int) -> list[int]:
    """The subjects or rows from the greatest on, by the first key that differs; those of which it is not known at the end."""
    order = list(range(size))
    for key in reversed(keys):
        values = {i: value for i in range(size) if isinstance(value := key.at(i), Fraction)}
        rest = [i for i in order if i not in values]
        order = [*sorted((i for i in order if i in values), key=lambda i: -values[i]), *rest]
    return order


def _name_truths(appraisal: Appraisal, by: Formula | None) -> tuple[str, str]:
    """What a condition that holds is called, and one that does not: a star is won or not."""
    step = appraisal.scheme.step(by.single_name) if by is not None else None
    return ("得星", "未得") if step is not None and step.role is Role.STAR else ("是", "否")


def _read_words(by: Formula | None, frame: AppraisalFrame, truths: Mapping[bool, str]) -> list[str]:
    """The word each stands under; 待定 where it is not known, "" for all where there is none."""
    if by is None:
        return [""] * frame.size
    column = by.evaluate(frame)
    values = (column.at(i) for i in range(frame.size))
    return [PENDING if value is None else truths[value] if isinstance(value, bool) else str(value) for value in values]


def _list_words(appraisal: Appraisal, by: Formula | None, truths: tuple[str, str]) -> Iterator[str]:
    """The words in their order: those of a rating, the best first, or as the rule file has them; what holds before what does not."""
    if by is None:
        return iter(("",))
    if by.kind is Kind.BOOL:
        return iter(truths)
    rating = appraisal.scheme.ratings.get(by.single_name)
    return iter(dict.fromkeys((*(rating.words if rating is not None else ()), *by.choices)))


class _Teller:
    """Tells what stands on a line."""

    def __init__(self, appraisal: Appraisal, listing: BoundListing) -> None:
        self.appraisal, self.listing = appraisal, listing
        self.steps = {step.name: step for step in (*appraisal.scheme.steps, *appraisal.scheme.published_columns)}

    def values(self, i: int) -> dict[str, Decimal | str]:
        """The columns of subject i, or of row i."""
        return {name: self._value(name, i) for name in self.listing.columns}

    def place(self, i: int) -> str:
        """Where row i was read; "" for a subject."""
        if not self.listing.table:
            return ""
        table = self.appraisal.tables.many[self.listing.table]
        place = table.place(i, self.appraisal.scheme.tables[self.listing.table].key[-1])
        return f"{place.file}!{place.sheet}!第{int(table.row[i])}行" if place is not None else ""

    def _value(self, name: str, i: int) -> Decimal | str:
        if self.listing.table:
            column = self.appraisal.row_columns(self.listing.table)[name]
            spec = self.appraisal.scheme.tables[self.listing.table].columns.get(name)
            return typed_value_at(column, i, spec.unit if spec is not None else "") if column.known[i] else ""
        if name in self.steps:
            return result_value(self.appraisal, self.steps[name], i, is_typed=True)
        column = self.appraisal.columns[name]
        return typed_value_at(column, i) if column.settled[i] else ""
