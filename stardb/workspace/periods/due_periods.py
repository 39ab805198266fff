"""Which periods are to be rated: those of the schemes' kinds within the settings' period that have data."""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date

from stardb.books import Books
from stardb.dataclass import dataclass
from stardb.intake import match_sheets, read_all
from stardb.problems import Place, Problem, problem
from stardb.quantity import Period
from stardb.rulebook import Scheme
from stardb.workspace.folder.data_folders import choose_data_folders, find_folder, list_data_folders
from stardb.workspace.folder.open_books import Ask, ProgressCallback, no_progress, open_books
from stardb.workspace.folder.rated_kinds import is_partial
from stardb.workspace.folder.rule_versions import is_within, list_spans
from stardb.workspace.folder.settings import FILE, Workspace
from stardb.workspace.inputs import load_other_schemes, load_schemes, make_reading_options
from stardb.workspace.periods.period_data import has_data, report_no_data

Candidates = Mapping[str, Sequence[Period]]
"""Scheme -> the periods it may be rated for."""


@dataclass(frozen=True)
class RatedPeriods:
    """The periods that can be rated, in order, and what is told of others; the workbooks of all, where they had to be read.

    of_schemes: which of them are whose.
    """

    periods: tuple[Period, ...]
    problems: tuple[Problem, ...] = ()
    books: Books | None = None
    of_schemes: Mapping[str, Sequence[Period]] = field(default_factory=dict)

    def books_of(self, workspace: Workspace, period: Period) -> Books | None:
        """The workbooks that one of the periods is rated from."""
        if self.books is None:
            return None
        folders = list_data_folders(workspace.root)
        names = {folder.name for folder in choose_data_folders(folders, period)}

        def is_read(file: str) -> bool:
            folder = find_folder(file, folders)
            return folder is not None and folder.name in names

        books = tuple(book for book in self.books.books if is_read(book.file))
        return Books(books, tuple(one for one in self.books.problems if is_read(one.place.file)))


def find_rated_periods(
    workspace: Workspace,
    today: date | None = None,
    progress: ProgressCallback = no_progress,
    ask: Ask | None = None,
) -> RatedPeriods:
    """The periods within the workspace's own that have data.

    Where every scheme is rated for the workspace's period alone nothing is read: its run tells. today: what is not over by
    then is left out, but for what the settings name and what no longer period of the scheme holds; None takes all as over.
    """
    candidates = list_candidates(workspace)
    periods = {period for listed in candidates.values() for period in listed}
    if periods <= {workspace.period}:
        return RatedPeriods((workspace.period,), tuple(report_running(workspace.period, today)))
    books = open_books(workspace, progress, ask)
    having, problems = _find_data(workspace, candidates, books, today)
    held = {name: listed for name, listed in having.items() if listed}
    rated = {
        period
        for name, listed in held.items()
        for period in listed
        if _is_over(period, today) or period == workspace.period or not _has_larger(period, candidates[name])
    }
    for period in sorted({period for listed in held.values() for period in listed}):
        problems += report_running(period, today, period in rated)
    of_schemes = {name: [period for period in listed if period in rated] for name, listed in held.items()}
    return RatedPeriods(tuple(sorted(rated)), tuple(problems), books, of_schemes)


def list_candidates(workspace: Workspace) -> dict[str, list[Period]]:
    """Every scheme's periods within the workspace's, from the first that is rated on, in which its rules are in force."""
    first = workspace.settings.first_period
    found: dict[str, list[Period]] = {}
    for name in workspace.settings.schemes:
        inside = {period for kind in workspace.find_frequencies(name) for period in workspace.period.list_inside(kind)}
        if inside <= {workspace.period}:
            found[name] = sorted(inside)  # its run tells where no rules are in force
            continue
        spans = list_spans(workspace.root, name)
        found[name] = sorted(
            period
            for period in inside
            if (first is None or period.last >= first.first) and is_within(spans, period.first, period.last)
        )
    return found


def _has_larger(period: Period, others: Sequence[Period]) -> bool:
    return any(other.contains(period) and other != period for other in others)


def _is_over(period: Period, today: date | None) -> bool:
    return today is None or period.last < today


def _find_data(
    workspace: Workspace, candidates: Candidates, books: Books, today: date | None
) -> tuple[dict[str, list[Period]], list[Problem]]:
    """Those of each scheme's periods that have data, and a warning for each that lacks some that are over."""
    loaded = {**load_schemes(workspace), **load_other_schemes(workspace)}
    schemes: dict[str, Scheme] = {name: item.scheme for name, item in loaded.items() if item.scheme is not None}
    options = make_reading_options(workspace, schemes.values(), books)
    specs = {name: scheme.filled_in for name, scheme in schemes.items()}
    partial = {name: specs[name] for name in schemes if is_partial(workspace.find_frequencies(name))}
    matches = match_sheets(books.sheets, specs, workspace.year, options)
    intakes = read_all(books.sheets, partial, workspace.year, options, matches) if books.sheets else {}
    having: dict[str, list[Period]] = {}
    problems: list[Problem] = []
    for name, listed in candidates.items():
        if name not in partial:
            having[name] = [*listed]  # its run tells what is wrong
            continue
        scheme, intake = schemes[name], intakes.get(name)
        having[name] = [
            period for period in listed if intake and has_data(name, scheme, matches, intake, period, options)
        ]
        lacking = [period for period in listed if period not in having[name] and _is_over(period, today)]
        problems += [report_no_data(scheme, lacking)] if lacking else []
    return having, problems


def report_running(period: Period, today: date | None, is_rated: bool = True) -> list[Problem]:
    """A note (W222) where a period is not over yet."""
    if today is None or period.last < today:
        return []
    message = f"{period.title}还没有结束，{'评的是到现在为止的' if is_rated else '没有评'}"
    return [problem("W222", message, Place(FILE), found=str(today), expected=f"{period.last}以后")]


def at(workspace: Workspace, period: Period) -> Workspace:
    """The same workspace, for another period."""
    return replace(workspace, period=period)
