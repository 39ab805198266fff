"""A decision in Chinese: what was, what is, why, and by whom."""

from collections.abc import Iterable

from stardb.intake import Decision, mask
from stardb.scoring.decisions.applied import AppliedDecision


def phrase_authority(decision: Decision) -> str:
    """Who decided, by which document and when, as far as the decision says so: `县委组织部 青组纪〔2025〕3号 2025-03-01`."""
    day = decision.day.isoformat() if decision.day is not None else ""
    return " ".join(part for part in (decision.authority, decision.document, day) if part)


def phrase_change(applied: AppliedDecision) -> str:
    """What was, and what is: `80分改为85分`; of an order `并列，定为第1`."""
    if applied.is_of_order:
        return f"{applied.before_text}，定为{applied.after_text}"
    return f"{applied.before_text}改为{applied.after_text}"


def phrase_decision(applied: AppliedDecision) -> str:
    """All of it in a clause: `裁定：80分改为85分（复核认定，县委组织部 青组纪〔2025〕3号 2025-03-01）`."""
    return f"裁定：{phrase_change(applied)}{_phrase_grounds(applied.decision)}"


def phrase_beside(applied: AppliedDecision, name: str) -> str:
    """What a decision on an order tells of the others who were level: `裁定：并列的当中，会河定为第1（…）`."""
    return f"裁定：并列的当中，{name}定为{applied.after_text}{_phrase_grounds(applied.decision)}"


def _phrase_grounds(decision: Decision) -> str:
    """Why, and who decided; "" where it says neither."""
    why = "，".join(part for part in (mask(decision.reason), phrase_authority(decision)) if part)
    return f"（{why}）" if why else ""


def mark_decided(text: str, decisions: Iterable[AppliedDecision]) -> str:
    """A value as people read it, and what it was before people decided it: `是（裁定，原为否）`."""
    return text + "".join(f"（裁定，原为{one.before_text}）" for one in decisions if not one.is_of_order)
