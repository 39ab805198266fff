"""Printing the objections of a period: how many there are, then those that want doing, one a line."""

from rich.console import Console

from stardb.intake import mask, veil
from stardb.terminal.console_lines import line
from stardb.workspace import ObjectionEntry, ObjectionList, ObjectionState

_STYLES = {
    ObjectionState.LATE: "bold red",
    ObjectionState.DUE: "yellow",
    ObjectionState.OPEN: "",
    ObjectionState.CLOSED: "dim",
}


def print_objections(found: ObjectionList, to: Console) -> None:
    """Who objected is not told: the list is read in offices and printed."""
    if not found.entries:
        to.print(line(f"{found.period.title}没有异议。"))
        return
    counts = "，".join(f"{one.value} {count}" for one in ObjectionState if (count := len(found.of(one))))
    to.print(line((f"{found.period.title}异议 {len(found.entries)} 件：{counts}", "bold"), f"（{found.today}）"))
    for standing in ObjectionState:
        entries = found.of(standing)
        if entries:
            to.print(line((standing.value, _STYLES[standing])))
        for one in entries:
            to.print(line(f"  {_phrase(one)}"), soft_wrap=True)


def _phrase(entry: ObjectionEntry) -> str:
    one = entry.objection
    whose = f"{one.number}  {one.title}" + (f"（{entry.scheme}）" if entry.scheme else "")
    return f"{whose}：{mask(one.matter)}；{one.received} 收到，{_phrase_standing(entry)}"


def _phrase_standing(entry: ObjectionEntry) -> str:
    one = entry.objection
    if entry.standing is ObjectionState.CLOSED:
        told = one.outcome.value if one.outcome is not None else "没有写结论"
        decision = f"，裁定 {one.decision}" if one.decision else ""
        day = f"{one.answered} 答复" if one.answered is not None else "没有写答复日期"
        return f"{day}，{told}{decision}{'，超期办结' if entry.is_answered_late else ''}"
    if one.deadline is None:
        return "没有写清办理期限"
    if entry.standing is ObjectionState.LATE:
        return f"应于 {one.deadline} 办结，已超 {-(entry.days or 0)} 天"
    unit = "个工作日" if entry.in_work_days else "天"
    return (
        f"应于 {one.deadline} 办结，今天到期"
        if entry.days == 0
        else f"应于 {one.deadline} 办结，还有 {entry.days} {unit}"
    )


def objections_data(found: ObjectionList) -> list[dict[str, object]]:
    """The objections as plain data; who objected is masked."""
    return [
        {
            "number": one.number,
            "received": one.received.isoformat(),
            "person": veil(one.person),
            "scheme": one.scheme,
            "subject": one.title,
            "matter": mask(one.matter),
            "deadline": one.deadline.isoformat() if one.deadline is not None else None,
            "handling": mask(one.handling),
            "outcome": one.outcome.value if one.outcome is not None else None,
            "answered": one.answered.isoformat() if one.answered is not None else None,
            "decision": one.decision,
            "standing": entry.standing.name.lower(),
            "days": entry.days,
            "in_work_days": entry.in_work_days,
            "is_answered_late": entry.is_answered_late,
            "place": str(one.place),
        }
        for entry in found.entries
        for one in (entry.objection,)
    ]
