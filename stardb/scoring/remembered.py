"""Where what is asked of earlier periods comes from, in words."""

from stardb.rulebook.names import BACK, FIRST_IN_TERM, GAIN, RUN, asked
from stardb.scoring.appraisal import Appraisal


def remembered(name: str, appraisal: Appraisal) -> str:
    """Which periods of the ledger a name was told from; nothing for a name that asks nothing of them."""
    about, history = asked(name), appraisal.history
    if about is None and name != FIRST_IN_TERM:
        return ""
    if not history.past:
        return "台账里没有以前的年度"
    start = appraisal.scheme.term_start
    term = f"本届任期（{start}起）" if start else "以前"
    if about is None:
        return f"台账：{term}各年有没有评定过"
    if about.head == GAIN:
        return f"台账：{term}各年结果"
    if about.head == RUN:
        unbroken = history.unbroken(appraisal.scheme.as_of)
        if not unbroken:
            return "台账里没有上年度"
        since = f"{unbroken[-1].period}至" if len(unbroken) > 1 else ""
        return f"台账：{since}{unbroken[0].period}年度结果"
    if about.head == BACK:
        past = history.ago(about.back, appraisal.scheme.as_of)
        return f"台账：{past.period}年度结果" if past else f"台账里没有连着的前{about.back}个年度"
    return f"台账：{history.past[-1].period}年度结果"
