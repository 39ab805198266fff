"""The whole way, from workbooks to tables: always the same, and right for the sample county."""

from pathlib import Path

import numpy as np
import pytest
import yaml

from stardb.books import read_books
from stardb.intake import match_sheets, read_tables, report_unmatched
from stardb.rulebook import TableSpec
from stardb.shipped import shipped

REPOSITORY = Path(__file__).resolve().parents[2]
SCHEMES = ("five-star-branch", "secretary-star-level")


def specs(scheme):
    text = (shipped("rules") / f"{scheme}.yaml").read_text(encoding="utf-8")
    return {name: TableSpec.model_validate(table) for name, table in yaml.safe_load(text)["tables"].items()}


def test_the_same_workbooks_give_the_same_twice(rostered, look):
    rostered.send("检查", [*look.CHECK[:3], ["东村镇", "黎家村", "3~5", 1, 0.5, "?"]])
    first, second = rostered.read(), rostered.read()
    assert first.problems == second.problems
    assert first.counts == second.counts
    for name, table in first.tables.single.items():
        again = second.tables.single[name]
        assert np.array_equal(table.row, again.row)
        for column in table.columns:
            assert look.column(table, column) == look.column(again, column)


def test_problems_stand_in_the_order_of_sheets_and_rows(rostered, look):
    rostered.send(
        "1", [look.HEADER, ["东村镇", "李家村", "甲", "乙", 0.5, "?"], ["东村镇", "王家村", "丙", 1, 0.5, "√"]]
    )
    rostered.send("2", [look.HEADER, ["西村镇", "李家村", "丁", 1, 0.5, "√"]])
    places = [str(problem.place) for problem in rostered.read().problems if problem.code == "D122"]
    assert [place.removeprefix("data/") for place in places] == [
        "1.xlsx!表!C2",
        "1.xlsx!表!D2",
        "1.xlsx!表!F2",
        "1.xlsx!表!C3",
        "2.xlsx!表!C2",
    ]


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (
            "2022",
            {
                ("D122", "07 梁家庄乡 五星支部创建.xlsx", "I13"),
                ("D124", "04 界河口镇 五星支部创建.xlsx", "G5"),
                ("D121", "03 普明镇 五星支部创建.xlsx", "D18"),
                ("D122", "05 上明乡 五星支部创建.xlsx", "G17"),
                ("D125", "02 岚城镇 五星支部创建.xlsx", "J12"),
                ("D141", "09 社科乡 五星支部创建.xlsx", "C9"),
                ("D142", "01 东村镇 五星支部创建.xlsx", "B18"),
                ("D143", "03 普明镇 五星支部创建.xlsx", "C13"),
                ("D145", "00 县委组织部 支部名册.xlsx", "C63"),
            },
        ),
        (
            "2023",
            {
                ("D124", "02 岚城镇 五星支部创建.xlsx", "D12"),
                ("D122", "09 社科乡 五星支部创建.xlsx", "D12"),
                ("D145", "00 县委组织部 支部名册.xlsx", "C35"),
            },
        ),
    ],
)
def test_the_sample_county_has_just_the_faults_its_readme_lists(year, expected):
    books = read_books(REPOSITORY / "data" / year, REPOSITORY)
    sheets, problems = books.sheets, [*books.problems]
    for scheme in SCHEMES:
        intake = read_tables(sheets, specs(scheme))
        assert len(intake.tables.subjects) == 144
        problems += intake.problems
    problems += report_unmatched(match_sheets(sheets, {scheme: specs(scheme) for scheme in SCHEMES}))
    found = {(p.code, p.place.file.rpartition("/")[2], p.place.cell) for p in problems if p.code != "D144"}
    assert found == expected
