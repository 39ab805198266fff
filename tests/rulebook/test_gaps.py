"""Which situations a clause leaves out, and which of its cases none ever comes to: told from the rules alone, by hand here."""

from datetime import date

import pytest
from rating import loaded, worth

COLUMNS = {
    "得分": ("number, between: [0, 10]", []),
    "分": ("number", []),
    "人数": ("number, unit: 人", []),
    "票数": ("number, whole: true, between: [0, 20]", []),
    "占比": ("percent, between: [0%, 100%]", []),
    "收入": ("money", []),
    "等": ("choice, choices: [优, 良, 差]", []),
    "达标": ("yes_no", []),
    "参加": ("yes_no", []),
    "性质": ("text", []),
    "日期": ("date", []),
    "到期": ("date", []),
    "年限": ("duration", []),
}
RECORDS = {
    "事项": (
        {"类": "choice, choices: [甲, 乙, 丙]", "程度": "choice, choices: [一般, 严重]", "数": "number, whole: true"},
        [],
    )
}


def told(clause: str, code: str, as_of: date = date(2022, 12, 31)) -> list[str]:
    made = loaded(f"values:\n  得数: {clause}", COLUMNS, RECORDS, as_of)
    assert made.scheme is not None, [p.message for p in made.problems]
    return [p.found for p in made.problems if p.code == code]


def decide(*entries: str, more: str = "") -> str:
    listed = ", ".join(f"{{when: '{when}', give: {k}}}" for k, when in enumerate(entries, 1))
    return f"{{decide: [{listed}]{more}}}"


GAPS = [
    # one number
    (decide("得分 ≥ 9", "得分 ≥ 7.5 且 得分 ≤ 8.9", "得分 < 7.5"), ["得分 超过8.9不足9"]),
    (decide("得分 ≥ 9", "得分 ≥ 6 且 得分 < 8"), ["得分 0至6(不含6)、8至9(不含9)"]),
    (decide("得分 > 6", "得分 < 6"), ["得分 6"]),
    (decide("得分 ≥ 6", "得分 < 6"), []),
    (decide("得分 ≥ 6", "得分 < 6 且 达标 = 是"), ["如 得分 0、达标 否"]),
    (decide("非 (得分 < 6)", "得分 < 6"), []),
    (decide("得分 ≥ 6 或 达标 = 是", "得分 < 6"), []),
    (decide("6 ≤ 得分 ≤ 8", "得分 < 6", "得分 > 8"), []),
    # whole numbers have nothing between 5 and 6
    (decide("票数 ≥ 6", "票数 ≤ 5"), []),
    (decide("票数 ≥ 6", "票数 ≤ 3"), ["票数 4至5"]),
    (decide("票数 > 6", "票数 < 6"), ["票数 6"]),
    (decide("人数 ≥ 100", "人数 < 50"), ["人数 50至99"]),
    # without an upper bound anything may come
    (decide("分 < 60", "分 ≤ 80"), ["分 超过80"]),
    (decide("分 ≥ 60", "分 ≥ 0"), []),
    # a percentage, an amount, a length of time
    (decide("占比 > 50%", "占比 < 30%"), ["占比 30%至50%"]),
    (decide("收入 ≥ 10万元", "收入 < 5万元"), ["收入 5万元至10万元(不含10万元)"]),
    (decide("年限 ≥ 3年", "年限 < 2年"), ["年限 2年至3年(不含3年)"]),
    # words, truths, texts
    (decide("等 = 优", "等 = 差"), ["等 良"]),
    (decide("等 在 (优, 良)", "等 = 差"), []),
    (decide("等 不在 (差)", "等 = 差"), []),
    (decide("达标 = 是"), ["达标 否"]),
    (decide("达标 = 是", "达标 = 否"), []),
    (decide("性质 = 国有", "性质 = 集体"), ["性质 其他"]),
    (decide("性质 = 国有", "性质 ≠ 国有"), []),
    # days
    (decide("日期 ≥ 2022-07-01", "日期 ≤ 2022-05-31"), ["日期 2022-06-01至2022-06-30"]),
    (decide("日期 ≥ 2022-07-01", "日期 < 2022-07-01"), []),
    (decide("日期 > 考核日 - 1年", "日期 < 考核日 - 1年"), ["日期 2021-12-31"]),
    (decide("日期 > 2022-06-30", "日期 ≤ 2022-06-30"), []),
    (decide("日期 > 2022-06-30"), ["日期 2022-06-30及以前"]),
    (decide("日期 ≤ 考核日"), ["日期 2023-01-01起"]),
    # one thing compared with another
    (decide("日期 < 到期", "日期 > 到期"), ["到期 同于 日期"]),
    (decide("日期 < 到期", "到期 ≤ 日期"), []),
    # two things
    (decide("得分 ≥ 6 且 等 = 优", "等 ≠ 优"), ["如 得分 0、等 优"]),
    (decide("得分 ≥ 6", "得分 < 6 且 等 在 (优, 良, 差)"), []),
    # where the clause applies, and is not in doubt anyhow
    (decide("得分 ≥ 6", more=", when: 得分 ≥ 6"), []),
    (decide("得分 ≥ 6", more=", when: 得分 ≥ 3"), ["得分 3至6(不含6)"]),
    (decide("得分 ≥ 6", more=", undecided_when: 得分 < 6"), []),
    (decide("得分 ≥ 6", more=", otherwise: 0"), []),
    (decide("得分 ≥ 6", more=", otherwise: 待定"), []),
    (decide("得分 ≥ 6", more=", note: 原文没有写"), []),
    (decide("得分 ≥ 6", "得分 < 6", more=", exclusive: true"), []),
    (decide("得分 ≥ 6", "得分 < 5", more=", exclusive: true"), ["得分 5至6(不含6)"]),
]


@pytest.mark.parametrize(("clause", "gaps"), GAPS, ids=[clause for clause, _ in GAPS])
def test_what_no_condition_holds_of_is_told(clause: str, gaps: list[str]) -> None:
    assert told(clause, "R474") == gaps


def test_things_that_hang_together_are_not_said_to_leave_a_gap() -> None:
    """Of 得分 and twice 得分 not every pair can be."""
    assert told(decide("得分 ≥ 6", "得分 * 2 < 12"), "R474") == []


SHADOWED = [
    (decide("得分 ≥ 7", "得分 ≥ 8", more=", otherwise: 0"), ["得分 ≥ 8"]),
    (decide("得分 ≥ 7", "得分 ≥ 7", more=", otherwise: 0"), ["得分 ≥ 7"]),
    (decide("得分 ≥ 7", "得分 ≥ 6", more=", otherwise: 0"), []),
    (decide("得分 ≥ 7 且 达标 = 是", "得分 ≥ 8", more=", otherwise: 0"), []),
    (decide("得分 ≥ 7 或 达标 = 是", "得分 ≥ 8", more=", otherwise: 0"), ["得分 ≥ 8"]),
    (decide("等 在 (优, 良)", "等 = 良", "等 = 差"), ["等 = 良"]),
    (decide("等 ≠ 差", "等 = 优", "等 = 差"), ["等 = 优"]),
    (decide("达标 = 是", "达标 = 是 且 得分 ≥ 5", "达标 = 否"), ["达标 且 得分 ≥ 5"]),
    (decide("日期 ≥ 2022-01-01", "日期 > 2022-06-30", "日期 < 2022-01-01"), ["日期 > 2022-06-30"]),
    (decide("日期 ≥ 考核日 - 2年", "日期 < 考核日 - 2年"), []),
    (decide("考核年度 ≥ 2025", "考核年度 < 2025"), []),  # in other years the other
    (decide("性质 = 国有", "性质 在 (国有, 集体)", more=", otherwise: 0"), []),
    (decide("得分 > 8 且 得分 < 3", more=", otherwise: 0"), ["得分 > 8 且 得分 < 3"]),
    (decide("票数 > 5 且 票数 < 6", more=", otherwise: 0"), ["票数 > 5 且 票数 < 6"]),
    (decide("得分 ≥ 7", "得分 ≥ 8", more=", exclusive: true, otherwise: 0"), []),
    (decide("收入 ≥ 10万元", "收入 ≥ 100000元", more=", otherwise: 0"), ["收入 ≥ 10万元"]),
]


@pytest.mark.parametrize(("clause", "cases"), SHADOWED, ids=[clause for clause, _ in SHADOWED])
def test_a_condition_that_is_never_the_first_to_hold_is_told(clause: str, cases: list[str]) -> None:
    assert told(clause, "R472") == cases


def test_in_rows_too() -> None:
    clause = "{sum_of: 事项, where: 类 ≠ 丙, each: " + decide("类 = 甲 且 程度 = 严重", "类 = 甲 且 程度 = 一般") + "}"
    assert told(clause, "R474") == ["如 类 乙、程度 一般"]
    clause = "{sum_of: 事项, where: 类 = 甲, each: " + decide("程度 = 严重", "程度 = 一般", "类 = 甲") + "}"
    assert (told(clause, "R474"), told(clause, "R472")) == ([], ["类 = 甲"])


BANDS = [
    ("{from: 得分, bands: {9以上: 4, 7.5至8.9: 3, 6至7.4: 2, 不满6: 1}}", ["超过7.4不足7.5、超过8.9不足9"]),
    ("{from: 票数, bands: {9以上: 4, 7至8: 3, 6以下: 2}}", []),
    ("{from: 票数, bands: {9以上: 4, 6至7: 3, 3以下: 2}}", ["4至5、8"]),
    ("{from: 得分, bands: {0至6: 1, 6至8(不含6): 2}}", ["超过8至10"]),  # between says that it goes up to 10
    ("{from: 分, bands: {0至6: 1, 6至8(不含6): 2}}", []),
    ("{from: 占比, bands: {80%以上: 2, 不足60%: 1}}", ["60%至80%(不含80%)"]),
    ("{from: 收入, bands: {20万元: 2, 10万元: 1}}", ["0元至10万元(不含10万元)"]),
    ("{from: 收入, bands: {20万元: 2, 10万元: 1}, otherwise: 待定}", []),
    ("{from: 收入, bands: {20万元: 2, 10万元: 1}, otherwise: 0}", []),
    ("{from: '四舍五入(分, 0.5)', bands: {90以上: 2, 0至89.5: 1}}", []),
    ("{from: '四舍五入(分, 0.1)', bands: {90以上: 2, 0至89.5: 1}}", ["89.6至89.9"]),
    ("{from: 票数 * 2, bands: {10以上: 2, 0至8: 1}}", []),
    ("{from: 票数 + 人数, bands: {10以上: 2, 0至8: 1}}", ["9"]),
]


@pytest.mark.parametrize(("clause", "gaps"), BANDS, ids=[clause for clause, _ in BANDS])
def test_every_gap_between_bands_is_told_and_none_that_cannot_be(clause: str, gaps: list[str]) -> None:
    assert told(clause, "R402") == gaps


def test_a_table_lacks_only_cells_that_can_be_asked_for() -> None:
    table = "{by: [类, 程度], table: {甲: {一般: 1, 严重: 2}, 乙: {一般: 3}}}"
    rows = "{{sum_of: 事项, {where}each: {table}}}"
    assert told(rows.format(where="", table=table), "R422") == ["丙", "乙×严重"]
    assert told(rows.format(where="where: '类 在 (甲, 乙)', ", table=table), "R422") == ["乙×严重"]
    assert told(rows.format(where="where: 类 = 甲, ", table=table), "R422") == [
        "乙×严重"
    ]  # a cell of a row that is there
    written = table.replace("一般: 3", "一般: 3, 严重: 待定")
    assert told(rows.format(where="where: 类 ≠ 丙, ", table=written), "R422") == []
    noted = table.replace("by:", "note: 原文没有写, by:")
    assert told(rows.format(where="", table=noted), "R422") == []


def test_what_is_said_to_be_undecided_is() -> None:
    columns = {"得分": ("number", [9, 5]), "等": ("choice, choices: [优, 良, 差]", ["优", "差"])}
    assert worth("{from: 得分, bands: {9以上: 4}, otherwise: 待定}", columns) == [4, None]
    assert worth("{decide: [{when: 得分 ≥ 9, give: 甲}], otherwise: 待定}", columns) == ["甲", None]
    assert worth("{from: 等, choices: {优: 2}, otherwise: 待定}", columns) == [2, None]
    table = "{by: [等, 得分], table: {优: {9: 1, 5: 待定}, 差: {5: 待定}}}"
    assert worth(table, columns) == [1, None]


def test_a_clause_that_may_be_left_undecided_is_not_said_to_come_to_one_thing() -> None:
    for clause in (
        "{formula: '如果(达标 = 是, 4元, 4元)', undecided_when: 参加 = 否}",
        decide("达标 = 是").replace("give: 1", "give: 5"),
        "{split: '如果(达标 = 是, 4元, 4元)', payers: {县: '如果(达标 = 是, 1元, 2元)', 村: 其余}, round: 0.01元, undecided_when: 参加 = 否}",
    ):
        assert told(clause, "R473") == []
    assert told("{formula: '如果(达标 = 是, 4元, 4元)'}", "R473") == ["4元"]
