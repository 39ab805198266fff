"""The results of many read by one: a branch rated by its members, a township by its branches."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from workspaces import small, write_book

from stardb.problems import Severity
from stardb.scoring import Appraisal, describe_subject, explain, phrase
from stardb.terminal import console, print_summary
from stardb.workspace import appraise, open_workspace, read_inputs, run, summarise_run

MEMBERS = """\
scheme: 党员积分
subject: 党员
basis: 试行办法
valid_from: 2020-01-01
tables:
  党员名册:
    key: [乡镇, 支部, 姓名]
    name: 姓名
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      支部: {type: text, required: true}
      姓名: {type: text, required: true}
      流动: {type: yes_no, required: true}
      积分: {type: number, between: [0, 100]}
      岗位: {type: choice, choices: [书记, 党员], required: true}
eligible: {when: 流动 = 否, because: 流动党员不参评}
values:
  折算分: {formula: 积分, basis: 第一条}
grade: {name: 等次, from: 积分, bands: {90以上: 优秀, 60至90(不含90): 合格, 不满60: 不合格}, basis: 第一条}
publish: [折算分]
"""
BRANCHES = """\
scheme: 支部评定
subject: 支部
basis: 试行办法
valid_from: 2020-01-01
tables:
  支部名册:
    key: [乡镇, 支部]
    name: 支部
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      支部: {type: text, required: true}
  党员结果:
    result_of: 党员积分
    key: [乡镇, 支部]
    many: true
    columns:
      等次: {type: choice, choices: [优秀, 合格, 不合格]}
      折算分: {type: number}
      岗位: {type: choice, choices: [书记, 党员]}
values:
  参评人数: {count_of: 党员结果, where: 参评 = 是}
  优秀比例: {share_of: 党员结果, where: 等次 = 优秀, among: 参评 = 是}
  平均积分: {mean_of: 党员结果, from: 折算分, where: 参评 = 是}
  前两名: {sum_of: 党员结果, from: 折算分, where: 参评 = 是, best: 2}
  书记优秀: {count_of: 党员结果, where: 岗位 = 书记 且 等次 = 优秀}
grade:
  name: 等次
  decide:
    - {when: 优秀比例 ≥ 50%, give: 先进支部}
  otherwise: 一般支部
  basis: 第二条
publish: [参评人数, 优秀比例, 平均积分, 前两名, 书记优秀]
"""
TOWNS = """\
scheme: 乡镇评定
subject: 乡镇
basis: 试行办法
valid_from: 2020-01-01
tables:
  乡镇名册:
    key: 乡镇
    name: 乡镇
    group: 县
    columns:
      乡镇: {type: text, required: true}
      县: {type: text, required: true}
  支部结果:
    result_of: 支部评定
    key: 乡镇
    many: true
    columns:
      等次: {type: choice, choices: [先进支部, 一般支部]}
level: {name: 先进支部数, count_of: 支部结果, where: 等次 = 先进支部, basis: 第三条}
entitlements:
  奖补: {formula: 先进支部数 * 1000元, unit: 元, basis: 第四条}
"""
PEOPLE = [
    ["乡镇", "支部", "姓名", "流动", "积分", "岗位"],
    ["甲镇", "东庄支部", "张甲", "否", 95, "书记"],
    ["甲镇", "东庄支部", "李乙", "否", 70, "党员"],
    ["甲镇", "东庄", "王丙", "是", None, "党员"],  # the same branch, written shorter; takes no part
    ["甲镇", "西庄支部", "赵丁", "否", 90, "党员"],
    ["甲镇", "西庄支部", "钱戊", "否", None, "书记"],  # undecided
    ["乙镇", "南庄支部", "孙己", "否", 50, "书记"],
]
GROUPS = [["乡镇", "支部"], ["甲镇", "东庄支部"], ["甲镇", "西庄支部"], ["乙镇", "南庄支部"]]
COUNTY = [["乡镇", "县"], ["甲镇", "试县"], ["乙镇", "试县"]]


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A workspace of three schemes, each reading the one named after it."""
    return make(tmp_path)


def make(root: Path, people: list[list[Any]] = PEOPLE, branches: str = BRANCHES, towns: str = TOWNS) -> Path:
    small(root, MEMBERS, people, [["无"]])
    (root / "rules" / "little.yaml").rename(root / "rules" / "members.yaml")
    (root / "rules" / "branches.yaml").write_text(branches, encoding="utf-8")
    (root / "rules" / "towns.yaml").write_text(towns, encoding="utf-8")
    settings = (root / "stardb.yaml").read_text(encoding="utf-8")
    (root / "stardb.yaml").write_text(settings.replace("[little]", "[towns, branches, members]"), encoding="utf-8")
    for path in (root / "data" / "2022").glob("*.xlsx"):
        path.unlink()
    write_book(root / "data" / "2022" / "党员.xlsx", {"党员名册": people})
    write_book(root / "data" / "2022" / "支部.xlsx", {"支部名册": GROUPS})
    write_book(root / "data" / "2022" / "乡镇.xlsx", {"乡镇名册": COUNTY})
    return root


def came(made: Appraisal, *names: str) -> list[list[str]]:
    return [[made.text(name, i) for name in names] for i in range(len(made.subjects))]


def test_a_branch_is_rated_by_its_members_and_a_township_by_its_branches(three: Path) -> None:
    """东庄: 95 and 70 take part, 1 of 2 is 优秀, mean 82.5, 165 together; 南庄: 50.

    西庄: 1 of 2 is 优秀 and one still undecided, so the share is 50% or 100%, which is enough either way.
    """
    made, problems = appraise(read_inputs(open_workspace(three)))
    assert [p.message for p in problems if p.code.startswith("W")] == []
    assert came(made["branches"], "参评人数", "优秀比例", "平均积分", "前两名", "书记优秀", "等次") == [
        ["2", "50%", "82.5", "165", "1", "先进支部"],
        ["2", "待定", "待定", "待定", "待定", "先进支部"],
        ["1", "0%", "50", "50", "0", "一般支部"],
    ]
    assert came(made["towns"], "先进支部数", "奖补") == [["2", "2000元"], ["0", "0元"]]


def test_what_takes_no_part_has_no_result_but_its_own_data(three: Path) -> None:
    """王丙 takes no part: his grade is nobody's, his post is known all the same; 钱戊, a secretary, is undecided."""
    path = three / "rules" / "branches.yaml"
    text = path.read_text(encoding="utf-8").replace("岗位 = 书记 且 等次 = 优秀", "岗位 = 党员 且 等次 = 优秀")
    path.write_text(text, encoding="utf-8")
    made, _ = appraise(read_inputs(open_workspace(three)))
    assert came(made["branches"], "书记优秀") == [["待定"], ["1"], ["0"]]
    path.write_text(text.replace("岗位 = 党员 且", "参评 = 是 且 岗位 = 党员 且"), encoding="utf-8")
    made, _ = appraise(read_inputs(open_workspace(three)))
    assert came(made["branches"], "书记优秀") == [["0"], ["1"], ["0"]]


def test_the_explanation_names_the_subjects_that_counted_and_links_them(three: Path) -> None:
    made, _ = appraise(read_inputs(open_workspace(three)))
    nodes = [node for _, node in explain(made["branches"], 0).lines()]
    rows = {node.title: (phrase(node), node.linked) for node in nodes if node.title.startswith("党员结果：")}
    assert list(rows) == ["党员结果：东庄支部 张甲", "党员结果：东庄支部 李乙", "党员结果：东庄 王丙"]
    said, linked = rows["党员结果：东庄支部 李乙"]
    assert "优秀比例：不符合条件，只计在总数里" in said
    assert linked is not None
    assert (linked[0].scheme.title, linked[1]) == ("党员积分", 1)
    assert next(phrase(node) for node in nodes if node.title == "党员结果") == "“党员积分”2022年度的结果"
    told = str(describe_subject(explain(made["branches"], 0)))
    assert "{'scheme': '党员积分', 'group': '甲镇', 'name': '李乙'}" in told


def test_the_card_of_a_branch_links_those_of_its_members(three: Path) -> None:
    outcome = run(open_workspace(three))
    cards = [three / name for name in outcome.files if "/branches/" in name and name.endswith(".html")]
    card = next(
        path.read_text(encoding="utf-8") for path in cards if "<h1>东庄支部</h1>" in path.read_text(encoding="utf-8")
    )
    links = [part.split('"')[0] for part in card.split('<a href="')[1:] if "/members/" in part.split('"')[0]]
    assert len(links) == 3
    folder = next(path for path in cards if "index" not in path.name).parent
    assert all((folder / link).resolve().is_file() for link in links)


def test_a_branch_nobody_over_there_belongs_to_is_undecided_and_named(tmp_path: Path) -> None:
    root = make(tmp_path, [row for row in PEOPLE if row[1] != "南庄支部"])
    made, problems = appraise(read_inputs(open_workspace(root)))
    assert came(made["branches"], "参评人数", "等次")[2] == ["待定", "待定"]
    assert (
        made["branches"].sentences.reason(made["branches"].steps["参评人数"], 2) == "“党员积分”里没有属于它的对象，待定"
    )
    assert [(p.found, p.remedy) for p in problems if p.code == "W209"] == [
        ("乙镇/南庄支部", "核对两边名册的写法；那边确实一个也没有的，在表里写 none: means_none。")
    ]


def test_none_over_there_may_mean_none(tmp_path: Path) -> None:
    few = [row for row in PEOPLE if row[1] != "南庄支部"]
    root = make(tmp_path, few, BRANCHES.replace("    many: true\n", "    many: true\n    none: means_none\n"))
    made, problems = appraise(read_inputs(open_workspace(root)))
    assert came(made["branches"], "参评人数", "优秀比例")[2] == ["0", "待定"]
    assert not [p for p in problems if p.code == "W209"]


def test_those_whose_branch_is_not_there_are_counted_nowhere_and_named(tmp_path: Path) -> None:
    root = make(tmp_path, [*PEOPLE, ["甲镇", "北山支部", "周庚", "否", 99, "书记"]])
    made, problems = appraise(read_inputs(open_workspace(root)))
    assert came(made["branches"], "参评人数") == [["2"], ["2"], ["1"]]
    (told,) = [p for p in problems if p.code == "W209"]
    assert told.message == "“党员积分”的1个党员所在的甲镇/北山支部，这里的名册里没有，它们没有算进“党员结果”。"


def test_a_key_or_a_word_the_other_scheme_does_not_know_is_named(tmp_path: Path) -> None:
    wrong = BRANCHES.replace("    key: [乡镇, 支部]\n    many", "    key: [乡镇, 党支部]\n    many")
    made, problems = appraise(read_inputs(open_workspace(make(tmp_path / "key", branches=wrong))))
    assert came(made["branches"], "参评人数") == [["待定"]] * 3
    assert [p.found for p in problems if p.code == "W207"] == ["党支部"]
    narrow = BRANCHES.replace(
        "等次: {type: choice, choices: [优秀, 合格, 不合格]}", "等次: {type: choice, choices: [优秀, 合格]}"
    )
    made, problems = appraise(read_inputs(open_workspace(make(tmp_path / "word", branches=narrow))))
    assert [p.found for p in problems if p.code == "W207"] == ["不合格"]
    assert came(made["branches"], "优秀比例")[2] == ["待定"]


def test_schemes_that_read_one_another_through_a_third_are_refused(tmp_path: Path) -> None:
    root = make(tmp_path)
    ring = "  乡镇结果: {result_of: 乡镇评定, key: 乡镇, columns: {先进支部数: {type: number}}}\neligible:"
    path = root / "rules" / "members.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("eligible:", ring, 1), encoding="utf-8")
    made, problems = appraise(read_inputs(open_workspace(root)))
    assert not made
    assert [p.code for p in problems if p.code == "W208"] == ["W208"]
    assert [p.code for p in read_inputs(open_workspace(root)).problems if p.code == "W208"] == ["W208"]


def test_what_the_other_scheme_does_not_have_is_found_without_scoring(tmp_path: Path) -> None:
    """A result it does not have, one of another kind, a scheme that is not there: each told once, by check and by a run alike."""
    wrong = BRANCHES.replace("折算分: {type: number}", "总得分: {type: number}").replace("折算分", "总得分")
    wrong = wrong.replace("岗位: {type: choice, choices: [书记, 党员]}", "岗位: {type: text}")
    towns = TOWNS.replace("result_of: 支部评定", "result_of: 支部考评")
    root = make(tmp_path, branches=wrong.replace("岗位 = 书记 且 ", ""), towns=towns)
    told = {("总得分", "branches"), ("岗位", "branches"), ("支部考评", "towns")}
    found = read_inputs(open_workspace(root)).problems
    assert {(p.found, Path(p.place.file).stem) for p in found if p.code == "W207"} == told
    _, problems = appraise(read_inputs(open_workspace(root)))
    assert sorted(p.found for p in problems if p.code == "W207") == sorted(found for found, _ in told)


def test_the_rows_can_be_published_each_with_its_subject_and_what_became_of_it(tmp_path: Path) -> None:
    root = make(tmp_path, branches=BRANCHES.replace("书记优秀]", "书记优秀, 党员结果]"))
    outcome = run(open_workspace(root))
    book = next(name for name in outcome.files if name.endswith(".xlsx") and "支部" in name and "底稿" not in name)
    sheets = openpyxl.load_workbook(root / book)
    found = [[cell.value for cell in row] for sheet in sheets if "逐行" in sheet.title for row in sheet.rows]
    assert "党员积分：东庄支部 张甲" in {cell for row in found for cell in row}


def test_a_table_of_many_results_is_checked_like_any_other(tmp_path: Path) -> None:
    wrong = BRANCHES.replace("    key: [乡镇, 支部]\n    many", "    key: 支部\n    many")
    wrong = wrong.replace(
        "      折算分: {type: number}\n", "      折算分: {type: number}\n      参评: {type: number}\n"
    )
    problems = read_inputs(open_workspace(make(tmp_path, branches=wrong))).problems
    found = [p.message for p in problems if p.severity is Severity.ERROR and p.place.file.endswith("branches.yaml")]
    assert "“党员结果”按支部认对象，名册按乡镇、支部，对不上" in found
    assert "“参评”一栏本来就有，是那边参评没有，不能另写成别的" in found


def test_a_count_and_a_sum_of_results_are_bounded_by_those_that_are_decided(three: Path) -> None:
    """西庄: 90 points are sure and up to 100 more may come; one is 优秀 and one more may be."""
    path = three / "rules" / "branches.yaml"
    more = """  够一名: {count_of: 党员结果, where: 等次 = 优秀}
  合计: {sum_of: 党员结果, from: 折算分, where: 参评 = 是}
  判断: {formula: '如果(够一名 ≥ 1, 1, 0) + 如果(够一名 ≥ 3, 1, 0)'}
grade:
"""
    text = (
        path.read_text(encoding="utf-8")
        .replace("grade:\n", more, 1)
        .replace("书记优秀]", "书记优秀, 够一名, 合计, 判断]")
    )
    path.write_text(text, encoding="utf-8")
    made, _ = appraise(read_inputs(open_workspace(three)))
    assert came(made["branches"], "够一名", "合计", "判断")[1] == ["待定", "待定", "1"]


def test_a_scheme_that_fails_is_named_with_its_reason_when_the_run_ends(
    three: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = three / "rules" / "towns.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("subject:", "subjekt:"), encoding="utf-8")
    outcome = run(open_workspace(three))
    assert outcome.failed == {"towns": ("towns", "缺少“subject”")}
    print_summary(summarise_run(outcome, 0), console())
    assert "没有评出的办法 1 部：\n  towns：缺少“subject”\n" in capsys.readouterr().out
