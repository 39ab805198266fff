"""A rule file in words: every clause, what it lays down and what it rests on, no key of the language left."""

import re
from pathlib import Path

import pytest
from workspaces import SCHEME

from stardb.rulebook import CASES, RuleText, describe_rules, read_rules

RULES = Path(__file__).parents[2] / "rules"


def find(texts: tuple[RuleText, ...], name: str) -> RuleText:
    (found,) = [one for one in texts if one.name == name]
    return found


@pytest.fixture(scope="module")
def texts() -> tuple[RuleText, ...]:
    return describe_rules(read_rules(SCHEME, "little.yaml"))


def test_clauses_stand_in_the_order_and_the_parts_of_the_file(texts: tuple[RuleText, ...]) -> None:
    assert [(one.section, one.name, one.depth) for one in texts] == [
        ("总则", "名称", 0),
        ("总则", "考核对象", 0),
        ("总则", "依据", 0),
        ("总则", "施行日期", 0),
        ("参数", "达标分", 0),
        ("用到的表", "名册", 0),
        ("用到的表", "检查表", 0),
        ("各颗星", "红星", 0),
        ("各颗星", "集体收入", 1),
        ("各颗星", "按期换届", 1),
        ("星级", "星数", 0),
        ("等次", "等次", 0),
        ("待遇", "奖补", 0),
    ]


def test_a_clause_says_what_it_looks_at_what_it_gives_and_what_it_rests_on(texts: tuple[RuleText, ...]) -> None:
    income = find(texts, "集体收入")
    assert income.lines == ("看：收入", "分档：20万元起：10；10万元起：6；0元起：0", "满分：10")
    assert (income.basis, SCHEME.splitlines()[income.line - 1].strip()[:4]) == ("第二条", "集体收入")
    assert find(texts, "达标分").lines == ("自2020-01-01起12分",)
    assert find(texts, "按期换届").lines == ("看：换届", "是的得：10", "满分：10")


def test_what_is_only_an_example_says_so() -> None:
    rules = SCHEME.replace("basis: 第二条}", "basis: 第二条, example: true, note: 待议}")
    income = find(describe_rules(read_rules(rules, "little.yaml")), "集体收入")
    assert (income.is_example, income.note) == (True, "待议")


def test_clauses_within_clauses_are_told_in_words() -> None:
    text = (RULES / "dual-registration-members.yaml").read_text("utf-8")
    lines = [line for one in describe_rules(read_rules(text, "x")) for line in one.lines]
    assert any("民主测评：好票：100；较好票：80；一般票：60；差票：0" in line for line in lines)


def test_every_shipped_file_is_told_whole_and_without_keys_of_the_language() -> None:
    for path in sorted(RULES.glob("*.yaml")):
        if path.name.endswith(CASES):
            continue
        source = read_rules(path.read_text("utf-8"), path.name)
        told = describe_rules(source)
        names = {one.name for one in told}
        assert set(source.data.get("entitlements", {})) <= names, path.name
        for line in (line for one in told for line in one.lines):
            assert not re.search(r"(^|[；，：])[a-z_]+：", line), (path.name, line)


def test_what_is_computed_of_rows_and_how_long_they_count_is_told() -> None:
    rules = SCHEME.replace(
        "      换届: {type: yes_no}\n",
        "      换届: {type: yes_no}\n"
        "    valid_for: {from: 日期, lasts: 3年}\n"
        "    computed:\n"
        "      折算: {formula: 收入 / 2, basis: 第六条}\n"
        "      再折: 折算 / 2\n",
    )
    told = describe_rules(read_rules(rules, "little.yaml"))
    (line,) = [line for line in find(told, "检查表").lines if "3年" in line]
    assert "日期" in line
    assert (find(told, "折算").lines, find(told, "折算").basis) == (("算式：收入 / 2",), "第六条")
    assert find(told, "再折").lines == ("折算 / 2",)


def test_a_file_that_is_no_rule_file_tells_nothing() -> None:
    assert describe_rules(read_rules("[1, 2]", "x.yaml")) == ()
    assert describe_rules(read_rules("entitlements: [1]\nscheme: 某\n", "x.yaml"))[0].lines == ("某",)
