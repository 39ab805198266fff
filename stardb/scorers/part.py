"""The ground every part of a rule file stands on: no unknown keys, nothing silently converted."""

from fractions import Fraction
from typing import Annotated, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict

from stardb.quantity.showing import decimal


def _as_list(value: object) -> object:
    return value if isinstance(value, list) else [value]


Names = Annotated[list[str], BeforeValidator(_as_list)]
"""One name or a list of names."""

def _as_typed(value: object) -> object:
    if isinstance(value, Fraction):
        return decimal(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Word = Annotated[str, BeforeValidator(_as_typed)]
"""A word as typed, even where it is a number."""

Amount: TypeAlias = Fraction | int | str
"""A number as a rule writes it, with or without its unit: 3, 0.5, 50万元, 85%; or a formula where one may stand."""


class Part(BaseModel):
    """A part of a rule file: no key it does not know, no value turned silently into another kind."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, populate_by_name=True)
