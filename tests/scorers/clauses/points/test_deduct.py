"""`deduct`: from the full mark, one cause after another (满分15，…扣5，…扣3，其他酌情，扣完为止)."""

from fractions import Fraction

import pytest
from rating import loaded, reasons, worth

COLUMNS = {
    "按期换届": ("yes_no", [True, False, False, None, False]),
    "班子缺额": ("number, unit: 人", [0, 1, 3, 0, None]),
}
RECORDS = {"扣分记录": ({"扣分": "number"}, [[1, 2], [1, 1], [2, 3], [3, 1], [4, 1]])}

# 领导班子15分：不按期换届扣5分，每缺一人扣4分，其余照记录
CLAUSE = (
    "{points: 15, deduct: [{when: 按期换届 = 否, amount: 5}, {from: 班子缺额, per: 1人, each: 4}, "
    "{sum_of: 扣分记录, from: 扣分}]}"
)


def test_causes_add_up_and_stop_at_nothing() -> None:
    # 15；15 − 5 − 4 − 3 = 3；15 − 5 − 12 − 3 = −5，扣完为止；不知换没换届；不知缺几人
    assert worth(CLAUSE, COLUMNS, RECORDS) == [15, 3, 0, None, None]


def test_the_sentence_names_what_took_points_and_nothing_else() -> None:
    first, second, third, *_ = reasons(CLAUSE, COLUMNS, RECORDS)
    assert first == "从满分15分扣起，没有扣分，为15"
    assert "第1项：条件“按期换届〔否〕 = 否”成立；为5" in second
    assert "第2项：班子缺额 1人" in second
    assert "第3项：扣分记录共2行" in second
    assert "扣完为止" in third


def test_a_fraction_of_points_is_exact() -> None:
    columns = {"迟到": ("number, unit: 次", [3])}
    assert worth("{points: 10, deduct: [{from: 迟到, per: 1次, each: 0.5}]}", columns) == [Fraction(17, 2)]


@pytest.mark.parametrize(
    ("clause", "code", "said"),
    [
        ("{deduct: [{when: 按期换届 = 否, amount: 5}]}", "R202", "要写满分"),
        ("{points: 15, deduct: [{when: 按期换届 = 否, amount: 5元}]}", "R305", "扣分应是数"),
        ("{points: 15, deduct: [{when: 按期换届 = 否, amuont: 5}]}", "R204", "没有写计分方式"),
        ("{points: 15, deduct: [{from: 班子缺员, per: 1人, each: 4}]}", "R301", "班子缺员"),
        ("{points: 15, deduct: []}", "R203", "至少一项"),
        ("{points: 15, deduct: [{formula: -5}]}", "R203", "扣分写正数"),
        ("{points: 15, deduct: [{from: 班子缺额, per: 1人, each: -4}]}", "R203", "扣分写正数"),
    ],
)
def test_what_cannot_be_is_refused(clause: str, code: str, said: str) -> None:
    found = loaded(f"values:\n  得数: {clause}", COLUMNS, RECORDS).problems
    assert [p.code for p in found if not p.code.startswith("R6")] == [code]
    assert said in next(p.message for p in found if p.code == code)


def test_a_fault_within_is_found_at_its_place() -> None:
    body = "values:\n  得数: {points: 15, deduct: [{from: 班子缺员, per: 1人, each: 4}]}"
    (found,) = [p for p in loaded(body, COLUMNS, RECORDS).problems if p.code == "R301"]
    assert found.place.column == body.splitlines()[1].index("班子缺员") + 1
