"""Rates village Party branches from spreadsheets by the county's own regulation, and shows the way to every star.

For analysts: open a workspace and rate it, or score pandas frames by a scheme without any file. docs/api.md shows how.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stardb.api import Result, appraise, compare, load_scheme, run, score
    from stardb.problems import Problem, ProblemsError
    from stardb.rulebook import Scheme
    from stardb.workspace import Workspace, open_workspace

__version__ = "0.1.0"  # the one place: pyproject.toml reads it from here

__all__ = [
    "Problem",
    "ProblemsError",
    "Result",
    "Scheme",
    "Workspace",
    "__version__",
    "appraise",
    "compare",
    "load_scheme",
    "open_workspace",
    "run",
    "score",
]

_HOMES = {
    "stardb.problems": ("Problem", "ProblemsError"),
    "stardb.rulebook": ("Scheme",),
    "stardb.workspace": ("Workspace", "open_workspace"),
    "stardb.api": ("Result", "appraise", "compare", "load_scheme", "run", "score"),
}


def __getattr__(name: str) -> Any:
    """A public name, imported when it is first asked for: `stardb --help` must not wait for pandas."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'stardb' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
