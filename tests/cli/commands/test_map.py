"""`stardb map`: what it asks on a terminal, what it keeps, what it lists where nobody answers."""

import json
from pathlib import Path

import pytest
from cli.terminal import converse
from workspaces import CHECKED, ROSTER, small, write_book

HEAD = ["乡镇", "村", "收入(万元)", "按期换届情况"]
"""The sheet's titles: 换届 under a name near to it."""


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return small(tmp_path, checked=[HEAD, *CHECKED[1:]])


def settled(root: Path) -> list[str]:
    """What headers.yaml says, without its comments."""
    lines = (root / "headers.yaml").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def test_an_answer_is_kept_and_used_from_then_on(stardb, county):
    said, status = converse(["map", "-C", county], [("选几", "1\n")])
    assert status == 0
    assert "表“检查表”缺“换届”一栏；表头里相近的有： data/2022/检查.xlsx!检查表" in said
    assert "1 “按期换届情况”(D1，如 是、否)" in said
    assert "没有要认的表头了" in said
    assert settled(county) == ["检查表:", "  按期换届情况: 换届"]
    assert (stardb("check", "-C", county).exit_code, stardb("map", "-C", county).exit_code) == (0, 0)
    figures = json.loads(stardb("run", "-C", county, "--format", "json").stdout)["schemes"]["little"]
    assert figures["grades"] == {"红星支部": 1, "未获星": 2}


def test_none_of_them_is_kept_too_and_not_asked_again(stardb, county):
    said, status = converse(["map", "-C", county], [("选几", "0\n")])
    assert "“检查表”的“按期换届情况”：不是哪一栏" in said
    assert settled(county) == ["检查表:", "  按期换届情况: 不是"]
    assert status == 0
    assert "缺少而没有相近标题的 1 栏" in stardb("map", "-C", county).stdout


@pytest.mark.parametrize("answer", ["\n", "q\n"])
def test_what_is_not_answered_stays_open_and_nothing_is_written(county, answer):
    said, status = converse(["map", "-C", county], [("选几", answer)])
    assert status == 1
    assert "还有 1 处没有认" in said
    assert not (county / "headers.yaml").exists()


def test_a_slip_is_asked_again(county):
    said, status = converse(["map", "-C", county], [("选几", "7\n"), ("请写 0 至 1", "1\n")])
    assert (said.count("选几"), status) == (2, 0)


def test_what_only_shows_after_an_answer_is_asked_at_once(tmp_path):
    roster = [["乡镇", "村名称", "户数"], *ROSTER[1:]]
    root = small(tmp_path, roster=roster, checked=[["乡镇", "村", "收入(万元)", "按期换届情况"], *CHECKED[1:]])
    _, status = converse(["map", "-C", root], [("选几", "1\n"), ("选几", "1\n")])
    assert status == 0
    assert settled(root) == ["名册:", "  村名称: 村", "检查表:", "  按期换届情况: 换届"]


def test_the_same_question_of_many_files_is_asked_once(county):
    for township, village in (("丙镇", "中庄"), ("丁镇", "后庄")):
        sheets = {"名册": [ROSTER[0], [township, village, 9]], "检查表": [HEAD, [township, village, 9, "否"]]}
        write_book(county / f"data/2022/{township}.xlsx", sheets)
    said, status = converse(["map", "-C", county], [("选几", "1\n")])
    assert "等 3 处" in said
    assert (said.count("选几"), status) == (1, 0)


def test_which_of_two_columns_counts(stardb, tmp_path):
    rows = [["乡镇", "村", "收入(万元)", "换届", "收入/元"], *([*row, 5] for row in CHECKED[1:])]
    root = small(tmp_path, checked=rows)
    assert stardb("map", "-C", root, "检查表", "收入=收入").exit_code == 0
    assert "D115" in stardb("check", "-C", root).stderr  # both are titled 收入 but for the unit


def test_where_nobody_answers_what_is_open_is_listed(stardb, county):
    done = stardb("map", "-C", county)
    assert done.exit_code == 1
    assert "表“检查表”缺“换届”一栏" in done.stdout
    assert "要认的 1 处" in done.stdout
    told = json.loads(stardb("map", "-C", county, "--format", "json").stdout)
    assert told["open"] == [
        {
            "table": "检查表",
            "column": "换届",
            "code": "D114",
            "candidates": [
                {"title": "按期换届情况", "place": "data/2022/检查.xlsx!检查表!D1", "samples": ["是", "否"]}
            ],
            "places": ["data/2022/检查.xlsx!检查表!D1"],
        }
    ]
    assert (told["settled"], told["exit_status"]) == ({}, 1)


def test_an_entry_no_sheet_has_any_more_is_listed_and_not_told_elsewhere(stardb, tmp_path):
    root = small(tmp_path)
    assert stardb("map", "-C", root, "检查表", "家底=收入").exit_code == 0
    listed = stardb("map", "-C", root, "--list")
    assert listed.exit_code == 0
    assert "W114 5:3 “检查表”的工作表里已没有“家底”" in listed.stderr
    assert "W114" not in stardb("check", "-C", root).stderr


def test_entries_are_set_changed_and_taken_out_directly(stardb, county):
    def put(*pairs):
        return stardb("map", "-C", county, "检查表", *pairs)

    assert put("家底=收入", "备注=不是").exit_code == 0
    assert settled(county) == ["检查表:", "  家底: 收入", "  备注: 不是"]
    assert put("1. 家底（万元）=不是").exit_code == 0  # the same title, with number and unit
    assert settled(county) == ["检查表:", "  家底: 不是", "  备注: 不是"]
    assert "取消" in put("家底=", "备注=").stdout
    assert settled(county) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["检查", "家底=收入"], "没有“检查”这张表（是不是“检查表”？）"),
        (["检查表", "家底=收人"], "没有“收人”这一栏（是不是“收入”？）"),
        (["检查表", "家底"], "“家底”要写成 标题=栏名"),
        (["检查表", "=收入"], "“=收入”要写成 标题=栏名"),
        (["检查表", "家\x07底=收入"], "要写成 标题=栏名"),
        (["检查表"], "后面要写 标题=栏名"),
        (["检查表", "家底="], "“检查表”的“家底”没有认过"),
    ],
)
def test_wrong_usage_changes_nothing(stardb, county, arguments, words):
    done = stardb("map", "-C", county, *arguments)
    assert done.exit_code == 64
    assert words in done.stderr
    assert not (county / "headers.yaml").exists()


def test_where_nothing_can_be_read_there_is_nothing_to_settle(stardb, county):
    (county / "data/2022/检查.xlsx").unlink()
    done = stardb("map", "-C", county)
    assert done.exit_code == 2
    assert "W102" in done.stderr


def test_a_file_that_cannot_be_written_is_said(stardb, county):
    (county / "headers.yaml").mkdir()
    done = stardb("map", "-C", county, "检查表", "家底=收入")
    assert done.exit_code == 2
    assert "R100" in done.stderr
    assert "是个文件夹" in done.stderr


def test_the_samples_shown_do_not_give_away_an_identity_number(tmp_path):
    roster = [["乡镇", "村", "户数"], *ROSTER[1:]]
    number = "141199196001010013"
    checked = [["乡镇", "村", "收入(万元)", "换届情况"], *([*row[:3], number] for row in CHECKED[1:])]
    said, _ = converse(["map", "-C", small(tmp_path, roster=roster, checked=checked)], [("选几", "q\n")])
    assert "换届情况" in said
    assert number not in said


TWICE = [["乡镇", "村", "收入(万元)", "换届"], ["甲镇", "东庄", 1, "是"]]


def test_a_sheet_is_excluded_or_assigned_directly(stardb, tmp_path):
    root = small(tmp_path)
    write_book(root / "data/2022/补2022.xlsx", {"Sheet1": TWICE})
    assert "D142" in stardb("check", "-C", root).stderr
    done = stardb("map", "-C", root, "--sheet", "补2021.xlsx!Sheet1=不用")  # last year's name fits, too
    assert (done.exit_code, settled(root)) == (0, ["工作表:", "  补2021.xlsx!Sheet1: 不用"])
    assert "D142" not in stardb("check", "-C", root).stderr
    assert stardb("map", "-C", root, "--sheet", "补2022.xlsx!Sheet1=检查表").exit_code == 0
    assert settled(root) == ["工作表:", "  补2022.xlsx!Sheet1: 检查表"]
    assert "D142" in stardb("check", "-C", root).stderr
    assert stardb("map", "-C", root, "--sheet", "补2022.xlsx!Sheet1=").exit_code == 0
    assert settled(root) == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("补.xlsx!Sheet1", "要写成 文件!工作表=表名"),
        ("Sheet1=检查表", "要写成 文件!工作表=表名"),
        ("补.xlsx!Sheet1=检察表", "是不是“检查表”"),
        ("补.xlsx!Sheet2=检查表", "没有这张工作表"),
        ("补.xlsx!Sheet1=", "没有认过"),
    ],
)
def test_a_slip_in_a_sheet_s_name_is_said(stardb, tmp_path, given, said):
    root = small(tmp_path)
    write_book(root / "data/2022/补.xlsx", {"Sheet1": TWICE})
    done = stardb("map", "-C", root, "--sheet", given)
    assert (done.exit_code, said in done.stderr) == (64, True), done.stderr


def test_entries_for_no_sheet_or_several_are_told(stardb, tmp_path):
    root = small(tmp_path)
    for n in (1, 2):
        write_book(root / f"data/2022/补{n}.xlsx", {"Sheet1": [*TWICE, ["甲镇", "西庄", n, "是"]]})
    entries = '工作表:\n  "补3.xlsx!Sheet1": 不用\n  "旧.xlsx!Sheet1": 不用\n  "补1.xlsx!Sheet1": 检察表\n'
    (root / "headers.yaml").write_text(entries, encoding="utf-8")
    said = stardb("check", "-C", root).stderr
    assert "W516 2:3" in said
    assert "W111 4:21" in said
    assert "W517" not in said
    assert "W517 3:3" in stardb("map", "-C", root, "--list").stderr


def test_which_table_a_sheet_is_is_asked(stardb, tmp_path):
    root = small(tmp_path)
    rules = root / "rules/little.yaml"
    columns = "复收入: {type: money, unit: 万元, aliases: 收入}, 复换届: {type: yes_no, aliases: 换届}"
    keys = "乡镇: {type: text}, 村: {type: text}"
    twin = f"  复查表:\n    key: [乡镇, 村]\n    columns: {{{keys}, {columns}}}\n"
    text = rules.read_text(encoding="utf-8")
    assert "stars:\n" in text
    rules.write_text(text.replace("stars:\n", f"{twin}stars:\n", 1), encoding="utf-8")
    write_book(root / "data/2022/补.xlsx", {"Sheet1": [TWICE[0], ["丙镇", "中村", 1, "是"]]})
    said, _ = converse(["map", "-C", root], [("选几", "2\n")])
    assert "这张工作表是不是下面的表： data/2022/补.xlsx!Sheet1" in said
    assert "  data/2022/补.xlsx!Sheet1: 复查表" in settled(root)
    (root / "headers.yaml").unlink()
    said, _ = converse(["map", "-C", root], [("选几", "0\n")])
    assert settled(root) == ["工作表:", "  data/2022/补.xlsx!Sheet1: 不用"]


def test_which_column_of_a_form_answers_is_asked_once_for_all(stardb, tmp_path):
    root = small(tmp_path)
    (root / "data/2022/检查.xlsx").unlink()
    for village in ("东庄", "西庄"):
        head = [[f"乡镇：甲镇  村：{village}", "", "", ""], ["项目", "要求", "考评记载", "得分"]]
        write_book(
            root / f"data/2022/{village}.xlsx", {village: [*head, ["换届", "", "√", 0], ["收入(万元)", "", "", 5]]}
        )
    said, _ = converse(["map", "-C", root], [("选几", "1\n")])
    assert "打分表“检查表”的答案，以哪一栏为准： data/2022/东庄.xlsx!东庄 等 2 处" in said
    assert settled(root) == ["检查表:", "  考评记载: 答案"]
    assert "D202" in stardb("check", "-C", root).stderr
