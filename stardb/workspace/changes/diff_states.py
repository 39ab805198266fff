"""`stardb diff`: two kept runs, two periods, two rule files on the same data, or two data folders."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field, replace
from pathlib import Path

from stardb.comparison import Changes, RatedState
from stardb.dataclass import dataclass
from stardb.ledger import Ledger
from stardb.problems import Place, Problem, ProblemsError, Severity, problem, unique
from stardb.quantity import Period
from stardb.rulebook import CASES, Scheme
from stardb.workspace.changes.kept_states import make_kept_state, read_kept_state
from stardb.workspace.changes.named_runs import NamedRun, find_named_run
from stardb.workspace.changes.run_changes import compare_with
from stardb.workspace.folder.data_folders import DATA, list_data_folders
from stardb.workspace.folder.open_books import ProgressCallback, no_progress
from stardb.workspace.folder.open_ledger import open_ledger
from stardb.workspace.folder.settings import Workspace, open_workspace
from stardb.workspace.inputs import load_schemes, read_inputs
from stardb.workspace.pipeline import appraise


@dataclass(frozen=True, eq=False)
class DiffOutcome:
    """What `stardb diff` found. before, after: what the two sides are called. changes: by the rule file's name.

    problems: why a scheme could not be compared, or what is wrong on a side that was rated for it.
    """

    before: str
    after: str
    changes: Mapping[str, Changes]
    problems: tuple[Problem, ...] = ()

    @property
    def exit_status(self) -> int:
        """0 where nothing differs, 1 where something does."""
        return int(any(not one.is_same for one in self.changes.values()))


@dataclass(frozen=True, eq=False)
class _Side:
    """One side: its states by the rule file's name, the schemes where they were loaded, and what stood in the way."""

    title: str
    states: Mapping[str, RatedState]
    schemes: Mapping[str, Scheme] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def compare_runs(workspace: Workspace, before: NamedRun, after: NamedRun | None, scheme: str = "") -> DiffOutcome:
    """Two kept runs; or (`after` None) a kept run and what would come out now. scheme: only one.

    Raises ProblemsError where there is nothing to compare.
    """
    ledger = open_ledger(workspace)
    now = None if after is not None else _rate(replace(workspace, period=before.period), ledger)
    first = _read_side(ledger, before, now.states if now is not None else {})
    second = now or _read_side(ledger, after or before, first.states)
    return _compare(ledger, workspace, first, second, scheme)


def compare_folders(
    workspace: Workspace,
    rules: Path | None = None,
    data: Path | None = None,
    scheme: str = "",
    progress: ProgressCallback = no_progress,
) -> DiffOutcome:
    """The workspace's period as it would come out now, and as it would by other rules or from other workbooks.

    rules: a folder of rule files, or one, that stand in the place of those of the same schemes. data: a folder of workbooks, or one with a
    folder for each period. Nothing is written. Raises ProblemsError where there is nothing to compare.
    """
    ledger = open_ledger(workspace)
    with _make_copy(workspace, rules, data) as copy:
        other = _rate(copy, open_ledger(copy), progress)
    words = [*([f"规则用 {rules}"] if rules is not None else []), *([f"数据用 {data}"] if data is not None else [])]
    second = replace(other, title="，".join(words))
    return _compare(ledger, workspace, _rate(workspace, ledger, progress), second, scheme)


def _compare(ledger: Ledger, workspace: Workspace, first: _Side, second: _Side, scheme: str) -> DiffOutcome:
    names = [name for name in second.states if name in first.states and scheme in ("", name)]
    problems = unique([*first.problems, *second.problems])
    if not names:
        if scheme and not any(scheme in side.states for side in (first, second)):
            message = f"“{first.title}”和“{second.title}”里都没有办法“{scheme}”的结果"
            raise ProblemsError([problem("W342", message, found=scheme), *problems])
        message = f"“{first.title}”和“{second.title}”没有一部办法两边都有结果"
        raise ProblemsError(problems or [problem("W340", message)])
    changes = {}
    for name in names:
        known = second.schemes.get(name) or _load(workspace, name)
        before, after = first.states[name], second.states[name]
        changes[name] = compare_with(ledger, known, before, after)
    return DiffOutcome(first.title, second.title, changes, problems)


def _load(workspace: Workspace, name: str) -> Scheme | None:
    item = load_schemes(workspace).get(name)
    return item.scheme if item is not None else None


def _read_side(ledger: Ledger, named: NamedRun, like: Mapping[str, RatedState]) -> _Side:
    """A kept run of each scheme. like: states that say what results are, where a run has no more."""
    runs = [one for one in ledger.list_kept_runs(period=named.period) if one.is_placed]
    states, problems = {}, []
    for name in dict.fromkeys(one.run.scheme for one in runs) or ("",):
        found = find_named_run([one for one in runs if one.run.scheme == name], named)
        if isinstance(found, Problem):
            problems.append(found)
            continue
        state = read_kept_state(ledger, found, like.get(name))
        if state is None:
            message = f"“{found.run.title}”{named.title}存的内容读不了"
            problems.append(problem("W344", message, Place(ledger.path.name), found=named.title))
        else:
            states[name] = state
    return _Side(named.title, states, problems=unique(problems))


def _rate(workspace: Workspace, ledger: Ledger, progress: ProgressCallback = no_progress) -> _Side:
    """What comes out now; nothing is kept. The problems are those that keep a scheme from coming out."""
    found = read_inputs(workspace, progress)
    made, problems = appraise(found, progress)
    states = {name: make_kept_state(found, ledger, name, one, is_kept=False) for name, one in made.items()}
    schemes = {name: one.scheme for name, one in made.items()}
    grave = [one for one in problems if one.severity is Severity.ERROR]
    if not made:
        raise ProblemsError(grave or problems)
    return _Side(f"{workspace.period.title}现在的规则和数据", states, schemes, unique(grave))


@contextmanager
def _make_copy(workspace: Workspace, rules: Path | None, data: Path | None) -> Iterator[Workspace]:
    """The workspace with other rules or workbooks, aside, for as long as it is needed. Its files are linked or copied."""
    with tempfile.TemporaryDirectory(prefix="stardb-") as aside:
        root = Path(aside)
        for name in _TAKEN:
            _take(workspace.root / name, root / name)
        _take_rules(workspace, rules, root / "rules")
        _take_data(workspace.root, workspace.period, data, root)
        yield open_workspace(root, workspace.period)


_TAKEN = ("stardb.yaml", "headers.yaml", "stardb.sqlite", "stardb.key", "successions.xlsx", "decisions")
"""What of a workspace bears on its results, beside rules and data."""


def _take(path: Path, to: Path) -> None:
    if path.is_dir():
        shutil.copytree(path, to, copy_function=_link, dirs_exist_ok=True)
    elif path.is_file():
        to.parent.mkdir(parents=True, exist_ok=True)
        _link(str(path), str(to))


def _link(path: str, to: str) -> None:
    """The same file under another name where the disk can, else a copy."""
    try:
        os.link(path, to)
    except OSError:
        shutil.copyfile(path, to)


def _take_rules(workspace: Workspace, rules: Path | None, to: Path) -> None:
    """The workspace's rule files, those of schemes that `rules` has too left out, and those of `rules`."""
    to.mkdir()
    theirs = [] if rules is None else _list_rules(rules)
    schemes = {path.stem.partition("@")[0] for path in theirs}.intersection(workspace.settings.schemes)
    if rules is not None and not schemes:
        message = f"“{rules}”里没有本工作区哪部办法的规则文件"
        expected = "、".join(f"{name}.yaml" for name in workspace.settings.schemes)
        raise ProblemsError([problem("W343", message, Place(str(rules)), expected=expected)])
    mine = [path for path in _list_rules(workspace.root / "rules") if path.stem.partition("@")[0] not in schemes]
    for path in (*mine, *(path for path in theirs if path.stem.partition("@")[0] in schemes)):
        _take(path, to / path.name)


def _list_rules(folder: Path) -> list[Path]:
    found = [folder] if folder.is_file() else sorted(folder.glob("*.yaml"))
    return [path for path in found if not path.name.endswith(CASES)]


def _take_data(root: Path, period: Period, data: Path | None, to: Path) -> None:
    if data is None:
        _take(root / DATA, to / DATA)
        return
    if not data.is_dir() or not any(data.iterdir()):
        raise ProblemsError([problem("W343", f"“{data}”里什么也没有", Place(str(data)), expected="工作簿")])
    _take(data, to / DATA)
    if list_data_folders(to):
        return
    shutil.rmtree(to / DATA)
    _take(data, to / DATA / period.name)
