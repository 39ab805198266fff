"""Makes formulas: of a literal, of a name, and of other formulas put together."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce

import numpy as np

from stardb.expressions.formula import ALL, ANY, ATOM, PRODUCT, SUM, TEST, Formula, Frame, Spell
from stardb.expressions.symbols import Symbol
from stardb.quantity import Column, Kind, ValueRange, alignment, arithmetic, calendar, logic, ranges, show


def constant(kind: Kind, value: Fraction) -> Formula:
    """A literal."""
    return Formula(
        kind,
        (),
        lambda frame: Column.constant(kind, value, frame.size),
        lambda say: show(kind, value),
        value=value,
        reach=lambda reaches: ranges.just(value),
    )


def read_name(name: str, symbol: Symbol) -> Formula:
    """The value of a name, of which `symbol` tells what it stands for."""
    otherwise = ranges.among(symbol.choices) if symbol.choices else ranges.ANYTHING
    return Formula(
        symbol.kind, (name,), lambda frame: frame[name], lambda say: say(name), symbol.choices, symbol.loose,
        reach=lambda reaches: reaches.get(name, otherwise), order=symbol.order, best=symbol.best,
    )  # fmt: skip


def word(text: str, spelled: str) -> Formula:
    """A word written where a value may stand (合格), a CHOICE of one."""

    def evaluate(frame: Frame) -> Column:
        return Column.from_codes((text,), np.zeros(frame.size, np.int64))

    return Formula(Kind.CHOICE, (), evaluate, lambda say: spelled, (text,), reach=lambda reaches: ranges.among((text,)))


def word_for_number(kind: Kind, text: str) -> Formula:
    """A word that stands in place of a number (不定星级)."""

    def evaluate(frame: Frame) -> Column:
        return Column.unknown(kind, frame.size).put_words((text,), np.zeros(frame.size, np.int64), rated=True)

    return Formula(kind, (), evaluate, lambda say: text, (text,))


def truth_of(value: bool) -> Formula:
    """是 or 否."""

    def evaluate(frame: Frame) -> Column:
        return logic.truth(np.full(frame.size, value), np.ones(frame.size, bool))

    return Formula(
        Kind.BOOL, (), evaluate, lambda say: "是" if value else "否", reach=lambda reaches: ranges.true_or_false(value)
    )


def combine(
    kind: Kind,
    parts: tuple[Formula, ...],
    compute: Callable[..., Column],
    pattern: str,
    loose: bool = False,
    choices: tuple[str, ...] = (),
    precedence: int = ATOM,
    inner: tuple[int, ...] = (),
    needs_rounding: bool | None = None,
    reaching: Callable[..., ValueRange] | None = None,
) -> Formula:
    """`compute` applied to the parts' columns; `pattern` is a format string for their spellings.

    precedence: how tightly its text holds together; inner: how tightly each part's text must (default: no bracket needed).
    needs_rounding: default, if it is a number and any part is. reaching: what it can come to, from what the parts can; default,
    anything (or any of its choices).
    """
    names = tuple(dict.fromkeys(name for part in parts for name in part.names))

    def evaluate(frame: Frame) -> Column:
        columns = [part.evaluate(frame) for part in parts]
        result = compute(*columns)
        if kind.numeric and not choices:
            result = result.without_words()
        for column in columns:
            result = result if column.pending is None else result.mark_pending(column.pending)
        return result

    tight = inner or (ANY,) * len(parts)
    otherwise = ranges.among(choices) if choices else ranges.ANYTHING
    return Formula(
        kind,
        names,
        evaluate,
        lambda say: pattern.format(
            *(part.spell_within(say, needed) for part, needed in zip(parts, tight, strict=True))
        ),
        choices,
        loose,
        precedence=precedence,
        needs_rounding=kind.numeric and any(part.needs_rounding for part in parts)
        if needs_rounding is None
        else needs_rounding,
        reach=lambda reaches: reaching(*(part.reach(reaches) for part in parts)) if reaching else otherwise,
        parts=parts,
    )


def comparison(left: Formula, sign: str, right: Formula) -> Formula:
    """left = ≠ < ≤ > ≥ right."""

    def compute(a: Column, b: Column) -> Column:
        return logic.compare(a, sign, b)

    def reaching(a: ValueRange, b: ValueRange) -> ValueRange:
        if left.kind.numeric and (left.choices or right.choices):  # a word is no number
            return ranges.join(ranges.compare(a, sign, b), ranges.true_or_false(sign == "≠"))
        return ranges.compare(a, sign, b) if left.kind.numeric or left.kind is Kind.CHOICE else ranges.ANYTHING

    spelled = f"{{}} {sign} {{}}"
    result = combine(Kind.BOOL, (left, right), compute, spelled, precedence=TEST, inner=(SUM, SUM), reaching=reaching)
    return replace(result, structure=("compare", left, sign, right))


def order_comparison(left: Formula, sign: str, right: Formula, order: tuple[str, ...]) -> Formula:
    """left < ≤ > ≥ right for words that stand one above another: `order`, the best first, which is the greatest.

    A word that does not stand among them is neither above nor below any other.
    """

    def compute(a: Column, b: Column) -> Column:
        return logic.compare_order(a, sign, b, order)

    def reaching(a: ValueRange, b: ValueRange) -> ValueRange:
        return ranges.compare_order(a, sign, b, order)

    result = combine(
        Kind.BOOL, (left, right), compute, f"{{}} {sign} {{}}", precedence=TEST, inner=(SUM, SUM), reaching=reaching
    )
    heights = tuple(_height(part, order) for part in (left, right))
    return replace(result, structure=("compare", heights[0], sign, heights[1]))


def _height(word: Formula, order: tuple[str, ...]) -> Formula:
    """How high a word stands among others, the lowest 0; spelled as the word."""
    result = combine(Kind.NUMBER, (word,), lambda a: logic.heights(a, order), "{}")
    return replace(result, reach=lambda reaches: ranges.counts(0, len(order) - 1))


def by_goodness(part: Formula) -> Formula:
    """A number that is the greater, the better a rating is; any other formula as it is."""
    if part.order:
        return _height(part, part.order)
    return opposite(part) if part.best == "lowest" else part


def order_test(left: Formula, sign: str, word: str, order: tuple[str, ...]) -> Formula:
    """left < ≤ > ≥ word, for a word that stands among others."""
    words = tuple(other for other in order if alignment.COMPARISONS[sign](order.index(word), order.index(other)))
    return replace(membership(left, words, inside=True), spell=lambda say: f"{left.spell(say)} {sign} {word}")


def movement(name: str, now: Formula, before: Formula, upward: bool) -> Formula:
    """Whether a rating is better (upward), or worse, than it was before. name: of the function that says so."""
    above = upward is (now.best != "lowest")
    sign = ">" if above else "<"
    result = order_comparison(now, sign, before, now.order) if now.order else comparison(now, sign, before)

    def spell(say: Spell) -> str:
        parts = [part.spell(say) for part in (now, before)]
        return f"{name}({now.text if parts[0] == now.text else '，'.join(parts)})"

    return replace(result, spell=spell, precedence=ATOM)


def membership(left: Formula, words: tuple[str, ...], inside: bool) -> Formula:
    """left 在 (words), or 不在."""

    def compute(a: Column) -> Column:
        hit = logic.one_of(a, words)
        return hit if inside else logic.negation(hit)

    verb = "在" if inside else "不在"
    spelled = f"{{}} {verb} ({'、'.join(words)})"
    result = combine(Kind.BOOL, (left,), compute, spelled, precedence=TEST, reaching=_word_reach(left, words, inside))
    return replace(result, structure=("words", left, words, inside))


def number_membership(left: Formula, values: tuple[Formula, ...], inside: bool) -> Formula:
    """left 在 (values), or 不在, for numbers and days."""

    def compute(a: Column, *given: Column) -> Column:
        hit = reduce(logic.either, (logic.compare(a, "=", b) for b in given))
        return hit if inside else logic.negation(hit)

    verb, listed = "在" if inside else "不在", ", ".join(["{}"] * len(values))
    inner = (SUM, *[ANY] * len(values))

    def reaching(a: ValueRange, *given: ValueRange) -> ValueRange:
        hit = ranges.either(*(ranges.compare(a, "=", b) for b in given)) if left.kind.numeric else ranges.ANYTHING
        return hit if inside else ranges.negation(hit)

    spelled = f"{{}} {verb} ({listed})"
    result = combine(Kind.BOOL, (left, *values), compute, spelled, precedence=TEST, inner=inner, reaching=reaching)
    return replace(result, structure=("among", left, values, inside))


def word_test(left: Formula, word: str, equal: bool) -> Formula:
    """left = word, for choices and texts."""

    def compute(a: Column) -> Column:
        hit = logic.one_of(a, (word,))
        return hit if equal else logic.negation(hit)

    spelled = f"{{}} {'=' if equal else '≠'} {word}"
    result = combine(Kind.BOOL, (left,), compute, spelled, precedence=TEST, reaching=_word_reach(left, (word,), equal))
    return replace(result, structure=("words", left, (word,), equal))


def _word_reach(left: Formula, words: tuple[str, ...], inside: bool) -> Callable[[ValueRange], ValueRange]:
    def reaching(a: ValueRange) -> ValueRange:
        if left.kind.numeric:
            return ranges.ANYTHING
        hit = ranges.one_of(a, words)
        return hit if inside else ranges.negation(hit)

    return reaching


def chain(parts: tuple[Formula, ...], all_of: bool) -> Formula:
    """且 of all parts, or 或 of any."""
    join, word = (logic.both, " 且 ") if all_of else (logic.either, " 或 ")
    level = ALL if all_of else ANY
    pattern = word.join(["{}"] * len(parts))
    inner = (level + 1,) * len(parts)
    reaching = ranges.both if all_of else ranges.either
    result = combine(
        Kind.BOOL,
        parts,
        lambda *columns: reduce(join, columns),
        pattern,
        precedence=level,
        inner=inner,
        reaching=reaching,
    )
    return replace(result, structure=("all" if all_of else "any", *parts))


def any_of(parts: Sequence[Formula]) -> Formula:
    """Whether one of some conditions holds; there is one at least."""
    return parts[0] if len(parts) == 1 else chain(tuple(parts), all_of=False)


def negation(part: Formula) -> Formula:
    """非 part."""
    return replace(
        combine(Kind.BOOL, (part,), logic.negation, "非({})", reaching=ranges.negation), structure=("not", part)
    )


def denial(part: Formula, sign: str, word: str) -> Formula:
    """part = 否, or part ≠ 是."""
    spelled = f"{{}} {sign} {word}"
    result = combine(
        Kind.BOOL, (part,), logic.negation, spelled, precedence=TEST, inner=(SUM,), reaching=ranges.negation
    )
    return replace(result, structure=("not", part))


def opposite(part: Formula) -> Formula:
    """−part."""
    loose = part.loose
    return combine(
        part.kind, (part,), arithmetic.negate, "-{}", loose, precedence=PRODUCT, inner=(ATOM,), reaching=ranges.negate
    )


_DAYS = ("days",)
"""The structure of a number of days: 30天, 期限 * 1天."""


def mark_days(part: Formula, text: str) -> Formula:
    """A literal number, marked where its unit says that it counts days."""
    unit = text[-1:]
    if part.kind is not Kind.NUMBER or unit not in ("天", "日"):
        return part
    return replace(part, structure=_DAYS, spell=lambda say: f"{show(part.kind, part.value)}{unit}")


def is_days(part: Formula) -> bool:
    """Whether a number counts days, by the unit it is written with."""
    return part.structure == _DAYS


def as_days(part: Formula) -> Formula:
    """A number that counts days."""
    return replace(part, structure=_DAYS)


def shift_by_days(day: Formula, sign: str, number: Formula) -> Formula:
    """A day so many days later (+) or earlier (-)."""

    def compute(a: Column, b: Column) -> Column:
        return calendar.move_by_days(a, b, 1 if sign == "+" else -1)

    return combine(Kind.DATE, (day, number), compute, f"{{}} {sign} {{}}", precedence=SUM, inner=(SUM, PRODUCT))


def shift_day(day: Formula, sign: str, length: Formula) -> Formula:
    """A day so much later (+) or earlier (-)."""

    def compute(a: Column, b: Column) -> Column:
        return calendar.move_day(a, b, 1 if sign == "+" else -1)

    return combine(Kind.DATE, (day, length), compute, f"{{}} {sign} {{}}", precedence=SUM, inner=(SUM, PRODUCT))


def calculation(kind: Kind, left: Formula, sign: str, right: Formula, loose: bool = False) -> Formula:
    """left + − × ÷ right."""
    compute: dict[str, Callable[[Column, Column], Column]] = {
        "+": lambda a, b: arithmetic.add(a, b, kind),
        "-": lambda a, b: arithmetic.subtract(a, b, kind),
        "*": lambda a, b: arithmetic.multiply(a, b, kind),
        "/": lambda a, b: arithmetic.divide(a, b, kind),
    }
    printed = {"*": "×", "/": "÷"}.get(sign, sign)
    level = SUM if sign in "+-" else PRODUCT
    inner = (level, level + (sign in "-/"))
    parts = (left, right)
    uneven = sign == "/" or (sign == "*" and any(part.kind is Kind.PERCENT or part.loose for part in parts))
    needs_rounding = uneven or left.needs_rounding or right.needs_rounding
    reaching = {"+": ranges.add, "-": ranges.subtract, "*": ranges.multiply, "/": ranges.divide}[sign]
    return combine(
        kind,
        parts,
        compute[sign],
        f"{{}} {printed} {{}}",
        loose,
        precedence=level,
        inner=inner,
        needs_rounding=needs_rounding,
        reaching=reaching,
    )
