"""A star given by a condition is won or not, as one won by a pass mark is: counted by `earned`, remembered, shown as a star."""

from datetime import date

import pandas as pd
from rating import loaded, rated, results

from stardb.quantity import read_period
from stardb.rendering.views.rows.subject_rows import list_subjects
from stardb.rendering.views.score_figures import count_stars
from stardb.scoring import RECORD, History, Past

STARS = """
values:
  连续: {formula: 连续年数(过硬星), note: 供查看}
  去年: {formula: '上年(过硬星)', note: 供查看}
stars:
  过硬星: 过硬 = 是
  任职星: {formula: 年限 * 2}
level: {name: 星数, earned: [过硬星, 任职星]}
"""
COLUMNS = {"过硬": ("yes_no", [True, False, None]), "年限": ("number, whole: true, between: [0, 9]", [1, 2, 0])}


def test_a_star_that_is_won_counts_as_one_beside_stars_that_are_counted() -> None:
    made = rated(STARS, COLUMNS)
    assert results(made, "过硬星") == [True, False, None]
    assert results(made, "星数") == [3, 4, None]  # 1 + 2; 0 + 4; open
    step = made.scheme.step("星数")
    assert step is not None
    assert step.rule.sentence(made.scored["星数"], made.columns, 0) == "获过硬星、任职星2颗，共3颗"


def test_it_is_shown_as_a_star() -> None:
    made = rated(STARS, COLUMNS)
    first, second, third = list_subjects(made)
    assert [row.results["过硬星"] for row in (first, second, third)] == ["得星", "未得", "待定"]
    assert first.stars == ("过硬星", "任职星")
    star = count_stars(made)[0]
    assert (star.star, star.won, star.undecided) == ("过硬星", 1, 1)


def test_earlier_years_are_asked_whether_it_was_won() -> None:
    rows = [("村0", "过硬星", "已定", 1, 1, ""), ("村1", "过硬星", "已定", 0, 1, "")]
    past = Past(read_period("2021"), date(2021, 12, 31), pd.DataFrame(rows, columns=RECORD))
    before = Past(
        read_period("2020"), date(2020, 12, 31), pd.DataFrame([("村0", "过硬星", "已定", 0, 1, "")], columns=RECORD)
    )
    made = rated(STARS, COLUMNS, history=History((before, past)))
    assert results(made, "去年")[:2] == [True, False]
    assert results(made, "连续")[:2] == [2, 0]


def test_it_may_read_its_own_earlier_years() -> None:
    body = "stars:\n  过硬星: 过硬 = 是 或 上年(过硬星) = 是\nlevel: {name: 星数, earned: [过硬星]}\n"
    rows = [("村1", "过硬星", "已定", 1, 1, ""), ("村2", "过硬星", "已定", 0, 1, "")]
    past = Past(read_period("2021"), date(2021, 12, 31), pd.DataFrame(rows, columns=RECORD))
    made = rated(body, {"过硬": ("yes_no", [True, False, None])}, history=History((past,)))
    assert results(made, "星数") == [1, 1, None]


def test_a_star_of_words_is_refused() -> None:
    made = loaded(
        "stars:\n  过硬星: {from: 级, choices: {甲: 好, 乙: 差}}\n", {"级": ("choice, choices: [甲, 乙]", ["甲"])}
    )
    assert [problem.code for problem in made.problems] == ["R305"]
    assert "得不得" in made.problems[0].message
