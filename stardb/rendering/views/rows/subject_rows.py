"""Each subject's line of a report: who it is, its data of the roster, and every published result."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from stardb.dataclass import dataclass
from stardb.quantity import PENDING, Column, Kind
from stardb.rendering.views.value_forms import plain_value, result_value, typed_value_at
from stardb.rulebook import Role, Step
from stardb.scoring import STATES, Appraisal, compute_rise, explain_step, find_compared_name, last_results, phrase

__all__ = ["SubjectRow", "list_subjects"]


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """One subject.

    code: what distinguishes it from another of the same name in its township; "" for most. level, grade: "" where the scheme has
    none. stars: the names of those it won. reason: why its grade, or why it is not rated. last, change: last year's
    result and by how much it rose; "" where there was none. columns: its data of the roster by the columns' names, private
    ones left out. results: every published result by its title.
    """

    number: int
    group: str
    name: str
    state: str
    level: Decimal | str
    grade: Decimal | str
    stars: tuple[str, ...]
    reason: str
    code: str
    last: Decimal | str
    change: Decimal | str
    columns: Mapping[str, Decimal | str]
    results: Mapping[str, Decimal | str]


def list_subjects(appraisal: Appraisal) -> tuple[SubjectRow, ...]:
    """A row for each subject, in the order of the roster."""
    scheme, past = appraisal.scheme, last_results(appraisal)
    steps = (*scheme.of_role(Role.SCORE), *_list_level_terms(appraisal), *appraisal.result_steps())
    stars = scheme.of_role(Role.STAR)
    level, grade = scheme.step(scheme.level), scheme.step(scheme.grade)
    rows = []
    for i in range(len(appraisal.subjects)):
        last, change = _change(appraisal, past, i)
        rows.append(
            SubjectRow(
                number=i + 1,
                group=appraisal.subjects.groups[i],
                name=appraisal.subjects.names[i],
                state=STATES[appraisal.state[i]],
                level=result_value(appraisal, level, i, is_typed=True) if level else "",
                grade=result_value(appraisal, grade, i, is_typed=True) if grade else "",
                stars=_list_won(appraisal, stars, i),
                reason=_reason(appraisal, i),
                code=appraisal.namesake_keys[i],
                last=last,
                change=change,
                columns=_list_columns(appraisal, i),
                results={step.title: result_value(appraisal, step, i, is_typed=True) for step in steps},
            )
        )
    return tuple(rows)


def _list_level_terms(appraisal: Appraisal) -> list[Step]:
    """The values that the level is computed from, such as the stars gained and lost this year."""
    names = {name for step in appraisal.scheme.of_role(Role.BASE, Role.LEVEL) for name in step.rule.inputs}
    return [step for step in appraisal.scheme.of_role(Role.VALUE) if step.name in names]


def _list_columns(appraisal: Appraisal, i: int) -> dict[str, Decimal | str]:
    """Subject i's data of the roster by the columns' names; "" for what is unknown."""
    found: dict[str, Decimal | str] = {}
    for name, spec in appraisal.scheme.roster.columns.items():
        if not spec.private:
            column = appraisal.columns[name]
            found[name] = typed_value_at(column, i, spec.unit) if column.settled[i] else ""
    return found


def _list_won(appraisal: Appraisal, stars: Sequence[Step], i: int) -> tuple[str, ...]:
    """The titles of the stars that subject i won, or holds at least one of."""
    if not appraisal.rated[i]:
        return ()
    columns = ((step.title, appraisal.columns[step.name]) for step in stars)
    return tuple(title for title, column in columns if column.known[i] and column.data[i] > 0)


def _change(appraisal: Appraisal, past: Column | None, i: int) -> tuple[Decimal | str, Decimal | str]:
    """Last year's result and how it changed; empty where there was none."""
    if past is None or not past.settled[i] or not appraisal.rated[i]:
        return "", ""
    change = compute_rise(appraisal, past, i)
    now = appraisal.columns[find_compared_name(appraisal.scheme)]
    none = "" if now.settled[i] else PENDING  # words beside the others neither rise nor fall
    return typed_value_at(past, i), none if change is None else plain_value(Kind.NUMBER, change)


def _reason(appraisal: Appraisal, i: int) -> str:
    """Why a subject stands where it stands, in a sentence: its grade or level, or why it is not rated."""
    scheme = appraisal.scheme
    name = scheme.chief if appraisal.rated[i] else scheme.eligible
    step = scheme.step(name)
    return phrase(explain_step(appraisal, step, i)) if step else ""
