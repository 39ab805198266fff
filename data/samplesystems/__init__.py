"""The samples of the schemes beside the county's two: a module each, which makes the workbooks of a place and a year.

`SYSTEMS` names them all: scheme -> a function that gives its workbooks.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from samplesystems import dual_registration_members, first_secretary_ballots, household_points, monthly_peace_star
from samplesystems.paper import Book, save

SYSTEMS: Mapping[str, Callable[[], Iterable[Book]]] = {
    "dual-registration-members": dual_registration_members.books,
    "first-secretary-ballots": first_secretary_ballots.books,
    "household-points": household_points.books,
    "monthly-peace-star": monthly_peace_star.books,
}


def write_systems(folder: Path) -> list[Path]:
    """All workbooks of all schemes, under `folder`/scheme/period."""
    return [save(folder / name, book) for name, books in SYSTEMS.items() for book in books()]
