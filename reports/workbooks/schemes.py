"""The two schemes shipped: their stars, grades and entitlements by name."""

from xlsxwriter import Workbook

from workbooks.lists import detail, open_matters, roster_gaps, rules
from workbooks.look import Look
from workbooks.overview import Overview, overview, township_columns
from workbooks.page import Column
from workbooks.subjects import entitlements, results

HIGH = ["六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五"]
STARS = ["支部过硬", "产业兴旺", "生态宜居", "平安法治", "文明幸福"]
PLACE = [
    Column("序号", "{{ 行.序号 }}", 5, "middle"),
    Column("乡镇（街道）", "{{ 行.乡镇 }}", 11),
    Column("村（社区）", "{{ 行.村 }}", 11),
]
LEVEL = [Column("星级", "{{ 行.星级 }}", 7, "stars"), Column("等次", "{{ 行.等次 }}", 10, "middle")]


def secretaries(book: Workbook) -> None:
    """书记星级化管理."""
    look = Look(book)
    high = " + ".join(f"行.{word}星级" for word in HIGH)
    grades = [("六星级及以上", f"{{{{ {high} }}}}")]
    grades += [(f"{word}星级", f"{{{{ 行.{word}星级 }}}}") for word in "五四三二一零"]
    money = [
        Column("星级绩效报酬\n（元/年）", "{{ 行.星级绩效报酬 }}", 13, "money", "sum"),
        Column("离任补贴提高\n（元/月）", "{{ 行.离任补贴提高 }}", 12, "money", "sum"),
    ]
    columns = township_columns("书记数", grades, money)
    person = [*PLACE, Column("姓名", "{{ 行.姓名 }}", 10)]
    stars = [Column(f"{word}星", f"{{{{ 行.{word}星 }}}}", 8, "stars") for word in ("年度考核", "任职年限", "创先争优")]
    judged = [*person, Column("年度考核\n等次", "{{ 行.年度考核等次 }}", 10, "middle"), *stars, *LEVEL]
    changes = results(book, look, judged, landscape=False, bars={"星级": None})
    overview(book, look, Overview(columns, range(4, 13), "人"), changes)
    detail(book, look)
    paid = [
        *person,
        *LEVEL,
        Column("星级绩效报酬\n（元/年）", "{{ 行.星级绩效报酬 }}", 14, "money", "sum"),
        Column("养老保险\n追加代缴", "{{ 行.养老保险追加代缴 }}", 10, "middle"),
        Column("离任补贴提高\n（元/月）", "{{ 行.离任补贴提高 }}", 14, "money", "sum"),
        Column("优先推荐", "{{ 行.优先推荐 }}", 38),
        Column("备注", "", 14),
    ]
    entitlements(book, look, paid, landscape=True)
    open_matters(book, look)
    roster_gaps(book, look)
    rules(book, look)


def branches(book: Workbook) -> None:
    """“五星”支部创建."""
    look = Look(book)
    grades = [(f"{word}星支部", f"{{{{ 行.{word}星支部 }}}}") for word in "五四三二一"] + [
        ("未获星", "{{ 行.未获星 }}")
    ]
    money = [Column("创建奖补\n（元/年）", "{{ 行.创建奖补 }}", 14, "money", "sum")]
    columns = township_columns("支部数", grades, money)
    branch = [*PLACE, Column("类别", "{{ 行.类别 }}", 6, "middle")]
    judged = [
        *branch,
        *(column for word in STARS for column in _star(word)),
        Column("总分", "{{ 行.总分 }}", 8, "points"),
    ]
    judged += [Column("星数", "{{ 行.星级 }}", 6, "stars"), LEVEL[1]]
    changes = results(book, look, judged, landscape=True, bars={"总分": 500})
    overview(book, look, Overview(columns, range(4, 12), "个"), changes)
    detail(book, look, points=True)
    paid = [*branch, Column("星数", "{{ 行.星级 }}", 7, "stars"), LEVEL[1]]
    paid += [Column("创建奖补\n（元/年）", "{{ 行.创建奖补 }}", 16, "money", "sum"), Column("备注", "", 20)]
    entitlements(book, look, paid, landscape=False)
    open_matters(book, look)
    roster_gaps(book, look)
    rules(book, look)


def _star(word: str) -> list[Column]:
    """A star of a branch: its points, and whether it is won."""
    name = f"行.{word}星"
    mark = f"{{{{ '★' if {name} == '得星' else '—' if {name} == '未得' else {name} }}}}"
    return [
        Column("得分", f"{{{{ {name}得分 }}}}", 7, "points", group=f"{word}星"),
        Column("得星", mark, 6, "middle", group=f"{word}星"),
    ]
