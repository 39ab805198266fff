"""R608: quotas of one group that come to more than 100% together."""

from fractions import Fraction
from typing import Any

from stardb.quantity import Kind, UnreadableText, read_quantity, show
from stardb.yamlfile import YamlSource, number_as_text


def report_quota_shares(source: YamlSource) -> None:
    """Report quotas by percent, each of another grade, that add up to more than 100%."""
    shares: dict[str, dict[str, Fraction]] = {}
    for index, quota in enumerate(source.data.get("quotas") or []):
        share = _read_share(quota)
        if share is None:
            continue
        group = shares.setdefault(str(quota.get("group")), {})
        before = sum(group.values(), Fraction(0))
        group.setdefault(str(quota.get("of")), share)
        total = sum(group.values(), Fraction(0))
        if before <= 1 < total:
            message = f"各等次的名额合计{show(Kind.PERCENT, total)}，超过100%：{'、'.join(group)}"
            source.report("R608", message, ("quotas", index, "at_most"), found=show(Kind.PERCENT, total))


def _read_share(quota: Any) -> Fraction | None:
    try:
        kind, value = read_quantity(str(number_as_text(quota.get("at_most"))))
    except (AttributeError, UnreadableText):
        return None
    return value if kind is Kind.PERCENT else None
