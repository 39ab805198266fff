"""Whether a period may be closed: its kept results are those of the inputs as they are, all schemes are rated, nothing is open."""

from collections.abc import Iterator, Mapping, Sequence

from stardb.books import Books
from stardb.dataclass import dataclass
from stardb.ledger import KeptRun, Ledger, Run
from stardb.problems import Place, Problem, problem
from stardb.quantity import Period
from stardb.rulebook import state_names
from stardb.scoring import UNDECIDED, Appraisal, find_subjects, full_name
from stardb.workspace.folder.open_books import Ask, ProgressCallback, open_books
from stardb.workspace.folder.rule_versions import is_in_force
from stardb.workspace.folder.settings import Workspace
from stardb.workspace.inputs import Inputs, read_inputs
from stardb.workspace.periods.due_periods import RatedPeriods, at, find_rated_periods
from stardb.workspace.pipeline import DECISIONS_BLOB, appraise, explain_failure, make_entries

_NAMED = 20
"""So many who are undecided are named."""

_PARTS = {
    "data": "数据、裁定或设置",
    "rules": "规则",
    "as_of": "考核日",
    "history": "以前的结果",
    "secret": "stardb.key",
}
"""What a run says it was made from -> how people call it."""


@dataclass(frozen=True, eq=False)
class RatedNow:
    """One period rated anew from the inputs as they are. kept: each scheme's run that counts in the ledger."""

    period: Period
    found: Inputs
    made: Mapping[str, Appraisal]
    kept: Mapping[str, KeptRun]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class OpenSubject:
    """Somebody with undecided results in one period by one scheme."""

    period: Period
    scheme: str
    index: int
    key: str
    name: str


def rate_now(
    workspace: Workspace, ledger: Ledger, progress: ProgressCallback, ask: Ask | None
) -> tuple[list[RatedNow], Books]:
    """Rate the workspace's period and all within it that can be rated; and their workbooks. Nothing is kept or written."""
    rated = find_rated_periods(workspace, None, progress, ask)
    books = open_books(workspace, progress, ask) if rated.books is None else rated.books
    whole = RatedPeriods(rated.periods, books=books)
    kept = [one for one in ledger.list_kept_runs() if one.is_current]
    ready = []
    for period in rated.periods:
        found = read_inputs(at(workspace, period), progress, ask, whole.books_of(workspace, period))
        made, problems = appraise(found, progress)
        mine = {one.run.scheme: one for one in kept if one.run.rated_period == period}
        ready.append(RatedNow(period, found, made, mine, problems))
    return ready, books


def find_hindrances(workspace: Workspace, ledger: Ledger, ready: Sequence[RatedNow]) -> list[Problem]:
    """Why the periods cannot be closed as they are: schemes without a result, kept results that are not those of today."""
    faults: list[Problem] = []
    for one in ready:
        faults += _find_failed(one)
        faults += _find_outdated(one, ledger)
    there = {(one.period, name) for one in ready for name in one.found.loaded}
    for kept in ledger.list_kept_runs():
        period = kept.run.rated_period
        if kept.is_current and workspace.period.contains(period) and (period, kept.run.scheme) not in there:
            message = f"台账里有“{kept.run.title}”{period.title}的结果，现在的数据和设置里却没有这一期"
            faults.append(problem("W321", message, Place(f"data/{period.name}"), found="没有"))
    return faults


def _find_failed(one: RatedNow) -> list[Problem]:
    """The schemes in force in the period, with data, that have no result."""
    root, period = one.found.workspace.root, one.period
    failed = [name for name in one.found.loaded if name not in one.made and name not in one.found.without_data]
    faults = []
    for name in (name for name in failed if is_in_force(root, name, period.first, period.last)):
        title, why = explain_failure(one.found, name, one.problems)
        message = f"“{title}”{period.title}没有评出{f'：{why}' if why else ''}"
        faults.append(problem("W323", message, Place(one.found.loaded[name].file)))
    return faults


def _find_outdated(one: RatedNow, ledger: Ledger) -> list[Problem]:
    """The schemes whose kept result is not what the inputs of today come to."""
    faults = []
    for entry in make_entries(one.found, one.made):
        scheme, kept = entry.appraisal.scheme, one.kept.get(entry.scheme)
        told = "还没有运行过" if kept is None else _tell_difference(kept.run, ledger.describe_run(entry))
        if told:
            message = f"“{scheme.title}”{one.period.title}{told}"
            remedy = f"先运行 stardb run --period {one.period.name}，看过结果，再结转。"
            faults.append(problem("W321", message, Place(scheme.file), found=told, remedy=remedy))
    return faults


def _tell_difference(kept: Run, now: Run) -> str:
    """What has changed since a run, in half a sentence; "" where it is still what would be kept."""
    changed = [word for name, word in _PARTS.items() if getattr(kept, name) != getattr(now, name)]
    if kept.blobs.get(DECISIONS_BLOB) != now.blobs.get(DECISIONS_BLOB):
        changed.append("裁定")
    if changed:
        return f"运行以后{'、'.join(changed)}改动过，台账里的还是改动前的结果"
    if kept.results != now.results:
        return f"现在算出的结果与台账里的不同（那时的程序是 {kept.program}，现在是 {now.program}）"
    return ""


def list_undecided(ready: Sequence[RatedNow]) -> list[OpenSubject]:
    """Everybody with undecided results, period by period and scheme by scheme."""
    found = []
    for one in ready:
        for name, appraisal in one.made.items():
            record = appraisal.record()
            keys = set(record["key"][record["state"] == UNDECIDED])
            found += [
                OpenSubject(one.period, name, i, key, full_name(appraisal, i))
                for i, key in enumerate(appraisal.subjects.keys)
                if key in keys
            ]
    return found


def choose_left(
    ready: Sequence[RatedNow], undecided: Sequence[OpenSubject], leave: Sequence[str]
) -> tuple[list[OpenSubject], list[Problem]]:
    """Those who are left undecided, by the names given; and a problem (W324) for a name that is not just one of them."""
    waiting = {(one.period, one.scheme, one.index): one for one in undecided}
    left: dict[tuple[Period, str, int], OpenSubject] = {}
    faults = []
    for name in leave:
        found = [pair for one in ready for pair in _find_named(one, name)]
        mine = {place: waiting[place] for place, _ in found if place in waiting}
        called = {words for place, words in found if place in waiting or not mine}
        if len(called) != 1 or not mine:
            faults.append(_report_name(name, sorted(called), bool(mine)))
        else:
            left |= mine
    return list(left.values()), faults


def _find_named(one: RatedNow, name: str) -> Iterator[tuple[tuple[Period, str, int], tuple[str, str]]]:
    """Who may be meant by a name in a period: scheme and number, with township and name."""
    for scheme, appraisal in one.made.items():
        for _, i in find_subjects(name, [appraisal]):
            yield (one.period, scheme, i), (appraisal.subjects.groups[i], appraisal.subjects.names[i])


def _report_name(name: str, called: Sequence[tuple[str, str]], is_waiting: bool) -> Problem:
    names = "、".join(f"{group} {one}".strip() for group, one in called[:_NAMED])
    if not called:
        message = f"没有“{name}”这个考核对象"
    elif is_waiting:
        message = f"“{name}”有{len(called)}个：{names}"
    else:
        message = f"“{name}”没有待定的结果"
    return problem("W324", message, found=names or "没有", expected="一个有待定结果的考核对象")


def report_undecided(
    ready: Sequence[RatedNow], undecided: Sequence[OpenSubject], left: Sequence[OpenSubject]
) -> list[Problem]:
    """A problem (W322) for each scheme and period in which somebody is undecided who is not left so."""
    settled = {(one.period, one.scheme, one.index) for one in left}
    faults = []
    for rated in ready:
        for name, appraisal in rated.made.items():
            names = [
                one.name
                for one in undecided
                if (one.period, one.scheme) == (rated.period, name)
                and (one.period, one.scheme, one.index) not in settled
            ]
            if names:
                scheme = appraisal.scheme
                word = state_names(scheme).name(UNDECIDED)
                told = "、".join(names[:_NAMED]) + (f"等{len(names)}个" if len(names) > _NAMED else "")
                message = f"“{scheme.title}”{rated.period.title}还有{len(names)}个{scheme.subject}{word}：{told}"
                faults.append(problem("W322", message, Place(scheme.file), found=told))
    return faults
