"""The sheet 名单: the lists that the rule file asks for, one below another."""

from xlsxwriter import Workbook

from workbooks.look import Look
from workbooks.page import GROUP, Column, Page

VALUES = 8
"""How many values of a line stand in columns of their own; what is more is told in one."""

OPEN = "{{ '（有待定）' if 行.状态 == '待定' and 单.分段 and 行.词 != '待定' and not 单.列行 else '' }}"
"""Who stands under a word while something else of it is open still, so that the results count it as 待定."""


def _value(k: int) -> Column:
    """A column for the k-th value of a list's lines, empty if there are fewer."""
    there = f"if 单.栏|length > {k} else ' '"
    return Column(f"{{{{ 单.栏[{k}] {there} }}}}", f"{{{{ 行.数据[单.栏[{k}]] {there} }}}}", 13, "small")


def write_listings(book: Workbook, look: Look) -> None:
    """名单: every list with its words and how many stand under each; no sheet is seen where the rule file asks for none."""
    rest = f"单.栏|length > {VALUES}"
    more = f"{{% for 栏 in 单.栏[{VALUES}:] %}}{{{{ 栏 }}}} {{{{ 行.数据[栏] }}}}；{{% endfor %}}"
    columns = [
        Column("{{ 单.分段 or ' ' }}", "{{ 行.词 if 单.分段 else ' ' }}", 11, "small_middle"),
        Column("序号", "{{ 行.次序 }}", 6, "small_middle"),
        Column(GROUP, "{{ 行.归属 }}", 11, "small"),
        Column("名称", "{{ 行.名称 }}{{ '（' ~ 行.识别 ~ '）' if 行.识别 else '' }}" + OPEN, 13, "small"),
        *(_value(k) for k in range(VALUES)),
        Column(f"{{{{ '其他' if {rest} else ' ' }}}}", f"{{{{ '' if {rest} else ' ' }}}}{more}", 26, "small"),
        Column("{{ '位置' if 单.列行 else ' ' }}", "{{ 行.位置 if 单.列行 else ' ' }}", 34, "small"),
    ]
    page = Page(book.add_worksheet("名单"), look, [column.width for column in columns], landscape=True)
    page.directive("{% if 名单 %}")
    page.heading("名单", in_one=True)
    page.directive("{% for 单 in 名单 %}")
    counts = "{% for 段 in 单.各段 if 单.分段 %}{{ '　' if loop.first else '，' }}{{ 段.词 }} {{ 段.各行|length }}{% endfor %}"
    page.across("{{ 单.名称 }}（{{ 单.各行|length }}）" + counts, "section", 26)
    page.table(columns, "行 in 单.各行", empty="（没有）", height=None, head=24)
    page.directive("{% if 单.依据 or 单.说明 %}")
    page.across(
        "{{ '依据：' ~ 单.依据 if 单.依据 else '' }}{{ '　' if 单.依据 and 单.说明 else '' }}{{ 单.说明 }}", "small", 22
    )
    page.directive("{% endif %}")
    page.space(14)
    page.directive("{% endfor %}")
    page.signatures(in_one=True)
    page.directive("{% endif %}")
    page.sheet.print_area(0, 0, page.row - 1, page.last)
    page.sheet.freeze_panes(0, 4)
