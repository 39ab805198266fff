"""The template for any scheme: neither its groups nor its stars nor its grades nor its entitlements are known by name."""

from xlsxwriter import Workbook

from workbooks.changes import write_changes
from workbooks.general_overview import write_general_overview
from workbooks.listings import write_listings
from workbooks.lists import write_decisions, write_open_matters, write_places, write_records, write_roster_gaps
from workbooks.look import Look
from workbooks.overview import NAME
from workbooks.page import Block, Column, Page
from workbooks.periods import write_period_figures, write_periods
from workbooks.subjects import SAME_NAME, write_results

SCORES, MORE, NAMING = 8, 16, 5
GROUP_SLOT = Column("{{ 归属名 or ' ' }}", "{{ 行.归属 if 归属名 else ' ' }}", 11, "slot_text")
NOTE = (
    "“待定”为缺数据或须人工裁定，补齐后再定；“不参评”为不符合参评条件"
    "{{ '；变化为比上一次增减多少，等次为升降几等' if 与上年比较.上年已评 else '' }}。"
)


def write_general(book: Workbook) -> None:
    """Whatever a scheme has stands in as many of the columns as there are; every other name is of any scheme."""
    look, front = Look(book), book.add_worksheet(NAME)  # the first; filled when the rest is known
    stars = "{% for 星 in 行.得星 %}{{ 星 }}{{ '' if 行[星] == '得星' else 行[星] }}　{% endfor %}"
    judged = [
        *_who(),
        Column("{{ '所得之星' if 星名 else ' ' }}", stars, 30, "slot_text"),
        *(_score(k) for k in range(SCORES)),
        Column("{{ 星级名 or ' ' }}", "{{ 行.星级 }}", 8, "slot_number"),
        Column("{{ 等次栏 or ' ' }}", "{{ 行.等次 }}", 11, "slot_middle"),
    ]
    change = [
        Column("{{ '上年' if 与上年比较.上年已评 else ' ' }}", "{{ 行.上年 }}", 8, "slot_middle"),
        Column("{{ '变化' if 与上年比较.上年已评 else ' ' }}", "{{ 行.变化 }}", 7, "slot_change"),
        Column("状态", "{{ 行.状态 }}", 8, "middle"),
    ]
    write_results(book, look, judged, landscape=True, bars={}, change=change, note=NOTE, in_one=True)
    _write_more_results(book, look)
    write_periods(book, look, _who())
    write_period_figures(book, look)
    write_general_overview(book, front, look)
    _write_entitlements(book, look)
    write_listings(book, look)
    write_records(book, look)
    write_places(book, look)
    write_decisions(book, look)
    write_changes(book, look)
    write_open_matters(book, look)
    write_roster_gaps(book, look)


def _who() -> list[Column]:
    """Who it is: number, group, name, and the columns of the roster that stand beside."""
    return [
        Column("序号", "{{ 行.序号 }}", 5, "middle"),
        GROUP_SLOT,
        Column("名称", "{{ 行.名称 }}", 12),
        SAME_NAME,
        *(_naming(k) for k in range(NAMING)),
    ]


def _naming(k: int) -> Column:
    """A column for the k-th column of the roster that stands beside the name; the last is for all beyond."""
    there = f"if 识别栏|length > {k} else ' '"
    if k < NAMING - 1:
        return Column(f"{{{{ 识别栏[{k}] {there} }}}}", f"{{{{ 行[识别栏[{k}]] {there} }}}}", 12, "slot_text")
    rest = f"{{{{ '' {there} }}}}{{% for 栏 in 识别栏[{k}:] %}}{{{{ 行[栏] }}}}　{{% endfor %}}"
    return Column(f"{{{{ 识别栏[{k}:]|join('、') {there} }}}}", rest, 16, "slot_text")


def _score(k: int) -> Column:
    """A column for the k-th head, total or published value, empty if there are fewer."""
    there, item = f"if 得分栏|length > {k} else ' '", f"得分栏[{k}]"
    unit = f"({item}.权重 or ({item}.单位 if {item}.类别 == '取值' else ''))"
    head = f"{{{{ {item}.名称 ~ ('\\n（' ~ {unit} ~ '）' if {unit} else '') {there} }}}}"
    return Column(head, f"{{{{ 行[{item}.名称] {there} }}}}", 10, "slot_number")


def _write_more_results(book: Workbook, look: Look) -> None:
    """The published values that have no column in 评定结果; no sheet is seen where there are none."""
    last = SCORES + MORE
    rest = f"得分栏|length > {last}"
    more = f"{{% for 项 in 得分栏[{last}:] %}}{{{{ 项.名称 }}}} {{{{ 行[项.名称] }}}}；{{% endfor %}}"
    columns = [
        *_who(),
        *(_score(k) for k in range(SCORES, last)),
        Column(f"{{{{ '其他各项' if {rest} else ' ' }}}}", f"{{{{ '' if {rest} else ' ' }}}}{more}", 40, "slot_text"),
        Column("状态", "{{ 行.状态 }}", 8, "middle"),
    ]
    page = Page(book.add_worksheet("评定结果（续）"), look, [column.width for column in columns], landscape=True)
    with page.when(f"得分栏|length > {SCORES}"):
        page.heading("评定结果一览表（续）", in_one=True)
        block = page.table(columns, "行 in 评定结果", height=19)
        page.slots(block, columns)
        page.mark_rows(block, len(columns) - 1)
    page.finish(block, frozen_columns=3)


def _write_entitlements(book: Workbook, look: Look) -> None:
    """待遇: the sum of each, then for each entitlement those who get it; no sheet is seen where nobody gets any."""
    widths = [5, 11, 14, 18, 12, 20, 22, 10, 28]
    page = Page(book.add_worksheet("待遇"), look, widths, landscape=True)
    page.directive("{% if 待遇名单 %}")
    page.heading("待遇核定表", "考核日：{{ 考核日 }}{{ '　　金额单位：元' if 概况.金额 else '' }}", in_one=True)
    page.directive("{% if 概况.金额 %}")
    page.across("合计", "section", 26)
    sums = page.row
    page.row += 4
    page.directive("{% endif %}")
    page.across("名单（没有的不列）", "section", 26)
    block = _list_entitled(page)
    page.directive("{% if 待遇名单|selectattr('待定')|list %}")
    page.across("还没有定的", "section", 26)
    page.directive("{% for 项 in 待遇名单 if 项.待定 %}")
    page.across("{{ 项.名称 }}（{{ 项.待定|length }}）：{{ 项.待定|join('、') }}", "small", 24)
    page.directive("{% endfor %}")
    page.directive("{% endif %}")
    page.signatures(in_one=True)
    page.directive("{% endif %}")
    end, page.row = page.row, sums
    _sums(page, block)
    page.row = end
    page.finish(block, frozen_columns=3)


def _sums(page: Page, block: Block) -> None:
    """Four rows: each money entitlement, computed from the lines below."""
    spans = [(0, 4), (5, 5), (6, 6), (7, 7)]
    names, amounts = block.everywhere(5), block.everywhere(6)
    for (first, last), head in zip(spans, ["待遇", "人（个）数", "金额", "单位"], strict=True):
        page.put(page.row, first, last, head, "head")
    page.next_row(22)
    page.directive("{% for 项 in 概况.金额 %}")
    mine = f"{names},A{page.row + 1},{amounts}"
    cells = ["{{ 项.待遇 }}", "{{ 项.人数 }}", f"=SUMIF({mine})", "{{ 项.单位 }}"]
    for (first, last), cell, kind in zip(spans, cells, ["middle", "count", "money", "middle"], strict=True):
        page.put(page.row, first, last, cell, kind)
    page.next_row(20)
    page.directive("{% endfor %}")


def _list_entitled(page: Page) -> Block:
    """The lines: for every entitlement, those who get it."""
    naming = "{% for 栏 in 识别栏 if 行[栏] %}{{ 行[栏] }}　{% endfor %}"
    columns = [
        Column("序号", "{{ 行.序号 }}", 5, "middle"),
        GROUP_SLOT,
        Column("名称", "{{ 行.名称 }}{{ '（' ~ 行.识别 ~ '）' if 行.识别 else '' }}", 14),
        Column("{{ 识别栏|join('、') or ' ' }}", "{{ '' if 识别栏 else ' ' }}" + naming, 18, "slot_text"),
        Column(
            "{{ 等次栏 or 星级名 or 总分名 or ' ' }}",
            "{{ 行[等次栏 or 星级名 or 总分名] if 等次栏 or 星级名 or 总分名 else ' ' }}",
            12,
            "slot_middle",
        ),
        Column("待遇", "{{ 项.名称 }}", 20),
        Column("内容、标准", "{{ 行.内容 }}", 22, "amount"),
        Column("单位", "{{ 项.单位 }}", 10, "middle"),
        Column("依据", "{{ 项.依据 }}", 28, "small"),
    ]
    block = page.table(columns, "项 in 待遇名单", "行 in 项.各行", height=None, head=24)
    page.slots(block, columns)
    return block
