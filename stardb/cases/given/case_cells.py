"""What a case gives, read as intake reads cells: each column by its own declaration."""

from collections.abc import Mapping
from typing import Any

from stardb.books import Cell
from stardb.dataclass import dataclass
from stardb.intake import CellReader, CellReading, fault_problem
from stardb.problems import Place
from stardb.quantity import check_digit
from stardb.rulebook import ColumnSpec, Scheme
from stardb.yamlfile import YamlPath, YamlSource, number_as_text, show_value

NOT_FILLED = "D121"
"""Intake's code for a required cell left empty: in a case that is a blank like any other."""


NOT_SENT = "未报"
"""What stands for a table nobody sent."""


@dataclass(frozen=True)
class GivenValue:
    """A value of the case file and where it stands."""

    value: Any
    path: YamlPath


Givens = Mapping[str, GivenValue]
"""Column or table -> what a case gives for it, of one subject."""


class CaseReaders:
    """A reader for each column of a scheme; problems go to the source of the case file."""

    def __init__(self, scheme: Scheme, source: YamlSource) -> None:
        self.scheme, self.source = scheme, source
        self._made: dict[tuple[str, str], CellReader] = {}

    def of(self, table: str, column: str) -> CellReader:
        """The reader of one column, whose codes and readings last as long as this."""
        key = (table, column)
        if key not in self._made:
            self._made[key] = CellReader(self.scheme.tables[table].columns[column])
        return self._made[key]

    def code(self, table: str, column: str, value: object, path: YamlPath) -> int:
        """The code of a value as the case file has it; what cannot be read is reported at `path`."""
        reader = self.of(table, column)
        if isinstance(value, list | dict):
            expected = "一个值"
            message = f"“{column}”填的是“{show_value(value)}”，应填{expected}"
            self.source.report("C103", message, path, found=show_value(value), expected=expected)
            return reader.codes([""])[0]
        code = reader.codes([as_cell(value)])[0]
        self._report(column, reader.readings[code], path)
        return code

    def _report(self, column: str, reading: CellReading, path: YamlPath) -> None:
        if reading.fault is None or reading.fault.code == NOT_FILLED:
            return
        problem = fault_problem(column, reading.fault, Place())
        self.source.report("C103", problem.message, path, found=problem.found, expected=problem.expected)


def as_cell(value: object) -> Cell:
    """A value of a case file as a cell would hold it; nothing is an empty cell."""
    if value is None:
        return ""
    return value if isinstance(value, bool) else str(number_as_text(value))


def invent_value(column: str, spec: ColumnSpec, number: int, group: bool) -> Cell:
    """What stands in a column that says who somebody is, where the case does not say."""
    if group:
        return "甲乡" if spec.type == "text" else _other(spec, 1)
    if spec.type == "text":
        return f"{column}{number}"
    return invent_citizen_id(number) if spec.type == "citizen_id" else _other(spec, number)


def invent_citizen_id(number: int) -> str:
    """An ID number of nobody: no place has the code 999999."""
    first = f"99999919700101{number:03d}"
    return first + check_digit(first)


def _other(spec: ColumnSpec, number: int) -> Cell:
    if spec.type == "choice":
        return spec.words[(number - 1) % len(spec.words)]
    return str(1999 + number) if spec.type in ("year", "date") else str(number)
