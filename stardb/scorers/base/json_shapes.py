"""JSON Schema of what pydantic cannot tell of by itself: parts told apart by their keys, and short forms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue

NAMED = "x-name"
"""Marks a schema that is to be written once, under this name."""

AMONG = "x-among-the-others"
"""Marks a field whose keys stand among those of the part it belongs to."""


@dataclass(frozen=True, eq=False)
class ByKey:
    """Annotates a union with a callable discriminator. keys: tag -> the keys any of which picks it, looked for in order.

    A tag without keys is what remains. name: what the union is called. meant: what the keys mean, for editors.
    bare: the schema of what may stand for a whole.
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
        schema = rest or {"type": "object", **_any(tuple(key for keys in self.keys.values() for key in keys))}
        for tag, keys in reversed(list(self.keys.items())):
            schema = {"if": {"type": "object", **_any(keys)}, "then": choices[tag], "else": schema}
        if self.meant:
            schema = {"properties": {key: {"description": told} for key, told in self.meant.items()}, **schema}
        if self.bare is not None:
            types = ["object", *self.bare["type"]]
            schema = {"type": types, "if": {"type": "object"}, "then": schema, "else": self.bare}
        return {NAMED: self.name, **schema}


def _any(keys: tuple[str, ...]) -> JsonSchemaValue:
    alternatives = [{"required": [key]} for key in keys]
    return alternatives[0] if len(alternatives) == 1 else {"anyOf": alternatives}


def or_short(core: Any, handler: GetJsonSchemaHandler, short: JsonSchemaValue | str) -> JsonSchemaValue:
    """The schema of a part for which a short form may stand: a schema, or the name of the one field it is short for."""
    schema = handler(core)
    part = handler.resolve_ref_schema(schema)
    whole = {**part}
    if isinstance(short, str):
        short = {key: value for key, value in whole["properties"][short].items() if key != "description"}
    part.clear()
    part.update({"title": whole["title"], "description": whole["description"], "anyOf": [short, whole]})
    return schema
