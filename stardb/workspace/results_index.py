"""`results/index.html`: every system and period, made anew with each run from what the folders of results say of themselves.

Each folder holds a summary of its own (`.stardb-summary.json`), placed with it, so that the page names nothing that is not there.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from stardb.dataclass import dataclass
from stardb.files import FileFault, read_bytes
from stardb.quantity import Frequency, Period, UnreadableText, read_period
from stardb.rendering import FrontFailure, FrontPage, FrontResult, FrontSystem, FrontYear, ShareOfAll, render_front_page
from stardb.shipped import shipped
from stardb.workspace.folder.settings import Workspace

SUMMARY = ".stardb-summary.json"
"""The file in a folder of results that says what is in it."""

_LIMIT = 2**24


@dataclass(frozen=True)
class SystemSummary:
    """What one system came to in a period. counts: its words or levels, the best first. reason: why nothing came out this time."""

    title: str
    subject: str = ""
    page: str = ""
    book: str = ""
    subjects: int = 0
    decided: int = 0
    undecided: int = 0
    not_rated: int = 0
    counts: tuple[tuple[str, int], ...] = ()
    reason: str = ""


Summaries = Mapping[str, SystemSummary]
"""By the names of the schemes' rule files."""


def merge_summaries(folder: Path, made: Summaries, failed: Mapping[str, tuple[str, str]]) -> dict[str, SystemSummary]:
    """What a folder of results will hold: what was made, and of the schemes that failed what stays there of the time before.

    failed: scheme -> its title, and why.
    """
    before = read_summaries(folder)
    stale = {name: replace(before.get(name, SystemSummary(title)), reason=why) for name, (title, why) in failed.items()}
    return {**stale, **made}


def write_summaries(summaries: Summaries) -> bytes:
    """The content of the file."""
    data = {name: asdict(one) for name, one in summaries.items()}
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1).encode()


def read_summaries(folder: Path) -> dict[str, SystemSummary]:
    """What a folder of results says is in it; nothing where that cannot be read."""
    try:
        given = json.loads(read_bytes(folder / SUMMARY, _LIMIT))
        return {str(name): _read_summary(one) for name, one in given.items()}
    except (FileFault, ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return {}


def _read_summary(one: Mapping[str, Any]) -> SystemSummary:
    counts = tuple((str(word), int(count)) for word, count in one["counts"])
    title, subject, page, book, reason = (str(one[name]) for name in ("title", "subject", "page", "book", "reason"))
    subjects, decided, undecided, not_rated = (
        int(one[name]) for name in ("subjects", "decided", "undecided", "not_rated")
    )
    return SystemSummary(title, subject, page, book, subjects, decided, undecided, not_rated, counts, reason)


def make_front_page(workspace: Workspace, summaries: Summaries) -> dict[str, bytes]:
    """The files of the front page, by their paths below `results`. summaries: those of the period that is being placed."""
    found = _read_all(workspace.root / "results")
    found[workspace.period] = summaries
    settings = workspace.settings
    order = {name: number for number, name in enumerate(settings.schemes)}
    years: dict[int, dict[Period, Summaries]] = {}
    for period in sorted(found):
        years.setdefault(period.year, {})[period] = found[period]
    page = FrontPage(
        settings.county,
        settings.department or settings.county,
        tuple(_make_year(year, years[year], order) for year in sorted(years, reverse=True)),
        tuple(
            FrontFailure(one.title, period.title, one.reason)
            for period, systems in found.items()
            for one in systems.values()
            if one.reason
        ),
    )
    folders = [workspace.root / "reports" / "pages", Path(str(shipped("reports"))) / "pages"]
    return render_front_page(page, folders)


def _read_all(results: Path) -> dict[Period, Summaries]:
    found: dict[Period, Summaries] = {}
    for path in sorted(results.iterdir()) if results.is_dir() else ():
        try:
            period = read_period(path.name)
        except UnreadableText:
            continue
        if summaries := read_summaries(path):
            found[period] = summaries
    return found


def _make_year(year: int, found: Mapping[Period, Summaries], order: Mapping[str, int]) -> FrontYear:
    names = sorted(
        {name for systems in found.values() for name in systems}, key=lambda name: (order.get(name, 999), name)
    )
    overviews = tuple(
        replace(_make_result(period, SystemSummary("", page="index.html")), short=period.short_title)
        for period, systems in found.items()
        if any(one.page for one in systems.values())
    )
    return FrontYear(f"{year}年", tuple(_make_system(name, found) for name in names), overviews)


def _make_system(name: str, found: Mapping[Period, Summaries]) -> FrontSystem:
    mine = {period: systems[name] for period, systems in found.items() if name in systems}
    whole = [period for period in mine if period.kind in (Frequency.YEAR, Frequency.TERM)]
    having = [period for period in mine if mine[period].page]
    main = max([period for period in whole if mine[period].page] or having or [*mine])
    parts = _list_parts([period for period in mine if period not in whole])
    return FrontSystem(
        mine[main].title,
        _make_result(main, mine[main]),
        tuple(_make_result(period, mine.get(period, SystemSummary(""))) for period in parts),
    )


def _list_parts(periods: Sequence[Period]) -> list[Period]:
    """All months of the year where some are rated, and so all quarters and halves."""
    kinds = dict.fromkeys(period.kind for period in periods)
    year = next((period.parent for period in periods), None)
    return [part for kind in kinds for part in (year.list_inside(kind) if year else ())]


def _make_result(period: Period, one: SystemSummary) -> FrontResult:
    return FrontResult(
        period=period.title,
        short=period.short_title,
        page=f"{period.name}/{one.page}" if one.page else "",
        book=f"{period.name}/{one.book}" if one.book else "",
        subject=one.subject,
        subjects=one.subjects,
        decided=one.decided,
        undecided=one.undecided,
        not_rated=one.not_rated,
        shares=_make_shares(one.counts),
        reason=one.reason,
    )


def _make_shares(counts: Sequence[tuple[str, int]]) -> tuple[ShareOfAll, ...]:
    total, before, shares = sum(count for _, count in counts), 0, []
    for number, (word, count) in enumerate(counts):
        shade = number * 4 // max(len(counts) - 1, 1)
        shares.append(ShareOfAll(word, count, _hundredths(before, total), _hundredths(count, total), shade))
        before += count
    return tuple(shares)


def _hundredths(part: int, whole: int) -> str:
    """A share in percent with two decimals, rounded."""
    tenths = (part * 20_000 // whole + 1) // 2 if whole else 0
    return f"{tenths // 100}.{tenths % 100:02}"
