"""How this period hangs on earlier ones: what is missing, what no longer fits, and what must be computed anew."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from stardb.dataclass import dataclass
from stardb.intake import Tables, mask, name_forms
from stardb.ledger import HASHED, Keys, Ledger, LedgerEntry
from stardb.problems import Place, Problem, problem
from stardb.quantity import (
    PARTS_OF_YEAR,
    PERIOD_WORDS,
    Frequency,
    Period,
    find_period,
    is_next,
    list_missing,
    show_spans,
)
from stardb.rulebook import Scheme, find_line_kind
from stardb.scoring import History, HistoryLine, Past
from stardb.workspace.folder.rule_versions import find_first_day
from stardb.workspace.folder.settings import SUCCESSIONS_FILE, Workspace

_NAMED = 20
"""So many who are gone are named."""


class LevelSource(Protocol):
    """Where the results of earlier periods come from: the ledger, or an archive."""

    def history(self, name: str, scheme: Scheme, since: Period | None = None) -> History:
        """The periods of a scheme earlier than its own, in order. since: those that ended before it are left out."""

    def keys(self, scheme: Scheme) -> Keys:
        """How the subjects of a scheme are called in them."""


def read_history(ledger: LevelSource, name: str, scheme: Scheme, workspace: Workspace) -> History:
    """The earlier periods of a scheme that the ledger has; what is rated once has none.

    It began with the first period of the settings, or with its rules where they are younger.
    """
    if set(scheme.every) == {Frequency.ONCE}:
        return History()
    first, day = workspace.settings.first_period, find_first_day(workspace.root, name)
    began = find_period(day, Frequency.MONTH) if first is not None and first.first < day else first
    return replace(ledger.history(name, scheme, first), began=began)


@dataclass(frozen=True)
class HistoryGap:
    """Earlier results that a scheme needs and the ledger has not. is_blocking: whether nothing at all can be rated for it."""

    problem: Problem
    is_blocking: bool


def find_history_gaps(scheme: Scheme, history: History) -> list[HistoryGap]:
    """What a scheme needs of earlier periods and the ledger has not, for each kind of periods that it asks of.

    Without the year before nothing is rated; of months and the like only what reads them is left undecided.
    """
    found = []
    for kind in _list_kinds_read(scheme):
        line = history.line(scheme.period, kind)
        whole = kind not in PARTS_OF_YEAR
        told = _find_period_before(line) if whole else _find_parts(line, scheme)
        if told is not None:
            needed, found_instead = told
            message = f"“{scheme.title}”要用{needed}的结果，台账里{found_instead}"
            place = Place(scheme.file)
            gap = problem("W201", message, place, found=found_instead, expected=f"{needed}的结果")
            found.append(HistoryGap(gap, whole and kind is scheme.period.kind))
    return found


def _find_period_before(line: HistoryLine) -> tuple[str, str] | None:
    """The year or term before that is not in the ledger, and what is there instead."""
    if line.past and is_next(line.past[-1].period, line.now):
        return None
    if not line.past and (line.began is None or line.now <= line.began):
        return None
    latest = f"最近的是{line.past[-1].period.title}" if line.past else None
    return line.now.previous.title, latest or f"以前一{PERIOD_WORDS[line.now.kind].count}也没有"


def _find_parts(line: HistoryLine, scheme: Scheme) -> tuple[str, str] | None:
    """The months (quarters, halves) of the year, and the one before, that are not in the ledger."""
    kind, period, began = line.now.kind, scheme.period, line.began
    if period.kind not in PARTS_OF_YEAR:  # all of its parts are asked for
        began = max(find_period(period.first, kind), began or find_period(scheme.valid_from, kind))
    missing = list_missing([past.period for past in line.past], line.now, began)
    whole = period.parent or period
    needed = [one for one in missing if whole.contains(one) or one == line.now.previous]
    return (show_spans(needed), "没有") if needed else None


def _list_kinds_read(scheme: Scheme) -> list[Frequency]:
    """The kinds of earlier periods of which a scheme asks anything, each once."""
    return list(
        dict.fromkeys(find_line_kind(name) or scheme.period.kind for name in scheme.list_history(scheme.period.kind))
    )


def find_respelled(
    scheme: Scheme, tables: Tables, history: History, keys: Keys
) -> tuple[frozenset[str], list[Problem]]:
    """The subjects new in the ledger who are likely somebody of an earlier period under another name, and a problem for each.

    `东庄村` beside a vanished `东庄` is no newcomer, nor is `东村镇/东庄` beside a vanished `东村乡/东庄`, nor the one new village
    of a township that lost one; but only a person can say so. Where nobody at all of last period is there any more, it is
    likely another county's ledger.
    """
    doubtful, problems = frozenset[str](), list[Problem]()
    for past in _list_last_read(scheme, history):
        more, told = _find_respelled_since(past, scheme, tables, keys)
        doubtful, problems = doubtful | more, problems + told
    return doubtful, problems


def _list_last_read(scheme: Scheme, history: History) -> list[Past]:
    """The last period of each kind of which a scheme asks anything."""
    lines = [history.line(scheme.period, kind) for kind in _list_kinds_read(scheme)]
    return [line.past[-1] for line in lines if line.past]


def _find_respelled_since(
    past: Past, scheme: Scheme, tables: Tables, keys: Keys
) -> tuple[frozenset[str], list[Problem]]:
    """Who is new since one earlier period, and likely somebody of it."""
    now = tables.subjects.keys
    before, called = {str(key) for key in past.record["key"].unique()}, past.stored(now)
    unsure = past.find_unsure(now)
    fresh = [
        i
        for i, name in enumerate(called)
        if name not in before and now[i] not in unsure and not keys.is_new(now[i], past.as_of)
    ]
    gone = _list_gone(past, now, keys)
    likely = _likely(scheme, {i: keys.store_key(now[i]) for i in fresh}, gone)
    if likely:
        return frozenset(now[i] for i in likely), _report_respelled(scheme, tables, likely, past.period)
    if len(before) >= _COUNTY and len(fresh) == len(now):
        return frozenset(now), [_nobody_left(scheme, len(before), past.period)]
    return frozenset(), []


def _list_gone(past: Past, now: Sequence[str], keys: Keys) -> set[str]:
    """Who of an earlier period is nobody of today, and of whom nobody has said that they are rated no more."""
    before = {str(key) for key in past.record["key"].unique()}
    ended = {*keys.list_ended(before, past.as_of), *(key for key in before if keys.is_ended(key, past.as_of))}
    return before.difference(past.stored(now), ended)


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


def find_vanished(scheme: Scheme, tables: Tables, history: History, keys: Keys) -> list[Problem]:
    """Which of last period's subjects are in this period's roster no more, for a scheme that hangs on earlier periods.

    They are named where their keys are not private; the ledger knows no more of them.
    """
    last = max(_list_last_read(scheme, history), key=lambda past: past.period, default=None)
    if last is None:
        return []
    gone = _list_gone(last, tables.subjects.keys, keys)
    if not gone:
        return []
    message = f"{last.period.title}结果里的{len(gone)}个{scheme.subject}，{_this(scheme)}的名册里没有"
    roster = scheme.roster
    private = any(roster.columns[name].private for name in roster.key)
    named = "、".join(sorted(gone)[:_NAMED]) + (f"等{len(gone)}个" if len(gone) > _NAMED else "")
    return [problem("W205", message, Place(scheme.file), found=f"{len(gone)}个" if private else named)]


def _this(scheme: Scheme) -> str:
    """What people call the period that is rated: 本年度, 2022年6月."""
    return "本年度" if scheme.period.kind is Frequency.YEAR else scheme.period.title


def find_unsettled(scheme: Scheme, tables: Tables, history: History, keys: Keys) -> list[Problem]:
    """A problem (W317) for each merger or split of which nobody has said whose history goes on, where a scheme asks for it.

    And for those of today who both would have the history of one.
    """
    now, found = tables.subjects.keys, dict[object, Problem]()
    for past in _list_last_read(scheme, history):
        for key in sorted(past.find_unsure(now)):
            traced = keys.lineage.trace(key, past.as_of)
            if (one := traced.unsettled) is not None:
                told = f"“{'、'.join(map(_show_key, one.before))}”{one.change.value}为“{'、'.join(map(_show_key, one.after))}”"
                message = f"{told}，没有写往年的结果接谁的（续接），要用到往年的待定"
                found.setdefault(one, problem("W317", message, one.place, found="续接空着"))
            else:
                names = "、".join(map(_show_key, traced.names)) or _show_key(key)
                message = f"“{_show_key(key)}”往年的结果，本年度不止一个要接“{names}”的，或不止一个可接，待定"
                title, column = next(iter(scheme.tables)), scheme.roster.name or scheme.roster.key[-1]
                place = _place(tables, title, now.index(key), column) or Place(scheme.file)
                found[key] = problem("W317", message, place, found=_show_key(key))
    return [*found.values()]


def find_ended(scheme: Scheme, tables: Tables, keys: Keys) -> list[Problem]:
    """A problem (W318) for each subject who is in the roster after the day on which, as somebody has said, it ended."""
    problems, title = [], next(iter(scheme.tables))
    for i, key in enumerate(tables.subjects.keys if keys.lineage.rows else ()):
        one = keys.lineage.find_end(key)
        if one is not None:
            message = f"“{_show_key(key)}”已于{one.day.isoformat()}{one.change.value}，{_this(scheme)}的名册里还有"
            place = _place(tables, title, i, scheme.roster.name or scheme.roster.key[-1]) or Place(scheme.file)
            problems.append(problem("W318", message, place, found=_show_key(key)))
    return problems


def _report_respelled(
    scheme: Scheme, tables: Tables, likely: Mapping[int, Sequence[str]], period: Period
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
        message = f"“{above}”的{len(those)}个{scheme.subject}在{period.title}的台账里没有，“{other}”却有同名的；是改了名的话，以前的结果就接不上"
        place = _place(tables, title, those[0], scheme.roster.group or roster.key[0])
        problems.append(
            problem(
                "W203",
                message,
                place or Place(scheme.file),
                found=above,
                expected=other,
                remedy=_tell_row(other, above),
            )
        )
    told = {i for those in several.values() for i in those}
    for i, names in likely.items():
        if i not in told:
            others = "、".join(_show_key(name) for name in names)
            message = (
                f"“{_show_key(keys[i])}”在{period.title}的台账里没有，却有“{others}”；是同一个的话，以前的结果就接不上"
            )
            place = _place(tables, title, i, roster.name or roster.key[-1])
            remedy, shown = _tell_row(_show_key(names[0]), _show_key(keys[i])), _show_key(keys[i])
            place = place or Place(scheme.file)
            problems.append(problem("W203", message, place, found=shown, expected=others, remedy=remedy))
    return problems


def _tell_row(before: str, after: str) -> str:
    """The row that says that one goes on as the other."""
    return (
        f"是同一个的，在 {SUCCESSIONS_FILE} 里加一行：日期（改的那天）、类别 改名、原 {before}、现 {after}；"
        f"确是新设的，类别 新设、现 {after}；写错的，名册改回以前的写法。"
    )


def _place(tables: Tables, title: str, i: int, column: str) -> Place | None:
    return tables.single[title].place(i, column) if title in tables.single else None


def _show_key(key: str) -> str:
    """A key as a message shows it: no ID number, and no hash."""
    return "/".join("（证号不显示）" if part.startswith(HASHED) else mask(part) for part in key.split("/"))


def _nobody_left(scheme: Scheme, count: int, period: Period) -> Problem:
    message = (
        f"台账里{period.title}的{count}个{scheme.subject}，{_this(scheme)}的名册里一个也没有，"
        "不像是同一个县的，也可能是编号整个换了"
    )
    return problem(
        "W304", message, Place(scheme.file), found="一个也没有", expected=f"{period.title}的{scheme.subject}"
    )


def find_outdated(ledger: Ledger, entries: Sequence[LedgerEntry]) -> list[Problem]:
    """A problem for every scheme whose later periods were computed from what this run changes."""
    found = []
    for entry in entries:
        later = ledger.find_outdated(entry)
        if later:
            told = "、".join(period.title for period in later)
            message = f"“{entry.appraisal.scheme.title}”的{told}是按改动前的结果算的，须重算"
            names = "、".join(period.name for period in later)
            found.append(problem("W202", message, Place(entry.appraisal.scheme.file), found=names))
    return found
