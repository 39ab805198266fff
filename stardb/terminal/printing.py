"""Printing summaries and explanations for people."""

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from stardb.scoring import Explanation
from stardb.terminal.lines import Part, line

ENDLESS = 100_000
"""Columns of what is not a terminal."""


def console(stderr: bool = False) -> Console:
    """A console as wide as the terminal; without end where there is none, so that no line is cut or broken.

    Nothing that is printed is markup: styles are given beside the text (`line`).
    """
    made = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    if made.is_terminal:
        return made
    return Console(stderr=stderr, highlight=False, markup=False, emoji=False, width=ENDLESS, soft_wrap=True)


def print_summary(figures: dict[str, Any], to: Console) -> None:
    """A run's figures."""
    to.print()
    to.print(line((f"{figures['county']} {figures['period']}年度", "bold")))
    for scheme in figures["schemes"].values():
        to.print(_scheme_table(scheme))
    print_left_out(figures["left_out"], to)
    problems = figures["problems"]
    to.print(line(f"问题：错误 {problems['errors']}，警告 {problems['warnings']}，提示 {problems['notes']}"))
    to.print(line(f"用时 {figures['seconds']} 秒"))


def print_left_out(rows: Mapping[str, int], to: Console) -> None:
    """How many rows of the sheets are nobody's data, by kind; nothing where there are none."""
    if rows:
        to.print(line(f"未计入的行：{'，'.join(f'{kind} {count}' for kind, count in rows.items())}"))


def _scheme_table(scheme: dict[str, Any]) -> Table:
    table = Table(title=line(scheme["title"]), title_justify="left", show_header=False, title_style="bold red")
    table.add_column(style="dim", no_wrap=True)
    table.add_column()

    def row(name: str, told: str) -> None:
        table.add_row(line(name), line(told))

    row(scheme["subject"], f"{scheme['subjects']}（参评 {scheme['rated']}，不参评 {scheme['not_rated']}）")
    row("已定 / 待定", f"{scheme['decided']} / {scheme['undecided']}")
    unit = scheme["level_unit"]
    grades = scheme["grades"] or {f"{level}{unit}": number for level, number in scheme["levels"].items()}
    if grades or scheme["stars"]:
        row(scheme["level"] or ("星级" if scheme["stars"] else "等次"), _pairs(grades))
    for star, values in scheme["stars"].items():
        row(star, _pairs({(f"{word}星" if word.isdigit() else word): n for word, n in values.items()}))
    for item, score in scheme["scores"].items():
        if score:
            row(item, f"平均 {score['mean']}，最高 {score['highest']}，最低 {score['lowest']}")
    for item, total in scheme["money"].items():
        row(item, f"合计 {total}")
    return table


def _pairs(counts: dict[str, int]) -> str:
    return "，".join(f"{word} {number}" for word, number in counts.items()) or "无"


def print_files(files: Iterable[str], root: str, to: Console) -> None:
    """Where to look: the workbooks and the first page; the other pages are counted."""
    listed = list(files)
    top = [name for name in listed if name.endswith(".xlsx") or name.count("/") == 2]
    to.print(line("结果："))
    for name in top:
        to.print(line(f"  {root}{name}"), soft_wrap=True)
    if more := sum(name.endswith(".html") for name in set(listed).difference(top)):
        to.print(line(f"  另有网页 {more} 个"))


def explanation_tree(explanation: Explanation) -> Tree:
    """The tree of an explanation for the terminal."""
    tree = Tree(
        line((explanation.title, "bold red"), f" {explanation.basis}：", (explanation.value, "bold")),
    )
    for child in explanation.children:
        _grow(tree, child)
    return tree


def _grow(tree: Tree, node: Explanation) -> None:
    branch = tree.add(_told(node))
    for text in node.missing:
        branch.add(line((f"还差：{text}", "yellow")))
    for child in node.children:
        _grow(branch, child)


def _told(node: Explanation) -> Text:
    unit = node.unit.removeprefix("元") if node.value.endswith("元") else ""
    parts: list[Part] = [(node.title, "bold"), " ", (node.value + unit, "red")]
    if node.sentence:
        parts.append(f"  {node.sentence}")
    example = "（示例）" if node.example else ""
    marks = [f"依据：{node.basis}{example}"] if node.basis else ["示例"] if node.example else []
    marks += [place for place in (node.cell, node.rule) if place]
    if marks:
        parts += ["  ", (f"〔{'；'.join(marks)}〕", "dim")]
    return line(*parts)
