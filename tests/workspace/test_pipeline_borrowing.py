"""One scheme's results read by another: a branch's grade in the pay of its cadres (P37)."""

from pathlib import Path

import pytest
from workspaces import CHECKED, ROSTER, SCHEME, small, write_book

from stardb.workspace import appraise, open_workspace, read_inputs, run

CADRES = """\
scheme: 干部绩效
subject: 干部
basis: 试行办法
valid_from: 2020-01-01
tables:
  干部名册:
    key: [乡镇, 所在村, 姓名]
    name: 姓名
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      所在村: {type: text, required: true}
      姓名: {type: text, required: true}
      职务: {type: choice, choices: [书记, 委员], required: true}
  支部结果:
    result_of: 小星
    key: [乡镇, 所在村]
    columns:
      等次: {type: choice, choices: [红星支部, 未获星]}
      红星: {type: yes_no}
      奖补: {type: money}
entitlements:
  绩效: {from: 等次, choices: {红星支部: 600元, 未获星: 100元}, unit: 元/年, basis: 第一条}
"""
PEOPLE = [
    ["乡镇", "所在村", "姓名", "职务"],
    ["甲镇", "东庄村", "张某某", "书记"],
    ["甲镇", "东庄", "李某某", "委员"],
    ["甲镇", "西庄", "王某某", "书记"],
    ["丙镇", "北庄", "赵某某", "书记"],
]


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A workspace of two schemes, the reading one named first."""
    small(tmp_path, SCHEME, ROSTER, CHECKED)
    (tmp_path / "rules" / "cadres.yaml").write_text(CADRES, encoding="utf-8")
    settings = (tmp_path / "stardb.yaml").read_text(encoding="utf-8")
    (tmp_path / "stardb.yaml").write_text(settings.replace("[little]", "[cadres, little]"), encoding="utf-8")
    write_book(tmp_path / "data" / "2022" / "干部.xlsx", {"干部名册": PEOPLE})
    return tmp_path


def pay(root: Path) -> dict[str, str]:
    made, _ = appraise(read_inputs(open_workspace(root)))
    cadres = made["cadres"]
    return {name: cadres.text("绩效", i) for i, name in enumerate(cadres.subjects.names)}


def test_a_branchs_result_pays_all_its_cadres(two: Path) -> None:
    # 东庄: 20万元 10分 + 换届 10分 = 20 ≥ 12, the star; 西庄: 12万元 6分 + 0 = 6, none
    assert pay(two) == {"张某某": "600元", "李某某": "600元", "王某某": "100元", "赵某某": "待定"}


def test_who_is_not_found_is_named(two: Path) -> None:
    _, problems = appraise(read_inputs(open_workspace(two)))
    found = [p for p in problems if p.code == "W209"]
    assert [p.found for p in found] == ["丙镇/北庄"]


def test_the_explanation_says_whose_result_it_is(two: Path) -> None:
    from stardb.scoring import explain, phrase, phrase_value

    made, _ = appraise(read_inputs(open_workspace(two)))
    told = [node for _, node in explain(made["cadres"], 0).lines()]
    grade = next(node for node in told if node.title == "等次")
    assert (phrase_value(grade), phrase(grade)) == ("红星支部", "“小星”2022年度的结果")


def test_results_are_written_for_both_in_the_order_of_the_settings(two: Path) -> None:
    outcome = run(open_workspace(two))
    assert list(outcome.appraisals) == ["cadres", "little"]


def test_a_scheme_that_is_not_there_leaves_it_undecided_and_says_so(two: Path) -> None:
    settings = (two / "stardb.yaml").read_text(encoding="utf-8")
    (two / "stardb.yaml").write_text(settings.replace("[cadres, little]", "[cadres]"), encoding="utf-8")
    made, problems = appraise(read_inputs(open_workspace(two)))
    assert [made["cadres"].text("绩效", i) for i in range(4)] == ["待定"] * 4
    assert [p.found for p in problems if p.code == "W207"] == ["小星"]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [("红星: {type: yes_no}", "红星: {type: number}", "红星"), ("奖补: {type: money}", "补贴: {type: money}", "补贴")],
)
def test_a_column_that_is_none_of_its_results_is_named(two: Path, old: str, new: str, found: str) -> None:
    path = two / "rules" / "cadres.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    _, problems = appraise(read_inputs(open_workspace(two)))
    assert [p.found for p in problems if p.code == "W207"] == [found]


def test_two_schemes_that_read_each_other_are_refused(two: Path) -> None:
    path = two / "rules" / "little.yaml"
    table = "  干部结果: {result_of: 干部绩效, key: [乡镇, 村], columns: {绩效: {type: money}}}\nstars:"
    path.write_text(path.read_text(encoding="utf-8").replace("stars:", table, 1), encoding="utf-8")
    made, problems = appraise(read_inputs(open_workspace(two)))
    assert not made
    assert [p.code for p in problems if p.code == "W208"] == ["W208"]
