"""Villages, townships and people that were renamed, merged, split, moved or ended: whose history goes on, year after year."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from lineages import write_successions
from workspaces import judge, results, small

from stardb.cli import main
from stardb.problems import ProblemsError
from stardb.workspace import appraise, open_workspace, read_inputs

RULES = """\
scheme: 连评
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
      分: {type: number, required: true, between: [0, 100]}
values:
  累计: {first: 分, later: "上年(累计) + 分"}
  达标: 分 ≥ 60
  平均: {over_years: 分, take: mean, absent: leave_out, round: 0.1}
  连续: {formula: 连续年数(达标)}
level: {name: 星, from: 累计, bands: {90以上: 5, 不满90: 3}}
publish: [累计, 平均, 连续]
"""
HEAD = ["乡镇", "村", "分"]
FIRST = [["东镇", "甲", 50], ["东镇", "乙", 70], ["东镇", "丙", 80], ["西镇", "丁", 90]]


class County:
    """A county, year after year."""

    def __init__(self, root: Path, rules: str = RULES, head: list[str] = HEAD) -> None:
        self.root, self.rules, self.head = root, rules, head

    def rate(self, period: str, *rows: list[object]) -> tuple[dict[str, str], list[str]]:
        """Rate a year; each subject's total, and the codes of what is told of names and histories."""
        small(self.root, self.rules, [self.head, *rows], [["无关"]], period, "first_period: 2021\n")
        made, problems = appraise(read_inputs(open_workspace(self.root, period)))
        judge(self.root, period)
        self.made, self.problems = made["little"], problems
        subjects = self.made.subjects
        told = sorted({one.code for one in problems if one.code.startswith(("W2", "W3"))})
        return {key: results(self.made, i)["累计"] for i, key in enumerate(subjects.keys)}, told

    def result(self, key: str, item: str) -> str:
        return results(self.made, self.made.subjects.keys.index(key))[item]


@pytest.fixture
def county(tmp_path: Path) -> County:
    made = County(tmp_path / "县")
    assert made.rate("2021", *FIRST) == ({"东镇/甲": "50", "东镇/乙": "70", "东镇/丙": "80", "西镇/丁": "90"}, [])
    return made


REST = [["东镇", "丙", 1], ["西镇", "丁", 1]]


@pytest.mark.parametrize(
    ("continued", "total", "codes"),
    [("", "待定", ["W317"]), ("东镇/乙", "75", []), ("无", "5", [])],
)
def test_a_merged_village_has_the_history_that_is_said(
    county: County, continued: str, total: str, codes: list[str]
) -> None:
    write_successions(county.root, ["2022-06-30", "合并", "东镇/甲、东镇/乙", "东镇/新庄", continued])
    found, told = county.rate("2022", ["东镇", "新庄", 5], *REST)
    assert (found["东镇/新庄"], told) == (total, codes)
    assert (found["东镇/丙"], found["西镇/丁"]) == ("81", "91")
    assert county.result("东镇/新庄", "连续") == "0"  # 5 points are no pass, whoever they go on from
    assert county.result("东镇/新庄", "平均") == {"": "待定", "东镇/乙": "37.5", "无": "5"}[continued]


def test_a_merged_village_that_keeps_a_name_is_asked_about_too(county: County) -> None:
    """甲 and 乙 became 甲: that it is called so does not make its history 甲's."""
    write_successions(county.root, ["2022-06-30", "合并", "东镇/甲，东镇/乙", "东镇/甲"])
    found, told = county.rate("2022", ["东镇", "甲", 5], *REST)
    assert (found["东镇/甲"], told) == ("待定", ["W317"])
    fault = next(one for one in county.problems if one.code == "W317")
    assert (fault.place.file, fault.place.cell) == ("successions.xlsx", "B2")


def test_a_year_left_undecided_never_counts_as_none_in_the_next(county: County) -> None:
    write_successions(county.root, ["2022-06-30", "合并", "东镇/甲、东镇/乙", "东镇/新庄"])
    county.rate("2022", ["东镇", "新庄", 70], *REST)
    assert county.result("东镇/新庄", "连续") == "待定"  # one year at least, and nobody knows of the one before
    found, told = county.rate("2023", ["东镇", "新庄", 7], *REST)
    assert (found["东镇/新庄"], found["东镇/丙"], told) == ("待定", "82", [])
    write_successions(county.root, ["2022-06-30", "合并", "东镇/甲、东镇/乙", "东镇/新庄", "东镇/甲"])
    assert county.rate("2022", ["东镇", "新庄", 70], *REST)[0]["东镇/新庄"] == "120"
    assert county.result("东镇/新庄", "连续") == "1"  # 甲 had 50 in 2021
    assert county.rate("2023", ["东镇", "新庄", 7], *REST)[0]["东镇/新庄"] == "127"


@pytest.mark.parametrize(
    ("continued", "one", "two", "codes"),
    [
        ("", "待定", "待定", ["W317"]),
        ("东镇/丙一", "85", "5", []),
        ("东镇/丙一、东镇/丙二", "85", "85", []),
        ("无", "5", "5", []),
    ],
)
def test_the_parts_of_a_village_go_on_with_its_history_where_that_is_said(
    county: County, continued: str, one: str, two: str, codes: list[str]
) -> None:
    write_successions(county.root, ["2022-06-30", "拆分", "东镇/丙", "东镇/丙一、东镇/丙二", continued])
    rows = [["东镇", "甲", 1], ["东镇", "乙", 1], ["东镇", "丙一", 5], ["东镇", "丙二", 5], ["西镇", "丁", 1]]
    found, told = county.rate("2022", *rows)
    assert (found["东镇/丙一"], found["东镇/丙二"], told) == (one, two, codes)


def test_names_that_changed_hands_on_one_day_are_told_apart(county: County) -> None:
    """甲 is called 乙 now, and the old 乙 is called 戊."""
    change = [["2022-06-30", "改名", "东镇/甲", "东镇/乙"], ["2022-06-30", "改名", "东镇/乙", "东镇/戊"]]
    for rows in (change, change[::-1]):
        write_successions(county.root, *rows)
        found, told = county.rate("2022", ["东镇", "乙", 5], ["东镇", "戊", 5], *REST)
        assert (found["东镇/乙"], found["东镇/戊"], told) == ("55", "75", [])


def test_a_change_counts_from_its_day(county: County) -> None:
    """Renamed in 2023: 2022 is still rated under the old name, and 2023 goes on from it; a new 甲 of 2023 has no history."""
    write_successions(
        county.root, ["2023-03-01", "改名", "东镇/甲", "东镇/甲甲"], ["2023-05-01", "新设", "", "东镇/甲"]
    )
    found, told = county.rate("2022", ["东镇", "甲", 5], ["东镇", "乙", 1], *REST)
    assert (found["东镇/甲"], told) == ("55", [])
    found, told = county.rate("2023", ["东镇", "甲甲", 5], ["东镇", "甲", 5], ["东镇", "乙", 1], *REST)
    assert (found["东镇/甲甲"], found["东镇/甲"], told) == ("60", "5", [])


def test_townships_that_were_merged_take_their_villages_with_them(county: County) -> None:
    """And a village renamed on the same day goes with its township."""
    write_successions(
        county.root,
        ["2022-06-30", "合并", "东镇、西镇", "中心镇"],
        ["2022-06-30", "改名", "中心镇/丁", "中心镇/丁家庄"],
    )
    found, told = county.rate("2022", *(["中心镇", name, 1] for name in ("甲", "乙", "丙", "丁家庄")))
    assert told == []
    assert found == {"中心镇/甲": "51", "中心镇/乙": "71", "中心镇/丙": "81", "中心镇/丁家庄": "91"}


def test_two_of_one_name_in_merged_townships_are_asked_about(tmp_path: Path) -> None:
    county = County(tmp_path / "县")
    county.rate("2021", ["东镇", "甲", 50], ["西镇", "甲", 60], ["西镇", "乙", 70])
    write_successions(county.root, ["2022-06-30", "合并", "东镇、西镇", "中心镇"])
    found, told = county.rate("2022", ["中心镇", "甲", 1], ["中心镇", "乙", 1])
    assert (found, told) == ({"中心镇/甲": "待定", "中心镇/乙": "71"}, ["W205", "W317"])


def test_who_is_gone_for_good_is_not_missed_and_not_taken_for_a_newcomer(county: County) -> None:
    """丁 is dissolved and 戊 is new in the same township: without the two rows it would be asked whether 戊 is 丁."""
    rows = [["东镇", "甲", 1], ["东镇", "乙", 1], ["东镇", "丙", 1], ["西镇", "戊", 5]]
    assert county.rate("2022", *rows)[1] == ["W203", "W205"]
    write_successions(county.root, ["2022-06-30", "撤销", "西镇/丁", ""], ["2022-06-30", "新设", "", "西镇/戊"])
    found, told = county.rate("2022", *rows)
    assert (found["西镇/戊"], told) == ("5", [])
    found, told = county.rate("2022", *rows, ["西镇", "丁", 5])
    assert (found["西镇/丁"], told) == ("95", ["W318"])


def test_a_likely_change_of_name_is_proposed_with_the_row_to_add(county: County) -> None:
    county.rate("2022", ["东镇", "甲", 1], ["东镇", "乙", 1], ["东镇", "丙", 1], ["西镇", "丁家", 5])
    fault = next(one for one in county.problems if one.code == "W203")
    assert "successions.xlsx 里加一行：日期（改的那天）、类别 改名、原 西镇/丁、现 西镇/丁家" in fault.remedy


def test_a_year_without_somebody_is_undecided_where_the_rule_does_not_say(county: County) -> None:
    """甲 is left out of 2022 and back in 2023: neither rated for the first time, nor going on from 2021."""
    county.rate("2022", ["东镇", "乙", 1], *REST)
    found, _ = county.rate("2023", ["东镇", "甲", 5], ["东镇", "乙", 1], *REST)
    assert found == {"东镇/甲": "待定", "东镇/乙": "72", "东镇/丙": "82", "西镇/丁": "92"}


def test_rows_that_do_not_say_what_they_must_are_told_with_their_cells(county: County) -> None:
    write_successions(
        county.root,
        ["", "改名", "东镇/甲", "东镇/甲甲"],
        ["2022-06-30", "改名", "东镇/甲", ""],
        ["2022-06-30", "合并", "东镇/甲", "东镇/新庄"],
        ["2022-06-30", "合并", "东镇/甲、东镇/乙", "东镇/旧庄", "东镇/丙"],
        ["2022-06-30", "拆分", "东镇/丙", "东镇/丙一、东镇/丙二", "东镇/丁"],
        ["2022-07-30", "改名", "东镇/甲", "东镇/己"],
        ["2022-07-30", "改名", "东镇/乙", "东镇/己"],
    )
    county.rate("2022", *FIRST)
    told = [(one.place.cell, one.code) for one in county.problems if one.place.file == "successions.xlsx"]
    assert sorted(told) == [(cell, "W316") for cell in ("A2", "B4", "B5", "B6", "B7", "B8", "E3")]


def test_a_file_that_cannot_be_read_stops_everything(county: County) -> None:
    """Without it, histories would be another's."""
    (county.root / "successions.xlsx").write_bytes(b"no workbook")
    with pytest.raises(ProblemsError) as caught:
        open_workspace(county.root)
    assert {one.place.file for one in caught.value.problems} == {"successions.xlsx"}


def test_the_setting_of_before_says_where_its_content_belongs(county: County) -> None:
    path = county.root / "stardb.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "renamed: {东镇: 东乡}\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        open_workspace(county.root)
    (fault,) = caught.value.problems
    assert (fault.code, str(fault.place), "successions.xlsx" in fault.remedy) == ("R201", "stardb.yaml:5:1", True)


def test_who_left_and_came_back_goes_on_as_the_rule_says(tmp_path: Path) -> None:
    """丁 left in 2022 and came back in 2023 with 7 points: 待定 where the rule says nothing, else on from the 90 of 2021."""
    later = RULES.replace('later: "上年(累计) + 分"', 'later: "上次(累计) + 分", missed: later')
    for rules, total in ((RULES, "待定"), (later, "97")):
        county = County(tmp_path / total, rules)
        county.rate("2021", *FIRST)
        write_successions(county.root, ["2022-03-01", "离任", "西镇/丁", ""])
        assert county.rate("2022", *([*row[:2], 1] for row in FIRST[:3]))[1] == []
        back = [*([*row[:2], 1] for row in FIRST[:3]), ["西镇", "丁", 7]]
        assert county.rate("2023", *back)[1] == ["W318"]
        left, returned = ["2022-03-01", "离任", "西镇/丁", ""], ["2023-02-01", "返任", "", "西镇/丁"]
        write_successions(county.root, left, returned)
        found, told = county.rate("2023", *back)
        assert (found["西镇/丁"], told) == (total, [])


def test_people_known_by_a_private_number_go_on_where_they_are_posted(tmp_path: Path) -> None:
    """The ledger holds hashes of the numbers; the township, which is in the key too, changes."""
    rules = RULES.replace("key: [乡镇, 村]", "key: [乡镇, 证号]").replace(
        "      村: {type: text, required: true}\n",
        "      村: {type: text, required: true}\n      证号: {type: text, required: true, private: true}\n",
    )
    county = County(tmp_path / "县", rules, ["乡镇", "村", "证号", "分"])
    county.rate("2021", ["东镇", "张三", "A1", 50], ["东镇", "李四", "A2", 60])
    write_successions(county.root, ["2022-06-30", "调任", "东镇/A1", "西镇/A1"], ["2022-07-30", "去世", "东镇/A2", ""])
    found, told = county.rate("2022", ["西镇", "张三", "A1", 5])
    assert (found, told) == ({"西镇/A1": "55"}, [])


def test_the_blank_form_is_read_as_it_comes_and_filled_in(county: County) -> None:
    made = CliRunner().invoke(main, ["forms", "--successions", "-C", str(county.root)])
    assert made.exit_code == 0, made.output
    rows = [["东镇", "甲甲", 5], ["东镇", "乙", 1], *REST]
    assert county.rate("2022", *rows)[1] == ["W203", "W205"]
    path = county.root / "successions.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["沿革"]
    top = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "日期")
    day, kind, _, before, after = (sheet.cell(top.row + 1, top.column + i) for i in range(5))
    day.value, kind.value, before.value, after.value = date(2022, 3, 1), "改名", "东镇/甲", "东镇/甲甲"
    book.save(path)
    found, told = county.rate("2022", *rows)
    assert (found["东镇/甲甲"], told) == ("55", [])
    assert CliRunner().invoke(main, ["forms", "--successions", "-C", str(county.root)]).exit_code == 2
