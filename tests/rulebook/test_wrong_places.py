"""What is written in the wrong place, circles round through any kind of name, or means nothing is said, with its place."""

import pytest
from rating import DAY, Columns, Records, loaded, rule_text

from stardb.problems import Severity
from stardb.quantity import Frequency, find_period
from stardb.rulebook import load_text

COLUMNS: Columns = {
    "分": ("number, between: [0, 100]", [1]),
    "收入": ("money", ["1元"]),
    "等": ("choice, choices: [优, 良]", ["优"]),
    "类": ("choice, choices: [甲类, 乙类]", ["甲类"]),
    "达标": ("yes_no", [True]),
    "`1月`": ("number", [1]),
    "总数-扣数": ("number", [1]),
    "总数": ("number", [1]),
    "扣数": ("number", [1]),
}
RECORDS: Records = {
    "表彰": ({"级别": "choice, choices: [县级, 省级]", "起": "date", "止": "date", "分值": "number"}, [])
}
COLUMNS = {name.strip("`"): column for name, column in COLUMNS.items()}

HALVES = "payers: {县: 50%, 村: 其余}, round: 1"
LEVEL = "level: {name: 星级, formula: 分}\n"
GRADE = "grade: {name: 等次, from: 分, bands: {60以上: 好, 60以下(不含60): 差}}\n"


def told(body: str) -> list[tuple[str, str]]:
    """Each problem's code, and what stands at its place."""
    lines = rule_text(body, COLUMNS, RECORDS).splitlines()
    found = [p for p in loaded(body, COLUMNS, RECORDS).problems if not p.code.startswith("R6")]
    return [(p.code, lines[(p.place.line or 1) - 1][(p.place.column or 1) - 1 :]) for p in found]


def value(clause: str) -> str:
    return f"values:\n  得数: {clause}"


def head(part: str) -> str:
    return f"scores:\n  项: {{{part}}}"


WRONG = [
    # one clause within another
    (value("{sum_of: 表彰, each: {pot: 分值, by: 1, residue: last, round: 1}}"), "R305", "pot: 分值"),
    (value("{sum_of: 表彰, each: {cohort: 分值, take: sum}}"), "R305", "cohort: 分值"),
    (value(f"{{sum_of: 表彰, each: {{split: 分值, {HALVES}}}}}"), "R305", "split: 分值"),
    (
        value("{last_of: 表彰, by: 止, each: {distribute: {优: 100%}, order: 分值, residue: 优, round: floor}}"),
        "R305",
        "distribute: {优",
    ),
    (value("{sum_of: 表彰, each: {tenure: 表彰, from: 起, to: 止}}"), "R305", "tenure: 表彰"),
    (value("{sum_of: 表彰, each: {sum_of: 表彰, from: 分值}}"), "R305", "sum_of: 表彰, from"),
    (value("{points: 9, deduct: [{points: 5, deduct: [{amount: 1}]}]}"), "R305", "deduct: [{amount"),
    (value(f"{{points: 9, deduct: [{{split: 分, {HALVES}}}]}}"), "R305", "split: 分"),
    (f"stars:\n  甲星: {{split: 分, {HALVES}}}", "R305", "split: 分"),
    (f"level: {{name: 星级, split: 分, {HALVES}}}", "R305", "split: 分"),
    (head(f"indicators: {{子: {{split: 分, {HALVES}}}}}"), "R305", "split: 分"),
    # what a result cannot be
    ("stars:\n  甲星: {from: 等, choices: {优: 甲, 良: 乙}}", "R305", "甲星"),
    ("grade: {name: 等次, from: 分, bands: {60: 3, 0: 1}}", "R305", "grade"),
    ("grade: {name: 等次, from: 等, choices: {优: 待定, 良: {hole: 没有写}}}", "R203", "待定, 良"),
    ("grade: {name: 等次, from: 等, choices: {优: 好, 良: 不参评}}", "R203", "grade"),
    ("entitlements:\n  奖: {amount: 达标}", "R305", "达标"),
    (value("{from: 分, per: 1, each: 3元, points: 10}"), "R305", "points"),
    (value("{tenure: 表彰, from: 起, to: 止, points: 1}"), "R305", "points"),
    # circles
    ("values:\n  甲: {cohort: 乙, take: mean, round: 1}\n  乙: 甲 + 1", "R303", "甲:"),
    (f"values:\n  甲: {{split: 乙, {HALVES}}}\n  乙: 甲(县) + 1", "R303", "甲:"),
    ("values:\n  甲: 连续年数(甲) ≥ 3", "R303", "甲:"),
    ("values:\n  甲: {pot: 分, by: 甲, residue: last, round: 1}", "R303", "甲:"),
    (
        head("by: 类, sets: {甲类: {子: {formula: '得分(乙类·子)'}}, 乙类: {子: {formula: '得分(甲类·子)'}}}"),
        "R303",
        "子:",
    ),
    (LEVEL + "vetoes:\n  - {when: 参评条件, because: 甲, effect: not_rated}", "R303", "effect"),
    # names
    ("values:\n  全部: 分", "R304", "全部:"),
    ("values:\n  '是': 分", "R304", "'是'"),
    ("values:\n  上年(分): 分", "R304", "上年(分):"),
    ("values:\n  往年(分): 分", "R304", "往年(分):"),
    (f"values:\n  上年: {{split: 分, {HALVES.replace('县', '分')}}}", "R304", "分: 50%"),
    ("values:\n  '': 分", "R103", "''"),
    (value("{from: 1月, per: 1, each: 1}"), "R302", "1月"),
    (value("1月 + 分"), "R302", "1月"),
    (value("{from: 等, choices: {优: 1月, 良: 0}}"), "R302", "1月"),
    (value("{from: 总数-扣数, per: 1, each: 1}"), "R302", "总数-扣数"),
    ("level: {name: 星数, earned: [是]}", "R301", "是]"),
    # what is empty, idle or the same for all
    (value("{best_of: 表彰, from: 级别, choices: {}}"), "R203", "{}"),
    (value("{count_of: 表彰, one_per: []}"), "R203", "[]"),
    (value("{cohort: 分, take: rank, within: []}"), "R203", "[]"),
    (value("{count_of: 表彰, expect: 1/3}"), "R203", "1/3"),
    (value("{from: 1/3, per: 1, each: 1}"), "R203", "1/3"),
    (value("{pot: 100元, by: 0, residue: last, round: 1元}"), "R203", "0,"),
    (value("{tenure: 表彰, from: 考核日, to: 止}"), "R301", "考核日"),
    (value("{from: 分, per: 1, each: 1, rounding: floor}"), "R203", "{from"),
    ("grade: {name: 等次, distribute: {优: 100%}, order: 1, residue: 优, round: floor}", "R203", "1, residue"),
    (GRADE + "vetoes:\n  - {when: 达标 = 否, because: 甲, effect: {down: 0}}", "R203", "{down"),
    (head("by: 类, indicators: {子: {formula: 分}}"), "R421", "by"),
    ("parameters:\n  参: {2022-01-01: 1元, 2023-01-01: 2%}\nentitlements:\n  奖: {amount: 参}", "R305", "参:"),
    ("parameters:\n  参: {2022-01-01: 1元, 2023-01-01: 二}\nentitlements:\n  奖: {amount: 参}", "R203", "二}"),
    (value("{from: 分, bands: {" + ", ".join(f"{k}: {k}" for k in range(300)) + "}}"), "R203", "bands"),
]


@pytest.mark.parametrize(("body", "code", "there"), WRONG)
def test_it_is_said_where_it_stands(body: str, code: str, there: str) -> None:
    assert loaded(body, COLUMNS, RECORDS).scheme is None
    assert [found for found in told(body) if found[0] == code and found[1].startswith(there)], told(body)


RIGHT = [
    value("{sum_of: 表彰, each: {deduct: [{from: 分值, per: 1, each: 1}], points: 10}}"),
    value("'`1月` + 分'"),
    value("{from: 等, choices: {优: '`1月`', 良: 0}}"),
    value("{from: '`总数-扣数`', per: 1, each: 1}"),
    value("总数 - 扣数"),
    value("{across: [1月, 分], take: sum}"),
    value("{count_of: 表彰, expect: 4次}"),
    "parameters:\n  参: {2022-01-01: 0, 2023-01-01: 2%}\nentitlements:\n  奖: {formula: 参}",
    head("by: 类, weight: {甲类: 100%, 乙类: 100%}, indicators: {子: {formula: 分}}"),
]


@pytest.mark.parametrize("body", RIGHT)
def test_what_is_in_its_place_is_taken(body: str) -> None:
    assert loaded(body, COLUMNS, RECORDS).scheme is not None, told(body)


def test_a_table_may_bear_the_name_of_a_question_about_earlier_years() -> None:
    body = "values:\n  得数: {count_of: 往年}"
    assert loaded(body, COLUMNS, {"往年": ({"分值": "number"}, [])}).scheme is not None


@pytest.mark.parametrize("part", ["[甲]", "{甲: 1}"])
def test_a_whole_where_a_word_stands_is_told_as_it_is_written(part: str) -> None:
    columns = {**COLUMNS, "错": (part, [1])}
    message = next(p.message for p in loaded(value("分"), columns, RECORDS).problems if p.code == "R203")
    assert f"“{part.replace(': 1', '')}”" in message


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_a_file_that_breaks_off_is_pointed_at_within_it(end: str) -> None:
    text = "scheme: 试评办法\nvalues:\n  得数: {from: 分" + end
    problem = load_text(text, "rule.yaml", find_period(DAY, Frequency.YEAR), DAY).problems[0]
    assert problem.code == "R101"
    assert problem.place.line <= len(text.splitlines())


@pytest.mark.parametrize("text", ["- a: .5", "- 1:30", "[yes]", "no", "０１", "甲"])
def test_what_is_no_scheme_is_said_to_be_none_whatever_else_is_said_of_it(text: str) -> None:
    made = load_text(text, "rule.yaml", find_period(DAY, Frequency.YEAR), DAY)
    assert made.scheme is None
    assert [p.code for p in made.problems if p.severity is Severity.ERROR] == ["R203"]
    assert any("办法要从“scheme: 名称”写起" in p.message for p in made.problems)


VETO = "vetoes:\n  - {when: 达标 = 否, because: 甲, effect: {set: 差}}"
QUOTA = "quotas:\n  - {of: 好, group: 乡镇, at_most: 1, order: 分, overflow: 差}"
CLASHES = [
    "entitlements:\n  分: {split: 100元, payers: {县: 60%, 镇: 其余}, round: 1元, basis: 一}",
    "values:\n  总数甲: {split: 100元, payers: {县: 60%, 镇: 其余}, round: 1元}\nentitlements:\n  总数甲: {amount: 1元}",
    "values:\n  甲: {formula: 分}\nentitlements:\n  甲: {split: 100元, payers: {县: 60%, 镇: 其余}, round: 1元}",
    "values:\n  '甲(县)': {formula: 分}\nentitlements:\n  甲: {split: 100元, payers: {县: 60%, 镇: 其余}, round: 1元}",
    GRADE.replace("等次", "分", 1) + VETO,
    "values:\n  '等次(否决前)': {formula: 分}\n" + GRADE + VETO,
    "values:\n  '等次(名额前)': {formula: 分}\n" + GRADE + QUOTA,
]


@pytest.mark.parametrize("body", CLASHES)
def test_one_name_for_two_things_is_said_and_breaks_nothing(body: str) -> None:
    made = loaded(body, COLUMNS, RECORDS)
    assert made.scheme is None
    assert [p.code for p in made.problems if p.severity is Severity.ERROR] == ["R304"], told(body)


MEANT = [
    ("decide: [{when: 分 ≥ 60, give: C级(缺失)}], otherwise: A级", ""),
    ("decide: [{when: 分 ≥ 60, give: '得分(甲)'}], otherwise: A级", "这一条里别的得数（得分(甲)）是数"),
    ("decide: [{when: 分 ≥ 60, give: 最打(分)}], otherwise: 1", "没有“最打”这个函数；是不是“最小”？"),
    (
        "decide: [{when: 分 ≥ 60, give: Exempt}, {when: 分 ≥ 50, give: 5}], otherwise: 4",
        "“Exempt”不是数，也没有这个名称；这一条里别的得数（5、4）是数",
    ),
    ("decide: [{when: 分 ≥ 60, give: 扣数数}], otherwise: 4", "是不是“扣数”？"),
]


@pytest.mark.parametrize(("clause", "said"), MEANT)
def test_a_word_is_told_from_a_name_misspelt(clause: str, said: str) -> None:
    messages = [
        p.message for p in loaded(value("{" + clause + "}"), COLUMNS, RECORDS).problems if p.severity is Severity.ERROR
    ]
    assert bool(messages) is bool(said)
    assert said in "".join(messages)


def test_the_unit_of_an_age_is_one_of_time() -> None:
    columns = {"平均年龄": ("number, unit: 岁", [1])}
    (problem,) = [p for p in loaded("values:\n  得数: 平均年龄", columns).problems if p.severity is Severity.ERROR]
    assert problem.message == "“岁”不是数的单位，是时长的；这一栏写 type: duration"


def test_a_quota_is_a_number() -> None:
    body = GRADE + QUOTA.replace("at_most: 1", "at_most: 达标")
    (problem,) = [p for p in loaded(body, COLUMNS).problems if p.severity is Severity.ERROR]
    assert (problem.code, problem.message) == ("R305", "at_most 要个数或百分比，“达标”是是否")
