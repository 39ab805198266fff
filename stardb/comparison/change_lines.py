"""Changes in Chinese, a line each: for the terminal, the workbook and the pages alike."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from stardb.comparison.budget_changes import BudgetChange
from stardb.comparison.clause_causes import Cause, CauseKind
from stardb.comparison.compare_states import Changes, SubjectChange
from stardb.comparison.decision_changes import DecisionChange
from stardb.comparison.input_changes import CellChange, RowChange
from stardb.comparison.result_changes import Move, ResultChange
from stardb.comparison.rule_changes import RuleChange, RuleEdit
from stardb.quantity import Kind, show
from stardb.rulebook import Role

BLANK = "空"
"""What is said of a cell that shows nothing."""

_ARROW = " → "


def phrase_counts(changes: Changes) -> str:
    """How many went which way: `上升 2，下降 1，变为待定 1`; 结果没有变化 where nobody did."""
    told = [f"{move.value} {count}" for move in Move if (count := changes.count(move))]
    return "，".join(told) or "结果没有变化"


def phrase_subject(change: SubjectChange) -> str:
    """Who, and what: `甲镇 西庄：红星 未得 → 得星；星数 0星 → 1星`."""
    who = " ".join(part for part in (change.group, change.name) if part)
    if change.move in (Move.ADDED, Move.GONE):
        return f"{who}：{'新增' if change.move is Move.ADDED else '名册里不再有'}"
    return f"{who}：{phrase_results(change) or change.state_before + _ARROW + change.state_after}"


def phrase_results(change: SubjectChange) -> str:
    """The results that differ, stars, levels and entitlements; points only where there is nothing else."""
    points = (Role.HEAD.value, Role.TOTAL.value)
    chief = [one for one in change.results if one.step.role not in points] or change.results
    return "；".join(map(phrase_result, chief))


def phrase_result(change: ResultChange) -> str:
    """`星数 0星 → 1星`."""
    return f"{change.step.title} {change.before_text or '没有这一项'}{_ARROW}{change.after_text or '没有这一项'}"


def phrase_causes(change: SubjectChange) -> str:
    """Which clauses did it, and what is behind each."""
    return "；".join(map(phrase_cause, change.causes))


def phrase_cause(cause: Cause) -> str:
    """`集体收入 6分 → 10分（收入 12 → 20，data/2022/检查.xlsx!检查表!C3）`."""
    behind = "；".join(_list_behind(cause))
    if not cause.is_first:
        return f"{cause.step.title}自己的规则、裁定也有改动（{behind}）"
    told = f"{cause.step.title} {cause.before_text or '没有'}{_ARROW}{cause.after_text or '没有'}"
    return f"{told}（{behind}）" if behind else told


def _list_behind(cause: Cause) -> Iterator[str]:
    cells, rows = [phrase_cell(one) for one in cause.cells], [phrase_row(one) for one in cause.rows]
    yield from _some([*cells, *rows], "处数据")
    for one in cause.parameters:
        yield f"{one.name} {one.before}{_ARROW}{one.after}，规则第{one.line}行"
    yield from _some([phrase_rule(one) for one in cause.rules], "行规则")
    yield from (phrase_decision(one) for one in cause.decisions)
    plain = (CauseKind.EARLIER, CauseKind.OTHERS, CauseKind.UNKNOWN)
    yield from (kind.value for kind in cause.kinds if kind in plain)


def _some(texts: Sequence[str], what: str, most: int = 3) -> Iterator[str]:
    """The first of many, and how many there are more."""
    yield from texts[:most]
    if len(texts) > most:
        yield f"另有{len(texts) - most}{what}"


def phrase_cell(change: CellChange) -> str:
    """`收入 12 → 20，data/2022/检查.xlsx!检查表!C3`; of a private one only that it was changed."""
    if change.is_private:
        return f"{change.column} 改动了（不显示），{change.place}"
    return f"{change.column} {change.before or BLANK}{_ARROW}{change.after or BLANK}，{change.place}"


def phrase_row(change: RowChange) -> str:
    """`事项清单加了一行：级别 县级，次数 1，data/2022/甲镇.xlsx!事项清单!第3行`."""
    cells = "，".join(f"{name} {text}" for name, text in change.cells)
    return f"{change.table}{'加了' if change.is_new else '删了'}一行：{cells}，{change.place}"


def phrase_rule(change: RuleChange) -> str:
    """`规则第29行（集体收入）20万元 → 15万元`; where more than numbers differ, both lines."""
    number = change.line_after or change.line_before
    where = f"规则第{number}行" + (f"（{change.clause}）" if change.clause else "")
    if change.edit is RuleEdit.ADDED:
        return f"{where}加了：{change.after}"
    if change.edit is RuleEdit.REMOVED:
        return f"原{where}删了：{change.before}"
    if change.figures:
        return where + "，".join(f"{old}{_ARROW}{new}" for old, new in change.figures)
    return f"{where}{change.before}{_ARROW}{change.after}"


def phrase_decision(change: DecisionChange) -> str:
    """`新的裁定 3号：东村镇/东村 星级 3 → 4（复核，青组纪〔2025〕3号）`."""
    one = change.decision
    reason = "，".join(part for part in (one.reason, one.document) if part)
    told = f"{change.edit.value}裁定 {one.number}：{one.name} {one.title} {one.before or BLANK}{_ARROW}{one.after or BLANK}"
    return f"{told}（{reason}）" if reason else told


def phrase_budget(change: BudgetChange) -> str:
    """`奖补 合计 1000元/年 → 2000元/年，增加 1000元/年（甲镇 +1000元）；另有待定 1`."""
    per = change.unit.removeprefix("元")
    rise = show(Kind.MONEY, abs(change.rise)) + per
    told = f"{change.title} 合计 {_money(change.before, per)}{_ARROW}{_money(change.after, per)}，" + (
        "总数不变" if not change.rise else f"{'增加' if change.rise > 0 else '减少'} {rise}"
    )
    groups = [f"{one.group or '全部'} {_signed(one.after - one.before)}" for one in change.groups]
    told += f"（{'，'.join(groups)}）" if groups else ""
    if change.open_before or change.open_after:
        told += f"；待定 {change.open_before}{_ARROW}{change.open_after}，没有算在内"
    return told


def _money(amount: Fraction, per: str) -> str:
    return show(Kind.MONEY, amount) + per


def _signed(amount: Fraction) -> str:
    return ("+" if amount > 0 else "") + show(Kind.MONEY, amount)


def phrase_inputs(changes: Changes) -> str:
    """What was changed, counted: `数据 1 格，规则 2 行，裁定 1 条`; "" where nothing was."""
    inputs = changes.inputs
    counts = (
        ("数据 {} 格", len(inputs.cells)),
        ("数据行 {} 行", len(inputs.rows)),
        ("文件 {} 个", len(inputs.files)),
        ("规则 {} 行", len(changes.rules)),
        ("裁定 {} 条", len(changes.decisions)),
    )
    return "，".join(told.format(count) for told, count in counts if count)
