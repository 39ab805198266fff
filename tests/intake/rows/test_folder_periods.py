"""What a folder says of the rows in it: a blank day is one of its period, and nobody without a row of the period has one."""

from stardb.books import Sheet
from stardb.intake import ReadingOptions, find_rows_of, read_tables
from stardb.quantity import read_period
from stardb.rulebook import TableSpec

TEXT = {"type": "text"}
ROSTER_SPEC = TableSpec.model_validate({"key": "户", "name": "户", "columns": {"户": TEXT}})
POINTS = TableSpec.model_validate(
    {
        "key": "户",
        "many": True,
        "none": "means_none",
        "period": "日期",
        "repeats": "several",
        "columns": {"户": TEXT, "日期": {"type": "date", "required": True}, "事项": TEXT},
    }
)
BALLOTS = TableSpec.model_validate(
    {
        "key": "户",
        "many": True,
        "none": "unknown",
        "period": "季度",
        "columns": {
            "户": TEXT,
            "季度": {"type": "choice", "choices": ["一季度", "二季度"]},
            "好票": {"type": "number"},
        },
    }
)


def read(table, spec, sheets, period):
    """The intake of two households' table out of folders: folder -> rows."""
    files = {f"data/{folder}/{table}.csv": folder for folder in sheets}
    folders = {"data/2023/户.csv": read_period("2023"), **{file: read_period(name) for file, name in files.items()}}
    read = [Sheet("data/2023/户.csv", "名册", [["户"], ["甲"], ["乙"]])]
    read += [Sheet(file, table, [[*spec.columns], *sheets[name]]) for file, name in files.items()]
    options = ReadingOptions(period=read_period(period), folders=folders)
    return read_tables(read, {"名册": ROSTER_SPEC, table: spec}, "2023", options)


def inside(intake, period):
    """Of each row of the points whether it is of a period; None where that is not known."""
    found = find_rows_of(POINTS, intake.tables.many["积分"], read_period(period))
    return [bool(value) if known else None for value, known in zip(found.data, found.known, strict=True)]


def test_a_row_whose_day_is_left_blank_is_of_the_period_of_its_folder_and_of_no_other():
    rows = {"2023Q2": [["甲", "", "扫地"], ["乙", "2023-05-01", "扫地"]], "2023Q4": [["甲", "2023-11-02", "扫地"]]}
    second = read("积分", POINTS, {"2023Q2": rows["2023Q2"]}, "2023Q2")
    assert inside(second, "2023Q2") == [True, True]
    assert [p.code for p in second.problems] == ["D121"]  # it is to be filled in all the same
    fourth = read("积分", POINTS, rows, "2023Q4")
    assert inside(fourth, "2023Q4") == [False, True, False]
    assert inside(fourth, "2023") == [True, True, True]


def test_a_day_of_another_quarter_or_one_that_cannot_be_read_is_of_no_known_one():
    rows = {"2023Q2": [["甲", "2023-07-02", "扫地"], ["乙", "二十六号", "扫地"]]}
    assert inside(read("积分", POINTS, rows, "2023Q2"), "2023Q2") == [None, None]


def test_who_has_no_row_of_the_period_is_told_with_the_period():
    rows = {"2023Q1": [["甲", "一季度", 5], ["乙", "一季度", 5]], "2023Q2": [["甲", "二季度", 6]]}
    (told,) = (p for p in read("评议", BALLOTS, rows, "2023Q2").problems if p.code == "D225")
    assert told.message == "“乙”在“评议”里没有2023年第二季度的行，有没有无从知道，按未知处理。"
    assert not any(p.code == "D225" for p in read("评议", BALLOTS, rows, "2023").problems)
