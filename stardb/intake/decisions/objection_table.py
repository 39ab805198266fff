"""The built-in table 异议: one row an objection, as people fill it in."""

from functools import cache

from stardb.intake.decisions.objection import Conclusion
from stardb.rulebook import TableSpec

OBJECTIONS = "异议"
"""The table's name, and that of its sheet in the form."""

NUMBER, RECEIVED, PERSON, SUBJECT, SCHEME = "编号", "收到日期", "提出人", "对象", "办法"
MATTER, TERM, HANDLING, OUTCOME = "事由", "办理期限", "办理情况", "结论"
ANSWERED, DECISION = "答复日期", "裁定编号"

_DAYS = ["1949-10-01", "2099-12-31"]


@cache
def objection_spec() -> TableSpec:
    """The table's columns as intake reads them."""
    text: dict[str, object] = {"type": "text"}
    needed: dict[str, object] = {"type": "text", "required": True}
    day: dict[str, object] = {"type": "date", "between": _DAYS}
    outcomes: dict[str, list[str]] = {one.value: [] for one in Conclusion}
    columns: dict[str, dict[str, object]] = {
        NUMBER: {**needed, "aliases": ["序号", "异议编号"], "note": "一件异议一个编号，如 1、2"},
        RECEIVED: {**day, "required": True, "aliases": ["收件日期", "受理日期"], "note": "哪一天收到的"},
        PERSON: {**text, "private": True, "aliases": ["异议人", "提出单位"], "note": "谁提的；公开的结果里不写"},
        SUBJECT: {**needed, "aliases": ["考核对象", "对象名称"], "note": "乡镇/村，或全县只有一个的名称"},
        SCHEME: {**text, "aliases": ["办法名称", "考核办法"], "note": "对哪部办法的结果有异议；只有一部的可以空着"},
        MATTER: {**needed, "aliases": ["异议事由", "异议内容"], "note": "对哪一项、什么结果有异议，为什么"},
        TERM: {**text, "aliases": ["办理时限", "答复期限"], "note": "写日期，或 收到后10个工作日、收到后15日"},
        HANDLING: {**text, "aliases": ["处理情况"], "note": "查了什么，查得怎样"},
        OUTCOME: {"type": "choice", "choices": outcomes, "aliases": ["处理结论", "办理结论"]},
        ANSWERED: {**day, "aliases": ["回复日期"], "note": "哪一天答复的；填了就算办结"},
        DECISION: {**text, "aliases": ["裁定"], "note": "成立、部分成立的，写改结果的那一条裁定的编号；几条的用、隔开"},
    }
    return TableSpec.model_validate({"key": [NUMBER], "many": True, "repeats": "count", "columns": columns})
