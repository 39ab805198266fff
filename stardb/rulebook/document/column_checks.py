"""Whether what a rule file says of a column holds for its type: bounds, blank, unit, words."""

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction

from stardb.quantity import Kind, UnreadableText, read_date, read_quantity, read_yes_no, tidy, unit_value
from stardb.rulebook.document.table_section import ColumnSpec
from stardb.yamlfile import YamlPath, show_value

_OPEN = frozenset(("至今", "今", "现在", "目前", "在任", "现任", "迄今"))
_BOUNDED = frozenset(("number", "percent", "money", "date", "year", "duration"))
_UNITED = frozenset(("number", "percent", "money", "duration"))
CHANGEABLE = frozenset(("number", "percent", "money", "yes_no", "choice"))
"""The types of columns of which a rule file may say that they can still be changed."""


def find_column_faults(name: str, spec: ColumnSpec) -> Iterator[tuple[YamlPath, str]]:
    """What does not hold, each with its path below the column and a Chinese sentence."""
    if spec.choices and spec.type not in ("choice", "yes_no"):
        yield ("choices",), f"choices 只用于 type: choice 或 yes_no，“{name}”是 {spec.type}"
    if spec.type == "yes_no" and not set(spec.choices) <= {"是", "否"}:
        yield ("choices",), f"“{name}”是 yes_no，choices 只写 是、否 各自的写法"
    if spec.best and spec.type != "choice":
        yield ("best",), f"best 只用于 type: choice，“{name}”是 {spec.type}"
    if spec.number_words and spec.type not in _UNITED:
        yield ("words",), f"words 是数以外的词，只用于 number、percent、money、duration，“{name}”是 {spec.type}"
    for key, spelled in (("choices", spec.choices), ("words", spec.number_words)):
        owner: dict[str, str] = {}
        for word, synonyms in spelled.items():
            for synonym in (word, *synonyms):
                first = owner.setdefault(tidy(synonym), word)
                if first != word:
                    yield (key, word), f"“{synonym}”既是“{first}”又是“{word}”，分不清"
    for word in spec.number_words:
        if _is_amount(word):
            yield ("words", word), f"“{word}”本身就是数，不能又当作词"
    if spec.whole and spec.type != "number":
        yield ("whole",), f"whole 只用于 type: number，“{name}”是 {spec.type}"
    if spec.share is not None and spec.type != "percent":
        yield ("share",), f"share 只用于 type: percent，“{name}”是 {spec.type}"
    if spec.share and spec.unit:
        yield ("share",), f"share: true 是小数，“{name}”又写着 unit: {spec.unit}，两样只写一样"
    if spec.changeable and spec.private:
        yield ("changeable",), f"“{name}”是个人信息（private），不能写 changeable: true"
    if spec.changeable and spec.type not in CHANGEABLE:
        yield ("changeable",), f"changeable: true 只用于数、金额、百分比、是否、选项栏，“{name}”是 {spec.type}"
    if spec.end is not None and spec.type != "date":
        yield ("end",), f"end 只用于 type: date，“{name}”是 {spec.type}"
    if spec.unit and spec.type in _UNITED and _find_unit_kind(spec.unit) is not spec.kind:
        yield ("unit",), f"“{spec.unit}”不是{spec.kind.value}的单位{_suggest_type(spec.unit)}"
    if spec.between is not None and spec.type not in _BOUNDED:
        yield ("between",), f"“{name}”是 {spec.type}，没有大小，不用 between"
    elif spec.between is not None:
        yield from _find_bound_faults(name, spec)
    if spec.blank is not None and not _is_readable(spec.blank, spec):
        yield ("blank",), f"“{show_value(spec.blank)}”不是“{name}”能填的"


def _find_bound_faults(name: str, spec: ColumnSpec) -> Iterator[tuple[YamlPath, str]]:
    readable = [_is_readable(bound, spec) for bound in spec.between or ()]
    for k, bound in enumerate(spec.between or ()):
        if not readable[k]:
            yield ("between", k), f"“{show_value(bound)}”不是“{name}”能填的"
    if all(readable) and spec.between and read_bound(spec.between[0], spec) > read_bound(spec.between[1], spec):
        yield ("between",), "between 先写下限，后写上限"


_TYPES = {Kind.NUMBER: "number", Kind.PERCENT: "percent", Kind.MONEY: "money", Kind.DURATION: "duration"}


def _suggest_type(unit: str) -> str:
    """Which type a unit goes with, where it is another's."""
    kind = _find_unit_kind(unit)
    return f"，是{kind.value}的；这一栏写 type: {_TYPES[kind]}" if kind in _TYPES else ""


def _find_unit_kind(unit: str) -> Kind | None:
    try:
        return unit_value(unit)[0]
    except UnreadableText:
        return None


def _is_amount(text: str) -> bool:
    try:
        read_quantity(text)
    except UnreadableText:
        return False
    return True


def read_bound(text: str, spec: ColumnSpec) -> Fraction:
    """The value of a word as a cell of the column. Raises UnreadableText where it has none."""
    if spec.type == "date":
        return Fraction(read_date(text))
    kind, value = read_quantity(text)
    if kind is Kind.NUMBER and tidy(text).lstrip("+-").replace(".", "").isdigit():
        factor = unit_value(spec.unit)[1] if spec.unit and spec.kind is not Kind.PERCENT else 1
        if spec.kind is Kind.DURATION and not spec.unit:
            raise UnreadableText("一段时间")
        return value / 100 if spec.kind is Kind.PERCENT and abs(value) > 1 else value * factor
    if kind is not spec.kind:
        raise UnreadableText(spec.kind.value)
    return value


def read_stage_limit(text: str, spec: ColumnSpec) -> Fraction | None:
    """How far the stages of a column may be apart, from what a rule file writes: 5, 5分, 5%; None where it is no amount of the column's."""
    with suppress(UnreadableText):
        limit = read_bound(text, spec)
        return limit if limit >= 0 else None
    return None


def _is_readable(text: str, spec: ColumnSpec) -> bool:
    """Whether a word could stand in a cell of the column."""
    if tidy(text) in {tidy(word) for word in spec.spellings}:
        return True
    if spec.type == "choice":
        return False
    if spec.type == "date" and tidy(text) in _OPEN:
        return True
    try:
        if spec.type == "yes_no":
            read_yes_no(text)
        elif spec.type in _BOUNDED:
            read_bound(text, spec)
    except UnreadableText:
        return False
    return True
