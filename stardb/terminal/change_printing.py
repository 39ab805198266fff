"""Printing what differs: from the last run, or between two states that were asked for."""

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console

from stardb.comparison import (
    Changes,
    phrase_budget,
    phrase_causes,
    phrase_cell,
    phrase_counts,
    phrase_decision,
    phrase_inputs,
    phrase_row,
    phrase_rule,
    phrase_subject,
)
from stardb.terminal.console_lines import line

MOST_CHANGES = 12
"""So many of each kind are listed; the others are counted."""
_NOTHING_HERE = "数据、规则、裁定都没有变；变的是以前各期的结果、沿革或设置"
"""What is said where results differ though nothing of the period's own does."""


def print_run_changes(changes: Changes, number: int, period: str, to: Console) -> None:
    """What differs from an earlier run of the period, in short. number: which run of the period that was. period: its title."""
    title = f"{changes.after.title}：与{period}第{number}次运行相比"
    to.print(line((title, "bold"), f"  {phrase_counts(changes)}"), soft_wrap=True)
    _print_subjects(changes, to, has_causes=False)
    _print_budget(changes, to)
    to.print(line(f"  改动了：{phrase_inputs(changes) or _NOTHING_HERE}"))
    _print_inputs(changes, to)
    _print_program(changes, to)


def print_kept_runs(runs: Iterable[Mapping[str, Any]], to: Console) -> None:
    """The runs that are kept, a line each: which of its period, when, by what version, and whether it is the one that counts."""
    for one in runs:
        mark = "  ← 现行" if one["is_current"] else ""
        to.print(line(f"  {one['name']}  {one['title']}  {one['time']}  stardb {one['program']}{mark}"), soft_wrap=True)


def print_changes(changes: Changes, before: str, after: str, to: Console, most: int | None = MOST_CHANGES) -> None:
    """All that differs between two states of a scheme. before, after: what they are called. most: None lists everything."""
    to.print(line((f"{changes.after.title}：{before} → {after}", "bold red")))
    if changes.is_same:
        to.print(line("  没有不同"))
        return
    to.print(line(f"  {phrase_counts(changes)}"))
    _print_subjects(changes, to, has_causes=True, most=most)
    _print_budget(changes, to)
    if changes.is_of_one_period:
        to.print(line(f"  改动了：{phrase_inputs(changes) or _NOTHING_HERE}"))
        _print_inputs(changes, to, most)
    else:
        to.print(line(f"  数据、规则：{phrase_inputs(changes) or '都没有变'}"))
        _print_some([phrase_rule(one) for one in changes.rules if not one.is_remark], to, most)
    _print_program(changes, to)


def _print_subjects(changes: Changes, to: Console, *, has_causes: bool, most: int | None = MOST_CHANGES) -> None:
    listed = changes.subjects if most is None else changes.subjects[:most]
    for one in listed:
        to.print(line(f"  {phrase_subject(one)}"), soft_wrap=True)
        if has_causes and (told := phrase_causes(one)):
            to.print(line((f"    因为 {told}", "dim")), soft_wrap=True)
    _print_rest(len(changes.subjects) - len(listed), "个对象", to)


def _print_budget(changes: Changes, to: Console) -> None:
    for one in changes.budget:
        to.print(line((f"  {phrase_budget(one)}", "yellow")), soft_wrap=True)


def _print_inputs(changes: Changes, to: Console, most: int | None = MOST_CHANGES) -> None:
    names = [f"{group} {name}".strip() for group, name in zip(changes.after.groups, changes.after.names, strict=True)]
    inputs = changes.inputs
    cells = [f"{names[one.subject]} {phrase_cell(one)}" for one in inputs.cells]
    rows = [f"{names[one.subject]} {phrase_row(one)}" for one in inputs.rows]
    files = [f"{one.file} {'新报来' if one.is_new else '不再有'}" for one in inputs.files]
    rules = [phrase_rule(one) for one in changes.rules]
    for told in (files, cells, rows, rules, [phrase_decision(one) for one in changes.decisions]):
        _print_some(told, to, most)
    if inputs.is_private_unknown:
        to.print(line("    stardb.key 换过，不公开的栏改没改动比不出来"))


def _print_some(told: list[str], to: Console, most: int | None) -> None:
    for text in told if most is None else told[:most]:
        to.print(line(f"    {text}"), soft_wrap=True)
    _print_rest(0 if most is None else len(told) - most, "处", to)


def _print_rest(count: int, what: str, to: Console) -> None:
    if count > 0:
        to.print(line(f"    另有{count}{what}"))


def _print_program(changes: Changes, to: Console) -> None:
    before, after = changes.before.program, changes.after.program
    if before and after and before != after:
        to.print(line(f"  stardb 的版本：{before} → {after}"))
