"""Rates village Party branches from spreadsheets by the county's own regulation, and shows the way to every star.

For analysts: open a workspace and rate it, or score pandas frames by a scheme without any file. docs/api.md shows how.
"""

from typing import TYPE_CHECKING

from stardb.lazy_doors import open_lazily

if TYPE_CHECKING:
    from stardb.api import Result, appraise, compare, load_scheme, run, score
    from stardb.intake import Decision, Matter
    from stardb.problems import Problem, ProblemsError
    from stardb.rulebook import Scheme
    from stardb.workspace import Workspace, open_workspace

__version__ = "0.1.0"  # the one place: pyproject.toml reads it from here

__all__ = [
    "Decision",
    "Matter",
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

__getattr__ = open_lazily(
    __name__,
    {
        "stardb.intake": ("Decision", "Matter"),
        "stardb.problems": ("Problem", "ProblemsError"),
        "stardb.rulebook": ("Scheme",),
        "stardb.workspace": ("Workspace", "open_workspace"),
        "stardb.api": ("Result", "appraise", "compare", "load_scheme", "run", "score"),
    },
)
"""`stardb --help` must not wait for pandas."""


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
