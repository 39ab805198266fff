"""Printing a decision that was written: what it changes, and what follows."""

from collections.abc import Iterator

from rich.console import Console

from stardb.comparison import Changes, phrase_budget, phrase_subject
from stardb.terminal.console_lines import line
from stardb.workspace import AddedDecision

_MOST = 10


def print_decision(added: AddedDecision, to: Console) -> None:
    """The decision, where it stands, and who comes to something else by it."""
    if added.revoked:
        to.print(line((f"裁定 {added.number}：撤销裁定 {added.revoked}", "bold"), f"（{added.day}）"), soft_wrap=True)
    else:
        change = f"{added.before or '空白'} → {added.after}"
        told = f"裁定 {added.number}：{added.subject} {added.item} {change}"
        to.print(line((told, "bold"), f"（{added.scheme}，{added.day}）"), soft_wrap=True)
    to.print(line(f"已经写入 {added.place}"), soft_wrap=True)
    if not added.changes:
        to.print(line("没有谁的星、等次、待遇因此改变。"), soft_wrap=True)
        return
    to.print(line("因此改变的："))
    for changes in added.changes:
        for text in _list_changes(changes, len(added.changes) > 1):
            to.print(line(f"  {text}"), soft_wrap=True)
    to.print(line("运行 stardb run，结果里就是这样。"), soft_wrap=True)


def _list_changes(changes: Changes, is_one_of_several: bool) -> Iterator[str]:
    title = f"{changes.after.title}：" if is_one_of_several else ""
    for one in changes.subjects[:_MOST]:
        yield f"{title}{phrase_subject(one)}"
    if len(changes.subjects) > _MOST:
        yield f"{title}还有{len(changes.subjects) - _MOST}个"
    for budget in changes.budget:
        yield f"{title}{phrase_budget(budget)}"
