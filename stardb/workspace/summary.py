"""A run in a few figures, as data: for the terminal, and for `--format json`."""

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from stardb.comparison import describe_changes
from stardb.intake import Intake, RowKind
from stardb.problems import Problem, Severity
from stardb.quantity import PENDING, Kind, arithmetic, show_number
from stardb.rendering import ScoreSpread, spread_scores, total_numbers
from stardb.rulebook import Role
from stardb.scoring import DECIDED, STATES, Appraisal
from stardb.workspace.results_index import SystemSummary

if TYPE_CHECKING:
    from stardb.workspace.periods.due_runs import DueOutcome
    from stardb.workspace.pipeline import Outcome


def summarise_run(outcome: "Outcome", seconds: float) -> dict[str, Any]:
    """The figures of a run. Level and star counts map the number (as text) to how many subjects have it."""
    schemes = {name: summarise_scheme(appraisal) for name, appraisal in outcome.appraisals.items()}
    return {
        "county": outcome.workspace.settings.county,
        "period": outcome.workspace.period.name,
        "title": outcome.workspace.period.title,
        "schemes": schemes,
        "failed": {name: {"title": title, "reason": reason} for name, (title, reason) in outcome.failed.items()},
        "changes": {
            name: {"since_run": one.number, **describe_changes(one.since_last)}
            for name, one in outcome.changes.items()
            if one.since_last is not None
        },
        "left_out": count_left_out(outcome.intakes.values()),
        "problems": count_problems(outcome.problems),
        "files": list(outcome.files),
        "seconds": round(seconds, 2),
        "exit_status": exit_status(outcome.appraisals, outcome.problems),
    }


def summarise_due(due: "DueOutcome", seconds: float) -> dict[str, Any]:
    """The figures of a run over several periods: those of each, and which came to nothing or were left as they are."""
    runs = [summarise_run(outcome, 0) for outcome in due.outcomes]
    for one in runs:
        del one["seconds"]
    problems = due.every_problem
    is_open = due.failed or any(one["exit_status"] for one in runs)
    return {
        "county": due.outcomes[0].workspace.settings.county,
        "runs": runs,
        "failed": [period.name for period, _ in due.failed],
        "kept": [period.name for period in due.kept],
        "problems": count_problems(problems),
        "problem_list": [one.as_dict() for one in problems],
        "seconds": round(seconds, 2),
        "exit_status": 1 if is_open else exit_status({}, problems),
    }


def summarise_scheme(appraisal: Appraisal) -> dict[str, Any]:
    """One scheme's figures; those of what is not rated in the period are left out."""
    scheme = appraisal.scheme
    level, grade = (name if scheme.is_due(name) else "" for name in (scheme.level, scheme.grade))
    state = np.bincount(appraisal.state, minlength=3)
    return {
        "title": scheme.title,
        "subject": scheme.subject,
        "subjects": len(appraisal.subjects),
        "rated": int(appraisal.rated.sum()),
        "decided": int(state[0]),
        "undecided": int(state[1]),
        "not_rated": int(state[2]),
        "states": dict(scheme.states),
        "level": level,
        "level_unit": appraisal.columns[level].unit if level else "",
        "levels": count_results(appraisal, level, of_decided=True) if level else {},
        "grade": grade,
        "grades": count_results(appraisal, grade, of_decided=True) if grade else {},
        "ratings": {
            step.title: _with_unit(count_results(appraisal, step.name), step.rule.unit)
            for step in scheme.of_role(Role.RATING)
            if step.rule.is_due
        },
        "stars": {
            step.title: _star_counts(appraisal, step.name) for step in scheme.of_role(Role.STAR) if step.rule.is_due
        },
        "scores": {spread.title: _texts(spread) for spread in spread_scores(appraisal)},
        "totals": {row.title: f"{format(row.total, 'f')}{row.unit}" for row in total_numbers(appraisal)},
        "money": sum_money(appraisal),
        "decisions": {"held": len(appraisal.decisions.applied), "not_held": len(appraisal.decisions.problems)},
    }


def summarise_system(appraisal: Appraisal, page: str, book: str) -> SystemSummary:
    """One scheme's figures for the front page. page, book: where its results are, below the folder of the period."""
    scheme, state = appraisal.scheme, np.bincount(appraisal.state, minlength=3)
    level, grade = (name if scheme.is_due(name) else "" for name in (scheme.level, scheme.grade))
    stars = [step for step in scheme.of_role(Role.STAR) if step.rule.is_due]
    counts = count_results(appraisal, grade, of_decided=True) if grade else {}
    if not grade and len(stars) == 1 and appraisal.columns[stars[0].name].kind is Kind.BOOL:
        counts = count_results(appraisal, stars[0].name)  # won in this period; the level counts those won before, too
    if level and not counts:
        counts = _with_unit(count_results(appraisal, level, of_decided=True), appraisal.columns[level].unit)
    if len(stars) == 1 and not counts:
        counts = count_results(appraisal, stars[0].name)
    return SystemSummary(
        scheme.title, scheme.subject, page, book, len(appraisal.subjects), int(state[0]), int(state[1]), int(state[2]),
        tuple(counts.items()),
    )  # fmt: skip


def _texts(spread: ScoreSpread) -> dict[str, str]:
    """The mean, highest and lowest of a score, as text; nothing where nobody has one."""
    named = {"mean": spread.mean, "highest": spread.highest, "lowest": spread.lowest}
    return {key: format(value, "f") for key, value in named.items() if value != ""}


def count_results(appraisal: Appraisal, name: str, of_decided: bool = False) -> dict[str, int]:
    """How many subjects have each value of a result, the best or greatest first.

    of_decided: only of those of whom no result is undecided, so that with the undecided they come to all who take part.
    """
    chosen = (appraisal.state == STATES.index(DECIDED)) | (not of_decided)
    column, known = appraisal.columns[name], appraisal.known(name) & chosen
    values, numbers = np.unique(column.data[known], return_counts=True)
    if column.kind is Kind.CHOICE:
        held = {column.choices[int(v)]: int(n) for v, n in zip(values, numbers, strict=True)}
        rating = appraisal.scheme.ratings.get(name)
        order = rating.words if rating is not None else column.choices
        return {word: held[word] for word in order if word in held}
    if column.kind is Kind.BOOL:
        return {("得星" if v else "未得"): int(n) for v, n in zip(values[::-1], numbers[::-1], strict=True)}
    whole = arithmetic.over_one_scale(column, known)
    values, numbers = np.unique(whole.data[known], return_counts=True)
    rated = appraisal.scheme.ratings.get(name)
    first = 1 if rated is not None and rated.best == "lowest" else -1
    pairs = zip(values[::first], numbers[::first], strict=True)
    counted = {show_number(Fraction(int(value)) / whole.scale): int(number) for value, number in pairs}
    words: Any = [] if column.word is None else column.word[appraisal.settled(name) & chosen & column.has_word]
    worded = {word: int(np.count_nonzero(words == code)) for code, word in enumerate(column.choices)}
    return counted | {word: number for word, number in worded.items() if number}


def _with_unit(counts: dict[str, int], unit: str) -> dict[str, int]:
    """Counts by number with what the numbers count; words stay as they are."""
    return {f"{value}{unit if value[-1:].isdigit() else ''}": number for value, number in counts.items()}


def _star_counts(appraisal: Appraisal, name: str) -> dict[str, int]:
    """`counts` of a star, and how many it is still open for."""
    open_ = int((appraisal.rated & ~appraisal.columns[name].settled).sum())
    return count_results(appraisal, name) | ({PENDING: open_} if open_ else {})


def sum_money(appraisal: Appraisal) -> dict[str, str]:
    """What each money entitlement comes to in all, exact, as text with its unit; what its payers bear is told beside it."""
    totals = {}
    for step in appraisal.scheme.of_role(Role.ENTITLEMENT):
        if step.rule.is_due and appraisal.columns[step.name].kind is Kind.MONEY:
            known = appraisal.known(step.name)
            column = arithmetic.over_one_scale(appraisal.columns[step.name], known)
            assert isinstance(column.scale, int)
            total = Fraction(int(column.data[known].sum()), column.scale)
            totals[step.title] = show_number(total) + (step.unit or "元")
    return totals


def count_left_out(intakes: Iterable[Intake]) -> dict[str, int]:
    """How many rows of the schemes' tables were filled and no data, by kind (合计行 …).

    A sheet that two schemes read counts twice.
    """
    kinds: Counter[RowKind] = Counter()
    for intake in intakes:
        kinds.update(intake.counts.left_out)
    del kinds[RowKind.BLANK]
    return {kind.value: count for kind, count in sorted(kinds.items())}


def count_problems(problems: Sequence[Problem]) -> dict[str, int]:
    """How many errors, warnings and notes."""
    severities = [p.severity for p in problems]
    return {
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "notes": severities.count(Severity.NOTE),
    }


def exit_status(appraisals: dict[str, Appraisal], problems: Sequence[Problem]) -> int:
    """0 all decided and nothing wrong; 1 problems or undecided subjects remain. (2, nothing produced, is an exception.)"""
    if any((appraisal.state == 1).any() for appraisal in appraisals.values()):
        return 1
    return 1 if any(p.severity is not Severity.NOTE for p in problems) else 0
