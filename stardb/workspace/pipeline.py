"""The one way through: rule files and workbooks in; appraisals, result files and the ledger out."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace

from stardb.books import Books
from stardb.dataclass import dataclass
from stardb.intake import (
    Grouping,
    Intake,
    ReadingOptions,
    SheetMatches,
    match_sheets,
    missing_groups,
    read_all,
    report_unmatched,
    version_of,
)
from stardb.interrupts import Interrupted, after, finish_first
from stardb.ledger import Ledger, LedgerEntry
from stardb.problems import Place, Problem, ProblemsError, Severity, problem, unique
from stardb.returning import CorrectedBooks
from stardb.rulebook import LoadedScheme, Scheme, TableSpec, load_scheme
from stardb.scoring import Appraisal, fill_borrowed_tables, find_borrowing_faults, order_schemes, score
from stardb.workspace.earlier_periods import find_history_gap, find_outdated, find_respelled, find_vanished
from stardb.workspace.folder.data_folders import find_folder, find_misnamed_folders
from stardb.workspace.folder.open_books import Ask, ProgressCallback, no_progress, open_books
from stardb.workspace.folder.open_ledger import open_ledger
from stardb.workspace.folder.rule_versions import find_version_in_force
from stardb.workspace.folder.settings import FILE, Workspace
from stardb.workspace.headers_file.headers import check_headers, check_sheets, known_columns
from stardb.workspace.missing_holidays import find_missing_holidays
from stardb.workspace.period_data import find_schemes_without_data, report_no_data
from stardb.workspace.resent import Specs, match_resent
from stardb.workspace.result_files import ResultFile, ResultFiles, make_result_files
from stardb.workspace.storage.atomic_write import stage_results
from stardb.workspace.storage.recovery import write_exclusively

DONE = "结果已经写好"


@dataclass(frozen=True)
class Inputs:
    """What `check` finds: every scheme that is rated in the period loaded, its tables read, and all problems.

    shared: the problems that belong to no one scheme (files that cannot be read, sheets that fit no table). matches: which
    tables the sheets are. others: the schemes not rated in the period, whose tables the sheets may be. without_data: the
    schemes of which nothing came in for the period. grouping:
    which township each problem is the business of; all those here say it.
    """

    workspace: Workspace
    loaded: dict[str, LoadedScheme]
    intakes: dict[str, Intake]
    books: Books
    shared: tuple[Problem, ...]
    matches: SheetMatches
    others: Mapping[str, Scheme] = field(default_factory=dict)
    without_data: tuple[str, ...] = ()
    grouping: Grouping = field(default_factory=Grouping)

    @property
    def schemes(self) -> dict[str, Scheme]:
        """The schemes that could be loaded."""
        return {name: item.scheme for name, item in self.loaded.items() if item.scheme is not None}

    @property
    def filled_in(self) -> dict[str, Mapping[str, TableSpec]]:
        """The tables of each that are filled in, those of the schemes that are not rated in the period among them."""
        return {name: scheme.filled_in for name, scheme in {**self.schemes, **self.others}.items()}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, each once."""
        return unique([p for name in self.loaded for p in self.concerning(name)] or self.shared)

    def concerning(self, scheme: str) -> tuple[Problem, ...]:
        """What a scheme's reports should list: its rule file's problems, its tables', and the shared ones."""
        read = self.intakes[scheme].problems if scheme in self.intakes else ()
        return unique([*self.loaded[scheme].problems, *read, *self.shared])


@dataclass(frozen=True)
class Outcome:
    """What `run` came to: the appraisals made, all problems, and the files written (relative to the workspace).

    checked: the problems that are found without scoring, too.
    """

    workspace: Workspace
    appraisals: dict[str, Appraisal]
    problems: tuple[Problem, ...]
    files: tuple[str, ...] = field(default_factory=tuple)
    intakes: dict[str, Intake] = field(default_factory=dict)
    townships: tuple[str, ...] = ()
    checked: frozenset[Problem] = frozenset()


def read_inputs(
    workspace: Workspace,
    progress: ProgressCallback = no_progress,
    ask: Ask | None = None,
    books: Books | None = None,
) -> Inputs:
    """Load the schemes and read the period's workbooks. Never raises for what is wrong in them: that is in `problems`.

    ask: called for the password of a file that none of the workspace's opens. books: the files, where they are read already.
    """
    progress("读规则")
    loaded, others = load_schemes(workspace), load_other_schemes(workspace)
    schemes = {name: item.scheme for name, item in loaded.items() if item.scheme is not None}
    there = {name: item.scheme for name, item in others.items() if item.scheme is not None}
    rated_in = {name: scheme.filled_in for name, scheme in schemes.items()}
    filled_in = {**rated_in, **{name: scheme.filled_in for name, scheme in there.items()}}
    settled, shared = _books(workspace, progress, ask, filled_in.values(), books)
    read = settled.books
    progress("认表")
    reading_options = make_reading_options(workspace, schemes.values(), read)
    versions = {name: version_of(scheme.text) for name, scheme in {**schemes, **there}.items()}
    reading_options = replace(reading_options, versions=versions)
    matches = match_sheets(read.sheets, filled_in, workspace.year, reading_options)
    intakes = read_all(read.sheets, rated_in, workspace.year, reading_options, matches) if read.sheets else {}
    shared += [
        _nobody(workspace, scheme) for name, scheme in schemes.items() if name in intakes and _is_empty(intakes[name])
    ]
    without_data = find_schemes_without_data(workspace, schemes, matches, intakes, reading_options)
    shared += [report_no_data(schemes[name], [workspace.period]) for name in without_data]
    shared += [] if loaded else [_none_rated(workspace)]
    shared += find_misnamed_folders(workspace.root, workspace.period, workspace.has_parts())
    shared += missing_groups(schemes, intakes)
    shared += find_missing_holidays(workspace, schemes.values())
    shared += settled.report_unmended(p for intake in intakes.values() for p in intake.problems)
    if len(filled_in) == len(loaded) + len(others):
        shared += report_unmatched(matches)
        shared += check_headers(workspace.headers, known_columns([*schemes.values(), *there.values()]))
        shared += check_sheets(workspace.headers, [(sheet.file, sheet.name) for sheet in read.sheets])
    grouping = Grouping(tuple(intakes.values()))
    intakes = {name: replace(item, problems=grouping.attribute(item.problems)) for name, item in intakes.items()}
    return Inputs(workspace, loaded, intakes, read, grouping.attribute(shared), matches, there, without_data, grouping)


def make_reading_options(workspace: Workspace, schemes: Iterable[Scheme], books: Books) -> ReadingOptions:
    """How the workspace reads the workbooks of its period."""
    folders = workspace.list_folders()
    found = {book.file: find_folder(book.file, folders) for book in books.books}
    return replace(
        workspace.reading_options,
        rated=max((scheme.as_of for scheme in schemes), default=None),
        period=workspace.period,
        folders={file: folder.period for file, folder in found.items() if folder is not None},
    )


def _is_empty(intake: Intake) -> bool:
    """Whether there is nobody to rate, and nothing has been said of it."""
    return not len(intake.tables.subjects) and all(p.severity is not Severity.ERROR for p in intake.problems)


def _nobody(workspace: Workspace, scheme: Scheme) -> Problem:
    roster = next(iter(scheme.tables))
    return problem(
        "D118",
        f"“{roster}”里一行也没有，没有要考核的对象",
        Place(workspace.data_folder),
        expected=f"“{roster}”每个对象一行",
    )


def load_schemes(workspace: Workspace) -> dict[str, LoadedScheme]:
    """The schemes that are rated in the period, as far as they can be loaded, and what is wrong with their rule files."""
    loaded = {name: _load(workspace, name) for name in workspace.list_rated_schemes()}
    schemes = {name: item.scheme for name, item in loaded.items() if item.scheme is not None}
    faults = find_borrowing_faults(schemes, all_there=len(schemes) == len(loaded))
    return {name: replace(item, problems=(*item.problems, *faults.get(name, ()))) for name, item in loaded.items()}


def load_other_schemes(workspace: Workspace) -> dict[str, LoadedScheme]:
    """The schemes that are not rated in the period, as they stand in the period of theirs that is near."""
    rated = workspace.list_rated_schemes()
    others = (name for name in workspace.settings.schemes if name not in rated)
    return {name: _load(replace(workspace, period=workspace.find_related_period(name)), name) for name in others}


def _none_rated(workspace: Workspace) -> Problem:
    message = f"没有哪一部办法是按{workspace.period.title}这样的时期评的"
    expected = "；".join(
        f"{name}：{'、'.join(kind.value for kind in workspace.find_frequencies(name))}"
        for name in workspace.settings.schemes
    )
    return problem("W224", message, Place(FILE), found=workspace.period.name, expected=expected)


def _load(workspace: Workspace, name: str) -> LoadedScheme:
    day = workspace.find_day(name) or workspace.period.last
    file, unclear = find_version_in_force(workspace.root, name, day)
    if name in workspace.missing or unclear:
        return LoadedScheme(file, None, tuple(fault for fault in (workspace.missing.get(name), unclear) if fault))
    return load_scheme(workspace.root / file, file, workspace.period, workspace.find_day(name))


def _books(
    workspace: Workspace, progress: ProgressCallback, ask: Ask | None, specs: Iterable[Specs], books: Books | None
) -> tuple[CorrectedBooks, list[Problem]]:
    folder, folders = workspace.data_folder, workspace.list_folders()
    if not folders:
        there = (workspace.root / folder).exists()
        message = f"“{folder}”不是文件夹" if there else f"没有“{folder}”这个文件夹"
        absent = problem("W102", message, Place(folder), found="一个文件" if there else "没有", expected=folder)
        return CorrectedBooks(Books()), [absent]
    opened = open_books(workspace, progress, ask) if books is None else books
    settled = match_resent(workspace, opened, specs)
    if not settled.books.sheets and not settled.books.problems:
        return settled, [problem("W102", f"“{folder}”里没有工作簿", Place(folder), expected=".xlsx 等工作簿")]
    return settled, [*settled.books.problems]


def appraise(
    found: Inputs, progress: ProgressCallback = no_progress
) -> tuple[dict[str, Appraisal], tuple[Problem, ...]]:
    """Score every scheme that could be loaded and has subjects. Raises ProblemsError where the ledger cannot be read."""
    workspace, problems = found.workspace, [*found.problems]
    made: dict[str, Appraisal] = {}
    progress("计星")
    ledger = open_ledger(workspace)
    schemes = found.schemes
    order, rings = order_schemes(schemes)
    problems += rings
    for name in order:
        scheme, intake = schemes[name], found.intakes.get(name)
        if intake is None or not len(intake.tables.subjects) or name in found.without_data:
            continue
        history = ledger.history(name, scheme, workspace.period.name, str(workspace.settings.first_period or ""))
        gap = find_history_gap(scheme, history, workspace)
        if gap is not None:
            problems.append(gap)
            continue
        doubtful, unlike = find_respelled(scheme, intake.tables, history, ledger.keys(scheme))
        problems += [*unlike, *find_vanished(scheme, intake.tables, history)]
        history = replace(history, doubtful=doubtful, began=workspace.first_year)
        tables, unfit = fill_borrowed_tables(
            scheme, intake.tables, {made[other].scheme.title: made[other] for other in made},
            [other.title for other in schemes.values()],
        )  # fmt: skip
        problems += unfit
        made[name] = score(scheme, tables, history, workspace.settings.read_calendar())
    return {name: made[name] for name in found.loaded if name in made}, unique(found.grouping.attribute(problems))


def run(
    workspace: Workspace, progress: ProgressCallback = no_progress, ask: Ask | None = None, details: bool = False
) -> Outcome:
    """The whole trip: read, score, render, keep. Raises ProblemsError, with every problem, where nothing can be produced.

    details: write 得分明细 however long it is.

    Result files and ledger are changed together, after everything has been rendered; or not at all. Only one may
    write to a workspace at a time.
    """
    ledger, is_done = open_ledger(workspace), False
    try:
        with write_exclusively(workspace.root, ledger):
            outcome = _run(workspace, ledger, progress, ask, details)
            is_done = True
    except KeyboardInterrupt as error:
        if is_done:  # stopped while the lock was let go
            raise Interrupted(DONE) from error
        raise
    return outcome


def _run(workspace: Workspace, ledger: Ledger, progress: ProgressCallback, ask: Ask | None, details: bool) -> Outcome:
    found = read_inputs(workspace, progress, ask)
    made, problems = appraise(found, progress)
    if not made:
        raise ProblemsError(problems)
    problems = unique([*problems, *_without_result(found, made)])
    entries = _entries(found, made)
    problems = unique([*problems, *find_outdated(ledger, entries)])
    progress("出表")
    rendered = _render(found, made, problems, details)
    files, problems = rendered.files, unique([*problems, *rendered.problems])
    failed = [name for name in found.loaded if name not in made]
    keep_and_place(workspace, ledger, entries, files, failed)
    with after(DONE):
        where = f"results/{workspace.period.name}"
        written = tuple(f"{where}/{name}" for name in sorted(files))
        checked = frozenset(found.problems)
        return Outcome(workspace, made, problems, written, found.intakes, found.grouping.order, checked)


def keep_and_place(
    workspace: Workspace,
    ledger: Ledger,
    entries: Sequence[LedgerEntry],
    files: Mapping[str, ResultFile],
    failed: Sequence[str],
) -> None:
    """Keep a run in the ledger and put its files into place: both, or neither, wherever this is stopped.

    First all is written aside and noted, then the ledger is committed, then the files are moved, then the run counts. Where
    the note is still there at the next start, it is finished from the commit on, and taken back before it.
    """
    contents = {path: file.content for path, file in files.items()}
    owners = {path: file.owner for path, file in files.items()}
    with stage_results(workspace.results, contents, owners, failed) as stage, finish_first(DONE):
        runs = ledger.keep(entries, stage.announce)
        stage.place()
        try:
            ledger.place(runs)
        except ProblemsError:
            stage.undo()
            raise
        stage.finish()


def _render(found: Inputs, made: dict[str, Appraisal], problems: Sequence[Problem], details: bool) -> ResultFiles:
    """Every result file, each scheme's with the problems that concern it, also those found after reading."""
    later = set(problems) - set(found.problems)
    concerning = {
        name: unique([*found.concerning(name), *(p for p in later if p.place.file == appraisal.scheme.file)])
        for name, appraisal in made.items()
    }
    try:
        return make_result_files(found.workspace, made, concerning, found.intakes, details)
    except ProblemsError as error:
        raise ProblemsError(unique([*problems, *error.problems])) from error


def _without_result(found: Inputs, made: dict[str, Appraisal]) -> list[Problem]:
    """A problem for every scheme that comes away without a result while others have one."""
    failed = [name for name in found.loaded if name not in made and name not in found.without_data]
    return [
        problem(
            "W206",
            f"“{_title(found.loaded[name], name)}”没有计星；结果文件夹里如有它的文件，还是上一次的",
            Place(found.loaded[name].file),
        )
        for name in failed
    ]


def _title(loaded: LoadedScheme, name: str) -> str:
    return loaded.scheme.title if loaded.scheme is not None else name


def _entries(found: Inputs, made: dict[str, Appraisal]) -> list[LedgerEntry]:
    data = hashlib.sha256()
    for book in found.books.books:
        data.update(book.file.encode() + b"\0" + bytes.fromhex(book.digest))
    return [LedgerEntry(name, appraisal, data.hexdigest()) for name, appraisal in made.items()]
