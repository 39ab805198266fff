"""Which tables of which schemes a sheet is: each is told by its own columns, and the one that explains more has the sheet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stardb.books import Sheet
from stardb.intake.headers import Header, Vocabulary, find_headers
from stardb.problems import Place, Problem, problem
from stardb.rulebook.tables import TableSpec

MAJORITY = 0.5
"""The share of a table's own columns that a header must name to be that table's."""


@dataclass(frozen=True, eq=False)
class Claim:
    """A sheet read as a table of a scheme: its header, and the sheet columns that its own columns stand in.

    share: how many of the table's own columns were found, of all. keyed: whether the table has nothing but its key.
    """

    scheme: str
    table: str
    sheet: Sheet
    header: Header
    used: frozenset[int]
    found: int
    share: float
    keyed: bool

    @property
    def rank(self) -> tuple[int, float]:
        """Greater is better: columns found, then their share."""
        return self.found, self.share

    def loses_to(self, other: "Claim") -> bool:
        """Whether the other explains the same sheet better: more columns, and these among them."""
        if self.keyed != other.keyed:
            return self.keyed
        return other.share >= self.share and other.found > self.found and bool(self.used & other.used)


def own_columns(spec: TableSpec) -> list[str]:
    """The columns that tell a table from others: all but its key; the key where there is nothing else."""
    return [column for column in spec.columns if column not in spec.key] or list(spec.columns)


def claims_on(sheet: Sheet, scheme: str, vocabulary: Vocabulary) -> list[Claim]:
    """The tables of one scheme that a sheet may be, best first."""
    claims = []
    for table, header in find_headers(sheet, vocabulary).items():
        spec = vocabulary.specs[table]
        own = own_columns(spec)
        found = [column for column in own if column in header.columns]
        share = len(found) / len(own)
        if share >= MAJORITY:
            used = frozenset(i for column in found for i in header.columns[column])
            claims.append(Claim(scheme, table, sheet, header, used, len(found), share, set(own) <= set(spec.key)))
    return sorted(claims, key=lambda claim: claim.rank, reverse=True)


def settle_claims(claims: Sequence[Claim]) -> tuple[list[Claim], list[tuple[str, Problem]]]:
    """Of all schemes' claims, those that hold, in the order given; with its scheme, a problem for each sheet
    that two of its tables fit alike.

    A claim yields to a better one on the same sheet, unless its table then had no sheet at all, or, being complete, none
    in that file: a roster may be read from a sheet that holds more.
    """
    by_sheet: dict[int, list[Claim]] = {}
    for claim in claims:
        by_sheet.setdefault(id(claim.sheet), []).append(claim)
    beaten = {claim for claim in claims if any(claim.loses_to(other) for other in by_sheet[id(claim.sheet)])}
    safe = {(claim.scheme, claim.table) for claim in claims if claim not in beaten}
    here = {(claim.scheme, claim.table, claim.sheet.file) for claim in claims if claim not in beaten}
    held = [
        claim
        for claim in claims
        if claim not in beaten
        or (claim.scheme, claim.table) not in safe
        or (claim.share == 1 and not claim.keyed and (claim.scheme, claim.table, claim.sheet.file) not in here)
    ]
    return _told_apart(held)


def _told_apart(claims: Iterable[Claim]) -> tuple[list[Claim], list[tuple[str, Problem]]]:
    """Within a scheme, one table for each column of a sheet; two that fit the same columns equally well are a problem."""
    chosen: list[Claim] = []
    problems: list[tuple[str, Problem]] = []
    groups: dict[tuple[str, int], list[Claim]] = {}
    for claim in claims:
        groups.setdefault((claim.scheme, id(claim.sheet)), []).append(claim)
    for rivals in groups.values():
        taken: set[int] = set()
        kept: list[Claim] = []
        for i, claim in enumerate(rivals):
            equal = [c for c in rivals[i + 1 :] if c.rank == claim.rank and c.used & claim.used]
            if claim.used & taken:
                continue
            if equal:
                tables = [claim.table, *(c.table for c in equal)]
                problems.append((claim.scheme, _ambiguous(claim.sheet, tables)))
                kept = []
                break
            kept.append(claim)
            taken |= claim.used
        chosen += kept
    return chosen, problems


def _ambiguous(sheet: Sheet, tables: Sequence[str]) -> Problem:
    names = "、".join(f"“{table}”" for table in tables)
    message = f"工作表“{sheet.name}”的表头同时合于{names}，分不清是哪一张，没有读。"
    return problem("D112", message, Place(sheet.file, sheet.name), found=names)


def all_claims(sheets: Sequence[Sheet], vocabularies: Mapping[str, Vocabulary]) -> list[Claim]:
    """Every claim of every scheme on every sheet, in the order of the sheets."""
    return [
        claim
        for sheet in sheets
        for scheme, vocabulary in vocabularies.items()
        for claim in claims_on(sheet, scheme, vocabulary)
    ]
