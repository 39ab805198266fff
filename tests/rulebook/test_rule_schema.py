"""The JSON Schema says of a rule file's structure what stardb says: no more, and no less."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from broken_rules import CASES, SOUND, changed
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from stardb.rulebook import read_rules
from stardb.rulebook.document import Document
from stardb.rulebook.expansion import EXPANSION_FAULTS
from stardb.rulebook.rule_schema import rule_file_schema, schema_text
from stardb.scorers import KEYWORDS, SCORERS
from stardb.shipped import shipped
from stardb.yamlfile import read_source

SCHEMA = rule_file_schema()
CHECKER = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
FILES = sorted(
    str(path) for path in Path(str(shipped("rules"))).rglob("*.yaml") if not path.name.endswith(".cases.yaml")
)


COOKBOOK = sorted(
    path for path in (Path(__file__).parents[2] / "docs" / "cookbook").glob("*.yaml") if ".cases" not in path.name
)


def plain(node: Any) -> Any:
    """What stardb read of a YAML text, as JSON has it."""
    if isinstance(node, dict):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(value) for value in node]
    return float(node) if isinstance(node, Fraction) else node


def valid(data: Any) -> bool:
    return CHECKER.is_valid(plain(data))


def of_structure(data: Any) -> bool:
    """Whether the models refuse a part for its form, not for how its keys go together."""
    try:
        Document.model_validate(data)
    except ValidationError as error:
        return any(found["type"] != "value_error" or not isinstance(found["input"], dict) for found in error.errors())
    return False


def test_it_is_a_schema_of_the_draft_it_names() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("file", FILES)
def test_every_shipped_file_is_valid_and_names_its_schema(file: str) -> None:
    path = Path(file)
    text = path.read_text(encoding="utf-8")
    assert [fault.message for fault in CHECKER.iter_errors(plain(read_source(text, "r").data))] == []
    mark, _, where = text.split("\n")[0].partition("$schema=")
    assert mark == "# yaml-language-server: "
    assert (path.parent / where).resolve() == (Path(str(shipped("rules"))) / "scheme.schema.json").resolve()


@pytest.mark.parametrize("file", COOKBOOK, ids=[path.stem for path in COOKBOOK])
def test_every_page_of_the_cookbook_is_valid(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert [fault.message for fault in CHECKER.iter_errors(plain(read_source(text, "r").data))] == []


def test_the_shipped_schema_is_the_one_the_models_make() -> None:
    assert shipped("rules").joinpath("scheme.schema.json").read_text(encoding="utf-8") == schema_text()


def test_the_sound_file_is_valid() -> None:
    assert [fault.message for fault in CHECKER.iter_errors(plain(read_source(SOUND, "r").data))] == []


@pytest.mark.parametrize("case", CASES, ids=[f"{case[2]}-{n}" for n, case in enumerate(CASES)])
def test_it_refuses_what_the_models_refuse_and_nothing_else(case: tuple[str, str, str, str]) -> None:
    data, spelt_out = read_source(changed(*case[:2])[0], "r").data, read_rules(changed(*case[:2])[0], "r")
    if data is None or any(problem.code in EXPANSION_FAULTS for problem in spelt_out.problems):
        return  # not even YAML, or it is not known what it stands for
    try:
        Document.model_validate(spelt_out.data)
    except ValidationError:
        assert not of_structure(spelt_out.data) or not valid(data)
    else:
        assert [fault.message for fault in CHECKER.iter_errors(plain(data))] == []


def section(name: str, part: Any) -> dict[str, Any]:
    """The sound file with one section put in place of its own."""
    return {**read_source(SOUND, "r").data, name: part}


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("values", {"年龄分": "收入 / 2"}),
        ("values", {"年龄分": 3}),
        ("eligible", "年限 ≥ 1年"),
        ("eligible", {"when": "年限 ≥ 1年", "because": "任职不满1年"}),
        ("parameters", {"奖补": {"2022-01-01": "1000元"}}),
        ("parameters", {"奖补": {"values": {"2022-01-01": 1000}, "basis": "第一条"}}),
        ("level", {"name": "星级", "formula": "争优星"}),
        ("lists", {"项": ["德", 1], "栏": "测评*", "权": {"德": {"权重": "20%"}, "能": 3}}),
        ("values", {"{项}分": {"each_of": {"项": ["德", "能"]}, "formula": "{项} / 2"}}),
        ("values", {"合": {"across": [{"each_of": {"项": "项"}, "name": "{项}"}, "勤"], "take": "sum"}}),
    ],
)
def test_short_forms_are_valid(name: str, part: Any) -> None:
    assert valid(section(name, part))


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("values", {"年龄分": True}),
        ("values", {"年龄分": {"bands": {"3": 1}, "name": "甲"}}),
        ("values", {"年龄分": {"basis": "第一条"}}),
        ("parameters", {"奖补": "1000元"}),
        ("parameters", {"奖补": {"2022-1-1": "1000元"}}),
        ("level", {"formula": "争优星"}),
        ("level", {"name": "星级"}),
        ("level", "争优星"),
        ("valid_from", "2022-02-30"),
        ("vetoes", ["受处分 = 是"]),
        ("lists", {"项": [["德"]]}),
        ("values", {"{项}分": {"each_of": "项", "formula": "{项} / 2"}}),
        ("values", {"{项}分": {"each_of": {}, "formula": "{项} / 2"}}),
        ("scores", {"考核": {"by": "类", "sets": {"甲": {"like": ["乙"]}}}}),
    ],
)
def test_what_is_no_short_form_is_refused(name: str, part: Any) -> None:
    assert not valid(section(name, part))


@pytest.mark.parametrize(("text", "holds"), [("20", True), ("100分", True), ("1,200", True), ("３.5万", True), ("5km", True),
    ("六十", False), ("60%", False), ("60元", False), ("3年", False), ("1e9", False), ("9" * 40, False), ("", False)])  # fmt: skip
def test_a_plain_number_is_what_a_full_mark_takes(text: str, holds: bool) -> None:
    star = {"full": text, "award": "得分 ≥ 1", "indicators": {"按期换届": {"yes": 1}}}
    assert valid(section("stars", {"过硬星": star})) is holds


def test_what_editors_show_is_chinese_and_speaks_of_every_keyword() -> None:
    told = SCHEMA["$defs"]["条款"]["then"]["properties"]
    assert list(told) == list(KEYWORDS)
    for scorer in SCORERS:
        assert told[scorer.keyword]["description"].startswith(f"{scorer.title}：")
    for text in titles(SCHEMA):
        assert any("一" <= sign <= "鿿" for sign in text), text


def titles(node: Any) -> list[str]:
    if isinstance(node, list):
        return [text for item in node for text in titles(item)]
    if not isinstance(node, dict):
        return []
    own = [text for key in ("title", "description") if isinstance(text := node.get(key), str)]
    return own + [text for value in node.values() for text in titles(value)]


def test_no_part_takes_keys_it_does_not_know() -> None:
    for name, part in SCHEMA["$defs"].items():
        for whole in [part, *part.get("anyOf", [])]:
            if whole.get("type") == "object" and "properties" in whole and "if" not in whole:
                assert whole["additionalProperties"] is False, name
