"""`stardb close`: a period frozen, with all it was made from and all that came of it in one archive."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from stardb import __version__
from stardb.books import Books
from stardb.dataclass import dataclass
from stardb.ledger import KeptRun, Ledger
from stardb.problems import Place, ProblemsError, problem, unique
from stardb.quantity import Period
from stardb.scoring import Past
from stardb.workspace.closing.archive_contents import collect_inputs, collect_results, list_evidence
from stardb.workspace.closing.archive_file import Archive, make_archive
from stardb.workspace.closing.archive_manifest import ArchivedRun, ArchiveManifest, list_components
from stardb.workspace.closing.archived_levels import OPENING, RECORDS, record_path
from stardb.workspace.closing.closings import ARCHIVES, find_closing, group_hash, list_closings, refuse_frozen
from stardb.workspace.closing.keep_archive import choose_name, keep_archive
from stardb.workspace.closing.readiness import (
    OpenSubject,
    RatedNow,
    choose_left,
    find_hindrances,
    list_undecided,
    rate_now,
    report_undecided,
)
from stardb.workspace.closing.record_files import HIDDEN, write_hidden_keys, write_record_file
from stardb.workspace.closing.rescore import report_changed, rescore
from stardb.workspace.folder.open_books import Ask, ProgressCallback, no_progress
from stardb.workspace.folder.open_ledger import open_ledger
from stardb.workspace.folder.settings import Workspace
from stardb.workspace.storage.lock_file import this_process
from stardb.workspace.storage.recovery import write_exclusively


@dataclass(frozen=True)
class ClosedScheme:
    """One scheme's results as they were closed."""

    scheme: str
    title: str
    period: str
    subject: str
    subjects: int
    undecided: int


@dataclass(frozen=True)
class CloseOutcome:
    """What closing came to. head: the hash of the ledger's newest event. files: how many are in the archive, of `size` bytes."""

    period: Period
    periods: tuple[Period, ...]
    archive: str
    sha256: str
    size: int
    files: int
    head: str
    schemes: tuple[ClosedScheme, ...]
    left: tuple[str, ...] = field(default_factory=tuple)

    @property
    def head_groups(self) -> str:
        """The head as it is filed on paper: eight groups of eight."""
        return group_hash(self.head)


def close_period(
    workspace: Workspace,
    leave: Sequence[str] = (),
    because: str = "",
    progress: ProgressCallback = no_progress,
    ask: Ask | None = None,
) -> CloseOutcome:
    """Close the workspace's period and all within it.

    leave: who stays undecided, by their names; because: why. Raises ProblemsError, and changes nothing: W320 where it is
    closed already, W321–W324 where it may not be closed yet, W333 where the archive cannot be written or does not prove
    what is closed.
    """
    ledger = open_ledger(workspace)
    with write_exclusively(workspace.root, ledger):
        return _close(workspace, ledger, leave, because, progress, _ask_once(ask))


def _ask_once(ask: Ask | None) -> Ask | None:
    """The same, but nobody is asked twice for the password of one file."""
    given: dict[str, str] = {}

    def asked(file: str) -> str:
        if file not in given:
            given[file] = ask(file) if ask else ""
        return given[file]

    return asked if ask else None


def _close(
    workspace: Workspace,
    ledger: Ledger,
    leave: Sequence[str],
    because: str,
    progress: ProgressCallback,
    ask: Ask | None,
) -> CloseOutcome:
    period = workspace.period
    if find_closing(list_closings(ledger), period) is not None:
        refuse_frozen(ledger, period, "再结转")
    ready, books = rate_now(workspace, ledger, progress, ask)
    if not any(one.made for one in ready):
        raise ProblemsError([_nothing(period), *(found for one in ready for found in one.problems)])
    undecided = list_undecided(ready)
    left, faults = choose_left(ready, undecided, leave)
    faults += [*find_hindrances(workspace, ledger, ready), *report_undecided(ready, undecided, left)]
    if faults:
        raise ProblemsError(unique(faults))
    progress("归档")
    name = choose_name(workspace.root, period)
    archive, data = _build(workspace, ledger, ready, books, left, because, name)
    progress("核验归档")
    _prove(archive, progress, ask)
    content = _describe(archive, because)
    event = keep_archive(workspace.root, ledger, period, name, data, content)
    return CloseOutcome(
        period,
        tuple(one.period for one in ready),
        f"{ARCHIVES}/{name}",
        archive.digest,
        len(data),
        len(archive.files),
        event.hash,
        tuple(_count(ready, undecided)),
        tuple(dict.fromkeys(one.name for one in left)),
    )


def _nothing(period: Period) -> Any:
    message = f"{period.title}没有可以结转的结果"
    remedy = f"先运行 stardb run --period {period.name}。"
    return problem("W321", message, Place(f"results/{period.name}"), found="没有", remedy=remedy)


def _build(
    workspace: Workspace,
    ledger: Ledger,
    ready: Sequence[RatedNow],
    books: Books,
    left: Sequence[OpenSubject],
    because: str,
    name: str,
) -> tuple[Archive, bytes]:
    """The archive of what was rated, and its bytes."""
    periods = [one.period for one in ready]
    files = {**collect_inputs(workspace, periods, books), **collect_results(workspace, periods)}
    runs = []
    for one in ready:
        for kept in (one.kept[scheme] for scheme in one.made):
            runs.append(_archived(kept))
            files[record_path(RECORDS, runs[-1])] = write_record_file(ledger.read_record(kept))
    openings, levels = _collect_openings(workspace, ledger, ready)
    hidden = _list_hidden(ledger, ready)
    secret = next((kept.run.secret for one in ready for kept in one.kept.values() if kept.run.secret), "")
    manifest = ArchiveManifest(
        county=workspace.settings.county,
        period=workspace.period.name,
        periods=tuple(period.name for period in periods),
        program=__version__,
        components=list_components(),
        secret=secret,
        runs=tuple(runs),
        openings=tuple(openings),
        left=tuple(_list_left(ledger, ready, left)),
        because=because,
        evidence=list_evidence(workspace, periods),
    )
    return make_archive(f"{ARCHIVES}/{name}", manifest, {**files, **levels, HIDDEN: write_hidden_keys(hidden)})


def _archived(kept: KeptRun, is_read: bool = False) -> ArchivedRun:
    run = kept.run
    return ArchivedRun(run.scheme, run.title, run.period, run.as_of, kept.hash, is_read)


def _collect_openings(
    workspace: Workspace, ledger: Ledger, ready: Sequence[RatedNow]
) -> tuple[list[ArchivedRun], dict[str, bytes]]:
    """The runs of earlier periods that were at hand, and the results of those that were read."""
    there = {(one.run.scheme, one.run.rated_period): one for one in ledger.list_kept_runs() if one.is_current}
    pasts: dict[tuple[str, Period], Past] = {}
    read: set[tuple[str, Period]] = set()
    for one in ready:
        for name, appraisal in one.made.items():
            history, scheme = appraisal.history, appraisal.scheme
            pasts |= {(name, past.period): past for past in history.past}
            names = scheme.list_history(one.period.kind)
            read |= {(name, period) for period in history.list_periods_read(names, one.period)}
    openings, files = [], {}
    for name, period in sorted(pasts):
        if not workspace.period.contains(period):
            is_read = (name, period) in read
            openings.append(_archived(there[name, period], is_read))
            record = pasts[name, period].record
            files[record_path(OPENING, openings[-1])] = write_record_file(record if is_read else record[:0])
    return openings, files


def _list_hidden(ledger: Ledger, ready: Sequence[RatedNow]) -> dict[str, str]:
    """The private parts of the keys of all who were rated, and the hashes in their place in the ledger."""
    found: dict[str, str] = {}
    for one in ready:
        for appraisal in one.made.values():
            found |= ledger.keys(appraisal.scheme).list_hidden(appraisal.subjects.keys)
    return found


def _list_left(ledger: Ledger, ready: Sequence[RatedNow], left: Sequence[OpenSubject]) -> list[str]:
    """Who is left undecided, as the ledger calls them."""
    made: Mapping[tuple[Period, str], Any] = {
        (one.period, name): appraisal for one in ready for name, appraisal in one.made.items()
    }
    keys = {ledger.keys(made[one.period, one.scheme].scheme).store_key(one.key) for one in left}
    return sorted(keys)


def _prove(archive: Archive, progress: ProgressCallback, ask: Ask | None) -> None:
    """Raise ProblemsError (W333, W330) where the archive alone does not come to the same results."""
    again = rescore(archive, progress, ask)
    faults = report_changed(archive, again)
    if faults:
        message = "照归档重算，结果与台账里的不同；没有结转"
        raise ProblemsError([problem("W333", message, Place(archive.name)), *faults])


def _describe(archive: Archive, because: str) -> dict[str, Any]:
    """What the ledger keeps of the closing."""
    manifest, by = archive.manifest, this_process()
    return {
        "archive": os.path.basename(archive.name),
        "sha256": archive.digest,
        "by": f"{by.machine} 上的 {by.user}",
        "runs": [[run.scheme, run.period, run.hash] for run in manifest.runs],
        "read": [[run.scheme, run.period, run.hash] for run in manifest.openings if run.is_read],
        "left": [*manifest.left],
        "because": because,
    }


def _count(ready: Sequence[RatedNow], undecided: Sequence[OpenSubject]) -> list[ClosedScheme]:
    found = []
    for one in ready:
        for name, appraisal in one.made.items():
            waiting = sum((two.period, two.scheme) == (one.period, name) for two in undecided)
            scheme = appraisal.scheme
            found.append(
                ClosedScheme(name, scheme.title, one.period.title, scheme.subject, len(appraisal.subjects), waiting)
            )
    return found
