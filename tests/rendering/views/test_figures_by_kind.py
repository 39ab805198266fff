"""What reports add up, average or only count: by the kind of a result, its unit and its words."""

from decimal import Decimal

from rating import rated

from stardb.quantity import read_period
from stardb.rendering.pages.filters import grade_colours
from stardb.rendering.views.scheme_view import SchemeView, Setting, build_view
from stardb.workspace.summary import summarise_scheme

RANK = "level: {name: 岗位等级, formula: 甲, unit: 级, kind: rank}"
STARS = "level: {name: 星级, formula: 甲}"
TWO_TOWNS = {"甲": ("number", [7, 9, 7, None]), "乡镇": ("text", ["东镇", "东镇", "西镇", "西镇"])}


def view_of(body: str, columns=TWO_TOWNS, records=None) -> SchemeView:
    return build_view(rated(body, columns, records or {}), [], Setting("岚县", "组织部"))


def test_a_rank_is_counted_and_neither_added_up_nor_averaged() -> None:
    view = view_of(RANK)
    assert [(row.grade, row.count) for row in view.distribution] == [("9级", 1), ("7级", 2), ("待定", 1), ("不参评", 0)]
    assert [(row.stars, row.mean_level) for row in view.groups] == [("", ""), ("", "")]
    assert not view.has_stars


def test_stars_are_added_up_and_averaged() -> None:
    """东镇 has 7 and 9 stars, 西镇 7 and one that is undecided."""
    view = view_of(STARS)
    assert [(row.stars, row.mean_level) for row in view.groups] == [
        (Decimal(16), Decimal("8.00")),
        (Decimal(7), Decimal("7.00")),
    ]
    assert view.has_stars


def test_things_have_a_total_scores_a_mean_and_years_and_ranks_neither() -> None:
    body = (
        "values:\n  件数: {formula: 甲, unit: 件}\n  得数分: {formula: 甲, unit: 分}\n  年份数: {formula: 甲 + 2015, unit: 年}\n"
        "  季: {formula: 甲}\n  达标: {formula: 甲 ≥ 8}\npublish: [件数, 得数分, 年份数, 季, 达标]"
    )
    view = view_of(body)
    assert [(row.title, row.total, row.count, row.undecided) for row in view.totals] == [("件数", Decimal(23), 3, 1)]
    assert [(row.title, row.mean) for row in view.scores] == [("得数分", Decimal("7.67"))]
    # 9 is 8 and more: one 是, two 否, in that order
    assert [(row.title, [(one.word, one.count) for one in row.counts]) for row in view.word_counts] == [
        ("达标", [("是", 1), ("否", 2), ("待定", 1)])
    ]


def test_bad_grades_stand_last_and_are_grey() -> None:
    view = view_of("grade: {name: 季度兑换, from: 甲 ≥ 8, yes: 可兑换, no: 不可兑换}")
    assert view.standing_name == "季度兑换"
    assert (view.good_grades, view.bad_grades) == (("可兑换",), ("不可兑换",))
    colours = grade_colours(view.good_grades, view.bad_grades)
    red, green, blue = (int(colours["不可兑换"].fill[k : k + 2], 16) for k in (1, 3, 5))
    assert max(red, green, blue) - min(red, green, blue) < 20
    assert colours["可兑换"].fill == "#740b12"


def test_a_list_of_an_entitlement_has_only_those_who_get_it() -> None:
    body = (
        "grade: {name: 等次, from: 甲, bands: {9以上: 优秀, 不足9: 合格}}\n"
        "entitlements:\n  推荐: {grants: 推荐评先, when: 等次 = 优秀}\n"
        "  帮教: {from: 等次, choices: {优秀: 不帮教, 合格: 支部帮教}}\n  奖金: {from: 等次, choices: {优秀: 0元, 合格: 0元}, unit: 元/年}"
    )
    lists = {row.title: row for row in view_of(body).entitled}
    assert [(one.row.name, one.amount) for one in lists["推荐"].subjects] == [("村1", "推荐评先")]
    assert [one.row.name for one in lists["帮教"].subjects] == ["村0", "村2"]
    assert lists["帮教"].undecided == ("村3",)
    assert "奖金" not in lists


def test_the_groups_go_by_the_word_of_the_roster_and_texts_and_choices_stand_beside_the_name() -> None:
    columns = {
        "甲": ("number", [1]),
        "岗位": ("choice, choices: [正职, 副职]", ["正职"]),
        "健康": ("choice, show: false, choices: [好, 差]", ["好"]),
        "人口": ("number, show: true", [30]),
        "身份证号": ("text, private: true", ["1"]),
    }
    view = view_of(STARS, columns)
    assert view.group_name == "乡镇"
    assert view.naming_columns == ("岗位", "人口")


MONTHS = {
    "月报": (
        {"月": "number, between: [1, 12]", "件数": "number"},
        [(0, 1, 2), (0, 2, 3), (1, 1, None), (1, 2, 4), (2, 1, 5)],
        "period: 月",
    )
}
SUMS = "scores:\n  工作:\n    indicators:\n      办件: {sum_of: 月报, from: 件数, expect: 2}"


def test_details_show_the_rows_that_counted_and_what_was_read_of_each() -> None:
    view = view_of(SUMS, {"甲": ("number", [1, 1, 1])}, MONTHS)
    assert [row.data for row in view.details if row.title == "办件"] == [
        "1月：件数 2；2月：件数 3",
        "2月：件数 4",
        "1月：件数 5",
    ]


def test_what_is_undecided_names_the_row_and_its_column_and_the_month_that_is_missing() -> None:
    view = view_of(SUMS, {"甲": ("number", [1, 1, 1])}, MONTHS)
    told = {row.name: row.reason for row in view.undecided}
    assert told["村1"].endswith("（1月的件数）")
    assert "不同的月有1个，应有2个，缺2月" in told["村2"]


def test_what_is_rated_by_the_year_stands_in_no_report_of_a_month() -> None:
    body = "every: [month, year]\ngrade: {name: 年度等次, every: year, from: 甲, bands: {8以上: 优秀, 不足8: 合格}}"
    june, year = (
        build_view(rated(body, TWO_TOWNS, as_of=period.last, period=period), [], Setting("岚县", "组织部"))
        for period in (read_period("2022-06"), read_period("2022"))
    )
    assert (june.period_title, june.grade_name, june.grade_names) == ("2022年6月", "", ())
    assert june.subjects[0].grade == "不适用"
    assert (year.period_title, year.grade_name, year.grade_names) == ("2022年度", "年度等次", ("优秀", "合格"))


def test_whoever_has_an_undecided_result_is_counted_as_undecided_everywhere() -> None:
    """村0 has its grade, but not its pay: it is one of the undecided, and not one of the 优秀."""
    body = (
        "grade: {name: 等次, from: 甲, bands: {8以上: 优秀, 不足8: 合格}}\n"
        "entitlements:\n  奖金: {formula: 乙 * 1元, when: 等次 = 优秀, unit: 元/年}"
    )
    made = rated(body, {"甲": ("number", [9, 9, 1]), "乙": ("number", [None, 5, 5])})
    view = build_view(made, [], Setting("岚县", "组织部"))
    assert [(row.grade, row.count) for row in view.distribution] == [
        ("优秀", 1),
        ("合格", 1),
        ("待定", 1),
        ("不参评", 0),
    ]
    (town,) = view.groups
    assert (town.undecided, town.grades) == (1, {"优秀": 1, "合格": 1})
    assert view.overview.undecided == 1
    assert summarise_scheme(made)["grades"] == {"优秀": 1, "合格": 1}
