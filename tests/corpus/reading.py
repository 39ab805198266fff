"""Reads what a case builds, and tells where it differs from what is expected."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.building import workbook
from corpus.case import Case, Fault, Shown

from stardb.books import read_books
from stardb.intake import Intake, read_all
from stardb.problems import Problem, Severity
from stardb.quantity.to_text import PENDING, show_at

SCHEME = "办法"


def write(case: Case, folder: Path) -> None:
    """The case's files, and the county's roster unless the mail has its own."""
    folder.mkdir(parents=True, exist_ok=True)
    keys = case.roster if case.roster is not None else list(dict.fromkeys([*case.values, *case.rows]))
    if keys:
        rows = [["乡镇", "村", "名册序号"], *([*key.split("/"), i] for i, key in enumerate(keys, 1))]
        workbook({"名册": rows}).save(folder / "00 名册.xlsx")
    case.build(folder)


def differences(case: Case, root: Path) -> list[str]:
    """Where what is read below `root`/data is not what the case expects; nothing if all is."""
    with case.meanwhile(root / "data"):
        books = read_books(root / "data", root, case.passwords)
    intake = read_all(books.sheets, {SCHEME: case.tables}, "2022", case.options)[SCHEME]
    problems = [*books.problems, *intake.problems]
    return [
        *_faults(case.faults, problems),
        *_values(case, intake),
        *_rows(case, intake),
        *_lists(case, intake),
        *_telling(case, problems),
    ]


def _faults(expected: Sequence[Fault], problems: Sequence[Problem]) -> Iterator[str]:
    rest = list(problems)
    for fault in expected:
        found = next((problem for problem in rest if _fits(fault, problem)), None)
        if found:
            rest.remove(found)
        else:
            yield f"not told: {fault}"
    for problem in rest:
        if problem.severity is not Severity.NOTE:
            yield f"told besides: {problem.code} {problem.place} {problem.message} [{problem.found}]"


def _fits(fault: Fault, problem: Problem) -> bool:
    place = str(problem.place)
    coded = problem.code in fault.codes.split("/") if fault.codes else problem.severity is not Severity.NOTE
    at = not fault.at or place == fault.at or place.endswith(("!" + fault.at, "/" + fault.at))
    text = "\n".join([problem.message, problem.found, problem.expected, problem.remedy])
    return coded and at and fault.says in text


def _values(case: Case, intake: Intake) -> Iterator[str]:
    keys = list(intake.tables.subjects.keys)
    for subject, expected in case.values.items():
        if subject not in keys:
            yield f"{subject} is nobody: {keys}"
            continue
        found = {
            name: show_at(column, keys.index(subject))
            for table in intake.tables.single.values()
            for name, column in table.columns.items()
        }
        yield from _differ(subject, expected, found)


def _rows(case: Case, intake: Intake) -> Iterator[str]:
    keys = list(intake.tables.subjects.keys)
    for subject, rows in case.rows.items():
        (table,) = intake.tables.many.values()
        found = table.rows_of(keys.index(subject)) if subject in keys else range(0)
        if len(found) != len(rows):
            yield f"{subject} has {len(found)} rows, not {len(rows)}"
            continue
        for i, expected in zip(found, rows, strict=True):
            yield from _differ(subject, expected, {name: show_at(column, i) for name, column in table.columns.items()})


def _differ(subject: str, expected: Shown, found: Shown) -> Iterator[str]:
    for name, value in expected.items():
        value = PENDING if value is None else value
        if found.get(name) != value:
            yield f"{subject}’s {name} is read as {found.get(name)}, not {value}"


def _lists(case: Case, intake: Intake) -> Iterator[str]:
    left_out = dict(intake.counts.left_out)
    if case.left_out is not None and left_out != dict(case.left_out):
        yield f"left out are {left_out}, not {dict(case.left_out)}"
    for name, expected, listed in (
        ("missing", case.missing, intake.missing),
        ("unknown", case.unknown, intake.unknown),
    ):
        titles = [one.title for one in listed]
        if expected is not None and titles != list(expected):
            yield f"{name} are {titles}, not {list(expected)}"


def _telling(case: Case, problems: Sequence[Problem]) -> Iterator[str]:
    for problem in problems:
        told = str(problem.as_dict())
        yield from (f"{problem.code} shows {secret}" for secret in case.secrets if secret in told)
        if told != told.encode("utf-8", "replace").decode():
            yield f"{problem.code} is told in signs that cannot be printed: {told!a}"
