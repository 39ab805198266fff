"""`stardb verify`: the ledger, the archives, the result files, and the closed results computed again from the archives."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from stardb.dataclass import dataclass
from stardb.files import FileFault, read_bytes
from stardb.ledger import KeptRun, Ledger
from stardb.problems import Place, Problem, ProblemsError, Severity, problem, unique
from stardb.quantity import Period
from stardb.workspace.closing.archive_file import LARGEST, Archive, load_archive
from stardb.workspace.closing.archive_manifest import list_other_versions
from stardb.workspace.closing.archived_levels import RECORDS, read_archived_record, record_path
from stardb.workspace.closing.closings import ARCHIVES, Closing, find_closing, group_hash, list_closings, list_reopened
from stardb.workspace.closing.record_files import write_record_file
from stardb.workspace.closing.rescore import ChangedResult, report_changed, rescore
from stardb.workspace.folder.open_books import Ask, ProgressCallback, no_progress
from stardb.workspace.folder.open_ledger import open_ledger
from stardb.workspace.folder.settings import Workspace

_CANNOT = frozenset({"W301", "W302", "W303", "W327", "W332"})
"""What keeps something from being verified."""


@dataclass(frozen=True)
class VerifiedArchive:
    """What verifying one archive came to.

    is_rescored: whether its results could be computed again. versions: what is of another version now than then.
    """

    archive: str
    period: str
    title: str
    files: int
    subjects: int
    results: int
    is_rescored: bool
    changed: tuple[ChangedResult, ...]
    versions: tuple[str, ...]


@dataclass(frozen=True)
class VerifyOutcome:
    """What `verify` came to. events: how many the ledger has, None where none was looked at. head: the hash of the newest."""

    archives: tuple[VerifiedArchive, ...]
    problems: tuple[Problem, ...]
    events: int | None = None
    head: str = ""

    @property
    def head_groups(self) -> str:
        """The head as it was filed on paper: eight groups of eight."""
        return group_hash(self.head)

    @property
    def exit_status(self) -> int:
        """0 where all is as it was, 1 where something differs, 2 where something could not be verified."""
        if any(one.code in _CANNOT for one in self.problems):
            return 2
        return int(any(one.severity is Severity.ERROR for one in self.problems))


def verify_archive(path: Path, progress: ProgressCallback = no_progress, ask: Ask | None = None) -> VerifyOutcome:
    """Verify an archive by itself: its files against its manifest, its results by computing them again.

    Raises ProblemsError (W327) where nothing can be made of it.
    """
    progress("读归档")
    archive = load_archive(path, path.name)
    verified, problems = _verify(archive, progress, ask)
    return VerifyOutcome((verified,), unique(problems))


def verify_closings(
    workspace: Workspace, just_this: bool = True, progress: ProgressCallback = no_progress, ask: Ask | None = None
) -> VerifyOutcome:
    """Verify the ledger, and the closing of the workspace's period or (not `just_this`) every closing that holds.

    Of each: its archive, the result files, the evidence, and its results computed again. Raises ProblemsError (W332) where
    the period is not closed, W3.. where the ledger cannot be read at all.
    """
    ledger = open_ledger(workspace)
    progress("核验台账")
    problems = ledger.verify()
    try:
        closings, reopened = list_closings(ledger), list_reopened(ledger)
        runs = {one.hash: one for one in ledger.list_kept_runs()}
        events, head = len(runs) + len(ledger.list_events()), ledger.head()
    except ProblemsError as error:  # of a chain that is broken nothing else is believed
        return VerifyOutcome((), unique([*problems, *error.problems]))
    if just_this:
        closings = [_find(closings, workspace.period)]
        reopened = [one for one in reopened if one.period == closings[0].period]
    problems += _compare_reopened(workspace.root, reopened)
    verified = []
    for closing in closings:
        name = f"{ARCHIVES}/{closing.archive}"
        progress(f"读归档 {closing.period.title}")
        try:
            archive = load_archive(workspace.root / ARCHIVES / closing.archive, name)
        except ProblemsError as error:
            problems += error.problems
            continue
        problems += _verify_closing(workspace, ledger, closing, archive, runs)
        one, found = _verify(archive, progress, ask)
        verified.append(one)
        problems += found
    return VerifyOutcome(tuple(verified), unique(problems), events, head)


def _compare_reopened(root: Path, reopened: Sequence[Closing]) -> list[Problem]:
    """The archives of closings that were taken back: they are kept as they were."""
    problems = []
    for one in reopened:
        name = f"{ARCHIVES}/{one.archive}"
        if how := _tell_otherwise(root / name, one.sha256):
            problems.append(problem("W328", f"重开以前的归档 {name} {how}", Place(name), found=how))
    return problems


def _find(closings: Sequence[Closing], period: Period) -> Closing:
    closing = find_closing(closings, period)
    if closing is None:
        remedy = f"先运行 stardb close {period.name}。"
        raise ProblemsError([problem("W332", f"{period.title}没有结转，没有可核验的归档", remedy=remedy)])
    return closing


def _verify(archive: Archive, progress: ProgressCallback, ask: Ask | None) -> tuple[VerifiedArchive, list[Problem]]:
    """An archive's files against its manifest; where they are as they were, its results computed again."""
    manifest, problems = archive.manifest, [*archive.faults]
    versions = tuple(list_other_versions(manifest))
    subjects = results = 0
    changed: tuple[ChangedResult, ...] = ()
    is_rescored = not problems
    if not problems:
        again = rescore(archive, lambda what, done=0, total=0: progress(f"重算 {what}", done, total), ask)
        subjects, results, changed = again.subjects, again.results, again.changed
        problems += report_changed(archive, again, versions)
        if versions:
            message = f"归档 {archive.name} 结转时的版本与现在不同：{'、'.join(versions)}"
            problems.append(problem("W331", message, Place(archive.name), found="、".join(versions)))
    title = manifest.closed_period.title
    return (
        VerifiedArchive(
            archive.name,
            manifest.period,
            title,
            len(archive.files),
            subjects,
            results,
            is_rescored,
            changed,
            versions,
        ),
        problems,
    )


def _verify_closing(
    workspace: Workspace, ledger: Ledger, closing: Closing, archive: Archive, runs: dict[str, KeptRun]
) -> list[Problem]:
    """An archive against what the ledger says of its closing, and the folders against the archive."""
    problems = []
    if archive.digest != closing.sha256 and not archive.faults:
        message = f"归档 {archive.name} 不是结转时的那一个"
        problems.append(problem("W328", message, Place(archive.name), found=archive.digest, expected=closing.sha256))
    problems += _compare_records(ledger, closing, archive, runs)
    problems += _compare_folder(workspace.root, archive.manifest.files, "results/", "W329", "结果文件")
    problems += _compare_folder(workspace.root, archive.manifest.evidence, "evidence/", "W335", "佐证材料")
    return problems


def _compare_records(ledger: Ledger, closing: Closing, archive: Archive, runs: dict[str, KeptRun]) -> list[Problem]:
    """The results in the archive against those of the runs that the ledger's closing names."""
    problems = []
    archived = {(run.scheme, run.period): run for run in archive.manifest.runs}
    for one in closing.runs:
        kept, run = runs.get(one.hash), archived.get((one.scheme, one.period))
        path = record_path(RECORDS, run) if run is not None else ""
        if kept is None or run is None or run.hash != one.hash:
            is_alike = False
        elif path in archive.files and not any(fault.place.sheet == path for fault in archive.faults):
            is_alike = _read_kept(ledger, kept) == write_record_file(read_archived_record(archive, path))
        else:
            continue  # told already
        if not is_alike:
            message = f"归档 {archive.name} 里 {one.scheme} {one.period} 的结果，与台账里结转的那次运行对不上"
            problems.append(problem("W334", message, Place(archive.name, path)))
    return problems


def _read_kept(ledger: Ledger, kept: KeptRun) -> bytes:
    """A run's results as an archive has them; b"" where the ledger's are not believed, which is told of the ledger itself."""
    try:
        return write_record_file(ledger.read_record(kept))
    except ProblemsError:
        return b""


def _compare_folder(root: Path, digests: Mapping[str, str], above: str, code: str, what: str) -> list[Problem]:
    """The files of a folder against their digests; what people added is none of it."""
    problems = []
    for path in sorted(name for name in digests if name.startswith(above)):
        if how := _tell_otherwise(root / path, digests[path]):
            problems.append(problem(code, f"{what} {path} {how}", Place(path), found=how))
    return problems


def _tell_otherwise(path: Path, digest: str) -> str:
    """How a file is not the one of a digest; "" where it is."""
    try:
        return "" if hashlib.sha256(read_bytes(path, LARGEST)).hexdigest() == digest else "与结转时的不一样"
    except FileFault as fault:
        return fault.reason if os.path.lexists(path) else "不见了"
