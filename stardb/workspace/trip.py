"""The one way through: rule files and workbooks in; appraisals, result files and the ledger out."""

import hashlib
import re
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stardb.intake import Intake, Sheet, read_sheets, read_tables, unmatched
from stardb.ledger import Entry, Ledger
from stardb.problems import Place, Problem, ProblemsError, problem
from stardb.rendering import Setting, render_pages, render_scheme_workbook
from stardb.rulebook import Loaded, Scheme, load_scheme
from stardb.scoring import Appraisal, History, score
from stardb.shipped import shipped
from stardb.workspace.placing import place_files
from stardb.workspace.settings import Workspace

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Read:
    """What `check` finds: every scheme loaded, its tables read, and all problems."""

    workspace: Workspace
    loaded: tuple[Loaded, ...]
    intakes: dict[str, Intake]
    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Outcome:
    """What `run` came to: the appraisals made, all problems, and the files written (relative to the workspace)."""

    workspace: Workspace
    appraisals: dict[str, Appraisal]
    problems: tuple[Problem, ...]
    files: tuple[str, ...] = field(default_factory=tuple)


def quiet(_: str) -> None:
    """Progress that says nothing."""


def read(workspace: Workspace, progress: Progress = quiet) -> Read:
    """Load the schemes and read the period's workbooks. Never raises for what is wrong in them: that is in `problems`."""
    names = workspace.settings.schemes
    progress("读规则")
    loaded = tuple(_load(workspace, name) for name in names)
    problems = [p for item in loaded for p in item.problems]
    progress("读工作簿")
    sheets, unread = _sheets(workspace)
    intakes: dict[str, Intake] = {}
    for name, item in zip(names, loaded, strict=True):
        if item.scheme is not None and sheets:
            intakes[name] = read_tables(sheets, item.scheme.tables)
            problems += intakes[name].problems
    schemes = [item.scheme for item in loaded if item.scheme is not None]
    stray = unmatched(sheets, [scheme.tables for scheme in schemes]) if len(schemes) == len(names) else []
    return Read(workspace, loaded, intakes, tuple(sheets), _unique([*problems, *unread, *stray]))


def _load(workspace: Workspace, name: str) -> Loaded:
    file = workspace.rule_file(name)
    if name in workspace.missing:
        return Loaded(file, None, (workspace.missing[name],))
    return load_scheme(workspace.root / file, file, workspace.as_of)


def _sheets(workspace: Workspace) -> tuple[list[Sheet], list[Problem]]:
    folder = f"data/{workspace.period}"
    if not workspace.data.is_dir():
        return [], [problem("W102", f"没有“{folder}”这个文件夹", Place(folder), found="没有", expected=folder)]
    sheets, problems = read_sheets(workspace.data, workspace.root)
    if not sheets and not problems:
        problems = [problem("W102", f"“{folder}”里没有工作簿", Place(folder), expected=".xlsx 等工作簿")]
    return sheets, problems


def _unique(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Each problem once (two schemes may read the same sheet), in the order of severity and place."""
    order = {"错误": 0, "警告": 1, "提示": 2}
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (order[p.severity.value], p.place, p.code, p.message)))


def appraise(found: Read, progress: Progress = quiet) -> tuple[dict[str, Appraisal], tuple[Problem, ...]]:
    """Score every scheme that could be loaded and has subjects. Raises ProblemsError where the ledger cannot be read."""
    workspace, made, problems = found.workspace, {}, list(found.problems)
    progress("计星")
    ledger = Ledger(workspace.ledger)
    try:
        for name, item in zip(workspace.settings.schemes, found.loaded, strict=True):
            intake = found.intakes.get(name)
            if item.scheme is None or intake is None or not len(intake.tables.subjects):
                continue
            history = ledger.history(name, workspace.as_of, workspace.period, workspace.settings.first_period)
            gap = _history_gap(item.scheme, history, workspace)
            if gap is not None:
                problems.append(gap)
                continue
            made[name] = score(item.scheme, intake.tables, history, workspace.period)
    finally:
        ledger.close()
    return made, _unique(problems)


def _history_gap(scheme: Scheme, history: History, workspace: Workspace) -> Problem | None:
    """The problem of a scheme that needs last year's results where the ledger has none, or only older ones."""
    last = history.past[-1] if history.past else None
    if not scheme.history or (last is None and workspace.first):
        return None
    if last is not None and workspace.as_of.year - last.as_of.year <= 1:
        return None
    found = f"最近的是{last.period}" if last else "以前一年也没有"
    message = f"“{scheme.title}”要用{workspace.period}的上一年度结果，台账里{found}"
    return problem("W201", message, Place(scheme.file), found=found, expected="上一年度的结果")


def run(workspace: Workspace, progress: Progress = quiet) -> Outcome:
    """The whole trip: read, score, render, keep. Raises ProblemsError, with every problem, where nothing can be produced.

    Result files and ledger are changed together, after everything has been rendered; or not at all.
    """
    found = read(workspace, progress)
    made, problems = appraise(found, progress)
    if not made:
        raise ProblemsError(problems)
    entries = _entries(found, made)
    ledger = Ledger(workspace.ledger)
    try:
        problems = _unique([*problems, *_outdated(ledger, entries)])
        progress("出表")
        files = _rendered(workspace, made, problems)
        place_files(workspace.results, files, lambda move: ledger.keep(entries, move))
    finally:
        ledger.close()
    where = f"results/{workspace.period}"
    return Outcome(workspace, made, problems, tuple(f"{where}/{name}" for name in sorted(files)))


def _outdated(ledger: Ledger, entries: Sequence[Entry]) -> list[Problem]:
    """A problem for every scheme whose later periods were reckoned from what this run changes."""
    found = []
    for entry in entries:
        later = "、".join(ledger.outdated(entry))
        if later:
            message = f"“{entry.appraisal.scheme.title}”的{later}年度是按改动前的结果算的，须重算"
            found.append(problem("W202", message, Place(entry.appraisal.scheme.file), found=later))
    return found


def _rendered(workspace: Workspace, made: dict[str, Appraisal], problems: tuple[Problem, ...]) -> dict[str, bytes]:
    """Every result file: one workbook a scheme, and the pages."""
    setting = Setting(workspace.settings.county, workspace.settings.department or workspace.settings.county)
    folders = [workspace.root / "reports", _folder(shipped("reports"))]
    files: dict[str, bytes] = {}
    faults: list[Problem] = []
    concerning = {name: _concerning(name, workspace, problems) for name in made}
    for name, appraisal in made.items():
        try:
            content = render_scheme_workbook(name, appraisal, concerning[name], setting, folders)
            files[_book_name(name, appraisal.scheme.title, files)] = content
        except ProblemsError as error:
            faults += error.problems
    try:
        pages = [(name, appraisal, concerning[name]) for name, appraisal in made.items()]
        files |= render_pages(pages, [folder / "pages" for folder in folders], setting)
    except ProblemsError as error:
        faults += error.problems
    if faults:
        raise ProblemsError(_unique([*problems, *faults]))
    return files


def _book_name(name: str, title: str, taken: Container[str]) -> str:
    """A workbook's file name: its scheme's title, without what no file name may hold; told apart by id where need be."""
    file = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", title).strip(" .") or name
    return f"{file}（{name}）.xlsx" if f"{file}.xlsx" in taken else f"{file}.xlsx"


def _concerning(name: str, workspace: Workspace, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems of one scheme's reports: all but those of other schemes' rule files."""
    others = {workspace.rule_file(other) for other in workspace.settings.schemes if other != name}
    return tuple(p for p in problems if p.place.file not in others)


def _folder(part: object) -> Path:
    return Path(str(part))


def _entries(found: Read, made: dict[str, Appraisal]) -> list[Entry]:
    data = hashlib.sha256()
    for file in sorted({sheet.file for sheet in found.sheets}):
        data.update(file.encode() + b"\0" + hashlib.sha256((found.workspace.root / file).read_bytes()).digest())
    return [
        Entry(name, appraisal, hashlib.sha256(appraisal.scheme.text.encode()).hexdigest(), data.hexdigest())
        for name, appraisal in made.items()
    ]
