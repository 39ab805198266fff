"""Rates a handful of made-up subjects by rules written in the test: rule text and values in, results out, no workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np

from stardb.intake import Decision
from stardb.intake.tables import Subjects, Table, Tables
from stardb.quantity import Column, Frequency, Kind, Period, find_period
from stardb.quantity.dates.calendar import OPEN
from stardb.quantity.from_text import read_date, read_quantity
from stardb.quantity.logic import truth
from stardb.rulebook import ColumnSpec, LoadedScheme, Scheme, load_text
from stardb.scoring import Appraisal, History, score

DAY = date(2022, 12, 31)
"""The day of the appraisal, where a test names none."""

YEAR = find_period(DAY, Frequency.YEAR)
"""The period rated, where a test names none."""

Columns: TypeAlias = Mapping[str, tuple[str, Sequence[Any]]]
"""Column name -> what the rule says of it (`number`, `choice, choices: [甲, 乙]`) and a value a subject, None unknown."""

Records: TypeAlias = Mapping[str, tuple[Any, ...]]
"""Many-row table -> its columns, its rows (the subject's number, then a value a column), and what else the rule says of it."""


NONE: Mapping[str, Any] = {}


def rule_text(body: str, columns: Columns = NONE, records: Records = NONE) -> str:
    """A whole rule file around `body` (its sections from `values` on), with a roster of 村 and 乡镇 and these columns."""
    lines = [
        "scheme: 试评办法", "subject: 支部", "basis: 试评", "valid_from: 2000-01-01", "tables:",
        "  名册:", "    key: 村", "    name: 村", "    group: 乡镇", "    columns:",
        "      村: {type: text}", "      乡镇: {type: text}",
        *(f"      {name}: {{type: {told}}}" for name, (told, _) in columns.items() if name != "乡镇"),
    ]  # fmt: skip
    for table, (told, _, *more) in records.items():
        lines += [f"  {table}:", "    key: 村", "    many: true", "    columns:", "      村: {type: text}"]
        lines += [f"      {name}: {{type: {spec}}}" for name, spec in told.items()]
        lines += [f"    {line}" for line in more]
    enough = any(f"\n{section}:" in f"\n{body}" for section in ("stars", "scores"))
    stars = "" if enough else "\nstars:\n  凑数星: {amount: 1, basis: 试评}\n"
    shown = (
        "publish: [得数]\n" if "\n  得数:" in body and "publish:" not in body else ""
    )  # else it were used by nothing
    return "\n".join(lines) + "\n" + body.strip("\n") + stars + shown


def loaded(
    body: str, columns: Columns = NONE, records: Records = NONE, as_of: date = DAY, period: Period | None = None
) -> LoadedScheme:
    """The rules around `body`, loaded for a period; where none is named, for the year of the day."""
    if period is not None:
        return load_text(rule_text(body, columns, records), "rule.yaml", period)
    return load_text(rule_text(body, columns, records), "rule.yaml", find_period(as_of, Frequency.YEAR), as_of)


def rated(
    body: str, columns: Columns = NONE, records: Records = NONE, as_of: date = DAY, history: History | None = None,
    lacking: Mapping[str, Sequence[bool]] = NONE, period: Period | None = None, decisions: Sequence[Decision] = (),
) -> Appraisal:  # fmt: skip
    """The subjects of `columns` (one if there is none) rated by the rules around `body`, which must be in order.

    lacking: many-row table -> for each subject, whether nobody sent it. decisions: what people decided.
    """
    made = loaded(body, columns, records, as_of, period)
    assert made.scheme is not None, [f"{problem.place} {problem.message}" for problem in made.problems]
    size = max((len(values) for _, values in columns.values()), default=1)
    towns = columns["乡镇"][1] if "乡镇" in columns else ["甲乡"] * size
    subjects = Subjects(tuple(f"村{i}" for i in range(size)), tuple(f"村{i}" for i in range(size)), tuple(towns))
    roster = {name: _column(made.scheme, "名册", name, values) for name, (_, values) in columns.items()}
    roster["村"] = Column.words(list(subjects.names))
    roster["乡镇"] = Column.words(list(towns))
    many = {table: _records(made.scheme, table, told, rows) for table, (told, rows, *_) in records.items()}
    many |= {table: replace(many[table], lacking=np.array(missing, bool)) for table, missing in lacking.items()}
    tables = Tables(subjects, {"名册": _table("名册", roster, range(size))}, many)
    return score(made.scheme, tables, history or History(), decisions=decisions)


def results(appraisal: Appraisal, name: str) -> list[Any]:
    """Everybody's value of a name; None is 待定."""
    column = appraisal.columns[name]
    return [column.at(i) for i in range(len(column))]


def worth(clause: str, columns: Columns = NONE, records: Records = NONE, as_of: date = DAY) -> list[Any]:
    """What one clause gives everybody."""
    return results(rated(f"values:\n  得数: {clause}", columns, records, as_of), "得数")


def reasons(clause: str, columns: Columns = NONE, records: Records = NONE) -> list[str]:
    """Why one clause gives everybody what it gives."""
    appraisal = rated(f"values:\n  得数: {clause}", columns, records)
    rule = next(step.rule for step in appraisal.scheme.steps if step.name == "得数")
    scored = appraisal.scored["得数"]
    return [rule.sentence(scored, appraisal.columns, i) for i in range(len(appraisal.subjects))]


def _records(scheme: Scheme, table: str, told: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> Table:
    columns = {name: _column(scheme, table, name, [row[k + 1] for row in rows]) for k, name in enumerate(told)}
    return _table(table, columns, [row[0] for row in rows])


def _table(name: str, columns: Mapping[str, Column], owners: Sequence[int]) -> Table:
    numbers = np.array(list(owners), dtype=np.int64)
    return Table(name, columns, (), np.full(len(numbers), -1), np.arange(len(numbers)), numbers)


def _column(scheme: Scheme, table: str, name: str, values: Sequence[Any]) -> Column:
    spec = scheme.tables[table].columns[name]
    known = np.array([value is not None for value in values], bool)
    if spec.kind is Kind.TEXT:
        return Column.words(list(values))
    if spec.kind is Kind.CHOICE:
        return Column.from_codes(
            spec.words, np.array([-1 if v is None else spec.words.index(v) for v in values], np.int64)
        )
    if spec.kind is Kind.BOOL:
        return truth(np.array([bool(value) for value in values], bool), known)
    numbers = Column.of(spec.kind, [None if value in spec.words else _number(spec, value) for value in values])
    if not spec.words:
        return numbers
    words = np.array([spec.words.index(value) if value in spec.words else -1 for value in values], np.int64)
    return numbers.put_words(spec.words, words, rated=False)


def _number(spec: ColumnSpec, value: Any) -> Fraction | int | None:
    if spec.kind is Kind.DATE:
        return (OPEN if spec.blank else None) if value is None else read_date(value)
    return read_quantity(value)[1] if isinstance(value, str) else value
