"""A record table whose rows are columns of another table (`rows_of`): what its rows are, and which cells they lead back to."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

import stardb
from stardb.problems import Problem
from stardb.quantity import Frequency, find_period
from stardb.rulebook import load_text

DAY = date(2022, 12, 31)

RULES = """\
scheme: 月度考评
subject: 村
basis: 示例
valid_from: 2022-01-01
tables:
  名册: {key: 村, name: 村, columns: {村: {type: text, required: true}}}
  月度表:
    key: 村
    columns:
      村: {type: text}
      '{月}得分': {each_of: {月: [1, 2, 3]}, type: number, between: [0, 100]}
      备注: {type: text, note: 供查看}
  各月:
    rows_of: {table: 月度表, each_of: {月: [1, 2, 3]}, columns: {得分: '{月}得分'}, missing: leave_out}
    computed: {名次: {cohort: 得分, take: rank, within: 月}}
values:
  平均: {mean_of: 各月, from: 得分, round: 0.01}
  后两月: {sum_of: 各月, from: 得分, where: 月 ≥ 2}
  头名: {count_of: 各月, where: 名次 = 1}
level: {name: 星级, formula: 头名, basis: 第一条}
publish: [平均, 后两月, 头名]
"""


def score(rules: str = RULES, **months: list[object]) -> stardb.Result:
    """甲村, 乙村 and 丙村 rated; months of whoever has a row in 月度表."""
    scheme = load_text(rules, "a.yaml", find_period(DAY, Frequency.YEAR), DAY).scheme
    assert scheme is not None
    villages = ["甲村", "乙村", "丙村"]
    rows = pd.DataFrame(
        {"村": villages[: len(months["m1"])], **{f"{name[1]}得分": values for name, values in months.items()}}
    )
    return stardb.score(scheme, {"名册": pd.DataFrame({"村": villages}), "月度表": rows})


def values(result: stardb.Result, name: str) -> list[object]:
    column = result.appraisal.columns[name]
    return [column.at(i) for i in range(3)]


def test_a_column_a_month_becomes_a_row_a_month() -> None:
    """甲村 (90 + 80 + 70) ÷ 3 = 80; 乙村 has no third month: (60 + 85) ÷ 2; nobody has sent 丙村's."""
    result = score(m1=[90, 60], m2=[80, 85], m3=[70, None])
    assert values(result, "平均") == [80, Fraction("72.5"), None]
    assert values(result, "后两月") == [150, 85, None]


def test_columns_are_computed_of_its_rows() -> None:
    result = score(m1=[90, 60, 50], m2=[80, 85, 50], m3=[70, None, 50])
    assert values(result, "头名") == [2, 1, 0]


def test_a_blank_month_is_unknown_where_the_rule_does_not_leave_it_out() -> None:
    result = score(RULES.replace(", missing: leave_out", ""), m1=[90, 60, 1], m2=[80, 85, 1], m3=[70, None, 1])
    assert values(result, "平均") == [80, None, 1]


def test_every_value_leads_back_to_its_cell() -> None:
    result = score(m1=[90, 60], m2=[80, 85], m3=[None, 75])
    table = result.appraisal.tables.many["各月"]
    cells = [str(table.place(row, "得分")) for row in range(len(table))]
    assert cells == [f"DataFrame!月度表!{cell}" for cell in ("B2", "C2", "B3", "C3", "D3")]
    assert table.subject.tolist() == [0, 0, 1, 1, 1]
    (row,) = result.details().query("name == '甲村' and step == '平均'").itertuples()
    assert row.reason == "各月共2行，平均，为85"


def problems(old: str, new: str) -> list[Problem]:
    assert old in RULES
    return [
        p
        for p in load_text(RULES.replace(old, new), "a.yaml", find_period(DAY, Frequency.YEAR), DAY).problems
        if p.code != "R602"
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("table: 月度表", "table: 月度", "是不是“月度表”"),
        ("table: 月度表", "table: 各月", "不是一个对象一行的表"),
        ("得分: '{月}得分'", "得分: '{月}分'", "没有“1分”、“2分”、“3分”"),
        ("得分: '{月}得分'", "得分: '{日}得分'", "没有 {日} 这个记号"),
        ("得分: '{月}得分'", "得分: 备注", "没有写 {月}"),
        ("得分: '{月}得分'", "月: '{月}得分'", "不能再叫这个名称"),
        ("      备注:", "      4得分: {type: percent}\n      备注:", ""),
        ("missing: leave_out}\n", "missing: leave_out}\n    columns: {村: {type: text}}\n", "不写 columns"),
    ],
)
def test_faults_are_said_where_they_stand(old: str, new: str, said: str) -> None:
    found = problems(old, new)
    if not said:
        assert [p.code for p in found] == ["R603"]  # only that nothing reads it
        return
    assert [p.code for p in found][:1] == ["R209"]
    assert any(said in p.message for p in found), found
    assert found[0].place.line >= RULES[: RULES.index("  各月:")].count("\n")


def test_columns_that_differ_do_not_become_one() -> None:
    found = problems("each_of: {月: [1, 2, 3]}, columns", "each_of: {月: [1, 2, 3, 4]}, columns")
    assert "没有“4得分”" in found[0].message
    wider = RULES.replace("      备注:", "      4得分: {type: percent}\n      备注:").replace(
        "[1, 2, 3]}, columns", "[1, 2, 3, 4]}, columns"
    )
    (odd,) = [p for p in load_text(wider, "a.yaml", find_period(DAY, Frequency.YEAR), DAY).problems if p.code == "R209"]
    assert "“1得分”与“4得分”写的不一样" in odd.message


def test_it_is_not_filled_in(tmp_path: Path) -> None:
    scheme = load_text(RULES, "a.yaml", find_period(DAY, Frequency.YEAR), DAY).scheme
    assert scheme is not None
    assert list(scheme.filled_in) == ["名册", "月度表"]
    assert [p.code for p in problems("basis: 第一条", "basis: 第一条")] == []  # the months are read through it
