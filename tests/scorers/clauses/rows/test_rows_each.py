"""What a row is worth: any clause under `each`, and its short form `choices`."""

import pytest
from rating import loaded, rated, reasons, results, rule_text, worth

LEVELS = "choice, choices: [县级, 市级, 省级, 国家级]"
STARS = "{县级: 1, 市级: 2, 省级: 3, 国家级: 4}"
TWO = {"甲": ("number", [10, 20])}
ROWS = {
    "表彰": (
        {"级别": LEVELS, "年度": "year", "日期": "date"},
        [(0, "县级", 2020, "2020-05-01"), (0, "省级", 2021, "2021-05-01"), (1, "市级", 2022, "2022-05-01")],
    )
}


def test_the_short_form_is_the_long_one() -> None:
    short = worth(f"{{sum_of: 表彰, from: 级别, choices: {STARS}}}", TWO, ROWS)
    long = worth(f"{{sum_of: 表彰, each: {{from: 级别, choices: {STARS}}}}}", TWO, ROWS)
    assert short == long == [4, 2]


def test_a_row_may_be_worth_money() -> None:
    """Provincial 500 元, municipal 300 元; the highest only."""
    clause = "{best_of: 表彰, from: 级别, choices: {国家级: 800元, 省级: 500元, 市级: 300元, 县级: 0}}"
    made = rated(f"values:\n  得数: {clause}", {"甲": ("number", [0, 0, 0])}, ROWS)
    assert results(made, "得数") == [500, 300, 0]
    assert made.columns["得数"].kind.value == "金额"


def test_a_row_may_be_worth_nothing_once_it_is_old() -> None:
    """Honours of 2021 and later count."""
    clause = f"{{sum_of: 表彰, each: {{from: 级别, choices: {STARS}, when: 日期 ≥ 2021-01-01}}}}"
    assert worth(clause, TWO, ROWS) == [3, 2]


def test_each_may_reckon_with_the_subjects_own_values() -> None:
    """(2020 − 2019 + 10) + (2021 − 2019 + 10) = 23; 2022 − 2019 + 20 = 23."""
    assert worth("{sum_of: 表彰, each: 年度 - 2019 + 甲}", TWO, ROWS) == [23, 23]


def test_a_row_in_bands() -> None:
    """Days lost: up to 2 nothing, 3 to 5 −1, 6 and more −3: −1 −3 −0."""
    records = {"缺勤": ({"天数": "number"}, [(0, 3), (0, 6), (0, 2)])}
    assert worth("{sum_of: 缺勤, each: {from: 天数, bands: {6: -3, 3: -1, 0: 0}}}", TWO, records) == [-4, 0]


def test_each_row_is_bounded_by_itself_and_the_sum_by_itself() -> None:
    """Two marks per row, at most 5 a row and 8 in all: min(5, 6) + min(5, 4) = 9 → 8."""
    records = {"加分": ({"次": "number"}, [(0, 3), (0, 2)])}
    each = "{from: 次, per: 1次, each: 2, between: [0, 5]}"
    assert worth(f"{{sum_of: 加分, each: {each}}}", TWO, records) == [9, 0]
    assert worth(f"{{sum_of: 加分, each: {each}, between: [0, 8]}}", TWO, records) == [8, 0]


def test_fifteen_times_two_is_thirty_capped_at_twelve() -> None:
    """章华镇: 15 × 2 = 30, capped at 12."""
    records = {"好事": ({"分": "number"}, [(0, 2)] * 15)}
    assert worth("{sum_of: 好事, from: 分, between: [0, 12]}", TWO, records) == [12, 0]


def test_words_that_where_leaves_out_need_no_worth() -> None:
    clause = "{best_of: 表彰, from: 级别, where: '级别 在 (省级, 国家级)', choices: {省级: 1, 国家级: 2}}"
    assert worth(clause, TWO, ROWS) == [1, 0]


def test_a_word_without_a_worth_leaves_its_owner_undecided_and_is_named() -> None:
    clause = "{sum_of: 表彰, from: 级别, where: 年度 ≥ 2021, choices: {省级: 1, 国家级: 2}}"
    assert worth(clause, TWO, ROWS) == [1, None]
    assert reasons(clause, TWO, ROWS)[1] == "表彰有1行未知（级别 市级，没有写到），待定"


def test_worked_cases_count_the_words_rows_took() -> None:
    made = rated(
        f"values:\n  得数: {{sum_of: 表彰, from: 级别, choices: {STARS}}}", {"甲": ("number", [0, 0, 0])}, ROWS
    )
    core = next(step.rule.core for step in made.scheme.steps if step.name == "得数")
    scored, none = made.scored["得数"], len(core.cases) - 1
    assert core.cases[none] == "没有行"
    assert [core.cases_of(scored, i) for i in range(3)] == [(0, 2), (1,), (none,)]


@pytest.mark.parametrize(("more", "cases"), [("", ("有行",)), (", otherwise: 0", ("有行", "没有行"))])
def test_where_no_row_leaves_it_undecided_no_row_is_no_case_to_work(more: str, cases: tuple[str, ...]) -> None:
    made = rated(f"values:\n  得数: {{sum_of: 表彰, from: 年度, expect: 1{more}}}", TWO, ROWS)
    core = next(step.rule.core for step in made.scheme.steps if step.name == "得数")
    assert core.cases == cases


PLACED = [
    ("{sum_of: 表彰, each: {▲choises: {县级: 1}, formula: 年度}}", "R201", "“choises”"),
    ("{sum_of: 表彰, ▲each: {from: 级别}}", "R204", "没有写计分方式"),
    (f"{{sum_of: 表彰, each: {{from: 级别, choices: {STARS}, ▲othewise: 1}}}}", "R201", "是不是“otherwise”"),
    ("{sum_of: 表彰, each: {from: 年度, yes: 1, ▲choices: {2020: 1}}}", "R204", "两种计分方式：yes 与 choices"),
    ("{sum_of: 表彰, each: {from: 级别, choices: {县级: 1, ▲省及: 2}}}", "R301", "是不是“省级”"),
    ("{sum_of: 表彰, each: {from: 级别, ▲choices: {县级: 1}}}", "R405", "市级"),
    ("{sum_of: 表彰, each: ▲年渡 * 2}", "R301", "是不是“年度”"),
    ("{sum_of: 表彰, each: 年度 * ▲级别}", "R302", "选项不能加减乘除"),
    ("{sum_of: 表彰, each: ▲甲 * 2}", "R301", "没有“甲”"),
    ("{sum_of: 表彰, ▲each: {per: 1, each: 2}}", "R202", "每行按哪一栏"),
    ("{sum_of: 表彰, each: {▲sum_of: 表彰, from: 年度}}", "R305", "没有多行表"),
    ("{sum_of: 表彰, ▲from: 年度, each: {from: 年度, per: 1, each: 2}}", "R204", "就不写 from"),
    ("{sum_of: 表彰, each: {from: 年度, per: 1, each: 2, ▲where: 年度 = 2020}}", "R201", "where"),
    ("{sum_of: 表彰, from: 年度, again: {same: 级别, times: 2, ▲bye: 日期}}", "R201", "是不是“by”"),
    ("{sum_of: 表彰, each: ▲{grants: 先进, when: 年度 = 2020}}", "R305", "每行要有一个数"),
]


@pytest.mark.parametrize(("clause", "code", "said"), PLACED, ids=[case[0] for case in PLACED])
def test_what_is_wrong_within_each_is_told_at_its_place(clause: str, code: str, said: str) -> None:
    lines = rule_text(f"values:\n  得数: {clause}", TWO, ROWS).splitlines()
    line = next(k for k, text in enumerate(lines, 1) if "▲" in text)
    problems = loaded(f"values:\n  得数: {clause.replace('▲', '')}", TWO, ROWS).problems
    assert [p.code for p in problems] == [code]
    assert said in problems[0].message + problems[0].remedy
    assert (problems[0].place.line, problems[0].place.column) == (line, lines[line - 1].index("▲") + 1)


def test_within_a_star_a_misspelt_key_of_each_is_told_with_the_keys_there_are() -> None:
    body = (
        "stars:\n  甲星:\n    full: 10\n    award: 得分 ≥ 5\n    basis: 试评\n    indicators:\n"
        "      荣誉: {points: 10, basis: 试评, sum_of: 表彰, each: {from: 年度, per: 1, each: 2, step: full}}"
    )
    problems = [p for p in loaded(body, TWO, ROWS).problems if p.code == "R201"]
    assert [p.found for p in problems] == ["step"]
    assert "是不是“steps”" in problems[0].message
    assert "sum_of" not in problems[0].expected
