"""Validity of a table's rows: honours count for some years from the day they were awarded, certificates until their last day."""

from datetime import date
from typing import Any

import pytest
from rating import loaded, rated, reasons, results, worth

GRADES = "choice, choices: [国家级, 省部级, 县级]"
TWO = {"甲": ("number", [1, 2])}
BY_GRADE = "valid_for: {from: 日期, lasts: {from: 级别, choices: {国家级: 5年, 省部级: 3年, 县级: 1年}}}"


def awards(*rows: tuple[Any, ...], valid: str = BY_GRADE) -> dict[str, Any]:
    return {"表彰": ({"级别": GRADES, "日期": "date", "有效期": "duration", "失效": "date, blank: 至今"}, rows, valid)}


def row(grade: str | None, day: str | None, lasts: int | None = None, until: str | None = None) -> tuple[Any, ...]:
    return (0, grade, day, lasts, until)


@pytest.mark.parametrize(
    ("grade", "day", "counts"),
    [
        ("省部级", "2020-01-01", 1),  # 到 2022-12-31 止，考核日当天还有效
        ("省部级", "2019-12-31", 0),  # 到 2022-12-30 止
        ("国家级", "2018-01-01", 1),
        ("国家级", "2017-12-31", 0),
        ("县级", "2022-12-31", 1),  # 认定当天就有效
        ("县级", "2023-01-01", 0),  # 尚未生效
    ],
)
def test_a_row_counts_from_its_day_for_as_long_as_its_grade_says(grade: str, day: str, counts: int) -> None:
    assert worth("{count_of: 表彰}", TWO, awards(row(grade, day)))[0] == counts


def test_how_long_may_be_a_column_or_one_length_for_all() -> None:
    long, short = row("县级", "2020-01-01", 36), row("县级", "2020-01-01", 35)
    assert worth("{count_of: 表彰}", TWO, awards(long, short, valid="valid_for: {from: 日期, lasts: 有效期}"))[0] == 1
    assert worth("{count_of: 表彰}", TWO, awards(long, short, valid="valid_for: {from: 日期, lasts: 2年}"))[0] == 0


def test_until_a_day_that_is_still_valid_and_until_now() -> None:
    rows = [row("县级", "2020-01-01", 1, last) for last in ("2022-12-31", "2022-12-30", None)]
    assert worth("{count_of: 表彰}", TWO, awards(*rows, valid="valid_for: {until: 失效}"))[0] == 2


def test_every_clause_heeds_it() -> None:
    """2019 年的国家级还有效，2019 年的省部级已过期。"""
    records = awards(row("国家级", "2019-05-01"), row("省部级", "2019-06-01"))
    scale = "choices: {国家级: 5, 省部级: 9, 县级: 1}"
    assert worth(f"{{best_of: 表彰, from: 级别, {scale}}}", TWO, records)[0] == 5
    assert worth(f"{{sum_of: 表彰, from: 级别, {scale}}}", TWO, records)[0] == 5
    assert worth(f"{{mean_of: 表彰, from: 级别, {scale}}}", TWO, records)[0] == 5
    assert worth("{last_of: 表彰, from: 级别, by: 日期}", TWO, records)[0] == "国家级"
    assert worth("{first_of: 表彰, from: 级别, by: 日期}", TWO, records)[0] == "国家级"
    assert worth("{tenure: 表彰, from: 日期, to: 失效}", TWO, records)[0] == 44  # 2019-05-01 到 2022-12-31
    assert worth("{count_of: 表彰, expect: 1}", TWO, records)[0] == 1


def test_a_clause_that_wants_all_rows_says_so() -> None:
    records = awards(row("国家级", "2019-05-01"), row("省部级", "2019-06-01"))
    assert worth("{count_of: 表彰, valid: all}", TWO, records)[0] == 2
    assert worth("{tenure: 表彰, from: 日期, to: 失效, valid: all, take: longest}", TWO, records)[0] == 44


def test_where_it_cannot_be_told_the_subject_is_undecided_and_only_then() -> None:
    unknown = "{count_of: 表彰}"
    assert worth(unknown, TWO, awards(row("县级", None))) == [None, 0]
    assert worth(unknown, TWO, awards(row(None, "2022-06-01")))[0] is None
    assert worth(unknown, TWO, awards(row(None, "2023-06-01")))[0] == 0  # whatever its grade, not yet valid
    assert worth("{count_of: 表彰, where: 级别 = 国家级}", TWO, awards(row("县级", None)))[0] == 0
    assert "日期未知" in reasons(unknown, TWO, awards(row("县级", None)))[0]


def test_the_newest_of_rows_is_undecided_where_a_newer_one_may_be_valid() -> None:
    both = "valid_for: {from: 日期, lasts: 有效期}"
    records = awards(row("县级", "2021-05-01", 60), row("国家级", "2022-06-01", None), valid=both)
    assert worth("{last_of: 表彰, from: 级别, by: 日期}", TWO, records)[0] is None
    older = awards(row("县级", "2022-06-02", 60), row("国家级", "2022-06-01", None), valid=both)
    assert worth("{last_of: 表彰, from: 级别, by: 日期}", TWO, older)[0] == "县级"


def test_a_row_says_until_when_it_was_valid() -> None:
    records = awards(row("省部级", "2019-12-31"), row("县级", "2023-01-01"), row("县级", "2022-12-01"))
    appraisal = rated("values:\n  得数: {count_of: 表彰}", TWO, records)
    (trace,) = appraisal.scored["得数"].rows
    assert [trace.text(k) for k in range(3)] == ["已过有效期（到2022-12-30止），不计", "尚未生效，不计", "采用"]
    assert reasons("{count_of: 表彰}", TWO, records)[0] == "表彰共1行（另有2行不在有效期内），计数，为1"


def test_the_validity_may_rest_on_a_computed_column() -> None:
    """公示满一个月起算，两年有效：2020-11-30 认定，2020-12-30 起，到 2022-12-29 止。"""
    valid = "valid_for: {from: 生效日, lasts: 2年}"
    records = awards(row("县级", "2020-11-30"), row("县级", "2020-12-01"), valid=valid)
    records["表彰"] = (*records["表彰"], "computed: {生效日: 日期 + 1个月}")
    assert worth("{count_of: 表彰}", TWO, records)[0] == 1


def test_it_is_that_of_the_day_of_the_appraisal() -> None:
    records = awards(row("县级", "2022-06-01"))
    day = {
        k: results(rated("values:\n  得数: {count_of: 表彰}", TWO, records, k), "得数")[0]
        for k in (date(2023, 5, 31), date(2023, 6, 1))
    }
    assert list(day.values()) == [1, 0]


@pytest.mark.parametrize(
    ("valid", "code"),
    [
        ("valid_for: {from: 日期}", "R203"),
        ("valid_for: {lasts: 3年}", "R203"),
        ("valid_for: {from: 日期, lasts: 3年, until: 失效}", "R203"),
        ("valid_for: {from: 级别, lasts: 3年}", "R302"),
        ("valid_for: {from: 日期, lasts: 3}", "R305"),
        ("valid_for: {from: 日期, lasts: {from: 级别, choices: {国家级: 5年}}}", "R405"),
        ("valid_for: {from: 日期, lasts: {from: 级别, choces: {国家级: 5年}}}", "R204"),
    ],
)
def test_what_does_not_hold_is_reported(valid: str, code: str) -> None:
    made = loaded("values:\n  得数: {count_of: 表彰}", TWO, awards(valid=valid))
    assert code in [p.code for p in made.problems]


def test_all_rows_of_a_table_without_validity_need_not_be_asked_for() -> None:
    records = {"表彰": ({"级别": GRADES}, [])}
    made = loaded("values:\n  得数: {count_of: 表彰, valid: all}", TWO, records)
    assert [p.code for p in made.problems if p.code == "R441"] == ["R441"]


def test_what_does_not_expire_says_so_by_a_word() -> None:
    by_grade = (
        "valid_for: {from: 日期, lasts: {from: 级别, words: [长期], choices: {国家级: 长期, 省部级: 3年, 县级: 1年}}}"
    )
    rows = row("国家级", "1990-01-01"), row("国家级", "2023-01-01"), row("县级", "2020-01-01"), row("国家级", None)
    assert worth("{count_of: 表彰}", TWO, awards(*rows[:3], valid=by_grade))[0] == 1
    assert worth("{count_of: 表彰}", TWO, awards(rows[3], valid=by_grade))[0] is None
    appraisal = rated("values:\n  得数: {count_of: 表彰}", TWO, awards(*rows[:3], valid=by_grade))
    (validity,) = appraisal.row_steps("表彰")
    columns = appraisal.row_columns("表彰")
    assert (
        validity.rule.sentence(columns.score(validity.name), columns, 0)
        == "自1990-01-01起，有效期长期，一直有效，考核日在有效期内"
    )


def test_a_validity_that_no_clause_heeds_is_reported() -> None:
    def codes(clause: str) -> list[str]:
        return [p.code for p in loaded(f"values:\n  得数: {clause}", TWO, awards()).problems if p.code == "R443"]

    assert codes("{count_of: 表彰, valid: all}") == ["R443"]
    assert codes("{count_of: 表彰}") == []
    assert codes("{tenure: 表彰, from: 日期, to: 失效}") == []
    assert codes("{points: 9, deduct: [{count_of: 表彰}]}") == []
    assert codes("{cohort: 有效期, rows: 表彰, take: largest}") == []
    assert codes("{count_of: 表彰, valid: all, again: {same: 级别, times: 2, by: 日期, within: valid}}") == []


def test_a_column_may_have_the_name_of_the_keyword() -> None:
    """A column called valid_for is one like others: 3 of the valid row, 5 of the one that ended in 2021 left out."""
    rows = [(0, "2022-06-01", 3), (0, "2020-06-01", 5)]
    records = {"表彰": ({"日期": "date", "valid_for": "number"}, rows, "valid_for: {from: 日期, lasts: 1年}")}
    assert worth("{sum_of: 表彰, from: valid_for}", TWO, records)[0] == 3
