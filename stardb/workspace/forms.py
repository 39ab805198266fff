"""Blank workbooks for the townships: whose they are, what they ask for, and where they are put."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from stardb.forms import Source, file_names, plan, townships, write
from stardb.intake import Intake, read_all
from stardb.intake.stamps import version_of
from stardb.problems import Place, Problem, ProblemsError, Severity, problem, unique
from stardb.rulebook import Scheme
from stardb.workspace.adding import add_files
from stardb.workspace.opening import Progress, quiet
from stardb.workspace.settings import Workspace, period_fault
from stardb.workspace.trip import Read, read

_NOTHING_SENT = "W102"
"""No data of the period yet: when forms are made, that is as it should be."""


@dataclass(frozen=True)
class Forms:
    """The forms that were written: their folder, their names, and what there is to say."""

    folder: Path
    files: tuple[str, ...]
    problems: tuple[Problem, ...]


def make_forms(
    workspace: Workspace,
    folder: Path | None = None,
    overwrite: bool = False,
    with_roster: bool = False,
    progress: Progress = quiet,
) -> Forms:
    """Write one workbook a township to `folder` (else forms/<period>) for the schemes of the workspace's period.

    The subjects are those of the period's roster; where its data holds none yet, of the latest earlier one, which is then
    sent along to be brought up to date, as it is if `with_roster`. Raises ProblemsError, and writes nothing, where there is
    nothing to write, a file is there already (unless `overwrite`), or one cannot be written.
    """
    found = read(workspace, progress)
    schemes = {name: item.scheme for name, item in found.loaded.items() if item.scheme is not None}
    unread = [
        *(p for p in found.books.problems if p.code != _NOTHING_SENT),
        *(p for item in found.loaded.values() for p in item.problems),
    ]
    faults = [p for p in unread if p.severity is Severity.ERROR]
    progress("找名册")
    sources, said = _sources(found, schemes, with_roster)
    problems = unique([*faults, *said])
    target = folder or workspace.root / "forms" / workspace.period
    books = _books(sources, workspace, progress)
    if not books:
        raise ProblemsError(problems or [_nothing(workspace)])
    add_files(target, books, overwrite)
    return Forms(target, tuple(books), problems)


def _books(sources: Sequence[Source], workspace: Workspace, progress: Progress) -> dict[str, bytes]:
    """File name -> workbook. A county whose schemes know no townships has one, by its own name."""
    progress("做表")
    named = townships(sources)
    files = file_names(township or workspace.settings.county for township in named)
    planned = {file: plan(sources, township, workspace.period) for township, file in zip(named, files, strict=True)}
    return {f"{file}.xlsx": write(sheets, workspace.period) for file, sheets in planned.items() if sheets}


def _sources(found: Read, schemes: dict[str, Scheme], with_roster: bool) -> tuple[list[Source], list[Problem]]:
    """Each scheme with the subjects its forms are for; a problem for each that has none, or only earlier ones."""
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for period, intakes in _periods(found, schemes):
        own = period == found.workspace.period
        for name, scheme in schemes.items():
            if name not in sources and name in intakes and len(intakes[name].tables.subjects):
                version = version_of(scheme.text)
                sources[name] = Source(name, version, scheme, intakes[name].tables, own and not with_roster)
                problems += [*([] if own else [_earlier(scheme, period)]), *_doubts(scheme, intakes[name])]
        if len(sources) == len(schemes):
            break
    problems += [_nobody(scheme) for name, scheme in schemes.items() if name not in sources]
    return [sources[name] for name in schemes if name in sources], problems


def _periods(found: Read, schemes: dict[str, Scheme]) -> Iterator[tuple[str, dict[str, Intake]]]:
    """The period and what its workbooks hold, then every earlier one, the latest first."""
    workspace = found.workspace
    yield workspace.period, found.intakes
    folders = (workspace.root / "data").iterdir() if (workspace.root / "data").is_dir() else ()
    names = (path.name for path in folders if path.is_dir() and not period_fault(path.name))
    for period in sorted((name for name in names if name < workspace.period), reverse=True):
        books = read(replace(workspace, period=period)).books
        filled_in = {name: scheme.filled_in for name, scheme in schemes.items()}
        yield period, read_all(books.sheets, filled_in, period[:4], workspace.practice) if books.sheets else {}


def _doubts(scheme: Scheme, intake: Intake) -> list[Problem]:
    """What is wrong with the roster itself, and who in it belongs to no township."""
    title, roster = next(iter(intake.tables.single.items()))
    sheets = {(source.file, source.sheet) for source in roster.sources}
    problems = [
        p
        for p in intake.problems
        if p.severity is not Severity.NOTE
        and (p.place.file, p.place.sheet) in sheets
        and p.expected not in scheme.tables  # else it is of a row missing in another table
    ]
    lost = [i for i, group in enumerate(intake.tables.subjects.groups) if scheme.roster.group and not group]
    if lost:
        place = roster.place(lost[0], scheme.roster.group) or Place(scheme.file)
        message = f"“{title}”里有{len(lost)}个{scheme.subject}没有写{scheme.roster.group}，没有做他们的表。"
        problems.append(problem("W502", message, place, found=f"{len(lost)}个"))
    return problems


def _earlier(scheme: Scheme, period: str) -> Problem:
    message = f"“{scheme.title}”用的是{period}年度的名册，也放在表里，供核对更新。"
    return problem("W505", message, Place(scheme.file), found=period)


def _nobody(scheme: Scheme) -> Problem:
    title = next(iter(scheme.tables))
    message = f"没有找到“{scheme.title}”的名册“{title}”，没有做它的表。"
    return problem("W501", message, Place(scheme.file), expected=title)


def _nothing(workspace: Workspace) -> Problem:
    message = f"{workspace.period}年度的名册已经齐了，办法又没有别的表要填。"
    return problem("W501", message, remedy="名册还要乡镇核对的，加 --roster。")
