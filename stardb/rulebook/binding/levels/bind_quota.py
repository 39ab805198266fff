"""Binds a quota: how many places, whose, in what order, and what becomes of those beyond."""

from fractions import Fraction

from stardb.expressions import Formula, constant
from stardb.quantity import Kind
from stardb.rulebook.binding.binder import Binder
from stardb.rulebook.binding.levels.ladder_marks import read_height, read_mark
from stardb.rulebook.document import Quota
from stardb.scorers.base import Clause, Rule, Scope
from stardb.scorers.kit import Members, bind_eligible, bind_order, read_ratio
from stardb.scorers.steps import Ladder, Places, QuotaCore, RuleAmount, describe_amount
from stardb.yamlfile import show_value

ALL = "all"
"""The base that is the whole roster, whoever is rated."""


def bind_quota(binder: Binder, name: str, base: str, k: int, quota: Quota, ladder: Ladder, unit: str) -> Rule:
    """The rule that applies the k-th quota to the result `base`. Raises ClauseRefused, having reported what does not hold."""
    scope = binder.make_scope(name, ("quotas", k))
    eligible = bind_eligible(scope)
    part = _choose_limit(quota, scope)
    _refuse_unused(quota, part, scope)
    of = read_height(quota.of, ladder, scope, ("of",))
    overflow = _read_other(quota, "overflow", of, ladder, scope) if part == "at_most" and not quota.soft else None
    fill_from = _read_other(quota, "fill_from", of, ladder, scope) if part == "at_least" else None
    assert not isinstance(fill_from, str)
    together = tuple(read_height(word, ladder, scope, ("together",)) for word in quota.together)
    if {of, fill_from} & set(together):
        raise scope.refuse(
            "R203", "together 写 of、fill_from 以外的等次", ("together",), found="、".join(quota.together)
        )
    group = scope.bind_groups(quota.group, ("group",))
    among = scope.bind_formula(quota.among, ("among",), Kind.BOOL) if quota.among is not None else None
    members = Members(group, among, quota.base != ALL, eligible)
    order = bind_order(quota.order, scope, ("quotas", k, "order", 0) not in binder.source.values)
    places, counted = _bind_places(binder, k, quota, part, scope), _bind_base(quota, scope)
    core = QuotaCore(
        base, ladder, of, overflow, places, order, quota.ties or "undecided", members, fill_from, together, counted,
        counted is not None and _is_for_all(counted.names, scope),
    )  # fmt: skip
    return Rule(core, unit=unit, words=ladder.number_words)


def _choose_limit(quota: Quota, scope: Scope) -> str:
    """`at_most` or `at_least`, whichever is written. Raises ClauseRefused for both or none, and for what the one lacks."""
    if quota.at_most is not None and quota.at_least is not None:
        remedy = "各写一条名额：一条写 at_most，一条写 at_least"
        raise scope.refuse("R421", "at_most 与 at_least 写一种", ("at_least",), key=True, remedy=remedy)
    if quota.at_most is None and quota.at_least is None:
        raise scope.refuse("R202", "缺少“at_most”", expected="at_most（最多），或 at_least（至少）")
    part, other = ("at_most", "overflow") if quota.at_least is None else ("at_least", "fill_from")
    needed = [("order", quota.order), (other, getattr(quota, other))] if part == "at_least" or not quota.soft else []
    for key, given in needed:
        if not given:
            remedy = "只是约数、不调整的，写 soft: true" if part == "at_most" else ""
            raise scope.refuse("R202", f"缺少“{key}”", expected=key, remedy=remedy)
    return part


def _read_other(quota: Quota, part: str, of: Fraction, ladder: Ladder, scope: Scope) -> Fraction | str:
    """The height of those beyond the places, or of those who fill up; the former may be a word beside the ladder.

    Raises ClauseRefused for one that cannot be.
    """
    given = str(getattr(quota, part))
    height = (
        read_mark(given, ladder, scope, (part,)) if part == "overflow" else read_height(given, ladder, scope, (part,))
    )
    if isinstance(height, str):
        return height
    if height == of or (part == "overflow" and not ladder.words and height > of):
        below = "另一个等次" if ladder.words else f"比{quota.of}低的星级"
        what = "名额之外的要列为" if part == "overflow" else "要从别的里面补，写"
        raise scope.refuse("R203", f"{what}{below}", (part,), found=show_value(given))
    return height


def _refuse_unused(quota: Quota, limit: str, scope: Scope) -> None:
    """Refuse what a soft quota has no use for, and what belongs to the other limit (R421)."""
    for part in ("order", "ties", "overflow"):
        given = getattr(quota, part)
        if quota.soft and given and limit == "at_most":
            message = f"写了 soft: true，超过了也不调整，{part} 用不上"
            raise scope.refuse("R421", message, (part,), key=True, found=show_value(given))
    for part in ("fill_from", "together") if limit == "at_most" else ("overflow", "soft"):
        given = getattr(quota, part)
        if given:
            message = f"{part} 不用于 {limit}"
            raise scope.refuse("R421", message, (part,), key=True, found=show_value(given))


def _bind_base(quota: Quota, scope: Scope) -> Formula | None:
    """The number that the places are a share of, where it is not counted. Raises ClauseRefused where it is no number."""
    if quota.base is None or quota.base == ALL:
        return None
    if quota.among is not None:
        message = "基数写了数，不另外数，among 用不上"
        raise scope.refuse("R421", message, ("among",), key=True, found=quota.among)
    return scope.bind_formula(quota.base, ("base",), Kind.NUMBER)


def _is_for_all(names: tuple[str, ...], scope: Scope) -> bool:
    return all(name in scope.fixed for name in names)


def _bind_places(binder: Binder, k: int, quota: Quota, part: str, scope: Scope) -> Places:
    given = getattr(quota, part)
    if isinstance(given, Clause):
        rule = given.bind(binder.make_scope(scope.name, ("quotas", k, part)))
        _check_kind(rule.kind, part, "这一条给的", scope)
        shared = _is_for_all(rule.inputs, scope)
        return Places(RuleAmount(rule), "各组分别规定", *_read_rounding(quota, rule.kind, part, scope), shared)
    amount = _bind_amount(given, part, scope)
    text = describe_amount(amount)
    return Places(amount, text, *_read_rounding(quota, amount.kind, part, scope), _is_for_all(amount.names, scope))


def _bind_amount(given: object, part: str, scope: Scope) -> Formula:
    """A share or a number of places as written, or the name it is read from. Raises ClauseRefused for anything else."""
    if str(given) in scope.symbols:
        formula = scope.bind_formula(f"`{given}`", (part,))
        _check_kind(formula.kind, part, f"“{given}”", scope)
        return formula
    kind, most = read_ratio(given) or scope.read_any_amount(given, (part,))
    count = kind is Kind.NUMBER and most.denominator == 1
    if most < 0 or not (count or (kind is Kind.PERCENT and most <= 1)):
        message = f"{part} 写基数的百分之几（不超过100%），或几个"
        raise scope.refuse("R203", message, (part,), found=show_value(given))
    return constant(kind, most)


def _check_kind(kind: Kind, part: str, what: str, scope: Scope) -> None:
    if kind not in (Kind.NUMBER, Kind.PERCENT):
        message = f"{part} 要个数或百分比，{what}是{kind.value}"
        raise scope.refuse("R305", message, (part,), found=kind.value, expected="数或百分比")


def _read_rounding(quota: Quota, kind: Kind, limit: str, scope: Scope) -> tuple[int, str]:
    """At least how many places a share gives, and how it is rounded; refused where there is no share to be rounded."""
    if kind is Kind.NUMBER:
        for part in ("round", "at_least_one", "among", "base"):
            if getattr(quota, part):
                message = f"{limit} 写了几个，不按比例，{part} 用不上"
                raise scope.refuse("R421", message, (part,), key=True, found=show_value(getattr(quota, part)))
        return 0, ""
    if quota.round is None:
        raise scope.refuse(
            "R202", "名额按比例算，可能不是整数，要写明怎么取整", (limit,), expected="round",
            remedy="加 round，如 round: half_up（四舍五入）、floor（舍去）、ceil（进一）",
        )  # fmt: skip
    return int(quota.at_least_one), quota.round
