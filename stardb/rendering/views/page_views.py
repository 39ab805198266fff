"""What web pages show beyond the view of a scheme: links, ranks for sorting, colours, and what stands together."""

from collections.abc import Mapping

from stardb.dataclass import dataclass
from stardb.problems import Severity
from stardb.rendering.views.card_views import Card
from stardb.rendering.views.roster_gaps import MissingRow, UnknownRow
from stardb.rendering.views.rows.problem_rows import ProblemCounts, ProblemRow
from stardb.rendering.views.rows.subject_rows import SubjectRow
from stardb.rendering.views.rows.undecided_rows import UndecidedRow
from stardb.rendering.views.scheme_view import SchemeView

__all__ = [
    "Colour",
    "CountyPage",
    "ExampleValue",
    "GapRow",
    "ListedSubject",
    "ProblemFile",
    "ProblemKind",
    "ProblemLine",
    "Rank",
    "SchemePage",
    "SubjectPage",
    "TownshipProblems",
    "UndecidedSubject",
]

Rank = int | str
"""A row's place in the order of a column, from 1; "" for one without a value, which comes last in either direction."""


@dataclass(frozen=True, slots=True)
class ListedSubject:
    """A subject's row in the list of a scheme's page. page: its card. ranks: name of the row -> its rank by that."""

    row: SubjectRow
    page: str
    ranks: Mapping[str, Rank]


@dataclass(frozen=True, slots=True)
class UndecidedSubject:
    """An undecided subject with all that keeps it so."""

    subject: ListedSubject
    causes: tuple[UndecidedRow, ...]


@dataclass(frozen=True, slots=True)
class ProblemFile:
    """The problems of one file; file "" for those of none."""

    file: str
    errors: int
    warnings: int
    notes: int
    problems: tuple[ProblemRow, ...]


@dataclass(frozen=True, slots=True)
class ExampleValue:
    """A figure without a public source that is in force. value: a parameter's; "" for a clause. line: in the rule file."""

    name: str
    kind: str
    value: str
    basis: str
    line: int


@dataclass(frozen=True, slots=True)
class Colour:
    """How a grade is drawn: its fill, and the ink of text on it, as CSS and SVG take them."""

    fill: str
    ink: str


@dataclass(frozen=True)
class SchemePage:
    """The page of one scheme: its view, and what the page adds to it.

    id: the stem of its rule file. roster_columns: the public ones but name and group. has_pass_marks: whether its stars are won or not, none counted. colours: grade -> colour; period_colours: word of a period -> colour.
    """

    view: SchemeView
    id: str
    page: str
    rule_file: str
    subjects: tuple[ListedSubject, ...]
    roster_columns: tuple[str, ...]
    has_pass_marks: bool
    money_columns: tuple[str, ...]
    has_last_year: bool
    colours: Mapping[str, Colour]
    period_colours: Mapping[str, Colour]
    undecided_subjects: tuple[UndecidedSubject, ...]
    problem_files: tuple[ProblemFile, ...]
    example_values: tuple[ExampleValue, ...]


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem, or all of one kind in one column of a sheet. cells: theirs, joined. others: all but the first."""

    row: ProblemRow
    cells: str
    others: tuple[ProblemRow, ...]
    ranks: Mapping[str, Rank]


@dataclass(frozen=True, slots=True)
class TownshipProblems:
    """A township's problems, with how many there are. anchor: the id of its part of the page."""

    counts: ProblemCounts
    anchor: str
    problems: tuple[ProblemLine, ...]


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of problem of a scheme, and how often it occurs."""

    scheme: str
    page: str
    severity: Severity
    code: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class GapRow:
    """Who is missing or unknown, and in which scheme."""

    row: MissingRow | UnknownRow
    scheme: str


@dataclass(frozen=True)
class CountyPage:
    """The county's overview and its page of all problems.

    group_name: what all schemes call their groups; a general word where they differ.
    """

    county: str
    department: str
    period_title: str
    year: str
    group_name: str
    schemes: tuple[SchemePage, ...]
    townships: tuple[TownshipProblems, ...]
    missing: tuple[GapRow, ...]
    unknown: tuple[GapRow, ...]
    problem_kinds: tuple[ProblemKind, ...]


@dataclass(frozen=True)
class SubjectPage:
    """The card of one subject; its template may also name all that the page of its scheme names."""

    subject: ListedSubject
    causes: tuple[UndecidedRow, ...]
    previous: ListedSubject | None
    next: ListedSubject | None
    card: Card
