"""A choice spread over several columns, 是 and 否 under 达标: brought back into one, as if it said `是(√) 否( )`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from stardb.books import Cell, Sheet, cell_text, is_blank
from stardb.intake.headers.find_headers import SEARCHED_ROWS
from stardb.intake.headers.titles import title_of
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.quantity import NO_WORDS, YES_WORDS, tidy
from stardb.rulebook import ColumnSpec

Vocabularies = Mapping[str, Vocabulary]


class _Group(NamedTuple):
    """Columns `first` to `last` whose titles in row `row` are choices of the column named in the row above."""

    row: int
    first: int
    last: int
    words: tuple[str, ...]


def join_choice_columns(sheet: Sheet, vocabularies: Vocabularies) -> Sheet:
    """The sheet with each choice that is spread over columns in the first of them; the sheet itself if there is none."""
    groups = list(_groups(sheet, vocabularies))
    if not groups:
        return sheet
    rows = [list(row) for row in sheet.rows]
    for group in groups:
        span = slice(group.first, group.last + 1)
        blanks = [""] * (group.last - group.first)
        rows[group.row][span] = ["", *blanks]
        rows[group.row - 1][group.first + 1 : group.last + 1] = blanks
        for row in rows[group.row + 1 :]:
            row[span] = [_together(group.words, row[span]), *blanks]
    headers = {(group.row - 1, group.first) for group in groups}
    merges = tuple(merge for merge in sheet.merges if (merge.top, merge.left) not in headers)
    return replace(sheet, rows=rows, merges=merges, whole=sheet.whole or sheet)


def _together(words: Sequence[str], cells: Sequence[Cell]) -> str:
    if all(is_blank(cell) for cell in cells):
        return ""
    return " ".join(
        f"{word}({'' if is_blank(cell) else cell_text(cell)})" for word, cell in zip(words, cells, strict=True)
    )


def _groups(sheet: Sheet, vocabularies: Vocabularies) -> Iterator[_Group]:
    wide = {(merge.top, merge.left): merge.right for merge in sheet.merges}
    for r in range(min(SEARCHED_ROWS, len(sheet.rows) - 1)):
        row, below = sheet.rows[r], sheet.rows[r + 1]
        texts = [cell for cell in row if isinstance(cell, str)]
        if not any(any(map(vocabulary.known.__getitem__, texts)) for vocabulary in vocabularies.values()):
            continue
        last = -1
        for c, cell in enumerate(row):
            if c <= last or not isinstance(cell, str) or not cell or not _is_known(cell, vocabularies):
                continue
            last = min(wide.get((r, c), _reach(row, below, c)), len(row) - 1)
            words = tuple(title_of(cell_text(title)).called for title in below[c : last + 1])
            if last > c and any(_are_choices(words, spec) for spec in _specs(cell, vocabularies)):
                yield _Group(r + 1, c, last, words)


def _is_known(title: str, vocabularies: Vocabularies) -> bool:
    return any(vocabulary.known[title] for vocabulary in vocabularies.values())


def _reach(row: Sequence[Cell], below: Sequence[Cell], c: int) -> int:
    """The last column that a title which is not merged may stand over: as long as it or nothing is said over titles below."""
    last = c
    while (
        last + 1 < len(row) and (is_blank(row[last + 1]) or row[last + 1] == row[c]) and not is_blank(below[last + 1])
    ):
        last += 1
    return last


def _specs(title: str, vocabularies: Vocabularies) -> Iterator[ColumnSpec]:
    """The columns that a title names."""
    for vocabulary in vocabularies.values():
        for table, column in vocabulary.heading((title,)).columns.items():
            yield vocabulary.specs[table].columns[column]


def _are_choices(words: Sequence[str], spec: ColumnSpec) -> bool:
    """Whether some titles are different choices of a column."""
    if spec.type == "choice":
        known = {tidy(one): word for word, more in spec.choices.items() for one in (word, *more)}
        found = [known.get(tidy(word), "") for word in words]
        return all(found) and len(set(found)) == len(found)
    declared = {tidy(one): word == "是" for word, more in spec.choices.items() for one in (word, *more)}
    meant = [declared.get(tidy(word), word in YES_WORDS if word in YES_WORDS | NO_WORDS else None) for word in words]
    return spec.type == "yes_no" and sorted(map(str, meant)) == ["False", "True"]
