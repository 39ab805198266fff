"""汇总: key figures, each township's distribution and the county's, with a chart of both."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from workbooks.look import DARK, GRADES, GREY, INK, OPEN_BAR, OUT_BAR, RED, SONG, Look
from workbooks.page import TOWNSHIP, Block, Column, Page

NAME = "汇总"
FONT = {"name": SONG, "size": 9, "color": INK, "bold": False}
MIDDLE = "center"
CHART_ROWS = 24
PIXELS = 8  # a digit of the default font


@dataclass(frozen=True)
class Overview:
    """What differs from scheme to scheme: the township table's `columns`, those of them the first chart stacks

    (`coloured`), and what subjects are counted in (`unit`).
    """

    columns: Sequence[Column]
    coloured: Sequence[int]
    unit: str


def write_overview(book: Workbook, sheet: Worksheet, look: Look, plan: Overview) -> None:
    """Fill the sheet, made before as it is the first."""
    columns = plan.columns
    page = Page(sheet, look, [column.width for column in columns])
    page.sheet.set_tab_color(RED)
    page.heading("评定结果汇总表")
    figures = page.row
    page.row += 2
    page.space()
    page.across(f"一、各{TOWNSHIP}等次分布", "section", 24)
    chart_row = page.row
    for _ in range(CHART_ROWS):
        page.next_row(18)
    towns = page.table(columns, "行 in 归属汇总", head=44)
    page.slots(towns, columns)
    write_figures(page, figures, _money_card(columns, towns), plan.unit)
    colours = (*GRADES[: len(plan.coloured) - 2], OPEN_BAR, OUT_BAR)
    title = f"{{{{ 县 }}}}{{{{ 期名 }}}}各{TOWNSHIP}等次分布"
    chart = draw_groups(book, towns, plan.coloured, page, title, colours)
    page.sheet.insert_chart(chart_row, 0, chart, {"object_position": 1, "y_offset": 2})
    _county(book, page)
    page.signatures()
    page.sheet.print_area(0, 0, page.row - 1, page.last)
    page.sheet.fit_to_pages(1, 1)


def _money_card(columns: Sequence[Column], towns: Block) -> tuple[str, str, str]:
    money = next(c for c, column in enumerate(columns) if column.look.endswith("money"))
    label = columns[money].head.replace("\n", "").replace(r"\n", "")
    return label, f"=SUM({towns.cells(money)})", "#,##0.##"


def write_figures(page: Page, row: int, last: tuple[str, str, str], unit: str) -> None:
    """The cards at the top, on two rows."""
    whole = f'#,##0"{unit}"'
    cards = [
        ("考核对象", "{{ 概况.对象数 }}", whole),
        ("参评", "{{ 概况.参评 }}", whole),
        ("不参评", "{{ 概况.不参评 }}", whole),
        ("已定", "{{ 概况.已定 }}", whole),
        ("待定", "{{ 概况.待定 }}", whole),
        ("数据错误/警告/提示", "{{ 概况.错误 }}/{{ 概况.警告 }}/{{ 概况.提示 }}", "@"),
        last,
    ]
    for (first, last), (label, value, number) in zip(page.parts([1, 1, 1, 1, 1, 1.4, 1.8]), cards, strict=True):
        page.put(row, first, last, label, "label", shrink=True)
        page.put(row + 1, first, last, value, "figure", num_format=number, shrink=True)
    page.sheet.set_row(row, 18)
    page.sheet.set_row(row + 1, 28)


def draw_groups(
    book: Workbook, groups: Block, coloured: Sequence[int], page: Page, title: str, colours: Sequence[str]
) -> Any:
    """A column a group, its grades one on another."""
    chart = stack_columns(book, NAME, groups, 1, coloured, colours)
    dress(chart, title)
    chart.set_legend({"position": "bottom", "font": FONT})
    chart.set_size({"width": measure(page, 0, page.last), "height": CHART_ROWS * 24 - 6})
    return chart


def stack_columns(
    book: Workbook, sheet: str, block: Block, names: int, coloured: Sequence[int], colours: Sequence[str]
) -> Any:
    """A column a line of a table, its numbers one on another. names: the table's column that says what each line is."""
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    for column, colour in zip(coloured, colours, strict=True):
        ink = "white" if colour in DARK else INK
        chart.add_series(
            {
                "name": [sheet, block.head, column],
                "categories": f"={sheet}!{block.everywhere(names)}",
                "values": f"={sheet}!{block.everywhere(column)}",
                "fill": {"color": colour},
                "gap": 55,
                "data_labels": {"value": True, "num_format": "0;;", "font": FONT | {"size": 8, "color": ink}},
            }
        )
    return chart


def _county(book: Workbook, page: Page) -> None:
    """The county's distribution, stars, rises and money, one beneath another, with a chart beside."""
    page.across("二、总体等次分布", "section", 26)
    top = page.row
    shares = [("等次", "{{ 项.等次 }}"), ("数量", "{{ 项.数量 }}"), ("占比", "{{ 项.占比 }}")]
    grades = write_pairs(page, "项 in 分布", shares, "percent", totals=True)
    page.bar(grades.body, 3, 100)
    page.space(14)
    page.across("三、各星获得情况", "section", 26)
    stars = ["得星", "未得", "待定", "颗数"]
    won = [("星", "{{ 项.星 }}"), *((word, f"{{{{ 项.{word} }}}}") for word in stars)]
    write_pairs(page, "项 in 得星", won, "count", totals=True)
    page.space(14)
    page.across("四、与上年比较", "section", 26)
    write_rises(page)
    page.space(14)
    page.across("五、待遇合计", "section", 26)
    write_money(page)
    chart = draw_distribution(book, grades, page, "{{ 县 }}{{ 期名 }}等次分布", 8, page.last, 420)
    page.sheet.insert_chart(top, 8, chart, {"object_position": 1})


def draw_distribution(book: Workbook, grades: Block, page: Page, title: str, first: int, last: int, height: int) -> Any:
    """A bar a grade. first, last: the columns of the page over which it lies."""
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": [NAME, grades.head, 2],
            "categories": f"={NAME}!{grades.everywhere(0)}",
            "values": f"={NAME}!{grades.everywhere(2)}",
            "fill": {"color": GRADES[0]},
            "gap": 45,
            "data_labels": {"value": True, "font": FONT},
        }
    )
    dress(chart, title)
    chart.set_y_axis({"reverse": True, "num_font": FONT, "line": {"color": GREY}, "major_tick_mark": "none"})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_legend({"none": True})
    chart.set_size({"width": measure(page, first, last), "height": height})
    return chart


def write_pairs(page: Page, loop: str, cells: Sequence[tuple[str, str]], last_look: str, totals: bool) -> Block:
    """A small table whose first column lies over two of the page's. totals: whether their sums stand beneath."""
    spans = [(0, 1), *((k, k) for k in range(2, len(cells) + 1))]
    for (first, last), (head, _) in zip(spans, cells, strict=True):
        page.put(page.row, first, last, head, "head")
    head = page.row
    page.next_row(22)
    page.directive(f"{{% for {loop} %}}")
    body = page.row
    for k, ((first, last), (_, cell)) in enumerate(zip(spans, cells, strict=True)):
        page.put(body, first, last, cell, "middle" if k == 0 else last_look if k == len(cells) - 1 else "count")
    page.next_row(20)
    page.directive("{% endfor %}")
    block = Block(head, body, page.row, head, len(cells))
    if totals:
        sums = [k for k in range(2, len(cells) + 1) if last_look == "count" or k == 2]
        page.put(page.row, 0, 1, "合计", "middle", bold=True)
        for k in range(2, len(cells) + 1):
            page.put(page.row, k, k, f"=SUM({block.cells(k)})" if k in sums else "", "count", bold=True)
        page.next_row(20)
    return block


def write_rises(page: Page, last: int = 7) -> None:
    """How many of those rated last year rose, stayed and fell, and how many cannot be compared; up to the `last` column."""
    spans = [(0, 1), (2, 2), (3, 3), (4, 4), (5, last)]
    heads = ["上年已评", "上升", "不变", "下降", "待定、不参评"]
    names = ["上年已评", "上升", "不变", "下降", "未能比较"]
    for (first, last), head, name in zip(spans, heads, names, strict=True):
        page.put(page.row, first, last, head, "head")
        page.put(page.row + 1, first, last, f"{{{{ 与上年比较.{name} }}}}", "count")
    page.next_row(22)
    page.next_row(20)


def write_money(page: Page, last: int = 7) -> None:
    """Each money entitlement: how many get it, and what it comes to; up to the `last` column."""
    spans = [(0, 1), (2, 2), (3, 5), (6, last)] if last > 5 else [(0, 1), (2, 2), (3, 4), (5, last)]
    for (first, last), head in zip(spans, ["待遇", "数量", "金额", "单位"], strict=True):
        page.put(page.row, first, last, head, "head")
    page.next_row(22)
    page.directive("{% for 项 in 概况.金额 %}")
    cells = [("项.待遇", "middle"), ("项.人数", "count"), ("项.金额", "money"), ("项.单位", "middle")]
    for (first, last), (name, look) in zip(spans, cells, strict=True):
        page.put(page.row, first, last, f"{{{{ {name} }}}}", look)
    page.next_row(20)
    page.directive("{% endfor %}")


def write_scores(page: Page) -> None:
    """Each head, the total and each published number: mean, highest, lowest."""
    spans = [(0, 1), *((k, k) for k in range(2, 6))]
    for (first, last), head in zip(spans, ["项目", "平均", "最高", "最低", "待定"], strict=True):
        page.put(page.row, first, last, head, "head")
    page.next_row(22)
    page.directive("{% for 项 in 得分情况 %}")
    cells = ["{{ 项.项目 ~ ('（' ~ 项.单位 ~ '）' if 项.单位 else '') }}"]
    cells += [f"{{{{ 项.{name} }}}}" for name in ("平均", "最高", "最低", "待定")]
    for (first, last), cell, look in zip(spans, cells, ["middle", "ratio", "ratio", "ratio", "count"], strict=True):
        page.put(page.row, first, last, cell, look, shrink=True)
    page.next_row(20)
    page.directive("{% endfor %}")


def dress(chart: Any, title: str) -> None:
    """The fonts, lines and title of a chart."""
    chart.set_title({"name": title, "name_font": FONT | {"size": 11, "bold": True}, "overlay": False})
    chart.set_x_axis({"num_font": FONT, "line": {"color": GREY}, "major_tick_mark": "none"})
    chart.set_y_axis(
        {"num_font": FONT, "line": {"none": True}, "major_gridlines": {"visible": True, "line": {"color": "#E0E0E0"}}}
    )
    chart.set_chartarea({"border": {"color": "#CFCFCF"}, "fill": {"color": "white"}})
    chart.set_plotarea({"fill": {"none": True}})


def measure(page: Page, first: int, last: int) -> int:
    """How wide some columns are, in pixels."""
    return int(sum(width * PIXELS + 5 for width in page.widths[first : last + 1]) - 8)


def list_township_columns(counted: str, grades: Sequence[tuple[str, str]], money: Sequence[Column]) -> list[Column]:
    """The township table: `counted` is the header of the number of subjects, `grades` are headers and cells."""
    columns = [Column("序号", "{{ loop.index }}", 5, "middle"), Column(TOWNSHIP, "{{ 行.归属 }}", 11)]
    columns += [
        Column(counted, "{{ 行.对象数 }}", 6, "count", "sum"),
        Column("参评", "{{ 行.参评 }}", 6, "count", "sum"),
    ]
    columns += [Column(head, cell, 7, "count", "sum") for head, cell in grades]
    columns += [Column(word, f"{{{{ 行.{word} }}}}", 6, "count", "sum") for word in ("待定", "不参评")]
    first, last = xl_col_to_name(4), xl_col_to_name(3 + len(grades))
    stars, held = xl_col_to_name(6 + len(grades)), f"SUM({first}{{row}}:{last}{{row}})"
    columns += [Column("星数\n合计", "{{ 行.星数合计 }}", 6, "count", "sum")]
    columns += [Column("平均\n星数", "{{ 行.平均星级 }}", 6, "ratio", f"=IF({held}=0,0,{stars}{{row}}/{held})")]
    return [*columns, *money]
