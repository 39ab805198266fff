"""The months, quarters or halves of a year beside each other: what each subject came to in every one, and how many came to what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from decimal import ROUND_HALF_UP, Decimal

from stardb.dataclass import dataclass
from stardb.quantity import PARTS_OF_YEAR, PENDING, PERIOD_WORDS, Frequency, Period, find_period
from stardb.rendering.outcome_words import part_by_worth
from stardb.rendering.period_cells import (
    NOT_THERE,
    UNCOUNTED,
    WON,
    Cell,
    is_pass_star,
    read_cells,
    read_past_cells,
)
from stardb.rendering.period_results import count_words, has_mean, has_sum, list_shown, list_words
from stardb.rendering.views.rows.subject_rows import SubjectRow
from stardb.rulebook import Step
from stardb.scoring import NOT_RATED, Appraisal, Past

__all__ = ["PeriodFigures", "PeriodRow", "PeriodTable", "YearPeriods", "list_year_periods"]

_STARRED: Mapping[Frequency, str] = {
    Frequency.MONTH: "得星月数",
    Frequency.QUARTER: "得星季度数",
    Frequency.HALF_YEAR: "得星次数",
}
"""What it is called in how many periods a star was won."""

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """One period of the year, and how many came to what in it.

    is_rated: whether it has results. rated: how many took part. counts: word -> how many; "" for all in a period without results, as for the rest. mean:
    of the number, over those who have one; "" where nobody has.
    """

    title: str
    is_rated: bool
    rated: int | str
    counts: Mapping[str, int | str]
    undecided: int | str
    not_rated: int | str
    mean: Decimal | str


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A subject. cells: what it came to in each period, "" in one without results. total: over them; "" where there is none."""

    row: SubjectRow
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, slots=True)
class PeriodTable:
    """One result of all subjects over the periods. total_title: "" where nothing is added up. is_star: whether it is won or not."""

    title: str
    unit: str
    is_star: bool
    total_title: str
    subjects: tuple[PeriodRow, ...]


@dataclass(frozen=True, slots=True)
class YearPeriods:
    """The periods of the year up to the one rated, which is the last; of a year, all its parts. No `periods`: nothing to tell.

    counted: the result whose words are counted; averaged: the number that has a mean; "" for none. good, bad: the words of
    the first, the best first.
    """

    is_whole_year: bool = False
    counted: str = ""
    averaged: str = ""
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    periods: tuple[PeriodFigures, ...] = field(default_factory=tuple)
    tables: tuple[PeriodTable, ...] = field(default_factory=tuple)

    @property
    def total_title(self) -> str:
        """What the first total is called; "" where nothing is added up."""
        return next((table.total_title for table in self.tables if table.total_title), "")


def list_year_periods(appraisal: Appraisal, subjects: Sequence[SubjectRow]) -> YearPeriods:
    """The periods of the year that is rated, or that the period rated is part of; empty where none is earlier.

    subjects: the rows of all.
    """
    kind = _find_kind(appraisal)
    steps = list_shown(appraisal.scheme, kind) if kind is not None else ()
    if kind is None or not steps:
        return YearPeriods()
    periods = _list_periods(appraisal, kind)
    cells = [[_read(appraisal, step, past) for past in periods.values()] for step in steps]
    counted = next((k for k, step in enumerate(steps) if not has_mean(appraisal.scheme, step)), None)
    averaged = next((k for k, step in enumerate(steps) if has_mean(appraisal.scheme, step)), None)
    words = list_words(appraisal.scheme, steps[counted], cells[counted]) if counted is not None else ()
    good, bad = part_by_worth(words)
    chief = cells[counted if counted is not None else 0]
    numbers = cells[averaged] if averaged is not None else [()] * len(periods)
    step = steps[counted] if counted is not None else steps[0]
    return YearPeriods(
        is_whole_year=appraisal.period.kind is Frequency.YEAR,
        counted=steps[counted].title if counted is not None else "",
        averaged=steps[averaged].title if averaged is not None else "",
        good=good,
        bad=bad,
        periods=tuple(
            _count(period, step, words, column, amounts)
            for period, column, amounts in zip(periods, chief, numbers, strict=True)
        ),
        tables=tuple(
            _make_table(appraisal, step, kind, columns, subjects) for step, columns in zip(steps, cells, strict=True)
        ),
    )


def _find_kind(appraisal: Appraisal) -> Frequency | None:
    """Which parts of the year are shown: those of the period's own kind; of a year, the shortest of which there are results."""
    own = appraisal.period.kind
    kinds = [own] if own in PARTS_OF_YEAR else [k for k in appraisal.scheme.every if own is Frequency.YEAR]
    return next((kind for kind in kinds if kind in PARTS_OF_YEAR and _find_past(appraisal, kind)), None)


def _find_past(appraisal: Appraisal, kind: Frequency) -> dict[Period, Past]:
    """The earlier periods of a kind in the year that is rated."""
    year = appraisal.period.parent or appraisal.period
    kept = (past for past in appraisal.history.past if past.period.kind is kind and past.period < appraisal.period)
    return {past.period: past for past in kept if year.contains(past.period)}


def _list_periods(appraisal: Appraisal, kind: Frequency) -> dict[Period, Past | Appraisal | None]:
    """The periods of the year up to the one rated, each with its results; from when the rules were in force."""
    now, scheme, kept = appraisal.period, appraisal.scheme, _find_past(appraisal, kind)
    began = appraisal.history.find_beginning(kind) or find_period(scheme.valid_from, kind)
    first = min(min(kept), max(began, find_period(scheme.valid_from, kind)))
    listed = (period for period in (now.parent or now).list_inside(kind) if first <= period <= now)
    return {period: appraisal if period == now else kept.get(period) for period in listed}


def _read(appraisal: Appraisal, step: Step, source: Past | Appraisal | None) -> tuple[Cell, ...]:
    """Everybody's result of a period; nothing for one without results."""
    if source is None:
        return ()
    return read_past_cells(appraisal, step, source) if isinstance(source, Past) else read_cells(source, step)


def _count(
    period: Period, step: Step, words: Sequence[str], column: Sequence[Cell], amounts: Sequence[Cell]
) -> PeriodFigures:
    """The figures of one period. column: everybody's result that is counted; amounts: the number that has a mean."""
    if not column and not amounts:
        return PeriodFigures(period.short_title, False, "", dict.fromkeys(words, ""), "", "", "")
    counts = count_words(step, column)
    numbers = [cell for cell in amounts if isinstance(cell, Decimal)]
    mean = (sum(numbers, Decimal(0)) / len(numbers)).quantize(_HUNDREDTH, ROUND_HALF_UP) if numbers else ""
    held = {word: counts[word] for word in words}
    rated = sum(counts.values()) - counts[NOT_RATED] - counts[NOT_THERE]
    return PeriodFigures(period.short_title, True, rated, held, counts[PENDING], counts[NOT_RATED], mean)


def _make_table(
    appraisal: Appraisal,
    step: Step,
    kind: Frequency,
    columns: Sequence[tuple[Cell, ...]],
    subjects: Sequence[SubjectRow],
) -> PeriodTable:
    """One result of all subjects over the periods. columns: everybody's cells in each, none in one without results."""
    title, totals = _total(appraisal, step, kind, columns, subjects)
    cells = [[column[i] if column else "" for column in columns] for i in range(len(subjects))]
    rows = (PeriodRow(row, tuple(own), total) for row, own, total in zip(subjects, cells, totals, strict=True))
    return PeriodTable(step.title, step.unit or step.rule.unit, is_pass_star(step), title, tuple(rows))


def _total(
    appraisal: Appraisal,
    step: Step,
    kind: Frequency,
    columns: Sequence[tuple[Cell, ...]],
    subjects: Sequence[SubjectRow],
) -> tuple[str, list[Cell]]:
    """What the periods come to for each subject, and what that is called; "" where adding up would say nothing.

    Where the rules have a level of that name, it is that.
    """
    title = _STARRED[kind] if is_pass_star(step) else "本年合计" if has_sum(appraisal.scheme, step) else ""
    if not title:
        return "", [""] * len(subjects)
    level = appraisal.scheme.step(appraisal.scheme.level)
    if level is not None and level.title == title and level.rule.is_due:
        return title, [row.level for row in subjects]
    rated = [column for column in columns if column]
    some = "" if len(rated) == len(columns) else f"\n（已评{len(rated)}{PERIOD_WORDS[kind].count}）"
    return title + some, [_add_up(step, [column[i] for column in rated]) for i in range(len(subjects))]


def _add_up(step: Step, cells: Sequence[Cell]) -> Cell:
    """The sum of the periods, or how many stars there are; at least so many where one is undecided."""
    shown = [cell for cell in cells if cell not in UNCOUNTED]
    if not shown and PENDING not in cells:
        return NOT_RATED if NOT_RATED in cells else NOT_THERE
    if is_pass_star(step):
        won = shown.count(WON)
        return f"至少{won}" if PENDING in cells else Decimal(won)
    return PENDING if PENDING in cells else sum(_list_numbers(shown), Decimal(0))


def _list_numbers(cells: Sequence[Cell]) -> Iterator[Decimal]:
    return (Decimal(cell) for cell in cells if isinstance(cell, Decimal))
