"""How this period hangs on earlier ones: what is missing, what no longer fits, and what must be reckoned anew."""

from collections import defaultdict
from collections.abc import Sequence

from stardb.intake import Tables
from stardb.intake.naming import forms
from stardb.ledger import Entry, Ledger
from stardb.problems import Place, Problem, problem
from stardb.rulebook import Scheme
from stardb.scoring import History
from stardb.workspace.settings import Workspace

_NAMED = 20
"""So many who are gone are named."""


def history_gap(scheme: Scheme, history: History, workspace: Workspace) -> Problem | None:
    """The problem of a scheme that needs last year's results where the ledger has none, or only older ones."""
    last = history.past[-1] if history.past else None
    if not scheme.history or (last is None and workspace.first):
        return None
    if last is not None and workspace.as_of.year - last.as_of.year <= 1:
        return None
    found = f"最近的是{last.period}" if last else "以前一年也没有"
    message = f"“{scheme.title}”要用{workspace.period}的上一年度结果，台账里{found}"
    return problem("W201", message, Place(scheme.file), found=found, expected="上一年度的结果")


def respelled(scheme: Scheme, tables: Tables, history: History) -> tuple[frozenset[str], list[Problem]]:
    """The subjects new in the ledger who are likely somebody of last period under another spelling, and a problem for each.

    `东庄村` beside a vanished `东庄` of the same township is no newcomer; but only a person can say so.
    """
    if not scheme.history or not history.past:
        return frozenset(), []
    before = {str(key) for key in history.past[-1].record["key"].unique()}
    now = tables.subjects.keys
    gone: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key in before.difference(now):
        above, _, name = key.rpartition("/")
        for form in forms(name):
            gone[above, form].add(key)
    doubtful, problems = set(), []
    for i, key in enumerate(now):
        above, _, name = key.rpartition("/")
        alike = set().union(*(gone[above, form] for form in forms(name))) if key not in before else set()
        if alike:
            doubtful.add(key)
            problems.append(_respelled(scheme, tables, i, sorted(alike), history.past[-1].period))
    return frozenset(doubtful), problems


def vanished(scheme: Scheme, tables: Tables, history: History) -> list[Problem]:
    """Which of last period's subjects are in this period's roster no more, for a scheme that hangs on earlier periods.

    They are named where their keys are not private; the ledger knows no more of them.
    """
    if not scheme.history or not history.past:
        return []
    past = history.past[-1]
    gone = {str(key) for key in past.record["key"].unique()}.difference(tables.subjects.keys)
    if not gone:
        return []
    message = f"{past.period}年度结果里的{len(gone)}个{scheme.subject}，本年度的名册里没有"
    roster = scheme.roster
    private = any(roster.columns[name].private for name in roster.key)
    named = "、".join(sorted(gone)[:_NAMED]) + (f"等{len(gone)}个" if len(gone) > _NAMED else "")
    return [problem("W205", message, Place(scheme.file), found=f"{len(gone)}个" if private else named)]


def _respelled(scheme: Scheme, tables: Tables, i: int, alike: Sequence[str], period: str) -> Problem:
    title, roster = next(iter(scheme.tables.items()))
    names = "、".join(alike)
    message = f"“{tables.subjects.keys[i]}”在{period}的台账里没有，却有“{names}”；是同一个的话，上年结果就接不上"
    place = tables.single[title].place(i, roster.name or roster.key[-1]) if title in tables.single else None
    return problem("W203", message, place or Place(scheme.file), found=tables.subjects.keys[i], expected=names)


def outdated(ledger: Ledger, entries: Sequence[Entry]) -> list[Problem]:
    """A problem for every scheme whose later periods were reckoned from what this run changes."""
    found = []
    for entry in entries:
        later = "、".join(ledger.outdated(entry))
        if later:
            message = f"“{entry.appraisal.scheme.title}”的{later}年度是按改动前的结果算的，须重算"
            found.append(problem("W202", message, Place(entry.appraisal.scheme.file), found=later))
    return found
