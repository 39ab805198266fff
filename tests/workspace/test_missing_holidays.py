"""Working days of a workspace: the days off of stardb.yaml reach the rating; where they are not given, check says so."""

from pathlib import Path

import pytest
from workspaces import judge, small

from stardb.problems import ProblemsError
from stardb.scoring import explain, phrase
from stardb.workspace import open_workspace, read_inputs

SCHEME = """\
scheme: 办结时限
subject: 村
basis: 试行
valid_from: 2020-01-01
tables:
  名册:
    key: [乡镇, 村]
    name: 村
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      村: {type: text, required: true}
  检查表:
    key: [乡镇, 村]
    columns:
      乡镇: {type: text}
      村: {type: text, required: true}
      受理日: {type: date}
      办结日: {type: date}
values:
  用时: {formula: '工作日数(受理日, 办结日)', unit: 个, basis: 第一条}
grade: {name: 等次, from: 用时, bands: {超过5: 超时, 5以下: 按时}, basis: 第二条}
"""
ROSTER = [["乡镇", "村"], ["甲镇", "东庄"]]
CHECKED = [["乡镇", "村", "受理日", "办结日"], ["甲镇", "东庄", "2022-09-30", "2022-10-14"]]

DAYS = """
holidays: {2022: [2022-10-01至2022-10-07]}
workdays: {2022: [2022-10-08, 2022-10-09]}
"""


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return small(tmp_path, SCHEME, ROSTER, CHECKED)


def write_days(root: Path, days: str) -> None:
    settings = root / "stardb.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + days, encoding="utf-8")


def test_days_off_reach_the_rating(county: Path) -> None:
    """After Friday 30 September: 8 and 9 October are worked, 10 to 14 too: seven days, where a week has but five."""
    write_days(county, DAYS)
    assert not [p for p in read_inputs(open_workspace(county)).problems if p.code == "W211"]
    assert judge(county, keep=False)["little"].text("等次", 0) == "超时"


def test_without_them_nothing_is_guessed(county: Path) -> None:
    (found,) = [p for p in read_inputs(open_workspace(county)).problems if p.code == "W211"]
    assert "“办结时限”要数工作日，stardb.yaml 没有写2022年的节假日" in found.message
    made = judge(county, keep=False)["little"]
    assert made.text("等次", 0) == "待定"
    reasons = [phrase(part) for part in explain(made, 0).arguments[0].arguments]
    assert reasons == ["stardb.yaml 没有写有关年份的节假日（holidays），待定"]


def test_days_that_cannot_be_are_said_of_the_settings(county: Path) -> None:
    write_days(county, "\nholidays: {2022: [2022-10-01]}\nworkdays: {2022: [2022-10-10]}\n")
    with pytest.raises(ProblemsError) as caught:
        open_workspace(county)
    assert "2022-10-10 不是周末" in caught.value.problems[0].message
