"""Binds a quota: how many places, whose, in what order, and what becomes of those beyond."""

from fractions import Fraction

from stardb.expressions import nearest
from stardb.quantity import Kind
from stardb.rulebook.binding.binder import Binder
from stardb.rulebook.document import Quota
from stardb.scorers.base import Rule, Scope
from stardb.scorers.kit import Members, bind_eligible, bind_order
from stardb.scorers.steps import Ladder, Places, QuotaCore
from stardb.yamlfile import show_value


def bind_quota(binder: Binder, name: str, base: str, k: int, quota: Quota, ladder: Ladder, unit: str) -> Rule:
    """The rule that applies the k-th quota to the result `base`. Raises ClauseRefused, having reported what does not hold."""
    scope = binder.make_scope(name, ("quotas", k))
    eligible = bind_eligible(scope)
    _refuse_unused(quota, scope)
    of = _read_height(quota.of, "of", ladder, scope)
    overflow = None
    if not quota.soft:
        for key, given in (("order", quota.order), ("overflow", quota.overflow)):
            if not given:
                raise scope.refuse("R202", f"缺少“{key}”", expected=key, remedy="只是约数、不调整的，写 soft: true")
        overflow = _read_height(str(quota.overflow), "overflow", ladder, scope)
        if overflow == of or (not ladder.words and overflow > of):
            below = "另一个等次" if ladder.words else f"比{quota.of}低的星级"
            raise scope.refuse("R203", f"名额之外的要列为{below}", ("overflow",), found=show_value(quota.overflow))
    group = scope.bind_groups(quota.group, ("group",))
    among = scope.bind_formula(quota.among, ("among",), Kind.BOOL) if quota.among is not None else None
    members = Members(group, among, True, eligible)
    order = bind_order(quota.order, scope, ("quotas", k, "order", 0) not in binder.source.values)
    places = _bind_places(quota, scope)
    core = QuotaCore(base, ladder, of, overflow, places, order, quota.ties or "undecided", members)
    return Rule(core, unit=unit, words=ladder.number_words)


def _read_height(given: str, part: str, ladder: Ladder, scope: Scope) -> Fraction:
    if not ladder.words:
        return ladder.height(scope.read_amount(given, Kind.NUMBER, (part,)))
    if given not in ladder.words:
        message = f"没有“{given}”这个等次{nearest(given, ladder.words)}"
        raise scope.refuse("R301", message, (part,), found=given, expected="、".join(ladder.words))
    return ladder.height(given)


def _refuse_unused(quota: Quota, scope: Scope) -> None:
    """Refuse what a soft quota has no use for (R421)."""
    for part in ("order", "ties", "overflow"):
        given = getattr(quota, part)
        if quota.soft and given:
            message = f"写了 soft: true，超过了也不调整，{part} 用不上"
            raise scope.refuse("R421", message, (part,), key=True, found=show_value(given))


def _bind_places(quota: Quota, scope: Scope) -> Places:
    if str(quota.at_most) in scope.symbols:
        message = f"at_most 只写定数，不能写栏名、参数名“{show_value(quota.at_most)}”"
        remedy = "写基数的百分之几（如 20%）或几个；各组不同的，用 decide 按名次写"
        raise scope.refuse("R203", message, ("at_most",), found=show_value(quota.at_most), remedy=remedy)
    kind, most = scope.read_any_amount(quota.at_most, ("at_most",))
    count = kind is Kind.NUMBER and most.denominator == 1
    if most < 0 or not (count or (kind is Kind.PERCENT and most <= 1)):
        message = "at_most 写基数的百分之几（不超过100%），或几个"
        raise scope.refuse("R203", message, ("at_most",), found=show_value(quota.at_most))
    if count:
        for part in ("round", "at_least_one", "among"):
            if getattr(quota, part):
                message = f"at_most 写了几个，不按比例，{part} 用不上"
                raise scope.refuse("R421", message, (part,), key=True, found=show_value(getattr(quota, part)))
        return Places(None, int(most), 0, "")
    if quota.round is None:
        raise scope.refuse(
            "R202", "名额按比例算，可能不是整数，要写明怎么取整", ("at_most",), expected="round",
            remedy="加 round，如 round: half_up（四舍五入）、floor（舍去）、ceil（进一）",
        )  # fmt: skip
    return Places(most, 0, int(quota.at_least_one), quota.round)
