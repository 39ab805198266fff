"""What a rule file may write where a case gives something: an amount, a formula, a word; or that the text lays nothing down."""

from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, Field

from stardb.quantity import PENDING
from stardb.yamlfile import Amount, Part, check_amount, show_value


class Hole(Part):
    """没有规定：原文没有写到的一档、一格，遇到时待定，如 `{hole: 原文只写到9分}`。"""

    hole: str = Field(min_length=1, description="原文怎么没有规定，给人看的理由")


def read_hole(given: object) -> str | None:
    """Why a case is left open, "" where that is not said (待定); None for a case that gives something."""
    if isinstance(given, Hole):
        return given.hole
    return "" if given == PENDING else None


def _check_output(value: object) -> object:
    if isinstance(value, Hole):
        return value
    if isinstance(value, dict) and "hole" in value:
        reason = value["hole"]
        if len(value) > 1 or not isinstance(reason, str) or not reason.strip():
            raise ValueError(f"没有规定的写成 {{hole: 理由}}，写的是“{show_value(value)}”")
        return Hole(hole=reason)
    return check_amount(value)


Output: TypeAlias = Annotated[Amount | Hole, BeforeValidator(_check_output)]
"""What a case gives: a number with or without its unit, a formula, a word; 待定 or `{hole: …}` where nothing is laid down."""
