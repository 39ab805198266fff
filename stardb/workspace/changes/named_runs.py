"""Kept runs as people name them: `2022` the one that counts, `2022@3` the third, `2022@last` the newest, `2022@-1` the one before."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from stardb.dataclass import dataclass
from stardb.ledger import KeptRun
from stardb.problems import Problem, problem
from stardb.quantity import Period, UnreadableText, read_period
from stardb.workspace.folder.open_ledger import open_ledger
from stardb.workspace.folder.settings import Workspace

EXPECTED_RUN = "时期（2022、2022-06），或 时期@次数（2022@3、2022@last、2022@-1）"

_WHICH = re.compile(r"last|-?[1-9][0-9]{0,5}")


@dataclass(frozen=True)
class NamedRun:
    """A run as somebody named it. which: "" the one that counts, "last", or a number from 1, or from the end below 0."""

    period: Period
    which: str = ""

    @property
    def title(self) -> str:
        """What it is called: 2022年度, 2022年度第3次."""
        if not self.which:
            return self.period.title
        if self.which == "last":
            return f"{self.period.title}最近一次"
        number = int(self.which)
        return f"{self.period.title}第{number}次" if number > 0 else f"{self.period.title}倒数第{1 - number}次"


def read_named_run(text: str) -> NamedRun:
    """What somebody named. Raises ValueError, with half a Chinese sentence, for what names none."""
    name, at, which = text.partition("@")
    try:
        period = read_period(name)
    except UnreadableText as error:
        raise ValueError(f"{error}；要写{EXPECTED_RUN}") from error
    if at and not _WHICH.fullmatch(which):
        raise ValueError(f"“{text}”的“@{which}”不是哪一次；要写{EXPECTED_RUN}")
    return NamedRun(period, which)


def find_named_run(runs: Sequence[KeptRun], named: NamedRun) -> KeptRun | Problem:
    """The run that is meant, of the placed ones of one scheme and period, the oldest first; or why there is none."""
    title = named.period.title
    if not runs:
        return problem("W340", f"台账里没有{title}的结果", found="没有", expected=named.period.name)
    if not named.which:
        return next(one for one in runs if one.is_current)
    number = len(runs) if named.which == "last" else int(named.which)
    index = number - 1 if number > 0 else len(runs) + number - 1
    if not 0 <= index < len(runs):
        message = f"{title}留存了{len(runs)}次，没有“@{named.which}”这一次"
        return problem("W341", message, found=f"@{named.which}", expected=f"@1 到 @{len(runs)}")
    return runs[index]


def list_runs(workspace: Workspace, scheme: str = "", period: Period | None = None) -> list[dict[str, Any]]:
    """The placed runs there are, as data: by scheme and period, each with its name for `stardb diff`."""
    ledger = open_ledger(workspace)
    return [
        {
            "name": f"{one.run.period}@{number}",
            "scheme": one.run.scheme,
            "title": one.run.title,
            "time": one.run.time,
            "program": one.run.program,
            "is_current": one.is_current,
        }
        for runs in _by_period(ledger.list_kept_runs(scheme or None, period))
        for number, one in enumerate(runs, 1)
    ]


def _by_period(runs: Iterable[KeptRun]) -> list[list[KeptRun]]:
    found: dict[tuple[str, Period], list[KeptRun]] = {}
    for one in runs:
        if one.is_placed:
            found.setdefault((one.run.scheme, one.run.rated_period), []).append(one)
    return [found[key] for key in sorted(found)]
