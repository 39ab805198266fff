"""Explanations in Chinese: the one place where their values and reasons become text, for terminal, pages and workbooks."""

from collections.abc import Callable
from datetime import date

from stardb.quantity import HIDDEN, show_number
from stardb.scoring.advice import Loss
from stardb.scoring.explanation import Explanation, Lack, Origin
from stardb.scoring.past_source import PastKind, PastSource

ABOVE = "（依据见上）"

_LACK = {
    Lack.BLANK: "空白或读不出",
    Lack.NO_TABLE: "没有收到这张表",
    Lack.NOT_SENT: "没有收到",
    Lack.TWICE: "报了两份，没有读",
    Lack.NO_RECORDS: "没有记录",
    Lack.NOBODY: "那部办法里没有属于它的对象",
}

_PAST = {
    PastKind.NOW_UNDECIDED: "本年的{item}待定",
    PastKind.EMPTY: "台账里没有以前的年度{before}{least}",
    PastKind.NO_LAST_YEAR: "台账里没有上年度{least}",
    PastKind.YEAR_MISSING: "台账里没有{year}年度",
    PastKind.TOO_SHORT: "台账里没有连着的前{back}个年度",
    PastKind.UNDECIDED: "台账：{last}年度待定",
    PastKind.RENAMED: "台账：{last}年度没有这个名称，像是改了名",
    PastKind.NOT_RATED: "以前评过，{last}年度没有评",
    PastKind.RUN_UNDECIDED: "台账：{last}年度的{item}待定或没有记{least}",
    PastKind.RATINGS: "台账：{since}各年有没有评定过",
    PastKind.RESULTS: "台账：{since}各年结果",
    PastKind.LATEST: "台账：最近一次评定的结果",
    PastKind.PERIODS: "台账：{periods}年度结果{before}{least}",
    PastKind.YEARS: "台账：{years}",
}


def phrase(explanation: Explanation) -> str:
    """Why the value is what it is; "" where the value says it all."""
    if explanation.is_repeated:
        return ABOVE
    return _REASONS[explanation.origin](explanation)


def phrase_value(explanation: Explanation) -> str:
    """The value; 不参评 for a subject that takes no part, the cells of a row."""
    appraisal = explanation.appraisal
    if explanation.origin is Origin.SUBJECT:
        return appraisal.text(appraisal.scheme.chief, explanation.subject)
    if explanation.origin is Origin.ROW:
        cells = (one for one in explanation.arguments if one.origin is Origin.CELL)
        return "，".join(f"{cell.title} {phrase_value(cell)}" for cell in cells)
    if explanation.value is None:
        return ""
    is_cell = explanation.origin in (Origin.CELL, Origin.BORROWED)
    return HIDDEN if is_cell and explanation.value.is_private else explanation.value.text


def phrase_losses(explanation: Explanation) -> tuple[str, ...]:
    """What more would have been needed, a line a loss, the greatest first."""
    return tuple(_loss(loss) for loss in explanation.losses)


def phrase_past(past: PastSource) -> str:
    """Where a value of earlier periods comes from."""
    since = f"本届任期（{past.since}起）" if isinstance(past.since, date) else "以前"
    periods = past.last if past.first == past.last else f"{past.first}至{past.last}"
    least = "" if past.least is None else f"，至少{past.least}年"
    before = f"，更早的按“{past.before}”" if past.before else ""
    return _PAST[past.kind].format(
        item=past.item, year=past.year, back=past.back, last=past.last, since=since, periods=periods, least=least,
        before=before, years="、".join(f"{year.period}年度{year.text}" for year in past.years),
    )  # fmt: skip


def _loss(loss: Loss) -> str:
    if loss.points is None:
        return loss.advice
    line = f"{loss.indicator.title}失{show_number(loss.points)}分"
    return f"{line}：{loss.advice}" if loss.advice else line


def _step(explanation: Explanation) -> str:
    assert explanation.step is not None
    reason = explanation.appraisal.sentences.reason(explanation.step, explanation.subject)
    if explanation.is_left_out:
        eligible = explanation.appraisal.steps[explanation.appraisal.scheme.eligible]
        return f"不参评，没有这一项（{explanation.appraisal.sentences.reason(eligible, explanation.subject)}）"
    return f"是否参评未定，待定（{reason}）" if explanation.waits_for_eligibility else reason


def _computed(explanation: Explanation) -> str:
    step, appraisal = explanation.step, explanation.appraisal
    assert step is not None
    columns = appraisal.row_columns(step.table)
    return step.rule.sentence(columns.score(step.name), columns, explanation.row)


def _cell(explanation: Explanation) -> str:
    scheme = explanation.appraisal.scheme
    if explanation.lack is Lack.NO_ROW:
        return f"没有“{scheme.columns[explanation.name][0]}”的数据"
    return _lack(explanation)


def _table(explanation: Explanation) -> str:
    """Whose results the rows are, where they are another scheme's; and why there are none."""
    spec = explanation.appraisal.scheme.tables[explanation.title]
    source = f"“{spec.result_of}”{explanation.appraisal.period.title}的结果" if spec.result_of else ""
    return "，".join(part for part in (source, _lack(explanation)) if part)


def _source_scheme(explanation: Explanation) -> str:
    scheme = explanation.appraisal.scheme
    other = scheme.tables[scheme.columns[explanation.name][0]].result_of
    return f"“{other}”{explanation.appraisal.period.title}的结果"


def _parameter(explanation: Explanation) -> str:
    return explanation.appraisal.scheme.constants[explanation.name].how or "参数"


def _lack(explanation: Explanation) -> str:
    return _LACK[explanation.lack] if explanation.lack is not None else ""


def _row(explanation: Explanation) -> str:
    return "；".join(f"{use.step}：{use.role}" for use in explanation.uses)


_REASONS: dict[Origin, Callable[[Explanation], str]] = {
    Origin.SUBJECT: lambda _: "",
    Origin.STEP: _step,
    Origin.PARAMETER: _parameter,
    Origin.CELL: _cell,
    Origin.BORROWED: _source_scheme,
    Origin.TABLE: _table,
    Origin.ROW: _row,
    Origin.COMPUTED: _computed,
    Origin.PAST: lambda explanation: phrase_past(explanation.past) if explanation.past is not None else "",
    Origin.CALENDAR: lambda _: "",
}
