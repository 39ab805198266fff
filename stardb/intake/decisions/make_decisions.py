"""Rows of 裁定 → `Decision`s: complete, of a scheme that is rated, and not taken back since. What they mean is for scoring to say."""

from collections.abc import Sequence

from stardb.dataclass import dataclass
from stardb.intake.decisions.built_in_tables import RecordRow
from stardb.intake.decisions.decision import Decision, Matter
from stardb.intake.decisions.decision_subjects import NamedSubjects, tell_near
from stardb.intake.decisions.decision_table import (
    AFTER,
    AUTHORITY,
    BEFORE,
    DAY,
    DOCUMENT,
    GROUNDS,
    HANDLER,
    ITEM,
    MATTER,
    NUMBER,
    REASON,
    REVOKES,
    SCHEME,
    SUBJECT,
)
from stardb.intake.masking import quoted
from stardb.problems import Place, Problem, problem
from stardb.quantity import find_near, tidy
from stardb.rulebook import Scheme


@dataclass(frozen=True, eq=False)
class DecidedScheme:
    """A scheme that is rated in the period, and who is rated by it."""

    name: str
    scheme: Scheme
    subjects: NamedSubjects


def make_decisions(
    rows: Sequence[RecordRow], schemes: Sequence[DecidedScheme], unknown: Sequence[str] = ()
) -> tuple[tuple[Decision, ...], list[Problem]]:
    """The decisions made, in the order of their rows, and what is wrong with the others, which are left out.

    unknown: the names and titles of schemes of which nothing is known in the period; no more is said of decisions by them.
    """
    problems: list[Problem] = []
    twice = _find_repeated(rows, problems)
    sound = [row for row in rows if not row.is_faulty and tidy(row[NUMBER]) not in twice and _has_grounds(row)]
    made = [row for row in sound if not row[REVOKES]]
    taken_back = _find_revoked(rows, [row for row in sound if row[REVOKES]], twice, problems)
    found = [_make_decision(row, schemes, unknown, problems) for row in made]
    return tuple(one for one in found if one is not None and tidy(one.number) not in taken_back), problems


def _find_repeated(rows: Sequence[RecordRow], problems: list[Problem]) -> set[str]:
    """The numbers that several rows have."""
    places: dict[str, list[RecordRow]] = {}
    for row in rows:
        if row[NUMBER]:
            places.setdefault(tidy(row[NUMBER]), []).append(row)
    repeated = {number: of for number, of in places.items() if len(of) > 1}
    for number, of in repeated.items():
        where = "、".join(str(row.places[NUMBER]) for row in of[:3])
        message = f"编号{quoted(number)}有{len(of)}条裁定都用了（{where}），不知道是哪一条，都没有用。"
        problems.append(problem("D251", message, of[1].places[NUMBER], found=number, expected="一条裁定一个编号"))
    return {*repeated}


def _has_grounds(row: RecordRow) -> bool:
    """Whether a row says why, by whom, by which document and when; a cell left blank is told by the reading of cells."""
    return all(row[name] for name in (NUMBER, *GROUNDS)) and DAY in row.days


def _find_revoked(
    rows: Sequence[RecordRow], revoking: Sequence[RecordRow], twice: set[str], problems: list[Problem]
) -> set[str]:
    """The numbers that are taken back by some rows."""
    numbers = {tidy(row[NUMBER]): row for row in rows if row[NUMBER]}
    revoked: dict[str, str] = {}
    for row in revoking:
        number, own = tidy(row[REVOKES]), tidy(row[NUMBER])
        fault = ""
        if number not in numbers or number == own:
            near = find_near(number, [one for one in numbers if one != own])
            fault = f"没有编号是{quoted(number)}的裁定{tell_near(near)}"
        elif numbers[number][REVOKES]:
            fault = f"{quoted(number)}本身是一条撤销；要恢复原来的裁定，另写一条"
        elif number in revoked:
            fault = f"{quoted(number)}已经由{quoted(revoked[number])}撤销了"
        elif number in twice:
            continue
        if fault:
            message = f"{_title(row)}要撤销的，{fault}。"
            problems.append(problem("D253", message, row.places[REVOKES], found=number))
        else:
            revoked[number] = own
    return {*revoked}


def _make_decision(
    row: RecordRow, schemes: Sequence[DecidedScheme], unknown: Sequence[str], problems: list[Problem]
) -> Decision | None:
    needed = [name for name in (SCHEME, SUBJECT, MATTER, AFTER) if not row[name]]
    if needed:
        message = f"{_title(row)}没有填{'、'.join(map(quoted, needed))}，没有用。"
        problems.append(problem("D250", message, _place(row, needed[0]), expected="、".join(needed)))
        return None
    of = _find_scheme(row, schemes, unknown, problems)
    if of is None:
        return None
    return Decision(
        number=row[NUMBER],
        scheme=of.name,
        subject=_find_subject(row[SUBJECT], of),
        matter=Matter(row[MATTER]),
        item=row[ITEM],
        before=row[BEFORE],
        after=row[AFTER],
        reason=row[REASON],
        authority=row[AUTHORITY],
        document=row[DOCUMENT],
        day=row.days[DAY],
        handler=row[HANDLER],
        place=row.places[AFTER],
    )


def _find_scheme(
    row: RecordRow, schemes: Sequence[DecidedScheme], unknown: Sequence[str], problems: list[Problem]
) -> DecidedScheme | None:
    written = row[SCHEME].strip("《》")
    found = [one for one in schemes if tidy(written) in (tidy(one.name), tidy(one.scheme.title))]
    if len(found) == 1:
        return found[0]
    if not found and written in unknown:
        return None
    titles = [one.scheme.title for one in schemes]
    near = find_near(written, [*titles, *(one.name for one in schemes)], 1, 0.5)
    message = f"{_title(row)}的办法写的是{quoted(written)}，本期评的没有这部办法{tell_near(near)}，没有用。"
    if found:
        message = f"{_title(row)}的办法写的是{quoted(written)}，有{len(found)}部都叫这个，请写规则文件名；没有用。"
        titles = [one.name for one in found]
    problems.append(problem("D252", message, row.places[SCHEME], found=written, expected="、".join(titles)))
    return None


def _find_subject(written: str, of: DecidedScheme) -> str:
    """The key of the subject that is named; what is written where it is nobody's or may be several's."""
    found = of.subjects.find(written)
    return of.subjects.tables.subjects.keys[found[0]] if len(found) == 1 else written


def _title(row: RecordRow) -> str:
    return f"裁定{quoted(row[NUMBER])}"


def _place(row: RecordRow, column: str) -> Place:
    return row.places.get(column) or row.places[NUMBER]
