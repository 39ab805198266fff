"""pandas frames scored without files: exact, every value of a frame read as a cell would be."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from workspaces import CHECKED, ROSTER, SCHEME, small

import stardb


@pytest.fixture(scope="module")
def scheme(tmp_path_factory: pytest.TempPathFactory) -> stardb.Scheme:
    path = tmp_path_factory.mktemp("rules") / "small.yaml"
    path.write_text(SCHEME, encoding="utf-8")
    return stardb.load_scheme(path, "2022")


def frames() -> dict[str, pd.DataFrame]:
    """东庄 has all 20 points, 西庄 16, 南庄 6: it has 10万元 and held no election."""
    villages = pd.DataFrame({"乡镇": ["甲镇", "甲镇", "乙镇"], "村": ["东庄", "西庄", "南庄"]})
    return {
        "名册": villages.assign(户数=[80, 120, 60]),
        "检查表": villages.assign(收入=["25.5万元", 12.3, Decimal("10")], 换届=[True, "√", "×"]),
    }


def test_results_are_exact_and_a_row_a_subject(scheme: stardb.Scheme) -> None:
    frame = stardb.score(scheme, frames()).frame()
    assert frame["name"].tolist() == ["东庄", "西庄", "南庄"]
    assert frame["state"].tolist() == ["已定"] * 3
    assert frame["红星"].tolist() == [True, True, False]
    assert frame["总分"].tolist() == [Decimal(20), Decimal(16), Decimal(6)]
    assert frame["奖补"].sum() == Decimal(2000)
    assert all(isinstance(value, Decimal) for value in frame["奖补"])
    assert frame["等次"].max() == "红星支部"  # the best is the greatest


def test_frames_come_to_what_the_same_workbooks_come_to(scheme: stardb.Scheme, tmp_path: Path) -> None:
    root = small(tmp_path / "county")
    result = stardb.appraise(stardb.open_workspace(root))["little"]
    roster = pd.DataFrame(ROSTER[1:], columns=ROSTER[0])
    checked = pd.DataFrame(CHECKED[1:], columns=CHECKED[0])
    assert stardb.score(scheme, {"名册": roster, "检查表": checked}).frame().equals(result.frame())


@pytest.mark.parametrize("blank", [None, pd.NA, np.nan, float("nan"), "", pd.NaT])
def test_what_pandas_has_for_missing_is_a_blank_cell(scheme: stardb.Scheme, blank: object) -> None:
    given = frames()
    given["检查表"]["收入"] = given["检查表"]["收入"].astype(object)
    given["检查表"].loc[0, "收入"] = blank
    result = stardb.score(scheme, given)
    assert result.frame()["总分"].tolist()[0] is pd.NA
    (row,) = result.details().query("name == '东庄' and step == '集体收入'").itertuples()
    assert (row.value is pd.NA, row.cells) == (True, ("DataFrame!检查表!C2",))


def test_details_lead_from_points_to_clause_and_cell(scheme: stardb.Scheme) -> None:
    details = stardb.score(scheme, frames()).details()
    (row,) = details.query("name == '西庄' and step == '集体收入'").itertuples()
    assert (row.value, row.full, row.branch, row.clause) == (Decimal(6), Decimal(10), "10万元", "第二条")
    assert row.rule.startswith("small.yaml:")
    assert "12.3万元" in row.reason


def test_a_subject_explained_is_plain_data(scheme: stardb.Scheme) -> None:
    result = stardb.score(scheme, frames())
    told = result.explain("西庄")
    assert (told["group"], told["name"], told["state"]) == ("甲镇", "西庄", "decided")
    assert result.explain(1) == told
    with pytest.raises(KeyError, match="北庄"):
        result.explain("北庄")


def test_what_is_wrong_in_a_frame_is_a_problem_with_its_cell(scheme: stardb.Scheme) -> None:
    given = frames()
    given["检查表"]["收入"] = ["25.5万元", "12公斤", "10"]
    (row,) = stardb.score(scheme, given).problems().itertuples()
    assert (row.code, row.sheet, row.cell, row.found) == ("D122", "检查表", "C3", "12公斤")


def test_a_frame_that_is_no_table_of_the_scheme_is_refused(scheme: stardb.Scheme) -> None:
    with pytest.raises(ValueError, match="检查簿"):
        stardb.score(scheme, {**frames(), "检查簿": pd.DataFrame()})


def test_a_value_no_sheet_could_hold_is_named(scheme: stardb.Scheme) -> None:
    given = frames()
    given["检查表"]["收入"] = [1, Fraction(1, 3), 2]
    with pytest.raises(TypeError, match="检查表, row 1, 收入"):
        stardb.score(scheme, given)


def test_nobody_to_rate_raises_with_the_reasons(scheme: stardb.Scheme) -> None:
    with pytest.raises(stardb.ProblemsError):
        stardb.score(scheme, {"检查表": frames()["检查表"]})


def test_a_named_index_counts_as_columns(scheme: stardb.Scheme) -> None:
    plain = stardb.score(scheme, frames()).frame()
    indexed = {title: frame.set_index(["乡镇", "村"]) for title, frame in frames().items()}
    assert stardb.score(scheme, indexed).frame().equals(plain)


def test_results_compared_name_who_differs_in_what(scheme: stardb.Scheme) -> None:
    """西庄 drops from 12.3 to 9.9万元: 0 points instead of 6, so 10 in all, and no star."""
    before, changed = stardb.score(scheme, frames()), frames()
    changed["检查表"]["收入"] = ["25.5万元", 9.9, 10]
    rows = stardb.compare(before, stardb.score(scheme, changed)).itertuples(index=False)
    assert [tuple(row)[1:] for row in rows] == [
        ("西庄", "红星", True, False),
        ("西庄", "总分", Decimal(16), Decimal(10)),
        ("西庄", "星数", Decimal(1), Decimal(0)),
        ("西庄", "等次", "红星支部", "未获星"),
        ("西庄", "奖补", Decimal(1000), Decimal(0)),
    ]


def test_who_is_in_one_result_only_is_a_row(scheme: stardb.Scheme) -> None:
    whole = stardb.score(scheme, frames())
    fewer = stardb.score(scheme, {title: frame[:2] for title, frame in frames().items()})
    assert stardb.compare(whole, fewer).values.tolist() == [["乙镇", "南庄", "状态", "已定", pd.NA]]
    assert stardb.compare(fewer, whole).values.tolist() == [["乙镇", "南庄", "状态", pd.NA, "已定"]]


def test_earlier_results_are_what_a_scheme_reads_of_earlier_years(tmp_path: Path) -> None:
    """提升 is the rise of the total over the year before: 东庄 20 after 16 is 4."""
    text = SCHEME.replace(
        "level: {name", "values:\n  提升: {formula: 总分 - 上年(总分), basis: 试行}\npublish: [提升]\nlevel: {name"
    )
    path = tmp_path / "rising.yaml"
    path.write_text(text, encoding="utf-8")
    last, given = stardb.load_scheme(path, "2021"), frames()
    given["检查表"]["收入"] = [12, 12, 12]
    first = stardb.score(last, given)
    second = stardb.score(stardb.load_scheme(path, "2022"), frames(), earlier=[first])
    assert second.frame()["提升"].tolist() == [Decimal(4), Decimal(0), Decimal(0)]
