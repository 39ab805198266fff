"""Who is meant: a name with spaces is one name, said once; like names are told apart by their key."""

from pathlib import Path

import pytest

from stardb.books import read_books
from stardb.intake import read_tables
from stardb.quantity import read_period
from stardb.rendering import Setting, build_view
from stardb.rulebook import load_text
from stardb.scoring import Appraisal, History, find_subjects, full_name, score

RULES = """\
scheme: 评定
subject: 店
basis: 例
valid_from: 2020-01-01
tables:
  名册:
    key: 编号
    name: 名称
    group: 镇
    columns:
      编号: {type: text, required: true, private: true}
      名称: {type: text, required: true}
      镇: {type: text, required: true}
      分: {type: number}
values:
  折算: {formula: 分 * 2, basis: 一}
eligible: {when: 分 ≥ 2, because: 分太低, basis: 二}
level: {name: 星级, formula: 分, basis: 三}
publish: 折算
"""
ROWS = "编号,名称,镇,分\nA1007,Big Wok,甲镇,3\nA1008,Big Wok,甲镇,4\nA1009,Big Wok,乙镇,5\nA1010,Big Bun,甲镇,1\n"


def appraised(folder: Path, rules: str) -> Appraisal:
    (folder / "名册.csv").write_text(ROWS, encoding="utf-8")
    scheme = load_text(rules, "rules/a.yaml", read_period("2022")).scheme
    assert scheme
    return score(scheme, read_tables(read_books(folder, folder).sheets, scheme.tables).tables, History())


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Appraisal:
    return appraised(tmp_path_factory.mktemp("shops"), RULES)


def test_a_name_with_spaces_is_said_once(shops: Appraisal) -> None:
    assert full_name(shops, 3) == "Big Bun"


def test_like_names_of_a_township_are_told_apart_by_their_key_masked_where_private(shops: Appraisal) -> None:
    rows = build_view(shops, (), Setting("某县", "")).subjects
    assert [row.code for row in rows] == ["A***", "A***", "", ""]
    assert full_name(shops, 2) == "Big Wok"


def test_a_name_with_spaces_is_found_exactly(shops: Appraisal) -> None:
    assert [i for _, i in find_subjects("Big Bun", [shops])] == [3]
    assert [i for _, i in find_subjects("BigWok", [shops])] == [0, 1, 2]
    assert [i for _, i in find_subjects("乙镇/Big Wok", [shops])] == [2]


def test_who_is_not_rated_publishes_values_all_the_same(shops: Appraisal) -> None:
    row = build_view(shops, (), Setting("某县", "")).subjects[3]
    assert (row.state, row.results["折算"], row.level) == ("不参评", 2, "不参评")


def test_like_names_are_told_apart_by_a_key_that_is_no_secret_and_it_is_said_once(tmp_path: Path) -> None:
    shops = appraised(tmp_path, RULES.replace(", private: true", ""))
    rows = build_view(shops, (), Setting("某县", "")).subjects
    assert [row.code for row in rows] == ["A1007", "A1008", "", ""]
    assert [full_name(shops, i) for i in (0, 3)] == ["A1007 Big Wok", "A1010 Big Bun"]
