"""`stardb explain`: whom it finds, and what it prints of them."""

import json
import re

import openpyxl
from workspaces import set_cell, small


def test_explain_prints_whole_lines_down_to_the_cell(stardb, kept):
    done = stardb("explain", "普明镇/大贤", "-C", kept, "--scheme", "five-star-branch")
    assert done.exit_code == 0
    line = next(line for line in done.stdout.splitlines() if line.lstrip("│├└─ ").startswith("劳动力持证率"))
    assert line.endswith("劳动力持证率 62%  〔data/2022/03 普明镇 五星支部创建.xlsx!产业兴旺!H10〕")
    clause = next(line for line in done.stdout.splitlines() if line.lstrip("│├└─ ").startswith("技能持证 "))
    assert (
        "10分  劳动力持证率 62%，达到60%，为10分  〔依据：人人持证、技能河南（示例）；rules/five-star-branch.yaml:"
        in clause
    )
    assert "还差：纠纷化解失13分" in done.stdout
    book = openpyxl.load_workbook(kept / "data/2022/03 普明镇 五星支部创建.xlsx", data_only=True)
    assert book["产业兴旺"]["H10"].value == 0.62


def test_explain_takes_a_village_a_township_with_it_or_a_person(stardb, kept):
    both = stardb("explain", "大贤", "-C", kept)
    assert both.stdout.count("大贤") >= 2
    assert "村党组织书记星级化管理：六星级" in both.stdout
    assert "“五星”支部创建：三星支部" in both.stdout
    later = stardb("explain", "上明乡／阳寨", "-C", kept, "--period", "2023", "--scheme", "secretary-star-level")
    assert "上年(星级) 1  台账：2022年度结果" in later.stdout
    assert "界河口镇" not in later.stdout.splitlines()[0]


def test_explain_asks_back_where_a_name_means_several_or_none(stardb, kept):
    several = stardb("explain", "镇", "-C", kept)
    assert several.exit_code == 64
    assert "请写得具体些" in several.stderr
    none = stardb("explain", "大闲", "-C", kept)
    assert none.exit_code == 64
    assert "没有找到“大闲”；相近的有：" in none.stderr
    assert "大贤" in none.stderr


def test_explain_gives_data_too(stardb, kept):
    data = json.loads(stardb("explain", "普明镇/大贤", "-C", kept, "--format", "json").stdout)
    assert data["exit_status"] == 0
    assert [(one["scheme"], one["result"]) for one in data["subjects"]] == [
        ("村党组织书记星级化管理", "六星级"),
        ("“五星”支部创建", "三星支部"),
    ]
    none = stardb("explain", "大闲", "-C", kept, "--format", "json")
    assert none.exit_code == 64
    assert json.loads(none.stdout) == {"subjects": [], "candidates": ["大贤", "大蛇头"], "exit_status": 64}


def test_explain_does_not_find_people_by_their_identity_number(stardb, kept):
    sheet = openpyxl.load_workbook(kept / "data/2022/03 普明镇 书记星级评定.xlsx", data_only=True)["书记花名册"]
    numbers = [
        str(cell.value)
        for row in sheet.iter_rows()
        for cell in row
        if re.fullmatch(r"1411\d{13}[\dX]", str(cell.value))
    ]
    assert numbers
    done = stardb("explain", numbers[0], "-C", kept)
    assert done.exit_code == 64
    assert done.stdout == ""


def test_a_code_is_explained_without_a_workspace(stardb, tmp_path):
    told = stardb("explain", "D121", "-C", tmp_path)
    assert told.exit_code == 0
    assert told.stdout.startswith("D121 必填的格空着（错误）\n")


def test_a_cell_is_followed_and_says_what_is_wrong_with_it(stardb, tmp_path):
    root = small(tmp_path)
    set_cell(root / "data/2022/检查.xlsx", "检查表", "C3", "二十左右")
    right = stardb("explain", "检查.xlsx!检查表!C2", "-C", root)
    assert right.exit_code == 0
    assert "甲镇 东庄 “收入”（检查表）：20万元" in right.stdout
    assert "→ 奖补 1000元" in right.stdout
    wrong = stardb("explain", "检查.xlsx!检查表!C3", "-C", root)
    assert "错误 D1" in wrong.stdout
    assert "二十左右" in wrong.stdout
    assert stardb("explain", "检查.xlsx!检查表!Z9", "-C", root).exit_code == 64


def test_a_name_of_the_rules_is_told_unless_somebody_is_called_so(stardb, tmp_path):
    root = small(tmp_path)
    told = stardb("explain", "集体收入", "-C", root)
    assert told.exit_code == 0
    assert "集体收入（指标，小星）" in told.stdout
    assert "用到它的：红星得分" in told.stdout
    assert "甲镇" in stardb("explain", "东庄", "-C", root).stdout


def test_cells_items_and_codes_as_json(stardb, tmp_path):
    root = small(tmp_path)
    cell = json.loads(stardb("explain", "检查.xlsx!检查表!C2", "-C", root, "--format", "json").stdout)
    assert [step["text"] for step in cell["cells"][0]["steps"]][-1] == "1000元"
    item = json.loads(stardb("explain", "达标分", "-C", root, "--format", "json").stdout)
    assert (item["items"][0]["kind"], item["items"][0]["value"]) == ("parameter", "12")
    assert json.loads(stardb("explain", "D121", "--format", "json").stdout)["code"] == "D121"
