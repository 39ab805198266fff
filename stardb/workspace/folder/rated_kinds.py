"""How often each scheme is rated, as its rule file says (`every`), and which periods those are."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from stardb.files import FileFault, read_text
from stardb.quantity import PARTS_OF_YEAR, Frequency, Period, find_period
from stardb.rulebook import read_frequencies
from stardb.workspace.folder.rule_versions import find_version_in_force
from stardb.yamlfile import read_source


def find_frequencies(root: Path, name: str, day: date) -> tuple[Frequency, ...]:
    """The kinds of periods a scheme is rated for, the shortest first, by the version of its rules in force on a day.

    ONCE is a year or a term. None where the file says what nobody can make out.
    """
    try:
        text = read_text(root / find_version_in_force(root, name, day)[0])
    except FileFault:
        text = ""
    kinds = _read_kinds(text)
    return (Frequency.YEAR, Frequency.TERM) if kinds == (Frequency.ONCE,) else kinds


@lru_cache(64)
def _read_kinds(text: str) -> tuple[Frequency, ...]:
    """What a rule file says; a run asks again and again."""
    return read_frequencies(read_source(text, ""))


def is_partial(kinds: Sequence[Frequency]) -> bool:
    """Whether a scheme is rated more often than by the year."""
    return any(kind in PARTS_OF_YEAR for kind in kinds)


def find_related_period(kinds: Sequence[Frequency], period: Period) -> Period:
    """Of the periods a scheme is rated for the one it is known by while another is rated: the last within it, or the one around it."""
    if period.kind in kinds:
        return period
    inside = [period.list_inside(kind)[-1:] for kind in kinds]
    found = [one for listed in inside for one in listed]
    around = [find_period(period.last, kind) for kind in kinds if kind is not Frequency.TERM]
    return max(found) if found else min((one for one in around if one.contains(period)), default=period)
