"""What a case expects of the rows it gives: their computed columns, and whether they are valid."""

from collections.abc import Iterator
from dataclasses import fields

from stardb.cases.expectations import ExpectationReader, Expected, ResultType, show_outcome
from stardb.cases.given.case_tables import suggest
from stardb.dataclass import dataclass
from stardb.quantity import Column, show_at
from stardb.rulebook import Role, Scheme, Step
from stardb.scoring import Appraisal, Explanation, explain_row
from stardb.yamlfile import YamlPath, YamlSource, show_value

VALID = "valid"
"""The name under which a case expects whether a row is valid on the day of the appraisal."""

NO_ROW = "没有这一行"


@dataclass(frozen=True, kw_only=True)
class ExpectedOfRow(Expected):
    """One thing a case expects of one row it gives. step: what computes it. row: which row of the subject, from 0."""

    step: Step
    row: int

    def holds(self, appraisal: Appraisal, i: int) -> bool:
        """Whether it is what the row came to."""
        row = self._find_row(appraisal, i)
        if row is None:
            return False
        column = self._column(appraisal)
        if self.about and column.known[row]:
            return show_at(column, row).startswith(self.about)
        got = column.at(row)
        return got == self.value and isinstance(got, bool) == isinstance(self.value, bool)

    def show_got(self, appraisal: Appraisal, i: int) -> str:
        """What the row came to, as people read it."""
        row = self._find_row(appraisal, i)
        return NO_ROW if row is None else show_outcome(self._column(appraisal).at(row), self.typed)

    def explain(self, appraisal: Appraisal, i: int) -> Explanation | None:
        """Why the row came to that; None where there is no such row."""
        row = self._find_row(appraisal, i)
        if row is None:
            return None
        return next(one for one in explain_row(appraisal, self.step.table, row).children if one.step is self.step)

    def _column(self, appraisal: Appraisal) -> Column:
        return appraisal.row_columns(self.step.table).score(self.step.name).column

    def _find_row(self, appraisal: Appraisal, i: int) -> int | None:
        rows = appraisal.tables.many[self.step.table].rows_of(i)
        return rows[self.row] if self.row < len(rows) else None


def read_row_expectations(
    title: str, value: object, path: YamlPath, scheme: Scheme, reader: ExpectationReader
) -> Iterator[ExpectedOfRow]:
    """What a case expects of the rows of a table, one mapping a row in the order given; what cannot be read is reported."""
    steps = {
        VALID if step.role is Role.VALIDITY else step.name: step for step in scheme.row_steps if step.table == title
    }
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        message = f"“{title}”应得的写成一行一项，次序同 given，如 - {{{next(iter(steps), VALID)}: …}}"
        reader.source.report("C103", message, path, found=show_value(value), expected="一行一项")
        return
    for index, row in enumerate(value):
        for name, given in row.items():
            yield from _read_one(title, name, given, (*path, index, name), index, steps, reader)


def _read_one(
    title: str, name: str, given: object, path: YamlPath, index: int, steps: dict[str, Step], reader: ExpectationReader
) -> Iterator[ExpectedOfRow]:
    if name not in steps:
        _report_unknown(title, name, path, steps, reader.source)
        return
    step, called = steps[name], f"{title}第{index + 1}行·{name}"
    made = reader.read_typed(called, ResultType(step.rule.kind, step.rule.choices), given, path)
    if made is not None:
        yield ExpectedOfRow(**{part.name: getattr(made, part.name) for part in fields(made)}, step=step, row=index)


def _report_unknown(title: str, name: str, path: YamlPath, steps: dict[str, Step], source: YamlSource) -> None:
    what = (
        f"没有算出“{name}”这一栏{suggest(name, steps)}"
        if steps
        else "没有算出的栏（computed），也没有有效期（valid_for）"
    )
    source.report("C102", f"“{title}”{what}", path, key=True, found=name, expected="、".join(steps))
