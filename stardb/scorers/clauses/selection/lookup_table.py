"""`table`: a value looked up by two keys (两栏对照表), P43 — pay by post and tenure, a subsidy by star and population."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, ClassVar

import numpy as np
from pydantic import BeforeValidator, Field

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Frame
from stardb.quantity import BLANK_WORDS, PENDING, Column, Kind, logic
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.output_types import Hole, Output
from stardb.scorers.base.outputs import Outputs, bind_outputs
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import UNKNOWN, Scored
from stardb.scorers.kit.bound_intervals import bind_interval, exactly, lies_in, refuse_overlaps, warn_of_gaps
from stardb.scorers.kit.case_outputs import OutputsCore, compute_outputs, refuse_above_full
from stardb.scorers.kit.choice_words import read_as_words, refuse_unknown_words
from stardb.scorers.kit.intervals import Interval, find_overlap
from stardb.yamlfile import Word, YamlPath, number_as_text, show_value

Key = str | Interval
"""What one row or column of the table is for: a word, or numbers."""


def _rows(value: object) -> dict[str, dict[str, Any]]:
    """Rows of cells."""
    if not isinstance(value, dict) or not value:
        raise ValueError(f"这里写各行，如 {{5: {{500人以上: 70万元}}}}，写的是“{show_value(value)}”")
    for row, cells in value.items():
        if not isinstance(cells, dict) or not cells:
            raise ValueError(f"“{row}”一行要写各格，如 {{500人以上: 70万元}}，写的是“{show_value(cells)}”")
        for column, cell in cells.items():
            blank = isinstance(cell, str) and cell != PENDING and number_as_text(cell) in BLANK_WORDS
            hole = isinstance(cell, Hole) or (isinstance(cell, dict) and "hole" in cell)
            if not hole and (cell is None or isinstance(cell, bool | dict | list) or blank):
                message = f"“{row}×{column}”要写一个得数，写的是“{show_value(cell)}”；原文没有规定的格写 待定"
                raise ValueError(message)
    return value


def _two(value: object) -> object:
    """The row's source and the column's."""
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise ValueError(f"这里写两栏，先行后列，如 [星级, 人口]，写的是“{show_value(value)}”")
    return value


class LookupTable(Clause):
    """按两栏查表，如 `by: [星级, 人口], table: {5: {满500人不满1000人: 70万元, 1000人以上: 100万元}, 4: {1000人以上: 80万元}}`。

    by 先写行、后写列。行与列可以是选项、是否（写 是、否）、数或范围；只写一个数的，就是正好这个数（与 bands 不同，20年及以上写 20年以上）。没有写到的格待定，或按 otherwise；原文没有规定的格写 待定。写了 otherwise 或 note 的，漏写的格不再提示。
    """

    keyword: ClassVar[str] = "table"
    title: ClassVar[str] = "查表"

    by: Annotated[tuple[Word, Word], BeforeValidator(_two)] = Field(
        description="按哪两栏或算式：先行后列，如 [星级, 人口]"
    )
    table: Annotated[dict[str, dict[str, Output]], BeforeValidator(_rows)] = Field(description="各行，行里写各格的得数")
    otherwise: Output | None = Field(None, description="没有写到的格的得数；原文没有规定的写 待定")

    def core(self, scope: Scope) -> Core:
        row, column = (self._source(k, scope) for k in range(2))
        rows = _keys(list(self.table), row, ("table",), scope)
        columns = {text: _keys(list(self.table[text]), column, ("table", text), scope) for text in self.table}
        if self.otherwise is None and not self.note:
            self._warn_of_missing_cells(row, rows, column, columns, scope)
        keys = tuple((k, key) for k, text in enumerate(self.table) for key in columns[text])
        cells = [(text, name) for text in self.table for name in self.table[text]]
        labels = tuple(f"{text}×{name}" for text, name in cells)
        given = [self.table[text][name] for text, name in cells]
        paths: list[YamlPath] = [("table", text, name) for text, name in cells]
        rest = [] if self.otherwise is None else [self.otherwise]
        given += rest
        paths += [("otherwise",)] * len(rest)
        outputs = bind_outputs(given, paths, scope)
        refuse_above_full(self, paths, [*labels, "otherwise"], outputs, scope)
        return LookupTableCore(row, column, tuple(rows), keys, labels, outputs, bool(rest))

    def _source(self, k: int, scope: Scope) -> Formula:
        source = read_as_words(scope.bind_formula(self.by[k], ("by", k)))
        if source.kind is not Kind.CHOICE and not source.kind.numeric:
            message = f"查表要按选项、是否或数，这里是{source.kind.value}"
            raise scope.refuse("R305", message, ("by", k), found=source.kind.value)
        return source

    def _warn_of_missing_cells(
        self, row: Formula, rows: list[Key], column: Formula, columns: dict[str, list[Key]], scope: Scope
    ) -> None:
        """Report the words, numbers and intervals some row has and another lacks, then the gaps that are left."""
        for word in _lacking(row, rows, scope):
            self._warn(f"“{word}”一行没有写", ("table",), word, scope)
        _warn_between(row, rows, ("table",), scope)
        written: dict[str, Key] = {}
        for keys in columns.values():
            written |= {_text(key): key for key in keys}
        for text, keys in columns.items():
            others = [key for key in written.values() if not any(_meet(key, own) for own in keys)]
            words = [word for word in _lacking(column, keys, scope) if word not in written]
            for name in (*map(_text, others), *words):
                self._warn(f"“{text}×{name}”一格没有写", ("table", text), f"{text}×{name}", scope)
            _warn_between(column, [*keys, *others], ("table", text), scope)

    def _warn(self, message: str, path: YamlPath, found: str, scope: Scope) -> None:
        remedy = "补上这一格，或用 otherwise 写明没有写到的按多少；原文没有规定的，这一格写 待定，或写 note 说明"
        scope.report("R422", f"{message}，遇到时待定", path, key=True, found=found, remedy=remedy)


def _keys(texts: list[str], source: Formula, path: YamlPath, scope: Scope) -> list[Key]:
    if source.kind is Kind.CHOICE:
        refuse_unknown_words(texts, source, path, scope)
        return list(texts)
    intervals = [exactly(bind_interval(text, source, (*path, text), scope)) for text in texts]
    refuse_overlaps(intervals, path, scope)
    return list(intervals)


def _text(key: Key) -> str:
    return key if isinstance(key, str) else key.text


def _lacking(source: Formula, keys: list[Key], scope: Scope) -> list[str]:
    """The words the source can come to that are none of the keys."""
    words = source.reach(scope.reaches).words if source.kind is Kind.CHOICE else ()
    return [word for word in source.choices if word not in keys and (words is None or word in words)]


def _meet(a: Key, b: Key) -> bool:
    if isinstance(a, str) or isinstance(b, str):
        return a == b
    return find_overlap(a, b) is not None


def _warn_between(source: Formula, keys: list[Key], path: YamlPath, scope: Scope) -> None:
    """Where there are ranges among the keys, report what lies between them."""
    intervals = [key for key in keys if isinstance(key, Interval)]
    if any(not interval.plain for interval in intervals):
        warn_of_gaps(intervals, source, path, scope)


@dataclass(frozen=True, eq=False)
class LookupTableCore(OutputsCore):
    """Bound: case k is the k-th cell as written, row by row; the last case, where given, is `otherwise`.

    `cells` are each cell's row, as an index into `rows`, and its column.
    """

    row: Formula
    column: Formula
    rows: tuple[Key, ...]
    cells: tuple[tuple[int, Key], ...]
    labels: tuple[str, ...]
    outputs: Outputs
    otherwise: bool

    @property
    def inputs(self) -> tuple[str, ...]:
        formulas = (self.row, self.column, *self.outputs.formulas)
        return tuple(dict.fromkeys((*(name for formula in formulas for name in formula.names), *self.limits)))

    @property
    def limits(self) -> tuple[str, ...]:
        """The parameters and values that rows and columns begin and end at."""
        keys = (*self.rows, *(key for _, key in self.cells))
        return tuple(dict.fromkeys(name for key in keys if isinstance(key, Interval) for name in key.names))

    @property
    def cases(self) -> tuple[str, ...]:
        return (*self.labels, "otherwise") if self.otherwise else self.labels

    @property
    def edges(self) -> tuple[tuple[Formula, tuple[Fraction | str | bool, ...]], ...]:
        return (self.row, _ends(self.rows)), (self.column, _ends(tuple(key for _, key in self.cells)))

    def score(self, frame: AppraisalFrame) -> Scored:
        row, column = self.row.evaluate(frame), self.column.evaluate(frame)
        rows = [_fits(row, key, frame) for key in self.rows]
        branch = np.full(frame.size, len(self.cells) if self.otherwise else UNKNOWN)
        possible = np.zeros(frame.size, np.int64)
        for case, (of, key) in enumerate(self.cells):
            cell = logic.both(rows[of], _fits(column, key, frame))
            branch[logic.certainly(cell)] = case
            possible += ~cell.known * 2 + logic.certainly(cell)
        branch[possible > 1] = UNKNOWN  # one that is not known, or two by limits that cross
        facts = {"row": row.known.astype(np.int64), "column": column.known.astype(np.int64)}
        return Scored(compute_outputs(self.outputs, branch, frame), branch, facts=facts)

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        names = (*self.row.names, *self.column.names, *self.outputs.reads(int(scored.branch[i])), *self.limits)
        return tuple(dict.fromkeys(names))

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases, case = Phrases(columns, i), int(scored.branch[i])
        phrase = f"{phrases.show(self.row)}、{phrases.show(self.column)}"
        if case == UNKNOWN:
            sources = (("row", self.row), ("column", self.column))
            unknown_parts = [source for key, source in sources if not scored.facts[key][i]]
            if unknown_parts:
                return phrases.say_missing(unknown_parts[0])
            return self._doubt(phrase, phrases)
        if case == len(self.cells):
            return f"{phrase}，表里没有这一格{self.describe_output(scored, phrases)}"
        return f"{phrase}，查“{self.labels[case]}”一格{self.describe_output(scored, phrases)}"

    def _doubt(self, read: str, phrases: Phrases) -> str:
        """Why two known values have no cell."""
        unknown_parts = [name for name in self.limits if not phrases.columns[name].known[phrases.i]]
        if unknown_parts:
            return f"{'、'.join(unknown_parts)}未知，待定"
        limits = "、".join(phrases.name_and_value(name) for name in self.limits)
        return f"{read}，表里没有这一格，或不止一格（{limits}），待定" if limits else f"{read}，表里没有这一格，待定"


def _ends(keys: tuple[Key, ...]) -> tuple[Fraction | str | bool, ...]:
    """The words, and the ends of the intervals."""
    parts = ((key,) if isinstance(key, str) else (key.low, key.high) for key in keys)
    return tuple(dict.fromkeys(end for part in parts for end in part if end is not None))


def _fits(value: Column, key: Key, frame: Frame) -> Column:
    """Whether each value is the word, or lies in the interval."""
    return logic.one_of(value, (key,)) if isinstance(key, str) else lies_in(value, key, frame)
