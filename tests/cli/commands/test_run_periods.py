"""`stardb run` where schemes are rated by months: what it prints, its JSON, `--today` and `--period`."""

import json

import pytest
from monthly import monthly, report


@pytest.fixture
def months(tmp_path):
    """January and February of 2022; nobody sent March."""
    root = monthly(tmp_path / "县")
    for month in (1, 2):
        report(root, f"2022-0{month}", [["东庄", month, 0], ["西庄", month, month - 1]])
    return root


def test_the_periods_that_are_due_are_rated_and_named(stardb, months):
    done = stardb("run", "-C", months, "--today", "2022-04-02")
    assert done.exit_code == 1  # 3月 has no data
    assert "“平安星”没有2022年3月的数据，没有评" in done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("小县")] == [
        "小县 2022年1月", "小县 2022年2月", "小县 2022年度",
    ]  # fmt: skip
    assert "平安星  村 2：已定 2；有事故 1，平安 1" in done.stdout
    assert "results/index.html" in done.stdout
    again = stardb("run", "-C", months, "--today", "2022-04-02")
    assert "没有改动、不用再评的：2022年1月、2022年2月" in again.stdout


def test_json_of_several_periods(stardb, months):
    told = json.loads(stardb("run", "-C", months, "--today", "2022-03-01", "--format", "json").stdout)
    assert [(one["period"], one["title"]) for one in told["runs"]] == [
        ("2022-01", "2022年1月"), ("2022-02", "2022年2月"), ("2022", "2022年度"),
    ]  # fmt: skip
    assert [one["schemes"]["peace"]["grades"] for one in told["runs"]] == [
        {"平安": 2}, {"平安": 1, "有事故": 1}, {"平安": 1, "有事故": 1},
    ]  # fmt: skip
    assert (told["failed"], told["kept"], told["exit_status"]) == ([], [], 0)


def test_one_period_named_is_rated_alone(stardb, months):
    done = stardb("run", "-C", months, "--period", "2022-02")
    assert done.exit_code == 0
    assert "小县 2022年2月" in done.stdout
    assert sorted(path.name for path in (months / "results").iterdir() if path.is_dir()) == ["2022-02", "assets"]


def test_a_period_named_without_data_gives_nothing(stardb, months):
    done = stardb("run", "-C", months, "--period", "2022-03")
    assert done.exit_code == 2
    assert "W220" in done.stderr
    assert "没有产生结果，原有结果没有改动" in done.stderr


def test_a_day_that_is_none(stardb, months):
    done = stardb("run", "-C", months, "--today", "昨天")
    assert (done.exit_code, "日期写成 2022-07-01" in done.stderr) == (64, True)


def test_check_looks_at_every_period_that_has_data(stardb, months):
    report(months, "2022-02", [["东庄", 2, "几起"], ["西庄", 2, 1]])
    report(months, "2022-01", [["东庄", 1, "许多"], ["西庄", 1, 0]])
    done = stardb("check", "-C", months, "--format", "json", "--today", "2023-01-01")
    places = [
        (one["code"], one["file"], one["cell"])
        for one in json.loads(done.stdout)["problem_list"]
        if one["code"] != "W220"
    ]
    assert places == [("D122", "data/2022-01/月报.xlsx", "C2"), ("D122", "data/2022-02/月报.xlsx", "C2")]


def test_explain_tells_of_the_latest_period_and_of_one_that_is_named(stardb, months):
    assert "甲镇 西庄 平安星：有事故" in stardb("explain", "西庄", "-C", months).stdout
    assert "甲镇 西庄 平安星 2022年1月：平安" in stardb("explain", "西庄", "-C", months, "--period", "2022-01").stdout
