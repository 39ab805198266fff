"""Which version of a scheme's rule file is in force on the day of the appraisal, P52: an old year by the rules of that year.

`rules/name.yaml` and `rules/name@anything.yaml` are versions of one scheme; its results go on in one ledger. A version is in
force from its `valid_from` until a later one's, or its own `valid_to`.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from stardb.files import FileFault, read_text
from stardb.problems import Place, Problem, problem
from stardb.rulebook import CASES
from stardb.yamlfile import read_source


def scheme_names(folder: Path) -> list[str]:
    """The schemes a rules folder holds, each once however many versions it has."""
    return sorted({path.stem.partition("@")[0] for path in folder.glob("*.yaml") if not path.name.endswith(CASES)})


def find_version_in_force(root: Path, name: str, as_of: date) -> tuple[str, Problem | None]:
    """The rule file of a scheme for a day, relative to the workspace; and a problem where two are in force alike.

    Where none is in force it is the newest, whose own loading says so.
    """
    paths = _list_versions(root, name)
    if len(paths) < 2:
        return f"rules/{paths[0].name if paths else f'{name}.yaml'}", None
    spans = {path: _span(path) for path in paths}
    holding = [path for path in paths if spans[path][0] <= as_of <= spans[path][1]]
    chosen = _newest(holding or paths, spans)
    file = f"rules/{chosen[0].name}"
    if len(chosen) == 1:
        return file, None
    names = "、".join(path.name for path in chosen)
    message = f"{names} 是同一部办法，都从{spans[chosen[0]][0]}起施行，不知道用哪一个。"
    return file, problem("W104", message, Place(file), found=names, expected="各版本的 valid_from 不同")


def is_in_force(root: Path, name: str, first: date, last: date) -> bool:
    """Whether a version of a scheme's rules is in force on a day of those from `first` to `last`."""
    return is_within(list_spans(root, name), first, last)


def is_within(spans: Sequence[tuple[date, date]], first: date, last: date) -> bool:
    """Whether one of some spans has a day of those from `first` to `last`; so it is where there are none."""
    return not spans or any(start <= last and first <= end for start, end in spans)


def list_spans(root: Path, name: str) -> list[tuple[date, date]]:
    """From when to when each version of a scheme's rules is in force."""
    return [_span(path) for path in _list_versions(root, name)]


def find_day_in_force(root: Path, name: str, day: date) -> date | None:
    """The day nearest to one on which a version of a scheme's rules is in force; None where there are no rules."""
    spans = [_span(path) for path in _list_versions(root, name)]
    days = [min(max(day, start), end) for start, end in spans]
    return min(days, key=lambda one: abs(one - day), default=None)


def _list_versions(root: Path, name: str) -> list[Path]:
    paths = sorted(path for path in (root / "rules").glob("*.yaml") if path.stem.partition("@")[0] == name)
    return [path for path in paths if not path.name.endswith(CASES)]


def find_first_day(root: Path, name: str) -> date:
    """Since when there are rules of a scheme, by its earliest version; the first day of all where that cannot be read."""
    paths = [path for path in (root / "rules").glob("*.yaml") if path.stem.partition("@")[0] == name]
    return min((_span(path)[0] for path in paths if not path.name.endswith(CASES)), default=date.min)


def _newest(paths: Iterable[Path], spans: dict[Path, tuple[date, date]]) -> list[Path]:
    listed = list(paths)
    last = max(spans[path][0] for path in listed)
    return [path for path in listed if spans[path][0] == last]


def _span(path: Path) -> tuple[date, date]:
    """From when to when a rule file says it holds; what cannot be read there counts as always, its loading will tell."""
    try:
        data = read_source(read_text(path), path.name).data
    except FileFault:
        data = None
    given = data if isinstance(data, dict) else {}
    return _day(given.get("valid_from"), date.min), _day(given.get("valid_to"), date.max)


def _day(value: Any, otherwise: date) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return otherwise
