"""One occurrence of a problem: its place, what was found, what was expected, how to mend it."""

from collections.abc import Iterable
from dataclasses import field
from string import ascii_uppercase

from stardb.dataclass import dataclass
from stardb.problems.entries.advice_entries import ADVICE
from stardb.problems.entries.case_entries import CASES
from stardb.problems.entries.change_entries import CHANGES
from stardb.problems.entries.closing_entries import CLOSING
from stardb.problems.entries.decision_book_entries import DECISION_BOOKS
from stardb.problems.entries.decision_entries import DECISIONS
from stardb.problems.entries.evidence_entries import EVIDENCE
from stardb.problems.entries.ledger_entries import LEDGER
from stardb.problems.entries.objection_entries import OBJECTIONS
from stardb.problems.entries.period_entries import PERIODS
from stardb.problems.entries.rule_entries import RULE_FILES
from stardb.problems.entries.stage_entries import STAGES
from stardb.problems.entries.workbook_entries import WORKBOOKS
from stardb.problems.entries.workspace_entries import WORKSPACE
from stardb.problems.entries.year_entries import YEARS
from stardb.problems.entry import Entry, Severity

_GROUPS = (
    RULE_FILES,
    CASES,
    WORKBOOKS,
    DECISIONS,
    DECISION_BOOKS,
    PERIODS,
    OBJECTIONS,
    WORKSPACE,
    LEDGER,
    YEARS,
    STAGES,
    EVIDENCE,
    ADVICE,
    CLOSING,
    CHANGES,
)

CATALOGUE: dict[str, Entry] = {entry.code: entry for entries in _GROUPS for entry in entries}
"""Every problem there is, by its code: R.. rule files, C.. worked cases, D.. workbooks, T.. templates, W.. the workspace."""


@dataclass(frozen=True, order=True)
class Place:
    """Where a problem or a value stands: `file!sheet!cell` in a workbook, `file:line:column` in a rule file.

    `file` is relative to the workspace, with forward slashes, so that results do not depend on the machine.
    `line` and `column` count from 1.
    """

    file: str = ""
    sheet: str = ""
    cell: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if self.line:
            return f"{self.file}:{self.line}:{self.column}"
        return "!".join(part for part in (self.file, self.sheet, self.cell) if part)

    @property
    def row(self) -> int:
        """The number of the cell's row, from 1; 0 where the place is no single cell."""
        digits = self.cell.lstrip(ascii_uppercase)
        return int(digits) if digits.isdecimal() else 0


@dataclass(frozen=True)
class Problem:
    """One occurrence. `message` is a whole Chinese sentence; `found`, `expected` and `remedy` are its parts as data.

    group: the township whose business it is; "" for the county's own, and where nobody has said yet.
    """

    code: str
    message: str
    place: Place = field(default_factory=Place)
    found: str = ""
    expected: str = ""
    remedy: str = ""
    group: str = ""

    @property
    def severity(self) -> Severity:
        """How grave every problem of this code is, as its catalogue entry says."""
        return CATALOGUE[self.code].severity

    @property
    def title(self) -> str:
        """The few Chinese words for every problem of this code, as its catalogue entry says."""
        return CATALOGUE[self.code].title

    def as_dict(self) -> dict[str, str | int]:
        """The problem as plain data, for JSON, tables and templates."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "title": self.title,
            "message": self.message,
            "group": self.group,
            "place": str(self.place),
            "file": self.place.file,
            "sheet": self.place.sheet,
            "cell": self.place.cell,
            "line": self.place.line,
            "column": self.place.column,
            "found": self.found,
            "expected": self.expected,
            "remedy": self.remedy,
        }


class ProblemsError(Exception):
    """Nothing can be produced; `problems` holds every reason found, in the order of their places."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{p.place} {p.code} {p.message}" for p in self.problems))


def problem(
    code: str, message: str, place: Place | None = None, *, found: str = "", expected: str = "", remedy: str = ""
) -> Problem:
    """A `Problem` whose remedy defaults to the catalogue's. Raises KeyError for a code the catalogue does not hold."""
    return Problem(code, message, place or Place(), found, expected, remedy or CATALOGUE[code].remedy)


def unique(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, the gravest first, then in the order of their places."""
    order = {severity: rank for rank, severity in enumerate(Severity)}
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (order[p.severity], p.place, p.code, p.message)))
