"""The parts and fields that the models of all YAML files are made of: no unknown keys, nothing silently converted."""

import re
from datetime import date
from fractions import Fraction
from typing import Annotated, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema

from stardb.quantity import DURATION_UNITS, METRIC_UNITS, MONEY_UNITS, PERCENT_UNITS, UnreadableText, read_number

WORD_SCHEMA: dict[str, list[str]] = {"type": ["string", "number"]}
"""JSON Schema of a word, which may look like a number."""

_KINDS = "|".join((*MONEY_UNITS, *PERCENT_UNITS, *DURATION_UNITS, "％"))
_COUNTS = rf"(?!(?:{_KINDS})\s*$)[^0-9０-９A-Za-z.．。·]*(?:{'|'.join(sorted(METRIC_UNITS))})?"
_PLAIN = rf"^\s*[-+＋－]?(?:[0-9０-９][,，\s]*){{1,30}}(?:[.．。·][0-9０-９]{{1,30}}\s*)?{_COUNTS}$"


def _as_list(value: object) -> object:
    return [number_as_text(item) for item in value] if isinstance(value, list) else [number_as_text(value)]


def number_as_text(value: object) -> object:
    """A number of a YAML file as it is typed: 0.5, not 1/2. Anything else stays what it is."""
    if not isinstance(value, Fraction):
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(int(abs(value) * 10**places)).rjust(places + 1, "0")
    whole, rest = digits[: len(digits) - places], digits[len(digits) - places :]
    return ("-" if value < 0 else "") + (f"{whole}.{rest}" if rest else whole)


Word = Annotated[str, BeforeValidator(number_as_text), WithJsonSchema(WORD_SCHEMA)]
"""A word as typed, even where it is a number."""

Names = Annotated[
    list[str],
    BeforeValidator(_as_list),
    WithJsonSchema({"anyOf": [WORD_SCHEMA, {"type": "array", "items": WORD_SCHEMA}]}),
]
"""One name or a list of names."""


def _check_pair(value: object) -> object:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise ValueError(f"这里写下限与上限，如 [0, 15]，写的是“{show_value(value)}”")
    return value


def show_value(value: object) -> str:
    """A value of a YAML file as its writer knows it, for messages; at most 40 characters."""
    if value is None:
        return "空"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + "、".join(map(str, value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + "、".join(map(show_value, value)) + "]"
    return str(number_as_text(value))[:40]


def check_amount(value: object) -> object:
    """An amount as it is. Raises ValueError for anything that is none."""
    if isinstance(value, bool) or not isinstance(value, Fraction | int | str):
        raise ValueError(f"这里要一个数、金额、百分比或算式，写的是“{show_value(value)}”")
    return value


Amount: TypeAlias = Annotated[Fraction | int | str, PlainValidator(check_amount), WithJsonSchema(WORD_SCHEMA)]
"""A number as a rule writes it, with or without its unit: 3, 0.5, 50万元, 85%; or a formula where one may stand."""


def _read_number(value: object) -> Fraction:
    if isinstance(value, Fraction | int) and not isinstance(value, bool):
        return Fraction(value)
    try:
        return read_number(value if isinstance(value, str) else "")
    except UnreadableText:
        raise ValueError(f"这里要一个数，写的是“{show_value(value)}”") from None


Number: TypeAlias = Annotated[
    Fraction,
    PlainValidator(_read_number),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": _PLAIN}]}),
]
"""A plain number: 20, 0.6, 100分."""

Bounds = Annotated[tuple[Amount, Amount], BeforeValidator(_check_pair)]
WordBounds = Annotated[tuple[Word, Word], BeforeValidator(_check_pair)]
"""A lower and an upper bound."""

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def _check_date(value: object) -> object:
    if not isinstance(value, str | date) or (isinstance(value, str) and not _ISO.fullmatch(value)):
        raise ValueError(f"日期写成 2022-01-01，写的是“{show_value(value)}”")
    return value


_ISO_SCHEMA = {"type": "string", "format": "date", "pattern": r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"}

Day = Annotated[date, BeforeValidator(_check_date), WithJsonSchema(_ISO_SCHEMA)]
"""A day, written 2022-01-01."""

_DAYS_SCHEMA = {"type": "object", "additionalProperties": {"type": "array", "items": WORD_SCHEMA}}


def _check_day_lists(value: object) -> object:
    if not isinstance(value, dict) or not all(isinstance(days, list) for days in value.values()):
        raise ValueError(
            f"这里按年写各天，如 {{2024: [2024-01-01, 2024-02-10至2024-02-17]}}，写的是“{show_value(value)}”"
        )
    return {str(year): [str(number_as_text(day)) for day in days] for year, days in value.items()}


DayLists = Annotated[dict[str, list[str]], BeforeValidator(_check_day_lists), WithJsonSchema(_DAYS_SCHEMA)]
"""Days by the year they belong to: {2024: [2024-01-01, 2024-02-10至2024-02-17]}."""

Flag = Annotated[bool, Field(strict=True)]
"""true or false, and no other word for them."""


def join_docstring(part: type) -> str:
    """The docstring of a part, on one line."""
    return "".join(line.strip() for line in (part.__doc__ or "").splitlines())


def _find_title(part: type) -> str:
    """What a part is called in Chinese: a scorer's title, or the first words of its docstring."""
    return str(getattr(part, "title", "")) or re.split(r"[：，。；（\s]", part.__doc__ or "")[0]


class Part(BaseModel):
    """A part of a YAML file: no key that it does not know, no value silently turned into another kind."""

    model_config = ConfigDict(
        extra="forbid",
        defer_build=True,
        frozen=True,
        arbitrary_types_allowed=True,
        populate_by_name=True,
        model_title_generator=_find_title,
    )
