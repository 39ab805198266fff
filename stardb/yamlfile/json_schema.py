"""The JSON Schema of a model, for editors; with what pydantic does not know: parts told apart by keys, and short forms."""

import json
from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction
from typing import Any

from pydantic import BaseModel, BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from stardb.dataclass import dataclass
from stardb.yamlfile.fields import number_as_text

DIALECT = "https://json-schema.org/draft/2020-12/schema"

NAMED = "x-name"
"""Marks a schema that is to be written once, under this name."""

AMONG = "x-among-the-others"
"""Marks a field whose keys stand among those of the part it belongs to."""


@dataclass(frozen=True, eq=False)
class ByKey:
    """Says in the JSON Schema which keys tell the models of a union apart; annotates a union with a callable discriminator.

    keys: tag -> the keys any of which picks it, looked for in order; a tag without keys is what remains. name: what the union
    is called. meant: what the keys mean, for editors. bare: the schema of what may stand for a whole.
    """

    name: str
    keys: Mapping[str, tuple[str, ...]]
    meant: Mapping[str, str] = field(default_factory=dict)
    bare: JsonSchemaValue | None = None

    def __get_pydantic_json_schema__(self, core: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        alternatives = handler(core)["oneOf"]
        while core["type"] != "tagged-union":
            core = core["schema"]
        choices = dict(zip(core["choices"], alternatives, strict=True))
        rest = next((choices[tag] for tag in choices if tag not in self.keys), None)
        schema = rest or {"type": "object", **_any_key(tuple(key for keys in self.keys.values() for key in keys))}
        for tag, keys in reversed(list(self.keys.items())):
            schema = {"if": {"type": "object", **_any_key(keys)}, "then": choices[tag], "else": schema}
        if self.meant:
            schema = {"properties": {key: {"description": told} for key, told in self.meant.items()}, **schema}
        if self.bare is not None:
            types = ["object", *self.bare["type"]]
            schema = {"type": types, "if": {"type": "object"}, "then": schema, "else": self.bare}
        return {NAMED: self.name, **schema}


def _any_key(keys: tuple[str, ...]) -> JsonSchemaValue:
    alternatives = [{"required": [key]} for key in keys]
    return alternatives[0] if len(alternatives) == 1 else {"anyOf": alternatives}


class OneOrMore:
    """Annotates a list for which a single item may stand, both when it is read and in the JSON Schema."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> Any:
        return BeforeValidator(_as_list).__get_pydantic_core_schema__(source, handler)

    def __get_pydantic_json_schema__(self, core: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler(core)
        return {"anyOf": [schema["items"], schema]}


def _as_list(value: object) -> object:
    return value if isinstance(value, list) else [value]


def or_short(core: Any, handler: GetJsonSchemaHandler, short: JsonSchemaValue | str) -> JsonSchemaValue:
    """The schema of a part that has a short form: a schema, or the name of the one field that it is short for."""
    schema = handler(core)
    part = handler.resolve_ref_schema(schema)
    whole = {**part}
    if isinstance(short, str):
        short = {key: value for key, value in whole["properties"][short].items() if key != "description"}
    part.clear()
    part.update({"title": whole["title"], "description": whole["description"], "anyOf": [short, whole]})
    return schema


def model_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a file that a model describes."""
    made = model.model_json_schema(schema_generator=_Generator)
    shared: dict[str, Any] = made.pop("$defs")
    named: dict[str, Any] = {}
    shared = {name: _tidy(part, named) for name, part in shared.items()}
    made = _tidy(made, named)
    shared |= named
    for name in [name for name, part in shared.items() if _keys_among(part)]:
        shared[name] = _spread(shared[name], shared)
    return {"$schema": DIALECT, **made, "$defs": dict(sorted(shared.items()))}


class _Generator(GenerateJsonSchema):
    """No English titles, no defaults that are not JSON, keywords in the order of the models."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def encode_default(self, dft: Any) -> Any:
        return json.loads(str(number_as_text(dft))) if isinstance(dft, Fraction) else super().encode_default(dft)

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        return value


def _tidy(node: Any, named: dict[str, Any]) -> Any:
    """A schema whose named parts have gone to `named`; a mapping has only the keys that its patterns allow."""
    if isinstance(node, list):
        return [_tidy(item, named) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: _tidy(value, named) for key, value in node.items() if key != NAMED}
    if isinstance(made.get("description"), str):
        made["description"] = "".join(line.strip() for line in made["description"].splitlines())
    if "patternProperties" in made:
        made.setdefault("additionalProperties", False)
    if NAMED not in node:
        return made
    beside = {key: made.pop(key) for key in (AMONG, "description", "default") if key in made}
    named[node[NAMED]] = {"title": node[NAMED], **made}
    return {"$ref": f"#/$defs/{node[NAMED]}", **beside}


def _keys_among(part: dict[str, Any]) -> list[str]:
    return [key for key, value in part.get("properties", {}).items() if isinstance(value, dict) and value.get(AMONG)]


def _spread(part: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    """A part with a field whose keys stand among its own: the field's alternatives, each with the part's other fields."""
    (field,) = _keys_among(part)
    own = {key: value for key, value in part["properties"].items() if key != field}
    needed = [key for key in part["required"] if key != field]
    union = shared[part["properties"][field]["$ref"].rpartition("/")[2]]["then"]
    head: dict[str, Any] = {key: part[key] for key in ("title", "description") if key in part}
    return {**head, "type": "object", "required": needed, **_widen(union, own, needed, shared)}


def _widen(union: dict[str, Any], own: dict[str, Any], needed: list[str], shared: dict[str, Any]) -> dict[str, Any]:
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
    return {**union, "then": wider, "else": _widen(union["else"], own, needed, shared)}
