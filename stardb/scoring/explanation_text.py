"""Explanations in Chinese: the one place where their values and reasons become text, for terminal, pages and workbooks."""

from collections.abc import Callable, Iterable

from stardb.quantity import (
    HIDDEN,
    PERIOD_WORDS,
    Frequency,
    Kind,
    show,
    show_in_period,
    show_number,
    show_span,
    show_spans,
)
from stardb.scorers.clauses import PeriodState
from stardb.scoring.decisions.decision_text import phrase_decision
from stardb.scoring.explanation import Explanation, Lack, Origin
from stardb.scoring.history.past_source import PastKind, PastSource, PastValue
from stardb.scoring.lacking_evidence import lacks_evidence
from stardb.scoring.losses import Loss

ABOVE = "（依据见上）"

_LACK = {
    Lack.BLANK: "空白或读不出",
    Lack.NO_TABLE: "没有收到这张表",
    Lack.NOT_SENT: "没有收到",
    Lack.TWICE: "报了两份，没有读",
    Lack.NO_RECORDS: "没有记录",
    Lack.NO_PERIOD: "本期谁的行都没有",
    Lack.NOBODY: "那部办法里没有属于它的对象",
}

_PAST = {
    PastKind.NOW_UNDECIDED: "{this}的{item}待定",
    PastKind.EMPTY: "台账里没有以前的{noun}{before}{least}",
    PastKind.MISSING: "台账里没有{missing}{least}",
    PastKind.TOO_SHORT: "台账里没有连着的前{back}个{noun}",
    PastKind.UNDECIDED: "台账：{last}待定",
    PastKind.RENAMED: "台账：{last}没有这个名称，像是改了名",
    PastKind.NOT_RATED: "以前评过，{last}没有评",
    PastKind.RUN_UNDECIDED: "台账：{last}的{item}待定或没有记{least}",
    PastKind.RATINGS: "台账：{since}{those}有没有评定过",
    PastKind.RESULTS: "台账：{since}{those}结果",
    PastKind.LATEST: "台账：最近一次评定的结果",
    PastKind.PERIODS: "台账：{periods}结果{without}{before}{least}",
    PastKind.EACH: "台账：{each}{without}",
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
    words = PERIOD_WORDS[past.period_kind]
    kind = PastKind.MISSING if past.kind is PastKind.EACH and not past.each else past.kind
    missing = show_spans(past.missing)
    return _PAST[kind].format(
        item=past.item,
        back=past.back,
        this=words.this,
        noun=words.noun,
        those=f"各{words.count if past.period_kind is Frequency.YEAR else words.noun}",
        last=past.last.title if past.last is not None else "",
        periods=show_span(past.first, past.last) if past.first is not None and past.last is not None else "",
        missing=missing or f"以前的{words.noun}",
        without=f"，没有{missing}" if missing else "",
        each=_phrase_each(past.each),
        since=f"本届任期（{past.since}起）" if past.since is not None else "以前",
        least="" if past.least is None else f"，至少{past.least}{words.count}",
        before=f"，更早的按“{past.before}”" if past.before else "",
    )


def _phrase_each(values: Iterable[PastValue]) -> str:
    """What each period was: 2020年度70、2021年度不参评; 2022年1月为3、2月待定."""
    told, year = [], 0
    for one in values:
        title = one.period.short_title if one.period.year == year else one.period.title
        has_value = one.state in (PeriodState.VALUE, PeriodState.WORD)
        told.append(show_in_period(title, one.period.kind, one.text) if has_value else f"{title}{one.text}")
        year = one.period.year
    return "、".join(told)


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
    if explanation.waits_for_eligibility:
        return f"是否参评未定，待定（{reason}）"
    return f"{reason}{_evidence(explanation)}"


def _evidence(explanation: Explanation) -> str:
    """How much evidence there is, where an indicator asks for some, and what the want of it came to: ；佐证材料2份."""
    files, step = explanation.evidence, explanation.step
    if files is None or step is None or step.evidence is None:
        return ""
    if files:
        return f"；佐证材料{len(files)}份"
    if explanation.has_evidence:
        return "；有佐证材料"
    is_lacking = lacks_evidence(explanation.appraisal, step, explanation.subject)
    if not is_lacking or not step.evidence.required or step.evidence.without == "待定":
        return ""  # of 待定 the reason itself says so
    return "；没有佐证材料" if step.evidence.without == "计分" else "；没有佐证材料，按0分计"


def _computed(explanation: Explanation) -> str:
    step, appraisal = explanation.step, explanation.appraisal
    assert step is not None
    columns = appraisal.row_columns(step.table)
    return step.rule.sentence(columns.score(step.name), columns, explanation.row)


def _cell(explanation: Explanation) -> str:
    scheme = explanation.appraisal.scheme
    if explanation.decisions:
        return _phrase_decisions(explanation)
    if explanation.lack is Lack.NO_ROW:
        return f"没有“{scheme.columns[explanation.name][0]}”的数据"
    return "，".join(part for part in (_stage(explanation), _lack(explanation)) if part)


def _stage(explanation: Explanation) -> str:
    """Of which stage a cell is, and what the others say: 取县核的（镇评 85，自评 90）; how several are weighed."""
    stage = explanation.stage
    if stage is None:
        return ""
    if stage.weight is not None:
        return f"权重 {show(Kind.PERCENT, stage.weight)}"
    if not stage.stage:
        return _WEIGHED[stage.missing] if explanation.arguments else ""
    is_private = explanation.value is not None and explanation.value.is_private
    others = "，".join(f"{name} {HIDDEN if is_private else value.text}" for name, value in stage.others)
    return f"取{stage.stage}的" + (f"（{others}）" if others else "")


_WEIGHED = {
    "undecided": "各环节按权重相加",
    "rest": "各环节按权重相加，空着的按其余环节的权重折算",
    "zero": "各环节按权重相加，空着的算 0",
}


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
    uses = (f"{use.step}：{use.role}" for use in explanation.uses)
    decided = (f"{one.title}，{phrase_decision(one)}" for one in explanation.decisions)
    return "；".join((*uses, *decided))


def _phrase_decisions(explanation: Explanation) -> str:
    return "；".join(phrase_decision(one) for one in explanation.decisions)


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
