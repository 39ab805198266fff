"""One sheet of a form drawn: title, label, notes and header, the rows that are filled in already, and empty ones."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from stardb.forms import form_styles
from stardb.forms.cell_limits import number_format
from stardb.forms.drop_down_lists import Lists
from stardb.forms.form_cells import Written, to_cell
from stardb.forms.form_sheet import FormColumn, FormSheet, Value
from stardb.forms.validation_rules import validation_rule
from stardb.ooxml import cell_name

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_HOW = "只填浅黄色的格，灰色的格已经填好{carried}；表头带 * 的每行必填。选中一格，旁边会提示怎么填、依据哪一条。"
_CARRIED = "，浅蓝色的格带着原有内容、可以改"
_FOOTER = "&L填表人：　　　　　审核人：　　　　　（盖章）&R第 &P 页　共 &N 页"


_OPEN_FOOTER = "&R第 &P 页　共 &N 页"


class Page:
    """A worksheet being drawn."""

    def __init__(self, book: "Workbook", page: "Worksheet", sheet: FormSheet, lists: Lists) -> None:
        self.book, self.page, self.sheet, self.lists = book, page, sheet, lists
        self.cells = [
            [to_cell(value, column) for value, column in zip(row, sheet.columns, strict=True)] for row in sheet.rows
        ]
        self.widths = [
            form_styles.column_width(column, [row[i] for row in self.cells]) for i, column in enumerate(sheet.columns)
        ]
        self.formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def draw(self) -> int:
        """Draw everything; gives the row of the header, from 0."""
        header = self._top()
        self._header(header)
        if self.sheet.is_open:
            self.page.set_default_row(form_styles.ROW)
        first = header + len(self.sheet.examples)
        for row, cells in enumerate(self.sheet.examples, header + 1):
            self._example(row, cells)
        last = first + len(self.cells) + self.sheet.spare
        for row in range(first + 1, last + 1):
            self._row(row, self.cells[row - first - 1] if row - first <= len(self.cells) else None)
        self._validations(first + 1, last)
        self._set_up(header, last)
        return header

    def _format(self, parts: Mapping[str, Any], **more: Any) -> "Format":
        wanted = {**parts, **more}
        key = tuple(sorted(wanted.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(wanted)
        return self.formats[key]

    def _top(self) -> int:
        """Title, label and notes; gives the row below them."""
        self._across(0, self.sheet.title, form_styles.TITLE, 28)
        if self.sheet.label is not None:
            self.page.set_row(1, form_styles.ROW)
            self.page.write_string(1, 0, "：".join(self.sheet.label), self._format(form_styles.LABEL))
        row = 1 if self.sheet.label is None else 2
        how = self.sheet.how or _HOW.format(carried=_CARRIED if self._carries else "")
        self._across(row, "\n".join((how, *self.sheet.notes)), form_styles.NOTE, form_styles.LINE)
        return row + 1

    @property
    def _carries(self) -> bool:
        """Whether cells that may be changed hold something already."""
        given = [column.given for column in self.sheet.columns]
        rows = (zip(given, row, strict=True) for row in self.cells)
        return any(cell is not None and not fixed for row in rows for fixed, cell in row)

    def _across(self, row: int, text: str, look: Mapping[str, Any], line: float) -> None:
        """A text over the columns of the first printed page, as high as it needs."""
        last = max(0, sum(reached <= form_styles.PAGE for reached in accumulate(self.widths)) - 1)
        if last:
            self.page.merge_range(row, 0, row, last, "", self._format(look))
        self.page.write_string(row, 0, text, self._format(look))
        size = int(look["font_size"]) / form_styles.SIZE
        self.page.set_row(row, form_styles.count_lines(text, sum(self.widths[: last + 1]) / size) * line + 4)

    def _header(self, row: int) -> None:
        plain, required = self._format(form_styles.HEADER), self._format(form_styles.REQUIRED)
        for i, column in enumerate(self.sheet.columns):
            if column.spec.required and not column.given:
                bold = self._format(form_styles.BOLD)
                self.page.write_rich_string(row, i, required, "*", bold, column.title, plain)
            else:
                self.page.write_string(row, i, column.title, plain)
            self.page.set_column(i, i, self.widths[i])
        titles = zip(self.sheet.columns, self.widths, strict=True)
        self.page.set_row(
            row,
            max(form_styles.count_lines(f"*{column.title}", width) for column, width in titles) * form_styles.LINE + 8,
        )

    def _row(self, row: int, cells: Sequence[Written] | None) -> None:
        if not self.sheet.is_open:  # rows of one that is open grow with what is written
            self.page.set_row(row, form_styles.ROW)
        for i, column in enumerate(self.sheet.columns):
            cell = None if cells is None else cells[i]
            self._cell(row, i, cell, self._look(column, cell is not None))

    def _example(self, row: int, values: Sequence[Value]) -> None:
        """A row that shows how to fill in the others."""
        cells = [to_cell(value, column) for value, column in zip(values, self.sheet.columns, strict=True)]
        for i, column in enumerate(self.sheet.columns):
            self._cell(row, i, cells[i], self._styled(column, form_styles.EXAMPLE))
        texts = zip(cells, self.widths, strict=True)
        lines = max(form_styles.count_lines(str(cell or ""), width) for cell, width in texts)
        self.page.set_row(row, max(form_styles.ROW, lines * form_styles.LINE + 4))

    def _look(self, column: FormColumn, is_filled: bool) -> "Format":
        look = form_styles.GIVEN if column.given else form_styles.CARRIED if is_filled else form_styles.FILLED_IN
        return self._styled(column, look)

    def _styled(self, column: FormColumn, look: Mapping[str, Any]) -> "Format":
        centred = {"align": "center"} if column.spec.type in form_styles.CENTRED else {}
        wrapped = {"text_wrap": True} if column.width else {}
        return self._format(look, num_format=number_format(column), **centred, **wrapped)

    def _cell(self, row: int, column: int, cell: Written, look: "Format") -> None:
        if cell is None:
            self.page.write_blank(row, column, None, look)
        elif isinstance(cell, str):
            self.page.write_string(row, column, cell, look)
        elif isinstance(cell, dt.date):
            self.page.write_datetime(row, column, dt.datetime.combine(cell, dt.time()), look)
        else:
            self.page.write_number(row, column, cell, look)

    def _validations(self, first: int, last: int) -> None:
        places = {column.name: i for i, column in enumerate(self.sheet.columns)}
        for i, column in enumerate(self.sheet.columns):
            if not column.given and first <= last:
                beside = [places[name] for name in column.picks.of] if column.picks is not None else []
                chosen = "&".join(f"${cell_name(first + 1, at)}" for at in beside or [i])
                cell = cell_name(first + 1, i)
                self.page.data_validation(
                    first, i, last, i, validation_rule(column, cell, chosen, self.lists, self.sheet.closed)
                )

    def _set_up(self, header: int, last: int) -> None:
        """What is in sight and what is printed; everything but the cells to fill in is locked."""
        page, end = self.page, len(self.sheet.columns) - 1
        page.freeze_panes(header + 1, self.sheet.frozen)
        if not self.sheet.is_open:
            page.protect("", {"format_columns": True, "format_rows": True})
        area = f"{cell_name(header + 1, 0)}:{cell_name(max(last, header) + 1, end)}"
        page.ignore_errors({"number_stored_as_text": area})
        page.set_landscape()
        page.set_paper(9)  # A4
        page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
        page.center_horizontally()
        page.print_area(0, 0, max(last, header), end)  # else empty rows are not printed
        page.fit_to_pages(math.ceil(sum(self.widths) / form_styles.PAGE), 0)
        page.repeat_rows(header)
        if self.sheet.frozen:
            page.repeat_columns(0, self.sheet.frozen - 1)
        page.set_footer(_OPEN_FOOTER if self.sheet.is_open else _FOOTER)
        first = next((i for i, column in enumerate(self.sheet.columns) if not column.given), 0)
        top = header + 1 + len(self.sheet.examples)
        page.set_selection(top, first, top, first)
