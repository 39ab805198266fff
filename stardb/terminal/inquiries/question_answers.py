"""Printing what a cell did, and what a name of the rules is."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from stardb.problems import Problem
from stardb.scoring import CellUse, ItemUse, explain_step, full_name, phrase, phrase_value, show_cell_value
from stardb.terminal.console_lines import line

_MOST = 12
"""So many different results are listed."""


def print_cell_uses(uses: Sequence[CellUse], problems: Sequence[Problem], to: Console) -> None:
    """Whose cell it is, then every result it counted towards with its reason; and what is wrong with it."""
    for use in uses[:_MOST]:
        scheme = use.appraisal.scheme
        who = f"{use.appraisal.subjects.groups[use.subject]} {full_name(use.appraisal, use.subject)}".strip()
        to.print(
            line((f"{use.place}", "bold"), f"  {who} “{use.column}”（{use.table}）：", (show_cell_value(use), "red"))
        )
        to.print(line((f"  {scheme.title}", "dim")))
        for name, role in use.uses:
            to.print(line(f"    这一行 {name}：{role}"))
        for step in use.steps:
            one = explain_step(use.appraisal, step, use.subject)
            to.print(
                line("    → ", (one.title, "bold"), " ", (phrase_value(one), "red"), f"  {phrase(one)}"), soft_wrap=True
            )
        if not use.steps:
            to.print(line("    没有用来计算"))
    if len(uses) > _MOST:
        to.print(line(f"这一格管着 {len(uses)} 个对象，只列了前 {_MOST} 个"))
    for told in problems:
        to.print(line((f"  {told.severity.value} {told.code}", "yellow"), f" {told.message}"), soft_wrap=True)


def cell_uses_data(uses: Sequence[CellUse]) -> list[dict[str, Any]]:
    """The same as data."""
    return [
        {
            "place": str(use.place),
            "scheme": use.appraisal.scheme.title,
            "group": use.appraisal.subjects.groups[use.subject],
            "subject": full_name(use.appraisal, use.subject),
            "table": use.table,
            "column": use.column,
            "text": show_cell_value(use),
            "rows": [{"step": name, "role": role} for name, role in use.uses],
            "steps": [
                {"name": step.name, "title": step.title, "text": use.appraisal.text(step.name, use.subject)}
                for step in use.steps
            ],
        }
        for use in uses
    ]


def print_items(items: Sequence[ItemUse], to: Console) -> None:
    """What it is and where it stands, what it reads and what reads it, and how often each result came out."""
    for item in items:
        value = f"：{item.value}" if item.value else ""
        to.print(line((item.title, "bold red"), f"{value}（{item.role}，{item.appraisal.scheme.title}）"))
        if item.basis:
            to.print(line(f"  依据：{item.basis}"), soft_wrap=True)
        if item.place is not None:
            to.print(line(f"  规定在 {item.place}"), soft_wrap=True)
        if item.kind == "column":
            to.print(line(f"  填在 {item.table}"))
        if item.reads:
            to.print(line(f"  {'各栏' if item.kind == 'table' else '看'}：{'、'.join(item.reads)}"), soft_wrap=True)
        to.print(line(f"  用到它的：{'、'.join(item.read_by) or '没有'}"), soft_wrap=True)
        if item.spread:
            told = "，".join(f"{text} {count}" for text, count in item.spread[:_MOST])
            more = f"，另有 {len(item.spread) - _MOST} 种" if len(item.spread) > _MOST else ""
            to.print(line(f"  参评的{item.appraisal.scheme.subject}里：{told}{more}"), soft_wrap=True)


def items_data(items: Sequence[ItemUse]) -> list[dict[str, Any]]:
    """The same as data."""
    return [
        {
            "name": item.name,
            "title": item.title,
            "kind": item.kind,
            "role": item.role,
            "scheme": item.appraisal.scheme.title,
            "place": str(item.place) if item.place is not None else None,
            "basis": item.basis,
            "value": item.value or None,
            "table": item.table or None,
            "reads": list(item.reads),
            "read_by": list(item.read_by),
            "counts": dict(item.spread),
        }
        for item in items
    ]
