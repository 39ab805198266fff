"""What the page of one scheme shows beyond the view that every template sees."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from urllib.parse import quote

from stardb.problems import Severity
from stardb.quantity import PENDING, Kind, show_at
from stardb.rendering.pages.filters import grade_colours
from stardb.rendering.pages.ranks import rank_rows
from stardb.rendering.views.page_views import ExampleValue, ListedSubject, ProblemFile, SchemePage, UndecidedSubject
from stardb.rendering.views.rows.problem_rows import ProblemRow
from stardb.rendering.views.rows.undecided_rows import UndecidedRow
from stardb.rendering.views.scheme_view import SchemeView
from stardb.rulebook import Role
from stardb.scoring import Appraisal

__all__ = ["GRAVITY", "build_scheme_page", "page_name"]

GRAVITY = {severity: rank for rank, severity in enumerate(Severity)}
"""How grave a problem is: the gravest is 0."""


def build_scheme_page(stem: str, appraisal: Appraisal, view: SchemeView) -> SchemePage:
    """The view of one scheme and what its page adds to it. stem: of its rule file's name."""
    size, scheme = len(view.subjects), appraisal.scheme
    ranks = rank_rows(appraisal, view.subjects)
    rows = tuple(ListedSubject(row, page_name(i, size), ranks[i]) for i, row in enumerate(view.subjects))
    columns = scheme.roster.columns
    public = [
        name
        for name, spec in columns.items()
        if not spec.private and name not in (scheme.roster.name, scheme.roster.group)
    ]
    stars = scheme.of_role(Role.STAR)
    return SchemePage(
        view=view,
        id=stem,
        page=f"{quote(stem, safe='')}/index.html",
        rule_file=scheme.file,
        subjects=rows,
        roster_columns=tuple(public),
        has_pass_marks=bool(stars) and all(step.rule.kind is Kind.BOOL for step in stars),
        money_columns=tuple(item.title for item in view.overview.money),
        has_last_year=any(row.last != "" for row in view.subjects),
        colours=grade_colours(view.good_grades, view.bad_grades),
        period_colours=grade_colours(view.year_periods.good, view.year_periods.bad),
        undecided_subjects=_undecided_subjects(view.undecided, rows),
        problem_files=_problem_files(view.problems),
        example_values=_example_values(appraisal),
    )


def page_name(i: int, size: int) -> str:
    """The file of subject i's card: `007.html`, wide enough for all."""
    return f"{i + 1:0{max(3, len(str(size)))}}.html"


def _undecided_subjects(lines: Iterable[UndecidedRow], rows: Sequence[ListedSubject]) -> tuple[UndecidedSubject, ...]:
    """Every undecided subject once, with all that keeps it so."""
    causes = {number: tuple(group) for number, group in groupby(lines, key=lambda line: line.number)}
    return tuple(UndecidedSubject(one, causes.get(one.row.number, ())) for one in rows if one.row.state == PENDING)


def _problem_files(problems: Iterable[ProblemRow]) -> tuple[ProblemFile, ...]:
    """The problems of each file, the gravest first, with how many there are; those of no file come last."""
    rows = sorted(problems, key=lambda row: (not row.file, row.file))
    found = []
    for file, group in groupby(rows, key=lambda row: row.file):
        mine = sorted(group, key=lambda row: GRAVITY[row.severity])
        counts = Counter(row.severity for row in mine)
        numbers = counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.NOTE]
        found.append(ProblemFile(file, *numbers, problems=tuple(mine)))
    return tuple(found)


def _example_values(appraisal: Appraisal) -> tuple[ExampleValue, ...]:
    """The figures without a public source that are in force: parameters with their value, and clauses."""
    scheme = appraisal.scheme
    found = [
        ExampleValue(item.name, "参数", show_at(item.column, 0), item.basis, item.place.line)
        for item in scheme.constants.values()
        if item.example
    ]
    found += [
        ExampleValue(step.title, step.of or step.role.value, "", step.basis, step.place.line)
        for step in scheme.steps
        if step.example
    ]
    return tuple(sorted(found, key=lambda row: row.line))
