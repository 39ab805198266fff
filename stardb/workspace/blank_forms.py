"""Blank workbooks for the townships: whose they are, what they ask for, and where they are put."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from stardb.dataclass import dataclass
from stardb.forms import Earlier, FormSource, file_names, find_recipients, plan_forms, write_form
from stardb.intake import Intake, Subjects, Tables, find_proposals, match_sheets, quoted, read_all, version_of
from stardb.problems import Place, Problem, ProblemsError, Severity, problem, unique
from stardb.quantity import Period, UnreadableText, read_period
from stardb.rulebook import Scheme, TableSpec
from stardb.workspace.folder.open_books import ProgressCallback, no_progress
from stardb.workspace.folder.open_ledger import open_ledger
from stardb.workspace.folder.settings import Workspace
from stardb.workspace.folder.stage_folders import find_stages
from stardb.workspace.inputs import Inputs, make_reading_options, read_inputs
from stardb.workspace.status.stage_names import list_all_stages
from stardb.workspace.storage.add_files import add_files
from stardb.workspace.storage.recovery import finish_or_undo_in, write_exclusively

_NOTHING_SENT = "W102"
"""No data of the period yet: when forms are made, that is as it should be."""


@dataclass(frozen=True)
class FormsOutcome:
    """The forms that were written: their folder, their names, and what there is to say."""

    folder: Path
    files: tuple[str, ...]
    problems: tuple[Problem, ...]


def make_forms(
    workspace: Workspace,
    folder: Path | None = None,
    overwrite: bool = False,
    with_roster: bool = False,
    progress: ProgressCallback = no_progress,
) -> FormsOutcome:
    """Write one workbook a township, and one for what the county fills in itself, to `folder` (else forms/<period>).

    The subjects are those of the period's roster; where its data holds none yet, of the latest earlier one, which is then
    sent along to be brought up to date, as it is if `with_roster`; where there is none at all a blank one is made if
    `with_roster`. Raises ProblemsError, and writes nothing, where there is
    nothing to write, a file is there already (unless `overwrite`), or one cannot be written.
    """
    target = folder or workspace.root / "forms" / workspace.period.name
    with write_exclusively(workspace.root, open_ledger(workspace)):
        if folder is not None:
            finish_or_undo_in(folder)
        return _make_forms(workspace, target, overwrite, with_roster, progress)


def _make_forms(
    workspace: Workspace, target: Path, overwrite: bool, with_roster: bool, progress: ProgressCallback
) -> FormsOutcome:
    found = read_inputs(workspace, progress)
    schemes = choose_schemes(found)
    unread = [
        *(p for p in found.books.problems if p.code != _NOTHING_SENT),
        *(p for item in found.loaded.values() for p in item.problems),
    ]
    faults = [p for p in unread if p.severity is Severity.ERROR]
    progress("找名册")
    sources, said = find_form_sources(found, schemes, with_roster)
    problems = unique([*faults, *said])
    books = _books(sources, workspace, progress)
    if not books:
        raise ProblemsError(problems or [_nothing(workspace)])
    add_files(target, books, overwrite)
    return FormsOutcome(target, tuple(books), problems)


def choose_schemes(found: Inputs) -> dict[str, Scheme]:
    """The schemes rated in the period or in a part of it: a year's forms hold its months and quarters."""
    within = {name: one for name, one in found.others.items() if found.workspace.period.contains(one.period)}
    there = {**found.schemes, **within}
    return {name: there[name] for name in found.workspace.settings.schemes if name in there}


def _books(sources: Sequence[FormSource], workspace: Workspace, progress: ProgressCallback) -> dict[str, bytes]:
    """File name -> workbook. What the county fills in itself is in one by its own name."""
    progress("做表")
    named = find_recipients(sources)
    files = file_names(one or workspace.settings.county for one in named)
    planned = {file: plan_forms(sources, one, workspace.period.name) for one, file in zip(named, files, strict=True)}
    return {f"{file}.xlsx": write_form(sheets, workspace.period.name) for file, sheets in planned.items() if sheets}


def find_form_sources(
    found: Inputs, schemes: dict[str, Scheme], with_roster: bool
) -> tuple[list[FormSource], list[Problem]]:
    """Each scheme with the subjects its forms are for; a problem for each that has none, or only earlier ones.

    with_roster: a scheme that nobody is known of has its blank roster made.
    """
    sources: dict[str, FormSource] = {}
    earlier: dict[str, dict[str, Earlier]] = {name: {} for name in schemes}
    problems: list[Problem] = []
    for period, intakes in _periods(found, schemes):
        own = period == found.workspace.period
        for name, scheme in schemes.items():
            if name not in intakes:
                continue
            earlier[name] = _find_carried_tables(scheme, intakes[name], period) | earlier[name]
            if name not in sources and len(intakes[name].tables.subjects):
                settled = own and not with_roster
                version = version_of(scheme.text)
                sources[name] = FormSource(
                    name, version, scheme, intakes[name].tables, settled, period.name, earlier[name]
                )
                problems += [*([] if own else [_earlier(scheme, period)]), *_doubts(scheme, intakes[name])]
        if len(sources) == len(schemes) and (not own or not _lacks(schemes, earlier)):
            break
    sources = {name: replace(source, earlier=earlier[name]) for name, source in sources.items()}
    for name, scheme in schemes.items():
        if name not in sources and with_roster:
            sources[name] = FormSource(
                name, version_of(scheme.text), scheme, Tables(Subjects((), (), ())), settled=False
            )
            problems.append(_blank(scheme, found.workspace))
        elif name not in sources:
            problems.append(_nobody(scheme, name, found))
    return [sources[name] for name in schemes if name in sources], problems


def _find_carried_tables(scheme: Scheme, intake: Intake, period: Period) -> dict[str, Earlier]:
    """The tables of a period that have something to be carried over."""
    tables = {**intake.tables.single, **intake.tables.many}
    return {
        name: Earlier(period.name, intake.tables)
        for name, spec in _carrying(scheme)
        if name in tables and (tables[name].source >= 0).any()
    }


def _carrying(scheme: Scheme) -> Iterator[tuple[str, TableSpec]]:
    """The tables, but the roster, that say that something of them is carried over."""
    for name, spec in scheme.filled_in.items():
        if spec is not scheme.roster and (spec.carry or any(column.carry for column in spec.columns.values())):
            yield name, spec


def _lacks(schemes: dict[str, Scheme], earlier: dict[str, dict[str, Earlier]]) -> bool:
    """Whether a table to be carried over has not been found yet."""
    return any(table not in earlier[name] for name, scheme in schemes.items() for table, _ in _carrying(scheme))


def _periods(found: Inputs, schemes: dict[str, Scheme]) -> Iterator[tuple[Period, dict[str, Intake]]]:
    """The period and what its workbooks hold, then every earlier one that has any, the latest first."""
    workspace = found.workspace
    others = {name: scheme.filled_in for name, scheme in schemes.items() if name in found.others}
    options = make_reading_options(workspace, schemes.values(), found.books)
    read = read_all(found.books.sheets, others, workspace.year, options, found.matches) if found.books.sheets else {}
    yield workspace.period, {**found.intakes, **read}
    for period in _earlier_periods(workspace):
        books = read_inputs(replace(workspace, period=period)).books
        filled_in = {name: scheme.filled_in for name, scheme in schemes.items()}
        if books.sheets:
            stages = find_stages(
                [book.file for book in books.books],
                replace(workspace, period=period).list_folders(),
                list_all_stages(workspace, schemes.values()),
            )
            yield (
                period,
                read_all(books.sheets, filled_in, str(period.year), replace(workspace.reading_options, stages=stages)),
            )


def _earlier_periods(workspace: Workspace) -> list[Period]:
    """The years (and terms) before the workspace's period that have a folder of data, or one of a part of them; the latest first."""
    folders = (workspace.root / "data").iterdir() if (workspace.root / "data").is_dir() else ()
    periods = set()
    for path in folders:
        with suppress(UnreadableText):
            period = read_period(path.name)
            periods |= {period.parent or period} if path.is_dir() else set()
    return sorted((period for period in periods if period.last < workspace.period.first), reverse=True)


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


def _earlier(scheme: Scheme, period: Period) -> Problem:
    message = f"“{scheme.title}”用的是{period.title}的名册，也放在表里，供核对更新。"
    return problem("W505", message, Place(scheme.file), found=period.name)


def _blank(scheme: Scheme, workspace: Workspace) -> Problem:
    title = next(iter(scheme.tables))
    message = f"还没有“{scheme.title}”的名册，做了一份空白的“{title}”。"
    remedy = f"填好后放进 {workspace.data_folder}/，再做别的表。"
    return problem("W520", message, Place(scheme.file), found=title, remedy=remedy)


def _nobody(scheme: Scheme, name: str, found: Inputs) -> Problem:
    """No roster: with the sheets that come near to one, and what they lack of it."""
    workspace, title = found.workspace, next(iter(scheme.tables))
    needed = "、".join(
        column for column, spec in scheme.roster.columns.items() if spec.required or column in scheme.roster.key
    )
    lacking: dict[Place, list[str]] = {}
    matches = match_sheets(found.books.sheets, {name: scheme.filled_in}, workspace.year, workspace.reading_options)
    for one in (one for one in find_proposals(matches) if one.table == title and one.code != "D114"):
        lacking.setdefault(Place(one.place.file, one.place.sheet), []).append(one.column)
    place = next(iter(lacking), Place(scheme.file))
    near = (
        f"；{place}像是它，缺少{'、'.join(filter(None, map(quoted, lacking[place])))}"
        if any(lacking.get(place, ()))
        else ""
    )
    message = f"没有找到“{scheme.title}”的名册“{title}”，没有做它的表{near}。"
    remedy = (
        f"名册要有这些栏：{needed}；有的放进 {workspace.data_folder}/，栏名不同的用 stardb map 确认；"
        "还没有的，加 --roster 做一份空白的。"
    )
    return problem("W501", message, place, found="、".join(lacking.get(place, ())), expected=title, remedy=remedy)


def _nothing(workspace: Workspace) -> Problem:
    message = f"{workspace.period.title}的名册已经齐了，办法又没有别的表要填。"
    return problem("W501", message, remedy="名册还要乡镇核对的，加 --roster。")
