"""Rule files loaded for a period."""

from datetime import date
from os import PathLike
from pathlib import Path

from stardb.problems import ProblemsError
from stardb.quantity import read_period
from stardb.rulebook import Scheme
from stardb.rulebook import load_scheme as load


def load_scheme(path: str | PathLike[str], period: str, as_of: date | None = None) -> Scheme:
    """The scheme of a rule file for a period, as it stands on the day that is rated on.

    path: the YAML file. period: as folders are called: "2022", "2022Q2", "2022-06". as_of: the day that is rated on, by which
    dated parameters are taken; where it is not given, as the file says, else the last of the period.

    Raises ValueError for what is no period, ProblemsError, with every problem of the file, where an error keeps it from being used.

    >>> scheme = load_scheme("rules/five-star-branch.yaml", "2022")
    >>> list(scheme.filled_in)
    ['支部名册', '检查表', '事项清单']
    """
    loaded = load(Path(path), Path(path).name, read_period(period), as_of)
    if loaded.scheme is None:
        raise ProblemsError(loaded.problems)
    return loaded.scheme
