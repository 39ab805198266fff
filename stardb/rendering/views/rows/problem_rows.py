"""What is wrong with the data, as lines of a report: each problem by township, and how many each township has."""

from collections import Counter
from collections.abc import Iterable, Sequence

from stardb.dataclass import dataclass
from stardb.problems import NO_GROUP, Place, Problem, Severity, group_by_township

__all__ = ["ProblemCounts", "ProblemRow", "count_problems", "list_problems", "list_problems_by_township"]


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One problem as a line of a table. group: its township, or 本级 where it is no township's own."""

    group: str
    severity: Severity
    code: str
    title: str
    place: Place
    message: str
    found: str
    expected: str
    remedy: str

    @property
    def file(self) -> str:
        """The file it lies in; "" for none."""
        return self.place.file

    @property
    def sheet(self) -> str:
        """The sheet it lies in; "" for none."""
        return self.place.sheet

    @property
    def cell(self) -> str:
        """The cell it lies in; "" for none."""
        return self.place.cell


@dataclass(frozen=True, slots=True)
class ProblemCounts:
    """How many problems of each severity a township has."""

    group: str
    errors: int
    warnings: int
    notes: int


def list_problems_by_township(problems: Iterable[Problem], order: Sequence[str]) -> tuple[ProblemRow, ...]:
    """A line for each problem, township by township in the order given, the county's own last."""
    return list_problems(one for mine in group_by_township(problems, order).values() for one in mine)


def list_problems(problems: Iterable[Problem]) -> tuple[ProblemRow, ...]:
    """A line for each problem, in the order given."""
    return tuple(
        ProblemRow(
            group=one.group or NO_GROUP,
            severity=one.severity,
            code=one.code,
            title=one.title,
            place=one.place,
            message=one.message,
            found=one.found,
            expected=one.expected,
            remedy=one.remedy,
        )
        for one in problems
    )


def count_problems(rows: Iterable[ProblemRow]) -> tuple[ProblemCounts, ...]:
    """How many problems of each severity each township has, in the order of the lines."""
    counts: dict[str, Counter[Severity]] = {}
    for row in rows:
        counts.setdefault(row.group, Counter())[row.severity] += 1
    return tuple(
        ProblemCounts(name, count[Severity.ERROR], count[Severity.WARNING], count[Severity.NOTE])
        for name, count in counts.items()
    )
