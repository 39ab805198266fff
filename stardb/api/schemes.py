"""Rule files loaded for a day."""

from datetime import date
from os import PathLike
from pathlib import Path

from stardb.problems import ProblemsError
from stardb.rulebook import Scheme
from stardb.rulebook import load_scheme as load


def load_scheme(path: str | PathLike[str], as_of: date) -> Scheme:
    """The scheme of a rule file, as it stands on the day of the appraisal.

    path: the YAML file. as_of: the day the appraisal is made for, on which dated parameters are taken; 31 December for a year.

    Raises ProblemsError, with every problem of the file, where an error keeps it from being used.

    >>> scheme = load_scheme("rules/five-star-branch.yaml", date(2022, 12, 31))
    >>> list(scheme.filled_in)
    ['支部名册', '检查表', '事项清单']
    """
    loaded = load(Path(path), Path(path).name, as_of)
    if loaded.scheme is None:
        raise ProblemsError(loaded.problems)
    return loaded.scheme
