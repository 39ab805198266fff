"""Which tables of which schemes a sheet may be: a table is known by its own columns; the one that explains most of the sheet is chosen."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from stardb.books import Sheet
from stardb.dataclass import dataclass
from stardb.intake.headers.find_headers import Header, find_headers
from stardb.intake.headers.labels import Label, find_labels
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.intake.masking import quoted
from stardb.problems import Place, Problem, problem
from stardb.quantity import name_text
from stardb.rulebook import TableSpec

MAJORITY = 0.5
"""The share of a table's own columns that a header must name to be that table's."""


class AmbiguousSheet(NamedTuple):
    """A sheet of which a scheme cannot tell what it is: the tables it may be. code: of its problem."""

    scheme: str
    sheet: Sheet
    tables: tuple[str, ...]
    code: str = "D112"
    other: str = ""


@dataclass(frozen=True, eq=False)
class TableCandidate:
    """A sheet read as a table of a scheme: its header, and the sheet columns that its own columns stand in.

    share: how many of the table's own columns were found, of all. keyed: whether the table has nothing but its key. named:
    whether the sheet is this table by name.
    """

    scheme: str
    table: str
    spec: TableSpec
    sheet: Sheet
    header: Header
    used: frozenset[int]
    found: int
    share: float
    keyed: bool
    named: bool = False

    @property
    def rank(self) -> tuple[bool, int, float]:
        """Greater is better: the sheet's name, then columns found, then their share."""
        return self.named, self.found, self.share

    def loses_to(self, other: "TableCandidate") -> bool:
        """Whether the other explains the same sheet better: more columns, or all of its own where this one lacks some."""
        if self.named or (other.named and self.scheme == other.scheme):
            return not self.named
        if self.keyed != other.keyed:
            return self.keyed
        if not self.used & other.used:
            return False
        more = other.share >= self.share and other.found > self.found
        return more or (other.share == 1 > self.share and self.used <= other.used)

    def labels(self, vocabulary: Vocabulary) -> dict[str, Label]:
        """What labels above the header give of the columns that it lacks."""
        missing = [column for column in self.spec.columns if column not in self.header.columns]
        names = {n: c for n, tables in vocabulary.names.items() if (c := tables.get(self.table, "")) in missing}
        return find_labels(self.sheet, self.header.top, names)


def own_columns(spec: TableSpec) -> list[str]:
    """The columns that tell a table from others: all but its key; the key where there is nothing else."""
    return [column for column in spec.columns if column not in spec.key] or list(spec.columns)


def make_candidate(
    sheet: Sheet, scheme: str, table: str, spec: TableSpec, header: Header, named: bool = False
) -> TableCandidate:
    """What a header says for a sheet's being a table."""
    own = own_columns(spec)
    found = [column for column in own if column in header.columns]
    used = frozenset(i for column in found for i in header.columns[column])
    share, keyed = len(found) / len(own), set(own) <= set(spec.key)
    return TableCandidate(scheme, table, spec, sheet, header, used, len(found), share, keyed, named)


def candidates_on(sheet: Sheet, scheme: str, vocabulary: Vocabulary, first: int = 0) -> list[TableCandidate]:
    """The tables of one scheme that a sheet may be, their headers from row `first` on, best first.

    A table is known by the majority of its own columns; by one, if the sheet has its name.
    """
    name = vocabulary.named.get((sheet.file, sheet.name))
    candidates = [
        make_candidate(sheet, scheme, table, vocabulary.specs[table], header, name is not None and name.table == table)
        for table, header in find_headers(sheet, vocabulary, first).items()
    ]
    likely = (
        candidate for candidate in candidates if candidate.share >= MAJORITY or (candidate.named and candidate.found)
    )
    return sorted(likely, key=lambda candidate: candidate.rank, reverse=True)


def choose_candidates(candidates: Sequence[TableCandidate]) -> tuple[list[TableCandidate], list[AmbiguousSheet]]:
    """Of all schemes' candidates, those that hold, in the order given; and each sheet that two of a scheme's tables fit alike.

    A candidate yields to a better one on the same sheet, unless its table then had no sheet at all, or, being complete, none
    in that file: a roster may be read from a sheet that holds more. A table of nothing but its key is then read from the
    sheets of its own scheme's tables, if there are any, and never where it has a sheet of its own.
    """
    by_sheet: dict[Sheet, list[TableCandidate]] = {}
    for candidate in candidates:
        by_sheet.setdefault(candidate.sheet, []).append(candidate)
    beaten = {
        candidate for candidate in candidates if any(candidate.loses_to(other) for other in by_sheet[candidate.sheet])
    }
    safe = {(candidate.scheme, candidate.table) for candidate in candidates if candidate not in beaten}
    here = {
        (candidate.scheme, candidate.table, candidate.sheet.file) for candidate in candidates if candidate not in beaten
    }
    related_sheets = {
        (candidate.scheme, candidate.sheet)
        for candidate in candidates
        if candidate not in beaten and not candidate.spec.many
    }
    related = {
        (candidate.scheme, candidate.table)
        for candidate in candidates
        if (candidate.scheme, candidate.sheet) in related_sheets
    }

    def holds(candidate: TableCandidate) -> bool:
        """Whether no other has its sheet, or its table has no better one."""
        whose = candidate.scheme, candidate.table
        if candidate not in beaten:
            return True
        if candidate.keyed:
            return whose not in safe and ((candidate.scheme, candidate.sheet) in related_sheets or whose not in related)
        return whose not in safe or (candidate.share == 1 and (*whose, candidate.sheet.file) not in here)

    return _separate([candidate for candidate in candidates if holds(candidate)])


def _separate(candidates: Iterable[TableCandidate]) -> tuple[list[TableCandidate], list[AmbiguousSheet]]:
    """Within a scheme, one table for each column of a sheet; two that fit the same columns equally well are a problem."""
    chosen: list[TableCandidate] = []
    ambiguous: list[AmbiguousSheet] = []
    groups: dict[tuple[str, Sheet], list[TableCandidate]] = {}
    for candidate in candidates:
        groups.setdefault((candidate.scheme, candidate.sheet), []).append(candidate)
    for rivals in groups.values():
        taken: set[int] = set()
        kept: list[TableCandidate] = []
        for candidate in rivals:
            if candidate.used & taken:
                continue
            equal = [c for c in rivals if c.rank == candidate.rank and c.used & candidate.used and not c.used & taken]
            named = _by_name([c for c in equal if _is_named(c)])
            if len(equal) > 1 and len(named) != 1:
                ambiguous.append(AmbiguousSheet(candidate.scheme, candidate.sheet, tuple(c.table for c in equal)))
                kept = []
                break
            kept += named if len(equal) > 1 else [candidate]
            taken |= candidate.used
        chosen += kept
    return chosen, ambiguous


def _by_name(candidates: Sequence[TableCandidate]) -> list[TableCandidate]:
    """Those of some named candidates whose table's name is no part of another's: 生态检查表 is not 检查表."""
    names = {name_text(candidate.table) for candidate in candidates}
    return [c for c in candidates if not any(name_text(c.table) in name for name in names - {name_text(c.table)})]


def _is_named(candidate: TableCandidate) -> bool:
    """Whether the sheet's name or a line above its header tells the table's name."""
    return any(
        name_text(candidate.table) in name_text(text) for text in (candidate.sheet.name, *lines_above(candidate))
    )


def lines_above(candidate: TableCandidate) -> list[str]:
    """The texts above a candidate's header: titles, labels, notes."""
    return [
        cell for row in candidate.sheet.rows[: candidate.header.top] for cell in row if isinstance(cell, str) and cell
    ]


def ambiguity_problem(ambiguous: AmbiguousSheet) -> Problem:
    """A sheet that may be several tables, or another's, as a problem."""
    sheet, place = ambiguous.sheet, Place(ambiguous.sheet.file, ambiguous.sheet.name)
    if ambiguous.other:
        table = ambiguous.tables[0]
        message = f"工作表{quoted(sheet.name)}的表头和对象与{quoted(table)}一样，而{quoted(table)}是 {ambiguous.other}，这张没有读。"
        return problem(ambiguous.code, message, place, found=sheet.name, expected=table)
    names = "、".join(map(quoted, ambiguous.tables))
    message = f"工作表{quoted(sheet.name)}的表头同时合于{names}，分不清是哪一张，没有读。"
    return problem(ambiguous.code, message, place, found=names)


def all_candidates(sheet: Sheet, vocabularies: Mapping[str, Vocabulary], first: int = 0) -> list[TableCandidate]:
    """Every candidate of every scheme on one sheet, headers from row `first` on."""
    return [
        candidate
        for scheme, vocabulary in vocabularies.items()
        for candidate in candidates_on(sheet, scheme, vocabulary, first)
    ]
