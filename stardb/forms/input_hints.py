"""What Excel says beside a cell that is being filled in, and when it refuses what was typed."""

from stardb.forms.cell_limits import describe_limit
from stardb.forms.form_sheet import FormColumn

_TITLE, _MESSAGE = 32, 255
"""How long Excel lets the title and the message be."""


def input_hint(column: FormColumn) -> dict[str, str]:
    """The input message: what to fill in, the rule file's note, what a blank means, and the clauses."""
    spec = column.spec
    blank = f"留空按“{spec.blank}”计" if spec.blank else "每行必填" if spec.required else ""
    parts = (describe_limit(column), blank, spec.note, column.hint)
    message = "\n".join(part for part in parts if part)
    return {"input_title": shorten(column.name, _TITLE), "input_message": shorten(message, _MESSAGE)} if message else {}


def refusal(column: FormColumn) -> dict[str, str]:
    """The error message."""
    return {
        "error_title": "填写不合要求",
        "error_message": shorten(f"“{column.name}”应填：{describe_limit(column)}。", _MESSAGE),
    }


def insistence(column: FormColumn) -> dict[str, str]:
    """The question where something else than what is on the list may be meant."""
    message = f"“{column.name}”填的不在下拉列表里。确是新增的才选“是”。"
    return {"error_type": "warning", "error_title": "列表里没有", "error_message": shorten(message, _MESSAGE)}


def shorten(text: str, longest: int) -> str:
    """The text, or its beginning and `…` where it is too long; counted in UTF-16 as Excel does."""
    units = text.encode("utf-16-le", "replace")
    return text if len(units) <= 2 * longest else units[: 2 * (longest - 1)].decode("utf-16-le", "ignore") + "…"
