"""Money that is paid comes to whole fen: what may not is told from the rules, and what does not is never paid."""

from fractions import Fraction

import pytest
from rating import loaded, rated, results

from stardb.scoring import explain, phrase

COLUMNS = {
    "系数": ("number, between: [0, 2]", []),
    "天数": ("number, whole: true", []),
    "人数": ("number, unit: 人", []),
    "占比": ("percent, between: [0%, 100%]", []),
    "收入": ("money, unit: 万元", []),
    "等次": ("choice, choices: [优, 良]", []),
    "到任": ("date", []),
    "达标": ("yes_no", []),
}
RECORDS = {
    "事项": ({"金额": "money", "件数": "number, unit: 件", "分值": "number", "类": "choice, choices: [甲, 乙]"}, [])
}
PARAMETERS = "parameters:\n  基数: {2000-01-01: 1234.57元}\n  整数: {2000-01-01: 1000元}\n  毫: {2000-01-01: 0.005元}\n"

SAFE = [
    "{formula: 基数}",
    "{amount: 0.01元}",
    "{formula: 基数 * 天数}",
    "{formula: 基数 * 人数 + 收入}",
    "{formula: 基数 - 整数 * 3}",
    "{formula: '最大(基数, 收入, 0)'}",
    "{formula: '如果(达标 = 是, 基数, 0元)'}",
    "{formula: 整数 * 12.5}",  # 1000 × 12.5
    "{formula: 整数 * 0.00005 * 天数}",  # 0.05 a day
    "{formula: '基数 * (足月(到任, 考核日) / 1个月)'}",
    "{formula: '基数 * 取整(系数)'}",
    "{formula: '四舍五入(基数 * 系数, 0.01元)'}",
    "{formula: 基数 * 系数, round: 0.01元}",
    "{formula: 基数 * 系数, round: 0.1元}",
    "{formula: 收入 / 人数, round: 1元}",
    "{from: 等次, choices: {优: 基数, 良: 整数 * 2}}",
    "{from: 系数, bands: {1: 100.5元, 0: 0元}}",
    "{from: 占比, per: 1个百分点, each: 5.5元, start: 0元}",
    "{from: 收入, brackets: {0万元: 200元, 10万元: 0.33元}, per: 1万元, steps: full}",
    "{sum_of: 事项, from: 金额}",
    "{sum_of: 事项, from: 件数 * 30.5元}",
    "{best_of: 事项, each: {from: 类, choices: {甲: 基数, 乙: 2元}}}",
    "{sum_of: 事项, from: 金额, again: {same: 类, times: 2}}",
    "{cohort: 收入, take: largest}",
    "{pot: 整数, by: 系数, round: 0.01元, residue: largest}",
    "{split: 基数 * 占比, payers: {县: 33%, 村: 其余}, round: 0.01元}",
    "{first: 基数, later: 上年(补贴) + 整数}",
    "{formula: '缺则(上年(补贴), 0) + 整数 * 天数'}",
    "{formula: 基数 * 系数, when: 系数 > 5, round: 0.01元}",
]

FINE = [
    ("{formula: 基数 * 系数}", "没有写怎么取整"),
    ("{formula: 系数 * 1元}", "没有写怎么取整"),
    ("{formula: 整数 * 12.345678}", "没有写怎么取整"),  # 12345.678
    ("{formula: 毫 * 天数}", "没有写怎么取整"),
    ("{amount: 0.125元}", "没有写怎么取整"),
    ("{formula: 基数 * 系数, round: 0.001元}", "取整到0.001元，比分还细"),
    ("{formula: 基数 * 系数, round: 0.015元}", "取整到0.015元，比分还细"),
    ("{formula: 基数 * 系数, round: 0.01元, between: [0元, 99.999元]}", "没有写怎么取整"),
    ("{from: 等次, choices: {优: 基数 * 系数, 良: 整数}}", "没有写怎么取整"),
    ("{from: 系数, bands: {1: 系数 * 基数, 0: 0元}}", "没有写怎么取整"),
    ("{decide: [{when: 达标 = 是, give: 系数 * 3元}], otherwise: 0元}", "没有写怎么取整"),
    ("{from: 收入, brackets: {0万元: 0.005元, 10万元: 1元}, per: 1万元, steps: full}", "没有写怎么取整"),
    ("{sum_of: 事项, from: 分值 * 10元}", "没有写怎么取整"),
    ("{sum_of: 事项, from: 金额, again: {same: 类, times: 1.5}}", "没有写怎么取整"),
    ("{pot: 整数, by: 系数, round: 0.001元, residue: largest}", "比分还细"),
    ("{split: 基数 * 占比, payers: {县: 33%, 村: 其余}, round: 0.005元}", "比分还细"),
    ("{first: 基数, later: '上年(补贴) * 1.05'}", "没有写怎么取整"),
    ("{formula: 收入 * 天数 * 系数}", "没有写怎么取整"),
]


def found(clause: str, section: str = "entitlements", more: str = "") -> list[tuple[str, str]]:
    body = f"{PARAMETERS}{section}:\n  补贴: {clause}\n{more}"
    problems = loaded(body, COLUMNS, RECORDS).problems
    assert [p.message for p in problems if p.code in ("R202", "R301", "R302", "R305")] == []
    return [(p.message, p.remedy) for p in problems if p.code == "R480"]


@pytest.mark.parametrize("clause", SAFE)
def test_what_comes_to_whole_fen_anyhow_need_not_say_how_it_is_rounded(clause: str) -> None:
    assert found(clause) == []


@pytest.mark.parametrize(("clause", "said"), FINE)
def test_what_may_be_finer_is_told_with_what_to_write(clause: str, said: str) -> None:
    ((message, remedy),) = found(clause)
    assert said in message
    assert "round: 0.01元" in remedy


def test_published_money_is_told_of_too_and_money_on_the_way_is_not() -> None:
    assert len(found("{formula: 基数 * 系数}", "values", "publish: [补贴]\n")) == 1
    assert found("{formula: 基数 * 系数, note: 到补贴再取整}", "values", "publish: [补贴]\n") == []
    assert (
        found("{formula: 基数 * 系数}", "values", "publish: []\nentitlements: {奖: {formula: 补贴, round: 1元}}\n")
        == []
    )


def test_what_is_no_whole_fen_is_never_paid() -> None:
    """1234.57 × 0.915 = 1129.63155."""
    body = f"{PARAMETERS}entitlements:\n  补贴: {{formula: 基数 * 系数}}\n  又: {{formula: 补贴 * 2}}\n"
    made = rated(body, {"系数": ("number", [Fraction("0.915"), 1, Fraction("0.5")])})
    assert results(made, "补贴") == [None, Fraction("1234.57"), None]  # half of it is 617.285
    assert results(made, "又") == [None, Fraction("2469.14"), None]
    node = next(node for _, node in explain(made, 0).lines() if node.title == "补贴")
    assert (
        phrase(node)
        == "基数〔1234.57元〕 × 系数〔0.915〕 = 1129.63155元，不是整分，待定：这一条要写明怎么取整，如 round: 0.01元"
    )


def test_an_amount_in_a_cell_that_is_no_whole_fen_is_not_paid_as_it_is() -> None:
    body = "entitlements:\n  补贴: {formula: 收入}\n  半: {formula: 收入, round: 0.01元}\n"
    made = rated(body, {"收入": ("money", ["12.345元", "12.34元"])})
    assert results(made, "补贴") == [None, Fraction("12.34")]
    assert results(made, "半") == [Fraction("12.35"), Fraction("12.34")]


def test_ten_lines_add_up_to_what_they_show() -> None:
    """1129.63155 rounded to 1129.63, ten times: 11296.30, and not 11296.32."""
    body = f"{PARAMETERS}entitlements:\n  补贴: {{formula: 基数 * 系数, round: 0.01元}}\n"
    made = rated(body, {"系数": ("number", [Fraction("0.915")] * 10)})
    assert results(made, "补贴") == [Fraction("1129.63")] * 10
    assert sum(results(made, "补贴")) == Fraction("11296.30")
