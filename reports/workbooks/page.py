"""A sheet laid out from the top down: title, lines, tables of repeated rows, signatures, and how it prints."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from workbooks.look import FILL, LINE, OPEN_FILL, OUT_FILL, Look

TITLE = "{{ 县 }}{{ 期名 }}{{ 办法 }}"
GROUP = "{{ 归属名 or '归属' }}"
"""What the scheme calls the groups of its roster: 乡镇, 街道, 网格."""

TOWNSHIP = "{{ '乡镇（街道）' if 归属名 in ('乡镇', '') else 归属名 }}"
"""The same in the templates of the two schemes shipped first, which say 乡镇（街道） where the roster says 乡镇."""


@dataclass(frozen=True)
class Column:
    """A column of a table. `total` is what stands beneath it: "sum", "slot" (a sum where there is a header), a word, or

    a formula with {row} for its own row and {head} for the header's.
    """

    head: str
    cell: str
    width: float
    look: str = "text"
    total: str = ""
    group: str = ""


@dataclass(frozen=True)
class Block:
    """Where a table's rows stand in the template, counted from 0."""

    head: int
    body: int
    total: int
    first: int
    last: int

    def cells(self, column: int) -> str:
        """The repeated cells of a column, as a formula names them."""
        name = xl_rowcol_to_cell(self.body, column)
        return f"{name}:{name}"

    def everywhere(self, column: int) -> str:
        """The repeated cells of a column, all of them wherever the formula stands."""
        name = xl_rowcol_to_cell(self.body, column, row_abs=True, col_abs=True)
        return f"{name}:{name}"


class Page:
    """A sheet; `row` is the next free row. `widths` are the columns' widths in characters."""

    def __init__(self, sheet: Worksheet, look: Look, widths: Sequence[float], landscape: bool = False) -> None:
        self.sheet, self.look, self.widths, self.row = sheet, look, list(widths), 0
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, look("left"))
        self.last = len(self.widths) - 1
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_header('&L&"宋体,常规"&9 {{ 单位 }}&R&"宋体,常规"&9 {{ 期名 }}　&A', {"margin": 0.35})
        sheet.set_footer('&C&"宋体,常规"&9 第 &P 页　共 &N 页', {"margin": 0.35})

    def across(self, text: str, look: str, height: float, first: int = 0, last: int | None = None) -> None:
        """A line merged over the width (or part of it); the next line comes beneath."""
        self.put(self.row, first, self.last if last is None else last, text, look)
        self.sheet.set_row(self.row, height)
        self.row += 1

    def put(self, row: int, first: int, last: int, value: str, look: str, **changes: Any) -> None:
        """A value in a cell, or in several merged."""
        format_ = self.look(look, **changes)
        if last > first:
            self.sheet.merge_range(row, first, row, last, "", format_)
        if value.startswith("="):
            self.sheet.write_formula(row, first, value, format_, "")
        else:
            self.sheet.write_string(row, first, value, format_)

    def heading(self, what: str, info: str = "考核日：{{ 考核日 }}", *, in_one: bool = False) -> None:
        """The title, the basis, and who made it as of when; in_one: on a sheet whose middle columns may be hidden."""
        self.put(self.row, 0, self.last, f"{TITLE}{what}", "title", shrink=in_one)
        self.sheet.set_row(self.row, 34)
        self.row += 1
        self.across("依据：{{ 依据 }}", "basis", 26)
        if in_one:
            self.across("编制单位：{{ 单位 }}", "left", 20)
            self.across(info, "left", 20)
            return
        (_, middle), (right, _) = self.parts([1, 1])
        if sum(self.widths[:right]) < 25:
            self.put(self.row, 0, self.last, f"编制单位：{{{{ 单位 }}}}　　{info}", "left")
        else:
            self.put(self.row, 0, middle, "编制单位：{{ 单位 }}", "left")
            self.put(self.row, right, self.last, info, "right")
        self.sheet.set_row(self.row, 20)
        self.row += 1

    def table(
        self, columns: Sequence[Column], *loops: str, empty: str = "（无）", height: float | None = 20, head: float = 32
    ) -> Block:
        """A header, a row for each turn of the innermost of `loops`, or the word for no turn of the outermost, and

        totals where columns have them.
        """
        top = self.row
        self._head(columns, head)
        header, self.row = self.row - 1, self.row
        for loop in loops:
            self.directive(f"{{% for {loop} %}}")
        body = self.row
        for c, column in enumerate(columns):
            self.put(body, c, c, column.cell.replace("{row}", str(body + 1)), column.look)
        self.next_row(height)
        for _ in loops[1:]:
            self.directive("{% endfor %}")
        self.directive("{% else %}")
        self.across(empty, "middle", 22, 0, len(columns) - 1)
        self.directive("{% endfor %}")
        block = Block(header, body, self.row, top, len(columns) - 1)
        if any(column.total for column in columns):
            self._totals(columns, block)
        return block

    def _head(self, columns: Sequence[Column], height: float) -> None:
        grouped = any(column.group for column in columns)
        for c, column in enumerate(columns):
            look = "slot_head" if column.look.startswith("slot") else "head"
            if not grouped:
                self.put(self.row, c, c, column.head, look)
            elif not column.group:
                self.sheet.merge_range(self.row, c, self.row + 1, c, column.head, self.look(look))
            else:
                self.put(self.row + 1, c, c, column.head, look)
                span = [k for k, other in enumerate(columns) if other.group == column.group]
                if span[0] == c:
                    self.put(self.row, c, span[-1], column.group, look)
        if grouped:
            self.sheet.set_row(self.row, 20)
            self.row += 1
        self.sheet.set_row(self.row, 20 if grouped else height)
        self.row += 1

    def _totals(self, columns: Sequence[Column], block: Block) -> None:
        label = next((c for c, column in enumerate(columns) if column.total), 1) - 1
        self.sheet.merge_range(self.row, 0, self.row, label, "合计", self.look.total("middle"))
        for c, column in enumerate(columns[label + 1 :], label + 1):
            name, cells = xl_col_to_name(c), block.cells(c)
            total = {"sum": f"=SUM({cells})", "slot": f'=IF(TRIM({name}{block.head + 1})="","",SUM({cells}))'}.get(
                column.total,
                column.total.replace("{row}", str(self.row + 1)).replace("{head}", str(block.head + 1)),
            )
            format_ = self.look.total(column.look)
            if total.startswith("="):
                self.sheet.write_formula(self.row, c, total, format_, "")
            else:
                self.sheet.write_string(self.row, c, total, format_)
        self.next_row(22)

    def directive(self, text: str) -> None:
        """A row that only steers, and is gone in the report."""
        self.sheet.write_string(self.row, 0, text, self.look("note", text_wrap=False))
        self.row += 1

    @contextmanager
    def when(self, condition: str) -> Iterator[None]:
        """What is put meanwhile is there only where a condition holds."""
        self.directive(f"{{% if {condition} %}}")
        yield
        self.directive("{% endif %}")

    def next_row(self, height: float | None = None) -> None:
        """Leave the row as it is; without a height a spreadsheet fits it to its text."""
        if height is not None:
            self.sheet.set_row(self.row, height)
        self.row += 1

    def space(self, height: float = 8) -> None:
        self.next_row(height)

    def signatures(self, *, in_one: bool = False) -> None:
        """填表人, 审核人, 单位（盖章）, with room to write; in_one: on a sheet whose middle columns may be hidden."""
        self.space(14)
        if in_one:
            room = "　" * 3
            line = room.join(("填表人：", "审核人：", "单位（盖章）：", "年　　月　　日"))
            self.across(line, "left", 34)
            return
        words = ("填表人：", "审核人：", "单位（盖章）：", "年　　月　　日")
        for (first, last), word in zip(self.parts([1, 1, 1, 1]), words, strict=True):
            self.put(self.row, first, last, word, "right" if word == words[-1] else "left")
        self.next_row(34)

    def parts(self, shares: Sequence[float]) -> list[tuple[int, int]]:
        """The columns in stretches, whose widths are about in proportion to `shares`."""
        whole, cuts = sum(self.widths), [0]
        for k in range(1, len(shares)):
            goal = whole * sum(shares[:k]) / sum(shares)
            room = range(cuts[-1] + 1, len(self.widths) - len(shares) + k + 1)
            cuts.append(min(room, key=lambda cut: abs(sum(self.widths[:cut]) - goal)))
        return list(zip(cuts, [*(cut - 1 for cut in cuts[1:]), self.last], strict=True))

    def finish(self, block: Block, *, filtered: bool = True, frozen_columns: int = 0) -> None:
        """Set what is printed and repeated, what stays in sight, and the filter of the main table."""
        self.sheet.print_area(0, 0, self.row - 1, self.last)
        self.sheet.repeat_rows(block.first, block.head)
        self.sheet.freeze_panes(block.head + 1, frozen_columns)
        if filtered:
            self.sheet.autofilter(block.head, 0, block.body, block.last)

    def cell(self, row: int, column: int) -> str:
        """A cell's name, its column fixed: for conditional formats over a row."""
        return xl_rowcol_to_cell(row, column, col_abs=True)

    def slots(self, block: Block, columns: Sequence[Column]) -> None:
        """Give the columns that may be empty their borders only where they have a header."""
        total = [block.total] if any(column.total for column in columns) else []
        for c in [c for c, column in enumerate(columns) if column.look.startswith("slot")]:
            there = f'=TRIM({xl_col_to_name(c)}${block.head + 1})<>""'
            for row in (block.head, block.body, *total):
                fill = {} if row == block.body else {"bg_color": FILL}
                rule = {
                    "type": "formula",
                    "criteria": there,
                    "format": self.look.mark(border=1, border_color=LINE, **fill),
                }
                self.sheet.conditional_format(row, c, row, c, rule)

    def mark_rows(self, block: Block, state: int) -> None:
        """Rows that are 待定 or 不参评, by the column that says so."""
        for word, changes in (
            ("待定", {"bg_color": OPEN_FILL}),
            ("不参评", {"font_color": "#8C8C8C", "bg_color": OUT_FILL}),
        ):
            formula = f'={self.cell(block.body, state)}="{word}"'
            rule = {"type": "formula", "criteria": formula, "format": self.look.mark(**changes)}
            self.sheet.conditional_format(block.body, 0, block.body, block.last, rule)

    def bar(self, row: int, column: int, top: float | None = None) -> None:
        """Data bars from 0 in a column."""
        rule: dict[str, Any] = {"type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_color": "#EBC9B5"}
        rule |= {"bar_border_color": "#EBC9B5", "min_type": "num", "min_value": 0}
        rule |= {"max_type": "num", "max_value": top} if top is not None else {}
        self.sheet.conditional_format(row, column, row, column, rule)
