"""Cases written out as YAML, the way people write them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from stardb.cases.case_file import Case, CaseFile
from stardb.yamlfile import number_as_text

_PLAIN = re.compile(r"[^\s,\[\]{}#&*!|>'\"%@`:?~-][^,\[\]{}#\n:'\"]*")


def write_case_file(cases_of: str, base: Mapping[str, Any], cases: Iterable[Case], comments: Iterable[str]) -> str:
    """A whole file of cases, with comments above."""
    lines = [*(f"# {comment}" for comment in comments), f"cases_of: {inline(cases_of)}"]
    if base:
        lines += ["base:", *(f"  {name}: {inline(value)}" for name, value in base.items())]
    lines.append("cases:")
    for case in cases:
        lines += _case(case)
    return "\n".join(lines) + "\n"


def _case(case: Case) -> list[str]:
    lines = [f"  - case: {inline(case.case)}", f"    why: {inline(case.why)}"]
    lines += ["    confirm: true"] * case.confirm
    lines += [f"    as_of: {case.as_of}"] if case.as_of else []
    lines += [f"    given: {inline(case.given)}"] if case.given else []
    lines += [f"    last: {inline(case.last)}"] if case.last is not None else []
    lines += [f"    before: {inline(case.before)}"] if case.before else []
    return [*lines, f"    expect: {inline(case.expect)}"]


def inline(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{inline(key)}: {inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(inline, value)) + "]"
    if value is None:
        return "~"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(number_as_text(value))
    sound = _PLAIN.fullmatch(text) and text == text.strip() and text not in ("true", "false", "null")
    return text if sound or re.fullmatch(r"-?\d[\d.]*", text) else "'" + text.replace("'", "''") + "'"


def list_given(file: CaseFile) -> dict[str, Any]:
    """What a file's base says, as it would be written again."""
    given = {"as_of": file.base.as_of, "given": file.base.given, "last": file.base.last, "before": file.base.before}
    return {name: value for name, value in given.items() if value}
