"""What a sheet's header lacks or has twice, with the titles that may be meant: a clerk decides, the program never does."""

from collections.abc import Iterator, Sequence

from stardb.books import Sheet, cell_text, is_blank
from stardb.dataclass import dataclass
from stardb.intake.headers.find_headers import Header
from stardb.intake.headers.likeness import nearest
from stardb.intake.masking import mask, quoted, veil
from stardb.problems import Place, Problem, problem
from stardb.rulebook import ColumnSpec, TableSpec

_SAMPLES = 3


@dataclass(frozen=True)
class TitleCandidate:
    """A title that may be the column's: as a clerk may settle it (`上年度/收入`), where it stands, a few values below it.

    samples: masked; private ones all but their first character.
    """

    title: str
    place: Place
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """One thing to settle on one sheet.

    code: D113 or D114, the column is missing, with the titles that may be it, the likest first (there may be none);
    D115, several titles are it; D111, the sheet is no table, but would be this one if a title were the column. Without a
    column: D112 and D200, the sheet may be the tables that the candidates name; D161, which of the candidates has a form's
    answers; D203, the answers are all blank.
    place: where the problem is reported.
    """

    scheme: str
    table: str
    column: str
    candidates: tuple[TitleCandidate, ...]
    place: Place
    code: str


def find_doubled(scheme: str, table: str, spec: TableSpec, sheet: Sheet, header: Header) -> Iterator[Proposal]:
    """The columns that several filled sheet columns are titled with."""
    for column, places in header.columns.items():
        if len(places) > 1 and len(filled := filled_columns(sheet, header, places)) > 1:
            candidates = tuple(_candidate(sheet, header, i, spec.columns[column]) for i in filled)
            yield Proposal(scheme, table, column, candidates, candidates[-1].place, "D115")


def find_missing(
    scheme: str, table: str, spec: TableSpec, sheet: Sheet, header: Header, given: Sequence[str] = ()
) -> Iterator[Proposal]:
    """The columns that neither the header nor a label above it gives. given: those that a label does."""
    free = {
        heading.path: i
        for i, heading in reversed(list(enumerate(header.headings)))
        if heading.title and not heading.columns and table not in heading.barred
    }
    for column, declared in spec.columns.items():
        if column in header.columns or column in given:
            continue
        titles = {path: header.headings[i].title for path, i in free.items()}
        near = nearest([column, *declared.aliases], list(dict.fromkeys(titles.values())))
        paths = sorted((path for path in titles if titles[path] in near), key=lambda path: near.index(titles[path]))
        candidates = tuple(_candidate(sheet, header, free[path], declared) for path in paths)
        first = next((i for i, heading in enumerate(header.headings) if heading.title), 0)
        place = candidates[0].place if candidates else sheet.place(header.bottom, first)
        code = "D113" if column in needed_keys(spec) or declared.required else "D114"
        yield Proposal(scheme, table, column, candidates, place, code)


def needed_keys(spec: TableSpec) -> list[str]:
    """The key columns without which nobody knows whose a row is: a village is found on the roster without its township.

    A roster needs them all.
    """
    return list(spec.key) if spec.name or spec.group else list(spec.key[-1:])


def filled_columns(sheet: Sheet, header: Header, places: Sequence[int]) -> list[int]:
    """Those of some sheet columns that hold anything below the header."""
    return [i for i in places if any(not is_blank(row[i]) for row in sheet.rows[header.bottom + 1 :])]


def _candidate(sheet: Sheet, header: Header, i: int, spec: ColumnSpec) -> TitleCandidate:
    hide = veil if spec.private or spec.type == "citizen_id" else mask
    cells = (row[i] for row in sheet.rows[header.bottom + 1 :])
    texts = dict.fromkeys(hide(" ".join(cell_text(cell).split())) for cell in cells if not is_blank(cell))
    return TitleCandidate(header.headings[i].path, sheet.place(header.bottom, i), tuple(texts)[:_SAMPLES])


def proposal_problem(proposal: Proposal, spec: TableSpec) -> Problem:
    """A proposal as the problem of the sheet it is on."""
    if proposal.code == "D115":
        return _doubled_problem(proposal)
    column, near = proposal.column, next((candidate.title for candidate in proposal.candidates), "")
    hint = f"；表头里有相近的{quoted(near)}" if near else ""
    parts = {"expected": column, "found": near}
    if near:
        parts["remedy"] = (
            f"{quoted(near)}若就是{quoted(column)}，请改成{quoted(column)}，或用 stardb map 确认，或在办法里把它列为别名；若不是，请补上{quoted(column)}一栏。"
        )
    if column in needed_keys(spec):
        parts.setdefault("remedy", f"补上{quoted(column)}一栏，或在表头上方写明，如“{column}:××”。")
        what = f"缺少{quoted(column)}一栏，不知道每行是谁的，整张没有读"
    elif column in spec.key:
        parts.setdefault("remedy", f"补上{quoted(column)}一栏，或在表头上方写明，如“{column}:××”。")
        what = f"缺少{quoted(column)}一栏，按名册里的{quoted(spec.key[-1])}归入，同名的不计入"
    elif proposal.code == "D113":
        what = f"缺少必有的{quoted(column)}一栏"
    else:
        what = f"缺少{quoted(column)}一栏，这一栏都按未知处理"
    return problem(proposal.code, f"{quoted(proposal.table)}{what}{hint}。", proposal.place, **parts)


def _doubled_problem(proposal: Proposal) -> Problem:
    cells = "、".join(candidate.place.cell for candidate in proposal.candidates)
    return problem(
        "D115",
        f"{quoted(proposal.column)}这一栏出现了{len(proposal.candidates)}次({cells})，分不清以哪一栏为准。",
        proposal.place,
        found=cells,
    )
