"""Sheets with the header and the subjects of a sheet that is a table by name, and no such name: they are another's.

A table's sheets from many files are all its own; but the figures of a second list of the same subjects are not.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from stardb.books import cell_text, is_blank
from stardb.intake.headers.candidates import AmbiguousSheet, TableCandidate, lines_above
from stardb.intake.headers.likeness import similarity
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.intake.place_names import Key, PlaceNames
from stardb.quantity import name_text, tidy

_LIKE = 0.5
"""How like a table's name that of another table is, `测评值` and `测评星`."""
_ENDING = re.compile(r"(?<=..)(?:台账|[表册单])$")
_AGAIN = re.compile(r"更正|订正|修[改正]|补|新|改|终|重报|再")
"""What the name of a sheet sent once more has."""


def separate_rivals(
    candidates: Sequence[TableCandidate], vocabularies: Mapping[str, Vocabulary]
) -> tuple[list[TableCandidate], list[AmbiguousSheet]]:
    """The candidates without those of rivals, and the sheets of these.

    A list that only gives keys to a roster is a rival where it brings some that the roster by name does not have; what gives
    values is one where its own name says another table's.
    """
    tables: dict[tuple[str, str], list[TableCandidate]] = defaultdict(list)
    for candidate in candidates:
        tables[candidate.scheme, candidate.table].append(candidate)
    out: set[TableCandidate] = set()
    ambiguous: list[AmbiguousSheet] = []
    for (scheme, _), mine in tables.items():
        named = [candidate for candidate in mine if candidate.named]
        others = [
            candidate for candidate in mine if not candidate.named and not candidate.spec.many and not _bears(candidate)
        ]
        if named and others:
            names = PlaceNames([key for candidate in named for key in _keys(candidate, vocabularies[scheme])])
            for candidate in others:
                if _is_rival(candidate, names, vocabularies[scheme]):
                    out.add(candidate)
                    other = f"{named[0].sheet.file}!{named[0].sheet.name}"
                    ambiguous.append(AmbiguousSheet(scheme, candidate.sheet, (candidate.table,), "D200", other))
    return [candidate for candidate in candidates if candidate not in out], ambiguous


def _is_rival(candidate: TableCandidate, names: PlaceNames, vocabulary: Vocabulary) -> bool:
    keys = _keys(candidate, vocabulary)
    known = [names.find(key) is not None for key in keys]
    if candidate.keyed:
        others = len(candidate.header.columns) < sum(bool(heading.title) for heading in candidate.header.headings)
        near = any(sure or names.similar(key) is not None for key, sure in zip(keys, known, strict=True))
        return others and near and not all(known)
    return any(known) and any(_tells_another(name, candidate.table) for name in _own_names(candidate))


def _own_names(candidate: TableCandidate) -> list[str]:
    texts = (candidate.sheet.name, PurePosixPath(candidate.sheet.file).stem, *lines_above(candidate))
    return [name_text(text) for text in texts]


def _bears(candidate: TableCandidate) -> bool:
    """Whether the sheet's name, its file's or a line above its header has the table's name in it."""
    stem = _ENDING.sub("", name_text(candidate.table))
    return any(stem in name for name in _own_names(candidate))


def _tells_another(name: str, table: str) -> bool:
    """Whether a name is another table's: like this one's, and none of a sheet sent again."""
    return similarity(name, name_text(table)) >= _LIKE and not _AGAIN.search(name)


def _keys(candidate: TableCandidate, vocabulary: Vocabulary) -> list[Key]:
    """The keys below a candidate's header as they are written, those labels give included."""
    labels, header, rows = candidate.labels(vocabulary), candidate.header, candidate.sheet.rows
    columns = []
    for column in candidate.spec.key:
        if at := header.columns.get(column):
            columns.append([row[at[0]] for row in rows[header.bottom + 1 :]])
        else:
            label = labels.get(column)
            columns.append([label.value if label else ""] * (len(rows) - header.bottom - 1))
    return [
        tuple(tidy(cell_text(cell)) for cell in cells)
        for cells in zip(*columns, strict=True)
        if not is_blank(cells[-1])
    ]
