"""How often each scheme is rated, as its rule file says (`every`), and which periods those are."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from stardb.files import FileFault, read_text
from stardb.quantity import Frequency, Period, find_period
from stardb.workspace.folder.rule_versions import find_version_in_force

_SIZES = (Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR, Frequency.YEAR, Frequency.TERM)
"""The kinds of periods, the shortest first."""


def read_frequencies(root: Path, name: str, day: date) -> tuple[Frequency, ...]:
    """The kinds of periods a scheme is rated for, the shortest first, by the version of its rules in force on a day.

    A year where the file says nothing, or nothing that can be read: its loading will tell. ONCE is a year or a term.
    """
    try:
        text = read_text(root / find_version_in_force(root, name, day)[0])
    except FileFault:
        text = ""
    found = _EVERY.search(text)
    words = _WORD.findall(_COMMENT.sub("", found[1])) if found else []
    kinds = {kind for word in words for kind in _read_kind(word)}
    return tuple(kind for kind in _SIZES if kind in kinds) or (Frequency.YEAR,)


_EVERY = re.compile(r"^every:(.*(?:\n[ \t-].*)*)", re.MULTILINE)
"""The key in a rule file: nothing else of it has to be read."""
_WORD = re.compile(r"[a-z][a-z-]*")
_COMMENT = re.compile(r"#.*")


def _read_kind(word: str) -> tuple[Frequency, ...]:
    found = [kind for kind in Frequency if kind.value == word]
    return (Frequency.YEAR, Frequency.TERM) if found == [Frequency.ONCE] else tuple(found)


def is_partial(kinds: Sequence[Frequency]) -> bool:
    """Whether a scheme is rated more often than by the year."""
    return any(kind in _SIZES[:3] for kind in kinds)


def find_related_period(kinds: Sequence[Frequency], period: Period) -> Period:
    """Of the periods a scheme is rated for the one it is known by while another is rated: the last within it, or the one around it."""
    if period.kind in kinds:
        return period
    inside = [period.list_inside(kind)[-1:] for kind in kinds]
    found = [one for listed in inside for one in listed]
    around = [find_period(period.last, kind) for kind in kinds if kind is not Frequency.TERM]
    return max(found) if found else min((one for one in around if one.contains(period)), default=period)
