"""Printing problems for people: by township, then by file, then by kind."""

from collections.abc import Collection, Sequence

from rich.console import Console

from stardb.problems import NO_GROUP, Problem, Severity, describe_cells, fold, group_by_township
from stardb.terminal.console_lines import Part, line
from stardb.yamlfile import Accepted

REPEATS = 5
"""How many lines of one kind in one file are printed before the rest are only counted."""

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}


def print_problems(
    problems: Sequence[Problem],
    to: Console,
    notes: bool,
    order: Sequence[str] = (),
    elsewhere: Collection[Problem] | None = None,
) -> None:
    """The problems township by township as in `order`, errors first.

    Without `notes`, those notes that `stardb check` shows too (`elsewhere`; None: all of them) are only counted.
    """
    shown = [
        p for p in problems if notes or p.severity is not Severity.NOTE or not (elsewhere is None or p in elsewhere)
    ]
    groups = group_by_township(shown, order)
    for group, mine in groups.items():
        if any(groups):  # else there is nothing to divide by townships
            to.print()
            to.print(line((f"【{group or NO_GROUP}】", "bold red"), _count_by_severity(mine)))
        for file in dict.fromkeys(p.place.file for p in mine):
            _print_file(file, [p for p in mine if p.place.file == file], to)
    hidden = len(problems) - len(shown)
    if hidden:
        to.print()
        to.print(line(f"另有提示 {hidden} 条，stardb check 可看"))


def print_accepted(accepted: Sequence[Accepted], to: Console) -> None:
    """The findings that rule files settle, each with the reason given."""
    for one in accepted:
        place = f"{one.problem.place}"
        to.print(line("  ", ("认可", "dim"), f" {one.problem.code} ", (place, "cyan"), f" {one.problem.message}"))
        to.print(line("      ", (f"理由：{one.reason}", "green")))


def _count_by_severity(problems: Sequence[Problem]) -> str:
    counts = {severity: sum(p.severity is severity for p in problems) for severity in Severity}
    return "，".join(f"{severity.value} {count}" for severity, count in counts.items() if count)


def _print_file(file: str, problems: Sequence[Problem], to: Console) -> None:
    to.print()
    to.print(line((file or "工作区", "bold")))
    for code in dict.fromkeys(p.code for p in problems):
        _print_kind([p for p in problems if p.code == code], to)


def _print_kind(problems: Sequence[Problem], to: Console) -> None:
    """The problems of one kind in one file: a few lines and the rest counted; many notes in one paragraph."""
    first = problems[0]
    if first.severity is Severity.NOTE and len(problems) > REPEATS:
        named = "、".join(f"{p.found or p.message}（{_where([p])}）" for p in problems)
        to.print(line("  ", ("提示", "dim"), f" {first.code} {first.title} {len(problems)} 处：{named}"))
        to.print(line("      ", (f"办法：{first.remedy}", "green")))
        return
    lines = fold(problems, lambda one: (one.code, one.place))
    for folded in lines[:REPEATS]:
        _print_line(folded, to)
    rest = sum(map(len, lines[REPEATS:]))
    if rest:
        to.print(line(f"  … {first.code} 另有 {rest} 处，见结果工作簿“待定与问题”或 --format json"))


def _print_line(folded: Sequence[Problem], to: Console) -> None:
    """One problem, or the same in several cells of a column: then the first is told in full."""
    first, where = folded[0], _where(folded)
    several = f"{first.title}，如：" if len(folded) > 1 else ""
    named: list[Part] = ["  ", (first.severity.value, _COLOURS[first.severity]), f" {first.code}"]
    named += [" ", (where, "cyan")] if where else []
    to.print(line(*named, f" {several}{first.message}"))
    details = [f"{name}：{text}" for name, text in (("现为", first.found), ("应为", first.expected)) if text]
    if details:
        to.print(line(f"      {'；'.join(details)}"))
    if first.remedy:
        to.print(line("      ", (f"办法：{first.remedy}", "green")))


def _where(folded: Sequence[Problem]) -> str:
    place = folded[0].place
    if place.line:
        return f"{place.line}:{place.column}"
    cells = describe_cells([p.place.cell for p in folded if p.place.cell])
    return "!".join(part for part in (place.sheet, cells) if part)
