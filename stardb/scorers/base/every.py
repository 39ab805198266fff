"""How often something is rated: `every: month`, `every: [month, year]`."""

from typing import Annotated, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from stardb.quantity import Frequency
from stardb.yamlfile import show_value

_WORDS = {"type": "string", "enum": [kind.value for kind in Frequency]}


def read_every(value: object) -> tuple[Frequency, ...]:
    """The kinds of periods that a word or a list of words names, the shortest first. Raises ValueError for anything else."""
    given = value if isinstance(value, list | tuple) else [value]
    if not given:
        raise ValueError(f"要写多久评一次：{_EXPECTED}")
    kinds = tuple(_read_kind(word) for word in given)
    twice = next((kind for kind in kinds if kinds.count(kind) > 1), None)
    if twice is not None:
        raise ValueError(f"“{twice.value}”写了两次")
    if Frequency.ONCE in kinds and len(kinds) > 1:
        raise ValueError("once 是只评一次，不能与别的一起写")
    return tuple(sorted(kinds, key=list(Frequency).index))


def _read_kind(word: object) -> Frequency:
    if isinstance(word, Frequency):
        return word
    found = next((kind for kind in Frequency if kind.value == word), None)
    if found is None:
        raise ValueError(f"多久评一次写 {_EXPECTED}，写的是“{show_value(word)}”")
    return found


_EXPECTED = "month（月）、quarter（季）、half-year（半年）、year（年）、term（届）、once（一次）"

Every: TypeAlias = Annotated[
    tuple[Frequency, ...],
    PlainValidator(read_every),
    WithJsonSchema({"anyOf": [_WORDS, {"type": "array", "minItems": 1, "items": _WORDS}]}),
]
"""How often: one word or several, the most frequent first."""

_CALLED = {
    Frequency.MONTH: "月",
    Frequency.QUARTER: "季",
    Frequency.HALF_YEAR: "半年",
    Frequency.YEAR: "年",
    Frequency.TERM: "届",
}


def is_rated_in(every: tuple[Frequency, ...], kind: Frequency) -> bool:
    """Whether what is rated so often is rated in a period of a kind; what is rated once is so in a year or a term."""
    return kind in every or (Frequency.ONCE in every and kind in (Frequency.YEAR, Frequency.TERM))


def describe_every(every: tuple[Frequency, ...]) -> str:
    """As people say it: 按月、按年评; 只评一次."""
    return "只评一次" if every == (Frequency.ONCE,) else f"按{'、'.join(_CALLED[kind] for kind in every)}评"
