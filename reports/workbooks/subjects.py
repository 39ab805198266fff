"""The sheets with a line for each subject: 评定结果 and 待遇."""

from collections.abc import Sequence

from xlsxwriter import Workbook

from workbooks.look import Look
from workbooks.page import Block, Column, Page

CHANGE = [
    Column("上年", "{{ 行.上年 }}", 6, "stars"),
    Column("变化", "{{ 行.变化 }}", 7, "change"),
    Column("状态", "{{ 行.状态 }}", 8, "middle"),
]

NOTE = "“待定”为缺数据或须人工裁定，补齐后再定；“不参评”为不符合参评条件；变化为本年比上年增减的星数。"

SAME_NAME = Column("{{ '识别号' if 有重名 else ' ' }}", "{{ 行.识别 }}", 14, "slot_text")
"""The key of those whose names are alike; not there where there are none."""


def write_results(
    book: Workbook,
    look: Look,
    columns: Sequence[Column],
    *,
    landscape: bool,
    bars: dict[str, float | None],
    change: Sequence[Column] = CHANGE,
    note: str = NOTE,
    in_one: bool = False,
) -> None:
    """评定结果: all subjects. `bars` are the results shown with data bars, and the number of a full one."""
    columns = [*columns, *change]
    page = Page(book.add_worksheet("评定结果"), look, [column.width for column in columns], landscape=landscape)
    page.heading("评定结果一览表", in_one=in_one)
    block = page.table(columns, "行 in 评定结果", height=19)
    page.slots(block, columns)
    _stars_red(page, block, [c for c, column in enumerate(columns) if "★" in column.cell])
    page.mark_rows(block, _at(columns, "状态"))
    for name, top in bars.items():
        page.bar(block.body, _at(columns, name), top)
    changed = _at(columns, "变化")
    _arrows(page, block, changed)
    page.across(note, "note", 20)
    page.finish(block, frozen_columns=3)


def _at(columns: Sequence[Column], name: str) -> int:
    """The column that shows a result."""
    return next(c for c, column in enumerate(columns) if column.cell == f"{{{{ 行.{name} }}}}")


def _stars_red(page: Page, block: Block, columns: Sequence[int]) -> None:
    for c in columns:
        rule = {"type": "cell", "criteria": "==", "value": '"★"', "format": page.look.mark(font_color="#C00000")}
        page.sheet.conditional_format(block.body, c, block.body, c, rule)


def _arrows(page: Page, block: Block, column: int) -> None:
    icons = [{"criteria": ">=", "type": "number", "value": 1}, {"criteria": ">=", "type": "number", "value": 0}]
    rule = {"type": "icon_set", "icon_style": "3_arrows", "icons": icons}
    page.sheet.conditional_format(block.body, column, block.body, column, rule)


def write_entitlements(book: Workbook, look: Look, columns: Sequence[Column], *, landscape: bool) -> None:
    """待遇: what each subject gets, the sums, and who signs."""
    page = Page(book.add_worksheet("待遇"), look, [column.width for column in columns], landscape=landscape)
    page.heading("待遇核定表", "考核日：{{ 考核日 }}　金额单位：元")
    block = page.table(columns, "行 in 待遇", height=19)
    state = next(c for c, column in enumerate(columns) if column.head == "等次")
    page.mark_rows(block, state)
    page.signatures()
    page.finish(block, frozen_columns=4)
