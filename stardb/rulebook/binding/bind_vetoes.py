"""Binds vetoes: which bear on the level and which on the grade, and what they do there."""

from fractions import Fraction

from stardb.expressions import nearest
from stardb.quantity import Kind
from stardb.rulebook.binding.binder import Binder
from stardb.rulebook.document import Document, Effect, LevelVeto
from stardb.scorers.base import Rule
from stardb.scorers.steps import EffectKind, Ladder, Veto, VetoCore
from stardb.yamlfile import YamlPath, show_value

LEVEL, GRADE = "level", "grade"


def check_vetoes(binder: Binder) -> None:
    """Report every veto that bears on nothing, or not clearly on one thing."""
    document = binder.document
    if not (document.level or document.grade) and any(veto.effect != "not_rated" for veto in document.vetoes):
        message = "vetoes 是对星级或等次的否决，要写 level 或 grade"
        binder.source.report("R202", message, ("vetoes",), key=True, expected="level 或 grade")
        return
    for k, veto in enumerate(document.vetoes):
        fault = _find_fault(veto, document)
        if fault is not None:
            code, message, path, expected = fault
            binder.source.report(code, message, ("vetoes", k, *path), key=not path, expected=expected)


def select_vetoes(document: Document, section: str) -> list[tuple[int, LevelVeto]]:
    """The vetoes on the level, or on the grade, each with its place in the list. section: LEVEL or GRADE."""
    return [
        (k, veto)
        for k, veto in enumerate(document.vetoes)
        if _find_target(veto, document) == section and _find_fault(veto, document) is None
    ]


def _split_effect(effect: Effect | str) -> tuple[str, Fraction | str]:
    """What an effect does (cap, floor, set, down, undecided, not_rated), and by how much or to what."""
    if isinstance(effect, str):
        return effect, Fraction(0)
    return next(
        (kind, value) for kind in ("cap", "floor", "set", "down") if (value := getattr(effect, kind)) is not None
    )


def _find_target(veto: LevelVeto, document: Document) -> str:
    """What a veto bears on; "" where that is not clear, or where it says who is rated."""
    kind, value = _split_effect(veto.effect)
    if kind == "not_rated" or veto.on is not None:
        return veto.on or ""
    if kind in ("cap", "floor", "set"):
        return GRADE if isinstance(value, str) else LEVEL
    if document.level and document.grade:
        return ""
    return LEVEL if document.level else GRADE


def _find_fault(veto: LevelVeto, document: Document) -> tuple[str, str, YamlPath, str] | None:
    """What is wrong with what a veto bears on: code, message, path below the veto, what is expected."""
    kind, value = _split_effect(veto.effect)
    if kind == "not_rated":
        return ("R421", "effect: not_rated 是不参评，不分星级、等次，不写 on", ("on",), "") if veto.on else None
    target = _find_target(veto, document)
    if not target:
        return "R202", "既有星级又有等次，要用 on 写明这一条作用于哪一样", (), "on: level 或 on: grade"
    lacking = {LEVEL: document.level, GRADE: document.grade}[target] is None
    if veto.on is not None and lacking:
        return "R202", f"on: {target}，但办法没有写 {target}", ("on",), target
    place: YamlPath = ("effect", kind)
    if isinstance(value, str) and (target == LEVEL or lacking):
        where = "办法没有写 grade" if lacking else "写的是 on: level"
        return "R203", f"“{value}”不是数；{where}，这里要一个数", place, "一个数"
    if target == GRADE and kind != "down" and isinstance(value, Fraction) and kind != "undecided":
        return "R203", f"“{show_value(value)}”不是等次；这里要一个等次的名称", place, "等次的名称"
    if lacking:
        return "R203", f"“{show_value(value)}”是星级的数，办法没有写 level；这里要一个等次的名称", place, "等次的名称"
    if target == GRADE and kind == "down" and isinstance(value, Fraction) and value.denominator != 1:
        return "R203", f"等次要降整数级，写的是“{show_value(value)}”", place, "整数"
    return None


def bind_vetoes(
    binder: Binder, name: str, base: str, vetoes: list[tuple[int, LevelVeto]], ladder: Ladder, unit: str
) -> Rule:
    """The rule that applies vetoes to the result `base`. Raises ClauseRefused, having reported what does not hold."""
    bound = []
    for k, veto in vetoes:
        scope = binder.make_scope(name, ("vetoes", k))
        when = scope.bind_formula(veto.when, ("when",), Kind.BOOL)
        kind, value = _split_effect(veto.effect)
        if isinstance(value, str) and value not in ladder.words:
            raise scope.refuse(
                "R301", f"没有“{value}”这个等次{nearest(value, ladder.words)}", ("effect", kind), found=value,
                expected="、".join(ladder.words),
            )  # fmt: skip
        effect: EffectKind = kind  # type: ignore[assignment]
        amount = value if isinstance(value, Fraction) and kind == "down" else ladder.height(value)
        bound.append(Veto(when, veto.when, effect, amount, veto.because))
    return Rule(VetoCore(base, ladder, tuple(bound)), unit=unit, words=ladder.number_words)
