"""The two schemes shipped: their stars, grades and entitlements by name."""

from xlsxwriter import Workbook

from workbooks.changes import write_changes
from workbooks.lists import write_decisions, write_open_matters, write_places, write_roster_gaps
from workbooks.look import Look
from workbooks.overview import NAME, Overview, list_township_columns, write_overview
from workbooks.page import TOWNSHIP, Column
from workbooks.subjects import CHANGE, SAME_NAME, write_entitlements, write_results

HIGH = ["六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五"]
STARS = ["支部过硬", "产业兴旺", "生态宜居", "平安法治", "文明幸福"]
PLACE = [
    Column("序号", "{{ 行.序号 }}", 5, "middle"),
    Column(TOWNSHIP, "{{ 行.归属 }}", 11),
    Column("村（社区）", "{{ 行.村 }}", 11),
]
LEVEL = [Column("星级", "{{ 行.星级 }}", 7, "stars"), Column("等次", "{{ 行.等次 }}", 10, "middle")]


def write_secretaries(book: Workbook) -> None:
    """书记星级化管理."""
    look, front = Look(book), book.add_worksheet(NAME)  # the first; filled when the rest is known
    high = " + ".join(f"行.{word}星级" for word in HIGH)
    grades = [("六星级及以上", f"{{{{ {high} }}}}")]
    grades += [(f"{word}星级", f"{{{{ 行.{word}星级 }}}}") for word in "五四三二一零"]
    money = [
        Column("星级绩效报酬\n（元/年）", "{{ 行.星级绩效报酬 }}", 13, "money", "sum"),
        Column("离任补贴提高\n（元/月）", "{{ 行.离任补贴提高 }}", 12, "money", "sum"),
    ]
    columns = list_township_columns("书记数", grades, money)
    person = [*PLACE, Column("姓名", "{{ 行.姓名 }}", 10), SAME_NAME]
    judged = [*person, Column("年度考核\n等次", "{{ 行.年度考核等次 }}", 10, "middle"), *_made_of(), *LEVEL]
    write_results(book, look, judged, landscape=False, bars={"星级": None}, change=CHANGE[1:])
    write_overview(book, front, look, Overview(columns, range(4, 13), "人"))
    paid = [
        *person,
        *LEVEL,
        Column("星级绩效报酬\n（元/年）", "{{ 行.星级绩效报酬 }}", 14, "money", "sum"),
        Column("养老保险\n追加代缴", "{{ 行.养老保险追加代缴 }}", 10, "middle"),
        Column("离任补贴提高\n（元/月）", "{{ 行.离任补贴提高 }}", 14, "money", "sum"),
        Column("优先推荐", "{{ 行.优先推荐 }}", 38),
        Column("备注", "", 14),
    ]
    write_entitlements(book, look, paid, landscape=True)
    write_decisions(book, look)
    write_changes(book, look)
    write_open_matters(book, look)
    write_roster_gaps(book, look)


def _made_of() -> list[Column]:
    """What a level is made of: the stars of the first rating, or last year's and this year's change."""
    first, later = "初次评定：三项相加", "以后各年：上年＋新增－减"
    stars = [
        Column(f"{word}星", f"{{{{ 行.{word}星 }}}}", 8, "stars", group=first)
        for word in ("年度考核", "任职年限", "创先争优")
    ]
    change = [Column("上年星级", "{{ 行.上年 }}", 8, "stars", group=later)]
    change += [
        Column(f"本年{word}星", f"{{{{ 行.本年{word}星 if 行.上年 != '' else '' }}}}", 9, "stars", group=later)
        for word in ("新增", "减")
    ]
    return [*stars, *change]


def write_branches(book: Workbook) -> None:
    """“五星”支部创建."""
    look, front = Look(book), book.add_worksheet(NAME)  # the first; filled when the rest is known
    grades = [(f"{word}星支部", f"{{{{ 行.{word}星支部 }}}}") for word in "五四三二一"] + [
        ("未获星", "{{ 行.未获星 }}")
    ]
    money = [Column("创建奖补\n（元/年）", "{{ 行.创建奖补 }}", 14, "money", "sum")]
    columns = list_township_columns("支部数", grades, money)
    branch = [*PLACE, Column("类别", "{{ 行.类别 }}", 6, "middle")]
    judged = [
        *branch,
        *(column for word in STARS for column in _star(word)),
        Column("总分", "{{ 行.总分 }}", 8, "points"),
    ]
    judged += [Column("星数", "{{ 行.星级 }}", 6, "stars"), LEVEL[1]]
    write_results(book, look, judged, landscape=True, bars={"总分": 500})
    write_overview(book, front, look, Overview(columns, range(4, 12), "个"))
    paid = [*branch, Column("星数", "{{ 行.星级 }}", 7, "stars"), LEVEL[1]]
    paid += [Column("创建奖补\n（元/年）", "{{ 行.创建奖补 }}", 16, "money", "sum"), Column("备注", "", 20)]
    write_entitlements(book, look, paid, landscape=False)
    write_places(book, look)
    write_decisions(book, look)
    write_changes(book, look)
    write_open_matters(book, look)
    write_roster_gaps(book, look)


def _star(word: str) -> list[Column]:
    """A star of a branch: its points, and whether it is won."""
    name = f"行.{word}星"
    mark = f"{{{{ '★' if {name} == '得星' else '—' if {name} == '未得' else {name} }}}}"
    return [
        Column("得分", f"{{{{ {name}得分 }}}}", 7, "points", group=f"{word}星"),
        Column("得星", mark, 6, "middle", group=f"{word}星"),
    ]
