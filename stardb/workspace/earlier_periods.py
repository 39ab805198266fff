"""How this period hangs on earlier ones: what is missing, what no longer fits, and what must be computed anew."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from stardb.intake import Tables, mask, name_forms
from stardb.ledger import HASHED, Keys, Ledger, LedgerEntry
from stardb.problems import Place, Problem, problem
from stardb.rulebook import Scheme
from stardb.scoring import History
from stardb.workspace.folder.settings import Workspace

_NAMED = 20
"""So many who are gone are named."""


def find_history_gap(scheme: Scheme, history: History, workspace: Workspace) -> Problem | None:
    """The problem of a scheme that needs last year's results where the ledger has none, or only older ones."""
    last = history.past[-1] if history.past else None
    if not scheme.history or (last is None and workspace.first):
        return None
    if last is not None and scheme.as_of.year - last.as_of.year <= 1:
        return None
    found = f"最近的是{last.period}" if last else "以前一年也没有"
    message = f"“{scheme.title}”要用{workspace.period}的上一年度结果，台账里{found}"
    return problem("W201", message, Place(scheme.file), found=found, expected="上一年度的结果")


def find_respelled(
    scheme: Scheme, tables: Tables, history: History, keys: Keys
) -> tuple[frozenset[str], list[Problem]]:
    """The subjects new in the ledger who are likely somebody of last period under another name, and a problem for each.

    `东庄村` beside a vanished `东庄` is no newcomer, nor is `东村镇/东庄` beside a vanished `东村乡/东庄`, nor the one new village
    of a township that lost one; but only a person can say so. Where nobody at all of last period is there any more, it is
    likely another county's ledger.
    """
    if not scheme.history or not history.past:
        return frozenset(), []
    past, now = history.past[-1], tables.subjects.keys
    before, called = {str(key) for key in past.record["key"].unique()}, past.stored(now)
    fresh = [i for i, name in enumerate(called) if name not in before and not keys.is_new(now[i])]
    gone = before.difference(called)
    likely = _likely(scheme, {i: keys.store_key(now[i]) for i in fresh}, gone)
    if likely:
        return frozenset(now[i] for i in likely), _report_respelled(scheme, tables, likely, past.period)
    if len(before) >= _COUNTY and len(fresh) == len(now):
        return frozenset(now), [_nobody_left(scheme, len(before), past.period)]
    return frozenset(), []


_COUNTY = 5
"""From how many on it is strange that of all last period's subjects nobody is left."""

_PLACES = ("村", "社区", "支部", "乡", "镇", "街道", "单位", "组织", "户")
"""What the last column of a key is called where it is of places: people come and go, places are renamed."""


def _likely(scheme: Scheme, fresh: Mapping[int, str], gone: Collection[str]) -> dict[int, list[str]]:
    """For each newcomer whom the ledger may know by another name, the names it may be."""
    by_name: dict[str, set[str]] = defaultdict(set)
    for key in gone:
        for form in _forms(key.rpartition("/")[2]):
            by_name[form].add(key)
    found: dict[int, list[str]] = {}
    for i, key in fresh.items():
        above, _, name = key.rpartition("/")
        alike = set().union(*(by_name[form] for form in _forms(name)))
        near = {other for other in alike if other.rpartition("/")[0] == above}
        if near or alike:
            found[i] = sorted(near or alike)
    if any(word in scheme.roster.key[-1] for word in _PLACES):
        found |= _match_newcomers(fresh, gone, found)
    return found


def _match_newcomers(
    fresh: Mapping[int, str], gone: Collection[str], found: Mapping[int, list[str]]
) -> dict[int, list[str]]:
    """The one newcomer of a township that lost one, and nobody else knows who they are."""
    taken = {name for names in found.values() for name in names}
    new: dict[str, list[int]] = defaultdict(list)
    for i, key in fresh.items():
        if i not in found:
            new[key.rpartition("/")[0]].append(i)
    lost: dict[str, list[str]] = defaultdict(list)
    for key in sorted(gone):
        if key not in taken:
            lost[key.rpartition("/")[0]].append(key)
    return {those[0]: lost[above] for above, those in new.items() if len(those) == len(lost[above]) == 1}


def _forms(name: str) -> frozenset[str]:
    return frozenset({name}) if name.startswith(HASHED) else name_forms(name)


def find_vanished(scheme: Scheme, tables: Tables, history: History) -> list[Problem]:
    """Which of last period's subjects are in this period's roster no more, for a scheme that hangs on earlier periods.

    They are named where their keys are not private; the ledger knows no more of them.
    """
    if not scheme.history or not history.past:
        return []
    past = history.past[-1]
    gone = {str(key) for key in past.record["key"].unique()}.difference(past.stored(tables.subjects.keys))
    if not gone:
        return []
    message = f"{past.period}年度结果里的{len(gone)}个{scheme.subject}，本年度的名册里没有"
    roster = scheme.roster
    private = any(roster.columns[name].private for name in roster.key)
    named = "、".join(sorted(gone)[:_NAMED]) + (f"等{len(gone)}个" if len(gone) > _NAMED else "")
    return [problem("W205", message, Place(scheme.file), found=f"{len(gone)}个" if private else named)]


def _report_respelled(
    scheme: Scheme, tables: Tables, likely: Mapping[int, Sequence[str]], period: str
) -> list[Problem]:
    """A problem for each such subject; one for all who stand below another name of their township."""
    title, roster = next(iter(scheme.tables.items()))
    keys, problems = tables.subjects.keys, []
    moved: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, names in likely.items():
        above, other = keys[i].rpartition("/")[0], names[0].rpartition("/")[0]
        if len(names) == 1 and above and other and above != other:
            moved[above, other].append(i)
    several = {pair: those for pair, those in moved.items() if len(those) > 1}
    for (above, other), those in several.items():
        message = f"“{above}”的{len(those)}个{scheme.subject}在{period}的台账里没有，“{other}”却有同名的；是改了名的话，上年结果就接不上"
        place = _place(tables, title, those[0], scheme.roster.group or roster.key[0])
        problems.append(problem("W203", message, place or Place(scheme.file), found=above, expected=other))
    told = {i for those in several.values() for i in those}
    for i, names in likely.items():
        if i not in told:
            others = "、".join(_show_key(name) for name in names)
            message = f"“{_show_key(keys[i])}”在{period}的台账里没有，却有“{others}”；是同一个的话，上年结果就接不上"
            place = _place(tables, title, i, roster.name or roster.key[-1])
            problems.append(
                problem("W203", message, place or Place(scheme.file), found=_show_key(keys[i]), expected=others)
            )
    return problems


def _place(tables: Tables, title: str, i: int, column: str) -> Place | None:
    return tables.single[title].place(i, column) if title in tables.single else None


def _show_key(key: str) -> str:
    """A key as a message shows it: no ID number, and no hash."""
    return "/".join("（证号不显示）" if part.startswith(HASHED) else mask(part) for part in key.split("/"))


def _nobody_left(scheme: Scheme, count: int, period: str) -> Problem:
    message = (
        f"台账里{period}的{count}个{scheme.subject}，本年度的名册里一个也没有，不像是同一个县的，也可能是编号整个换了"
    )
    return problem("W304", message, Place(scheme.file), found="一个也没有", expected=f"{period}的{scheme.subject}")


def find_outdated(ledger: Ledger, entries: Sequence[LedgerEntry]) -> list[Problem]:
    """A problem for every scheme whose later periods were computed from what this run changes."""
    found = []
    for entry in entries:
        later = "、".join(ledger.find_outdated(entry))
        if later:
            message = f"“{entry.appraisal.scheme.title}”的{later}年度是按改动前的结果算的，须重算"
            found.append(problem("W202", message, Place(entry.appraisal.scheme.file), found=later))
    return found
