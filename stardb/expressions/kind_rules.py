"""Which parts of an expression go together: numbers with numbers of their kind, and a bare 0 or a word with any company."""

from dataclasses import replace
from fractions import Fraction

from stardb.expressions.formula import Formula
from stardb.expressions.parsing import ExpressionFault
from stardb.quantity import Column, Kind, ranges

_HINTS = {
    frozenset((Kind.NUMBER, Kind.PERCENT)): "百分比要写 %，如 85%",
    frozenset((Kind.NUMBER, Kind.DURATION)): "时长写 3年、6个月；年份只写数，如 2021",
}


def require_number(part: Formula, at: int) -> None:
    """Raises ExpressionFault where a part cannot be computed with."""
    if not part.kind.numeric:
        remedy = "日期加减时长，日期写在前面，如 考核日 - 2年" if part.kind is Kind.DATE else ""
        raise ExpressionFault(
            f"{part.kind.value}不能加减乘除",
            at,
            found=part.kind.value,
            expected="数、百分比、金额或时长",
            remedy=remedy,
        )


def require_alike(a: Formula, b: Formula, where: str, at: int) -> None:
    """Raises ExpressionFault at `at` where the two are not of one kind."""
    if a.kind is b.kind or (
        {a.kind, b.kind} == {Kind.TEXT, Kind.CHOICE} and (is_literal_word(a) or is_literal_word(b))
    ):
        return
    if {a.kind, b.kind} <= {Kind.NUMBER, Kind.PERCENT} and (a.loose or b.loose or is_zero(a) or is_zero(b)):
        return
    if (is_zero(a) and b.kind.numeric) or (is_zero(b) and a.kind.numeric):
        return
    hint = _HINTS.get(frozenset((a.kind, b.kind)), "补上单位，如 10万元、3年、85%")
    message = f"{where}不是一类：{a.kind.value}与{b.kind.value}"
    raise ExpressionFault(message, at, found=b.kind.value, expected=a.kind.value, remedy=hint)


def is_zero(part: Formula) -> bool:
    """Whether it is a bare 0, which has no kind of its own."""
    return part.value == 0


def is_literal_word(part: Formula) -> bool:
    """Whether it is always the same word, which may stand for a choice or a text alike."""
    return part.kind is Kind.CHOICE and not part.names and len(part.choices) == 1


def common_kind(parts: list[Formula]) -> Kind:
    """The kind of parts that are alike."""
    if any(part.kind is Kind.TEXT for part in parts):
        return Kind.TEXT
    return next((part.kind for part in parts if not is_zero(part)), parts[0].kind)


def take_kind(part: Formula, kind: Kind) -> Formula:
    """A literal 0, and a literal word among texts, take the kind of their company."""
    if is_literal_word(part) and kind is Kind.TEXT:
        word = part.choices[0]
        return replace(part, kind=kind, choices=(), evaluate=lambda frame: Column.words([word] * frame.size))
    if part.kind is kind or not is_zero(part) or not kind.numeric:
        return part
    return Formula(
        kind, (), lambda frame: Column.constant(kind, 0, frame.size), part.spell, value=Fraction(0),
        reach=lambda reaches: ranges.just(0),
    )  # fmt: skip
