"""A closed year corrected by a decision of the next: the difference is paid or reclaimed; the closed results stay."""

import openpyxl
import pytest
from workspaces import write_book
from yearly import yearly

from stardb.workspace import close_period, open_workspace, run, verify_closings

TITLES = ["编号", "办法", "对象", "事项", "项", "原值", "改为", "理由", "依据机关", "文号", "日期", "经办"]


def decide(root, period, *rows):
    """Decisions of a period: number, subject, matter, item, value before, value after."""
    told = [
        [
            number,
            "连年晋星",
            subject,
            matter,
            item,
            before,
            after,
            "漏了",
            "县委组织部",
            "岚组〔2023〕3号",
            "2023-06-01",
            "王某",
        ]
        for number, subject, matter, item, before, after in rows
    ]
    write_book(root / f"decisions/{period}/裁定.xlsx", {"裁定": [TITLES, *told]})


def rows_of(root, period):
    sheet = openpyxl.load_workbook(root / f"results/{period}/补发扣回.xlsx")["补发扣回"]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]


def amounts(root, period):
    """Subject, period, corrected, before, after, entitlement, paid, due, difference, unit."""
    return [[*row[1:2], *row[3:12]] for row in rows_of(root, period) if row[1]]


@pytest.fixture
def county(tmp_path):
    """2022 closed: 甲 2 stars and 200, 乙 1 and 100. 2023 is rated."""
    root = yearly(tmp_path / "县", "2022", "甲2 乙1")
    run(open_workspace(root))
    close_period(open_workspace(root))
    return yearly(root, "2023", "甲1 乙1")


def codes(outcome):
    return [(one.code, one.found) for one in outcome.problems if one.code.startswith(("W33", "D24"))]


def test_what_was_paid_too_little_is_paid_and_too_much_reclaimed(county):
    before = {path: path.read_bytes() for path in (county / "results/2022").rglob("*") if path.is_file()}
    decide(
        county, "2023",
        ("1", "甲某某", "数据格", "2022:名册.新增", "2星", "5星"),
        ("2", "乙某某", "星级", "2022:星级", "1星", "0星"),
    )  # fmt: skip
    outcome = run(open_workspace(county))
    assert codes(outcome) == []
    assert "results/2023/补发扣回.xlsx" in outcome.files
    assert amounts(county, "2023") == [
        ["甲某某", "2022年度", "名册的新增", "2星", "5星", "奖补", 200, 500, 300, "元/年"],
        ["乙某某", "2022年度", "星级", "1星", "0星", "奖补", 100, 0, -100, "元/年"],
    ]
    totals = [(row[0], row[10]) for row in rows_of(county, "2023") if not row[1]]
    assert totals == [("补发合计", 300), ("扣回合计", -100), ("净额", 200)]
    levels = outcome.appraisals["little"].record().set_index(["item"]).loc["星级"]["numerator"]
    assert sorted(levels) == [2, 3]  # 2023 stands on the closed levels: 2 + 1, 1 + 1
    assert {path: path.read_bytes() for path in (county / "results/2022").rglob("*") if path.is_file()} == before
    close_period(open_workspace(county))
    assert verify_closings(open_workspace(county), False).exit_status == 0


def test_who_left_since_is_corrected_by_the_name_of_then(county):
    """Only 甲 is rated in 2023. 乙 got 100 for 1 star; with 3 it is 300, of which 250 is decided; named two ways, it is one."""
    yearly(county, "2023", "甲1")
    decide(
        county, "2023",
        ("1", "乙某某", "数据格", "2022:名册.新增", "1星", "3星"),
        ("2", "甲镇/乙某某", "待遇", "2022:奖补", "300元", "250元"),
    )  # fmt: skip
    outcome = run(open_workspace(county))
    assert codes(outcome) == []
    assert [[row[0], *row[6:9]] for row in amounts(county, "2023")] == [["乙某某", 100, 250, 150]]


def test_a_second_correction_stands_on_the_first(county):
    decide(county, "2023", ("1", "甲某某", "星级", "2022:星级", "2星", "5星"))
    run(open_workspace(county))
    close_period(open_workspace(county))
    yearly(county, "2024", "甲1 乙1")
    decide(county, "2024", ("1", "甲某某", "星级", "2022:星级", "2星", "3星"))
    run(open_workspace(county))
    assert [row[6:9] for row in amounts(county, "2024")] == [[500, 300, -200]]


def test_a_decision_that_does_not_hold_is_told_at_its_cell_and_pays_nothing(county):
    decide(
        county,
        "2023",
        ("1", "甲某某", "星级", "2022:星级", "4星", "5星"),
        ("2", "乙某某", "星级", "2021:星级", "1星", "2星"),
    )
    outcome = run(open_workspace(county))
    assert [code for code, _ in codes(outcome)] == ["D243", "W336"]
    assert all(one.place.file == "decisions/2023/裁定.xlsx" for one in outcome.problems if one.code in ("D243", "W336"))
    assert not (county / "results/2023/补发扣回.xlsx").exists()


def test_what_cannot_be_said_is_no_amount(tmp_path):
    """乙's stars of 2022 are not known; a decision settles 甲's, and one that none can tell pays nothing."""
    root = yearly(tmp_path, "2022", "甲2 乙？")
    run(open_workspace(root))
    close_period(open_workspace(root), ["乙某某"], "核查中")
    yearly(root, "2023", "甲1 乙1")
    decide(root, "2023", ("1", "乙某某", "数据格", "2022:名册.新增", "待定", "3星"))
    run(open_workspace(root))
    assert [row[5:9] for row in amounts(root, "2023")] == [["奖补", "待定", 300, "待定"]]
    last = rows_of(root, "2023")[-1]  # there is nothing to add up, and that is said
    assert (last[0], last[10], last[11]) == ("待定的，没有算在内", 1, "项")


def test_an_archive_changed_since_corrects_nothing(county):
    path = county / "archive/2022.zip"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    decide(county, "2023", ("1", "甲某某", "星级", "2022:星级", "2星", "5星"))
    assert [code for code, _ in codes(run(open_workspace(county)))] == ["W336"]
