"""Worked cases run: what is given is read as cells are, what is expected is compared exactly by its kind."""

import pytest
from worked import RULES

from stardb.cases import Suite, SuiteResult, run_cases
from stardb.problems import Place


def ran(cases: str, rules: str = RULES) -> SuiteResult:
    return run_cases(Suite("rules/r.yaml", rules, "rules/r.cases.yaml", cases))


def one(given: str, expect: str, more: str = "") -> SuiteResult:
    """One case, with what is given and expected in braces, and further lines of the case."""
    return ran(f"""\
cases_of: 试评办法
base: {{as_of: 2022-12-31}}
cases:
  - case: 甲例
    given: {given}
    expect: {expect}
{more}""")


def differences(done: SuiteResult) -> list[tuple[str, str, str]]:
    assert not done.problems, [f"{p.place} {p.message}" for p in done.problems]
    return [(one.name, one.expected, one.got) for result in done.results for one in result.differences]


def faults(done: SuiteResult) -> list[tuple[str, int, int]]:
    return [(p.code, p.place.line, p.place.column) for p in done.problems]


@pytest.mark.parametrize(
    "expect",
    [
        "得分(村收入): 20",
        "得分(村收入): 20分",
        "产业星: 得",
        "产业星: 是",
        "增幅: 25%",
        "增幅: 0.25",
        "奖补: 1000元",
        "奖补: 1000元/年",
        "奖补: 0.1万元",
        "等次: 一星",
        "收入: 25万元",
        "收入: 250000元",
        "公开率: 待定",
        "换届日: 2021年6月1日",
        "达标: 否",
        "等次档: 甲",
        "state: 待定",
        "增长: 0",
    ],
)
def test_results_are_written_as_people_write_them(expect: str) -> None:
    done = one("{收入: 25, 上年收入: 20万元, 等次档: A, 换届日: 2021.6}", f"{{{expect}}}")
    if expect == "state: 待定":  # everything final is known: one star, its grade, its money
        assert differences(done) == [("state", "待定", "已定")]
    else:
        assert differences(done) == []
        assert len(done.passed) == 1


def test_a_difference_tells_what_should_be_what_came_out_why_and_where() -> None:
    done = one("{收入: 19.99万元}", "{产业星: 得, 得分(村收入): 20}")
    first, second = done.failed[0].differences
    assert (first.name, first.expected, first.got) == ("产业星", "得", "不得")
    line = next(n for n, text in enumerate(RULES.splitlines(), 1) if "村收入:" in text)
    assert (second.expected, second.got) == ("20", "5")
    assert (second.clause.basis, second.clause.place) == ("第一条", Place("rules/r.yaml", line=line, column=7))
    assert "收入 19.99万元" in second.reason
    assert (second.place.file, second.place.line) == ("rules/r.cases.yaml", 6)


def test_of_what_is_undecided_it_is_told_where_that_began() -> None:
    done = one("{收入: 1, 表彰: 未报}", "{奖补: 1000元}")
    sentence = done.failed[0].differences[0].reason
    assert "表彰数：" in sentence
    assert "没有收到" in sentence


def test_numbers_compare_exactly() -> None:
    done = one("{收入: 10, 上年收入: 30}", "{增幅: -66.67%}")
    assert [name for name, _, _ in differences(done)] == ["增幅"]
    assert differences(one("{收入: 40, 上年收入: 30}", "{增幅: 约0.3333}")) == []


def test_who_takes_no_part_is_not_rated_in_every_result_but_has_his_values() -> None:
    done = one("{收入: 9999元, 上年收入: 9999元}", "{state: 不参评, 产业星: 不参评, 奖补: 不参评, 增幅: 0%}")
    assert differences(done) == []
    assert differences(one("{收入: 9999元}", "{星级: 1}")) == [("星级", "1", "不参评")]


def test_rows_of_a_table_none_of_them_and_a_table_not_sent() -> None:
    assert differences(one("{收入: 1, 表彰: [{级别: 县级}, {级别: 省级}]}", "{荣誉星: 2}")) == []
    assert differences(one("{收入: 1}", "{荣誉星: 0}")) == []
    assert differences(one("{收入: 1, 表彰: 未报}", "{荣誉星: 待定, 星级: 待定, state: 待定}")) == []


def test_several_subjects_stand_against_one_another() -> None:
    done = ran("""\
cases_of: 试评办法
base: {as_of: 2022-12-31, given: {表彰: [{级别: 县级}]}}
cases:
  - case: 一个乡一个二星
    subjects:
      - {name: 李村, given: {收入: 30万元}, expect: {等次: 二星}}
      - {name: 王村, given: {收入: 20万元}, expect: {等次: 二星}}
      - {name: 赵村, given: {收入: 10万元, 乡镇: 乙乡}, expect: {等次: 二星, 乡镇: 乙乡, 村: 赵村}}
""")
    assert differences(done) == [("等次", "二星", "一星")]
    assert done.failed[0].differences[0].subject == "王村"


def test_last_year_and_the_years_before() -> None:
    given = "{收入: 1, 表彰: [{级别: 县级}, {级别: 县级}]}"
    assert differences(one(given, "{增长: 2}", "    last: {星级: 1}")) == []
    assert differences(one(given, "{增长: 待定}", "    last: 不参评")) == []
    assert differences(one(given, "{增长: 待定}")) == []
    before = "    before: [{period: 2020, 星级: 1}, {period: 2021, 星级: 3}]"
    assert differences(one(given, "{增长: 0}", before)) == []


YEARS = """\
scheme: 试评办法
subject: 支部
basis: 试评
valid_from: 2000-01-01
tables:
  名册:
    key: 村
    name: 村
    group: 乡
    columns:
      村: {type: text, required: true}
      乡: {type: text, required: true}
      分: {type: number}
values:
  累计: {first: 分, later: 上年(累计) + 分}
  又累计: 缺则(上年(又累计), 0) + 分
  上年有: {formula: '如果(上年已评定, 1, 0)'}
  前年: 往年(分数, 2)
  分数: 分
publish: [累计, 又累计, 上年有, 前年, 分数]
level: {name: 星级, formula: 分}
"""


@pytest.mark.parametrize(
    ("more", "expect"),
    [
        # 2021 is told, 2022 is not: rated in 2021, and not in 2022
        ("    before: [{period: 2021, 累计: 3, 又累计: 3, 分数: 3}]", "累计: 待定, 又累计: 待定, 上年有: 0, 前年: 3"),
        (
            "    before: [{period: 2020, 累计: 3, 又累计: 3, 分数: 3}]",
            "累计: 待定, 又累计: 待定, 上年有: 0, 前年: 待定",
        ),
        ("    last: {累计: 3, 又累计: 3}", "累计: 5, 又累计: 5, 上年有: 1, 前年: 待定"),
        ("", "累计: 2, 又累计: 2, 上年有: 0, 前年: 待定"),
    ],
)
def test_a_year_a_case_does_not_tell_is_one_the_subject_was_not_rated_in_as_in_a_run(more: str, expect: str) -> None:
    """The same years as a ledger has them: 2021 with this village, 2022 run without it."""
    text = "cases_of: 试评办法\ncases:\n  - case: 一\n    as_of: 2023-12-31\n    given: {分: 2}\n"
    done = ran(f"{text}{more}\n    expect: {{{expect}}}\n", YEARS)
    assert (differences(done), faults(done)) == ([], [])


def test_what_a_case_says_wins_over_the_base_and_the_subject_over_both() -> None:
    done = ran("""\
cases_of: 试评办法
base: {as_of: 2022-12-31, given: {收入: 60万元, 公开率: 50%}}
cases:
  - case: 按base
    expect: {得分(村收入): 30, 公开率: 50%}
  - case: 改一栏
    given: {收入: 20万元}
    expect: {得分(村收入): 20, 公开率: 50%}
  - case: 各改各的
    given: {收入: 20万元}
    subjects:
      - {given: {收入: 0元}, expect: {得分(村收入): 5}}
      - {expect: {得分(村收入): 20}}
""")
    assert differences(done) == []
    assert len(done.passed) == 3


def test_a_case_to_be_confirmed_is_counted_apart() -> None:
    done = one("{收入: 1}", "{星级: 9}", "    confirm: true")
    assert (done.passed, done.failed, len(done.to_confirm)) == ((), (), 1)
    assert not done.to_confirm[0].passed


def test_the_rules_of_the_day_are_those_of_the_case() -> None:
    rules = RULES.replace("一星: 1000元", "一星: 奖数").replace(
        "tables:", "parameters:\n  奖数: {2022-01-01: 1000元, 2023-01-01: 2000元}\ntables:", 1
    )
    done = ran(
        """\
cases_of: 试评办法
base: {given: {收入: 1}}
cases:
  - {case: 当年, as_of: 2022-12-31, expect: {奖补: 1000元}}
  - {case: 次年, as_of: 2023-12-31, expect: {奖补: 2000元}}
""",
        rules,
    )
    assert differences(done) == []


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "said"),
    [
        ("given: {收人: 1}", "C102", 5, 13, "是不是“收入”？"),
        ("given: {收入: 很多}", "C103", 5, 17, "应填"),
        ("given: {收入: 101万元}", "C103", 5, 17, "0元至100万元之间"),
        ("given: {收入: [1]}", "C103", 5, 17, "应填一个值"),
        ("given: {等次档: 丙}", "C103", 5, 18, "只能填"),
        ("given: {表彰: 3}", "C103", 5, 17, "多行表"),
        ("given: {表彰: [县级]}", "C103", 5, 18, "写明各栏"),
        ("given: {表彰: [{级另: 县级}]}", "C102", 5, 19, "是不是“级别”？"),
        ("given: {名册: 有}", "C103", 5, 17, "未报"),
        ("expect: {星及: 1}", "C102", 5, 14, "是不是“星级”？"),
        ("expect: {村收入: 1}", "C102", 5, 14, "是不是“得分(村收入)”？"),
        ("expect: {星级: 1000元}", "C103", 5, 18, "一个数"),
        ("expect: {奖补: 1000}", "C103", 5, 18, "一笔金额"),
        ("expect: {增幅: 1/3}", "C103", 5, 18, "应得的"),
        ("expect: {等次: 三星}", "C103", 5, 18, "一星、二星、多星之一"),
        ("expect: {产业星: 好}", "C103", 5, 19, "得或不得"),
        ("expect: {state: 好}", "C103", 5, 21, "已定、待定、不参评之一"),
        ("expect: {星级: [1]}", "C103", 5, 18, "应得的"),
        ("last: {星级: 很高}", "C103", 5, 16, "一个数"),
        ("last: 没有", "C103", 5, 11, "以前的结果"),
        ("before: [{星级: 1}]", "C104", 5, 14, "period"),
        ("before: [{period: 2021}, {period: 2020}]", "C104", 5, 5, "从早到晚"),
        ("before: [{period: 2021, as_of: 2023-01-01}]", "C104", 5, 14, "不早于"),
        ("as_of: 2021-12-31", "C105", 5, 12, "有效期"),
        ("subjects: [{name: 甲村, expect: {星级: 1}}, {name: 甲村}]", "C106", 5, 45, "相同"),
        ("subjects: [{expect: {星级: 1}}]\n    expect: {星级: 1}", "C104", 6, 5, "subjects"),
        ("expcet: {}", "R201", 5, 5, "是不是“expect”？"),
        ("confirm: 是", "R203", 5, 14, "true 或 false"),
        ("as_of: 去年", "R203", 5, 12, "2022-01-01"),
    ],
)
def test_a_fault_in_a_case_is_reported_at_its_line_and_column(
    text: str, code: str, line: int, column: int, said: str
) -> None:
    expect = "" if "expect" in text else "\n    expect: {星级: 1}"
    done = ran(
        f"cases_of: 试评办法\nbase: {{as_of: 2022-12-31, given: {{收入: 1}}}}\ncases:\n  - case: 甲\n    {text}{expect}\n"
    )
    own = [p for p in done.problems if p.place.file == "rules/r.cases.yaml"]
    assert (code, line, column) in [(p.code, p.place.line, p.place.column) for p in own]
    told = next(p for p in own if p.code == code)
    assert said in f"{told.message} {told.expected} {told.remedy}"
    assert not done.passed


def test_files_that_do_not_belong_together() -> None:
    done = ran("cases_of: 别的办法\ncases:\n  - {case: 甲, as_of: 2022-12-31, expect: {星级: 1}}\n")
    assert ("C101", 1, 11) in faults(done)
    assert faults(ran("cases_of: 试评办法\ncases: [{case: 甲, expect: {星级: 1}}]")) == [("C104", 2, 9)]
    assert [p.code for p in ran("").problems] == ["R101"]
    assert [p.code for p in ran("甲").problems] == ["R203"]


def test_a_rule_file_with_an_error_runs_no_case_and_says_why() -> None:
    done = ran(
        "cases_of: 试评办法\ncases:\n  - {case: 甲, as_of: 2022-12-31, expect: {星级: 1}}\n",
        RULES.replace("荣誉星 + 1", "荣誉新 + 1"),
    )
    assert {(p.code, p.place.file) for p in done.problems} == {("R301", "rules/r.yaml"), ("C105", "rules/r.cases.yaml")}
    assert done.results[0].appraisal is None


def test_one_bad_case_does_not_keep_the_others_from_being_run() -> None:
    done = ran("""\
cases_of: 试评办法
base: {as_of: 2022-12-31}
cases:
  - {case: 坏, given: {收入: 多}, expect: {星级: 1}}
  - {case: 好, given: {收入: 1}, expect: {星级: 1}}
""")
    assert [result.title for result in done.passed] == ["好"]
    assert faults(done) == [("C103", 4, 27)]


def test_the_same_files_always_give_the_same_answer() -> None:
    first, second = (one("{收入: 5}", "{星级: 9, 奖补: 0元, 等次: 二星}") for _ in range(2))
    assert differences(first) == differences(second)


PARTING = """\
scheme: 试评办法
subject: 支部
basis: 试评
valid_from: 2022-01-01
parameters:
  每星奖励: {values: {2022-01-01: 1000元}, basis: 第三条}
  合格线: {2022-01-01: 60}
tables:
  名册:
    key: 村
    name: 村
    group: 乡镇
    columns:
      村: {type: text}
      乡镇: {type: text}
      甲: {type: number}
      乙: {type: number}
      违规: {type: yes_no, blank: 否}
values:
  折算: {formula: 甲 * 2, basis: 第一条}
  得数: {formula: 折算 + 乙, basis: 第一条}
grade: {name: 等次, from: 得数, bands: {合格线以上: 合格, 不满合格线: 不合格}, basis: 第二条}
vetoes:
  - {when: 违规 = 是, effect: {cap: 不合格}, because: 违规, basis: 第二条}
entitlements:
  奖励: {formula: 每星奖励 * 2, when: 等次 = 合格, basis: 第三条}
"""


def parted(given: str, expect: str) -> list[tuple[str, str]]:
    """Each result that did not come out, and the clause where it first is not as expected."""
    cases = (
        f"cases_of: 试评办法\nbase: {{as_of: 2022-12-31}}\ncases:\n  - {{case: 甲, given: {given}, expect: {expect}}}\n"
    )
    done = ran(cases, PARTING)
    assert not done.problems
    found = done.results[0].differences
    return [(one.name, one.parting.name if one.parting is not None else one.name) for one in found]


def test_a_failure_names_the_first_clause_that_is_not_as_expected() -> None:
    # 折算 is 20 and not 30: 得数 and 等次 follow from it
    assert parted("{甲: 10, 乙: 35}", "{折算: 30, 得数: 65, 等次: 合格}") == [
        ("折算", "折算"), ("得数", "折算"), ("等次", "折算"),
    ]  # fmt: skip
    # 折算 is as expected: only the grade is not, by its own clause
    assert parted("{甲: 10, 乙: 35}", "{折算: 20, 等次: 合格}") == [("等次", "等次(否决前)")]


def test_a_veto_that_takes_away_what_is_expected_is_the_clause() -> None:
    assert parted("{甲: 20, 乙: 35, 违规: 是}", "{等次: 合格}") == [("等次", "等次")]


def test_the_sentence_tells_what_was_expected_there() -> None:
    cases = "cases_of: 试评办法\nbase: {as_of: 2022-12-31}\ncases:\n  - {case: 甲, given: {甲: 10, 乙: 35}, expect: {折算: 30, 得数: 65}}\n"
    _, second = ran(cases, PARTING).results[0].differences
    assert second.reason == (
        "折算〔20〕 + 乙〔35〕 = 55；先在“折算”不同（应为30，算得20）：甲〔10〕 × 2 = 20"
    )  # fmt: skip


def test_a_case_may_set_parameters() -> None:
    cases = """\
cases_of: 试评办法
base: {as_of: 2022-12-31, given: {甲: 10, 乙: 35}, parameters: {合格线: 50}}
cases:
  - {case: 合格线五十分, given: {}, expect: {等次: 合格, 奖励: 2000元}}
  - {case: 奖励提高, given: {}, parameters: {每星奖励: 1200元}, expect: {奖励: 2400元}}
  - {case: 合格线六十分, given: {}, parameters: {合格线: 60}, expect: {等次: 不合格, 奖励: 0元}}
  - {case: 年中变动, given: {}, parameters: {每星奖励: {2022-01-01: 1000元, 2022-07-01: 1500元}}, expect: {奖励: 3000元}}
"""
    done = ran(cases, PARTING)
    assert differences(done) == []
    assert done.scheme is not None
    assert done.scheme.constants["合格线"].column.at(0) == 60  # the rules themselves are as they were


@pytest.mark.parametrize(
    ("parameters", "code", "said"),
    [
        ("{合恪线: 50}", "C102", "是不是“合格线”"),
        ("{合格线: 50元}", "C103", "一个数"),
        ("{每星奖励: }", "C103", "一笔金额"),
        ("{每星奖励: {今年: 1000元}}", "C103", "今年"),
        ("{每星奖励: 0.001元}", "", ""),
    ],
)
def test_a_parameter_that_cannot_be_so_is_refused(parameters: str, code: str, said: str) -> None:
    cases = f"cases_of: 试评办法\nbase: {{as_of: 2022-12-31}}\ncases:\n  - {{case: 甲, given: {{甲: 1}}, parameters: {parameters}, expect: {{折算: 2}}}}\n"
    done = ran(cases, PARTING)
    assert [(p.code, said in p.message + p.expected) for p in done.problems] == ([(code, True)] if code else [])


def test_a_parameter_in_a_condition_over_the_years_is_that_of_each_year() -> None:
    """The pass mark was 60 to 2021 and is 80 since: 70 in 2020 passed, 70 in 2022 did not."""
    rules = (
        "scheme: 试评办法\nsubject: 支部\nbasis: 试\nvalid_from: 2000-01-01\nparameters:\n  及格线: {2000-01-01: 60, 2022-01-01: 80}\n"
        "tables:\n  名册:\n    key: 村\n    name: 村\n    group: 乡镇\n    columns:\n      村: {type: text}\n      乡镇: {type: text}\n"
        "      分数: {type: number}\n"
        "values:\n  及格年数: {over_years: 分数 ≥ 及格线, take: count, absent: zero, basis: 试}\n"
        "entitlements:\n  奖: {formula: 及格年数 * 100元, basis: 试}\n"
    )
    cases = (
        "cases_of: 试评办法\nbase: {as_of: 2023-12-31}\ncases:\n"
        "  - {case: 两年, before: [{period: 2020, 分数: 70}, {period: 2021, 分数: 59}, {period: 2022, 分数: 70}], given: {分数: 80}, "
        "expect: {及格年数: 2, 奖: 200元}}\n"
        "  - {case: 那年另有规定, before: [{period: 2022, 分数: 70, 及格线: 65}], given: {分数: 80}, expect: {及格年数: 2}}\n"
    )
    made = run_cases(Suite("r.yaml", rules, "r.cases.yaml", cases))
    assert [p.message for p in made.problems] == []
    assert all(result.passed for result in made.results), [r.differences for r in made.results]


def test_a_decision_of_a_case_is_applied() -> None:
    more = "    decisions:\n      - {matter: 得分, item: 村收入, before: 20分, after: 10分, because: 复核}\n"
    # 10 of 30 points are below the 20 of the mark
    assert differences(one("{收入: 25}", "{得分(村收入): 10, 产业星: 不得}", more)) == []


def test_a_tie_of_a_case_is_settled_by_a_decision_on_the_order() -> None:
    done = ran("""\
cases_of: 试评办法
base: {as_of: 2022-12-31}
cases:
  - case: 并列
    given: {乡镇: 甲镇, 收入: 25, 表彰: [{级别: 县级}]}
    subjects:
      - {name: 东庄, expect: {等次: 一星}}
      - {name: 西庄, decisions: [{matter: 并列先后, item: 等次, after: 1}], expect: {等次: 二星}}
""")
    assert differences(done) == []


def test_a_decision_of_a_case_that_does_not_hold_is_told_at_its_line() -> None:
    more = "    decisions:\n      - {matter: 得分, item: 村收入, before: 30分, after: 10分}\n"
    done = one("{收入: 25}", "{得分(村收入): 10}", more)
    assert faults(done) == [("D243", 8, 53)]
    assert not done.results[0].passed


def test_decisions_of_several_subjects_stand_below_each() -> None:
    done = ran("""\
cases_of: 试评办法
base: {as_of: 2022-12-31}
cases:
  - case: 两村
    given: {收入: 25}
    decisions: [{matter: 参评, after: 否}]
    subjects:
      - {name: 东庄, expect: {产业星: 得}}
""")
    assert [code for code, *_ in faults(done)] == ["C104"]
