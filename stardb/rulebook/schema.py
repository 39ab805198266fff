"""JSON Schema of a rule file, for editors: made from the models, and so never behind them."""

import json
from fractions import Fraction
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from stardb.rulebook.document import Document
from stardb.scorers.base import AMONG, NAMED, as_typed

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_text() -> str:
    """The schema as a file."""
    return json.dumps(rule_file_schema(), ensure_ascii=False, indent=1) + "\n"


def rule_file_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a rule file."""
    made = Document.model_json_schema(schema_generator=_Generator)
    shared: dict[str, Any] = made.pop("$defs")
    named: dict[str, Any] = {}
    shared = {name: _tidied(part, named) for name, part in shared.items()}
    made = _tidied(made, named)
    shared |= named
    for name in [name for name, part in shared.items() if _among(part)]:
        shared[name] = _spread(shared[name], shared)
    return {"$schema": DIALECT, **made, "$defs": dict(sorted(shared.items()))}


class _Generator(GenerateJsonSchema):
    """No English titles, no defaults that are not JSON, keywords in the order of the models."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def encode_default(self, dft: Any) -> Any:
        return json.loads(str(as_typed(dft))) if isinstance(dft, Fraction) else super().encode_default(dft)

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        return value


def _tidied(node: Any, named: dict[str, Any]) -> Any:
    """A schema whose named parts have gone to `named`, and in which a mapping has no keys but those its patterns allow."""
    if isinstance(node, list):
        return [_tidied(item, named) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: _tidied(value, named) for key, value in node.items() if key != NAMED}
    if isinstance(made.get("description"), str):
        made["description"] = "".join(line.strip() for line in made["description"].splitlines())
    if "patternProperties" in made:
        made.setdefault("additionalProperties", False)
    if NAMED not in node:
        return made
    beside = {key: made.pop(key) for key in (AMONG, "description", "default") if key in made}
    named[node[NAMED]] = {"title": node[NAMED], **made}
    return {"$ref": f"#/$defs/{node[NAMED]}", **beside}


def _among(part: dict[str, Any]) -> list[str]:
    return [key for key, value in part.get("properties", {}).items() if isinstance(value, dict) and value.get(AMONG)]


def _spread(part: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    """A part one of whose fields has its keys among the part's own: the field's alternatives, each with the other fields."""
    (field,) = _among(part)
    own = {key: value for key, value in part["properties"].items() if key != field}
    needed = [key for key in part["required"] if key != field]
    union = shared[part["properties"][field]["$ref"].rpartition("/")[2]]["then"]
    head: dict[str, Any] = {key: part[key] for key in ("title", "description") if key in part}
    return {**head, "type": "object", "required": needed, **_widened(union, own, needed, shared)}


def _widened(union: dict[str, Any], own: dict[str, Any], needed: list[str], shared: dict[str, Any]) -> dict[str, Any]:
    """The alternatives of a union, each with more fields."""
    if "properties" in union:
        union = {**union, "properties": {**own, **union["properties"]}}
    if "if" not in union:
        return union
    whole = shared[union["then"]["$ref"].rpartition("/")[2]]
    wider = {
        **whole,
        "properties": {**own, **whole["properties"]},
        "required": [*needed, *whole["required"]],
    }
    return {**union, "then": wider, "else": _widened(union["else"], own, needed, shared)}


__all__ = ["rule_file_schema", "schema_text"]
