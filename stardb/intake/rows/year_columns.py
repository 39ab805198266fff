"""Rows that say two years: 年度 2021 beside 季度 “2022年一季度”."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from stardb.books import cell_text
from stardb.intake.masking import quoted
from stardb.intake.matching.match import Match
from stardb.intake.problem_limits import limit_problems
from stardb.intake.tables import Table
from stardb.problems import Problem, problem
from stardb.quantity import read_year_part
from stardb.rulebook import TableSpec


def drop_two_years(spec: TableSpec, table: Table, matches: Sequence[Match]) -> tuple[Table, list[Problem]]:
    """The table, with the year of each row unknown that its month, quarter or half contradicts; and a problem (D237) at its cell.

    matches: the sheets, one for each source of the table.
    """
    years = [name for name in spec.period if spec.columns[name].type == "year"]
    parts = [name for name in spec.period if name not in years]
    if not years or not parts or not spec.many:
        return table, []
    said = {row: (name, year) for name in parts for row, year in _list_years(table, name, matches)}
    column = table.columns[years[0]]
    wrong = [
        row for row, (_, year) in sorted(said.items()) if column.known[row] and column.data[row] != year * column.scale
    ]
    if not wrong:
        return table, []

    def tell(row: int) -> Problem:
        name, year = said[row]
        own = int(column.data[row]) // int(column.scale)
        message = f"{quoted(name)}写的是{year}年的，{quoted(years[0])}却填{own}，不知道是哪一年的，按未知处理"
        return problem("D237", message, table.place(row, name), found=f"{year}年", expected=f"{own}年")

    problems = limit_problems(wrong, table.source.tolist().__getitem__, tell)
    known = np.ones(len(table), bool)
    known[wrong] = False
    columns = {**table.columns, **{name: table.columns[name].mask(known) for name in spec.period}}
    return replace(table, columns=columns), problems


def _list_years(table: Table, name: str, matches: Sequence[Match]) -> Iterator[tuple[int, int]]:
    """The rows whose month, quarter or half is written with a year, and that year."""
    for row, (source, line) in enumerate(zip(table.source.tolist(), table.row.tolist(), strict=True)):
        match = matches[source]
        i = match.columns.get(name)
        cell = match.sheet.rows[line - match.sheet.top - 1][i] if i is not None else None
        part = read_year_part(cell_text(cell)) if isinstance(cell, str) else None
        if part is not None and part.year is not None:
            yield row, part.year
