"""`stardb objections`: what it says and ends with."""

import json

import pytest
from workspaces import small, write_book

HEAD = ["编号", "收到日期", "提出人", "对象", "办法", "事由", "办理期限", "办理情况", "结论", "答复日期", "裁定编号"]
ROW = ["1", "2023-01-03", "张三丰", "甲镇/西庄", "小星", "漏报收入", "2023-01-20"]


@pytest.fixture
def county(tmp_path):
    write_book(small(tmp_path) / "decisions/2022/异议.xlsx", {"异议": [HEAD, ROW]})
    return tmp_path


def test_an_open_one_and_a_late_one(stardb, county):
    done = stardb("objections", "-C", county, "--today", "2023-01-10")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "2022年度异议 1 件：办理中 1（2023-01-10）",
        "办理中",
        "  1  甲镇/西庄（小星）：漏报收入；2023-01-03 收到，应于 2023-01-20 办结，还有 10 天",
    ]
    late = stardb("objections", "-C", county, "--today", "2023-01-22")
    assert late.exit_code == 1
    assert "已超 2 天" in late.stdout
    assert "张" not in done.stdout + late.stdout


def test_as_data_who_objected_is_masked(stardb, county):
    told = json.loads(stardb("objections", "-C", county, "--today", "2023-01-22", "--format", "json").stdout)
    assert (told["late"], told["open"], told["exit_status"]) == (1, 0, 1)
    (one,) = told["objections"]
    assert (one["person"], one["standing"], one["days"]) == ("张**", "late", -2)


def test_a_fault_is_told(stardb, county):
    write_book(county / "decisions/2022/异议.xlsx", {"异议": [HEAD, [*ROW, None, "成立", "2023-01-09"]]})
    done = stardb("objections", "-C", county, "--today", "2023-01-10")
    assert done.exit_code == 1
    assert "D262" in done.stderr


def test_none(stardb, tmp_path):
    done = stardb("objections", "-C", small(tmp_path))
    assert (done.exit_code, done.stdout.strip()) == (0, "2022年度没有异议。")
