"""The samples of the schemes beside the county's two: a module each, which makes the workbooks of a place and a year.

`SYSTEMS` names them all: scheme -> a function that gives its workbooks.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from samplesystems import (
    community_worker_grades,
    dual_registration_members,
    first_secretary_ballots,
    household_points,
    midterm_review,
    monthly_peace_star,
    multi_year_targets,
    party_member_points,
    village_member_points,
)
from samplesystems.paper import Book, save

SYSTEMS: Mapping[str, Callable[[], Iterable[Book]]] = {
    "community-worker-grades": community_worker_grades.books,
    "dual-registration-members": dual_registration_members.books,
    "first-secretary-ballots": first_secretary_ballots.books,
    "household-points": household_points.books,
    "midterm-review": midterm_review.books,
    "monthly-peace-star": monthly_peace_star.books,
    "multi-year-targets": multi_year_targets.books,
    "party-member-points": party_member_points.books,
    "village-member-points": village_member_points.books,
}


def write_systems(folder: Path) -> list[Path]:
    """All workbooks of all schemes, under `folder`/scheme/period."""
    return [save(folder / name, book) for name, books in SYSTEMS.items() for book in books()]
