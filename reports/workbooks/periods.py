"""各期 and 各期汇总: the months, quarters or halves of a year beside each other; not seen where none is earlier than the one rated."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from workbooks.look import BAD, GOOD, LINE, OPEN_BAR, OPEN_FILL, OUT_BAR, OUT_FILL, REST, Look
from workbooks.overview import FONT, dress, measure, stack_columns
from workbooks.page import Block, Column, Page

PERIODS = 12
ANY = "各期.各列"
NOTE = (
    "{{ '空格为没有得星；' if 各期.各表|selectattr('达标星')|list else '' }}“待定”不作未得或零分；标“没有评”的各期台账里没有结果，没有计入合计；"
    "有一期待定的，得星数写“至少几”，总分合计待定。"
)


def write_periods(book: Workbook, look: Look, who: Sequence[Column]) -> None:
    """各期: each result of all subjects over the periods of the year. who: the columns that say who it is."""
    several, total = "各期.各表|length > 1", "各期.合计名"
    result = Column(
        f"{{{{ '结果' if {several} else ' ' }}}}", f"{{{{ 表.名称 if {several} else ' ' }}}}", 10, "slot_middle"
    )
    columns = [
        *who,
        result,
        *(_period(k) for k in range(PERIODS)),
        Column(f"{{{{ {total} or ' ' }}}}", f"{{{{ 行.合计 if {total} else ' ' }}}}", 11, "slot_number"),
        _of_year("星级名", "星级", f"星级名 != {total}"),
        _of_year("等次栏", "等次", "等次栏"),
    ]
    first = len(who) + 1
    page = Page(book.add_worksheet("各期"), look, [column.width for column in columns], landscape=True)
    page.directive(f"{{% if {ANY} %}}")
    name = "各期.各表[0].名称"
    page.heading(
        f"各期{{{{ ('结果' if {name} in 办法 else {name}) if 各期.各表|length == 1 else '评定结果' }}}}", in_one=True
    )
    block = page.table(columns, "表 in 各期.各表", "行 in 表.各行", height=19)
    _mark_cells(page, block, first, first + PERIODS + 2)
    page.slots(block, columns)
    page.across(NOTE, "note", 32)
    page.directive("{% endif %}")
    page.finish(block, frozen_columns=3)


def _period(k: int) -> Column:
    """A column for the k-th period of the year, empty if there are fewer."""
    there, cell = f"if {ANY}|length > {k} else ' '", f"行.各格[{k}]"
    head = f"{{{{ {ANY}[{k}].期 ~ ('' if {ANY}[{k}].已评 else '\\n没有评') {there} }}}}"
    star = f"'★' if 表.达标星 and {cell} == '得星' else '' if 表.达标星 and {cell} == '未得' else {cell}"
    return Column(head, f"{{{{ ({star}) {there} }}}}", 7.5, "slot_middle")


def _of_year(title: str, name: str, other: str) -> Column:
    """A column for what the year as a whole came to, where a year is rated."""
    there = f"if 各期.全年 and {title} and {other} else ' '"
    return Column(f"{{{{ {title} {there} }}}}", f"{{{{ 行.{name} {there} }}}}", 10, "slot_middle")


def _mark_cells(page: Page, block: Block, first: int, last: int) -> None:
    """Red stars; 待定, 不参评 and 没有评 marked in their cells, and the columns of periods without results grey."""
    for column in range(first, last + 1):
        cell = page.cell(block.body, column)
        head = xl_rowcol_to_cell(block.head, column, row_abs=True, col_abs=True)
        rules: list[tuple[str, dict[str, Any]]] = [
            (f'={cell}="★"', {"font_color": "#C00000"}),
            (f'={cell}="待定"', {"bg_color": OPEN_FILL}),
            (f'=OR({cell}="不参评",{cell}="没有评")', {"font_color": "#8C8C8C", "bg_color": OUT_FILL}),
            (f'=RIGHT({head},3)="没有评"', {"bg_color": OUT_FILL}),
        ]
        for criteria, changes in rules:
            look = page.look.mark(border=1, border_color=LINE, **changes)  # some programs heed the first rule alone
            rule = {"type": "formula", "criteria": criteria, "format": look}
            page.sheet.conditional_format(block.body, column, block.body, column, rule)


FIGURES = "各期汇总"
CHART_ROWS = 16
LISTED = [f"各期.正面[{k}]" for k in range(len(GOOD))] + [f"各期.负面[{k}]" for k in range(len(BAD))]
THERE = [f"各期.正面|length > {k}" for k in range(len(GOOD))] + [f"各期.负面|length > {k}" for k in range(len(BAD))]
BEYOND = f"各期.正面|length > {len(GOOD)} or 各期.负面|length > {len(BAD)}"
ALWAYS = 4
"""The columns from the left that are there in any scheme, beneath which a chart has room."""


def write_period_figures(book: Workbook, look: Look) -> None:
    """各期汇总: how many came to what in each period, and the mean, with a chart of either."""
    mean = "{{ (各期.平均项 ~ '\n平均') if 各期.平均项 else ' ' }}"
    columns = [
        Column("期", "{{ 行.期 }}{{ '' if 行.已评 else '（没有评）' }}", 22, "middle"),
        Column("参评", "{{ 行.参评 }}", 14, "count"),
        Column("待定", "{{ 行.待定 }}", 14, "count"),
        Column("不参评", "{{ 行.不参评 }}", 14, "count"),
        Column(mean, "{{ 行.平均 if 各期.平均项 else ' ' }}", 12, "slot_ratio"),
        *(_word(k) for k in range(len(LISTED))),
        _others(),
    ]
    page = Page(book.add_worksheet(FIGURES), look, [column.width for column in columns])
    page.directive(f"{{% if {ANY} %}}")
    page.heading("各期汇总", in_one=True)
    block = page.table(columns, f"行 in {ANY}", head=36)
    page.slots(block, columns)
    page.across("没有评的期各栏空着，不是零；“待定”的不算在各词和平均里。", "note", 20)
    page.space(10)
    with page.when("各期.分布项"):
        row = _leave_room(page)
    coloured, colours = [*range(ALWAYS + 1, len(columns)), 2, 3], (*GOOD, *BAD, REST, OPEN_BAR, OUT_BAR)
    chart = stack_columns(book, FIGURES, block, 0, coloured, colours)
    _place(page, chart, row, "{{ 县 }}{{ 期名 }}各期{{ 各期.分布项 }}", {"position": "bottom", "font": FONT})
    with page.when("各期.平均项"):
        row = _leave_room(page)
    title = "{{ 县 }}{{ 期名 }}各期{{ 各期.平均项 }}平均"
    _place(page, _draw_means(book, block), row, title, {"none": True})
    page.directive("{% endif %}")
    page.sheet.print_area(0, 0, page.row - 1, page.last)


def _word(k: int) -> Column:
    """A column for the k-th word that is counted: the good ones first, then the bad ones; empty if there are fewer."""
    there = f"if {THERE[k]} else ' '"
    return Column(f"{{{{ {LISTED[k]} {there} }}}}", f"{{{{ 行.分布[{LISTED[k]}] {there} }}}}", 9, "slot")


def _others() -> Column:
    """A column for all words that have none of their own."""
    listed = " + ".join(f"(行.分布[{name}] if {there} else 0)" for name, there in zip(LISTED, THERE, strict=True))
    value = f"{{{{ ('' if not 行.已评 else 行.分布.values()|sum - ({listed})) if {BEYOND} else ' ' }}}}"
    return Column(f"{{{{ '其余' if {BEYOND} else ' ' }}}}", value, 9, "slot")


def _leave_room(page: Page) -> int:
    """Rows for a chart; gives the first."""
    first = page.row
    for _ in range(CHART_ROWS):
        page.next_row(20)
    return first


def _draw_means(book: Workbook, block: Block) -> Any:
    """A column a period, as high as its mean."""
    chart = book.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": "平均",
            "categories": f"={FIGURES}!{block.everywhere(0)}",
            "values": f"={FIGURES}!{block.everywhere(ALWAYS)}",
            "fill": {"color": GOOD[1]},
            "gap": 80,
            "data_labels": {"value": True, "num_format": "0.0#;-0.0#;", "font": FONT},
        }
    )
    return chart


def _place(page: Page, chart: Any, row: int, title: str, legend: dict[str, Any]) -> None:
    """Lay a chart over the columns that are always there."""
    dress(chart, title)
    chart.set_legend(legend)
    chart.set_size({"width": measure(page, 0, ALWAYS - 1), "height": CHART_ROWS * 26})
    page.sheet.insert_chart(row, 0, chart, {"object_position": 1, "y_offset": 4})
