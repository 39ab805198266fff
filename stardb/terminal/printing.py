"""Printing problems, summaries and explanations for people."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from stardb.problems import Problem, Severity
from stardb.scoring import Explanation

REPEATS = 5
"""How many problems of one kind in one file are printed before the rest are only counted."""

ENDLESS = 100_000
"""Columns of what is not a terminal."""

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}


def console(stderr: bool = False) -> Console:
    """A console as wide as the terminal; without end where there is none, so that no line is cut or broken."""
    made = Console(stderr=stderr, highlight=False)
    return made if made.is_terminal else Console(stderr=stderr, highlight=False, width=ENDLESS, soft_wrap=True)


def print_problems(problems: Sequence[Problem], to: Console, notes: bool) -> None:
    """The problems grouped by file, errors first; notes only counted unless `notes`."""
    shown = [p for p in problems if notes or p.severity is not Severity.NOTE]
    for file in dict.fromkeys(p.place.file for p in shown):
        to.print(f"\n[bold]{escape(file or '工作区')}[/]")
        mine = [p for p in shown if p.place.file == file]
        for code in dict.fromkeys(p.code for p in mine):
            _print_kind([p for p in mine if p.code == code], to)
    hidden = len(problems) - len(shown)
    if hidden:
        to.print(f"\n另有提示 {hidden} 条（含示例数值），stardb check 可看")


def _print_kind(problems: Sequence[Problem], to: Console) -> None:
    """The problems of one kind in one file: a few in full and the rest counted; many notes in one paragraph."""
    first = problems[0]
    if first.severity is Severity.NOTE and len(problems) > REPEATS:
        named = "、".join(f"{p.found or p.message}（{_where(p)}）" for p in problems)
        to.print(f"  [dim]提示[/] {first.code} {escape(first.title)} {len(problems)} 处：{escape(named)}")
        to.print(f"      [green]办法：{escape(first.remedy)}[/]")
        return
    for problem in problems[:REPEATS]:
        _print_problem(problem, to)
    if len(problems) > REPEATS:
        to.print(f"  … {first.code} 另有 {len(problems) - REPEATS} 处，见结果工作簿“待定与问题”或 --format json")


def _where(problem: Problem) -> str:
    place = problem.place
    return f"{place.line}:{place.column}" if place.line else "!".join(p for p in (place.sheet, place.cell) if p)


def _print_problem(problem: Problem, to: Console) -> None:
    colour, where = _COLOURS[problem.severity], _where(problem)
    where = f" [cyan]{escape(where)}[/]" if where else ""
    to.print(f"  [{colour}]{problem.severity.value}[/] {problem.code}{where} {escape(problem.message)}")
    details = [f"{name}：{text}" for name, text in (("现为", problem.found), ("应为", problem.expected)) if text]
    if details:
        to.print(f"      {escape('；'.join(details))}")
    if problem.remedy:
        to.print(f"      [green]办法：{escape(problem.remedy)}[/]")


def print_summary(figures: dict[str, Any], to: Console) -> None:
    """A run's figures."""
    to.print(f"\n[bold]{escape(figures['county'])} {escape(figures['period'])}年度[/]")
    for scheme in figures["schemes"].values():
        to.print(_scheme_table(scheme))
    problems = figures["problems"]
    to.print(f"问题：错误 {problems['errors']}，警告 {problems['warnings']}，提示 {problems['notes']}")
    to.print(f"用时 {figures['seconds']} 秒")


def _scheme_table(scheme: dict[str, Any]) -> Table:
    table = Table(title=scheme["title"], title_justify="left", show_header=False, title_style="bold red")
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    people = f"{scheme['subjects']}（参评 {scheme['rated']}，不参评 {scheme['not_rated']}）"
    table.add_row(scheme["subject"], people)
    table.add_row("已定 / 待定", f"{scheme['decided']} / {scheme['undecided']}")
    unit = scheme["level_unit"]
    grades = scheme["grades"] or {f"{level}{unit}": number for level, number in scheme["levels"].items()}
    if grades or scheme["stars"]:
        table.add_row(scheme["level"] or ("星级" if scheme["stars"] else "等次"), _pairs(grades))
    for star, values in scheme["stars"].items():
        table.add_row(star, _pairs({(f"{word}星" if word.isdigit() else word): n for word, n in values.items()}))
    for item, score in scheme["scores"].items():
        if score:
            table.add_row(item, f"平均 {score['mean']}，最高 {score['highest']}，最低 {score['lowest']}")
    for item, total in scheme["money"].items():
        table.add_row(item, f"合计 {total}")
    return table


def _pairs(counts: dict[str, int]) -> str:
    return "，".join(f"{word} {number}" for word, number in counts.items()) or "无"


def print_files(files: Iterable[str], root: str, to: Console) -> None:
    """Where to look: the workbooks and the first page; the other pages are counted."""
    listed = list(files)
    top = [name for name in listed if name.endswith(".xlsx") or name.count("/") == 2]
    to.print("结果：")
    for name in top:
        to.print(f"  {escape(root)}{escape(name)}", soft_wrap=True)
    if len(listed) > len(top):
        to.print(f"  另有网页 {len(listed) - len(top)} 个")


def explanation_tree(explanation: Explanation) -> Tree:
    """The tree of an explanation for the terminal."""
    tree = Tree(
        f"[bold red]{escape(explanation.title)}[/] {escape(explanation.basis)}：[bold]{escape(explanation.value)}[/]"
    )
    for child in explanation.children:
        _grow(tree, child)
    return tree


def _grow(tree: Tree, node: Explanation) -> None:
    unit = node.unit.removeprefix("元") if node.value.endswith("元") else ""
    text = f"[bold]{escape(node.title)}[/] [red]{escape(node.value + unit)}[/]"
    if node.sentence:
        text += f"  {escape(node.sentence)}"
    marks = (
        [f"依据：{node.basis}" + ("（示例）" if node.example else "")]
        if node.basis
        else ["示例"]
        if node.example
        else []
    )
    marks += [place for place in (node.cell, node.rule) if place]
    if marks:
        text += f"  [dim]〔{escape('；'.join(marks))}〕[/]"
    branch = tree.add(text)
    for line in node.missing:
        branch.add(f"[yellow]还差：{escape(line)}[/]")
    for child in node.children:
        _grow(branch, child)
