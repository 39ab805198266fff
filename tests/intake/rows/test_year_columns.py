"""A row whose quarter is written with another year than stands beside it is of no known period."""

from stardb.books import Sheet
from stardb.intake import ReadingOptions, read_tables
from stardb.quantity import read_period, show_at
from stardb.rulebook import TableSpec

TEXT = {"type": "text"}
QUARTERS = ["一季度", "二季度", "三季度", "四季度"]
SPECS = {
    "名册": TableSpec.model_validate({"key": "姓名", "name": "姓名", "columns": {"姓名": TEXT}}),
    "季度评议": TableSpec.model_validate(
        {
            "key": "姓名",
            "many": True,
            "none": "unknown",
            "period": ["年度", "季度"],
            "columns": {
                "姓名": TEXT,
                "年度": {"type": "year"},
                "季度": {"type": "choice", "choices": QUARTERS},
                "好票": {"type": "number"},
            },
        }
    ),
}
ROSTER = Sheet("0.csv", "名册", [["姓名"], ["张三"]])


def test_a_quarter_of_another_year_than_the_row_says_is_told_at_its_cell():
    rows = [["张三", 2021, "2022年一季度", 5], ["张三", 2022, "2022年二季度", 6], ["张三", 2022, "三季度", 7]]
    sheet = Sheet("1.csv", "季度评议", [["姓名", "年度", "季度", "好票"], *rows])
    intake = read_tables([ROSTER, sheet], SPECS, "2022", ReadingOptions(period=read_period("2022")))
    (problem,) = (p for p in intake.problems if p.code == "D237")
    assert (problem.place.cell, problem.found, problem.expected) == ("C2", "2022年", "2021年")
    table = intake.tables.many["季度评议"]
    assert [show_at(table.columns["年度"], i) for i in range(3)] == ["待定", "2022", "2022"]
    assert [show_at(table.columns["季度"], i) for i in range(3)] == ["待定", "二季度", "三季度"]
