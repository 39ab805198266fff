"""A cell or a result that is a number or a word with a meaning: 缺考, 不定星级."""

from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from rating import loaded, rated, results

from stardb.intake import CellReader
from stardb.quantity import read_period
from stardb.rulebook import ColumnSpec
from stardb.scoring import History, Past, compute_rise, explain_step, find_open_clauses, last_results, phrase, score

MARKS = "number, words: {缺考: [缺席], 免考: []}"
CELLS = CellReader(ColumnSpec.model_validate({"type": "number", "words": {"缺考": ["缺席"], "免考": []}}))


def read(*cells: Any) -> Any:
    return CELLS.column(np.array(CELLS.codes(list(cells))))


def test_cells_hold_numbers_or_declared_words() -> None:
    column = read(80, "缺席", "缺考", "", "８５", "请假")
    assert [column.at(i) for i in range(6)] == [80, "缺考", "缺考", None, 85, None]
    assert CELLS.readings[CELLS.codes(["请假"])[0]].fault is not None


def worth(clause: str, *cells: Any) -> list[Any]:
    """What a clause gives those whose 成绩 are these."""
    body = f"values:\n  得数: {clause}\n"
    text = {"成绩": (MARKS, [None] * len(cells))}
    made = rated(body, text)
    tables = made.tables
    tables.single["名册"].columns["成绩"] = read(*cells)  # type: ignore[index]
    return results(score(made.scheme, tables, History()), "得数")


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("{formula: '如果(成绩 = 缺考, 1, 0)'}", [0, 1, 0, None]),
        ("{formula: '如果(成绩 在 (80, 缺考), 1, 0)'}", [1, 1, 0, None]),
        ("{formula: '如果(成绩 不在 (缺考, 免考), 1, 0)'}", [1, 0, 0, None]),
        ("{formula: '如果(成绩 = 80, 1, 0)'}", [1, 0, 0, None]),
        ("{formula: '如果(成绩 ≠ 80, 1, 0)'}", [0, 1, 1, None]),
        ("{formula: '如果(成绩 ≥ 60, 1, 0)'}", [1, None, None, None]),  # a word in a cell is no number
        ("{formula: '成绩 + 1'}", [81, None, None, None]),
        ("{formula: '如果(成绩 = 缺考, 0, 成绩)'}", [80, 0, None, None]),
        ("{formula: '缺则(成绩, 5)'}", [80, None, None, 5]),  # something stands there: nothing is put in its place
        ("{formula: '如果(已知(成绩), 1, 0)'}", [1, 1, 1, 0]),
        ("{from: 成绩, bands: {60以上: 2, 不满60: 1, 缺考: 0}}", [2, 0, None, None]),
        ("{from: 成绩, bands: {60以上: 2, 缺考: 0}, otherwise: 1}", [2, 0, None, None]),
        ("{from: 成绩, choices: {80: 2, 缺考: 0}, otherwise: 1}", [2, 0, None, None]),
        ("{words: [免考], formula: 成绩}", [80, None, "免考", None]),
        ("{formula: 成绩, between: [0, 50]}", [50, None, None, None]),
    ],
)
def test_a_word_is_no_number(clause: str, expected: list[Any]) -> None:
    """For 80, 缺考, 免考 and a blank."""
    assert worth(clause, 80, "缺考", "免考", "") == expected


LEVEL = """
level:
  name: 星级
  words: [不定星级]
  decide:
    - {when: 新任, give: 不定星级}
  otherwise: 星数
  between: [0, 5]
vetoes:
  - {when: 处分, effect: {cap: 1}, because: 受处分}
values:
  够三星: {formula: '如果(星级 ≥ 3, 1, 0)'}
  不到三星: {formula: '如果(星级 < 3, 1, 0)'}
  升: {formula: '如果(晋级(星级), 1, 0)'}
  上年不定: {formula: '如果(上年(星级) = 不定星级, 1, 0)'}
  加倍: {formula: 星级 * 2}
entitlements:
  补贴: {from: 星级, choices: {3: 300元, 4: 400元, 5: 500元}, otherwise: 0元}
publish: [够三星, 不到三星, 升, 上年不定, 加倍]
"""


def years(*each: dict[str, list[Any]]) -> Any:
    history, made = History(), None
    for year, given in enumerate(each, 2021):
        size = len(given["星数"])
        columns = {
            "星数": ("number", given["星数"]),
            "新任": ("yes_no", given.get("新任", [False] * size)),
            "处分": ("yes_no", given.get("处分", [False] * size)),
        }
        day = date(year, 12, 31)
        made = rated(LEVEL, columns, as_of=day, history=history)
        history = History((*history.past, Past(read_period(str(year)), day, made.record())))
    return made


def test_a_result_that_is_a_word_is_decided() -> None:
    made = years({"星数": [4, 4, 2], "新任": [False, True, None]})
    assert results(made, "星级") == [4, "不定星级", None]
    assert made.text("星级", 1) == "不定星级"


def test_it_is_neither_above_nor_below_any_number() -> None:
    made = years({"星数": [4, 4, 2], "新任": [False, True, False]})
    assert results(made, "够三星") == [1, 0, 0]
    assert results(made, "不到三星") == [0, 0, 1]
    assert results(made, "补贴") == [400, 0, 0]
    assert results(made, "加倍") == [8, None, 4]


def test_why_it_cannot_be_computed_with_is_told() -> None:
    made = years({"星数": [4], "新任": [True]})
    assert "星级是“不定星级”，不是数" in phrase(explain_step(made, made.scheme.step("加倍"), 0))


def test_vetoes_leave_it_alone() -> None:
    made = years({"星数": [4, 4], "新任": [False, True], "处分": [True, True]})
    assert results(made, "星级") == [1, "不定星级"]
    open_ = years({"星数": [4, 1], "新任": [None, None], "处分": [True, True]})
    assert results(open_, "星级") == [None, None]  # it may be 不定星级, which no veto touches


def test_it_is_kept_and_read_the_year_after() -> None:
    made = years({"星数": [4, 4], "新任": [True, False]}, {"星数": [5, 5]})
    assert results(made, "上年不定") == [1, 0]
    assert results(made, "升") == [0, 1]
    past = last_results(made)
    assert past is not None
    assert [compute_rise(made, past, i) for i in range(2)] == [None, 1]
    record = made.record()
    before = years({"星数": [4], "新任": [True]}).record()
    assert record[record["item"] == "星级"]["state"].tolist() == ["已定", "已定"]
    assert before[before["item"] == "星级"][["state", "word"]].to_numpy().tolist() == [["已定", "不定星级"]]


def test_who_is_undecided_for_a_word_in_a_cell_is_told_its_cause() -> None:
    body = "stars:\n  星: {formula: 成绩, basis: 试}\n"
    made = rated(body, {"成绩": (MARKS, [90])})
    made.tables.single["名册"].columns["成绩"] = read("缺考")  # type: ignore[index]
    again = score(made.scheme, made.tables, History())
    (clauses,) = find_open_clauses(again).values()
    assert [clause.unknown for clause in clauses] == [("成绩",)]
    assert "成绩是“缺考”，不是数" in phrase(explain_step(again, clauses[0].step, 0))


def test_a_word_that_is_not_declared_is_refused() -> None:
    made = loaded(
        LEVEL.replace("  words: [不定星级]\n", ""),
        {"星数": ("number", []), "新任": ("yes_no", []), "处分": ("yes_no", [])},
    )
    (problem,) = [p for p in made.problems if p.code == "R301" and "不定星级" in p.message][:1]
    assert "words" in problem.remedy


def test_decide_tells_what_it_leaves_out() -> None:
    body = "values:\n  得数: {decide: [{when: 成绩 ≥ 60, give: 1}, {when: 成绩 < 60, give: 0}]}\n"
    told = [p.message for p in loaded(body, {"成绩": (MARKS + ", between: [0, 100]", [])}).problems]
    assert any("缺考" in message and "免考" in message for message in told)


def test_fractions_stay_exact_beside_words() -> None:
    assert worth("{words: [缺考], formula: 成绩}", 0.5, "缺考") == [Fraction(1, 2), "缺考"]
