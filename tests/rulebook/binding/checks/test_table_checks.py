"""Two columns of a table that go by one name: no header could say which is meant."""

import pytest

from stardb.quantity import read_period
from stardb.rulebook import load_text

SCHEME = """\
scheme: 试
subject: 支部
basis: 试
valid_from: 2020-01-01
tables:
  名册:
    key: 村
    name: 村
    columns:
      村: {type: text}
      收入: {type: money, unit: 万元%s}
      %s: {type: number%s}
level: {name: 星, formula: "1"}
"""


@pytest.mark.parametrize(
    ("first", "name", "second", "line", "column"),
    [
        (", aliases: [进账, 集体收入]", "户数", ", aliases: [家数, 集体收入]", 12, 40),
        (", aliases: 集体收入", "户数", ", aliases: 集体收入", 12, 35),
        (", aliases: 户数", "户数", "", 11, 44),
        ("", "户数", ", aliases: [收 入]", 12, 36),
        ("", "“收入”", "", 12, 7),
    ],
)
def test_one_name_for_two_columns_is_a_fault_at_its_place(first, name, second, line, column):
    problems = load_text(SCHEME % (first, name, second), "r.yaml", read_period("2022")).problems
    assert [(p.code, p.place.line) for p in problems if p.code == "R203"] == [("R203", line)]
    assert [p.place.column for p in problems if p.code == "R203"] == [column]


def test_a_name_of_its_own_told_twice_is_none():
    text = SCHEME % (", aliases: [收入, 集体收入, 集体收入]", "户数", ", aliases: [收入数]")
    assert all(p.code != "R203" for p in load_text(text, "r.yaml", read_period("2022")).problems)
