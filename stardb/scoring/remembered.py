"""Where what is asked of earlier periods comes from, in words."""

from stardb.rulebook.names import BACK, FIRST_IN_TERM, GAIN, LAST, LATEST, RUN, asked
from stardb.scorers.first_later import RATED_BEFORE, RATED_EVER
from stardb.scoring.appraisal import Appraisal


def remembered(name: str, appraisal: Appraisal, i: int) -> str:
    """Which periods of the ledger subject i's value was told from; nothing for a name that asks nothing of them."""
    about, history, column = asked(name), appraisal.history, appraisal.columns[name]
    if about is None and name not in (FIRST_IN_TERM, RATED_BEFORE, RATED_EVER):
        return ""
    if about is not None and about.head == GAIN and _is_open(appraisal, about.item, i):
        return f"本年的{about.item}待定"
    least = "" if column.known[i] or column.least is None else f"，至少{column.least[i]}年"
    if not history.past:
        return f"台账里没有以前的年度{least}"
    if about is not None and about.head == LAST and column.undecided[i]:
        return _left_open(appraisal, i)
    start = appraisal.scheme.term_start
    term = f"本届任期（{start}起）" if start else "以前"
    if about is None:
        return f"台账：{term if name == FIRST_IN_TERM else '以前'}各年有没有评定过"
    if about.head == GAIN:
        return f"台账：{term}各年结果"
    if about.head == RUN:
        unbroken = history.unbroken(appraisal.scheme.as_of)
        if not unbroken:
            return f"台账里没有上年度{least}"
        since = f"{unbroken[-1].period}至" if len(unbroken) > 1 else ""
        return f"台账：{since}{unbroken[0].period}年度结果{least}"
    if about.head == BACK:
        past = history.ago(about.back, appraisal.scheme.as_of)
        return f"台账：{past.period}年度结果" if past else f"台账里没有连着的前{about.back}个年度"
    if about.head == LATEST:
        return "台账：最近一次评定的结果"
    past = history.ago(1, appraisal.scheme.as_of)
    return f"台账：{past.period}年度结果" if past else "台账里没有上年度"


def _is_open(appraisal: Appraisal, item: str, i: int) -> bool:
    return item in appraisal.columns and not appraisal.columns[item].known[i]


def _left_open(appraisal: Appraisal, i: int) -> str:
    """Why what subject i came to last year is still to be decided."""
    history, key = appraisal.history, appraisal.subjects.keys[i]
    past = history.ago(1, appraisal.scheme.as_of)
    if past is None:
        return f"台账里没有{appraisal.scheme.as_of.year - 1}年度"
    if past.rated((key,))[0]:
        return f"台账：{past.period}年度待定"
    if key in history.doubtful:
        return f"台账：{past.period}年度没有这个名称，像是改了名"
    return f"以前评过，{past.period}年度没有评"
