"""How the time of one `stardb run` on the sample county is spent: the trip itself runs, with a clock at each room's door."""

import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

from benchmarks.contest import Size, seconds
from stardb.ledger import Ledger
from stardb.workspace import Contents, create_workspace, inputs, open_workspace, pipeline, result_files, run
from stardb.workspace.folder import open_books

DOORS: dict[str, tuple[tuple[Any, str], ...]] = {
    "load rules": ((inputs, "load_scheme"),),
    "read workbooks": ((open_books, "read_books"),),
    "type and join": ((inputs, "match_sheets"), (inputs, "read_all"), (inputs, "report_unmatched")),
    "score": ((pipeline, "score"),),
    "render workbooks": ((result_files, "render_scheme_workbook"),),
    "render pages": ((result_files, "render_pages"),),
    "ledger": tuple((Ledger, name) for name in vars(Ledger) if name == "__init__" or not name.startswith("_")),
    "write results": ((pipeline, "keep_and_place"),),
}


@dataclass
class Clock:
    """Seconds by part. A part called within another is not counted to the outer one."""

    spent: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    within: list[float] = field(default_factory=list)

    def timed(self, part: str, act: Callable[..., Any]) -> Callable[..., Any]:
        """`act`, its own time counted to `part`."""

        def timed(*arguments: Any, **named: Any) -> Any:
            began = time.perf_counter()
            self.within.append(0.0)
            try:
                return act(*arguments, **named)
            finally:
                took = time.perf_counter() - began
                self.spent[part] += took - self.within.pop()
                if self.within:
                    self.within[-1] += took

        return timed


def shares(size: Size, folder: Path) -> dict[str, float]:
    """Median seconds of each part of a run, of what lies between them, and of Python starting up; in the order taken."""
    workspace = folder / "county"
    create_workspace(workspace, Contents(county=True))
    _run_clocked(workspace)
    rounds = [_run_clocked(workspace) for _ in range(size.rounds)]
    wall = median(seconds(lambda: _process(workspace)) for _ in range(size.rounds))
    parts = {part: median(taken[part] for taken in rounds) for part in (*DOORS, "the rest")}
    return {"start Python, import": wall - sum(parts.values())} | parts


def _run_clocked(workspace: Path) -> dict[str, float]:
    clock = Clock()
    with ExitStack() as stack:
        for part, doors in DOORS.items():
            for owner, name in doors:
                stack.enter_context(patch.object(owner, name, clock.timed(part, getattr(owner, name))))
        whole = seconds(lambda: run(open_workspace(workspace)))
    clock.spent["the rest"] = whole - sum(clock.spent.values())
    return clock.spent


def _process(workspace: Path) -> None:
    """`stardb run` as a person starts it; it ends with 1, since the sample has faults."""
    command = [sys.executable, "-m", "stardb.cli", "run", "--format", "json", "--period", "2022", "-C", str(workspace)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 1, done.stderr.decode(errors="replace")
    assert json.loads(done.stdout)["files"], "nothing was written"
