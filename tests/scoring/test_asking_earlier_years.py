"""What a rule file may ask of earlier years, year after year: each year's results kept, and read the year after."""

from datetime import date

import pytest
from rating import loaded, rated, results, rule_text

from stardb.problems import Severity
from stardb.quantity import read_period
from stardb.scoring import History, Origin, Past, explain, phrase

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


def after(*scores, term="[2021-11-01]", more=""):
    """The appraisal of the last of these years' scores (2020 on), each year reading the years before."""
    history, made = History(), None
    for year, score in enumerate(scores, 2020):
        day = date(year, 12, 31)
        columns = {"得分栏": ("number", [score]), "乡镇": ("text", ["甲乡"])}
        made = rated(f"{RULES}\nterm_from: {term}\n{more}\n", columns, as_of=day, history=history)
        history = History((*history.past, Past(read_period(str(year)), day, made.record())))
    return made


def told(made, *names):
    return [results(made, name)[0] for name in names]


def test_a_run_grows_and_breaks():
    """达标 is told from a column: it may have held before the ledger began, so a run that comes so far is at least so long."""
    assert told(after(70), "连续", "奖励") == [None, None]
    assert told(after(70, 80), "连续", "奖励") == [None, None]
    assert told(after(70, 80, 60), "连续", "奖励") == [None, 300]
    assert told(after(50, 80, 60), "连续", "奖励") == [2, 0]
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


def added(formula, *scores, of="得分栏", spec="number"):
    """What a value comes to in the last of these years (2020 on), each year reading the years before."""
    history, made = History(), None
    for year, score in enumerate(scores, 2020):
        day = date(year, 12, 31)
        body = f"values:\n  累计: {formula}\npublish: [累计]"
        made = rated(body, {of: (spec, [score])}, as_of=day, history=history)
        history = History((*history.past, Past(read_period(str(year)), day, made.record())))
    return results(made, "累计")[0]


def test_a_value_may_add_to_what_it_was_last_year():
    """10, then 10 + 20, then 30 + 5."""
    assert added("{first: 得分栏, later: 上年(累计) + 得分栏}", 10, 20, 5) == 35
    assert added("缺则(上年(累计), 0) + 得分栏", 10, 20, 5) == 35
    assert added("上年(累计) + 得分栏", 10, 20) is None  # nothing to add to in the first year


def test_what_a_value_was_last_year_is_of_its_own_kind():
    """Money stays money; a condition that held once holds ever after."""
    paid = "{formula: '缺则(上年(累计), 0元) + 奖金', unit: 元}"
    assert added(paid, "100元", "50元", of="奖金", spec="money") == 150
    assert added("缺则(上年(累计), 0元) + 奖金", "100元", "50元", of="奖金", spec="money") == 150
    assert added("{first: 奖金, later: 上年(累计)}", "100元", "50元", of="奖金", spec="money") == 100
    assert added("{formula: '缺则(上年(累计), 0) * 2', unit: 元}", "1元", "2元", of="奖金", spec="money") == 0
    once = "受过处分 或 缺则(上年(累计), 否)"
    assert added(once, True, False, of="受过处分", spec="yes_no") is True
    assert added(once, False, False, of="受过处分", spec="yes_no") is False


def test_a_value_of_two_years_ago_may_be_its_own():
    assert added("缺则(往年(累计, 2), 0) + 得分栏", 1, 10, 100, 1000) == 1010


def test_what_is_wrong_with_a_value_that_reads_itself_is_told_in_its_place():
    assert problems("上年(数) + 没有的栏") == [("R301", 14, "没有“没有的栏”这个名称")]
    assert problems("如果(上年(数) > 1, 1元, 2元) * (上年(数) > 1元)")[0][0] == "R302"
    message = "“数”得的与它自己上年的不是一类"
    assert [found[2] for found in problems("如果(上年(数) > 1, 是, 否)")] == [message]
    assert problems("数 + 上年(数)")[0][0] == "R303"


def test_an_explanation_says_which_years_a_value_came_from():
    made = after(60, 80, 100, more="publish: [连续, 升降, 首评, 去年]")
    told = {node.title: (phrase(node), node.origin) for _, node in explain(made, 0).lines()}
    assert told["上年(等次)"] == ("台账：2021年度结果", Origin.PAST)
    assert told["往年(星级, 2)"] == ("台账：2020年度结果", Origin.PAST)
    assert told["连续年数(达标)"] == ("台账：2020至2021年度结果，至少3年", Origin.PAST)
    assert told["本届首评"] == ("台账：本届任期（2021-11-01起）各年有没有评定过", Origin.PAST)
    made = after(60, more="publish: [升降]")
    alone = {node.title: phrase(node) for _, node in explain(made, 0).lines()}
    assert alone["往年(星级, 2)"] == "台账里没有以前的年度"


def test_an_explanation_says_in_which_year_a_run_is_not_known_to_have_gone_on():
    """In 2021 the score was not filled in: whether 达标 held then is not known; it holds now, so it is one year at least."""
    made = after(70, None, 80, more="publish: [连续]")
    told = {node.title: phrase(node) for _, node in explain(made, 0).lines()}
    assert told["连续年数(达标)"] == "台账：2021年度的达标待定或没有记，至少1年"
    made = after(70, 80, None, more="publish: [连续]")
    told = {node.title: phrase(node) for _, node in explain(made, 0).lines()}
    assert told["连续年数(达标)"] == "本年的达标待定"


OUT = "不参评"


def carried(formula, *scores, more=""):
    """What 累计 comes to in the last of these years (2020 on); 不参评: not rated that year, None: a blank cell."""
    history, made = History(), None
    for year, score in enumerate(scores, 2020):
        day = date(year, 12, 31)
        body = f"values:\n  累计: {formula}\n{more}\neligible: 参加 = 是\npublish: [累计]"
        columns = {"得分栏": ("number", [None if score == OUT else score]), "参加": ("yes_no", [score != OUT])}
        made = rated(body, columns, as_of=day, history=history)
        history = History((*history.past, Past(read_period(str(year)), day, made.record())))
    return results(made, "累计")[0]


CARRIED = [
    # nobody knows what 2021 came to; so nobody knows the sum
    ("缺则(上年(累计), 0) + 得分栏", (10, None, 5), None),
    ("缺则(上年(累计), 往年(累计, 2), 0) + 得分栏", (10, None, 5), None),
    ("'如果(已知(上年(累计)), 上年(累计), 0) + 得分栏'", (10, None, 5), None),
    ("缺则(上年(累计) * 2, 0) + 得分栏", (10, None, 5), None),
    ("'最大(缺则(上年(累计), 0), 0) + 得分栏'", (10, None, 5), None),
    ("{first: 得分栏, later: 上年(累计) + 得分栏}", (10, None, 5), None),
    # never rated before: there is nothing
    ("缺则(上年(累计), 0) + 得分栏", (10,), 10),
    ("缺则(上年(累计), 0) + 得分栏", (OUT, 10, 5), 15),
    # a year missed: whether it goes on or starts anew the rules must say
    ("缺则(上年(累计), 0) + 得分栏", (10, OUT, 5), None),
    ("{first: 得分栏, later: 上年(累计) + 得分栏}", (10, OUT, 5), None),
    ("缺则(上次(累计), 0) + 得分栏", (10, OUT, 5), 15),
    ("{first: 得分栏, later: 上次(累计) + 得分栏, missed: later}", (10, OUT, OUT, 5), 15),
    ("'如果(上年已评定, 上年(累计), 0) + 得分栏'", (10, OUT, 5), 5),
    ("{first: 得分栏, later: 上年(累计) + 得分栏, missed: first}", (10, OUT, 5), 5),
    ("{first: 得分栏, later: 上年(累计) + 得分栏, missed: first}", (10, OUT, 5, 1), 6),
    ("缺则(上次(累计), 0) + 得分栏", (10, None, OUT, 5), None),
]


@pytest.mark.parametrize(("formula", "scores", "came"), CARRIED)
def test_what_was_left_open_or_missed_is_not_taken_for_nothing(formula, scores, came):
    assert carried(formula, *scores) == came


def test_a_blank_cell_is_lacking_and_what_a_rule_leaves_open_is_not():
    body = """
values:
  折算: {formula: 甲 * 2, undecided_when: 乙 > 5}
  甲数: 缺则(折算, 80)
  乙数: {formula: '如果(已知(折算), 1, 0)'}
  丙数: {across: [折算, 乙], take: sum, missing: leave_out}
  丁数: {cohort: 折算, take: sum, missing: leave_out}
"""
    told_ = {}
    for blanks in ((3, 4), (None, 4), (3, 6), (None, 6)):
        made = rated(body, {"甲": ("number", [blanks[0]]), "乙": ("number", [blanks[1]])})
        told_[blanks] = [results(made, name)[0] for name in ("甲数", "乙数", "丙数", "丁数")]
    assert told_[3, 4] == [6, 1, 10, 6]
    assert told_[None, 4] == [80, 0, 4, 0]
    assert told_[3, 6] == told_[None, 6] == [None, None, None, None]


def test_the_ledger_says_why_last_year_is_open():
    for scores, why in (((10, None, 5), "台账：2021年度待定"), ((10, OUT, 5), "以前评过，2021年度没有评")):
        history = History()
        for year, score in enumerate(scores, 2020):
            day = date(year, 12, 31)
            body = "values:\n  累计: 缺则(上年(累计), 0) + 得分栏\neligible: 参加 = 是\npublish: [累计]"
            columns = {"得分栏": ("number", [None if score == OUT else score]), "参加": ("yes_no", [score != OUT])}
            made = rated(body, columns, as_of=day, history=history)
            history = History((*history.past, Past(read_period(str(year)), day, made.record())))
        node = next(node for _, node in explain(made, 0).lines() if node.title == "上年(累计)")
        assert phrase(node) == why


def running(*held, before=None, spec="number, blank_words: [无]"):
    """连续年数(达标, 此前年数) in the last of these years (2020 on); 此前年数 is the same in each."""
    history, made = History(), None
    for year, truth in enumerate(held, 2020):
        day = date(year, 12, 31)
        body = "values:\n  达标: 考核栏 = 是\n  连续: 连续年数(达标, 此前年数)\n  至少三年: 连续 ≥ 3\npublish: [连续, 至少三年]"
        columns = {"考核栏": ("yes_no", [truth]), "此前年数": (spec, [before])}
        made = rated(body, columns, as_of=day, history=history)
        history = History((*history.past, Past(read_period(str(year)), day, made.record())))
    return made


def test_a_run_may_be_told_how_long_it_was_before_the_ledger():
    """2 years before 2020, then 3 in the ledger: 5; a run that broke within the ledger does not ask what came before."""
    assert told(running(True, before=2), "连续") == [3]
    assert told(running(True, True, True, before=2), "连续") == [5]
    assert told(running(True, False, True, before=2), "连续") == [1]
    assert told(running(True, False, before=2), "连续") == [0]


def test_a_run_that_is_not_told_what_came_before_is_at_least_so_long():
    assert told(running(True, True), "连续", "至少三年") == [None, None]
    assert told(running(True, True, True), "连续", "至少三年") == [None, True]
    assert told(running(False, True), "连续", "至少三年") == [1, False]


def test_what_came_before_is_part_of_the_explanation_where_it_counts():
    nodes = {node.title: phrase(node) for _, node in explain(running(True, True, before=2), 0).lines()}
    assert nodes["连续年数(达标, 此前年数)"] == "台账：2020年度结果，更早的按“此前年数”"
    assert "此前年数" in nodes
    nodes = {node.title: phrase(node) for _, node in explain(running(False, True, before=2), 0).lines()}
    assert nodes["连续年数(达标, 此前年数)"] == "台账：2020年度结果"
    assert "此前年数" not in nodes
    nodes = {node.title: phrase(node) for _, node in explain(running(True), 0).lines()}
    assert nodes["连续年数(达标, 此前年数)"] == "台账里没有以前的年度，更早的按“此前年数”，至少1年"
    assert "此前年数" in nodes


def test_the_blank_before_the_ledger_is_what_keeps_it_undecided():
    made = running(True, True)
    assert [(one.step.name, one.unknown) for one in explain(made, 0).open_clauses] == []  # no final result waits for it
    body = "values:\n  达标: 考核栏 = 是\nlevel: {name: 星级, formula: '连续年数(达标, 此前年数)'}"
    made = rated(body, {"考核栏": ("yes_no", [True]), "此前年数": ("number", [None])})
    assert [(one.step.name, one.unknown) for one in explain(made, 0).open_clauses] == [("星级", ("此前年数",))]


def test_what_came_before_a_run_must_be_a_number_there_is():
    body = "values:\n  达标: 等次栏 = 优\n  数: 连续年数(达标, {})\npublish: [数]"
    columns = {"等次栏": ("choice, choices: [优, 良]", []), "得分栏": ("number", [])}

    def faults(name):
        return [p.message for p in loaded(body.format(name), columns).problems if p.severity is Severity.ERROR]

    assert faults("等次栏") == ["“连续年数”的第二项是台账以前已连续几年，是数，“等次栏”是选项"]
    assert [found.partition("；")[0] for found in faults("得分拦")] == ["没有“连续年数(达标, 得分拦)”"]
    assert faults("得分栏") == []
