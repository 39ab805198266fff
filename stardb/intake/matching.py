"""Which sheet is which table: decided by headers alone, never by the names of files and sheets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from stardb.books.sheet import Sheet, is_blank
from stardb.intake.claims import MAJORITY, all_claims, own_columns, settle_claims
from stardb.intake.headers import Header, Vocabulary, find_headers
from stardb.intake.labels import Label, find_labels, sheet_units
from stardb.intake.masking import quoted
from stardb.intake.practice import Practice
from stardb.problems import Place, Problem, problem
from stardb.rulebook.tables import TableSpec

_PLAIN = Practice()


@dataclass(frozen=True, eq=False)
class Match:
    """A sheet read as one table.

    columns: declared column -> column of `sheet.rows`. labels: columns given above the table. units: what
    `单位：万元` above the table says.
    """

    sheet: Sheet
    table: str
    spec: TableSpec
    header: Header
    columns: Mapping[str, int]
    labels: Mapping[str, Label]
    units: tuple[str, ...] = ()


def match_sheets(
    sheets: Sequence[Sheet], schemes: Mapping[str, Mapping[str, TableSpec]], year: str = "", practice: Practice = _PLAIN
) -> dict[str, tuple[list[Match], list[Problem]]]:
    """For each scheme every sheet that is a table of it, in order, and what is wrong with their headers.

    A sheet may be several tables at once where they share no column but their keys. Sheets that are none of them are
    passed over without a word: `unmatched` speaks of those.
    """
    vocabularies = {name: Vocabulary(specs, year, practice.titles) for name, specs in schemes.items()}
    held, torn = settle_claims(all_claims(sheets, vocabularies))
    found: dict[str, tuple[list[Match], list[Problem]]] = {}
    for name, vocabulary in vocabularies.items():
        matches: list[Match] = []
        problems = [fault for scheme, fault in torn if scheme == name]
        for claim in held:
            if claim.scheme == name:
                match, faults = _match(claim.sheet, claim.table, claim.header, vocabulary)
                problems += faults
                matches += [match] if match else []
        found[name] = matches, problems
    return found


def _match(sheet: Sheet, table: str, header: Header, vocabulary: Vocabulary) -> tuple[Match | None, list[Problem]]:
    spec = vocabulary.specs[table]
    problems: list[Problem] = []
    columns: dict[str, int] = {}
    for column, places in header.columns.items():
        filled = [i for i in places if _has_data(sheet, header.bottom, i)] if len(places) > 1 else []
        if len(places) == 1 or len(filled) == 1:
            columns[column] = (filled or list(places))[0]
        elif not filled:
            columns[column] = places[0]
        else:
            problems.append(_doubled(sheet, header, column, filled))
    missing = [c for c in spec.columns if c not in header.columns]
    names = {n: c for n, tables in vocabulary.names.items() if (c := tables.get(table, "")) in missing}
    labels = find_labels(sheet, header.top, names)
    known = columns.keys() | labels.keys()
    problems += [_missing(sheet, table, spec, header, c) for c in missing if c not in labels]
    if not set(spec.key) <= known:
        return None, problems
    units = sheet_units(sheet, header.top, vocabulary.units)
    return Match(sheet, table, spec, header, columns, labels, units), problems


def _has_data(sheet: Sheet, header: int, column: int) -> bool:
    return any(not is_blank(row[column]) for row in sheet.rows[header + 1 :])


def _doubled(sheet: Sheet, header: Header, column: str, places: Sequence[int]) -> Problem:
    cells = "、".join(sheet.cell(header.bottom, i) for i in places)
    return problem(
        "D115",
        f"{quoted(column)}这一栏出现了{len(places)}次({cells})，分不清以哪一栏为准。",
        sheet.place(header.bottom, places[-1]),
        found=cells,
    )


def _missing(sheet: Sheet, table: str, spec: TableSpec, header: Header, column: str) -> Problem:
    """A declared column the header lacks, with the unclaimed title nearest to it as a proposal."""
    free = {heading.title: i for i, heading in enumerate(header.headings) if heading.title and not heading.columns}
    near = _nearest([column, *spec.columns[column].aliases], free)
    place = sheet.place(header.bottom, free[near]) if near else Place(sheet.file, sheet.name)
    if near and (parent := header.headings[free[near]].parent):
        near = f"{parent}/{near}"
    parts = {"expected": column, "found": near}
    hint = f"；表头里有相近的“{near}”" if near else ""
    if near:
        parts["remedy"] = (
            f"“{near}”若就是“{column}”，请改成“{column}”，或在办法里把它列为别名；若不是，请补上“{column}”一栏。"
        )
    if column in spec.key:
        parts.setdefault("remedy", f"补上“{column}”一栏，或在表头上方写明，如“{column}:××”。")
        return problem(
            "D113", f"“{table}”缺少{quoted(column)}一栏，不知道每行是谁的，整张没有读{hint}。", place, **parts
        )
    if spec.columns[column].required:
        return problem("D113", f"“{table}”缺少必有的{quoted(column)}一栏{hint}。", place, **parts)
    return problem("D114", f"“{table}”缺少{quoted(column)}一栏，这一栏都按未知处理{hint}。", place, **parts)


def _nearest(names: Iterable[str], titles: Mapping[str, int]) -> str:
    """The title most like one of the names, "" if none is like them."""
    for name in names:
        if near := get_close_matches(name, titles, n=1, cutoff=0.6):
            return near[0]
    return ""


def unmatched(sheets: Sequence[Sheet], all_specs: Iterable[Mapping[str, TableSpec]]) -> list[Problem]:
    """A note for each sheet with data that is no table of any scheme, naming the table it comes nearest to."""
    vocabularies = [Vocabulary(specs) for specs in all_specs]
    notes = []
    for sheet in sheets:
        share, table, missing = max(
            (near for vocabulary in vocabularies for near in _likeness(sheet, vocabulary)),
            key=lambda near: near[0],
            default=(0.0, "", []),
        )
        if share < MAJORITY and sum(any(not is_blank(cell) for cell in row) for row in sheet.rows) > 1:
            notes.append(_unused(sheet, table, missing))
    return notes


def _likeness(sheet: Sheet, vocabulary: Vocabulary) -> Iterable[tuple[float, str, list[str]]]:
    """(share of its own columns found, table, columns missing) for each table any of whose columns is named."""
    for table, header in find_headers(sheet, vocabulary).items():
        own = own_columns(vocabulary.specs[table])
        missing = [column for column in own if column not in header.columns]
        yield 1 - len(missing) / len(own), table if len(missing) < len(own) else "", missing


def _unused(sheet: Sheet, nearest: str, missing: Sequence[str]) -> Problem:
    lacking = "、".join(missing[:5]) + ("等" if len(missing) > 5 else "")
    near = f"；最接近“{nearest}”，缺少{lacking}" if nearest else ""
    message = f"工作表“{sheet.name}”的表头与要用的表都对不上，没有用上{near}。"
    return problem("D111", message, Place(sheet.file, sheet.name), expected=nearest)
