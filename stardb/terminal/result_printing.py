"""Printing summaries and explanations for people."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from stardb.quantity import PENDING, Frequency, Kind
from stardb.rulebook import StateNames, state_names
from stardb.scoring import Explanation, phrase, phrase_losses, phrase_value
from stardb.terminal.console_lines import Part, line

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
    to.print(line((f"{figures['county']} {figures['title']}", "bold")))
    for scheme in figures["schemes"].values():
        to.print(_scheme_table(scheme))
    _print_failed(figures["failed"].values(), to)
    print_left_out(figures["left_out"], to)
    print_problem_counts(figures, to)


def _print_failed(failed: Iterable[Mapping[str, str]], to: Console) -> None:
    """The schemes that came to nothing, each with the first of its reasons; nothing where there are none."""
    listed = list(failed)
    if listed:
        to.print(line((f"没有评出的办法 {len(listed)} 部：", "bold red")))
        for one in listed:
            to.print(line(f"  {one['title']}：{one['reason'].rstrip('。')}"))


def print_problem_counts(figures: dict[str, Any], to: Console) -> None:
    """How many problems there are, and how long the run took."""
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

    called = StateNames(scheme["states"])
    not_rated = f"{called.name('不参评')} {scheme['not_rated']}"
    row(scheme["subject"], f"{scheme['subjects']}（参评 {scheme['rated']}，{not_rated}）")
    row(f"已定 / {called.name(PENDING)}", f"{scheme['decided']} / {scheme['undecided']}")
    unit = scheme["level_unit"]
    levels = {f"{level}{unit if level[-1:].isdigit() else ''}": number for level, number in scheme["levels"].items()}
    if scheme["grade"] or scheme["level"]:
        row(scheme["grade"] or scheme["level"], _pairs(scheme["grades"] if scheme["grade"] else levels))
    for rating, values in scheme["ratings"].items():
        row(rating, _pairs(values))
    for star, values in scheme["stars"].items():
        row(star, _pairs({(f"{word}星" if word.isdigit() else called.name(word)): n for word, n in values.items()}))
    for item, score in scheme["scores"].items():
        if score and item not in scheme["ratings"]:
            row(item, f"平均 {score['mean']}，最高 {score['highest']}，最低 {score['lowest']}")
    for item, total in (*scheme["totals"].items(), *scheme["money"].items()):
        row(item, f"合计 {total}")
    held, not_held = scheme["decisions"]["held"], scheme["decisions"]["not_held"]
    if held or not_held:
        row("裁定", f"作数 {held} 条" + (f"，没有作数 {not_held} 条" if not_held else ""))
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
    """The tree of a subject's explanation for the terminal."""
    title, scheme = explanation.title, explanation.appraisal.scheme
    called = state_names(scheme)
    result = called.rename(phrase_value(explanation))
    period = explanation.appraisal.period
    of = "" if period.kind is Frequency.YEAR else f" {period.title}"
    tree = Tree(line((title, "bold red"), f" {scheme.title}{of}：", (result, "bold")))
    for child in explanation.children:
        _grow(tree, child, called)
    return tree


def _grow(tree: Tree, explanation: Explanation, called: StateNames) -> None:
    branch = tree.add(_line_of(explanation, called))
    for text in phrase_losses(explanation):
        branch.add(line((f"还差：{called.rename(text)}", "yellow")))
    for child in explanation.children:
        _grow(branch, child, called)


def _line_of(explanation: Explanation, called: StateNames) -> Text:
    value = called.rename(phrase_value(explanation)) + _unit(explanation)
    parts: list[Part] = [(called.rename(explanation.title), "bold"), " ", (value, "red")]
    if reason := phrase(explanation):
        parts.append(f"  {called.rename(reason)}")
    if marks := list(_marks(explanation)):
        parts += ["  ", (f"〔{'；'.join(marks)}〕", "dim")]
    return line(*parts)


def _unit(explanation: Explanation) -> str:
    """What a sum of money is for, such as /年, where the value does not say."""
    step, value = explanation.step, explanation.value
    is_money = value is not None and value.is_known and value.kind is Kind.MONEY
    return step.unit.removeprefix("元") if step is not None and is_money else ""


def _marks(explanation: Explanation) -> Iterator[str]:
    """The clause, the cell and the line in the rule file."""
    clause, is_told = explanation.clause, not explanation.is_repeated
    if clause is not None and is_told and clause.basis:
        yield f"依据：{clause.basis}{'（示例）' if clause.is_example else ''}"
    elif clause is not None and is_told and clause.is_example:
        yield "示例"
    if explanation.place is not None:
        yield str(explanation.place)
    if clause is not None and is_told:
        yield str(clause.place)
