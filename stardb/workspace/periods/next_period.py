"""`stardb next`: the next year begun in one step: its folders, the roster carried over, the settings; and what is to be done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from stardb.dataclass import dataclass
from stardb.files import cause, remedy
from stardb.forms import FormSource, has_standing_roster, plan_rosters, write_form
from stardb.interrupts import finish_first
from stardb.problems import Place, Problem, ProblemsError, Severity, problem, unique
from stardb.quantity import Period
from stardb.rulebook import LoadedScheme
from stardb.workspace.blank_forms import choose_schemes, find_form_sources
from stardb.workspace.closing.closings import find_closing, list_closings
from stardb.workspace.folder.data_folders import DATA
from stardb.workspace.folder.open_ledger import open_ledger
from stardb.workspace.folder.settings import FILE, Workspace, open_workspace
from stardb.workspace.inputs import Inputs, load_other_schemes, load_schemes, read_inputs
from stardb.workspace.results_index import read_summaries
from stardb.workspace.storage.add_files import add_files
from stardb.workspace.storage.recovery import write_exclusively
from stardb.workspace.storage.replace_file import replace_file
from stardb.yamlfile import read_source, read_yaml_text, set_value

YEARLY_FOLDERS = ("decisions", "evidence", "private")
"""The folders that have one of each period, where a department uses them."""


@dataclass(frozen=True)
class NextScheme:
    """A scheme in the next period. file: the version of its rules that will hold; before: the one that held in the last period."""

    name: str
    title: str
    file: str
    before: str
    rated_on: str
    is_ready: bool
    """Whether its rules can be used for the period."""


@dataclass(frozen=True)
class NextStep:
    """Something to be done, in Chinese; command: with which command, or ""."""

    text: str
    command: str = ""


@dataclass(frozen=True)
class NextPeriod:
    """What was begun. made: what is new in the workspace; problems: what is wrong with the rules for the new period."""

    last: Period
    period: Period
    made: tuple[str, ...]
    schemes: tuple[NextScheme, ...]
    steps: tuple[NextStep, ...]
    problems: tuple[Problem, ...]


def begin_next(workspace: Workspace, period: Period | None = None) -> NextPeriod:
    """Make the folders of a period, carry the rosters over, and let stardb.yaml name it; what is there already stays.

    workspace: for the period of its settings. period: the one to begin, by default the next. Raises ProblemsError: W390 for a
    period that is not a later one of the same kind, W401, W405, W504 where nothing can be written.
    """
    last = workspace.settings.period
    chosen = period or last.next
    if chosen.kind is not last.kind or chosen < last:
        message = f"stardb.yaml 里现在是{last.title}，不能转到{chosen.title}"
        raise ProblemsError([problem("W390", message, Place(FILE), found=chosen.name, expected=last.next.name)])
    with write_exclusively(workspace.root, open_ledger(workspace)):
        made, sent = _begin(workspace, chosen)
    begun = open_workspace(workspace.root)
    before = last if chosen != last else last.previous
    loaded, now = _load(replace(workspace, period=before)), _load(begun)
    schemes = tuple(_describe(begun, name, loaded, now) for name in begun.settings.schemes if name in now)
    problems = unique(one for item in now.values() for one in item.problems if one.severity is not Severity.NOTE)
    return NextPeriod(before, chosen, made, schemes, (*_list_steps(begun, before, schemes, made, sent),), problems)


def _begin(workspace: Workspace, period: Period) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write all there is to write; what is new, and the rosters that the forms carry over. Where this is stopped, it goes on the next time."""
    root, made = workspace.root, []
    target = replace(workspace, period=period)
    sources = _find_sources(read_inputs(target))
    older = [one for one in sources if one.roster is not None and one.period != period.name]
    rosters = [one for one in older if has_standing_roster(one)]
    if rosters:
        earlier = "、".join(dict.fromkeys(one.period for one in rosters))
        name = f"名册（{earlier}年转来，请核对）.xlsx" if earlier.isdecimal() else f"名册（{earlier}转来，请核对）.xlsx"
        content = write_form(plan_rosters(rosters, period.name), period.name)
        add_files(root / DATA / period.name, {name: content}, overwrite=False, what="名册")
        made.append(f"{DATA}/{period.name}/{name}")
    made += [f"{name}/" for name in _list_folders(workspace, period) if _make_folder(root / name)]
    if period != workspace.settings.period:
        with finish_first(f"已经转到{period.title}"):
            _write_period(root, period)
        made.append(FILE)
    sent = dict.fromkeys(next(iter(one.scheme.tables)) for one in older if one not in rosters)
    return tuple(made), tuple(sent)


def _find_sources(found: Inputs) -> list[FormSource]:
    """The schemes with the rosters that are the latest."""
    sources, _ = find_form_sources(found, choose_schemes(found), with_roster=False)
    return sources


def _list_folders(workspace: Workspace, period: Period) -> Iterator[str]:
    yield f"{DATA}/{period.name}"
    last = workspace.root / DATA / workspace.settings.period.name
    yield from (f"{DATA}/{period.name}/{stage}" for stage in workspace.settings.stages if (last / stage).is_dir())
    yield from (f"{name}/{period.name}" for name in YEARLY_FOLDERS if (workspace.root / name).is_dir())


def _make_folder(path: Path) -> bool:
    """Whether a folder was made. Raises ProblemsError (W401)."""
    if path.is_dir():
        return False
    try:
        path.mkdir(parents=True)
    except OSError as error:
        message = f"文件夹建不成：{cause(error)}"
        raise ProblemsError([problem("W401", message, Place(path.name), remedy=remedy(error))]) from error
    return True


def _write_period(root: Path, period: Period) -> None:
    """Let stardb.yaml name the period, all else in it staying as it is. Raises ProblemsError (W390, W401)."""
    text = set_value(read_yaml_text(root / FILE, FILE), "period", period.name)
    data = read_source(text, FILE).data
    if not isinstance(data, dict) or str(data.get("period")) != period.name:
        message = f"{FILE} 里的 period 换不了，没有改动"
        mend = f"自己把 {FILE} 的 period 改成 {period.name}。"
        raise ProblemsError([problem("W390", message, Place(FILE), expected=period.name, remedy=mend)])
    try:
        replace_file(root / FILE, text.encode())
    except OSError as error:
        message = f"{FILE} 写不进去：{cause(error)}；原有的没有改动"
        raise ProblemsError([problem("W401", message, Place(FILE), remedy=remedy(error))]) from error


def _load(workspace: Workspace) -> dict[str, LoadedScheme]:
    return {**load_schemes(workspace), **load_other_schemes(workspace)}


def _describe(
    workspace: Workspace, name: str, before: Mapping[str, LoadedScheme], now: Mapping[str, LoadedScheme]
) -> NextScheme:
    item, old = now[name], before.get(name)
    scheme = item.scheme
    titles = [one.scheme.title for one in (item, old) if one is not None and one.scheme is not None]
    return NextScheme(
        name,
        titles[0] if titles else name,
        item.file,
        old.file if old is not None else "",
        scheme.as_of.isoformat() if scheme is not None else "",
        scheme is not None,
    )


def _list_steps(
    workspace: Workspace, last: Period, schemes: Sequence[NextScheme], made: Sequence[str], sent: Sequence[str]
) -> Iterator[NextStep]:
    """What is to be done, in order. sent: the rosters that go out with the forms."""
    period = workspace.period
    yield from _list_open_ends(workspace, last, {one.name: one.title for one in schemes})
    for scheme in schemes:
        if not scheme.is_ready:
            yield NextStep(f"“{scheme.title}”的办法{period.title}还用不上：见上面的问题", "stardb check rules")
    roster = next((name for name in made if name.endswith(".xlsx")), "")
    if roster:
        yield NextStep(f"核对 {roster}：变了的改过来，没有了的删去整行，新增的填在下面的空行")
    if workspace.settings.rated_on and not workspace.rated_on.get("", {}).get(period):
        yield NextStep(f"{FILE} 的 rated_on 里补上{period.title}的考核日（不补的，按办法所定）")
    with_rosters = f"；{'、'.join(sent)}按上期的填好放在里面，请各处核对、补填" if sent else ""
    yield NextStep(f"发空白表{with_rosters}", "stardb forms")
    yield NextStep(f"收回的表放进 {DATA}/{period.name}/，检查，有错的退回去改", "stardb check")
    yield NextStep("评定", "stardb run")


def _list_open_ends(workspace: Workspace, last: Period, titles: Mapping[str, str]) -> Iterator[NextStep]:
    """What is left to do in the last period."""
    runs = {one.scheme for one in open_ledger(workspace).list_runs() if last.contains(one.rated_period)}
    at = replace(workspace, period=last)
    not_rated = [titles.get(name, name) for name in at.list_rated_schemes() if name not in runs]
    if not_rated and (workspace.root / DATA / last.name).is_dir():
        yield NextStep(
            f"{last.title}还没有评：{'、'.join(not_rated)}；以后各年要用它的结果", f"stardb run --period {last.name}"
        )
    undecided = sum(one.undecided for one in read_summaries(at.results).values())
    if undecided:
        yield NextStep(f"{last.title}还有{undecided}个待定，定下来再评一次", f"stardb run --period {last.name}")
    if runs and find_closing(list_closings(open_ledger(workspace)), last) is None:
        yield NextStep(f"{last.title}还没有结转", f"stardb close {last.name}")
