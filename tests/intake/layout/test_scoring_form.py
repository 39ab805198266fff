"""Forms with a criterion a row: the column that answers is the rule's, the clerk's or the only one there can be; never a guess."""

import pytest

from stardb.books import Sheet
from stardb.intake import ANSWER, NOT_A_COLUMN, ReadingOptions, match_sheets, read_tables
from stardb.intake.matching.proposals import find_proposals
from stardb.quantity.to_text import show_at
from stardb.rulebook import TableSpec

KEYS = {"镇": {"type": "text"}, "村": {"type": "text"}}
TICKED = {
    "党员议事会": {"type": "yes_no"},
    "村民代表会": {"type": "yes_no"},
    "公开制度": {"type": "choice", "choices": {"健全": ["全"], "不健全": []}},
}
MARKED = {"组织建设": {"type": "number"}, "阵地建设": {"type": "number"}}


def specs(columns, **more):
    roster = {"key": ["镇", "村"], "name": "村", "group": "镇", "columns": KEYS}
    return {
        "名册": TableSpec.model_validate(roster),
        "考评表": TableSpec.model_validate({"key": ["镇", "村"], "columns": {**KEYS, **columns}, **more}),
    }


def form(titles, *rows, village="一村"):
    head = ["村级组织考评细则", f"镇：东镇    村：{village}    考评时间：2014年12月20日"]
    width = len(titles)
    grid = [*([text, *[""] * (width - 1)] for text in head), titles, *rows]
    return Sheet("东镇.xlsx", village, [[*row] for row in grid])


ROSTER = Sheet("名册.xlsx", "名册", [["镇", "村"], ["东镇", "一村"]])


def read(sheet, columns=TICKED, settled=None, **more):
    """The village's answers, and what is said."""
    options = ReadingOptions({"考评表": settled or {}})
    intake = read_tables([ROSTER, sheet], specs(columns, **more), "2014", options)
    table = intake.tables.single["考评表"]
    return [show_at(table.columns[name], 0) for name in columns], [p.code for p in intake.problems], intake.problems


UNKNOWN = ["待定"] * 3
HEAD = ["项目", "考评内容", "评分办法", "考评办法", "考评记载", "得分"]


def ticks(*answers, titles=HEAD):
    names = [*TICKED]
    return form(
        titles, *(["民主星", name, "查实扣分", "查资料", *answer] for name, answer in zip(names, answers, strict=True))
    )


@pytest.mark.parametrize("marks", [(0, 0, 0), (1, 1, 1), ("", "", ""), (0, 5, 0)])
def test_a_tick_and_a_mark_beside_it_are_asked_about(marks):
    sheet = ticks(*zip(["√", "×", "健全"], marks, strict=True))
    values, codes, problems = read(sheet)
    assert (values, codes) == (UNKNOWN, ["D161"])
    assert "“东镇/一村”的“考评表”：“考评记载”(E3)、“得分”(F3)分不清" in problems[0].message
    (open_,) = find_proposals(match_sheets([ROSTER, sheet], {"甲": specs(TICKED)}))
    assert (open_.code, [c.title for c in open_.candidates]) == ("D161", ["考评记载", "得分"])


def test_the_rule_says_which_column_answers():
    sheet = ticks(("√", 1), ("×", 0), ("健全", ""))
    assert read(sheet, form={"答案": "考评记载"})[:2] == (["是", "否", "健全"], [])
    assert read(ticks(("", 1), ("", 0), ("", "健全")), form={"答案": "得分"})[:2] == (["是", "否", "健全"], [])


def test_a_clerk_says_which_column_answers():
    sheet = ticks(("√", 1), ("×", 0), ("健全", ""))
    assert read(sheet, settled={"考评记载": ANSWER})[:2] == (["是", "否", "健全"], [])
    assert read(sheet, settled={"得分": NOT_A_COLUMN})[:2] == (["是", "否", "健全"], [])


def test_the_rule_goes_before_the_clerk():
    sheet = ticks(("√", 1), ("×", 0), ("健全", ""))
    settled = {"得分": ANSWER}
    assert read(sheet, settled=settled, form={"答案": "考评记载"})[0] == ["是", "否", "健全"]


def test_a_form_without_the_column_the_rule_names_is_not_read():
    values, codes, problems = read(ticks(("√", 1), ("×", 0), ("健全", "")), form={"答案": "评定"})
    assert (values, codes) == (UNKNOWN, ["D161"])
    assert "以“评定”为准，这张没有这一栏" in problems[0].message


def test_a_tick_and_a_mark_that_say_opposite_things_are_told():
    values, codes, problems = read(ticks(("√", 0), ("×", 5), ("健全", 10)), form={"答案": "考评记载"})
    assert (values, codes) == (["是", "否", "健全"], ["D202"])
    assert "有2行的“考评记载”与“得分”互相矛盾：E4 √ / F4 0、E5 × / F5 5" in problems[0].message


def test_a_mark_no_yes_or_no_could_be_leaves_one_column():
    assert read(ticks(("√", 10), ("×", 2.5), ("健全", 5)))[:2] == (["是", "否", "健全"], ["D202"])


@pytest.mark.parametrize("title", ["考评记载", "检查情况", "是否达标", "核查结果", "考核记录", "完成情况", "等次"])
def test_the_only_column_that_may_answer_is_read(title):
    sheet = form(
        ["项目", "评分标准", title], *(["党员议事会", "查", "√"], ["村民代表会", "查", "×"], ["公开制度", "查", "全"])
    )
    assert read(sheet)[:2] == (["是", "否", "健全"], [])


@pytest.mark.parametrize(
    "answer", [{"form": {"答案": "考评记载"}}, {"form": {"答案": "得分"}}, {"settled": {"得分": ANSWER}}]
)
def test_a_blank_form_is_told_by_the_name_of_its_village(answer):
    sheet = ticks(("", ""), ("", ""), ("", ""))
    values, codes, problems = read(sheet, **answer)
    assert (values, codes) == (UNKNOWN, ["D203"])
    assert problems[0].message.startswith("“东镇/一村”的“考评表”：没有填")


def test_a_blank_form_with_one_column_to_fill_is_listed_as_open():
    rows = [[name, ""] for name in TICKED]
    sheet = form(["考评内容", "考评记载"], *rows)
    assert read(sheet)[1] == ["D203"]
    assert [p.code for p in find_proposals(match_sheets([ROSTER, sheet], {"甲": specs(TICKED)}))] == ["D203"]


def test_a_form_half_filled_is_read_as_far_as_it_goes():
    assert read(ticks(("√", ""), ("", ""), ("", "")), form={"答案": "考评记载"})[:2] == (["是", "待定", "待定"], [])


def marks(titles, *columns):
    return form(titles, *([name, *more] for name, more in zip(MARKED, zip(*columns, strict=True), strict=True)))


@pytest.mark.parametrize(
    ("sheet", "values"),
    [
        (marks(["项目", "分值", "得分", "扣分原因"], [10, 20], [9, 18], ["迟报", ""]), ["9", "18"]),
        (marks(["项目", "分值", "扣分", "得分"], [10, 20], [1, 2], [9, 18]), ["9", "18"]),
        (marks(["项目", "自评", "复评"], [10, 20], [9, 18]), ["9", "18"]),
        (marks(["项目", "分值", "自评分", "镇评分"], [10, 20], [10, 20], [9, 18]), ["9", "18"]),
        (marks(["项目", "考核情况", "得分"], ["开了12次会", "建了1处"], [9, 18]), ["9", "18"]),
        (marks(["项目", "考核情况", "得分", "备注"], ["", ""], [9, 18], ["", 3]), ["9", "18"]),
        (marks(["项目", "满分", "得分", "得分率", "排名"], [10, 20], [9, 18], [0.9, 0.9], [3, 1]), ["9", "18"]),
    ],
)
def test_the_only_column_of_marks_that_count_is_read(sheet, values):
    assert read(sheet, MARKED)[:2] == (values, [])


@pytest.mark.parametrize(
    ("titles", "columns", "between"),
    [
        (["项目", "分值", "张某某", "李某某"], [[10, 20], [9, 18], [8, 17]], "“张某某”(C3)、“李某某”(D3)"),
        (["项目", "分值", "评委一", "评委二", "得分"], [[10, 20], [9, 18], [8, 17], [9, 18]], "“得分”(E3)"),
        (["项目", "镇评分", "县核定分"], [[9, 18], [8, 17]], "“镇评分”(B3)、“县核定分”(C3)"),
        (["项目", "目标值", "完成数", "得分"], [[10, 20], [12, 25], [9, 18]], "“完成数”(C3)、“得分”(D3)"),
        (["项目", "考核结果", "得分"], [[9, 18], [8, 17]], "“考核结果”(B3)、“得分”(C3)"),
    ],
)
def test_of_several_columns_of_figures_none_is_taken(titles, columns, between):
    values, codes, problems = read(marks(titles, *columns), MARKED)
    assert (values, codes) == (["待定"] * 2, ["D161"])
    assert between in problems[0].message


def test_an_assessor_chosen_by_a_clerk_counts():
    sheet = marks(["项目", "分值", "张某某", "李某某"], [10, 20], [9, 18], [8, 17])
    assert read(sheet, MARKED, settled={"李某某": ANSWER})[:2] == (["8", "17"], [])


def test_ticks_and_marks_in_one_form_are_each_where_only_they_can_be():
    sheet = form(
        ["项目", "记载", "得分"],
        ["党员议事会", "√", ""],
        ["村民代表会", "×", ""],
        ["组织建设", "", 9],
        ["阵地建设", "", 8],
    )
    columns = {name: TICKED[name] for name in ("党员议事会", "村民代表会")} | MARKED
    sheet = Sheet(sheet.file, sheet.name, [[c if c != "记载" else "考评记载" for c in row] for row in sheet.rows])
    assert read(sheet, columns)[:2] == (["待定", "待定", "9", "8"], ["D161"])  # a blank mark might be one still to come
    assert read(sheet, columns, settled={"考评记载": ANSWER})[0] == ["是", "否", "待定", "待定"]


@pytest.mark.parametrize("answers", [("√", "", "√"), ("1", "", "1")])
def test_ticks_under_yes_and_no_below_a_title_are_words(answers):
    first, second, _third = answers
    grid = [
        ["镇：东镇    村：一村", "", ""],
        ["考评内容", "考评记载", ""],
        ["", "是", "否"],
        ["党员议事会", first, second],
        ["村民代表会", second, first],
        ["公开制度", "", ""],
    ]
    columns = {name: TICKED[name] for name in ("党员议事会", "村民代表会")}
    assert read(Sheet("东镇.xlsx", "一村", grid), columns)[:2] == (["是", "否"], [])


def test_both_ticked_is_neither():
    grid = [
        ["镇：东镇    村：一村", "", ""],
        ["考评内容", "是否达标", ""],
        ["", "是", "否"],
        ["党员议事会", "√", "√"],
        ["村民代表会", "√", ""],
    ]
    columns = {name: TICKED[name] for name in ("党员议事会", "村民代表会")}
    assert read(Sheet("东镇.xlsx", "一村", grid), columns)[:2] == (["待定", "是"], ["D122"])
