"""The lists every template shares: 待定与问题 and 名册核对 in the result book, 得分明细 and 规则 in the 底稿 book."""

from xlsxwriter import Workbook

from workbooks.look import Look
from workbooks.page import GROUP, Block, Column, Page

CELLS = "{{ 行.单元格|replace('；', '；\\n') }}"
DETAIL = [
    Column(GROUP, "{{ 行.归属 }}", 11, "small"),
    Column("名称", "{{ 行.名称 }}", 12, "small"),
    Column("星（类别）", "{{ 行.星 }}", 12, "small"),
    Column("指标", "{{ 行.指标 }}", 15, "small"),
    Column("数据", "{{ 行.数据 }}", 13, "small"),
    Column("满分", "{{ 行.满分 }}", 6, "small_number"),
    Column("得分", "{{ 行.得分 }}", 10, "small_number"),
    Column("理由", "{{ 行.理由 }}", 36, "small"),
    Column("依据", "{{ 行.依据 }}", 26, "small"),
    Column("单元格", CELLS, 47, "small"),
]


def write_details(book: Workbook) -> None:
    """The 底稿 book: how every result came about, and by what rules."""
    look = Look(book)
    _detail(book, look)
    write_decisions(book, look)
    _objections(book, look)
    _rules(book, look)


def _detail(book: Workbook, look: Look) -> None:
    """Every subject and scored clause, with the reason."""
    page = Page(book.add_worksheet("得分明细"), look, [column.width for column in DETAIL], landscape=True)
    page.heading("得分明细表", "共 {{ 得分明细|length }} 条；“待定”为缺数据或数据有误，不作0分")
    block = page.table(DETAIL, "行 in 得分明细", height=None, head=24)
    number, full = page.cell(block.body, 6), page.cell(block.body, 5)
    lost = f"=AND(ISNUMBER({number}),ISNUMBER({full}),{number}<{full})"
    red = {"type": "formula", "criteria": lost, "format": look.mark(font_color="#9C1C1C")}
    page.mark_rows(block, 6)
    page.sheet.conditional_format(block.body, 6, block.body, 6, red)
    page.finish(block, frozen_columns=2)


OPEN = [
    Column("序号", "{{ 行.序号 }}", 7, "small_middle"),
    Column(GROUP, "{{ 行.归属 }}", 12, "small"),
    Column("名称", "{{ 行.名称 }}", 18, "small"),
    Column("项目", "{{ 行.项目 }}", 24, "small"),
    Column("待定原因", "{{ 行.原因 }}", 40, "small"),
    Column("处理意见", "", 24, "small"),
    Column("单元格", CELLS, 47, "small"),
]
AS_IS = "{{ (('现为：' ~ 行.现为) if 行.现为 else '') ~ ('\\n' if 行.现为 and 行.应为 else '') ~ (('应为：' ~ 行.应为) if 行.应为 else '') }}"
PROBLEMS = [
    Column("级别", "{{ 行.级别 }}", 7, "small_middle"),
    Column(GROUP, "{{ 行.归属 }}", 12, "small"),
    Column("问题", "{{ 行.编号 }} {{ 行.类别 }}", 18, "small"),
    Column("现为、应为", AS_IS, 24, "small"),
    Column("说明", "{{ 行.说明 }}", 40, "small"),
    Column("办法", "{{ 行.办法 }}", 24, "small"),
    Column("位置", "{{ 行.位置 }}", 47, "small"),
]
COUNTS = [
    Column("序号", "{{ loop.index }}", 7, "small_middle"),
    Column(GROUP, "{{ 行.归属 }}", 12, "small"),
    Column("错误", "{{ 行.错误 }}", 18, "small_middle"),
    Column("警告", "{{ 行.警告 }}", 24, "small_middle"),
    Column("提示", "{{ 行.提示 }}", 40, "small_middle"),
]
SEVERITIES = {"错误": ("#F8D7D3", "#9C1C1C"), "警告": ("#FFF2CC", "#7F6000"), "提示": ("#E8EEF2", "#3A4A57")}


def write_open_matters(book: Workbook, look: Look) -> None:
    """待定 with its reasons, then the problems found in the data."""
    page = Page(book.add_worksheet("待定与问题"), look, [column.width for column in OPEN], landscape=True)
    info = "待定 {{ 概况.待定 }} 个；错误 {{ 概况.错误 }}、警告 {{ 概况.警告 }}、提示 {{ 概况.提示 }}"
    page.heading("待定事项和数据问题清单", info)
    page.across("一、待定事项（补齐、改正所列单元格或作出裁定后，重新运行即可评定）", "section", 26)
    page.table(OPEN, "行 in 待定", empty="（没有待定事项）", height=None, head=24)
    page.space(14)
    page.across(f"二、各{GROUP}的问题数", "section", 26)
    page.table(COUNTS, "行 in 问题统计", empty="（没有发现问题）", height=18, head=24)
    page.space(14)
    page.across("三、数据问题", "section", 26)
    block = page.table(PROBLEMS, "行 in 问题", empty="（没有发现问题）", height=None, head=24)
    _colour(page, block, look)
    page.signatures()
    page.sheet.print_area(0, 0, page.row - 1, page.last)
    page.sheet.freeze_panes(3, 0)


MISSING = [
    Column("序号", "{{ loop.index }}", 7, "small_middle"),
    Column(GROUP, "{{ 行.归属 }}", 12, "small"),
    Column("名称", "{{ 行.名称 }}", 18, "small"),
    Column("缺的表", "{{ 行.表 }}", 24, "small"),
    Column("名册里的位置", "{{ 行.位置 }}", 47, "small"),
]
UNKNOWN = [
    *MISSING[:3],
    Column("所在的表", "{{ 行.表 }}{{ '（' ~ 行.行数 ~ '行）' if 行.行数 > 1 else '' }}", 24, "small"),
    Column("位置", "{{ 行.位置 }}", 47, "small"),
    Column("名册里相近的", "{{ 行.相近 or '（没有）' }}", 30, "small"),
]


def write_roster_gaps(book: Workbook, look: Look) -> None:
    """Who is on the roster and did not report, and who reported and is not on the roster."""
    page = Page(book.add_worksheet("名册核对"), look, [column.width for column in UNKNOWN], landscape=True)
    page.heading("名册核对表", "缺报 {{ 缺报|length }} 条；名册外 {{ 名册外|length }} 条")
    page.across("一、缺报（名册里有，这张表里没有；各栏按未知处理）", "section", 26)
    page.table(MISSING, "行 in 缺报", empty="（没有缺报的）", height=None, head=24)
    page.space(14)
    page.across("二、名册外（表里有，名册里没有；没有计入）", "section", 26)
    page.table(UNKNOWN, "行 in 名册外", empty="（没有名册外的）", height=None, head=24)
    page.signatures()
    page.sheet.print_area(0, 0, page.row - 1, page.last)
    page.sheet.freeze_panes(3, 0)


VALUES = 12
"""How many columns of a record table stand in columns of their own; what is more is told in one."""


def _value(k: int) -> Column:
    """A column for the k-th column of a record table, empty if there are fewer."""
    return Column(
        f"{{{{ 表.栏[{k}] if 表.栏|length > {k} else ' ' }}}}",
        f"{{{{ 行.数据[表.栏[{k}]] if 表.栏|length > {k} else ' ' }}}}",
        12,
        "small",
    )


def write_records(book: Workbook, look: Look) -> None:
    """逐行结果: the published record tables, row by row; no sheet is seen where none is published."""
    rest = f"表.栏|length > {VALUES}"
    more = f"{{% for 栏 in 表.栏[{VALUES}:] %}}{{{{ 栏 }}}} {{{{ 行.数据[栏] }}}}；{{% endfor %}}"
    known = "(行.有效自 ~ '至' ~ (行.有效至 or '今')) if 行.有效自 or 行.有效至 else ''"
    valid = f"{{{{ ({known}) if 表.有有效期 else ' ' }}}}"
    columns = [
        Column("序号", "{{ 行.序号 }}", 6, "small_middle"),
        Column(GROUP, "{{ 行.归属 }}", 11, "small"),
        Column("名称", "{{ 行.名称 }}", 12, "small"),
        *(_value(k) for k in range(VALUES)),
        Column(f"{{{{ '其他各栏' if {rest} else ' ' }}}}", f"{{{{ '' if {rest} else ' ' }}}}{more}", 30, "small"),
        Column("{{ '有效期' if 表.有有效期 else ' ' }}", valid, 22, "small"),
        Column("条款", "{{ 行.条款 }}", 15, "small"),
        Column("得分", "{{ 行.得分 }}", 9, "small_number"),
        Column("处理", "{{ 行.处理 }}", 24, "small"),
        Column("理由", "{{ 行.理由 }}", 30, "small"),
        Column("位置", "{{ 行.位置 }}", 40, "small"),
    ]
    page = Page(book.add_worksheet("逐行结果"), look, [column.width for column in columns], landscape=True)
    page.directive("{% if 逐行结果 %}")
    page.heading("逐行结果表", "每一行、每条看它的条款一行；“待定”为缺数据或数据有误")
    page.directive("{% for 表 in 逐行结果 %}")
    page.across("{{ 表.名称 }}{{ '（太长，没有列出）' if 表.从略 else '' }}", "section", 26)
    block = page.table(columns, "行 in 表.各行", empty="（没有记录）", height=None, head=24)
    page.mark_rows(block, len(columns) - 4)
    page.space(14)
    page.directive("{% endfor %}")
    page.directive("{% endif %}")
    page.sheet.print_area(0, 0, page.row - 1, page.last)
    page.sheet.freeze_panes(0, 3)


PLACES = [
    Column("事项", "{{ 行.事项 }}", 18, "small"),
    Column("组", "{{ 行.组 }}", 14, "small"),
    Column("等次", "{{ 行.等次 }}", 12, "small"),
    Column("规定", "{{ 行.限制 }}{{ 行.比例 }}", 16, "small"),
    Column("基数", "{{ 行.基数 }}", 7, "small_number"),
    Column("名额", "{{ 行.名额 }}", 8, "small_number"),
    Column("实有", "{{ 行.实有 }}", 7, "small_number"),
    Column("余缺", '=IF(ISNUMBER(F{row}),F{row}-G{row},"")', 8, "small_number"),
    Column("名额外", "{{ 行.名额外 }}", 7, "small_number"),
    Column("并列", "{{ 行.并列 }}", 7, "small_number"),
    Column("待定", "{{ 行.待定 }}", 7, "small_number"),
    Column("名单", "{{ 行.名单 }}", 34, "small"),
    Column("并列、待定的", "{{ 行.未定名单 }}", 34, "small"),
]


def write_places(book: Workbook, look: Look) -> None:
    """Of every quota, prize and share: the places of each group, and who has them; no sheet is seen where there is none."""
    page = Page(book.add_worksheet("名额核对表"), look, [column.width for column in PLACES], landscape=True)
    page.directive("{% if 名额核对 %}")
    page.heading(
        "名额核对表", "各条名额、奖项、比例在各组有几个、给了谁；余缺是名额减实有，负数是缺；基数、名额未定的为空"
    )
    page.table(PLACES, "行 in 名额核对", height=None, head=24)
    page.signatures()
    page.directive("{% endif %}")
    page.sheet.print_area(0, 0, page.row - 1, page.last)
    page.sheet.freeze_panes(0, 2)


DECISIONS = [
    Column("编号", "{{ 行.编号 }}", 7, "small_middle"),
    Column(GROUP, "{{ 行.归属 }}", 11, "small"),
    Column("名称", "{{ 行.名称 }}", 13, "small"),
    Column("事项", "{{ 行.事项 }}", 9, "small"),
    Column("项", "{{ 行.项 }}", 18, "small"),
    Column("原值", "{{ 行.原值 }}", 11, "small_middle"),
    Column("改为", "{{ 行.改为 }}", 11, "small_middle"),
    Column("理由", "{{ 行.理由 }}", 30, "small"),
    Column("依据机关", "{{ 行.依据机关 }}", 15, "small"),
    Column("文号", "{{ 行.文号 }}", 18, "small"),
    Column("日期", "{{ 行.日期 }}", 11, "small_middle"),
    Column("经办", "{{ 行.经办 }}", 9, "small"),
]


def write_decisions(book: Workbook, look: Look) -> None:
    """What people decided: before, after, why and by whom; no sheet is seen where nobody decided anything."""
    page = Page(book.add_worksheet("裁定"), look, [column.width for column in DECISIONS], landscape=True)
    page.directive("{% if 裁定 %}")
    page.heading("裁定一览表", "共 {{ 裁定|length }} 条；原值是数据和规则给的，结果按“改为”计")
    page.table(DECISIONS, "行 in 裁定", height=None, head=24)
    page.signatures()
    page.directive("{% endif %}")
    page.sheet.print_area(0, 0, page.row - 1, page.last)
    page.sheet.freeze_panes(0, 3)


OBJECTIONS = [
    Column("编号", "{{ 行.编号 }}", 7, "small_middle"),
    Column("收到日期", "{{ 行.收到日期 }}", 11, "small_middle"),
    Column("提出人", "{{ 行.提出人 }}", 12, "small"),
    Column("对象", "{{ 行.对象 }}", 18, "small"),
    Column("事由", "{{ 行.事由 }}", 30, "small"),
    Column("办理期限", "{{ 行.办理期限 }}", 11, "small_middle"),
    Column("办理情况", "{{ 行.办理情况 }}", 30, "small"),
    Column("结论", "{{ 行.结论 }}", 9, "small_middle"),
    Column("答复日期", "{{ 行.答复日期 }}", 11, "small_middle"),
    Column("裁定编号", "{{ 行.裁定编号 }}", 9, "small_middle"),
    Column("状态", "{{ 行.状态 }}", 9, "small_middle"),
]


def _objections(book: Workbook, look: Look) -> None:
    """Objections and what became of them, for the archive; no sheet is seen where there was none."""
    page = Page(book.add_worksheet("异议办理"), look, [column.width for column in OBJECTIONS], landscape=True)
    page.directive("{% if 异议 %}")
    page.heading("异议办理情况表", "共 {{ 异议|length }} 件；内部存档，不公开")
    page.table(OBJECTIONS, "行 in 异议", height=None, head=24)
    page.signatures()
    page.directive("{% endif %}")
    page.sheet.print_area(0, 0, page.row - 1, page.last)
    page.sheet.freeze_panes(0, 1)


def _colour(page: Page, block: Block, look: Look) -> None:
    for word, (fill, ink) in SEVERITIES.items():
        criteria = f'={page.cell(block.body, 0)}="{word}"'
        rule = {"type": "formula", "criteria": criteria, "format": look.mark(bg_color=fill, font_color=ink)}
        page.sheet.conditional_format(block.body, 0, block.body, 0, rule)


def _rules(book: Workbook, look: Look) -> None:
    """The figures that are only examples, then the rule file line by line."""
    page = Page(book.add_worksheet("规则"), look, [7, 125], landscape=True)
    page.heading("评定规则", "共 {{ 规则|length }} 行")
    page.across(
        "一、示例数值（文件没有规定、暂按示例执行的 {{ 示例|length }} 项，正式使用前请逐项议定）", "section", 26
    )
    page.put(page.row, 0, 0, "示例", "left", valign="top")
    page.put(page.row, 1, 1, "{{ 示例|join('、') or '（无）' }}", "left", text_wrap=True)
    page.next_row()
    page.space(10)
    page.across("二、规则文件", "section", 26)
    head = page.row
    page.put(head, 0, 0, "行", "head")
    page.put(head, 1, 1, "内容", "head")
    page.next_row(20)
    page.directive("{% for 行 in 规则 %}")
    body = page.row
    page.put(body, 0, 0, "{{ 行.行 }}", "line")
    page.put(body, 1, 1, "{{ 行.内容 }}", "code")
    page.next_row()
    page.directive("{% endfor %}")
    page.finish(Block(head, body, page.row, head, 1), filtered=False)
