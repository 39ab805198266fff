"""Year on year: what a period needs of the one before, and what is said when an earlier one changes."""

import pytest
from workspaces import judge, results, set_cell, small

from stardb.problems import ProblemsError
from stardb.workspace import appraise, open_workspace, read_inputs, run
from stardb.workspace.summary import count_results, summarise_scheme

RULES = """\
scheme: 连年晋星
subject: 书记
basis: 试行
valid_from: 2020-01-01
tables:
  名册:
    key: 编号
    name: 姓名
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      编号: {type: text, required: true, private: true}
      姓名: {type: text, required: true}
      新增: {type: number, unit: 星, between: [0, 9]}
      满一年: {type: yes_no}
      备注: {type: text}
eligible: {when: 满一年 = 是, because: 任职不满一年, basis: 第一条}
stars:
  本年星: {from: 新增, per: 1星, each: 1, basis: 第二条}
level:
  name: 星级
  first: 本年星
  later: 上年(星级) + 本年星
  basis: 第三条
"""
HEAD = ["乡镇", "编号", "姓名", "新增", "满一年", "备注"]


def year(root, period, people, more="first_period: 2022\n"):
    """Write a period's roster: 'A2' is person A with two stars more, 'A2×' one not a year in office."""
    rows = [
        ["甲镇", f"K{who[0]}", f"{who[0]}某", int(who[1]), "否" if "×" in who else "是", ""] for who in people.split()
    ]
    small(root, RULES, [HEAD, *rows], [["无关"]], period, more)
    return root


def levels(made):
    return {made.subjects.names[i][0]: results(made, i)["星级"] for i in range(len(made.subjects))}


def judged(root, period):
    return levels(judge(root, period)["little"])


def codes(problems):
    return [(p.code, p.found) for p in problems if p.code in ("W201", "W202")]


def test_stars_are_carried_from_year_to_year(tmp_path):
    root = year(tmp_path, "2022", "A1 B2 C3×")
    assert judged(root, "2022") == {"A": "1星", "B": "2星", "C": "不参评"}
    year(root, "2023", "A1 B0 C3 D1")  # C is rated for the first time, D is new
    assert judged(root, "2023") == {"A": "2星", "B": "2星", "C": "3星", "D": "1星"}
    year(root, "2024", "A1 C1 D1×")  # B has left
    assert judged(root, "2024") == {"A": "3星", "C": "4星", "D": "不参评"}
    year(root, "2025", "A1 B1 D2 E1")  # B is back, D was not rated last year: what follows the rules must say
    assert judged(root, "2025") == {"A": "4星", "B": "待定", "D": "待定", "E": "1星"}
    rules = root / "rules" / "little.yaml"
    rules.write_text(RULES.replace("later: 上年", "missed: first\n  later: 上年"), encoding="utf-8")
    assert judged(root, "2025") == {"A": "4星", "B": "1星", "D": "2星", "E": "1星"}
    rules.write_text(RULES.replace("later: 上年", "missed: later\n  later: 上次"), encoding="utf-8")
    assert judged(root, "2025") == {"A": "4星", "B": "3星", "D": "3星", "E": "1星"}


def test_undecided_last_year_stays_undecided_and_is_not_rated_anew(tmp_path):
    root = year(tmp_path, "2022", "A1 B2")
    set_cell(root / "data/2022/检查.xlsx", "名册", "D2", "若干")
    assert judged(root, "2022") == {"A": "待定", "B": "2星"}
    year(root, "2023", "A1 B1")
    assert judged(root, "2023") == {"A": "待定", "B": "3星"}


def test_without_the_year_before_nothing_comes_out(tmp_path):
    root = year(tmp_path, "2023", "A1")
    with pytest.raises(ProblemsError) as caught:
        run(open_workspace(root))
    problem = next(p for p in caught.value.problems if p.code == "W201")
    assert problem.message == "“连年晋星”要用2022年度的结果，台账里以前一年也没有"
    assert problem.place.file == "rules/little.yaml"
    assert "first_period" in problem.remedy
    assert not (root / "results").exists()
    assert not (root / "stardb.sqlite").exists()


def test_a_year_left_out_is_not_jumped(tmp_path):
    root = year(tmp_path, "2022", "A1")
    judged(root, "2022")
    year(root, "2024", "A1")
    with pytest.raises(ProblemsError) as caught:
        run(open_workspace(root))
    assert codes(caught.value.problems) == [("W201", "最近的是2022年度")]


def test_what_the_message_advises_works(tmp_path):
    """“确为首评的，把 first_period 改为本年度”: older results then no longer count."""
    root = year(tmp_path, "2022", "A3")
    judged(root, "2022")
    year(root, "2024", "A1", "first_period: 2024\n")
    assert judged(root, "2024") == {"A": "1星"}
    year(root, "2025", "A1", "first_period: 2024\n")
    assert judged(root, "2025") == {"A": "2星"}


def test_without_a_first_period_the_very_first_may_be_any_but_no_year_is_jumped(tmp_path):
    root = year(tmp_path, "2022", "A1", more="")
    assert judged(root, "2022") == {"A": "1星"}
    year(root, "2024", "A1", more="")
    assert "little" not in judge(root, "2024")


def test_the_day_of_appraisal_may_move_from_year_to_year(tmp_path):
    """20 December 2022 to 31 December 2023 are 376 days, and the year before all the same."""
    root = year(tmp_path, "2022", "A1", "first_period: 2022\nrated_on: {2022: 2022-12-20}\n")
    assert judged(root, "2022") == {"A": "1星"}
    year(root, "2022", "A1", "first_period: 2022\nrated_on: {2022: 2022-12-31}\n")
    assert judged(root, "2022") == {"A": "1星"}  # its own earlier run is not its past
    year(root, "2022", "A1", "first_period: 2022\nrated_on: {2022: 2022-06-30}\n")
    judged(root, "2022")
    year(root, "2023", "A1")
    assert judged(root, "2023") == {"A": "2星"}


def test_halves_and_thirds_of_a_star_are_counted_as_what_they_are(tmp_path):
    rules = RULES.replace("{from: 新增, per: 1星, each: 1, basis", "{formula: 新增 * (1 / 6), basis")
    rules += "entitlements:\n  报酬: {formula: 100元 * 星级, unit: 元/年, basis: 第四条}\n"
    root = year(tmp_path, "2022", "A3 B2 C2")
    (root / "rules" / "little.yaml").write_text(rules, encoding="utf-8")
    judge(root, "2022")
    year(root, "2023", "A0 B0 C1")
    (root / "rules" / "little.yaml").write_text(rules, encoding="utf-8")
    made = judge(root, "2023")["little"]
    assert count_results(made, "星级") == {"0.5": 2, "约0.3333": 1}  # 3/6 + 0 and 2/6 + 1/6; 2/6 + 0
    figures = summarise_scheme(made)
    assert figures["levels"] == {"0.5": 2}  # the third is among the undecided, for its pay
    assert figures["money"] == {"报酬": "100元/年"}  # 50 and 50; 33.333… is no whole fen, and undecided


def outdated(root, period):
    return [found for code, found in codes(run(open_workspace(root, period)).problems) if code == "W202"]


def test_later_years_are_named_until_they_have_been_run_again(tmp_path):
    root = year(tmp_path, "2022", "A1 B1")
    for period in ("2022", "2023", "2024"):
        year(root, period, "A1 B1")
        assert outdated(root, period) == []
    year(root, "2022", "A2 B1")
    assert outdated(root, "2022") == ["2023、2024"]
    assert outdated(root, "2022") == ["2023、2024"]  # still so, though this run changed nothing
    assert outdated(root, "2023") == ["2024"]
    assert outdated(root, "2024") == []
    assert outdated(root, "2022") == []


def test_what_later_years_do_not_read_may_change_silently(tmp_path):
    root = year(tmp_path, "2022", "A1 B1")
    run(open_workspace(root, "2022"))
    year(root, "2023", "A1 B1")
    run(open_workspace(root, "2023"))
    set_cell(root / "data/2022/检查.xlsx", "名册", "F2", "已核实")
    assert outdated(root, "2022") == []


def test_a_scheme_that_reads_no_other_year_is_never_outdated(tmp_path):
    root = small(tmp_path, period="2023")
    run(open_workspace(root))
    small(root)
    assert outdated(root, "2022") == []


def test_an_earlier_year_run_for_the_first_time_after_a_later_one(tmp_path):
    root = year(tmp_path, "2023", "A1", more="")
    run(open_workspace(root))
    year(root, "2022", "A2", more="")
    assert outdated(root, "2022") == ["2023"]


VILLAGES = """\
scheme: 连年晋星
subject: 支部
basis: 试行
valid_from: 2020-01-01
tables:
  名册:
    key: [乡镇, 村]
    name: 村
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      村: {type: text, required: true}
      新增: {type: number, unit: 星, between: [0, 9]}
stars:
  本年星: {from: 新增, per: 1星, each: 1, basis: 第二条}
level: {name: 星数, first: 本年星, later: 上年(星数) + 本年星, basis: 第三条}
"""


def test_a_village_spelt_otherwise_than_last_year_is_no_newcomer_unasked(tmp_path):
    """东庄村 where last year had 东庄: first rating or carried over, only a person can say. 南庄 is new for certain."""
    more, head = "first_period: 2022\n", ["乡镇", "村", "新增"]
    root = tmp_path / "县"
    judge(small(root, VILLAGES, [head, ["甲镇", "东庄", 1], ["甲镇", "西庄", 2]], [["无关"]], "2022", more))
    roster = [head, ["甲镇", "东庄村", 1], ["甲镇", "西庄", 1], ["甲镇", "南庄", 1]]
    small(root, VILLAGES, roster, [["无关"]], "2023", more)
    made, problems = appraise(read_inputs(open_workspace(root, "2023")))
    assert [(p.found, p.expected, p.place.cell) for p in problems if p.code == "W203"] == [
        ("甲镇/东庄村", "甲镇/东庄", "B2")
    ]
    assert [results(made["little"], i)["星数"] for i in range(3)] == ["待定", "3星", "1星"]


def test_who_is_on_the_roster_no_more_is_counted(tmp_path):
    root = year(tmp_path / "县", "2022", "A1 B1 C1")
    judge(root)
    _, problems = appraise(read_inputs(open_workspace(year(root, "2023", "A1"), "2023")))
    assert [(p.found, p.severity.value) for p in problems if p.code == "W205"] == [("2个", "提示")]
