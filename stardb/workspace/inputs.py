"""What a period is rated from: its schemes loaded, its workbooks read, and all that is wrong with both."""

from collections.abc import Iterable, Mapping
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
from stardb.problems import Place, Problem, Severity, problem, unique
from stardb.quantity import Frequency, find_period
from stardb.returning import CorrectedBooks
from stardb.rulebook import LoadedScheme, Scheme, TableSpec, load_scheme
from stardb.scoring import find_borrowing_faults
from stardb.workspace.decision_books.read_decisions import DecisionBooks, read_decisions
from stardb.workspace.evidence.evidence_index import EvidenceIndex, find_evidence
from stardb.workspace.folder.data_folders import find_folder, find_misnamed_folders
from stardb.workspace.folder.open_books import Ask, ProgressCallback, no_progress, open_books
from stardb.workspace.folder.rule_versions import find_day_in_force, find_version_in_force, is_in_force
from stardb.workspace.folder.settings import FILE, Workspace
from stardb.workspace.folder.stage_folders import find_misnamed_stages, find_stages
from stardb.workspace.headers_file.headers import check_headers, check_sheets, known_columns
from stardb.workspace.missing_holidays import find_missing_holidays
from stardb.workspace.periods.period_data import find_schemes_without_data, report_no_data
from stardb.workspace.resent import Specs, match_resent
from stardb.workspace.status.stage_names import find_unnamed_stages, list_all_stages


@dataclass(frozen=True)
class Inputs:
    """What `check` finds: every scheme that is rated in the period loaded, its tables read, and all problems.

    shared: the problems that belong to no one scheme (files that cannot be read, sheets that fit no table). matches: which
    tables the sheets are. others: the schemes not rated or not in force in the period, whose tables the sheets may be. without_data: the
    schemes of which nothing came in for the period. grouping:
    which township each problem is the business of; all those here say it. decided: what was decided for the period.
    evidence: what was laid down for it.
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
    decided: DecisionBooks = field(default_factory=DecisionBooks)
    evidence: EvidenceIndex = field(default_factory=EvidenceIndex)

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
        """What a scheme's reports should list: its rule file's problems, its tables', and the shared ones but other schemes' own."""
        read = self.intakes[scheme].problems if scheme in self.intakes else ()
        others = {item.file for name, item in self.loaded.items() if name != scheme}
        shared = [one for one in self.shared if one.place.file not in others]
        return unique([*self.loaded[scheme].problems, *read, *shared])


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
    there |= _load_not_in_force(workspace, loaded)
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
    shared += workspace.successions.problems
    shared += find_misnamed_folders(workspace.root, workspace.period, workspace.has_parts())
    shared += find_misnamed_stages(workspace.list_folders(), workspace.settings.stages)
    shared += find_unnamed_stages(workspace, loaded)
    shared += missing_groups(schemes, intakes)
    shared += find_missing_holidays(workspace, schemes.values())
    shared += settled.report_unmended(p for intake in intakes.values() for p in intake.problems)
    if len(filled_in) == len(loaded) + len(others):
        shared += report_unmatched(matches)
        shared += check_headers(workspace.headers, known_columns([*schemes.values(), *there.values()]))
        shared += check_sheets(workspace.headers, [(sheet.file, sheet.name) for sheet in read.sheets])
    decided = read_decisions(workspace, loaded, intakes, read.sheets)
    shared += decided.problems
    evidence = find_evidence(workspace, schemes, intakes)
    shared += evidence.problems
    grouping = Grouping(tuple(intakes.values()))
    intakes = {
        name: replace(item, problems=grouping.attribute(_tell(item.problems, name in without_data)))
        for name, item in intakes.items()
    }
    shared_by_group = grouping.attribute(shared)
    return Inputs(
        workspace, loaded, intakes, read, shared_by_group, matches, there, without_data, grouping, decided, evidence
    )


_ABSENT = ("D145", "D146", "D147", "D148")
"""What is said of who sent nothing: of a scheme without any data it is said once, for all."""


def _tell(problems: Iterable[Problem], is_without_data: bool) -> list[Problem]:
    return [one for one in problems if not (is_without_data and one.code in _ABSENT)]


def make_reading_options(workspace: Workspace, schemes: Iterable[Scheme], books: Books) -> ReadingOptions:
    """How the workspace reads the workbooks of its period."""
    schemes = [*schemes]
    folders = workspace.list_folders()
    found = {book.file: find_folder(book.file, folders) for book in books.books}
    return replace(
        workspace.reading_options,
        rated=max((scheme.as_of for scheme in schemes), default=None),
        period=workspace.period,
        folders={file: folder.period for file, folder in found.items() if folder is not None},
        stages=find_stages(found, folders, list_all_stages(workspace, schemes)),
        stage_names=tuple(workspace.settings.stages),
    )


def _is_empty(intake: Intake) -> bool:
    """Whether there is nobody to rate, and nothing has been said of it: what is wrong elsewhere than in the roster does not say it."""
    if len(intake.tables.subjects):
        return False
    roster = next(iter(intake.tables.single.values()), None)
    sheets = {(source.file, source.sheet) for source in roster.sources} if roster is not None else set()
    errors = (p for p in intake.problems if p.severity is Severity.ERROR)
    return not any(not p.place.file or not sheets or (p.place.file, p.place.sheet) in sheets for p in errors)


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


def _load_not_in_force(workspace: Workspace, loaded: Mapping[str, LoadedScheme]) -> dict[str, Scheme]:
    """The schemes that are not in force in the period, as on the nearest day on which they are: sheets may be theirs."""
    found: dict[str, Scheme] = {}
    period = workspace.period
    for name in (name for name, item in loaded.items() if item.scheme is None):
        day = find_day_in_force(workspace.root, name, period.last)
        if day is not None and not is_in_force(workspace.root, name, period.first, period.last):
            there = replace(workspace, period=find_period(day, Frequency.YEAR))
            item = _load(replace(there, period=there.find_related_period(name)), name)
            found |= {name: item.scheme} if item.scheme is not None else {}
    return found


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
