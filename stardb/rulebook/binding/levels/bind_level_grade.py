"""Binds the level, the grade and the ratings: each by its own rule, then what is given directly, vetoes, quotas; a step each."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import TypeAlias

from stardb.expressions import Symbol
from stardb.quantity import Kind, ranges
from stardb.rulebook.binding.bind_vetoes import bind_vetoes, select_vetoes
from stardb.rulebook.binding.binder import STATES, Binder
from stardb.rulebook.binding.levels.bind_direct import BEFORE, DirectBinder
from stardb.rulebook.binding.levels.bind_quota import bind_quota
from stardb.rulebook.document import Effect, Quota, ResultVeto
from stardb.rulebook.rated_results import GRADE, LEVEL, RatedResult, select_quotas
from stardb.rulebook.result_kinds import is_allowed
from stardb.rulebook.scheme import Role
from stardb.scorers.base import Core, Rule
from stardb.scorers.steps import Ladder
from stardb.yamlfile import YamlPath


def declare_rated(binder: Binder, result: RatedResult) -> None:
    """Declare the level, the grade or a rating, and what it was before levels given directly, vetoes and quotas.

    `X` is what comes out at the end, `X(判级前)`, `X(否决前)` and `X(名额前)` what it was before.
    """
    stages = _list_stages(binder, result)
    names = [*(f"{result.name}({word})" for word, _, _ in stages), result.name]
    titles = [*(f"{result.name}（{word}）" for word, _, _ in stages), result.name]
    roles = [*(result.bare for _ in stages), result.role]
    set_words = [part.set for part in result.clause.direct]
    direct = DirectBinder(binder, result, lambda: _build_ladder(binder, result, names[0], names[0], set_words)[0])
    first = partial(_bind_first, binder, result, names[0], titles[0], roles[0], direct.own)
    binder.declare(names[0], result.path, first)
    for at, (_, path, bind) in enumerate(stages, 1):
        place = result.name_path if at == len(stages) else path
        binder.declare(names[at], place, partial(bind, direct, names, at, titles[at], roles[at]))


_Stage: TypeAlias = "Callable[[DirectBinder, list[str], int, str, Role], Symbol]"
"""Binds what comes out at a place in the list of names, with its title and role."""


def _list_stages(binder: Binder, result: RatedResult) -> list[tuple[str, YamlPath, _Stage]]:
    """What it goes through: what it is called before each stage, where that is written, and what binds it."""
    every = select_vetoes(binder.document, result.key)
    vetoes = [(k, veto) for k, veto in every if veto.stage != "after_quotas"]
    quotas = select_quotas(binder.document, result)
    moves = any(not quota.soft for _, quota in quotas)
    after = [(k, veto) for k, veto in every if veto.stage == "after_quotas" or (moves and _is_held(veto))]
    stages: list[tuple[str, YamlPath, _Stage]] = []
    if result.clause.direct:
        stages.append((BEFORE, (*result.path, "direct"), partial(_bind_after_direct, binder, result)))
    if vetoes:
        stages.append(("否决前", ("vetoes",), partial(_bind_after_vetoes, binder, result, vetoes)))
    before_quotas = len(stages)
    for place, (k, quota) in enumerate(quotas):
        word = f"名额前{'' if place == 0 else place + 1}"
        stages.append((word, ("quotas", k), partial(_bind_after_quota, binder, result, k, quota)))
    if after and quotas:
        stages.append(
            ("名额后", ("vetoes",), partial(_bind_after_vetoes, binder, result, after, kept_at=before_quotas))
        )
    return stages


def _is_held(veto: ResultVeto) -> bool:
    """Whether a veto guarantees something that quotas must not break."""
    return veto.stage is None and isinstance(veto.effect, Effect) and veto.effect.floor is not None


def _bind_first(
    binder: Binder, result: RatedResult, name: str, title: str, role: Role, own: Mapping[str, str]
) -> Symbol:
    later_words = _list_later_words(binder, result)
    symbol = binder.bind_clause(name, title, result.path, result.clause.rule, role, own=own, later_words=later_words)
    scope = binder.make_scope(name, result.path)
    for word in result.choices:
        if word in result.grades or word in STATES:
            message = (
                f"“{word}”写在 words 里不分高低，又写在 grades 里" if word in result.grades else f"得数不能叫“{word}”"
            )
            raise scope.refuse("R203", message, ("words",), found=word, remedy=STATES.get(word, "只写在一处"))
    lapses = "every" if result.clause.rule.every else "when" if result.clause.rule.when is not None else ""
    if result.is_falling and lapses:
        message = "不适用的星级是 0，best: lowest 时比 1 级还高，不能这样写"
        remedy = "不参评的写进 eligible；不定级的用 words 起个名称，如 words: [不定星级]"
        raise scope.refuse("R307", message, (lapses,), remedy=remedy)
    if result.key == LEVEL and symbol.kind is not Kind.NUMBER:
        raise scope.refuse("R305", f"星级应是数，这里是{symbol.kind.value}", ())
    if result.key == GRADE and symbol.kind is not Kind.CHOICE:
        raise scope.refuse("R305", f"等次应是词，这里是{symbol.kind.value}", (), found=symbol.kind.value)
    if symbol.kind not in (Kind.NUMBER, Kind.CHOICE):
        raise scope.refuse("R305", f"评定应是数或词，这里是{symbol.kind.value}", (), found=symbol.kind.value)
    written = result.clause.kind
    if written and not is_allowed(written, symbol.kind):
        got, expected = ("数", "stars、rank 或 points") if symbol.kind is Kind.NUMBER else ("词", "words 或 rank")
        message = f"“{result.name}”得出的是{got}，kind 不能写 {written}"
        raise scope.refuse("R305", message, ("kind",), found=written, expected=expected)
    return _with_order(binder, result, name, symbol)


def _with_order(binder: Binder, result: RatedResult, first: str, symbol: Symbol) -> Symbol:
    """The symbol, with which of its values are the better."""
    if symbol.kind is Kind.NUMBER:
        return replace(symbol, best="lowest" if result.is_falling else "highest")
    core = next(step.rule.core for step in binder.steps if step.name == first)
    return replace(symbol, order=_find_order(result, core))


def _find_order(result: RatedResult, core: Core) -> tuple[str, ...]:
    """The words of a grade that stand one above another, the best first; none where what is written does not tell their order."""
    return result.grades or core.best_first(result.choices)


def _list_later_words(binder: Binder, result: RatedResult) -> tuple[str, ...]:
    """What direct levels, vetoes and quotas say it is to become."""
    quotas = [quota.overflow for _, quota in select_quotas(binder.document, result) if quota.overflow is not None]
    return (
        *(part.set for part in result.clause.direct),
        *_list_set_words(select_vetoes(binder.document, result.key)),
        *quotas,
    )


def _list_set_words(vetoes: list[tuple[int, ResultVeto]]) -> list[str]:
    """The words that vetoes set."""
    effects = (veto.effect for _, veto in vetoes)
    return [effect.set for effect in effects if isinstance(effect, Effect) and isinstance(effect.set, str)]


def _bind_after_direct(
    binder: Binder, result: RatedResult, direct: DirectBinder, names: list[str], at: int, title: str, role: Role
) -> Symbol:
    _, unit = _build_ladder(binder, result, names[0], names[at - 1], [])
    levels = [part for part in result.clause.direct if part.set not in result.choices]
    if len(levels) > 1 or any(part.rows is not None for part in levels):
        _require_order(binder, result, names[0], "几条直接判级的取最差的")
    rule = direct.bind_level(names[at - 1], unit)
    return _add_stage(binder, result, names, at, title, role, rule, (*result.path, "direct"), None)


def _bind_after_vetoes(
    binder: Binder, result: RatedResult, vetoes: list[tuple[int, ResultVeto]], direct: DirectBinder, names: list[str],
    at: int, title: str, role: Role, kept_at: int | None = None,
) -> Symbol:  # fmt: skip
    """Add the step after vetoes. kept_at: after the quotas, where in `names` stands what it was before them."""
    ladder, unit = _build_ladder(binder, result, names[0], names[at - 1], _list_set_words(vetoes))
    if any(isinstance(veto.effect, Effect) and veto.effect.set is None for _, veto in vetoes):
        _require_order(binder, result, names[0], "有 cap、floor、down 的")
    kept = names[kept_at] if kept_at is not None else ""
    rule = bind_vetoes(binder, names[at], names[at - 1], vetoes, ladder, unit, kept)
    return _add_stage(binder, result, names, at, title, role, rule, ("vetoes",), None)


def _require_order(binder: Binder, result: RatedResult, first: str, why: str) -> None:
    """Report where the order of the grades is needed and nothing tells it (R202). why: what needs it."""
    core = binder.find_rule(first, result.path).core
    if core.kind is Kind.CHOICE and not _find_order(result, core):
        message = f"各等次的高低没有写明（写的先后不一定是高低）；{why}，要用 grades 写明由好到差"
        raise binder.make_scope(first, result.path).refuse("R202", message, expected="grades: [优秀, 合格, 不合格]")


def _bind_after_quota(
    binder: Binder, result: RatedResult, k: int, quota: Quota, direct: DirectBinder, names: list[str], at: int,
    title: str, role: Role,
) -> Symbol:  # fmt: skip
    given = [quota.overflow] if quota.overflow is not None else []
    ladder, unit = _build_ladder(binder, result, names[0], names[at - 1], given)
    rule = bind_quota(binder, names[at], names[at - 1], k, quota, ladder, unit)
    return _add_stage(binder, result, names, at, title, role, rule, ("quotas", k), quota)


def _add_stage(
    binder: Binder, result: RatedResult, names: list[str], at: int, title: str, role: Role, rule: Rule, path: YamlPath,
    said: Quota | None,
) -> Symbol:  # fmt: skip
    """Add the step of a stage, which is rated in the same periods as the first. Gives what its name stands for."""
    first = binder.find_rule(names[0], result.path)
    rule = replace(rule, every=first.every, is_due=first.is_due)
    binder.add_step(names[at], title, role, rule, path, said)
    symbol = Symbol(rule.kind, rule.choices, whole=rule.kind is Kind.NUMBER)
    return _with_order(binder, result, names[0], symbol)


def _build_ladder(binder: Binder, result: RatedResult, first: str, last: str, given: list[str]) -> tuple[Ladder, str]:
    """The ladder of the values that a stage can give, and what its numbers count. `last`, on which the step builds, is bound first.

    given: the words that the stage says it is to become; those declared in `words` stand beside the ladder.
    """
    symbol = binder.names.bind(last)
    rule = binder.find_rule(first, result.path)
    beside = [word for word in given if word in (*result.choices, *rule.choices)]
    if symbol.kind is Kind.CHOICE:
        grades = _find_order(result, rule.core) or tuple(word for word in rule.choices if word not in result.choices)
        return Ladder(grades, tuple(dict.fromkeys((*symbol.choices, *grades, *beside)))), ""
    choices = tuple(dict.fromkeys((*symbol.choices, *beside)))
    if symbol.best == "lowest":
        return replace(_build_falling_ladder(binder, result, first, rule), choices=choices), rule.unit
    bounded = not rule.may_lapse  # where it does not apply it is 0, whatever its bounds
    low = rule.low if bounded and rule.low is not None else Fraction(0)
    return Ladder((), choices, low, rule.high if bounded else None), rule.unit


def _build_falling_ladder(binder: Binder, result: RatedResult, first: str, rule: Rule) -> Ladder:
    """The ladder of a level of which 1 is the highest. Raises ClauseRefused, having reported it, where the lowest is not known."""
    scope = binder.make_scope(first, result.path)
    reach = rule.core.reach(binder.reaches)
    reach = ranges.clamp(reach, rule.low, rule.high)
    if reach.high is None:
        message = "best: lowest 的，最低一级是几级推算不出，否决、名额不知道降到哪里为止"
        raise scope.refuse("R307", message, ("best",), expected="between", remedy="写明范围，如 between: [1, 5]")
    return Ladder((), rule.choices, -reach.high, None if reach.low is None else -reach.low, falling=True)
