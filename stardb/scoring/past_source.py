"""Where a value asked of earlier periods comes from: which periods of the ledger it was read from, or why there are none."""

from dataclasses import replace
from datetime import date
from enum import Enum
from fractions import Fraction

from stardb.dataclass import dataclass
from stardb.quantity import Column, Kind, show_at
from stardb.rulebook import BACK, GAIN, LAST, LATEST, OF_EARLIER, RUN, PastName, read_past_name
from stardb.scorers.clauses import FIRST_IN_TERM, STATE_WORDS, YEARS, YearState, find_states
from stardb.scoring.appraisal import Appraisal


class PastKind(Enum):
    """What the ledger has for a value of earlier periods.

    NOW_UNDECIDED this period's value of `item` is undecided · EMPTY no earlier period · NO_LAST_YEAR none of last year ·
    YEAR_MISSING the year `year` is missing · TOO_SHORT no unbroken `back` periods · UNDECIDED it was undecided in `last` ·
    RENAMED the subject is not in `last` under its name · NOT_RATED it was not rated in `last` · RATINGS who was rated,
    since `since` · RESULTS all results, since `since` · LATEST the last rating there is · PERIODS the results of `first` to
    `last` · RUN_UNDECIDED in `last` it is not known whether `item` held · YEARS what each of `years` was.
    """

    NOW_UNDECIDED = "now_undecided"
    EMPTY = "empty"
    NO_LAST_YEAR = "no_last_year"
    YEAR_MISSING = "year_missing"
    TOO_SHORT = "too_short"
    UNDECIDED = "undecided"
    RENAMED = "renamed"
    NOT_RATED = "not_rated"
    RATINGS = "ratings"
    RESULTS = "results"
    RUN_UNDECIDED = "run_undecided"
    LATEST = "latest"
    PERIODS = "periods"
    YEARS = "years"


@dataclass(frozen=True)
class PastYear:
    """What one earlier period was for a subject. text: the value as people read it, or why there is none."""

    period: str
    state: YearState
    text: str


@dataclass(frozen=True)
class PastSource:
    """Where one value of earlier periods comes from; which fields hold something depends on `kind`.

    first, last: names of periods. since: the day the term began, None for all there is. least: what a count that is not
    known is at least. before: the name that tells what came before the ledger, where that counts. years: all periods, oldest
    first.
    """

    kind: PastKind
    item: str = ""
    first: str = ""
    last: str = ""
    year: int = 0
    back: int = 0
    since: date | None = None
    least: int | None = None
    before: str = ""
    years: tuple[PastYear, ...] = ()


def find_past_source(name: str, appraisal: Appraisal, i: int) -> PastSource | None:
    """Where subject i's value of `name` comes from; None for a name that asks nothing of earlier periods."""
    about, column, term_start = read_past_name(name), appraisal.columns[name], appraisal.scheme.term_start
    if about is None and name not in OF_EARLIER:
        return None
    if about is not None and about.relation in (GAIN, RUN) and _is_undecided_now(appraisal, about.item, i):
        return PastSource(PastKind.NOW_UNDECIDED, item=about.item)
    least = _find_least(column, i) if about is not None and about.relation == RUN else None
    before = about.before if about is not None and runs_from_before(about, appraisal, i) else ""
    if not appraisal.history.past:
        return PastSource(PastKind.EMPTY, least=least, before=before)
    if about is None:
        return PastSource(PastKind.RATINGS, since=term_start if name == FIRST_IN_TERM else None)
    if about.relation == LAST and column.undecided[i]:
        return _undecided_last_year(appraisal, i)
    if about.relation == GAIN:
        return PastSource(PastKind.RESULTS, since=term_start)
    if about.relation == LATEST:
        return PastSource(PastKind.LATEST)
    if about.relation == YEARS:
        return PastSource(PastKind.YEARS, item=about.item, years=_list_years(about.item, appraisal, i))
    if about.relation == RUN and (doubtful := _find_undecided_year(about.item, appraisal, i)):
        return PastSource(PastKind.RUN_UNDECIDED, item=about.item, last=doubtful, least=least)
    if about.relation == RUN:
        return replace(_run(appraisal, least), before=before)
    if about.relation == BACK:
        return _periods_ago(appraisal, about.back, PastSource(PastKind.TOO_SHORT, back=about.back))
    return _periods_ago(appraisal, 1, PastSource(PastKind.NO_LAST_YEAR))


def runs_from_before(about: PastName, appraisal: Appraisal, i: int) -> bool:
    """Whether subject i's run goes back to where the ledger begins, and another name tells how long it was by then."""
    if not about.before or appraisal.columns[about.item].at(i) is not True:
        return False
    key = appraisal.subjects.keys[i]
    return key not in appraisal.history.doubtful and appraisal.history.reaches_back(
        about.item, key, appraisal.scheme.as_of
    )


def _list_years(item: str, appraisal: Appraisal, i: int) -> tuple[PastYear, ...]:
    """What an item was for subject i in each period of the ledger."""
    known, found = appraisal.frame.years, []
    for period in known.periods if known is not None else ():
        assert known is not None
        value = period.columns[item]
        state = YearState(int(find_states(period, value, (item,), known.renamed)[i]))
        text = show_at(value, i) if state in (YearState.VALUE, YearState.WORD) else STATE_WORDS[state]
        found.append(PastYear(period.name, state, text))
    return tuple(found)


def _find_undecided_year(item: str, appraisal: Appraisal, i: int) -> str:
    """The latest earlier period of which it is not known whether subject i's run went on through it; "" for none."""
    key = appraisal.subjects.keys[i]
    for past in appraisal.history.unbroken(appraisal.scheme.as_of):
        held = past.value(item, (key,), Kind.BOOL)
        if not past.rated((key,))[0] or held.at(0) is False:
            return ""
        if not held.known[0]:
            return past.period
    return ""


def _find_least(column: Column, i: int) -> int | None:
    """How many there are at least, of a count that is not known; None where it is."""
    if column.known[i] or column.ends is None:
        return None
    least = column.ends[0].at(i)
    return int(least) if isinstance(least, Fraction) else None


def _is_undecided_now(appraisal: Appraisal, item: str, i: int) -> bool:
    return item in appraisal.columns and not appraisal.columns[item].settled[i]


def _run(appraisal: Appraisal, least: int | None) -> PastSource:
    """The unbroken periods before this one."""
    unbroken = appraisal.history.unbroken(appraisal.scheme.as_of)
    if not unbroken:
        return PastSource(PastKind.NO_LAST_YEAR, least=least)
    return PastSource(PastKind.PERIODS, first=unbroken[-1].period, last=unbroken[0].period, least=least)


def _periods_ago(appraisal: Appraisal, back: int, otherwise: PastSource) -> PastSource:
    past = appraisal.history.ago(back, appraisal.scheme.as_of)
    return PastSource(PastKind.PERIODS, first=past.period, last=past.period) if past else otherwise


def _undecided_last_year(appraisal: Appraisal, i: int) -> PastSource:
    """Why what subject i came to last year is still to be decided."""
    history, key = appraisal.history, appraisal.subjects.keys[i]
    past = history.ago(1, appraisal.scheme.as_of)
    if past is None:
        return PastSource(PastKind.YEAR_MISSING, year=appraisal.scheme.as_of.year - 1)
    if past.rated((key,))[0]:
        return PastSource(PastKind.UNDECIDED, last=past.period)
    kind = PastKind.RENAMED if key in history.doubtful else PastKind.NOT_RATED
    return PastSource(kind, last=past.period)
