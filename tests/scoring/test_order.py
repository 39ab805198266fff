"""Words that stand one above another are compared, with each other and with last year; level 1 may be the highest."""

from datetime import date
from typing import Any

import pytest
from rating import loaded, rated, results, worth

from stardb.quantity import read_period
from stardb.scoring import History, Past, compute_rise, explain_step, last_results, phrase

FOUR = ["好", "较好", "差", None]


def holds(test: str, best: str = "first") -> list[Any]:
    """For 好, 较好, 差 and a blank, whether a condition on 评价 holds."""
    column = f"choice, choices: [好, 较好, 差], best: {best}" if best else "choice, choices: [好, 较好, 差]"
    return worth(f"{{formula: '如果({test}, 1, 0)'}}", {"评价": (column, FOUR)})


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("评价 ≥ 较好", [1, 1, 0, None]),
        ("评价 > 较好", [1, 0, 0, None]),
        ("评价 < 较好", [0, 0, 1, None]),
        ("评价 ≤ 较好", [0, 1, 1, None]),
    ],
)
def test_a_choice_is_compared_with_a_word(test: str, expected: list[Any]) -> None:
    assert holds(test) == expected


def test_the_last_written_may_be_the_best() -> None:
    assert holds("评价 ≥ 较好", "last") == [0, 1, 1, None]


def test_two_choices_are_compared() -> None:
    words = "choice, choices: [好, 较好, 差], best: first"
    columns = {"自评": (words, ["好", "差", "较好", None]), "上级评": (words, ["较好", "好", "较好", "差"])}
    assert worth("{formula: '如果(自评 > 上级评, 1, 0)'}", columns) == [1, 0, 0, None]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"评价": "choice, choices: [好, 差]", "另评": "choice, choices: [好, 差], best: first"}, "“评价”各词的高低没有写明"),
        ({"评价": "choice, choices: [好, 差], best: last", "另评": "choice, choices: [好, 差], best: first"}, "次序不同"),
        ({"评价": "choice, choices: [甲, 乙], best: first", "另评": "choice, choices: [好, 差], best: first"}, "次序不同"),
    ],
)  # fmt: skip
def test_words_without_one_order_are_not_compared(columns: dict[str, str], said: str) -> None:
    made = loaded(
        "values: {得数: {formula: '如果(评价 > 另评, 1, 0)'}}", {name: (told, []) for name, told in columns.items()}
    )
    (problem,) = [p for p in made.problems if p.code == "R306"]
    assert said in problem.message


GRADE = """
grade:
  name: 类别
  grades: [先进, 中间, 后进]
  decide:
    - {when: 不评, give: 不定}
    - {when: 得分栏 ≥ 85, give: 先进}
    - {when: 得分栏 ≥ 60, give: 中间}
  otherwise: 后进
values:
  升: {formula: '如果(晋级(类别), 1, 0)'}
  降: {formula: '如果(退位(类别), 1, 0)'}
publish: [升, 降]
"""


def years(body: str, *scores: list[Any], **more: list[Any]) -> Any:
    """The appraisal of the last of these years' scores (2021 on), each year reading the years before."""
    history, made = History(), None
    for year, score in enumerate(scores, 2021):
        day = date(year, 12, 31)
        columns = {"得分栏": ("number", score), "不评": ("yes_no", more.get("不评", [False] * len(score)))}
        made = rated(body, columns, as_of=day, history=history)
        history = History((*history.past, Past(read_period(str(year)), day, made.record())))
    return made


def test_better_and_worse_than_last_year() -> None:
    """中间 to 先进, 先进 to 中间, 先进 kept, undecided then, undecided now: from the best there is no way up."""
    made = years(GRADE, [70, 90, 90, None, 90], [90, 70, 85, 90, None])
    assert results(made, "升") == [1, 0, 0, None, 0]
    assert results(made, "降") == [0, 1, 0, None, None]


def test_nothing_is_known_of_a_first_year() -> None:
    assert results(years(GRADE, [90]), "升") == [None]


def test_a_word_beside_the_grades_is_neither_better_nor_worse() -> None:
    made = years(GRADE, [70], [90], 不评=[True])
    assert (results(made, "升"), results(made, "降")) == ([0], [0])


def test_both_years_are_told() -> None:
    made = years(GRADE, [70], [90])
    step = made.scheme.step("升")
    assert "晋级(类别〔先进〕，上年(类别)〔中间〕)" in phrase(explain_step(made, step, 0))


LEVELS = """
level: {name: 等级, best: lowest, from: 得分栏, bands: {90以上: 1, 80至90(不含90): 2, 不满80: 3}, unit: 级}
values:
  升: {formula: '如果(晋级(等级), 1, 0)'}
publish: [升]
"""


def test_level_one_is_the_highest() -> None:
    """95 to 2 from 1 is worse; 3 to 1 is better: by two levels."""
    made = years(LEVELS, [95, 70, 85], [85, 95, 82])
    assert results(made, "等级") == [2, 1, 2]
    assert results(made, "升") == [0, 1, 0]
    past = last_results(made)
    assert past is not None
    assert [compute_rise(made, past, i) for i in range(3)] == [-1, 2, 0]


@pytest.mark.parametrize(
    ("effect", "expected"),
    [("{cap: 2}", [2, 2, 3]), ("{floor: 2}", [1, 2, 2]), ("{down: 1}", [2, 3, 3]), ("{set: 2}", [2, 2, 2])],
)
def test_vetoes_follow_which_end_is_the_best(effect: str, expected: list[int]) -> None:
    body = LEVELS + f"vetoes:\n  - {{when: 不评, effect: {effect}, because: 查实}}\n"
    assert results(years(body, [95, 85, 70], 不评=[True] * 3), "等级") == expected


def test_an_open_veto_leaves_open_only_what_it_could_change() -> None:
    """Not higher than 2: whoever is 2 or 3 is so either way."""
    body = LEVELS + "vetoes:\n  - {when: 不评, effect: {cap: 2}, because: 查实}\n"
    assert results(years(body, [95, 85, 70], 不评=[None] * 3), "等级") == [None, 2, 3]


def test_those_beyond_a_quota_go_to_the_greater_number() -> None:
    body = LEVELS + "quotas:\n  - {of: 1, group: 全部, at_most: 1, order: 得分栏, overflow: 2}\n"
    assert results(years(body, [95, 96, 70]), "等级") == [2, 1, 3]
    wrong = loaded(
        body.replace("of: 1", "of: 2").replace("overflow: 2", "overflow: 1"),
        {"得分栏": ("number", []), "不评": ("yes_no", [])},
    )
    assert "比2低的星级" in "".join(problem.message for problem in wrong.problems)


def test_places_go_to_the_better_word_first() -> None:
    """Two places of 优: 较好 and 好 come before 差, though 差 has the highest score."""
    body = """
grade: {name: 等次, from: 得分栏, bands: {90以上: 优, 不满90: 合格}}
quotas:
  - {of: 优, group: 全部, at_most: 2, order: [评价, 得分栏], overflow: 合格}
"""
    columns = {
        "得分栏": ("number", [99, 95, 91]),
        "评价": ("choice, choices: [差, 较好, 好], best: last", ["差", "较好", "好"]),
    }
    assert results(rated(body, columns), "等次") == ["合格", "优", "优"]


def test_a_grade_by_a_level_that_falls_has_its_best_first() -> None:
    """1 is the best level, so 甲 is better than 乙: not higher than 乙 makes 乙 of it."""
    body = (
        LEVELS
        + """
grade: {name: 档次, from: 等级, choices: {1: 甲, 2: 乙, 3: 丙}}
vetoes:
  - {when: 不评, on: grade, effect: {cap: 乙}, because: 查实}
"""
    )
    made = years(body, [95, 85, 70], 不评=[True] * 3)
    assert results(made, "档次") == ["乙", "乙", "丙"]
    assert made.scheme.grades == ("甲", "乙", "丙")


def test_the_best_row_of_a_matter_is_told_by_its_words() -> None:
    """Of two rows of one matter the 省级 counts, though 县级 comes first and brings more here: 3, not 9."""
    body = """
values:
  得数: {sum_of: 表彰, from: 分值, one_per: {same: 事由, keep: best, by: 级别}}
"""
    rows = [(0, "救灾", "县级", 9), (0, "救灾", "省级", 3), (0, "扶贫", "县级", 1)]
    told = {"事由": "text", "级别": "choice, choices: [县级, 省级], best: last", "分值": "number"}
    assert results(rated(body, {"乡镇": ("text", ["甲乡"])}, {"表彰": (told, rows)}), "得数") == [4]


def test_rows_are_chosen_by_how_high_a_word_stands() -> None:
    """市级 and above: two of four rows; whether the row without a level is one is not known, so that the last subject's count is not."""
    body = "values:\n  得数: {count_of: 表彰, where: 级别 ≥ 市级}\n"
    rows = [(0, "县级"), (0, "市级"), (0, "省级"), (0, "县级"), (1, None)]
    told = {"级别": "choice, choices: [县级, 市级, 省级], best: last"}
    assert results(rated(body, {"乡镇": ("text", ["甲乡", "甲乡"])}, {"表彰": (told, rows)}), "得数") == [2, None]


def ranked(more: str = "") -> str:
    return LEVELS.replace(
        "publish: [升]", f"  名次: {{cohort: 等级, take: rank{more}, basis: 试}}\npublish: [升, 名次]"
    )


def test_the_first_of_all_is_the_one_of_level_one() -> None:
    """85 is level 2, 95 level 1, 82 level 2: level 1 comes first, the two of level 2 after it."""
    made = rated(ranked(), {"得分栏": ("number, between: [0, 100]", [85, 95, 82])})
    assert results(made, "名次") == [2, 1, 2]


def test_an_order_that_puts_the_worst_first_is_told() -> None:
    columns = {"得分栏": ("number, between: [0, 100]", [85, 95, 82])}
    assert [p.code for p in loaded(ranked(", order: high"), columns).problems if p.code == "R475"] == ["R475"]
    assert [p.code for p in loaded(ranked(", order: low"), columns).problems if p.code == "R475"] == []
    years_of = LEVELS.replace(
        "publish: [升]", "  历: {over_years: 等级, take: largest, absent: leave_out, basis: 试}\npublish: [升, 历]"
    )
    assert [p.code for p in loaded(years_of, columns).problems if p.code == "R475"] == ["R475"]
