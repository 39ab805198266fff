"""A scheme ready to be scored: what it reads, and its steps in an order in which each has what it needs."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import Enum
from fractions import Fraction

from stardb.dataclass import dataclass
from stardb.expressions import Best, Reaches
from stardb.problems import Place
from stardb.quantity import Column, Frequency, Kind, Period
from stardb.rulebook.document import TableSpec
from stardb.rulebook.listing import BoundListing
from stardb.rulebook.result_kinds import ResultKind
from stardb.scorers.base import EvidenceSpec, Rule, is_rated_in
from stardb.scorers.kit import RowWindow
from stardb.scorers.steps import VetoCore
from stardb.yamlfile import YamlPath


class Role(Enum):
    """What a step's result is in the regulation."""

    COLUMN = "计算栏"
    VALIDITY = "有效期"
    VALUE = "取值"
    ELIGIBLE = "参评条件"
    INDICATOR = "指标"
    SCORE = "星得分"
    HEAD = "大项"
    STAR = "星"
    TOTAL = "总分"
    BASE = "评定星级"
    LEVEL = "星级"
    BARE_GRADE = "够得上的等次"
    GRADE = "等次"
    BARE_RATING = "评定（否决、名额前）"
    RATING = "评定"
    ENTITLEMENT = "待遇"


@dataclass(frozen=True, eq=False)
class Step:
    """One result: its name, what it is, the bound rule that makes it, and where the rule file says so.

    `of` is the star or head an indicator or score belongs to. `full` is the full mark, where there is one (in points,
    exact text), `weight` a head's weight in the total. `table`: the many-row table whose rows it is of.
    `evidence`: what evidence an indicator asks for; None for none.
    `path` leads to it in the rule file as spelt out; `number` counts the results as the file writes them.
    """

    name: str
    title: str
    role: Role
    rule: Rule
    place: Place
    basis: str = ""
    note: str = ""
    example: bool = False
    unit: str = ""
    of: str = ""
    full: str = ""
    weight: str = ""
    table: str = ""
    path: YamlPath = ()
    number: int = 0
    evidence: EvidenceSpec | None = None


@dataclass(frozen=True, eq=False)
class Constant:
    """A parameter's value at the day of the appraisal: one for all. how: how it was made where it changed within the year, or ""."""

    name: str
    column: Column
    place: Place
    basis: str = ""
    example: bool = False
    how: str = ""


@dataclass(frozen=True)
class Rating:
    """A result by which subjects stand one above another: the level, or the grade.

    words: of a grade, the best first, then those that stand in no order. best: of numbers, which end is the best. kind: stars, a
    rank, points or words. order: the words that stand one above another, the best first.
    """

    name: str
    words: tuple[str, ...] = ()
    best: Best = "highest"
    kind: ResultKind = ResultKind.WORDS
    order: tuple[str, ...] = ()

    def place(self, value: Fraction | str | bool | None) -> Fraction | None:
        """Where a value stands in a list, the better the greater; words that stand in no order below all others. None for none."""
        if isinstance(value, str):
            return Fraction(-self.words.index(value)) if value in self.words else None
        return self.height(value)

    def height(self, value: Fraction | str | bool | None) -> Fraction | None:
        """How high a value stands, the better the greater; None for what does not stand among the others."""
        if isinstance(value, str):
            return Fraction(-self.order.index(value)) if value in self.order else None
        if value is None:
            return None
        return Fraction(-value if self.best == "lowest" else value)


@dataclass(frozen=True, eq=False)
class Scheme:
    """One regulation (办法), bound for one period and the day it is rated on.

    every: how often it is rated, the most frequent first. valid_from: since when it is in force, so that nothing was rated by it before. steps are in dependency order. `columns` maps a column's name to its table and kind; `history` are the names of the form
    上年(…) and 任期内增加(…) that some step reads. `level`, `grade`, `total` and `eligible` name steps, or are "".
    `row_steps` are the computed columns and the validity of many-row tables, in dependency order.
    `reaches`: what each name can come to at all. `grades` are the grade's words, best first. `ratings`: the results by which
    subjects stand one above another, by name. `states`: what 待定 and 不参评 are called, where not so. `publish` are the values, columns and many-row tables
    that are published with the results; `published_columns` the columns among them, as they are.
    `listings`: the lists that are printed with the results. `windows`: which rows lie in the period rated, of the tables that say when theirs are.
    """

    title: str
    subject: str
    basis: str
    note: str
    file: str
    text: str
    period: Period
    as_of: date
    every: tuple[Frequency, ...]
    tables: Mapping[str, TableSpec]
    columns: Mapping[str, tuple[str, Kind]]
    constants: Mapping[str, Constant]
    steps: tuple[Step, ...]
    history: tuple[str, ...]
    term_start: date | None
    term_end: date | None = None
    valid_from: date = date.min
    level: str = ""
    grade: str = ""
    total: str = ""
    eligible: str = ""
    grades: tuple[str, ...] = ()
    ratings: dict[str, Rating] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    publish: tuple[str, ...] = ()
    reaches: Reaches = field(default_factory=dict)
    row_steps: tuple[Step, ...] = ()
    rows_reach: Mapping[str, Reaches] = field(default_factory=dict)
    published_columns: tuple[Step, ...] = ()
    windows: Mapping[str, RowWindow] = field(default_factory=dict)
    listings: tuple[BoundListing, ...] = ()

    def is_rated_for(self, period: Period) -> bool:
        """Whether it is rated for a period: whether one of the kinds it is rated by is the period's."""
        return is_rated_in(self.every, period.kind)

    @property
    def roster(self) -> TableSpec:
        """The table that says who is rated."""
        return next(iter(self.tables.values()))

    @property
    def filled_in(self) -> Mapping[str, TableSpec]:
        """The tables that come in workbooks; the others are taken from another scheme's results or from columns of these."""
        return {
            title: spec
            for title, spec in self.tables.items()
            if not (spec.result_of or spec.rows_of or spec.is_evidence)
        }

    def of_role(self, *roles: Role) -> tuple[Step, ...]:
        """The steps of some roles, role by role, in the order the rule file writes them."""
        found = [step for step in self.steps if step.role in roles]
        return tuple(
            sorted(found, key=lambda step: (roles.index(step.role), step.place.line, step.place.column, step.number))
        )

    @property
    def results(self) -> tuple[Step, ...]:
        """The steps whose results are kept and published."""
        made = self.of_role(Role.STAR, Role.HEAD, Role.TOTAL, Role.LEVEL, Role.GRADE, Role.RATING, Role.ENTITLEMENT)
        return (*made, *self.published)

    @property
    def published(self) -> tuple[Step, ...]:
        """The values and columns that are published with the results, in the order the rule names them."""
        steps = (*self.steps, *self.published_columns)
        return tuple(step for name in self.publish for step in steps if step.name == name)

    @property
    def published_records(self) -> tuple[str, ...]:
        """The many-row tables that are published row by row, in the order the rule names them."""
        return tuple(name for name in self.publish if name in self.tables and self.tables[name].many)

    @property
    def scored(self) -> tuple[Step, ...]:
        """The published results that are neither stars nor level nor grade nor entitlements: heads, total, ratings, values."""
        return (*self.of_role(Role.HEAD, Role.TOTAL, Role.RATING), *self.published)

    @property
    def chief(self) -> str:
        """The result that sums a subject up in a word: grade, level, the last rating or total, else the first; "" for none.

        One that is not rated in this period sums nobody up.
        """
        names = (self.grade, self.level, *reversed(self.ratings), self.total, *(step.name for step in self.results))
        return next((name for name in names if name and self.is_due(name)), "")

    def is_due(self, name: str) -> bool:
        """Whether a result is rated in this period: not where its step says that it is rated in others (every)."""
        step = self.step(name)
        return step is None or step.rule.is_due

    def list_history(self, kind: Frequency) -> tuple[str, ...]:
        """The names of earlier periods that are read by what is rated in periods of a kind."""
        steps = [step for step in (*self.steps, *self.row_steps) if is_rated_in(step.rule.every or self.every, kind)]
        read = {name for step in steps for name in step.rule.inputs}
        return tuple(name for name in self.history if name in read)

    def step(self, name: str) -> Step | None:
        """The step whose result is called `name`; None for no such step."""
        return next((step for step in self.steps if step.name == name), None)

    def find_reaches(self, step: Step) -> Reaches:
        """What each name a step may read can come to; of a step of rows, the columns of its table first."""
        return {**self.reaches, **self.rows_reach.get(step.table, {})} if step.table else self.reaches

    def before_vetoes(self, step: Step) -> Step:
        """The step that made a step's result before vetoes; the step itself where none bear on it."""
        core = step.rule.core
        found = self.step(core.base) if isinstance(core, VetoCore) else None
        return found or step

    def is_rating(self, name: str) -> bool:
        """Whether a name is a result of the rating itself or made from one, so that there was none before the scheme began."""
        todo, seen = [name], set[str]()
        while todo:
            step = self.step(todo.pop())
            if step is None or step.name in seen:
                continue
            if step.role not in (Role.VALUE, Role.ELIGIBLE):
                return True
            seen.add(step.name)
            todo += step.rule.inputs
        return False
