"""The tables printed: contests with their ratios first, then how a run's time is spent."""

import os
import platform
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from benchmarks.contest import Contest


def machine() -> str:
    """What it was measured on."""
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()} {platform.machine()}"


def contest_table() -> Table:
    """An empty table of contests."""
    table = Table(
        title="Beside the peers (ratio of medians, in turn; peak memory of a process of its own)", title_justify="left"
    )
    table.add_column("contest")
    table.add_column("contender")
    for heading in ("ratio", "median", "peak"):
        table.add_column(heading, justify="right")
    return table


def add_contest(table: Table, contest: Contest, medians: Sequence[float], peaks: Sequence[float | None]) -> None:
    """A row for each contender."""
    for index, (contender, median, peak) in enumerate(zip(contest.contenders, medians, peaks, strict=True)):
        held = "–" if peak is None else f"{peak:,.0f} MiB"
        title = "" if index else contest.title
        table.add_row(title, contender.name, f"{median / medians[-1]:.2f}", told(median), held)
    table.add_section()


def trip_table(shares: dict[str, float]) -> Table:
    """The parts of a run."""
    whole = sum(shares.values())
    table = Table(
        title="One `stardb run` on the sample county (144 branches, 2 schemes, 19 workbooks)", title_justify="left"
    )
    table.add_column("part")
    for heading in ("share", "median"):
        table.add_column(heading, justify="right")
    for part, taken in shares.items():
        table.add_row(part, f"{taken / whole:.0%}", told(taken))
    table.add_section()
    table.add_row("wall", "", told(whole))
    return table


def import_table(shares: dict[str, float]) -> Table:
    """What importing costs."""
    table = Table(title="What it imports, in CPU time (the least of the rounds)", title_justify="left")
    table.add_column("packages")
    table.add_column("CPU", justify="right")
    for packages, taken in shares.items():
        table.add_row(packages, told(taken))
    return table


def told(taken: float) -> str:
    """Seconds, or milliseconds where that is plainer."""
    return f"{taken:.2f} s" if taken >= 1 else f"{taken * 1000:.0f} ms" if taken >= 0.01 else f"{taken * 1000:.1f} ms"


def console() -> Console:
    """A console wide enough for the tables where the output is no terminal."""
    made = Console(highlight=False)
    return made if made.is_terminal else Console(highlight=False, width=120)
