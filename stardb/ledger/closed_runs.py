"""Which runs are held by closings: of a closed period the run that its closing names counts, whatever came after."""

import json
from collections.abc import Iterable, Sequence

CLOSE, REOPEN = "close", "reopen"
"""The kinds of events by which a period is closed, and opened again.

A closing's content names its runs under `runs` (scheme, period, hash); a reopening's the closing's hash under `closing`.
"""


def find_closed_runs(rows: Iterable[Sequence[str]]) -> set[str]:
    """The hashes of the runs that closings hold. rows: kind, body and hash of events, in their order."""
    held: dict[str, list[str]] = {}
    for kind, body, hash_ in rows:
        content = json.loads(body)["content"]
        if kind == CLOSE:
            held[hash_] = [str(run[2]) for run in content.get("runs", ())]
        elif kind == REOPEN:
            held.pop(str(content.get("closing", "")), None)
    return {run for runs in held.values() for run in runs}
