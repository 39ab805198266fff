"""The JSON Schema of a rule file, for editors: made from the models, and so never behind them."""

import json
from typing import Any

from stardb.rulebook.document import Document
from stardb.yamlfile import ACCEPT, WORD_SCHEMA, model_schema

_REPEATED = "照列表展开"
_WORDS = {"anyOf": [WORD_SCHEMA, {"type": "array", "items": WORD_SCHEMA}, {"type": "object"}]}
_SPELT_OUT = {
    "title": _REPEATED,
    "description": "一条写多项：名称里写 {项}，each_of 写明是哪些，照列表一项一条",
    "required": ["each_of"],
    "properties": {
        "each_of": {
            "description": "记号与列表，如 {项: 测评项}、{月: [1月, 2月]}；几个列表的，各项两两搭配",
            "type": "object",
            "minProperties": 1,
            "additionalProperties": _WORDS,
        },
        "value": {"description": "展开后只是一个词或数的：映射里一项的值，如权重 5%"},
        "name": {"description": "展开后只是一个词的：方括号列表里的一项，如 '{项}得分'"},
    },
}
_SETTLED = "认可"
_ACCEPTED = {
    "title": _SETTLED,
    "description": "这一处及其以下的警告、提示，写明为什么不用改，如 {R422: 原文只写了这些级别}；check --accepted 列出",
    "type": "object",
    "propertyNames": {"pattern": "^[A-Z][0-9]{3}$"},
    "additionalProperties": {"type": "string"},
}
_LIKE = {
    "like": {"description": "照搬另一类的全部指标，再写不同的几条", "type": "string"},
    "drop": {"description": "照搬时略去的指标", **_WORDS},
}


def schema_text() -> str:
    """The schema as the text of a file."""
    return json.dumps(rule_file_schema(), ensure_ascii=False, indent=1) + "\n"


def rule_file_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a rule file."""
    schema = model_schema(Document)
    lists = schema["properties"].pop("lists")
    schema = {key: _allow_expansion(part) for key, part in schema.items()}
    schema["properties"]["lists"] = lists
    tables = schema["$defs"]["TableSpec"]
    whole = tables.pop("required")
    tables |= {"if": {"required": ["rows_of"]}, "then": {"required": []}, "else": {"required": whole}}
    _allow_acceptances(schema)
    schema["$defs"] = dict(sorted({**schema["$defs"], _REPEATED: _SPELT_OUT, _SETTLED: _ACCEPTED}.items()))
    return schema


def _allow_expansion(node: Any) -> Any:
    """A schema in which an entry of a mapping or an item of a list may be written for several, and a set be like another."""
    if isinstance(node, list):
        return [_allow_expansion(part) for part in node]
    if not isinstance(node, dict):
        return node
    made = {key: _allow_expansion(part) for key, part in node.items()}
    for key in ("additionalProperties", "items"):
        if isinstance(node.get(key), dict):
            made[key] = _or_repeated(made[key])
    if isinstance(sets := node.get("sets"), dict) and isinstance(sets.get("additionalProperties"), dict):
        own = made["sets"]["additionalProperties"]["else"]
        own["properties"] = _LIKE
    return made


def _allow_acceptances(node: Any) -> None:
    """Let each part that has keys of its own settle findings about itself."""
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _allow_acceptances(child)
    if isinstance(node, dict) and node.get("additionalProperties") is False and "properties" in node:
        node["properties"][ACCEPT] = {"$ref": f"#/$defs/{_SETTLED}"}


def _or_repeated(schema: dict[str, Any]) -> dict[str, Any]:
    repeated = {"if": {"type": "object", "required": ["each_of"]}, "then": {"$ref": f"#/$defs/{_REPEATED}"}}
    return {**repeated, "else": schema}
