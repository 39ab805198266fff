"""变更 and 升降变化: what differs from the last run of the period, and from the period before; not seen where there is nothing."""

from xlsxwriter import Workbook

from workbooks.look import Look
from workbooks.page import GROUP, Block, Column, Page

SUBJECTS = [
    Column("序号", "{{ 行.序号 }}", 6, "small_middle"),
    Column(GROUP, "{{ 行.归属 }}", 12, "small"),
    Column("名称", "{{ 行.名称 }}", 18, "small"),
    Column("升降", "{{ 行.升降 }}", 13, "small_middle"),
    Column("结果的变化", "{{ 行.变化 }}", 46, "small"),
    Column("因为", "{{ 行.因为 }}", 60, "small"),
]
BUDGET = [
    Column("序号", "{{ loop.index }}", 6, "small_middle"),
    Column(GROUP, "{{ 行.归属 }}", 12, "small"),
    Column("待遇", "{{ 行.待遇 }}", 18, "small"),
    Column("单位", "{{ 行.单位 }}", 13, "small_middle"),
    Column("原为　→　现为", "{{ 行.原为 }} → {{ 行.现为 }}", 46, "small"),
    Column("增减", "{{ 行.增减 }}", 60, "small_number"),
]
INPUTS = [
    Column("序号", "{{ loop.index }}", 6, "small_middle"),
    Column(GROUP, "{{ 行.归属 }}", 12, "small"),
    Column("名称", "{{ 行.名称 }}", 18, "small"),
    Column("表、栏", "{{ 行.表 }}{{ '\\n' if 行.栏 else '' }}{{ 行.栏 }}", 13, "small"),
    Column("原为　→　现为", "{{ 行.原为 or '没有' }} → {{ 行.现为 or '没有' }}", 46, "small"),
    Column("位置", "{{ 行.位置|replace('!', '\\n', 1) }}", 60, "small"),
]
RULES = [
    Column("现行号", "{{ 行.行 }}", 6, "small_middle"),
    Column("原行号", "{{ 行.原行 }}", 12, "small_middle"),
    Column("条款", "{{ 行.条款 }}", 18, "small"),
    Column("改动", "{{ 行.改动 }}", 13, "small_middle"),
    Column("原文", "{{ 行.原文 }}", 46, "small"),
    Column("现文", "{{ 行.现文 }}", 60, "small"),
]
DECISIONS = [
    Column("编号", "{{ 行.编号 }}", 6, "small_middle"),
    Column("改动", "{{ 行.改动 }}", 12, "small_middle"),
    Column("对象", "{{ 行.对象 }}", 18, "small"),
    Column("项", "{{ 行.项 }}", 13, "small"),
    Column("原值　→　改为", "{{ 行.原值 }} → {{ 行.改为 }}", 46, "small"),
    Column("理由、文号", "{{ 行.理由 }}", 60, "small"),
]


def write_changes(book: Workbook, look: Look) -> None:
    """Both sheets."""
    _write_since_period(book, look)
    _write_since_run(book, look)


def _write_since_period(book: Workbook, look: Look) -> None:
    """升降变化: who rose and fell since the period before, and why."""
    page = Page(book.add_worksheet("升降变化"), look, [column.width for column in SUBJECTS], landscape=True)
    page.directive("{% if 升降变化.之前 %}")
    page.heading("与{{ 升降变化.之前 }}相比的升降变化", "{{ 升降变化.总的 }}")
    block = _list_subjects(page, look, "升降变化")
    _list_budget(page, look, "升降变化", "二、待遇合计的变化")
    page.directive("{% endif %}")
    _finish(page, block)


def _write_since_run(book: Workbook, look: Look) -> None:
    """变更: all that differs from the last run that said something else."""
    page = Page(book.add_worksheet("变更"), look, [column.width for column in SUBJECTS], landscape=True)
    page.directive("{% if 变更.之前 %}")
    page.heading(
        "与{{ 变更.之前 }}相比的变更", "{{ 变更.总的 }}。改动了：{{ 变更.改动 or '数据、规则、裁定都没有变' }}"
    )
    page.across("一、结果", "section", 26)
    block = _list_subjects(page, look, "变更")
    _list_budget(page, look, "变更", "二、待遇合计")
    for number, title, columns, loop in (
        ("三", "数据", INPUTS, "行 in 变更.数据"),
        ("四", "规则", RULES, "行 in 变更.规则"),
        ("五", "裁定", DECISIONS, "行 in 变更.裁定"),
    ):
        page.space(14)
        page.across(f"{number}、{title}", "section", 26)
        page.table(columns, loop, empty="（没有改动）", height=None, head=24)
        if columns is INPUTS:
            with page.when("变更.数据从略"):
                page.across("另有 {{ 变更.数据从略 }} 处没有列出", "note", 20)
    page.directive("{% endif %}")
    _finish(page, block)


def _list_subjects(page: Page, look: Look, of: str) -> Block:
    block = page.table(SUBJECTS, f"行 in {of}.对象", empty="（没有变化）", height=None, head=24)
    move = page.cell(block.body, 3)
    for word, colour in (("上升", "#9C1C1C"), ("下降", "#3A4A57")):
        rule = {"type": "formula", "criteria": f'={move}="{word}"', "format": look.mark(font_color=colour)}
        page.sheet.conditional_format(block.body, 3, block.body, 3, rule)
    return block


def _list_budget(page: Page, look: Look, of: str, title: str) -> None:
    page.space(14)
    page.across(title, "section", 26)
    block = page.table(BUDGET, f"行 in {of}.金额", empty="（没有变化）", height=None, head=24)
    group = page.cell(block.body, 1)
    rule = {"type": "formula", "criteria": f'={group}="合计"', "format": look.mark(bold=True)}
    page.sheet.conditional_format(block.body, 0, block.body, block.last, rule)


def _finish(page: Page, block: Block) -> None:
    page.sheet.print_area(0, 0, page.row - 1, page.last)
    page.sheet.repeat_rows(block.first, block.head)
    page.sheet.freeze_panes(3, 0)
