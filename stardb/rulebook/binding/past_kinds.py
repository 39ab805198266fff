"""Which names of earlier periods a scheme may ask for, by how often it is rated; and what to write instead of the others."""

from collections.abc import Collection, Mapping

from stardb.quantity import PERIOD_WORDS, Frequency
from stardb.rulebook.past_names import (
    BACK,
    LAST,
    LAST_MONTH,
    LAST_QUARTER,
    OF_EARLIER,
    PREVIOUS,
    RUN,
    RUN_OF_PERIODS,
    YEAR_TO_DATE,
)
from stardb.scorers.clauses import EACH, RATED_BEFORE, RATED_LAST

_MONTH, _QUARTER, _HALF, _YEAR, _TERM = (
    Frequency.MONTH,
    Frequency.QUARTER,
    Frequency.HALF_YEAR,
    Frequency.YEAR,
    Frequency.TERM,
)

_NEEDED: Mapping[str, Frequency] = {
    LAST: _YEAR, BACK: _YEAR, RUN: _YEAR, RATED_BEFORE: _YEAR, LAST_MONTH: _MONTH, LAST_QUARTER: _QUARTER,
    **{word: kind for kind, word in EACH.items()},
}  # fmt: skip
"""How a scheme must be rated, too, for a name to mean anything."""

_MAY_READ: Mapping[str, Collection[Frequency]] = {
    LAST: (_MONTH, _QUARTER, _HALF, _YEAR),
    BACK: (_MONTH, _QUARTER, _HALF, _YEAR),
    RUN: (_YEAR,),
    RATED_BEFORE: (_MONTH, _QUARTER, _HALF, _YEAR),
    LAST_MONTH: (_MONTH,),
    LAST_QUARTER: (_MONTH, _QUARTER),
    YEAR_TO_DATE: (_MONTH, _QUARTER, _HALF),
}
"""In periods of which kinds a name means something clear: a year has no month before it. The others do in all."""

_INSTEAD: Mapping[str, str] = {
    LAST: f"看上一期的写“{PREVIOUS}”",
    BACK: f"看上一期的写“{PREVIOUS}”，逐期看的用 over_years",
    RATED_BEFORE: f"上一期评过没有，写“{RATED_LAST}”",
    RUN: f"数连续几期的写“{RUN_OF_PERIODS}”",
    LAST_MONTH: f"看上一期的写“{PREVIOUS}”",
    LAST_QUARTER: f"看上一期的写“{PREVIOUS}”",
    YEAR_TO_DATE: "只按年评的，就是它自己；年评要加各月、各季的，用 over_years，写 periods 和 span: year",
}


def explain_kinds(relation: str, every: Collection[Frequency]) -> str:
    """Why a scheme that is rated so often cannot ask for a name of earlier periods; "" where it can."""
    how = "、".join(PERIOD_WORDS[kind].of for kind in every)
    if set(every) == {Frequency.ONCE} and relation not in OF_EARLIER:
        return f"本办法只评一次，没有以前的时期，“{relation}”无从取得"
    needed, readers = _NEEDED.get(relation), _MAY_READ.get(relation)
    if needed is not None and needed not in every:
        return f"本办法{how}评，不{PERIOD_WORDS[needed].of}评，“{relation}”无从取得；{_INSTEAD.get(relation, '')}"
    if readers is not None and not set(every) & set(readers):
        return f"本办法{how}评，“{relation}”无从取得；{_INSTEAD[relation]}"
    return ""
