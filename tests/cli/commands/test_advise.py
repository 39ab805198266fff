"""`stardb advise`: what a village still needs, on the terminal, as data, as a workbook."""

import json

import openpyxl
from workspaces import SCHEME, small


def test_what_a_village_lacks_and_what_comes_of_it(stardb, tmp_path):
    """西庄: 12万元 are 6 points, no election: 6 of 12. The election brings 10, and 20万元 only 4."""
    root = small(tmp_path)
    done = stardb("advise", "西庄", "-C", root)
    assert done.exit_code == 0
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert "红星（现在 否）差6分" in lines
    assert "办法1：“换届”由否改为是" in lines
    assert "做到以后：总分 6分→16分，红星 否→是，星数 0星→1星，等次 未获星→红星支部，奖补 0元→1000元" in lines


def test_the_same_as_data(stardb, tmp_path):
    root = small(tmp_path)
    data = json.loads(stardb("advise", "-C", root, "--format", "json").stdout)
    assert [one["name"] for one in data["subjects"]] == ["东庄", "西庄", "南庄"]
    target = data["subjects"][1]["targets"][0]
    assert (target["target"], target["now"], target["distance"], target["outlook"]) == ("红星", "否", "6", "open")
    assert target["plans"][0]["changes"] == [{"column": "换届", "from": "否", "to": "是"}]
    losses = {one["indicator"]: (one["lost_by"], one["counted"], one["points"]) for one in data["losses"]["little"]}
    assert losses == {"集体收入": (2, 3, "14"), "按期换届": (1, 3, "10")}  # 12万元 lose 4, 9.9万元 lose 10


def test_a_workbook_of_three_sheets_that_is_not_overwritten(stardb, tmp_path):
    root, to = small(tmp_path / "县"), tmp_path / "建议.xlsx"
    done = stardb("advise", "-C", root, "-o", to)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1].endswith("建议.xlsx")
    book = openpyxl.load_workbook(to)
    assert book.sheetnames == ["一村一策", "共性问题", "个性问题"]
    rows = [[cell.value for cell in row] for row in book["一村一策"].iter_rows(min_row=4)]
    assert ["甲镇", "西庄", "小星", "否", "红星", "差6分", "", 1, "“换届”由否改为是"] in [row[:9] for row in rows]
    first = to.read_bytes()
    assert stardb("advise", "-C", root, "-o", to).exit_code == 2
    assert stardb("advise", "-C", root, "-o", to, "--force").exit_code == 0
    assert to.read_bytes() == first  # the same data give the same bytes


def test_a_file_of_another_kind_and_a_name_that_nobody_has(stardb, tmp_path):
    root = small(tmp_path)
    other = stardb("advise", "-C", root, "-o", tmp_path / "建议.docx")
    assert other.exit_code == 2
    assert "W365" in other.stderr
    none = stardb("advise", "北庄", "-C", root)
    assert none.exit_code == 64
    assert "没有找到“北庄”" in none.stderr
    wrong = stardb("advise", "-C", root, "--scheme", "big")
    assert wrong.exit_code == 64
    assert "stardb.yaml 里没有 big 这个办法" in wrong.stderr


def test_a_scheme_of_which_nothing_can_be_changed_says_so(stardb, tmp_path):
    rules = SCHEME.replace("between: [0元, 1000万元]", "changeable: false").replace(
        "type: yes_no", "type: yes_no, changeable: false"
    )
    done = stardb("advise", "西庄", "-C", small(tmp_path, rules))
    assert done.exit_code == 0
    assert "W366" in done.stderr
    assert "没有本期还能改的栏" in done.stdout


def test_a_period_that_is_closed_is_said_to_be(stardb, tmp_path):
    root = small(tmp_path)
    assert "W368" not in stardb("advise", "西庄", "-C", root).stderr
    assert stardb("run", "-C", root).exit_code == 0
    assert stardb("close", "2022", "-C", root).exit_code == 0
    done = stardb("advise", "西庄", "-C", root)
    assert done.exit_code == 0
    assert "W368" in done.stderr
    assert "2022年度已经结转" in done.stderr


def test_who_takes_no_part_is_said_to_take_none(stardb, tmp_path):
    rules = SCHEME.replace("stars:", "eligible: {when: 户数 ≥ 70户, because: 不足70户, basis: 试}\nstars:")
    root = small(tmp_path, rules)
    assert "乙镇 南庄  不参评" in stardb("advise", "南庄", "-C", root).stdout
    data = json.loads(stardb("advise", "南庄", "-C", root, "--format", "json").stdout)
    assert [(one["takes_part"], one["targets"]) for one in data["subjects"]] == [(False, [])]
