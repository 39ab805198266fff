"""A closed period computed again from its archive alone, and held against what it came to then."""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from stardb.dataclass import dataclass
from stardb.intake import mask
from stardb.ledger import HASHED
from stardb.problems import Place, Problem, Severity, problem
from stardb.quantity import Kind, Period, show
from stardb.scoring import DECIDED, RECORD, Appraisal
from stardb.workspace.closing.archive_contents import EVIDENCE, INPUTS
from stardb.workspace.closing.archive_file import Archive
from stardb.workspace.closing.archive_manifest import ArchivedRun
from stardb.workspace.closing.archived_levels import RECORDS, ArchivedLevels, read_archived_record, record_path
from stardb.workspace.folder.open_books import Ask, ProgressCallback, no_progress, open_books
from stardb.workspace.folder.settings import Workspace, open_workspace
from stardb.workspace.inputs import read_inputs
from stardb.workspace.periods.due_periods import RatedPeriods, at
from stardb.workspace.pipeline import appraise


@dataclass(frozen=True)
class ChangedResult:
    """A result that came out otherwise. subject: as people may see its key. before, after: as they read them."""

    scheme: str
    title: str
    period: str
    subject: str
    item: str
    before: str
    after: str

    def as_dict(self) -> dict[str, str]:
        """The same as JSON has it."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True)
class Rescored:
    """What scoring an archive again came to. results: how many results were compared."""

    subjects: int
    results: int
    changed: tuple[ChangedResult, ...]
    problems: tuple[Problem, ...] = ()


def rescore(archive: Archive, progress: ProgressCallback = no_progress, ask: Ask | None = None) -> Rescored:
    """Score an archive's periods from what is in it, in a folder of their own that is taken away again.

    Raises ProblemsError where that cannot be done.
    """
    with unpack_archive(archive) as (workspace, levels):
        rated = RatedPeriods(tuple(archive.manifest.list_periods()), books=open_books(workspace, progress, ask))
        return _compare_all(archive, workspace, rated, levels, progress, ask)


@contextmanager
def unpack_archive(archive: Archive) -> Iterator[tuple[Workspace, ArchivedLevels]]:
    """What an archive was rated from as a workspace of its own, and its earlier results; taken away at the end."""
    with TemporaryDirectory(prefix="stardb-") as folder:
        archive.unpack(Path(folder), *INPUTS)
        _lay_evidence(archive, Path(folder))
        workspace = open_workspace(Path(folder), archive.manifest.closed_period)
        yield workspace, ArchivedLevels(archive, workspace.successions.rows)


def _lay_evidence(archive: Archive, folder: Path) -> None:
    """Empty files in the place of the evidence, of which the names alone count in a rating."""
    for name in archive.manifest.evidence:
        path = PurePosixPath(name)
        if path.parts[0] == EVIDENCE and ".." not in path.parts:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).touch()


def _compare_all(
    archive: Archive,
    workspace: Workspace,
    rated: RatedPeriods,
    levels: ArchivedLevels,
    progress: ProgressCallback,
    ask: Ask | None,
) -> Rescored:
    changed, problems = list[ChangedResult](), list[Problem]()
    subjects = results = 0
    for period in rated.periods:
        found = read_inputs(at(workspace, period), progress, ask, rated.books_of(workspace, period))
        made, told = appraise(found, progress, levels)
        runs = {run.scheme: run for run in archive.manifest.runs if run.rated_period == period}
        for name, run in runs.items():
            before = read_archived_record(archive, record_path(RECORDS, run))
            subjects, results = subjects + before["key"].nunique(), results + len(before)
            if name not in made:
                problems += [_not_rated(archive, run, told)]
                continue
            changed += _compare(run, before, made[name], levels)
        problems += [_rated_too(archive, made[name], period) for name in made if name not in runs]
    return Rescored(subjects, results, tuple(changed), tuple(problems))


def _compare(
    run: ArchivedRun, before: pd.DataFrame, appraisal: Appraisal, levels: ArchivedLevels
) -> Iterator[ChangedResult]:
    """The results of one scheme that differ, in the order of subjects and items."""
    keys = levels.keys(appraisal.scheme)
    made = appraisal.record()
    after = made.assign(key=[keys.store_key(str(key)) for key in made["key"]])
    then, now = _index(before), _index(after)
    called = dict(zip(after["key"], made["key"], strict=True))
    for place in sorted({*then, *now}):
        if then.get(place) != now.get(place):
            key, item = place
            kind = appraisal.columns[item].kind if item in appraisal.columns else Kind.NUMBER
            yield ChangedResult(
                run.scheme,
                run.title,
                run.period,
                show_key(str(called.get(key, key))),
                item,
                _show(then.get(place), kind),
                _show(now.get(place), kind),
            )


def _index(record: pd.DataFrame) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Key and item -> state, numerator, denominator, word."""
    rows = record[RECORD].itertuples(index=False, name=None)
    return {(str(key), str(item)): tuple(map(str, rest)) for key, item, *rest in rows}


def _show(values: tuple[Any, ...] | None, kind: Kind) -> str:
    """A result as people read it."""
    if values is None:
        return "没有"
    state, top, bottom, word = values
    if state != DECIDED:
        return str(state)
    if word or kind in (Kind.CHOICE, Kind.TEXT):
        return str(word)
    value = Fraction(int(top), int(bottom))
    return show(kind, bool(value) if kind is Kind.BOOL else value)


def show_key(key: str) -> str:
    """A key as messages show it: no ID number, and no hash."""
    return "/".join("（证号不显示）" if part.startswith(HASHED) else mask(part) for part in key.split("/"))


def _not_rated(archive: Archive, run: ArchivedRun, told: tuple[Problem, ...]) -> Problem:
    why = next((one.message for one in told if one.severity is Severity.ERROR), "")
    message = f"“{run.title}”{run.rated_period.title}照归档重算没有结果{f'：{why}' if why else ''}"
    return problem("W330", message, Place(archive.name), found="没有")


def _rated_too(archive: Archive, appraisal: Appraisal, period: Period) -> Problem:
    message = f"“{appraisal.scheme.title}”{period.title}照归档重算有了结果，结转时没有"
    return problem("W330", message, Place(archive.name), expected="没有")


def report_changed(archive: Archive, rescored: Rescored, versions: tuple[str, ...] = ()) -> list[Problem]:
    """A problem for each result that came out otherwise. versions: what is of another version now."""
    found = [*rescored.problems]
    remedy = f"换回结转时的版本再核验：{'、'.join(versions)}。" if versions else ""
    for one in rescored.changed:
        period = next(run.rated_period for run in archive.manifest.runs if run.period == one.period)
        message = (
            f"“{one.title}”{period.title}，{one.subject}的{one.item}：结转时是{one.before}，照归档重算是{one.after}"
        )
        place = Place(archive.name, record_path(RECORDS, _find_run(archive, one)))
        found.append(problem("W330", message, place, found=one.after, expected=one.before, remedy=remedy))
    return found


def _find_run(archive: Archive, one: ChangedResult) -> ArchivedRun:
    return next(run for run in archive.manifest.runs if (run.scheme, run.period) == (one.scheme, one.period))
