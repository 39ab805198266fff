"""The one way through: rule files and workbooks in; appraisals, result files and the ledger out."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from stardb.books import Books
from stardb.dataclass import dataclass
from stardb.intake import Intake
from stardb.interrupts import Interrupted, after, finish_first
from stardb.ledger import Ledger, LedgerEntry
from stardb.problems import Place, Problem, ProblemsError, Severity, problem, unique
from stardb.rendering import CORRECTIONS, write_corrections_book
from stardb.scoring import (
    Appraisal,
    add_evidence_table,
    describe_decision,
    fill_borrowed_tables,
    find_place_problems,
    full_name,
    order_schemes,
    score,
)
from stardb.workspace.changes.run_changes import RunChanges, find_run_changes, name_earlier
from stardb.workspace.closing.closed_decisions import CORRECTIONS_BLOB, split_decisions
from stardb.workspace.closing.closings import refuse_frozen
from stardb.workspace.earlier_periods import (
    LevelSource,
    find_ended,
    find_history_gaps,
    find_outdated,
    find_respelled,
    find_unsettled,
    find_vanished,
    read_history,
)
from stardb.workspace.evidence.evidence_files import list_files
from stardb.workspace.evidence.missing_evidence import find_missing_evidence
from stardb.workspace.folder.open_books import Ask, ProgressCallback, no_progress
from stardb.workspace.folder.open_ledger import open_ledger
from stardb.workspace.folder.settings import Workspace
from stardb.workspace.inputs import Inputs, read_inputs
from stardb.workspace.result_files import ResultFile, ResultFiles, make_result_files
from stardb.workspace.results_index import SUMMARY, SystemSummary, make_front_page, merge_summaries, write_summaries
from stardb.workspace.rule_files.tested_rules import find_untested
from stardb.workspace.storage.atomic_write import stage_results
from stardb.workspace.storage.recovery import write_exclusively
from stardb.workspace.summary import summarise_system

if TYPE_CHECKING:
    from stardb.workspace.closing.corrections import Corrections

DONE = "结果已经写好"
DECISIONS_BLOB = "decisions"
"""The name under which the ledger keeps the decisions that held in a run."""


@dataclass(frozen=True)
class Outcome:
    """What `run` came to: the appraisals made, all problems, and the files written (relative to the workspace).

    checked: the problems that are found without scoring, too. failed: each scheme without a result -> its title, and why.
    changes: what each scheme's run says otherwise than earlier ones.
    """

    workspace: Workspace
    appraisals: dict[str, Appraisal]
    problems: tuple[Problem, ...]
    files: tuple[str, ...] = field(default_factory=tuple)
    intakes: dict[str, Intake] = field(default_factory=dict)
    townships: tuple[str, ...] = ()
    checked: frozenset[Problem] = frozenset()
    failed: dict[str, tuple[str, str]] = field(default_factory=dict)
    changes: dict[str, RunChanges] = field(default_factory=dict)


def appraise(
    found: Inputs, progress: ProgressCallback = no_progress, earlier: LevelSource | None = None
) -> tuple[dict[str, Appraisal], tuple[Problem, ...]]:
    """Score every scheme that could be loaded and has subjects. Raises ProblemsError where the ledger cannot be read.

    earlier: where the results of earlier periods come from; the workspace's ledger where not given.
    """
    workspace, problems = found.workspace, [*found.problems]
    made: dict[str, Appraisal] = {}
    progress("计星")
    ledger = earlier or open_ledger(workspace)
    schemes = found.schemes
    order, rings = order_schemes(schemes)
    problems += rings
    for name in order:
        scheme, intake = schemes[name], found.intakes.get(name)
        if intake is None or not len(intake.tables.subjects) or name in found.without_data:
            continue
        history = read_history(ledger, name, scheme, workspace)
        gaps = find_history_gaps(scheme, history)
        problems += [gap.problem for gap in gaps]
        if any(gap.is_blocking for gap in gaps):
            continue
        keys = ledger.keys(scheme)
        doubtful, unlike = find_respelled(scheme, intake.tables, history, keys)
        problems += [*unlike, *find_vanished(scheme, intake.tables, history, keys)]
        problems += [*find_unsettled(scheme, intake.tables, history, keys), *find_ended(scheme, intake.tables, keys)]
        history = replace(history, doubtful=doubtful)
        tables, unfit = fill_borrowed_tables(
            scheme, intake.tables, {made[other].scheme.title: made[other] for other in made},
            [other.title for other in schemes.values()],
        )  # fmt: skip
        problems += unfit
        tables = add_evidence_table(scheme, tables, found.evidence.of_scheme(name, intake))
        own, _ = split_decisions(found.decided.decisions, workspace.period)
        decisions = [one for one in own if one.scheme == name]
        made[name] = score(scheme, tables, history, workspace.settings.read_calendar(), decisions)
        problems += [*find_place_problems(made[name]), *made[name].decisions.problems]
        problems += find_missing_evidence(made[name])
    return {name: made[name] for name in found.loaded if name in made}, unique(found.grouping.attribute(problems))


def run(
    workspace: Workspace,
    progress: ProgressCallback = no_progress,
    ask: Ask | None = None,
    details: bool = False,
    books: Books | None = None,
) -> Outcome:
    """The whole trip: read, score, render, keep. Raises ProblemsError, with every problem, where nothing can be produced.

    details: write 得分明细 however long it is. books: the period's workbooks, where they are read already.

    Result files and ledger are changed together, after everything has been rendered; or not at all. Only one may
    write to a workspace at a time.
    """
    ledger, is_done = open_ledger(workspace), False
    try:
        with write_exclusively(workspace.root, ledger):
            outcome = _run(workspace, ledger, progress, ask, details, books)
            is_done = True
    except KeyboardInterrupt as error:
        if is_done:  # stopped while the lock was let go
            raise Interrupted(DONE) from error
        raise
    return outcome


def _run(
    workspace: Workspace,
    ledger: Ledger,
    progress: ProgressCallback,
    ask: Ask | None,
    details: bool,
    books: Books | None,
) -> Outcome:
    refuse_frozen(ledger, workspace.period, "运行")
    found = read_inputs(workspace, progress, ask, books)
    made, problems = appraise(found, progress)
    if not made:
        raise ProblemsError(problems)
    failed = {name: explain_failure(found, name, problems) for name in found.loaded if name not in made}
    problems = unique([*problems, *_without_result(found, failed), *_report_untested(found, made)])
    changes = find_run_changes(found, ledger, made)
    entries = make_entries(found, made, changes)
    corrected = _correct(found, ledger, progress, ask)
    entries = [_add_corrections(one, corrected) for one in entries]
    problems = unique([*problems, *(corrected.problems if corrected else ())])
    problems = unique([*problems, *find_outdated(ledger, entries)])
    progress("出表")
    rendered = _render(found, made, problems, details, changes)
    files, problems = rendered.files, unique([*problems, *rendered.problems])
    summaries = merge_summaries(workspace.results, _summarise(made, files), failed)
    files = {**files, SUMMARY: ResultFile(write_summaries(summaries))}
    if corrected and corrected.rows:
        book = write_corrections_book(corrected.rows, workspace.period)
        files[f"{CORRECTIONS}.xlsx"] = ResultFile(book)
    keep_and_place(workspace, ledger, entries, files, [*failed], make_front_page(workspace, summaries))
    with after(DONE):
        where = f"results/{workspace.period.name}"
        written = tuple(f"{where}/{name}" for name in sorted(files) if name != SUMMARY)
        checked = frozenset(found.problems)
        townships = found.grouping.order
        return Outcome(workspace, made, problems, written, found.intakes, townships, checked, failed, changes)


def _report_untested(found: Inputs, made: Mapping[str, Appraisal]) -> list[Problem]:
    """A problem for each scheme rated by rules that their worked cases have not been held against."""
    return find_untested(found.workspace.root, [appraisal.scheme.file for appraisal in made.values()])


def _correct(found: Inputs, ledger: Ledger, progress: ProgressCallback, ask: Ask | None) -> "Corrections | None":
    """What the period's decisions on closed periods come to; None where there are none."""
    _, closed = split_decisions(found.decided.decisions, found.workspace.period)
    if not closed:
        return None
    from stardb.workspace.closing.corrections import make_corrections  # it stands on this file

    return make_corrections(found.workspace, ledger, closed, progress, ask)


def _add_corrections(entry: LedgerEntry, corrected: "Corrections | None") -> LedgerEntry:
    """What is kept of a scheme's run, with what it corrected of closed periods."""
    blob = corrected.blobs.get(entry.scheme) if corrected else None
    return entry if blob is None else replace(entry, blobs={**entry.blobs, CORRECTIONS_BLOB: blob})


def keep_and_place(
    workspace: Workspace,
    ledger: Ledger,
    entries: Sequence[LedgerEntry],
    files: Mapping[str, ResultFile],
    failed: Sequence[str],
    beside: Mapping[str, bytes] | None = None,
) -> None:
    """Keep a run in the ledger and put its files into place: both, or neither, wherever this is stopped.

    beside: the files of the front page. First all is written aside and noted, then the ledger is committed, then the files are moved, then the run counts. Where
    the note is still there at the next start, it is finished from the commit on, and taken back before it.
    """
    contents = {path: file.content for path, file in files.items()}
    owners = {path: file.owner for path, file in files.items()}
    with stage_results(workspace.results, contents, owners, failed, beside) as stage, finish_first(DONE):
        runs = ledger.keep(entries, stage.announce)
        stage.place()
        try:
            ledger.place(runs)
        except ProblemsError:
            stage.undo()
            raise
        stage.finish()


def _render(
    found: Inputs,
    made: dict[str, Appraisal],
    problems: Sequence[Problem],
    details: bool,
    changes: Mapping[str, RunChanges],
) -> ResultFiles:
    """Every result file, each scheme's with the problems that concern it, also those found after reading."""
    later = set(problems) - set(found.problems)
    concerning = {
        name: unique([*found.concerning(name), *(one for one in later if _is_about(one, appraisal))])
        for name, appraisal in made.items()
    }
    try:
        earlier = {name: name_earlier(one, found.workspace.period) for name, one in changes.items()}
        objections = found.decided.objections
        return make_result_files(found.workspace, made, concerning, found.intakes, details, objections, earlier)
    except ProblemsError as error:
        raise ProblemsError(unique([*problems, *error.problems])) from error


def _is_about(one: Problem, appraisal: Appraisal) -> bool:
    """Whether a problem found in scoring is of a scheme: at its rule file, or at a decision on its results."""
    decided = {(other.code, other.place) for other in appraisal.decisions.problems}
    return one.place.file == appraisal.scheme.file or (one.code, one.place) in decided


def _without_result(found: Inputs, failed: Mapping[str, tuple[str, str]]) -> list[Problem]:
    """A problem for every scheme that comes away without a result while others have one. failed: their titles, and why."""
    return [
        problem(
            "W206",
            f"“{title}”没有评出（{why.rstrip('。')}）；结果文件夹里如有它的文件，还是上一次的",
            Place(found.loaded[name].file),
        )
        for name, (title, why) in failed.items()
        if name not in found.without_data
    ]


def _summarise(made: Mapping[str, Appraisal], files: Mapping[str, ResultFile]) -> dict[str, SystemSummary]:
    """What each scheme came to, for the front page."""
    books: dict[str, str] = {}
    for path, file in files.items():
        if path.endswith(".xlsx") and len(path) < len(books.get(file.owner, path + " ")):
            books[file.owner] = path  # the 底稿 has a longer name
    return {name: summarise_system(appraisal, f"{name}/index.html", books[name]) for name, appraisal in made.items()}


def explain_failure(found: Inputs, name: str, problems: Sequence[Problem]) -> tuple[str, str]:
    """The title of a scheme without a result, and the first of what keeps it from one."""
    loaded = found.loaded[name]
    mine = [*found.concerning(name), *(one for one in problems if one.place.file == loaded.file)]
    grave = [one for one in mine if one.severity is Severity.ERROR] or [one for one in mine if one.code == "W220"]
    scheme = loaded.scheme or found.others.get(name)  # one that is not in force has a title, too
    return scheme.title if scheme is not None else name, (grave or mine)[0].message if mine else ""


def make_entries(
    found: Inputs, made: Mapping[str, Appraisal], changes: Mapping[str, RunChanges] | None = None
) -> list[LedgerEntry]:
    """What is kept of a run. changes: with what is kept to tell later runs from it; None where it is only looked at."""
    data = digest_inputs(found.workspace, found.books, found.decided.books)
    blobs = {name: one.blobs for name, one in (changes or {}).items()}
    return [
        LedgerEntry(name, appraisal, data, {**blobs.get(name, {}), **_list_blobs(appraisal)})
        for name, appraisal in made.items()
    ]


def _list_blobs(appraisal: Appraisal) -> dict[str, bytes]:
    """What is kept with a run, beside its rules: the decisions that held, where there are any."""
    applied = appraisal.decisions.applied
    if not applied:
        return {}
    told = [{**describe_decision(one), "subject": _name_subject(appraisal, one.subject)} for one in applied]
    return {DECISIONS_BLOB: json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()}


def _name_subject(appraisal: Appraisal, i: int) -> str:
    """A subject by township and name, and by its key, masked, where even that is somebody else's."""
    return " ".join(part for part in (appraisal.subjects.groups[i], full_name(appraisal, i)) if part)


def digest_inputs(workspace: Workspace, books: Books, decided: Books) -> str:
    """What tells the inputs of one run from those of another, beside its rules: the workbooks, those of decisions among them, and how they are read."""
    data = hashlib.sha256()
    for book in (*books.books, *decided.books):
        data.update(book.file.encode() + b"\0" + bytes.fromhex(book.digest))
    for file in list_files(workspace.root, workspace.period).files:
        data.update(f"{file.path}\0{file.size}\0".encode())
    said = {"hidden_rows", "holidays", "workdays"} | ({"stages"} if workspace.settings.stages else set())
    settings = workspace.settings.model_dump_json(include=said)
    data.update(settings.encode() + b"\0" + workspace.headers.source.text.encode())
    until = workspace.period.last + timedelta(days=366)  # what comes later than any day the period may be rated on
    changes = [one.tell() for one in workspace.successions.rows if one.day <= until]
    data.update("".join(f"\0{one}" for one in changes).encode())
    return data.hexdigest()
