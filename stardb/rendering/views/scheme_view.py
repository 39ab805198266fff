"""Everything that a template of one scheme may show, typed; `words.py` gives the names that templates use.

Numbers are `Decimal` (points as they are, money in 元), the rest is text; an undecided result is the word 待定, a result of
somebody not rated is 不参评.
"""

from collections.abc import Sequence

from stardb.comparison import Changes
from stardb.dataclass import dataclass
from stardb.intake import MissingSubject, Objection, UnknownSubject
from stardb.problems import Problem
from stardb.rendering.number_text import DAY, NumberText
from stardb.rendering.outcome_words import part_by_worth
from stardb.rendering.standings import find_standings
from stardb.rendering.views.distributions import (
    GradeCount,
    WordDistribution,
    count_grades,
    list_distributions,
)
from stardb.rendering.views.entitlement_lists import EntitlementList, list_entitled
from stardb.rendering.views.figures import GroupFigures, Overview, has_stars, list_groups, sum_up
from stardb.rendering.views.listing_tables import ListingTable, list_listings
from stardb.rendering.views.roster_gaps import MissingRow, UnknownRow, list_missing, list_unknown
from stardb.rendering.views.rows.change_rows import ChangeList, list_changes
from stardb.rendering.views.rows.decision_rows import DecisionRow, list_decisions
from stardb.rendering.views.rows.detail_rows import DetailRow, has_more_details, list_details
from stardb.rendering.views.rows.objection_rows import ObjectionRow, list_objection_rows
from stardb.rendering.views.rows.place_rows import PlaceRow, list_places
from stardb.rendering.views.rows.problem_rows import (
    ProblemCounts,
    ProblemRow,
    count_problems,
    list_problems_by_township,
)
from stardb.rendering.views.rows.record_rows import RecordTable, list_records
from stardb.rendering.views.rows.subject_rows import SubjectRow, list_subjects
from stardb.rendering.views.rows.undecided_rows import UndecidedRow, list_undecided
from stardb.rendering.views.score_figures import (
    NumberTotal,
    ScoreSpread,
    StarCount,
    count_stars,
    spread_scores,
    total_numbers,
)
from stardb.rendering.views.year_comparison import YearComparison, compare_years
from stardb.rendering.views.year_periods import YearPeriods, list_year_periods
from stardb.rulebook import Role, Scheme
from stardb.scoring import NOT_RATED, Appraisal

__all__ = [
    "DETAIL_LIMIT",
    "EarlierStates",
    "EntitlementColumn",
    "RuleLine",
    "SchemeView",
    "ScoreColumn",
    "Setting",
    "build_view",
]

DETAIL_LIMIT = 200_000
"""So many lines of 得分明细 are listed without being asked for; and so many stand in one book."""


@dataclass(frozen=True)
class Setting:
    """What the workspace knows that an appraisal does not: the county, and who issues the result."""

    county: str
    department: str


@dataclass(frozen=True)
class EarlierStates:
    """What differs from the last run of the period (since_run, its name in words), and from the period before; None for nothing."""

    since_run: Changes | None = None
    run: str = ""
    since_period: Changes | None = None
    period: str = ""

    def list_since_run(self) -> ChangeList:
        """What differs from the last run, as lists."""
        return list_changes(self.since_run, self.run)

    def list_since_period(self) -> ChangeList:
        """What differs from the period before, as lists."""
        return list_changes(self.since_period, self.period)


NO_EARLIER = EarlierStates()
"""Nothing to compare with."""


@dataclass(frozen=True, slots=True)
class ScoreColumn:
    """A head, the total or a published value, as a list of results has it. full, weight: "" where it has none."""

    title: str
    unit: str
    full: str
    weight: str
    role: Role


@dataclass(frozen=True, slots=True)
class EntitlementColumn:
    """An entitlement, as a list of results has it. unit: "" for what is no money."""

    title: str
    unit: str
    basis: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One line of the rule file."""

    number: int
    text: str


@dataclass(frozen=True)
class SchemeView:
    """One scheme's results of one period. What its fields hold, `words.py` says beside their Chinese names."""

    county: str
    department: str
    title: str
    subject: str
    basis: str
    period: str
    period_title: str
    year: str
    rated_on: NumberText
    group_name: str
    naming_columns: tuple[str, ...]
    star_names: tuple[str, ...]
    level_name: str
    has_stars: bool
    total_name: str
    grade_name: str
    score_columns: tuple[ScoreColumn, ...]
    entitlements: tuple[EntitlementColumn, ...]
    standing_name: str
    grade_names: tuple[str, ...]
    good_grades: tuple[str, ...]
    bad_grades: tuple[str, ...]
    has_namesakes: bool
    comparison: YearComparison
    year_periods: YearPeriods
    details_left_out: bool
    overview: Overview
    distribution: tuple[GradeCount, ...]
    stars: tuple[StarCount, ...]
    scores: tuple[ScoreSpread, ...]
    totals: tuple[NumberTotal, ...]
    word_counts: tuple[WordDistribution, ...]
    groups: tuple[GroupFigures, ...]
    subjects: tuple[SubjectRow, ...]
    details: tuple[DetailRow, ...]
    records: tuple[RecordTable, ...]
    rated: tuple[SubjectRow, ...]
    entitled: tuple[EntitlementList, ...]
    listings: tuple[ListingTable, ...]
    undecided: tuple[UndecidedRow, ...]
    not_rated: tuple[SubjectRow, ...]
    problems: tuple[ProblemRow, ...]
    problem_counts: tuple[ProblemCounts, ...]
    places: tuple[PlaceRow, ...]
    decisions: tuple[DecisionRow, ...]
    objections: tuple[ObjectionRow, ...]
    last_changes: ChangeList
    period_changes: ChangeList
    missing: tuple[MissingRow, ...]
    unknown: tuple[UnknownRow, ...]
    examples: tuple[str, ...]
    rules: tuple[RuleLine, ...]


def build_view(
    appraisal: Appraisal,
    problems: Sequence[Problem],
    setting: Setting,
    missing: Sequence[MissingSubject] = (),
    unknown: Sequence[UnknownSubject] = (),
    most: int | None = DETAIL_LIMIT,
    objections: Sequence[Objection] = (),
    earlier: EarlierStates = NO_EARLIER,
) -> SchemeView:
    """Everything a template of one scheme may show.

    earlier: what differs from earlier runs and periods.
    most: of how many lines 得分明细 may be at most; it is empty, and `details_left_out`, where there are more. None: of any. So it
    is with each table of 逐行结果. objections: those to its results.
    """
    scheme = appraisal.scheme
    groups = appraisal.subjects.groups
    subjects, standings = list_subjects(appraisal), find_standings(appraisal)
    grades = standings.listed if standings is not None else ()
    good, bad = part_by_worth(grades)
    listed = list_problems_by_township(problems, groups)
    are_too_many = most is not None and has_more_details(appraisal, most)
    return SchemeView(
        county=setting.county,
        department=setting.department,
        title=scheme.title,
        subject=scheme.subject,
        basis=scheme.basis,
        period=appraisal.period.name,
        period_title=appraisal.period.title,
        year=str(appraisal.period.year),
        rated_on=NumberText(scheme.as_of.isoformat(), scheme.as_of, DAY),
        group_name=scheme.roster.group,
        naming_columns=scheme.roster.naming_columns,
        star_names=tuple(step.title for step in scheme.of_role(Role.STAR) if step.rule.is_due),
        level_name=scheme.level if scheme.is_due(scheme.level) else "",
        has_stars=has_stars(appraisal),
        total_name=scheme.total if scheme.is_due(scheme.total) else "",
        grade_name=scheme.grade if scheme.is_due(scheme.grade) else "",
        score_columns=_score_columns(scheme),
        entitlements=_entitlements(scheme),
        standing_name=standings.title if standings is not None else "",
        grade_names=grades,
        good_grades=good,
        bad_grades=bad,
        has_namesakes=any(row.code for row in subjects),
        comparison=compare_years(appraisal),
        year_periods=list_year_periods(appraisal, subjects),
        details_left_out=are_too_many,
        overview=sum_up(appraisal, problems),
        distribution=count_grades(appraisal),
        stars=count_stars(appraisal),
        scores=spread_scores(appraisal),
        totals=total_numbers(appraisal),
        word_counts=list_distributions(appraisal),
        groups=list_groups(appraisal),
        subjects=subjects,
        details=() if are_too_many else tuple(list_details(appraisal)),
        records=list_records(appraisal, most),
        rated=tuple(row for row in subjects if row.state != NOT_RATED),
        entitled=list_entitled(appraisal, subjects),
        listings=list_listings(appraisal, subjects),
        undecided=list_undecided(appraisal),
        not_rated=tuple(row for row in subjects if row.state == NOT_RATED),
        problems=listed,
        problem_counts=count_problems(listed),
        places=list_places(appraisal),
        decisions=list_decisions(appraisal),
        objections=list_objection_rows(objections),
        last_changes=earlier.list_since_run(),
        period_changes=earlier.list_since_period(),
        missing=list_missing(missing, groups),
        unknown=list_unknown(unknown),
        examples=_examples(scheme),
        rules=tuple(RuleLine(number, line) for number, line in enumerate(scheme.text.splitlines(), 1)),
    )


def _score_columns(scheme: Scheme) -> tuple[ScoreColumn, ...]:
    return tuple(
        ScoreColumn(step.title, step.unit or step.rule.unit, step.full, step.weight, step.role)
        for step in scheme.scored
        if step.rule.is_due
    )


def _entitlements(scheme: Scheme) -> tuple[EntitlementColumn, ...]:
    return tuple(
        EntitlementColumn(step.title, step.unit, step.basis)
        for step in scheme.of_role(Role.ENTITLEMENT)
        if step.rule.is_due
    )


def _examples(scheme: Scheme) -> tuple[str, ...]:
    """The names of the parameters and clauses marked as examples."""
    parameters = (item.name for item in scheme.constants.values() if item.example)
    return (*parameters, *(step.title for step in scheme.steps if step.example))
