"""Sheets that tables of several schemes may be: each is read by the schemes whose table it is, and by no other.

Two schemes may read one sheet, as a roster that serves both. But a table that the sheet is not by name, or of which it lacks
what every row must have, gives way to another scheme's that it is; where nothing tells them apart, it is asked about.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import PurePosixPath

from stardb.books import Sheet
from stardb.intake.headers.candidates import AmbiguousSheet, TableCandidate, lines_above
from stardb.intake.headers.missing_columns import needed_keys
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.quantity import name_text

_ENDING = re.compile(r"(?<=..)(?:台账|[表册单])$")


def separate_schemes(
    candidates: Sequence[TableCandidate], vocabularies: Mapping[str, Vocabulary]
) -> tuple[list[TableCandidate], list[AmbiguousSheet]]:
    """The candidates without those that give way to another scheme's, and the sheets of which it cannot be told whose they are."""
    on_sheet: dict[Sheet, list[_Claim]] = defaultdict(list)
    for candidate in candidates:
        if candidate.named or not candidate.keyed:  # a list of keys alone may be anything, but for one by that name
            on_sheet[candidate.sheet].append(_Claim(candidate, vocabularies[candidate.scheme]))
    out: set[TableCandidate] = set()
    ambiguous: list[AmbiguousSheet] = []
    for claims in on_sheet.values():
        if len({claim.candidate.scheme for claim in claims}) < 2:
            continue
        texts = _own_texts(claims[0].candidate)
        called = _find_called(claims, texts)
        for claim in (one for one in claims if not one.candidate.keyed):
            rivals = [
                other for other in claims if other.is_rival(claim) and (claim.lacking or not other.candidate.keyed)
            ]
            if any(_gives_way(claim, other, called) for other in rivals):
                out.add(claim.candidate)
            elif unsure := [other for other in rivals if _is_like(claim, other, called)]:
                out.add(claim.candidate)
                tables = tuple(f"{c.candidate.table}({c.candidate.scheme})" for c in (claim, *unsure))
                ambiguous.append(AmbiguousSheet(claim.candidate.scheme, claim.candidate.sheet, tables, "D229"))
    return [candidate for candidate in candidates if candidate not in out], ambiguous


class _Claim:
    """A candidate, and what speaks for it beside those of other schemes."""

    def __init__(self, candidate: TableCandidate, vocabulary: Vocabulary) -> None:
        self.candidate = candidate
        self._vocabulary = vocabulary
        self.stem = _ENDING.sub("", name_text(candidate.table))

    @cached_property
    def lacking(self) -> int:
        """How many of the columns that every row must have the sheet does not have."""
        spec, header = self.candidate.spec, self.candidate.header
        labels = self.candidate.labels(self._vocabulary)
        wanted = {*needed_keys(spec), *(name for name, column in spec.columns.items() if column.required)}
        return sum(name not in header.columns and name not in labels for name in wanted)

    @property
    def columns(self) -> frozenset[int]:
        """The columns of the sheet that it explains, those of its key among them."""
        return frozenset(i for places in self.candidate.header.columns.values() for i in places)

    def is_rival(self, other: "_Claim") -> bool:
        """Whether it is another scheme's, of columns of the other's."""
        return self.candidate.scheme != other.candidate.scheme and bool(self.columns & other.columns)


def _own_texts(candidate: TableCandidate) -> list[str]:
    """What names a sheet: its name, its file's, the lines above its header."""
    texts = (candidate.sheet.name, PurePosixPath(candidate.sheet.file).stem, *lines_above(candidate))
    return [name_text(text) for text in texts]


def _find_called(claims: Iterable[_Claim], texts: Sequence[str]) -> frozenset[_Claim]:
    """Those whose table the sheet is called; 双报到党员名册 is not the 党员名册 of another scheme."""
    claims = list(claims)
    named = {claim.stem for claim in claims if any(claim.stem in text for text in texts)}
    longest = {stem for stem in named if not any(stem != other and stem in other for other in named)}
    return frozenset(claim for claim in claims if claim.candidate.named or claim.stem in longest)


def _gives_way(claim: _Claim, other: _Claim, called: frozenset[_Claim]) -> bool:
    """Whether the sheet is rather the other's: it is called so, or has all that the other must have, or more of it."""
    if (claim in called) != (other in called):
        return other in called
    if (claim.lacking == 0) != (other.lacking == 0):
        return other.lacking == 0
    if claim.lacking:
        return (other.lacking, -other.candidate.share) < (claim.lacking, -claim.candidate.share)
    return name_text(claim.candidate.table) != name_text(other.candidate.table) and claim.columns < other.columns


def _is_like(claim: _Claim, other: _Claim, called: frozenset[_Claim]) -> bool:
    """Whether nothing tells the two apart, and the sheet lacks what either must have."""
    same_name = (claim in called) == (other in called)
    return same_name and 0 < claim.lacking == other.lacking and claim.candidate.share == other.candidate.share
