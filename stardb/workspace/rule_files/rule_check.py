"""Rule files checked by themselves, without a workspace and without data: what an editor or a clerk asks after a change."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from stardb.dataclass import dataclass
from stardb.problems import Problem, unique
from stardb.quantity import Frequency, Period, find_period
from stardb.rulebook import load_source, read_frequencies, read_rules
from stardb.yamlfile import Accepted, YamlSource


@dataclass(frozen=True)
class CheckedRules:
    """What was found in rule files: the problems, and the findings that the files settle with a reason (`accept`)."""

    problems: tuple[Problem, ...]
    accepted: tuple[Accepted, ...]


def check_rules(paths: Iterable[Path], root: Path, period: Period | None = None) -> CheckedRules:
    """Every problem of some rule files, or of all in some folders; files are called as they lie below `root`.

    period: what they are checked for; without one, the first by which all that a file dates is in force.
    """
    from stardb.cases import find_suites  # slow to import; a run checks no cases

    found, problems = find_suites(paths, root)
    accepted: list[Accepted] = []
    for suite in found:
        source = read_rules(suite.text, suite.file)
        loaded = load_source(source, *((period, None) if period else _find_rated(source)))
        problems += loaded.problems
        accepted += loaded.accepted
    return CheckedRules(unique(problems), tuple(accepted))


def _find_rated(source: YamlSource) -> tuple[Period, date]:
    """The period in which all that a file dates is in force, the longest of those it is rated for, and the day."""
    day, kinds = _find_day(source.data), read_frequencies(source)
    timed = [kind for kind in kinds if kind not in (Frequency.TERM, Frequency.ONCE)]
    return find_period(day, timed[-1] if timed else Frequency.YEAR), day


def _find_day(data: Any) -> date:
    """The end of the first year by which all that a file dates is in force, or the last day it is."""
    given = data if isinstance(data, dict) else {}
    last = max([_read(given.get("valid_from")) or date(1970, 1, 1), *_find_days(given.get("parameters"))])
    until = _read(given.get("valid_to"))
    end = date(last.year, 12, 31)
    return min(end, until) if until else end


def _find_days(node: Any) -> Iterable[date]:
    """The days a parameter's values begin."""
    for key, value in node.items() if isinstance(node, dict) else ():
        day = _read(key)
        yield from (day,) if day else _find_days(value)


def _read(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
