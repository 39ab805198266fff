"""The Chinese names that templates may use: every field of every view has one, and the docs list them all."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest
from rendering.pages_county import ROOT, SETTING, sample_county

from stardb.problems import Place, Severity
from stardb.rendering import build_view, views
from stardb.rendering.lookup import NamedView, name_context, name_value
from stardb.rendering.views.rows.problem_rows import ProblemRow
from stardb.rendering.views.rows.subject_rows import SubjectRow
from stardb.rendering.words import PAGE_FUNCTIONS, WORDS
from stardb.rulebook import Role
from stardb.scoring import Appraisal

NO_VIEWS = ("Setting", "EarlierStates")  # what the workspace knows
ROW = ProblemRow(
    "甲镇", Severity.ERROR, "D122", "读不懂", Place("一.xlsx", "检查表", "B7"), "读不懂。", "三", "数", "改正。"
)


def view_classes() -> Iterator[type]:
    """Every dataclass of the views."""
    for module in walk_packages(views.__path__, f"{views.__name__}."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, type) and is_dataclass(value) and value.__module__.startswith(views.__name__):
                yield value


def test_every_view_has_words_for_all_it_holds_and_for_nothing_else() -> None:
    assert {view for view in view_classes() if view.__name__ not in NO_VIEWS} == set(WORDS)
    for view, words in WORDS.items():
        held = {field.name for field in fields(view)}
        assert held <= {*words.names, *words.every}, view
        assert all(hasattr(view, name) or name in held for name in words.names), view
        assert set(words.every) <= held, view


def test_no_other_file_of_the_room_looks_anything_up_by_a_chinese_word() -> None:
    found = []
    for path in sorted((ROOT / "stardb" / "rendering").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if path.name != "words.py" else ():
            keys = node.keys if isinstance(node, ast.Dict) else [node.slice] if isinstance(node, ast.Subscript) else []
            words = [key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
            found += [(path.name, word) for word in words if re.search("[一-鿿]", word)]
    assert found == []


def test_no_two_fields_of_a_view_have_one_name() -> None:
    for view, words in WORDS.items():
        names = [word for word, _ in words.names.values()]
        assert len(set(names)) == len(names), view


def test_kinds_and_places_are_texts_in_a_template() -> None:
    seen = NamedView(ROW)
    assert (seen["级别"], seen["位置"], seen["单元格"]) == ("错误", "一.xlsx!检查表!B7", "B7")
    assert list(seen) == [
        "归属",
        "级别",
        "编号",
        "类别",
        "位置",
        "文件",
        "工作表",
        "单元格",
        "说明",
        "现为",
        "应为",
        "办法",
    ]


def test_a_view_is_a_mapping_in_a_template() -> None:
    seen = NamedView(ROW)
    assert (seen.get("编号"), seen.get("没有", "—"), len(seen)) == ("D122", "—", 12)
    assert dict(seen.items())["现为"] == "三"


def test_an_english_name_is_no_name_of_a_template() -> None:
    seen = NamedView(ROW)
    assert "place" not in seen
    with pytest.raises(KeyError):
        seen["place"]


def test_views_within_are_named_all_the_way_down() -> None:
    assert name_value({"甲": [ROW]})["甲"][0]["编号"] == "D122"


@pytest.mark.parametrize("number", [0, 1])
def test_a_subjects_row_also_has_the_names_of_its_rule_file(number: int) -> None:
    _, appraisal, problems = sample_county(2023)[number]
    view = build_view(appraisal, problems, SETTING)
    listed = {word for word, _ in WORDS[SubjectRow].names.values()}
    for row in view.subjects:
        assert set(NamedView(row)) - named_by_rules(appraisal) == listed - named_by_rules(appraisal)
        for name in (*row.results, *row.columns):
            assert NamedView(row)[name] == row.results.get(name, row.columns.get(name, "")) or name in listed
    for town in name_context(view)["归属汇总"]:
        assert set(appraisal.scheme.grades) <= set(town)


def named_by_rules(appraisal: Appraisal) -> set[str]:
    """What a row holds under names of the rule file: columns, stars, points, entitlements, grades."""
    roles = (Role.STAR, Role.SCORE, Role.HEAD, Role.TOTAL, Role.LEVEL, Role.GRADE, Role.ENTITLEMENT)
    titles = {step.title for step in appraisal.scheme.of_role(*roles)}
    terms = {name for step in appraisal.scheme.of_role(Role.BASE, Role.LEVEL) for name in step.rule.inputs}
    titles |= {step.title for step in appraisal.scheme.of_role(Role.VALUE) if step.name in terms}
    return titles | set(appraisal.scheme.roster.columns)


def test_the_page_on_reports_lists_the_names_of_every_view() -> None:
    text = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
    tables: dict[str, Any] = {
        title: set(re.findall(r"^\| `([^`]+)`", table, re.MULTILINE))
        for title, table in re.findall(r"<!-- 名称：(.+?) -->\n(.*?)<!-- 名称止 -->", text, re.DOTALL)
    }
    listed = (*WORDS.values(), PAGE_FUNCTIONS)
    assert tables == {words.title: {word for word, _ in words.names.values()} for words in listed}
