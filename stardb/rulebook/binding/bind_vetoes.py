"""Binds vetoes: which result each bears on, and what it does there.

Those on the level and the grade come before its quotas (bind_level_grade); those on any other result after its own clause.
"""

from dataclasses import replace
from fractions import Fraction

from stardb.expressions import Symbol, nearest
from stardb.quantity import Kind, ranges, show
from stardb.rulebook.binding.binder import Binder, name_before_vetoes
from stardb.rulebook.binding.levels.ladder_marks import read_height, read_mark
from stardb.rulebook.binding.name_table import TOTAL
from stardb.rulebook.document import Document, Effect, IndicatorGroup, PassStar, ResultVeto, list_indicator_sets
from stardb.rulebook.rated_results import GRADE, LEVEL, find_rated, list_rated, select_quotas
from stardb.rulebook.scheme import Role
from stardb.scorers.base import FEN, ClauseRefused, Rule, Scope
from stardb.scorers.steps import EffectKind, Ladder, OneSetRule, Veto, VetoCore
from stardb.yamlfile import YamlPath, show_value


def check_vetoes(binder: Binder) -> None:
    """Report every veto that bears on nothing, or not clearly on one thing."""
    document = binder.document
    unclear = any(veto.effect != "not_rated" and veto.on is None for veto in document.vetoes)
    if not list_rated(document) and unclear:
        message = "vetoes 没有写 on 的，是对星级或等次的否决，要写 level 或 grade"
        binder.source.report("R202", message, ("vetoes",), key=True, expected="level 或 grade")
        return
    for k, veto in enumerate(document.vetoes):
        if veto.stage is not None and not _has_quotas(veto, document):
            message = "stage 写在名额之前还是之后作用，这一条作用的没有名额，用不上"
            binder.source.report("R421", message, ("vetoes", k, "stage"), key=True, found=veto.stage)
        if veto.on in binder.lost or f"得分({veto.on})" in binder.lost:
            continue  # what it bears on cannot be read
        fault = _find_fault(veto, document)
        if fault is not None:
            code, message, path, expected = fault
            binder.source.report(code, message, ("vetoes", k, *path), key=not path, expected=expected)


def _has_quotas(veto: ResultVeto, document: Document) -> bool:
    """Whether what a veto bears on has quotas."""
    target = next((one for one in list_rated(document) if one.key == _find_target(veto, document)), None)
    return target is not None and bool(select_quotas(document, target))


def select_vetoes(document: Document, section: str) -> list[tuple[int, ResultVeto]]:
    """The vetoes on the level, the grade or a rating, each with its place in the list. section: LEVEL, GRADE or the rating's name."""
    return [
        (k, veto)
        for k, veto in enumerate(document.vetoes)
        if _find_target(veto, document) == section and _find_fault(veto, document) is None
    ]


def list_vetoed(document: Document) -> dict[str, list[tuple[int, ResultVeto]]]:
    """The results other than level and grade that vetoes bear on, as steps are named, each with its vetoes."""
    found: dict[str, list[tuple[int, ResultVeto]]] = {}
    results = _list_results(document)
    for k, veto in enumerate(document.vetoes):
        target = _find_target(veto, document)
        for name in results.get(target, ()) if target not in (LEVEL, GRADE) else ():
            found.setdefault(name, []).append((k, veto))
    return found


def _list_results(document: Document) -> dict[str, tuple[str, ...]]:
    """What `on` may name -> the steps that are meant: an indicator by its title in whichever set, or as expressions name it."""
    names = [*document.values, *document.scores, *document.stars, *document.entitlements]
    found: dict[str, tuple[str, ...]] = {}
    for group in (*document.scores.values(), *document.stars.values()):
        for own, _, indicators in list_indicator_sets(group) if isinstance(group, IndicatorGroup) else ():
            for title in indicators:
                name = f"得分({own}·{title})" if own else f"得分({title})"
                found[name] = (name,)
                short = title if own == "" else f"得分({title})"
                for other in (title, short):
                    found[other] = tuple(dict.fromkeys((*found.get(other, ()), name)))
    found |= {
        f"得分({name})": (f"得分({name})",) for name, star in document.stars.items() if isinstance(star, PassStar)
    }
    if document.scores or any(isinstance(star, PassStar) for star in document.stars.values()):
        found[TOTAL] = (TOTAL,)
    return found | {name: (name,) for name in names}


def _split_effect(effect: Effect | str) -> tuple[str, Fraction | str]:
    """What an effect does (cap, floor, set, down, undecided, not_rated), and by how much or to what."""
    if isinstance(effect, str):
        return effect, Fraction(0)
    return next(
        (kind, value) for kind in ("cap", "floor", "set", "down") if (value := getattr(effect, kind)) is not None
    )


def _find_target(veto: ResultVeto, document: Document) -> str:
    """What a veto bears on; "" where that is not clear, or where it says who is rated."""
    kind, value = _split_effect(veto.effect)
    if kind == "not_rated":
        return veto.on or ""
    rated = list_rated(document)
    if veto.on is not None:
        result = find_rated(veto.on, rated)
        return result.key if result else veto.on
    if not (document.level or document.grade):
        return rated[0].key if len(rated) == 1 else ""
    if isinstance(value, str) and document.level and value in document.level.rule.words:
        return LEVEL
    if kind in ("cap", "floor", "set"):
        return GRADE if isinstance(value, str) else LEVEL
    if document.level and document.grade:
        return ""
    return LEVEL if document.level else GRADE


def _find_fault(veto: ResultVeto, document: Document) -> tuple[str, str, YamlPath, str] | None:
    """What is wrong with what a veto bears on: code, message, path below the veto, what is expected."""
    kind, value = _split_effect(veto.effect)
    if kind == "not_rated":
        return ("R421", "effect: not_rated 是不参评，不分星级、等次，不写 on", ("on",), "") if veto.on else None
    target = _find_target(veto, document)
    if not target:
        told = " 或 ".join(f"on: {result.key}" for result in list_rated(document))
        return "R202", "既有星级又有等次，或有几样评定，要用 on 写明这一条作用于哪一样", (), told
    if target in document.ratings:
        return None
    if target not in (LEVEL, GRADE):
        return _find_name_fault(target, document)
    lacking = {LEVEL: document.level, GRADE: document.grade}[target] is None
    if veto.on is not None and lacking:
        return "R202", f"on: {target}，但办法没有写 {target}", ("on",), target
    place: YamlPath = ("effect", kind)
    if isinstance(value, str) and kind == "set" and target == LEVEL and document.level and not lacking:
        return None  # a word beside the numbers, or none: said where it is bound
    if isinstance(value, str) and (target == LEVEL or lacking):
        where = "办法没有写 grade" if lacking else "写的是 on: level"
        return "R203", f"“{value}”不是数；{where}，这里要一个数", place, "一个数"
    if target == GRADE and kind != "down" and isinstance(value, Fraction) and kind != "undecided":
        return "R203", f"“{show_value(value)}”不是等次；这里要一个等次的名称", place, "等次的名称"
    if lacking:
        return "R203", f"“{show_value(value)}”是星级的数，办法没有写 level；这里要一个等次的名称", place, "等次的名称"
    if target == GRADE and kind == "down" and (isinstance(value, str) or value.denominator != 1):
        return "R203", f"等次要降整数级，写的是“{show_value(value)}”", place, "整数"
    if isinstance(value, Fraction) and value < 0:
        return "R203", "星级的数不能小于0", place, "不小于0的数"
    return None


def _find_name_fault(name: str, document: Document) -> tuple[str, str, YamlPath, str] | None:
    """What is wrong with the name of a result that a veto bears on: there is none of that name."""
    known = _list_results(document)
    if name in known:
        return None
    rated = [result.key for result in list_rated(document)]
    near = nearest(name, [*known, *rated])
    return (
        "R301",
        f"没有“{name}”这一项结果{near}",
        ("on",),
        f"{'、'.join(rated)}，或一个取值、指标、大项、星、待遇的名称",
    )


def bind_vetoes(
    binder: Binder,
    name: str,
    base: str,
    vetoes: list[tuple[int, ResultVeto]],
    ladder: Ladder,
    unit: str,
    kept: str = "",
) -> Rule:
    """The rule that applies vetoes to the result `base`. Raises ClauseRefused, having reported what does not hold.

    kept: what the result was before the quotas is called, where these come after the quotas: a floor that is not said to act there
    holds as far as it did before; "" before the quotas.
    """
    bound = []
    for k, veto in vetoes:
        scope = binder.make_scope(name, ("vetoes", k))
        when = scope.bind_formula(veto.when, ("when",), Kind.BOOL)
        kind, value = _split_effect(veto.effect)
        mark = _bind_mark(kind, value, ladder, scope)
        word, amount = (mark, Fraction(0)) if isinstance(mark, str) else ("", mark)
        effect: EffectKind = kind  # type: ignore[assignment]
        held = kept if veto.stage is None else ""
        bound.append(Veto(when, veto.when, effect, amount, veto.because, word, held))
    core = VetoCore(base, ladder, tuple(bound), is_after_quotas=bool(kept))
    return Rule(core, unit=unit, words=ladder.number_words)


def _bind_mark(kind: str, value: Fraction | str, ladder: Ladder, scope: Scope) -> Fraction | str:
    """By how much, or to what height or word. Raises ClauseRefused, having reported what cannot be on this ladder."""
    path: YamlPath = ("effect", kind)
    if kind == "undecided":
        return Fraction(0)
    if kind == "set" and (ladder.words or value in ladder.beside_words):
        return read_mark(value, ladder, scope, path)
    if ladder.words and (kind != "down" or not ladder.is_rating):
        return read_height(value, ladder, scope, path)
    if ladder.words and isinstance(value, Fraction) and value.denominator != 1:
        message = f"等次要降整数级，写的是“{show_value(value)}”"
        raise scope.refuse("R203", message, path, found=show_value(value), expected="整数")
    if ladder.of is Kind.BOOL:
        truths = {"得": 1, "是": 1, "不得": 0, "否": 0}
        if value not in truths:
            raise scope.refuse(
                "R203", f"“{show_value(value)}”不是得与不得", path, found=show_value(value), expected="得 或 不得"
            )
        return Fraction(truths[str(value)])
    amount = value if isinstance(value, Fraction) and ladder.is_rating else scope.read_amount(value, ladder.of, path)
    return amount if kind == "down" else ladder.height(amount)


def bind_result_vetoes(binder: Binder, vetoes: list[tuple[int, ResultVeto]], name: str) -> Symbol:
    """Add the step of a result after vetoes, where its own clause has made what it was before them."""
    bare = name_before_vetoes(name)
    symbol = binder.names.bind(bare)
    before = binder.before_vetoes.get(name)
    if before is None:
        raise ClauseRefused  # what it is made of cannot be bound, which has been reported
    rule = before.rule
    scope = binder.make_scope(name, ("vetoes", vetoes[0][0]))
    if rule.kind in (Kind.DATE, Kind.TEXT):
        message = f"否决要作用于数、词或得与不得，“{name}”是{rule.kind.value}"
        raise scope.refuse("R458", message, ("on",), found=name)
    for k, veto in vetoes:
        kind, _ = _split_effect(veto.effect)
        if rule.kind in (Kind.CHOICE, Kind.BOOL) and kind in ("cap", "floor", "down"):
            message = f"“{name}”是{rule.kind.value}，没有高低，不能 {kind}"
            raise binder.make_scope(name, ("vetoes", k)).refuse(
                "R458", message, ("effect", kind), key=True, found=kind, expected="set 或 undecided"
            )
    after = bind_vetoes(binder, name, bare, vetoes, _build_ladder(binder, name, rule, before.role), rule.unit)
    after = replace(after, every=rule.every, is_due=rule.is_due)
    if rule.paid:
        _check_fen(binder, after, vetoes)
    binder.append_step(name, before.title, before.role, _like(rule, after), before.path, before.said, **before.parts)
    return symbol


def _build_ladder(binder: Binder, name: str, rule: Rule, role: Role) -> Ladder:
    """The ladder of what the result may be: words in any order, numbers within what it can come to."""
    if rule.kind is Kind.CHOICE:
        return Ladder(rule.choices, rule.choices, is_rating=False)
    if rule.kind is Kind.BOOL:
        truths = ("不得", "得") if role is Role.STAR else ("否", "是")
        return Ladder(high=Fraction(1), of=Kind.BOOL, truths=truths, is_rating=False)
    reach = binder.reaches[name_before_vetoes(name)]
    return Ladder((), rule.choices, reach.low, reach.high, of=rule.kind, unit=rule.unit, is_rating=False)


def _check_fen(binder: Binder, rule: Rule, vetoes: list[tuple[int, ResultVeto]]) -> None:
    """Refuse what is to be paid and is no whole fen (R203)."""
    assert isinstance(rule.core, VetoCore)
    for (k, _), veto in zip(vetoes, rule.core.vetoes, strict=True):
        if rule.kind is Kind.MONEY and not ranges.is_multiple(veto.amount, FEN):
            scope, told = binder.make_scope("", ("vetoes", k)), show(Kind.MONEY, veto.amount)
            raise scope.refuse("R203", f"“{told}”不是整分", ("effect", veto.effect), found=told, expected="整分的金额")


def _like(rule: Rule, after: Rule) -> Rule:
    """The rule after vetoes: paid where the one before is, and for those of one set where that one is."""
    after = replace(after, paid=rule.paid)
    return OneSetRule(**vars(after), sets=rule.sets, which=rule.which) if isinstance(rule, OneSetRule) else after
