"""The cells of one declared column, from all its sheets: each distinct content is read once, and then only counted."""

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from typing import NamedTuple

import numpy as np

from stardb.books import (
    DISPLAYED,
    Cell,
    DisplayedDay,
    DisplayedMoment,
    DisplayedNumber,
    cell_text,
    is_blank,
    screen_text,
)
from stardb.intake.cells.cell_context import CellContext, CellRefused, UnitDoubt, Value
from stardb.intake.cells.days import OPEN_WORDS, day_as_shown, usual_bounds
from stardb.intake.cells.percents import PercentStyle, percent_style
from stardb.intake.cells.unclear import UNCLEAR
from stardb.intake.cells.values import read_cell, strip_text_prefix
from stardb.intake.cells.year_parts import month_as_shown
from stardb.intake.masking import mask, quoted, veil
from stardb.intake.memo import Memo
from stardb.problems import Place, Problem, problem
from stardb.quantity import (
    NUMBER_OF_PARTS,
    Array,
    Column,
    Kind,
    Mask,
    UnreadableText,
    calendar,
    show,
    show_number,
    tidy,
)
from stardb.rulebook import ColumnSpec

NO_COLUMN = -1
"""The code of a row whose sheet does not have the column at all."""

LOST_DIGITS = frozenset({"D129", "D132"})
"""The problems of numbers that Excel has cut short."""

_EMPTY_DATES = frozenset({"年月日", "年月", "年", "//", "--", ".."})


class CellFault(NamedTuple):
    """What is wrong with a cell's content, wherever it stands."""

    code: str
    found: str
    expected: str
    hint: str = ""


class Notation(NamedTuple):
    """What a sheet says of its cells.

    The unit of numbers without one, how days are counted, the full mark, how percents are written, what makes the unit
    doubtful.
    """

    unit: str = ""
    base1904: bool = False
    marks: Fraction | None = None
    style: PercentStyle = PercentStyle.UNKNOWN
    doubt: UnitDoubt | None = None


class CellReading(NamedTuple):
    """What a cell's content means: its value (None is unknown), and what is wrong."""

    value: Value | None
    fault: CellFault | None = None


class CellReader:
    """Reads cells: `codes` gives a code a cell, `readings[code]` is what it means; `faults` are the codes with one.

    blanks: the codes of cells that hold nothing.

    last: the last day of the period, after which no day or year is expected unless the rule says so. key: whether the
    column tells whose a row is. year: the period's, in which its months and quarters are.
    """

    def __init__(
        self, spec: ColumnSpec, last: dt.date | None = None, key: bool = False, year: int | None = None
    ) -> None:
        self.spec = spec
        self._key = key
        self._last, self._year = last, year
        self.readings: list[CellReading] = []
        self.faults: set[int] = set()
        self.blanks: set[int] = set()
        self._words = {tidy(spelled): word for spelled, word in spec.spellings.items()}
        self._blank_words = {tidy(word) for word in spec.blank_words}
        self._memos: dict[Notation, Memo[Cell, int]] = {}
        declared = CellContext(spec, spec.unit, self._words)
        self._blank = None if spec.blank is None else self._default(spec.blank, declared)
        self._bounds: tuple[Value, ...] = usual_bounds(spec.type, last) or ()
        if spec.part:
            self._bounds = (1, NUMBER_OF_PARTS[spec.part])
        if spec.between:
            self._bounds = tuple(read_cell(bound, declared) for bound in spec.between)

    def _default(self, blank: str, context: CellContext) -> Value:
        """What a blank stands for. Raises CellRefused or UnreadableText if the rule's word is none of the column's."""
        if self.spec.number_words and tidy(blank) in self._words:
            return self._words[tidy(blank)]
        return calendar.OPEN if self.spec.type == "date" and tidy(blank) in OPEN_WORDS else read_cell(blank, context)

    def codes(self, cells: Sequence[Cell], notation: Notation | None = None) -> list[int]:
        """The code of each cell, written in this notation; numbers are in the rule's own unit without one."""
        notation = notation or Notation(
            self.spec.unit, style=percent_style(cells) if self.spec.type == "percent" else PercentStyle.UNKNOWN
        )
        memo = self._memos.get(notation)
        if memo is None:
            of_sheet = (notation.unit, self._words, notation.base1904, self._key, notation.style, notation.doubt)
            context = CellContext(self.spec, *of_sheet, self._year)
            memo = self._memos[notation] = Memo(partial(self._code, context, notation.marks))
        kinds = set(map(type, cells))
        if bool in kinds:  # True would be taken for the 1 read before
            cells = [cell_text(cell) if isinstance(cell, bool) else cell for cell in cells]
        if self.spec.type == "text" and not kinds.isdisjoint(DISPLAYED):  # 1.1 that shows 1.10, for the 1.1 read before
            cells = [screen_text(cell) if isinstance(cell, DISPLAYED) else cell for cell in cells]
        if self.spec.type in ("date", "year") and DisplayedNumber in kinds:  # 2022.1 that shows 2022.10 is October
            cells = [screen_text(cell) if isinstance(cell, DisplayedNumber) else cell for cell in cells]
        if self.spec.type in ("date", "year") and not kinds.isdisjoint((DisplayedDay, DisplayedMoment)):
            last = self._last
            cells = [
                day_as_shown(c, self.spec, last) if isinstance(c, DisplayedDay | DisplayedMoment) else c for c in cells
            ]
        if self.spec.part or self.spec.type == "choice":
            cells = [month_as_shown(c) if isinstance(c, DisplayedDay | DisplayedMoment) else c for c in cells]
        return list(map(memo.__getitem__, cells))

    def _code(self, context: CellContext, marks: Fraction | None, cell: Cell) -> int:
        plain = strip_text_prefix(cell)
        code, reading = len(self.readings), self._read(plain, context)
        if plain != UNCLEAR and isinstance(plain, str) and self._is_blank(plain):
            self.blanks.add(code)
        if marks is not None and reading.fault is None and self._above(reading.value, marks):
            reading = CellReading(None, self._fault("D131", cell, f"不超过满分{show_number(marks)}分"))
        self.readings.append(reading)
        if reading.fault:
            self.faults.add(code)
        return code

    def _read(self, cell: Cell, context: CellContext) -> CellReading:
        if cell == UNCLEAR:
            return CellReading(None)
        if isinstance(cell, str) and self._is_blank(cell):
            if self._blank is None and self.spec.required:
                return CellReading(None, CellFault("D121", "空", "填写内容"))
            return CellReading(self._blank)
        if self.spec.number_words and isinstance(cell, str) and tidy(cell) in self._words:
            return CellReading(self._words[tidy(cell)])
        try:
            value = read_cell(cell, context)
        except UnreadableText as error:
            return CellReading(None, self._fault("D122", cell, str(error)))
        except CellRefused as error:
            if error.value is None or self._allowed(error.value):
                return CellReading(error.value, self._fault(error.code, cell, error.expected, error.hint))
            value = error.value
        if not self._allowed(value):
            code = "D124" if self.spec.between or self.spec.part else "D191"
            return CellReading(None, self._fault(code, cell, f"{self._show_bound(0)}至{self._show_bound(1)}之间"))
        if self.spec.whole and not isinstance(value, str) and Fraction(value).denominator != 1:
            return CellReading(None, self._fault("D122", cell, "整数"))
        return CellReading(value)

    def _is_blank(self, text: str) -> bool:
        """Whether a text stands for nothing here: a word the column declares as a value does not."""
        plain = tidy(text)
        if plain in self._words:
            return False
        empty_date = self.spec.type == "date" and plain.strip("_") in _EMPTY_DATES
        return is_blank(text) or plain in self._blank_words or empty_date

    def _above(self, value: Value | None, marks: Fraction) -> bool:
        """Whether a mark is above the full one its title tells; what counts other things has none."""
        marked = self.spec.type == "number" and self.spec.unit in ("", "分")
        return marked and not isinstance(value, str) and value is not None and value > marks

    def _allowed(self, value: Value) -> bool:
        if not self._bounds or value == calendar.OPEN or isinstance(value, str):
            return True
        low, high = (Fraction(bound) for bound in self._bounds)
        return low <= value <= high

    def _show_bound(self, bound: int) -> str:
        return show(self.spec.kind, Fraction(self._bounds[bound]))

    def _fault(self, code: str, cell: Cell, expected: str, hint: str = "") -> CellFault:
        if (
            isinstance(cell, dt.datetime)
            and not isinstance(cell, DisplayedMoment)
            and self.spec.type in ("date", "year")
        ):
            cell = cell.date()  # a time of day, which few formats show, tells nothing here
        text = " ".join(screen_text(cell).split())
        if self.spec.private and self.spec.kind.numeric and code == "D127":
            return CellFault(code, "***", expected)  # its first digit would tell too much
        if (
            self.spec.private or self.spec.type == "citizen_id"
        ):  # a hint would tell of the value, but for that on its unit
            return CellFault(code, veil(text), expected, hint if code == "D193" else "")
        return CellFault(code, mask(text), expected, hint)

    def column(self, codes: Array) -> Column:
        """The column of values the codes stand for."""
        present = np.zeros(len(self.readings) + 1, dtype=bool)  # the last is that of NO_COLUMN
        present[codes] = True
        known, readings = np.flatnonzero(present).tolist(), [*self.readings, CellReading(None)]
        distinct = _column(self.spec, [readings[code].value for code in known])
        return distinct.take((np.cumsum(present) - 1)[codes])

    def written(self, codes: Array) -> Mask:
        """Where a cell holds anything, be it unreadable."""
        return ~np.isin(codes, [NO_COLUMN, *self.blanks])

    def faulty(self, codes: Array, kinds: frozenset[str] | None = None) -> Mask:
        """Where a cell has something wrong with it. kinds: only these problems."""
        faults = ((code, self.readings[code].fault) for code in self.faults)
        return np.isin(codes, [code for code, fault in faults if kinds is None or (fault and fault.code in kinds)])


def fault_problem(column: str, fault: CellFault, place: Place) -> Problem:
    """A fault as the problem of one cell of a column."""
    message = (
        _MESSAGES[fault.code].format(
            name=quoted(column), found=fault.found, quote=quoted(fault.found), expected=fault.expected
        )
        + fault.hint
    )
    return problem(fault.code, message, place, found=fault.found, expected=fault.expected)


_MESSAGES = {
    "W212": "{name}只写到月（{found}），没有写那个月算不算：",
    "D121": "{name}没有填，这一栏每行必填。",
    "D122": "{name}填的是{quote}，应填{expected}。",
    "D123": "{name}填的是{quote}，只能填{expected}。",
    "D124": "{name}填的是{quote}，应在{expected}。",
    "D125": "{name}是错误值 {found}。",
    "D126": "{name}的公式({found})没有算出的结果。",
    "D127": "{name}填的是没有百分号的{quote}，应填{expected}。",
    "D128": "{name}填的是数 {found}，分不清是1月还是10月，应填{expected}。",
    "D129": "{name}被存成了数({found})，末几位已经丢失。",
    "D130": "{name}填的是{quote}，应填{expected}。",
    "D131": "{name}填的是{quote}，应{expected}。",
    "D190": "{name}显示的是{quote}，应填{expected}。",
    "D191": "{name}填的是{quote}，这一栏一般应在{expected}。",
    "D193": "{name}填的是没写单位的{quote}，应填{expected}；",
    "D216": "{name}是网页里的输入框或选项({found})，里面填的没有读。",
    "D132": "{name}被存成了数({found})，末几位可能已经丢失，应填{expected}。",
    "D192": "{name}存的是 {found}，显示成什么要看条件格式，没有读。",
    "D185": "{name}存的是数 {found}，按它的数字格式看不出显示成什么，没有读。",
}

CELL_CODES = frozenset(_MESSAGES)
"""The codes of problems of single cells."""


def _column(spec: ColumnSpec, values: Sequence[Value | None]) -> Column:
    """A column of the kind its type declares, None being unknown."""
    if spec.kind is Kind.TEXT:
        return Column.words([None if value is None else str(value) for value in values])
    if spec.kind is Kind.CHOICE:
        codes = {word: i for i, word in enumerate(spec.words)}
        return Column.from_codes(spec.words, np.array([codes.get(str(value), -1) for value in values], dtype=np.int64))
    if spec.kind is Kind.BOOL:
        known = np.array([value is not None for value in values], dtype=bool)
        return Column(Kind.BOOL, np.array([bool(value) for value in values], dtype=bool), known)
    number = Column.of(spec.kind, [None if isinstance(value, str) else value for value in values])
    if not spec.number_words:
        return number
    places = {word: i for i, word in enumerate(spec.words)}
    word = np.array([places.get(value, -1) if isinstance(value, str) else -1 for value in values], dtype=np.int64)
    return number.put_words(spec.words, word, rated=False)
