"""Printing what a run over several periods came to: a line a scheme and period."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console

from stardb.quantity import PENDING
from stardb.rulebook import StateNames
from stardb.terminal.console_lines import line


def print_due_runs(runs: Sequence[dict[str, Any]], to: Console) -> None:
    """The figures of each run, in order."""
    for figures in runs:
        to.print()
        to.print(line((f"{figures['county']} {figures['title']}", "bold")))
        for scheme in figures["schemes"].values():
            to.print(line("  ", (scheme["title"], "red"), f"  {describe_counts(scheme)}"))


def describe_counts(scheme: dict[str, Any]) -> str:
    """How many subjects a scheme has, and how they stand: 支部 24：已定 22，待定 2；平安 20，有事故 2."""
    called = StateNames(scheme["states"])
    states = [f"已定 {scheme['decided']}"]
    states += [f"{called.name(PENDING)} {scheme['undecided']}"] if scheme["undecided"] else []
    states += [f"{called.name('不参评')} {scheme['not_rated']}"] if scheme["not_rated"] else []
    unit = scheme["level_unit"]
    levels = {f"{word}{unit if word[-1:].isdigit() else ''}": count for word, count in scheme["levels"].items()}
    stars = next(iter(scheme["stars"].values())) if len(scheme["stars"]) == 1 else {}
    won = stars if "得星" in stars or "未得" in stars else {}
    results = "，".join(f"{word} {count}" for word, count in (scheme["grades"] or won or levels or stars).items())
    return f"{scheme['subject']} {scheme['subjects']}：{'，'.join(states)}{f'；{results}' if results else ''}"


def print_other_periods(failed: Iterable[str], kept: Iterable[str], to: Console) -> None:
    """The titles of the periods that came to nothing, and of those that were left as they are."""
    for what, titles in (("没有评成的", [*failed]), ("没有改动、不用再评的", [*kept])):
        if titles:
            to.print(line(f"{what}：{'、'.join(titles)}"))


def print_front_page(path: str, to: Console) -> None:
    """Where to look first."""
    to.print(line("结果："))
    to.print(line(f"  {path}"), soft_wrap=True)
