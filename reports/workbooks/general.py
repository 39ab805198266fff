"""The template for any scheme: neither its stars nor its grades nor its entitlements are known by name."""

from xlsxwriter import Workbook

from workbooks.lists import write_open_matters, write_places, write_records, write_roster_gaps
from workbooks.look import Look
from workbooks.overview import NAME, Overview, write_overview
from workbooks.page import Block, Column, Page
from workbooks.subjects import SAME_NAME, write_results

SLOTS, SUMS, SCORES = 7, 2, 8
CARD = (
    "{{ 概况.金额[0].待遇 ~ '（' ~ 概况.金额[0].单位 ~ '）' if 概况.金额 else '平均分' if 总分名 else ' ' }}",
    "{{ 概况.金额[0].金额 if 概况.金额 else 概况.平均分 }}",
    "#,##0.00",
)
REST = " + ".join(f"行.分布[等次名[{k}]]" for k in range(SLOTS))


def write_general(book: Workbook) -> None:
    """Grades stand in as many of the columns as there are; every other name is of any scheme."""
    look, front = Look(book), book.add_worksheet(NAME)  # the first; filled when the rest is known
    columns = _townships()
    stars = "{% for 星 in 行.得星 %}{{ 星 }}{{ '' if 行[星] == '得星' else 行[星] }}　{% endfor %}"
    judged = [
        Column("序号", "{{ 行.序号 }}", 5, "middle"),
        Column("乡镇（街道）", "{{ 行.乡镇 }}", 11),
        Column("名称", "{{ 行.名称 }}", 12),
        SAME_NAME,
        Column("{{ '所得之星' if 星名 else ' ' }}", stars, 30, "slot_text"),
        *(_score(k) for k in range(SCORES)),
        Column("{{ 星级名 or ' ' }}", "{{ 行.星级 }}", 7, "slot_number"),
        Column("{{ '等次' if 等次名 else ' ' }}", "{{ 行.等次 }}", 10, "slot_middle"),
    ]
    change = [
        Column("{{ '上年' if 与上年比较.上年已评 else ' ' }}", "{{ 行.上年 }}", 8, "slot_middle"),
        Column("{{ '变化' if 与上年比较.上年已评 else ' ' }}", "{{ 行.变化 }}", 7, "slot_change"),
        Column("状态", "{{ 行.状态 }}", 8, "middle"),
    ]
    write_results(book, look, judged, landscape=True, bars={"星级": None}, change=change)
    coloured = [*range(len(columns) - SLOTS - 1, len(columns)), 4, 5]
    write_overview(book, front, look, Overview(columns, coloured, "个", CARD, scored=True))
    _entitlements(book, look)
    write_records(book, look)
    write_places(book, look)
    write_open_matters(book, look)
    write_roster_gaps(book, look)


def _townships() -> list[Column]:
    columns = [Column("序号", "{{ loop.index }}", 5, "middle"), Column("乡镇（街道）", "{{ 行.乡镇 }}", 11)]
    counts = {"对象数": "考核\n对象", "参评": "参评", "待定": "待定", "不参评": "不参评"}
    columns += [Column(head, f"{{{{ 行.{name} }}}}", 6, "count", "sum") for name, head in counts.items()]
    mean = '=IF(TRIM(H{head})="","",IF(D{row}-E{row}=0,0,G{row}/(D{row}-E{row})))'
    columns += [
        Column(_if("星级名", "星数\\n合计"), "{{ 行.星数合计 if 星级名 else ' ' }}", 6, "slot", "slot"),
        Column(_if("星级名", "平均\\n星数"), "{{ 行.平均星级 if 星级名 else ' ' }}", 6, "slot_ratio", mean),
        Column(_if("总分名", "平均分"), "{{ 行.平均分 }}", 8, "slot_ratio", "{{ 概况.平均分 }}"),
    ]
    return columns + [_money(k) for k in range(SUMS)] + [_grade(k) for k in range(SLOTS + 1)]


def _if(name: str, head: str) -> str:
    """A header that is there only where the scheme has something of that name."""
    return f"{{{{ '{head}' if {name} else ' ' }}}}"


def _score(k: int) -> Column:
    """A column for the k-th head, total or published value, empty if there are fewer."""
    there, item = f"if 得分栏|length > {k} else ' '", f"得分栏[{k}]"
    unit = f"({item}.权重 or ({item}.单位 if {item}.类别 == '取值' else ''))"
    head = f"{{{{ {item}.名称 ~ ('\\n（' ~ {unit} ~ '）' if {unit} else '') {there} }}}}"
    return Column(head, f"{{{{ 行[{item}.名称] {there} }}}}", 10, "slot_number")


def _money(k: int) -> Column:
    """A column for the k-th entitlement in money, empty if there are fewer."""
    there, name = f"if 概况.金额|length > {k} else ' '", f"概况.金额[{k}]"
    head = f"{{{{ {name}.待遇 ~ '\\n（' ~ {name}.单位 ~ '）' {there} }}}}"
    return Column(head, f"{{{{ 行[{name}.待遇] {there} }}}}", 13, "slot_money", "slot")


def _grade(k: int) -> Column:
    """A column for the k-th grade, empty if there are fewer; the last is for all grades beyond.

    A scheme without grades has those decided in the first.
    """
    there = f"if 等次名|length > {k} else ' '"
    if k == 0:
        return Column(
            "{{ 等次名[0] if 等次名 else '已定' }}",
            "{{ 行.分布[等次名[0]] if 等次名 else 行.已定 }}",
            7,
            "slot",
            "slot",
        )
    head, value = (
        (f"等次名[{k}]", f"行.分布[等次名[{k}]]") if k < SLOTS else ("'其余'", f"行.参评 - 行.待定 - ({REST})")
    )
    return Column(f"{{{{ {head} {there} }}}}", f"{{{{ {value} {there} }}}}", 7, "slot", "slot")


def _entitlements(book: Workbook, look: Look) -> None:
    """待遇: the sum of each, then a line for each subject and entitlement it gets."""
    widths = [5, 11, 14, 8, 12, 22, 26, 16, 10]
    page = Page(book.add_worksheet("待遇"), look, widths, landscape=True)
    page.heading("待遇核定表", "考核日：{{ 考核日 }}　金额单位：元")
    page.across("一、合计", "section", 26)
    sums = page.row
    page.row += 6
    page.across("二、明细", "section", 26)
    block = _each(page)
    page.signatures()
    end, page.row = page.row, sums
    _sums(page, block)
    page.row = end
    page.finish(block, frozen_columns=3)


def _sums(page: Page, block: Block) -> None:
    """Six rows: each money entitlement, computed from the lines below."""
    spans = [(0, 2), (3, 4), (5, 6), (7, 8)]
    names, amounts = block.everywhere(5), block.everywhere(7)
    for (first, last), head in zip(spans, ["待遇", "人（个）数", "金额", "单位"], strict=True):
        page.put(page.row, first, last, head, "head")
    page.next_row(22)
    page.directive("{% for 项 in 概况.金额 %}")
    mine = f"{names},A{page.row + 1},{amounts}"
    cells = ["{{ 项.待遇 }}", "{{ 项.人数 }}", f"=SUMIF({mine})", "{{ 项.单位 }}"]
    for (first, last), cell, kind in zip(spans, cells, ["middle", "count", "money", "middle"], strict=True):
        page.put(page.row, first, last, cell, kind)
    page.next_row(20)
    page.directive("{% else %}")
    page.put(page.row, 0, 8, "（没有以金额计的待遇）", "middle")
    page.next_row(20)
    page.directive("{% endfor %}")


def _each(page: Page) -> Block:
    """The lines: for every subject, every entitlement that is not 0."""
    columns = [
        Column("序号", "{{ 行.序号 }}", 5, "middle"),
        Column("乡镇（街道）", "{{ 行.乡镇 }}", 11),
        Column("名称", "{{ 行.名称 }}{{ '（' ~ 行.识别 ~ '）' if 行.识别 else '' }}", 14),
        Column("{{ 星级名 or 总分名 or ' ' }}", "{{ 行[星级名 or 总分名] if 星级名 or 总分名 else ' ' }}", 8, "number"),
        Column("{{ '等次' if 等次名 else ' ' }}", "{{ 行.等次 }}", 12, "middle"),
        Column("待遇", "{{ 项.名称 }}", 22),
        Column("依据", "{{ 项.依据 }}", 26, "small"),
        Column("标准", "{{ 行[项.名称] }}", 16, "money"),
        Column("单位", "{{ 项.单位 }}", 10, "middle"),
    ]
    return page.table(columns, "行 in 待遇", "项 in 待遇名 if 行[项.名称]", height=None, head=24)
