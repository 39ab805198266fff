"""The section `lists`: words that entries with `each_of` are written for. What they are is read where those are spelt out."""

from typing import Annotated, Any, TypeAlias

from pydantic import WithJsonSchema

from stardb.yamlfile import WORD_SCHEMA

WordList: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "anyOf": [
                WORD_SCHEMA,
                {"type": "array", "items": WORD_SCHEMA},
                {"type": "object", "additionalProperties": True},
            ]
        }
    ),
]
"""Words, names of columns by a pattern with `*`, or words with what is said of each: `{德: {权重: 20%}}`."""
