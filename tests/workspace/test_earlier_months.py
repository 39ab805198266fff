"""Month on month in a workspace: what is missing, what no longer fits after a late correction, and the year made of its months."""

from pathlib import Path

import pytest
from workspaces import small

from stardb.problems import ProblemsError
from stardb.scoring import Appraisal
from stardb.workspace import Outcome, open_workspace, run

RULES = """\
scheme: 月月考
subject: 村
basis: 试行
valid_from: 2021-01-01
every: [month, year]
tables:
  名册:
    key: [乡镇, 村]
    name: 村
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      村: {type: text, required: true}
      得分: {type: number, between: [0, 100], unit: 分}
values:
  月得分: {formula: 得分, every: month, basis: 第一条}
  比上月: {formula: '缺则(月得分 - 上月(月得分), 0)', every: month, basis: 第二条}
  累计: {formula: 本年累计(月得分), every: month, basis: 第三条}
ratings:
  月评: {from: 比上月, bands: {0以上: 稳, 不足0: 降}, every: month, basis: 第二条}
entitlements:
  全年: {over_years: 月得分, periods: month, span: year, take: sum, absent: leave_out, every: year, basis: 第四条}
publish: [累计]
"""
HEAD = ["乡镇", "村", "得分"]


def write(root: Path, period: str, east: object, west: object = 60, more: str = "first_period: 2022\n") -> Path:
    """A month's roster with the points of 东庄 and 西庄."""
    small(root, RULES, [HEAD, ["甲镇", "东庄", east], ["甲镇", "西庄", west]], [["无关"]], period, more)
    return root


def rate(root: Path, period: str) -> Outcome:
    return run(open_workspace(root, period))


def told(outcome: Outcome, *codes: str) -> list[tuple[str, str]]:
    return [(p.code, p.message) for p in outcome.problems if p.code in codes]


def came(outcome: Outcome, name: str) -> list[str]:
    made: Appraisal = outcome.appraisals["little"]
    return [made.text(name, i) for i in range(len(made.subjects))]


MONTHS = {"2022-01": 70, "2022-02": 60, "2022-03": 80, "2022-04": 90}


@pytest.fixture
def four(tmp_path: Path) -> Path:
    """January to April rated, one after another, then the year."""
    root = tmp_path / "县"
    for period, points in MONTHS.items():
        rate(write(root, period, points), period)
    return root


def test_months_follow_each_other_and_the_year_waits_for_the_rest(four: Path) -> None:
    """70, 60, 80, 90 are 300 by April; the year's sum waits for May to December, which are named."""
    april = rate(four, "2022-04")
    assert came(april, "累计") == ["300", "240"]
    assert came(april, "月评") == ["稳", "稳"]
    year = rate(four, "2022")
    assert came(year, "全年") == ["待定", "待定"]
    message = "“月月考”要用2022年5月至12月的结果，台账里没有"
    assert ("W201", message) in told(year, "W201")


def test_a_late_correction_names_the_later_months_and_the_year(four: Path) -> None:
    rate(four, "2022")
    assert told(rate(four, "2022-03"), "W202") == []
    corrected = rate(write(four, "2022-03", 85), "2022-03")
    message = "“月月考”的2022年4月、2022年度是按改动前的结果算的，须重算"
    assert told(corrected, "W202") == [("W202", message)]
    assert [p.found for p in corrected.problems if p.code == "W202"] == ["2022-04、2022"]
    april = rate(four, "2022-04")
    assert came(april, "累计") == ["305", "240"]
    assert told(april, "W202") == [("W202", "“月月考”的2022年度是按改动前的结果算的，须重算")]
    assert told(rate(four, "2022"), "W202") == []
    assert told(rate(four, "2022-03"), "W202") == []


def test_a_month_left_out_is_told_and_named_and_only_what_reads_it_waits(four: Path) -> None:
    june = rate(write(four, "2022-06", 75), "2022-06")
    assert told(june, "W201") == [("W201", "“月月考”要用2022年5月的结果，台账里没有")]
    assert came(june, "累计") == ["待定", "待定"]
    july = rate(write(four, "2022-07", 75), "2022-07")
    assert told(july, "W201") == [("W201", "“月月考”要用2022年5月的结果，台账里没有")]
    assert came(july, "月评") == ["稳", "稳"]
    rate(write(four, "2022-05", 50), "2022-05")
    assert [p.found for p in rate(four, "2022-05").problems if p.code == "W202"] == ["2022-06、2022-07"]
    assert came(rate(four, "2022-06"), "累计") == ["425", "360"]  # 300 + 50 + 75


def test_the_very_first_month_needs_none_before_it(tmp_path: Path) -> None:
    root = write(tmp_path / "县", "2022-06", 70, more="first_period: 2022-06\n")
    assert told(rate(root, "2022-06"), "W201") == []
    assert came(rate(root, "2022-06"), "累计") == ["70", "60"]
    root = write(tmp_path / "别县", "2022-06", 70, more="first_period: 2022\n")
    assert told(rate(root, "2022-06"), "W201") == [("W201", "“月月考”要用2022年1月至5月的结果，台账里没有")]


def test_one_who_is_spelt_otherwise_than_last_month_is_asked_about(four: Path) -> None:
    roster = [HEAD, ["甲镇", "东庄村", 70], ["甲镇", "西庄", 60]]
    small(four, RULES, roster, [["无关"]], "2022-05", "first_period: 2022\n")
    may = rate(four, "2022-05")
    (asked,) = [p for p in may.problems if p.code == "W203"]
    assert asked.message == "“甲镇/东庄村”在2022年4月的台账里没有，却有“甲镇/东庄”；是同一个的话，以前的结果就接不上"
    assert came(may, "累计") == ["待定", "300"]


def test_a_year_of_one_scheme_is_not_needed_for_its_months(four: Path) -> None:
    """Nothing in a month asks of the year before: it may be missing."""
    outcome = rate(write(four, "2022-05", 70), "2022-05")
    assert told(outcome, "W201") == []
    with pytest.raises(ProblemsError):
        rate(four, "2023-05")  # no folder


def test_a_scheme_that_is_younger_than_the_first_period_begins_with_its_rules(tmp_path: Path) -> None:
    """Others are rated since 2020; these rules are of March 2022: neither 2021 nor February is missing."""
    root = write(tmp_path / "县", "2022-03", 70, more="first_period: 2020\n")
    rules = RULES.replace("2021-01-01", "2022-03-01")
    (root / "rules/little.yaml").write_text(rules, encoding="utf-8")
    march = rate(root, "2022-03")
    assert told(march, "W201") == []
    assert came(march, "累计") == ["70", "60"]


ONCE = RULES.replace("every: [month, year]", "every: once").partition("values:")[0] + (
    "values:\n  得数: {first: 得分, later: 得分 * 2, basis: 第一条}\n"
    "level: {name: 星数, formula: 得数, basis: 第二条}\n"
)


def test_what_is_rated_once_has_no_earlier_period(tmp_path: Path) -> None:
    """Not even one that was run before: 70 is a first rating, whenever it is looked back on."""
    for year in ("2021", "2022"):
        root = tmp_path / "县"
        roster = [HEAD, ["甲镇", "东庄", 70], ["甲镇", "西庄", 60]]
        small(root, ONCE, roster, [["无关"]], year, "first_period: 2021\n")
        outcome = rate(root, year)
        assert told(outcome, "W201") == []
        assert came(outcome, "星数") == ["70星", "60星"]
