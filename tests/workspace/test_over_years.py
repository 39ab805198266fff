"""Years in a real ledger: one missing, a village absent, not rated, undecided, renamed; each year run from its workbooks."""

from pathlib import Path
from typing import Any

import pytest
from lineages import write_successions
from workspaces import judge, write_book

from stardb.scoring import Appraisal, explain, phrase

RULES = """\
scheme: 村级考核
subject: 村
basis: 试行办法
valid_from: 2019-01-01
term_from: [2018-11-01, 2021-11-01]
tables:
  名册:
    key: [乡镇, 村]
    name: 村
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      村: {type: text, required: true}
      得分: {type: number, between: [0, 100]}
      参加: {type: yes_no, required: true}
      此前年数: {type: number, whole: true, between: [0, 20]}
eligible: {when: 参加 = 是, because: 不参加}
values:
  三年平均: {over_years: 得分, take: mean, span: 3年, absent: leave_out, not_rated: leave_out, round: 0.1, basis: 第二条}
  优秀年数: {over_years: 等次 = 优秀, take: count, absent: zero, not_rated: zero, basis: 第三条}
  评优: {formula: 等次 = 优秀, basis: 第三条}
  连续优秀: {formula: '连续年数(评优, 此前年数)', basis: 第三条}
  本届累计: {first: 得分, later: 上年(本届累计) + 得分, restart: term, missed: first, basis: 第四条}
grade: {name: 等次, from: 得分, bands: {85以上: 优秀, 不满85: 合格}, basis: 第一条}
publish: [三年平均, 优秀年数, 连续优秀, 本届累计]
"""
HEAD = ["乡镇", "村", "得分", "参加", "此前年数"]


class County:
    """A county of a few villages, year after year."""

    def __init__(self, root: Path, first: str = "first_period: 2020\n") -> None:
        self.root, self.first = root, first
        (root / "rules").mkdir(parents=True)
        (root / "rules" / "little.yaml").write_text(RULES, encoding="utf-8")

    def rate(self, year: int, *rows: list[Any], more: str = "", keep: bool = True) -> Appraisal:
        """Rate a year from its workbook: village, score, whether it takes part, years before the ledger."""
        settings = f"county: 小县\nperiod: {year}\nschemes: [little]\n{self.first}{more}"
        (self.root / "stardb.yaml").write_text(settings, encoding="utf-8")
        book = [HEAD, *(["甲镇", *row, *[None] * (4 - len(row))] for row in rows)]
        write_book(self.root / "data" / str(year) / "名册.xlsx", {"名册": book})
        return judge(self.root, keep=keep)["little"]


@pytest.fixture
def county(tmp_path: Path) -> County:
    return County(tmp_path / "县")


OTHER = ["西庄", 60, "是", 0]
NAMES = ("三年平均", "优秀年数", "连续优秀", "本届累计")


def came(made: Appraisal, village: str = "东庄") -> list[str]:
    i = made.subjects.names.index(village)
    return [made.text(name, i) for name in NAMES]


def test_three_years_in_a_row(county: County) -> None:
    """90, 80, 95: mean 88.3; 优秀 twice, once running; the term of November 2021 begins with 80: 80 + 95."""
    county.rate(2020, ["东庄", 90, "是", 3], OTHER)
    county.rate(2021, ["东庄", 80, "是", 3], OTHER)
    assert came(county.rate(2022, ["东庄", 95, "是", 3], OTHER)) == ["88.3", "2", "1", "175"]


def test_the_first_year_of_the_ledger(county: County) -> None:
    """Three years running were before the ledger."""
    assert came(county.rate(2020, ["东庄", 90, "是", 3], OTHER)) == ["90", "1", "4", "90"]


def test_a_village_that_was_not_there_one_year(county: County) -> None:
    """90, absent, 95: the mean of two; the absent year is no 优秀 and ends the run; the term begins with 2022."""
    county.rate(2020, ["东庄", 90, "是", 3], OTHER)
    county.rate(2021, OTHER)
    assert came(county.rate(2022, ["东庄", 95, "是", 3], OTHER)) == ["92.5", "2", "1", "95"]


def test_a_village_that_took_no_part_one_year(county: County) -> None:
    county.rate(2020, ["东庄", 90, "是", 3], OTHER)
    county.rate(2021, ["东庄", 99, "否"], OTHER)
    assert came(county.rate(2022, ["东庄", 95, "是", 3], OTHER)) == ["92.5", "2", "1", "95"]


def test_a_village_left_undecided_one_year(county: County) -> None:
    """2021's score was never handed in: nothing that rests on it is decided."""
    county.rate(2020, ["东庄", 90, "是", 3], OTHER)
    county.rate(2021, ["东庄", None, "是", 3], OTHER)
    made = county.rate(2022, ["东庄", 95, "是", 3], OTHER)
    assert came(made) == ["待定"] * 4
    assert came(made, "西庄") == ["60", "0", "0", "120"]
    told = {node.title: phrase(node) for _, node in explain(made, 0).lines()}
    assert told["三年平均"] == "2020年度90、2021年度待定、本年95，待定"
    assert told["优秀年数"] == "“等次 = 优秀”：2020年度是、2021年度待定、本年是，至少2年，待定"
    assert told["历年(得分)"] == "台账：2020年度90、2021年度待定"


def test_a_year_that_is_not_in_the_ledger(county: County) -> None:
    """Nothing asked for earlier years when 2022 was run, so nobody missed 2021; from 2023 on it is asked for."""
    rules = county.root / "rules" / "little.yaml"
    full = rules.read_text(encoding="utf-8")
    rules.write_text(
        f"{full.partition('values:')[0]}grade:{full.partition('grade:')[2].partition('publish')[0]}", encoding="utf-8"
    )
    county.rate(2020, ["东庄", 90, "是", 3], OTHER)
    county.rate(2022, ["东庄", 95, "是", 3], OTHER)
    rules.write_text(full, encoding="utf-8")
    made = county.rate(2023, ["东庄", 99, "是", 3], OTHER)
    assert came(made) == ["待定"] * 4
    told = {node.title: phrase(node) for _, node in explain(made, 0).lines()}
    assert told["优秀年数"] == "“等次 = 优秀”：2020年度是、2021年度台账里没有、2022年度是、本年是，至少3年，待定"
    assert told["三年平均"] == "2021年度台账里没有、2022年度没有记这一项、本年99，待定"


def test_a_village_under_another_name(county: County) -> None:
    """Likely renamed: nothing is known before a person says so; then all its years are."""
    county.rate(2020, ["东庄", 90, "是", 3], OTHER)
    county.rate(2021, ["东庄", 86, "是", 3], OTHER)
    made = county.rate(2022, ["东庄村", 95, "是", 3], OTHER, keep=False)
    assert came(made, "东庄村") == ["待定"] * 4
    told = {node.title: phrase(node) for _, node in explain(made, 0).lines()}
    assert told["三年平均"] == "2020年度像是改了名，对不上、2021年度像是改了名，对不上、本年95，待定"
    write_successions(county.root, ["2022-03-01", "改名", "甲镇/东庄", "甲镇/东庄村"])
    made = county.rate(2022, ["东庄村", 95, "是", 3], OTHER)
    assert came(made, "东庄村") == ["90.3", "3", "6", "181"]


def test_without_a_first_period_the_years_since_the_rules_are_in_force_are_asked_for(tmp_path: Path) -> None:
    """In force since 2019 and nobody has said when rating began: 2019 may have been rated."""
    county = County(tmp_path / "县", first="")
    made = county.rate(2020, ["东庄", 90, "是", 3], OTHER)
    assert came(made) == ["待定", "待定", "4", "90"]
    told = {node.title: phrase(node) for _, node in explain(made, 0).lines()}
    assert told["优秀年数"] == "“等次 = 优秀”：2019年度台账里没有、本年是，至少1年，待定"
