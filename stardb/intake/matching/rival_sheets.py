"""Sheets with the header and the subjects of a sheet that is a table by name, and no such name: they are another's.

A table's sheets from many files are all its own; but the figures of a second list of the same subjects are not.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from stardb.books import cell_text, is_blank
from stardb.intake.headers.candidates import Claim, Torn, lines_above
from stardb.intake.headers.likeness import like
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.intake.place_names import Key, Names
from stardb.quantity import name_text, tidy

_LIKE = 0.5
"""How like a table's name that of another table is, `测评值` and `测评星`."""
_ENDING = re.compile(r"(?<=..)(?:台账|[表册单])$")
_AGAIN = re.compile(r"更正|订正|修[改正]|补|新|改|终|重报|再")
"""What the name of a sheet sent once more has."""


def part_rivals(claims: Sequence[Claim], vocabularies: Mapping[str, Vocabulary]) -> tuple[list[Claim], list[Torn]]:
    """The claims without those of rivals, and the sheets of these.

    A list that only gives keys to a roster is a rival where it brings some that the roster by name does not have; what gives
    values is one where its own name says another table's.
    """
    tables: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        tables[claim.scheme, claim.table].append(claim)
    out: set[Claim] = set()
    torn: list[Torn] = []
    for (scheme, _), mine in tables.items():
        named = [claim for claim in mine if claim.named]
        others = [claim for claim in mine if not claim.named and not claim.spec.many and not _bears(claim)]
        if named and others:
            names = Names([key for claim in named for key in _keys(claim, vocabularies[scheme])])
            for claim in others:
                if _is_rival(claim, names, vocabularies[scheme]):
                    out.add(claim)
                    other = f"{named[0].sheet.file}!{named[0].sheet.name}"
                    torn.append(Torn(scheme, claim.sheet, (claim.table,), "D200", other))
    return [claim for claim in claims if claim not in out], torn


def _is_rival(claim: Claim, names: Names, vocabulary: Vocabulary) -> bool:
    keys = _keys(claim, vocabulary)
    known = [names.find(key) is not None for key in keys]
    if claim.keyed:
        others = len(claim.header.columns) < sum(bool(heading.title) for heading in claim.header.headings)
        near = any(sure or names.similar(key) is not None for key, sure in zip(keys, known, strict=True))
        return others and near and not all(known)
    return any(known) and any(_tells_another(name, claim.table) for name in _own_names(claim))


def _own_names(claim: Claim) -> list[str]:
    texts = (claim.sheet.name, PurePosixPath(claim.sheet.file).stem, *lines_above(claim))
    return [name_text(text) for text in texts]


def _bears(claim: Claim) -> bool:
    """Whether the sheet's name, its file's or a line above its header has the table's name in it."""
    stem = _ENDING.sub("", name_text(claim.table))
    return any(stem in name for name in _own_names(claim))


def _tells_another(name: str, table: str) -> bool:
    """Whether a name is another table's: like this one's, and none of a sheet sent again."""
    return like(name, name_text(table)) >= _LIKE and not _AGAIN.search(name)


def _keys(claim: Claim, vocabulary: Vocabulary) -> list[Key]:
    """The keys below a claim's header as they are written, those labels give included."""
    labels, header, rows = claim.labels(vocabulary), claim.header, claim.sheet.rows
    columns = []
    for column in claim.spec.key:
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
