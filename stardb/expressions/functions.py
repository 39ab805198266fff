"""The functions an expression may call: what each does, and what it does to unknowns."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce

import numpy as np

from stardb.expressions.formula import Formula, combined
from stardb.expressions.parsing import ExpressionFault
from stardb.quantity import Column, Kind, arithmetic, logic


@dataclass(frozen=True)
class Function:
    """One function: how it is written, how many parts it takes, which must be alike, and how its formula is built."""

    name: str
    usage: str
    meaning: str
    least: int
    most: int
    build: Callable[[list[Formula]], Formula]
    alike: tuple[int, ...] = ()


def _reduced(name: str, pick: Callable[[Column, Column], Column]) -> Callable[[list[Formula]], Formula]:
    def build(parts: list[Formula]) -> Formula:
        kind = next((part.kind for part in parts if part.value != 0), parts[0].kind)
        if not kind.numeric and kind is not Kind.DATE:
            raise _not_a_number(name, parts[0])
        pattern = f"{name}({', '.join(['{}'] * len(parts))})"
        typed = [as_kind(part, kind) for part in parts]
        return combined(
            kind, tuple(typed), lambda *columns: reduce(pick, columns), pattern, any(p.loose for p in parts)
        )

    return build


def as_kind(part: Formula, kind: Kind) -> Formula:
    """A literal 0 takes the kind of its company."""
    if part.kind is kind or part.value != 0 or not kind.numeric:
        return part
    return Formula(kind, (), lambda frame: Column.constant(kind, 0, frame.size), part.spell, value=Fraction(0))


def _not_a_number(name: str, part: Formula) -> ExpressionFault:
    return ExpressionFault(
        f"“{name}”要用于数，这里是{part.kind.value}", found=part.kind.value, expected="数、百分比、金额或时长"
    )


def _whole(parts: list[Formula]) -> Formula:
    """A quotient's whole part is a count: how many times the one goes into the other."""
    if not parts[0].kind.numeric:
        raise _not_a_number("取整", parts[0])
    kind = Kind.NUMBER if parts[0].loose else parts[0].kind
    return combined(kind, (parts[0],), lambda a: replace(arithmetic.whole(a), kind=kind), "取整({})", fine=False)


def _round(parts: list[Formula]) -> Formula:
    step = parts[1].value
    if not parts[0].kind.numeric:
        raise _not_a_number("四舍五入", parts[0])
    if step is None or step <= 0:
        raise ExpressionFault("“四舍五入”的第二项要写保留到多少，如 0.1、1元", expected="一个大于0的数")
    return combined(
        parts[0].kind,
        tuple(parts),
        lambda a, _: arithmetic.rounded(a, step.numerator, step.denominator, "half_up"),
        "四舍五入({}, {})",
        parts[0].loose,
        fine=False,
    )


def _if(parts: list[Formula]) -> Formula:
    if parts[0].kind is not Kind.BOOL:
        raise ExpressionFault("“如果”的第一项要写条件", expected="条件，如 得分 ≥ 80")

    def reckon(test: Column, yes: Column, no: Column) -> Column:
        return arithmetic.choose(logic.certainly(test), yes, no).masked(test.known)

    kind = parts[1].kind if parts[1].value != 0 else parts[2].kind
    cases = [as_kind(part, kind) for part in parts[1:]]
    loose, words = any(case.loose for case in cases), dict.fromkeys(word for case in cases for word in case.choices)
    return combined(kind, (parts[0], *cases), reckon, "如果({}, {}, {})", loose, tuple(words))


def _known(parts: list[Formula]) -> Formula:
    return combined(Kind.BOOL, (parts[0],), lambda a: logic.truth(a.known, np.ones(len(a), bool)), "已知({})")


def _absolute(parts: list[Formula]) -> Formula:
    if not parts[0].kind.numeric:
        raise _not_a_number("绝对值", parts[0])
    return combined(parts[0].kind, (parts[0],), arithmetic.absolute, "绝对值({})", parts[0].loose)


_EVERY = tuple(range(16))

FUNCTIONS: dict[str, Function] = {
    function.name: function
    for function in (
        Function(
            "最大",
            "最大(甲, 乙, …)",
            "各项中最大的；有一项未知即未知",
            2,
            16,
            _reduced("最大", arithmetic.largest),
            _EVERY,
        ),
        Function(
            "最小",
            "最小(甲, 乙, …)",
            "各项中最小的；有一项未知即未知",
            2,
            16,
            _reduced("最小", arithmetic.smallest),
            _EVERY,
        ),
        Function("取整", "取整(甲)", "只取整数部分，向下；未知仍未知", 1, 1, _whole),
        Function("四舍五入", "四舍五入(甲, 0.1)", "保留到第二项的倍数；未知仍未知", 2, 2, _round, (0, 1)),
        Function("绝对值", "绝对值(甲)", "去掉负号；未知仍未知", 1, 1, _absolute),
        Function("如果", "如果(条件, 甲, 乙)", "条件成立取甲，不成立取乙；条件未知即未知", 3, 3, _if, (1, 2)),
        Function("已知", "已知(甲)", "甲有没有值；从不未知", 1, 1, _known),
    )
}
