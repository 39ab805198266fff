"""What a rule file may ask of earlier years, year after year: each year's results kept, and read the year after."""

from datetime import date

from rating import loaded, rated, results, rule_text

from stardb.problems import Severity
from stardb.scoring import History, Past

RULES = """
values:
  达标: 得分栏 ≥ 60
  连续: 连续年数(达标)
  奖励: {formula: '如果(连续年数(达标) ≥ 3, 300元, 0元)'}
  升降: 星级 - 往年(星级, 2)
  首评: {formula: '如果(本届首评, 1, 0)'}
  去年: 缺则(上年(等次), 无)
  连优: {formula: '上年(等次) = 合格 且 等次 = 合格'}
level: {name: 星级, formula: 得分栏 / 20, round: 1}
grade: {name: 等次, formula: '如果(得分栏 ≥ 60, 合格, 不合格)'}
"""


def after(*scores, term="[2021-11-01]"):
    """The appraisal of the last of these years' scores (2020 on), each year reading the years before."""
    history, made = History(), None
    for year, score in enumerate(scores, 2020):
        day = date(year, 12, 31)
        columns = {"得分栏": ("number", [score]), "乡镇": ("text", ["甲乡"])}
        made = rated(f"{RULES}\nterm_from: {term}\n", columns, as_of=day, history=history)
        history = History((*history.past, Past(str(year), day, made.record())))
    return made


def told(made, *names):
    return [results(made, name)[0] for name in names]


def test_a_run_grows_and_breaks():
    assert told(after(70), "连续", "奖励") == [1, 0]
    assert told(after(70, 80, 60), "连续", "奖励") == [3, 300]
    assert told(after(70, 80, 59), "连续", "奖励") == [0, 0]
    assert told(after(70, None, 60), "连续", "奖励") == [None, None]
    assert told(after(None, 50, 60), "连续", "奖励") == [1, 0]


def test_the_level_two_years_ago():
    assert told(after(60, 80, 100), "升降") == [2]
    assert told(after(80, 100), "升降") == [None]


def test_the_first_rating_of_a_term():
    """The term began on 2021-11-01: 2021 is its first rating, 2022 its second."""
    assert [told(after(*[60] * years), "首评")[0] for years in (1, 2, 3)] == [1, 1, 0]
    assert told(after(60, 60, term="[]"), "首评") == [0]


def test_last_years_grade_is_a_word():
    assert told(after(70, 80), "去年", "连优") == ["合格", True]
    assert told(after(50, 80), "去年", "连优") == ["不合格", False]
    assert told(after(70), "去年", "连优") == ["无", None]


def test_what_is_read_of_earlier_years_is_kept_though_it_is_no_result():
    made = after(70)
    assert set(made.scheme.history) == {
        "连续年数(达标)", "往年(星级, 2)", "本届首评", "上年(等次)"
    }  # fmt: skip
    assert "达标" in set(made.record()["item"])


COLUMNS = {"得分栏": ("number", []), "等次栏": ("choice, choices: [优, 良]", [])}


def problems(formula):
    """Code, column and message of what is said of a value's formula; and on no other line."""
    body = f"values:\n  数: {formula}"
    line = rule_text(body, COLUMNS).split("\n").index(f"  数: {formula}") + 1
    made = [problem for problem in loaded(body, COLUMNS).problems if problem.severity is Severity.ERROR]
    assert {problem.place.line for problem in made} <= {line}
    return [(problem.code, problem.place.column, problem.message) for problem in made]


def test_asking_for_what_cannot_be_is_refused_at_its_column():
    assert problems("1 + 任期内增加(等次栏)") == [("R302", 10, "“任期内增加”要用于数，“等次栏”是选项")]
    message = "“连续年数”要用于条件或得与不得的星，“得分栏”是数"
    assert problems("连续年数(得分栏)") == [("R302", 6, message)]
    assert [found[:2] for found in problems("2 * 往年(得分栏, 9)")] == [("R301", 10)]
    assert [found[:2] for found in problems("连续年数(得分栏 ≥ 60)")] == [("R302", 6)]


def test_a_run_of_itself_is_a_ring():
    assert "R303" in [p[0] for p in problems("如果(连续年数(数) ≥ 3, 1, 0)")]
