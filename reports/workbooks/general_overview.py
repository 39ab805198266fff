"""汇总 of any scheme: key figures, the groups of its roster, and of each section only what the scheme has something to say in."""

from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from workbooks.look import BAD, GOOD, OPEN_BAR, OUT_BAR, RED, REST, Look
from workbooks.overview import (
    CHART_ROWS,
    draw_distribution,
    draw_groups,
    write_money,
    write_pairs,
    write_rises,
    write_scores,
)
from workbooks.page import Column, Page

SUMS = 2
LAST = 5
"""The last column that is always there: what stands across, and small tables, keep to the left of it, so that the others can be hidden."""
MANY = "归属名 and 归属汇总|length > 1"
LISTED = [f"正面等次[{k}]" for k in range(len(GOOD))] + [f"负面等次[{k}]" for k in range(len(BAD))]
THERE = [f"正面等次|length > {k}" for k in range(len(GOOD))] + [f"负面等次|length > {k}" for k in range(len(BAD))]
BEYOND = f"正面等次|length > {len(GOOD)} or 负面等次|length > {len(BAD)}"


def write_general_overview(book: Workbook, sheet: Worksheet, look: Look) -> None:
    """Fill the sheet, made before as it is the first."""
    columns = _list_columns()
    page = Page(sheet, look, [column.width for column in columns])
    page.sheet.set_tab_color(RED)
    info = "考核日：{{ 考核日 }}　　数据问题：错误{{ 概况.错误 }}、警告{{ 概况.警告 }}、提示{{ 概况.提示 }}"
    page.heading("评定结果汇总表", info, in_one=True)
    _write_figures(page)
    page.space()
    with page.when(MANY):
        _write_groups(book, page, columns)
    with page.when(f"not ({MANY})"):
        for column in range(LAST + 1, len(columns)):
            page.put(page.row, column, column, "{{ ' ' }}", "note")  # no table has a use for these columns
        page.next_row(2)
    with page.when("等次名"):
        _write_distribution(book, page)
    with page.when("得星"):
        _section(page, "各星获得情况")
        stars = [(word, f"{{{{ 项.{word} }}}}") for word in ("得星", "未得", "待定", "颗数")]
        write_pairs(page, "项 in 得星", [("星", "{{ 项.星 }}"), *stars], "count", totals=True)
    with page.when("与上年比较.上年已评"):
        _section(page, "与上年比较")
        write_rises(page, LAST)
    with page.when("概况.金额"):
        _section(page, "待遇合计")
        write_money(page, LAST)
    with page.when("得分情况"):
        _section(page, "得分情况")
        write_scores(page)
    with page.when("数量合计"):
        _section(page, "数量合计")
        title = "{{ 项.项目 ~ ('（' ~ 项.单位 ~ '）' if 项.单位 else '') }}"
        cells = [("项目", title), ("合计", "{{ 项.合计 }}"), ("有的", "{{ 项.有的 }}"), ("待定", "{{ 项.待定 }}")]
        write_pairs(page, "项 in 数量合计", cells, "count", totals=False)
    with page.when("取值分布"):
        _section(page, "各项分布")
        _write_words(page)
    page.signatures(in_one=True)
    page.sheet.print_area(0, 0, page.row - 1, page.last)
    page.sheet.fit_to_pages(1, 1)


def _write_figures(page: Page) -> None:
    """How many there are, take part, are decided."""
    spans = [(0, 1), *((k, k) for k in range(2, LAST + 1))]
    names = {"对象数": "考核对象", "参评": "参评", "不参评": "不参评", "已定": "已定", "待定": "待定"}
    for (first, last), (name, label) in zip(spans, names.items(), strict=True):
        page.put(page.row, first, last, label, "label", shrink=True)
        page.put(page.row + 1, first, last, f"{{{{ 概况.{name} }}}}", "figure", num_format="#,##0", shrink=True)
    page.next_row(18)
    page.next_row(28)


def _section(page: Page, title: str) -> None:
    page.space(14)
    page.across(title, "section", 26)


def _write_groups(book: Workbook, page: Page, columns: Sequence[Column]) -> None:
    """The chart and the table of the groups."""
    page.across("各{{ 归属名 }}{{ 分布栏 or '评定' }}{{ '分布' if 分布栏 else '情况' }}", "section", 24)
    chart_row = page.row
    with page.when("等次名"):
        chart_row = page.row
        for _ in range(CHART_ROWS):
            page.next_row(18)
    groups = page.table(columns, "行 in 归属汇总", head=44)
    page.slots(groups, columns)
    first = len(columns) - len(LISTED) - 1
    coloured, colours = [*range(first, len(columns)), 4, 5], (*GOOD, *BAD, REST, OPEN_BAR, OUT_BAR)
    title = "{{ 县 }}{{ 期名 }}各{{ 归属名 }}{{ 分布栏 }}分布"
    chart = draw_groups(book, groups, coloured, page, title, colours)
    page.sheet.insert_chart(chart_row, 0, chart, {"object_position": 1, "y_offset": 2})


def _write_distribution(book: Workbook, page: Page) -> None:
    """How many hold each grade; with a chart beside where there is none of the groups."""
    _section(page, "总体{{ 分布栏 }}分布")
    top = page.row
    cells = [("{{ 分布栏 }}", "{{ 项.等次 }}"), ("数量", "{{ 项.数量 }}"), ("占比", "{{ 项.占比 }}")]
    grades = write_pairs(page, "项 in 分布", cells, "percent", totals=True)
    page.bar(grades.body, 3, 100)
    with page.when(f"not ({MANY})"):
        row = page.row
        for _ in range(16):
            page.next_row(20)
    chart = draw_distribution(book, grades, page, "{{ 县 }}{{ 期名 }}{{ 分布栏 }}分布", 0, LAST, 16 * 26)
    page.sheet.insert_chart(row, 0, chart, {"object_position": 1, "y_offset": 4})
    assert top < row


def _write_words(page: Page) -> None:
    """Of every result that is told in words, how many have each."""
    spans = [(0, 1), (2, 3), (4, 4), (5, LAST)]
    for (first, last), head in zip(spans, ["项目", "内容", "数量", "占参评"], strict=True):
        page.put(page.row, first, last, head, "head")
    page.next_row(22)
    page.directive("{% for 项 in 取值分布 %}")
    page.directive("{% for 行 in 项.各词 %}")
    cells = ["{{ 项.项目 if loop.first else '' }}", "{{ 行.词 }}", "{{ 行.数量 }}", "{{ 行.占比 }}"]
    for (first, last), cell, look in zip(spans, cells, ["middle", "middle", "count", "percent"], strict=True):
        page.put(page.row, first, last, cell, look)
    page.next_row(20)
    page.directive("{% endfor %}")
    page.directive("{% endfor %}")


def _list_columns() -> list[Column]:
    """The table of the groups: numbers of subjects, stars, means, money, then the grades."""
    columns = [
        Column("序号", "{{ loop.index }}", 5, "middle"),
        Column("{{ 归属名 or ' ' }}", "{{ 行.归属 }}", 11),
    ]
    counts = {"对象数": "考核对象", "参评": "参评", "待定": "待定", "不参评": "不参评"}
    columns += [Column(head, f"{{{{ 行.{name} }}}}", 9, "count", "sum") for name, head in counts.items()]
    some = "D{row}-E{row}"
    mean = f'=IF(TRIM(H{{head}})="","",IF(OR(NOT(ISNUMBER(G{{row}})),{some}=0),"",G{{row}}/({some})))'
    level = "{{ ('平均\\n星数' if 计星 else '平均\\n' ~ 星级名) if 归属汇总 and 归属汇总|rejectattr('平均星级', 'equalto', '')|list else ' ' }}"
    columns += [
        Column("{{ '星数\\n合计' if 计星 else ' ' }}", "{{ 行.星数合计 if 计星 else ' ' }}", 6, "slot", "slot"),
        Column(level, "{{ 行.平均星级 }}", 6, "slot_ratio", mean),
        Column("{{ '平均分' if 总分名 else ' ' }}", "{{ 行.平均分 }}", 8, "slot_ratio", "{{ 概况.平均分 }}"),
    ]
    return columns + [_money(k) for k in range(SUMS)] + [_grade(k) for k in range(len(LISTED))] + [_others()]


def _money(k: int) -> Column:
    """A column for the k-th entitlement in money, empty if there are fewer."""
    there, name = f"if 概况.金额|length > {k} else ' '", f"概况.金额[{k}]"
    head = f"{{{{ {name}.待遇 ~ '\\n（' ~ {name}.单位 ~ '）' {there} }}}}"
    return Column(head, f"{{{{ 行[{name}.待遇] {there} }}}}", 13, "slot_money", "slot")


def _grade(k: int) -> Column:
    """A column for a grade, empty if there are fewer: the good ones first, then the bad ones."""
    there = f"if {THERE[k]} else ' '"
    return Column(f"{{{{ {LISTED[k]} {there} }}}}", f"{{{{ 行.分布[{LISTED[k]}] {there} }}}}", 7, "slot", "slot")


def _others() -> Column:
    """A column for all grades that have none of their own."""
    listed = " + ".join(f"(行.分布[{name}] if {there} else 0)" for name, there in zip(LISTED, THERE, strict=True))
    value = f"{{{{ 行.参评 - 行.待定 - ({listed}) if {BEYOND} else ' ' }}}}"
    return Column(f"{{{{ '其余' if {BEYOND} else ' ' }}}}", value, 7, "slot", "slot")
