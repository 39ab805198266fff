"""Printing where a period stands: a table a township, and what is to be done."""

from rich.console import Console
from rich.table import Table

from stardb.terminal.console_lines import line
from stardb.workspace import Status, TableStatus


def print_status(status: Status, to: Console) -> None:
    """The townships' tables stage by stage, then what the clerk does next, a line each."""
    if status.tables:
        to.print(_table(status))
    waiting = [stage for stage in status.stages if not stage.is_asked and stage.due]
    for stage in waiting:
        to.print(line(f"{stage.stage}：{stage.due}前，没有表要报"))
    if status.steps:
        to.print(line(("下一步：", "bold")))
    for step in status.steps:
        to.print(line(f"  {step.township} {step.text}" if step.township else f"  {step.text}"))


def _table(status: Status) -> Table:
    with_stages = any(row.stage for row in status.tables)
    with_days = any(row.due for row in status.tables)
    with_schemes = len({row.scheme for row in status.tables}) > 1
    table = Table(title=line(f"{status.period.title}报表进度"), title_justify="left", title_style="bold red")
    heads = ["乡镇", *(["办法"] if with_schemes else []), *(["环节"] if with_stages else []), "表"]
    for head in heads:
        table.add_column(head)
    for head in ("应报", "已报", "有问题的文件"):
        table.add_column(head, justify="right")
    for head in (*(["期限"] if with_days else []), "状态"):
        table.add_column(head)
    last = ""
    for row in status.tables:
        cells = ["" if row.township == last else row.township]
        cells += [row.scheme] if with_schemes else []
        cells += [row.stage] if with_stages else []
        cells += [row.table, str(row.expected), str(row.received), _faulty(row)]
        cells += [row.due.isoformat() if row.due else ""] if with_days else []
        table.add_row(*(line(cell) for cell in cells), line((row.state, _style(row))))
        last = row.township
    return table


def _faulty(row: TableStatus) -> str:
    """How many files have faults, and how many these are."""
    if not row.faulty:
        return "0"
    return f"{len(row.faulty)}（错误{row.errors}、警告{row.warnings}）"


def _style(row: TableStatus) -> str:
    if row.is_late:
        return "bold red"
    return "" if row.missing or row.faulty else "green"
