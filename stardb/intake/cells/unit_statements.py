"""Units stated beside the cells: in a comment, in what is said while a cell is filled in, in print, in the remark of a row.

Each has a place and a reach: one cell, one row, one column, or the whole table.
"""

from collections.abc import Iterator, Sequence

from stardb.books import Cell, Prompt, is_blank
from stardb.dataclass import dataclass
from stardb.intake.headers.titles import UNITS
from stardb.intake.headers.unit_labels import DOUBTFUL, UnitLabel, find_unit
from stardb.intake.masking import mask
from stardb.intake.matching.match import Match
from stardb.problems import Place
from stardb.rulebook import ColumnSpec


@dataclass(frozen=True)
class UnitStatement:
    """A unit stated of some cells of a table.

    label: what is stated, and where. rows, columns: those of the sheet that hold the cells; None for all. by_name: whether
    only columns are concerned that it names.
    """

    label: UnitLabel
    rows: Sequence[int] | None = None
    columns: range | None = None
    by_name: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it is stated of the whole table."""
        return self.rows is None and self.columns is None

    def is_of(self, name: str, column: int, spec: ColumnSpec) -> bool:
        """Whether it may be stated of cells of this column of the sheet."""
        if self.columns is not None:
            return column in self.columns
        return not self.by_name or any(word in self.label.text for word in (name, *spec.aliases))


def unit_statements(match: Match, rows: Sequence[int]) -> list[UnitStatement]:
    """What is stated beside the cells of a table, whose data stand in these rows."""
    units = UNITS | {spec.unit for spec in match.spec.columns.values() if spec.unit}
    return [
        *_in_comments(match, units),
        *_in_prompts(match, rows, units),
        *_in_print(match, units),
        *_in_remarks(match, rows, units),
    ]


def _statement(
    text: str, place: Place, source: str, units: frozenset[str], of_place: bool = False
) -> tuple[UnitLabel, bool] | None:
    """The label that a text is, and whether it is only of what it names. of_place: its place tells of what it is."""
    if (found := find_unit(text, units)) is None:
        return None
    line, (words, sure) = found
    label = UnitLabel(mask(line), place, words, sure, source=source)
    return label, not (of_place or sure or any(map(DOUBTFUL.fullmatch, words)))


def _in_comments(match: Match, units: frozenset[str]) -> Iterator[UnitStatement]:
    sheet, header = match.sheet, match.header
    for (r, c), text in sorted(sheet.notes.items()):
        place, is_below = sheet.place(r, c), r > header.bottom
        is_value = any(c == i and match.spec.columns[name].kind.numeric for name, i in match.columns.items())
        is_own = is_value if is_below else r >= header.top
        if found := _statement(text, place, f"{place.cell}的批注", units, is_own):
            bottom, right = next(((m.bottom, m.right) for m in sheet.merges if (m.top, m.left) == (r, c)), (r, c))
            rows = range(r, bottom + 1) if is_below else None
            yield UnitStatement(found[0], rows, range(c, right + 1) if is_own else None, found[1])


def _in_prompts(match: Match, rows: Sequence[int], units: frozenset[str]) -> Iterator[UnitStatement]:
    sheet, header = match.sheet, match.header
    titles = range(header.top, header.bottom + 1)
    for prompt in sheet.prompts:
        for i in sorted(match.columns.values()) if find_unit(prompt.text, units) else ():
            if sheet.spots or _holds(prompt, None, sheet.spot(0, i)[1]):
                titled = any(_holds(prompt, *sheet.spot(row, i)) for row in titles)
                held = [row for row in rows if not titled and _holds(prompt, *sheet.spot(row, i))]
                place = sheet.place(held[0] if held else header.bottom, i)
                found = _statement(prompt.text, place, f"{place.cell}的输入提示", units, of_place=True)
                if found and (titled or held):
                    yield UnitStatement(found[0], None if titled else held, range(i, i + 1))


def _holds(prompt: Prompt, row: int | None, column: int) -> bool:
    """Whether a prompt is one of a cell of the file, or of any cell in a column of it."""
    return any(
        left <= column <= right and (row is None or top <= row <= bottom)
        for (top, left), (bottom, right) in prompt.areas
    )


def _in_print(match: Match, units: frozenset[str]) -> Iterator[UnitStatement]:
    """What a print header or footer states, of the whole sheet."""
    place = Place(match.sheet.file, match.sheet.name)
    for text in match.sheet.print_lines:
        if found := _statement(text, place, "打印的页眉页脚", units):
            yield UnitStatement(found[0], by_name=found[1])


def _in_remarks(match: Match, rows: Sequence[int], units: frozenset[str]) -> Iterator[UnitStatement]:
    """What the texts of a row state of it, in columns that have a title and are not read, or read as text."""
    sheet = match.sheet
    read = {i: match.spec.columns[name] for name, i in match.columns.items()}
    keys = {match.columns[name] for name in match.spec.key if name in match.columns}
    for i in range(sheet.width):
        if i in keys or (i in read and read[i].type != "text") or not match.header.headings[i].title:
            continue
        cells = {row: sheet.rows[row][i] for row in rows}
        stating = {cell for cell in set(map(_text, cells.values())) if find_unit(cell, units)}
        for row, cell in cells.items() if stating else ():
            if cell in stating and (found := _statement(_text(cell), sheet.place(row, i), "", units)):
                yield UnitStatement(found[0], (row,), by_name=found[1])


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) and not is_blank(cell) else ""
