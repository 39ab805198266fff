"""Where a value asked of earlier periods comes from: which periods of the ledger it was read from, or why there are none."""

from dataclasses import replace
from datetime import date
from enum import Enum
from fractions import Fraction

import numpy as np

from stardb.dataclass import dataclass
from stardb.quantity import Column, Frequency, Kind, Period, show_at
from stardb.rulebook import (
    BACK,
    GAIN,
    LATEST,
    PREVIOUSES,
    RUNS,
    WITH_NOW,
    YEAR_BEFORE,
    YEAR_TO_DATE,
    PastName,
    find_line_kind,
    is_past_name,
    read_past_name,
)
from stardb.scorers.clauses import FIRST_IN_TERM, STATE_WORDS, PeriodState, find_states
from stardb.scoring.appraisal import Appraisal
from stardb.scoring.history.history_line import HistoryLine
from stardb.scoring.history.past import Past
from stardb.scoring.history.past_values import add_item, find_like, make_earlier_period


class PastKind(Enum):
    """What the ledger has for a value of earlier periods.

    NOW_UNDECIDED this period's value of `item` is undecided · EMPTY no earlier period · MISSING the periods `missing` are not
    there · TOO_SHORT no unbroken `back` periods · UNDECIDED it was undecided in `last` · RENAMED the subject is not in `last`
    under its name · NOT_RATED it was not rated in `last` · RATINGS who was rated, since `since` · RESULTS all results, since
    `since` · RUN_UNDECIDED in `last` it is not known whether `item` held · LATEST the last rating there is · PERIODS the results of `first` to `last` · EACH what each of `each` was.
    """

    NOW_UNDECIDED = "now_undecided"
    EMPTY = "empty"
    MISSING = "missing"
    TOO_SHORT = "too_short"
    UNDECIDED = "undecided"
    RENAMED = "renamed"
    NOT_RATED = "not_rated"
    RATINGS = "ratings"
    RESULTS = "results"
    RUN_UNDECIDED = "run_undecided"
    LATEST = "latest"
    PERIODS = "periods"
    EACH = "each"


@dataclass(frozen=True)
class PastValue:
    """What one earlier period was for a subject. text: the value as people read it, or why there is none."""

    period: Period
    state: PeriodState
    text: str


@dataclass(frozen=True)
class PastSource:
    """Where one value of earlier periods comes from; which fields hold something depends on `kind`.

    period_kind: of which kind the periods are. missing: those that are not in the ledger. since: the day the term began, None
    for all there is. least: what a count that is not known is at least. before: the name that tells what came before the
    ledger, where that counts. each: all periods, oldest first.
    """

    kind: PastKind
    period_kind: Frequency
    item: str = ""
    first: Period | None = None
    last: Period | None = None
    missing: tuple[Period, ...] = ()
    back: int = 0
    since: date | None = None
    least: int | None = None
    before: str = ""
    each: tuple[PastValue, ...] = ()


def find_past_source(name: str, appraisal: Appraisal, i: int) -> PastSource | None:
    """Where subject i's value of `name` comes from; None for a name that asks nothing of earlier periods."""
    if not is_past_name(name):
        return None
    line = appraisal.history.line(appraisal.period, find_line_kind(name))
    kind, about = line.now.kind, read_past_name(name)
    if about is not None and _waits_for_now(about, appraisal, i):
        return PastSource(PastKind.NOW_UNDECIDED, appraisal.period.kind, item=about.item)
    least = _find_least(appraisal.columns[name], i) if about is not None and about.relation in RUNS else None
    before = about.before if about is not None and runs_from_before(about, appraisal, i) else ""
    if not line.past and not line.missing:
        return PastSource(PastKind.EMPTY, kind, least=least, before=before)
    if about is None:
        since = appraisal.scheme.term_start if name == FIRST_IN_TERM else None
        return PastSource(PastKind.RATINGS, kind, since=since)
    if about.relation in PREVIOUSES and appraisal.columns[name].undecided[i]:
        return _undecided_before(line, appraisal.subjects.keys[i])
    if about.relation in RUNS and (doubtful := _find_undecided(about.item, line, appraisal.subjects.keys[i])):
        return PastSource(PastKind.RUN_UNDECIDED, kind, item=about.item, last=doubtful, least=least)
    if about.relation in RUNS:
        return replace(_find_run(line, least), before=before)
    return _find_source(about, line, appraisal, i)


def _find_source(about: PastName, line: HistoryLine, appraisal: Appraisal, i: int) -> PastSource:
    kind = line.now.kind
    if about.relation == GAIN:
        return PastSource(PastKind.RESULTS, kind, since=appraisal.scheme.term_start)
    if about.relation == LATEST:
        return PastSource(PastKind.LATEST, kind)
    if about.relation == BACK:
        return _from(line, line.ago(about.back), PastSource(PastKind.TOO_SHORT, kind, back=about.back))
    if about.relation == YEAR_BEFORE:
        lost = PastSource(PastKind.MISSING, kind, missing=(line.now.year_before,))
        return _from(line, line.find_year_before(), lost)
    if about.relation == YEAR_TO_DATE:
        each = tuple(_describe(past, about.item, appraisal, i) for past in line.of_this_year)
        return PastSource(PastKind.EACH, kind, item=about.item, each=each, missing=line.missing_this_year)
    if about.relation in PREVIOUSES:
        return _from(line, line.ago(1), PastSource(PastKind.MISSING, kind, missing=(line.now.previous,)))
    each = tuple(_describe(past, about.item, appraisal, i) for past in line.past)
    return PastSource(PastKind.EACH, kind, item=about.item, each=each)


def runs_from_before(about: PastName, appraisal: Appraisal, i: int) -> bool:
    """Whether subject i's run goes back to where the ledger begins, and another name tells how long it was by then."""
    if not about.before or appraisal.columns[about.item].at(i) is not True:
        return False
    key, line = appraisal.subjects.keys[i], appraisal.history.line(appraisal.period, about.kind)
    return key not in line.doubtful and line.reaches_back(about.item, key)


def _describe(past: Past, item: str, appraisal: Appraisal, i: int) -> PastValue:
    """What an item was for subject i in one period."""
    keys = (appraisal.subjects.keys[i],)
    period = make_earlier_period(past, keys)
    add_item(period, past, item, keys, find_like(item, appraisal.scheme, appraisal.columns))
    value, renamed = period.columns[item], np.array([keys[0] in appraisal.history.doubtful]) | ~past.sure(keys)
    state = PeriodState(int(find_states(period, value, (item,), renamed)[0]))
    has_value = state in (PeriodState.VALUE, PeriodState.WORD)
    return PastValue(past.period, state, show_at(value, 0) if has_value else STATE_WORDS[state])


def _find_least(column: Column, i: int) -> int | None:
    """How many there are at least, of a count that is not known; None where it is."""
    if column.known[i] or column.ends is None:
        return None
    least = column.ends[0].at(i)
    return int(least) if isinstance(least, Fraction) else None


def _waits_for_now(about: PastName, appraisal: Appraisal, i: int) -> bool:
    """Whether a name counts this period's value, too, which is undecided."""
    waits = about.relation in WITH_NOW and about.item in appraisal.columns
    return waits and not appraisal.columns[about.item].settled[i]


def _find_run(line: HistoryLine, least: int | None) -> PastSource:
    """The unbroken periods before this one, and where it is not known how long a run is, those missing before them."""
    unbroken, kind = line.unbroken, line.now.kind
    older = line.past[len(line.past) - len(unbroken) - 1].period if len(unbroken) < len(line.past) else None
    missing = tuple(period for period in line.missing if older is None or older < period) if least is not None else ()
    if not unbroken:
        return PastSource(PastKind.MISSING, kind, missing=missing or line.missing[-1:], least=least)
    first, last = unbroken[-1].period, unbroken[0].period
    return PastSource(PastKind.PERIODS, kind, first=first, last=last, missing=missing, least=least)


def _find_undecided(item: str, line: HistoryLine, key: str) -> Period | None:
    """The latest earlier period of which it is not known whether a subject's run went on through it."""
    for past in line.unbroken:
        held = past.value(item, (key,), Kind.BOOL)
        if not past.rated((key,))[0] or held.at(0) is False:
            return None
        if not held.known[0]:
            return past.period
    return None


def _from(line: HistoryLine, past: Past | None, otherwise: PastSource) -> PastSource:
    """The period that a value comes from."""
    if past is None:
        return otherwise
    return PastSource(PastKind.PERIODS, line.now.kind, first=past.period, last=past.period)


def _undecided_before(line: HistoryLine, key: str) -> PastSource:
    """Why what a subject came to in the period before is still to be decided."""
    past, kind = line.ago(1), line.now.kind
    if past is None:
        return PastSource(PastKind.MISSING, kind, missing=(line.now.previous,))
    if past.rated((key,))[0]:
        return PastSource(PastKind.UNDECIDED, kind, last=past.period)
    is_renamed = key in line.doubtful or not past.sure((key,))[0]
    return PastSource(PastKind.RENAMED if is_renamed else PastKind.NOT_RATED, kind, last=past.period)
