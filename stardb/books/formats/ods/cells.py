"""The cells of a sheet of an OpenDocument, each of which may stand for any number of like ones."""

import re
from collections.abc import Sequence
from math import isfinite

from lxml import etree

from stardb.books.conditional_formats.conditional_formats import Displayed
from stardb.books.conditional_formats.display_rules import DisplayChange, DisplayRule
from stardb.books.display.cell_look import CellLook, display_cell
from stardb.books.display.rich_text import Rich
from stardb.books.formats.ods.cell_styles import OdsStyles
from stardb.books.formats.ods.cell_values import NUMBERS, add_words, read_value, text_of_lines
from stardb.books.formats.ods.names import COLUMNS_REPEATED, EXTENSION, OFFICE, TABLE, TEXT
from stardb.books.formats.ods.sheet import OdsSheet, read_count
from stardb.books.own_marks import OWN_AUTHOR
from stardb.books.remarks import CellRemark, Remark
from stardb.books.sheet import Cell, NoValue
from stardb.dataclass import dataclass
from stardb.ooxml import file_name_of

LINKED = "'file:"
"""How the name of a sheet begins that is a copy of another workbook's."""

_ERROR_TYPE = f"{EXTENSION}value-type"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_ROWS_SPANNED, _COLUMNS_SPANNED = f"{TABLE}number-rows-spanned", f"{TABLE}number-columns-spanned"
_KIND_OF_VALUE, _VALUE, _FORMULA, _ANNOTATION = (
    f"{OFFICE}value-type",
    f"{OFFICE}value",
    f"{TABLE}formula",
    f"{OFFICE}annotation",
)
_ERRORS = re.compile(r"Err:\d{3}|#[A-Z/0!?]+")
"""What a formula shows in place of a value it does not have."""


def put_cell(cell: etree._Element, sheet: OdsSheet, styles: OdsStyles, base1904: bool) -> str:
    """Puts a cell into its sheet, in every place it stands for. Gives the name of the workbook its value comes from, or ""."""
    columns = range(sheet.column, sheet.column + read_count(cell, COLUMNS_REPEATED))
    sheet.column = columns.stop
    kind, formula = cell.get(_KIND_OF_VALUE), cell.get(_FORMULA) or ""
    if not (len(cell) or kind or formula):
        return ""
    _put_value(cell, sheet, columns, styles, base1904)
    _put_merges(cell, sheet, columns)
    for note in cell.iterfind(_ANNOTATION) if len(cell) else ():
        if note.findtext(_CREATOR) != OWN_AUTHOR:
            sheet.notes[sheet.row, columns.start] = text_of_lines(note).strip()
    return file_name_of(formula.partition(LINKED)[2].partition("'#")[0]) if LINKED in formula else ""


def _put_value(cell: etree._Element, sheet: OdsSheet, columns: range, styles: OdsStyles, base1904: bool) -> None:
    if sheet.grid.grid.far_corner:
        return
    kind, formula, style = cell.get(_KIND_OF_VALUE), cell.get(_FORMULA) or "", sheet.style(cell, columns.start)
    held = _read_held(cell, kind, formula, styles, style)
    displayed, remark = display_cell(held, styles.look(style))
    if held == "" and (stored := cell.get(_VALUE)):
        remark = CellRemark(Remark.UNSEEN, stored)
    rules = styles.rules(style)
    if rules or sheet.grid.formats:
        value = _Value(held, _number_of(cell, held, kind), (displayed, remark))
        _fill_by_rules(sheet, columns, value, rules, styles.look(style), base1904)
    elif displayed != "" or remark:
        _fill(sheet, columns, displayed, remark)


def _read_held(cell: etree._Element, kind: str | None, formula: str, styles: OdsStyles, style: str) -> Cell | Rich:
    """What the cell holds, as it is shown without its conditional formats."""
    held = read_value(cell, kind, styles)
    if isinstance(held, float):
        held = add_words(held, styles.words(style))
    if cell.get(_ERROR_TYPE) == "error" or (formula and isinstance(held, str) and _ERRORS.fullmatch(held)):
        return NoValue(text_of_lines(cell) or "#VALUE!")
    if formula and not kind and cell.find(f"{TEXT}p") is None:
        return NoValue("=" + formula.partition(":=")[2])
    return held


def _number_of(cell: etree._Element, held: Cell | Rich, kind: str | None) -> Cell | Rich:
    """The value by which conditions go, and which a number format shows."""
    text = cell.get(_VALUE)
    if isinstance(held, NoValue | bool) or kind not in NUMBERS or not text:
        return held
    return number if isfinite(number := float(text)) else held


def _put_merges(cell: etree._Element, sheet: OdsSheet, columns: range) -> None:
    down, right = read_count(cell, _ROWS_SPANNED) - 1, read_count(cell, _COLUMNS_SPANNED) - 1
    if (down or right) and not sheet.grid.grid.far_corner:
        rows = range(sheet.row, sheet.row + (1 if down else sheet.repeated))
        sheet.merges += [((row, columns.start), (row + down, columns.start + right)) for row in rows]


def _fill(sheet: OdsSheet, columns: range, cell: Cell, remark: CellRemark | None) -> None:
    """Puts the value into every row and column it stands for, unless they are too many."""
    rows = range(sheet.row, sheet.row + sheet.repeated)
    if sheet.grid.grid.grow(rows.stop, columns.stop):
        return
    for row in rows:
        for column in columns:
            sheet.grid.put_displayed(row, column, cell, remark)


@dataclass(frozen=True)
class _Value:
    """A cell's value: as it is shown without conditional formats, the number by which they go, and what is read by its style."""

    held: Cell | Rich
    number: Cell | Rich
    plain: Displayed

    def display(self, change: DisplayChange, look: CellLook, base1904: bool) -> Displayed:
        """What is read of it under a conditional format."""
        if change.code is None and change.struck is None:
            return self.plain
        return display_cell(self.held if change.code is None else self.number, change.apply(look), base1904)


def _fill_by_rules(
    sheet: OdsSheet, columns: range, value: _Value, own: Sequence[DisplayRule], look: CellLook, base1904: bool
) -> None:
    """Puts a value that conditional formats may concern into every place it stands for. own: those of its style."""
    rows = range(sheet.row, sheet.row + sheet.repeated)
    if value.number == "" or sheet.grid.grid.grow(rows.stop, columns.stop):
        return
    known = dict[tuple[DisplayRule, ...], Displayed]()
    formats = sheet.grid.formats
    for row in rows:
        for column in columns:
            rules = (*formats.rules_at(row, column), *own)
            if rules not in known:
                known[rules] = formats.choose_display(
                    rules, value.number, lambda change: value.display(change, look, base1904), base1904
                )
            sheet.grid.put_displayed(row, column, *known[rules])
