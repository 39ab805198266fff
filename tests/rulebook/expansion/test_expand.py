"""What is written once for several (`each_of`, `like`) is the same as if it were written out, and its faults lie in what is written."""

from fractions import Fraction

import pytest
from rating import DAY, loaded, rated, results

from stardb.cases import find_suites, measure_coverage, run_cases
from stardb.quantity import Frequency, find_period
from stardb.rulebook import load_text, read_rules
from stardb.yamlfile import read_source

MEASURES = {
    "测评德": ("number, between: [0, 100]", [90, 70]),
    "测评能": ("number, between: [0, 50]", [40, 25]),
    "学历": ("text", ["", ""]),
}

TWICE = """
lists:
  测评项: {德: {权重: 60%, 满: 100}, 能: {权重: 40%, 满: 50}}
scores:
  测评:
    indicators:
      '{项}得分': {each_of: {项: 测评项}, formula: '测评{项} / {项.满} * 100 * {项.权重}', points: 60, round: 0.1}
"""

OUT = """
scores:
  测评:
    indicators:
      德得分: {formula: '测评德 / 100 * 100 * 60%', points: 60, round: 0.1}
      能得分: {formula: '测评能 / 50 * 100 * 40%', points: 60, round: 0.1}
"""


def data(text: str) -> object:
    return read_rules("tables: {甲: {columns: {一月分: {}, 二月分: {}, 备注: {}}}}\n" + text, "r").data


def sections(text: str) -> object:
    found = data(text)
    assert isinstance(found, dict)
    return {key: value for key, value in found.items() if key not in ("tables", "lists")}


def test_an_entry_for_several_comes_to_what_is_written_out() -> None:
    once, out = rated(TWICE, MEASURES), rated(OUT, MEASURES)
    assert results(once, "测评") == results(out, "测评") == [54 + 32, 42 + 20]  # 90×60% + 80×40%; 70×60% + 50×40%
    assert [step.name for step in once.scheme.steps] == [step.name for step in out.scheme.steps]


def test_every_item_of_the_list_is_an_entry() -> None:
    assert sections("values: {'{月}折算': {each_of: {月: [一, 二]}, formula: '{月}月分 * 2'}}") == {
        "values": {"一折算": {"formula": "一月分 * 2"}, "二折算": {"formula": "二月分 * 2"}}
    }


def test_a_pattern_stands_for_the_columns_it_fits() -> None:
    assert sections("values: {'{栏}减': {each_of: {栏: '*月分'}, formula: '{栏} - 1'}}") == {
        "values": {"一月分减": {"formula": "一月分 - 1"}, "二月分减": {"formula": "二月分 - 1"}}
    }


def test_an_item_of_a_bracketed_list_is_one_for_each_and_may_be_a_mere_name() -> None:
    text = "values: {合: {across: [备注, {each_of: {月: [一, 二]}, name: '{月}月分'}], take: sum}}"
    assert sections(text) == {"values": {"合": {"across": ["备注", "一月分", "二月分"], "take": "sum"}}}


def test_an_entry_may_be_a_mere_number() -> None:
    text = "values: {合: {across: {'{月}月分': {each_of: {月: {一: 40%, 二: 60%}}, value: '{月.值}'}}, take: sum}}"
    assert sections(text) == {"values": {"合": {"across": {"一月分": "40%", "二月分": "60%"}, "take": "sum"}}}


def test_lists_may_hold_whole_parts_of_a_clause() -> None:
    text = "lists: {项: {甲: {档: {60以上: 1, 60以下: 0}}}}\nvalues: {'{项}档': {each_of: {项: 项}, from: 备注, bands: '{项.档}'}}"
    assert sections(text) == {"values": {"甲档": {"from": "备注", "bands": {"60以上": 1, "60以下": 0}}}}


def test_several_marks_go_each_with_each_and_such_entries_stand_in_each_other() -> None:
    text = """
lists: {类: {山区: {指标: [甲, 乙]}, 平原: {指标: [甲]}}}
values: {'{年}{月}': {each_of: {年: [21, 22], 月: [1, 2]}, formula: '{月}'}}
scores: {分: {by: 类, sets: {'{类}': {each_of: {类: 类}, '{指标}': {each_of: {指标: '{类.指标}'}, formula: '{类}{指标}'}}}}}
"""
    assert sections(text) == {
        "values": {"211": {"formula": 1}, "212": {"formula": 2}, "221": {"formula": 1}, "222": {"formula": 2}},
        "scores": {
            "分": {
                "by": "类",
                "sets": {
                    "山区": {"甲": {"formula": "山区甲"}, "乙": {"formula": "山区乙"}},
                    "平原": {"甲": {"formula": "平原甲"}},
                },
            }
        },
    }


def test_numbers_stay_what_they_are_typed() -> None:
    text = "values: {'第{k}': {each_of: {k: {1: {分: 0.5}}}, points: '{k.分}', formula: '{k} + {k.分}'}}"
    assert sections(text) == {"values": {"第1": {"points": Fraction(1, 2), "formula": "1 + 0.5"}}}


def test_a_file_without_such_entries_is_as_it_was_read() -> None:
    text = "values: {甲: '{乙}', 丙: [1, '2', {丁: true}]}\n"
    assert read_rules(text, "r").data == read_source(text, "r").data
    assert read_rules(text, "r").values == read_source(text, "r").values


def test_what_is_wrong_with_all_copies_is_said_once_where_it_is_written() -> None:
    body = TWICE.replace("/ {项.满}", "/ 满分")
    (found,) = [problem for problem in loaded(body, MEASURES).problems if problem.code == "R301"]
    line = (
        body.strip("\n")
        .split("\n")
        .index(
            "      '{项}得分': {each_of: {项: 测评项}, formula: '测评{项} / 满分 * 100 * {项.权重}', points: 60, round: 0.1}"
        )
    )
    text_line = body.strip("\n").split("\n")[line]
    assert found.place.column == text_line.index("满分") + 1  # 测评德 is as long in the file as 测评{项} is not
    assert "“德得分”、“能得分”" in found.message


def test_what_is_wrong_with_one_copy_names_it() -> None:
    body = TWICE.replace("测评项: {德", "测评项: {廉: {权重: 10%, 满: 10}, 德")
    (found,) = [problem for problem in loaded(body, MEASURES).problems if problem.code == "R301"]
    assert "测评廉" in found.message
    assert "（展开出来的“廉得分”）" in found.message


def test_many_copies_are_counted_not_listed() -> None:
    items = "、".join(f"{k}" for k in range(49)).replace("、", ", ")
    body = f"values:\n  '第{{k}}': {{each_of: {{k: [{items}]}}, formula: '没有 + {{k}}'}}\n"
    (found,) = [problem for problem in loaded(body).problems if problem.code == "R301"]
    assert found.message.endswith("（展开出来的“第0”、“第1”、“第2”等49项）")


def test_findings_about_copies_are_one() -> None:
    """No basis (R602), not used (R603), an example (R601): once for them all."""
    body = TWICE.replace("round: 0.1", "round: 0.1, example: true")
    columns = {**MEASURES, "空甲": ("number", [1, 1])}
    found = [
        problem for problem in loaded(body, columns).problems if "得分" in problem.message or problem.code == "R601"
    ]
    assert [problem.code for problem in found] == ["R601", "R602"]
    assert found[0].message == "有1处数值是示例，还在用"


def test_a_list_nobody_uses_is_told() -> None:
    found = loaded(TWICE + "values: {合: 测评}\npublish: 合\n", MEASURES).problems
    assert [p for p in found if p.code == "R604"] == []
    body = TWICE.replace("lists:\n", "lists:\n  闲置: [甲]\n")
    (unused,) = [p for p in loaded(body, MEASURES).problems if p.code == "R604"]
    assert "闲置" in unused.message


@pytest.mark.parametrize(
    ("old", "new", "code", "part"),
    [
        ("each_of: {项: 测评项}", "each_of: 测评项", "R205", "each_of 写成"),
        ("each_of: {项: 测评项}", "each_of: {项: 测评向}", "R206", "是不是“测评项”"),
        ("{项.满}", "{项.满分}", "R206", "“德”没有写“满分”"),
        ("{项.满}", "{相.满}", "R205", "没有 {相} 这个记号"),
        ("'{项}得分'", "得分", "R205", "没有写 {项}"),
        ("'{项}得分': {", "德得分: 1\n      '{项}得分': {", "R207", "“德得分”已经有了"),
        ("{德: {权重: 60%, 满: 100}, 能: {权重: 40%, 满: 50}}", "[德, [能]]", "R206", "要是一个词"),
    ],
)  # fmt: skip
def test_faults_of_such_entries(old: str, new: str, code: str, part: str) -> None:
    assert old in TWICE
    made = loaded(TWICE.replace(old, new), MEASURES)
    assert made.scheme is None
    assert any(problem.code == code and part in problem.message for problem in made.problems), made.problems


def test_a_mark_without_quotes_is_told_as_such() -> None:
    (found,) = load_text(
        "values:\n  {项}得分: {each_of: {项: [甲]}, formula: 1}\n", "r", find_period(DAY, Frequency.YEAR), DAY
    ).problems
    assert "用引号括起" in found.message
    assert "'{项}得分'" in found.remedy


def test_what_would_come_to_far_too_many_is_refused_at_once() -> None:
    words = ", ".join(f"词{k}" for k in range(300))
    body = f"lists: {{甲: [{words}]}}\nvalues: {{'{{一}}{{二}}': {{each_of: {{一: 甲, 二: 甲}}, formula: 1}}}}\n"
    found = loaded(body).problems
    assert [(p.code, p.message) for p in found] == [("R206", "展开出来的超过了10000项")]


SETS = """
scores:
  考核:
    by: 类别
    sets:
      平原村:
        集体收入: {from: 收入, points: 10, bands: {10以上: 10, 0至10(不含10): 5}, basis: 第一条}
        人居环境: {formula: 环境, basis: 第二条}
      山区村:
        like: 平原村
        drop: [人居环境]
        集体收入: {from: 收入, points: 10, bands: {5以上: 10, 0至5(不含5): 5}, basis: 第一条}
        护林: {formula: 护林, basis: 第三条}
      半山村: {like: 山区村, 护林: {formula: 护林 / 2, round: 0.1, basis: 第三条}}
"""
OF_SETS = {
    "类别": ("choice, choices: [平原村, 山区村, 半山村]", ["平原村", "山区村", "半山村"]), "收入": ("number, between: [0, 99]", [6, 6, 6]),
    "环境": ("number, between: [0, 9]", [3, 3, 3]), "护林": ("number, between: [0, 9]", [4, 4, 5]),
}  # fmt: skip


def test_a_set_like_another_has_what_it_does_not_drop_or_change() -> None:
    """平原村 5 + 3; 山区村 10 + 4; 半山村 10 + 2.5: what it is like is like another itself."""
    assert results(rated(SETS, OF_SETS), "考核") == [8, 14, Fraction(25, 2)]


def test_what_is_wrong_with_a_copied_indicator_is_said_where_it_is_written() -> None:
    body = SETS.replace("drop: [人居环境]\n", "护路: {formula: 环境, basis: 第四条}\n").replace(
        "formula: 环境, basis: 第二条", "formula: 环卫, basis: 第二条"
    )
    found = [problem for problem in loaded(body, OF_SETS).problems if problem.code == "R301"]
    assert len(found) == 1
    assert "展开" not in found[0].message  # it is true of what is written there


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("like: 平原村", "like: 平原", "是不是“平原村”"),
        ("drop: [人居环境]", "drop: [人居]", "没有“人居”"),
        ("like: 平原村", "like: 半山村", "绕成了圈：山区村 → 半山村 → 山区村"),
        ("        like: 平原村\n", "", "要写 like"),
    ],
)
def test_faults_of_like(old: str, new: str, part: str) -> None:
    found = loaded(SETS.replace(old, new), OF_SETS).problems
    assert any(problem.code == "R208" and part in problem.message for problem in found), found


def test_a_case_that_touches_one_copy_touches_what_is_written(tmp_path) -> None:  # type: ignore[no-untyped-def]
    rules = """\
scheme: 测评
subject: 干部
basis: 示例
valid_from: 2022-01-01
lists: {项: [德, 能]}
tables:
  名册: {key: 姓名, name: 姓名, columns: {姓名: {type: text}, '{项}': {each_of: {项: 项}, type: number, between: [0, 100]}}}
scores:
  测评:
    basis: 第一条
    indicators:
      '{项}得分': {each_of: {项: 项}, from: '{项}', bands: {60以上: 10, 0至60(不含60): 0}, basis: 第一条}
"""
    cases = """\
cases_of: 测评
base: {as_of: 2022-12-31}
cases:
  - {case: 一高一低, why: 90 得 10，50 得 0, given: {德: 90, 能: 50}, expect: {测评: 10}}
"""
    (tmp_path / "a.yaml").write_text(rules, encoding="utf-8")
    (tmp_path / "a.cases.yaml").write_text(cases, encoding="utf-8")
    (suite,), _ = find_suites([tmp_path / "a.yaml"], tmp_path)
    made = run_cases(suite)
    assert made.passed
    assert made.scheme is not None
    measured = measure_coverage(made, made.scheme)
    assert [item.label for item in measured.missing] == []
    assert len([item for item in measured.items if "得分" in item.title]) == 2


def test_a_list_may_name_others() -> None:
    lists = "lists: {甲表: [一, 二], 乙表: [三], 全部: [甲表, 乙表, 四]}\n"
    found = sections(lists + "values: {'{月}折算': {each_of: {月: 全部}, formula: '{月} * 2'}}")
    assert found == {"values": {f"{month}折算": {"formula": f"{month} * 2"} for month in "一二三四"}}


def test_a_word_that_is_the_name_of_its_own_list_is_a_word() -> None:
    assert sections("lists: {德: [德, 能]}\nvalues: {'{项}分': {each_of: {项: 德}, formula: '{项}'}}") == {
        "values": {"德分": {"formula": "德"}, "能分": {"formula": "能"}}
    }


def test_lists_that_name_each_other_are_refused() -> None:
    text = "lists: {甲表: [乙表, 一], 乙表: [甲表]}\nvalues: {'{月}折算': {each_of: {月: 甲表}, formula: '{月} * 2'}}"
    body = (
        TWICE.split("scores:")[0] + "values:\n  '{月}折算': {each_of: {月: 甲表}, formula: 测评德}\npublish: [一折算]\n"
    )
    body = body.replace("lists:\n", "lists:\n  甲表: [乙表, 一]\n  乙表: [甲表]\n")
    found = [p.message for p in loaded(body, MEASURES).problems if p.code == "R206"]
    assert found == ["列表“甲表”绕回到自己：甲表→乙表→甲表"], text
