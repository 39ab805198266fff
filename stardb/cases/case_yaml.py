"""Cases written out as YAML, the way people write them."""

from collections.abc import Iterable, Mapping
from typing import Any

from stardb.cases.case_file import Case, CaseFile
from stardb.yamlfile import write_value


def write_case_file(cases_of: str, base: Mapping[str, Any], cases: Iterable[Case], comments: Iterable[str]) -> str:
    """A whole file of cases, with comments above."""
    lines = [*(f"# {comment}" for comment in comments), f"cases_of: {write_value(cases_of)}"]
    if base:
        lines += ["base:", *(f"  {name}: {write_value(value)}" for name, value in base.items())]
    lines.append("cases:")
    for case in cases:
        lines += _case(case)
    return "\n".join(lines) + "\n"


def _case(case: Case) -> list[str]:
    lines = [f"  - case: {write_value(case.case)}", f"    why: {write_value(case.why)}"]
    lines += ["    confirm: true"] * case.confirm
    lines += [f"    period: {write_value(case.period)}"] if case.period else []
    lines += [f"    as_of: {case.as_of}"] if case.as_of else []
    lines += [f"    given: {write_value(case.given)}"] if case.given else []
    lines += [f"    parameters: {write_value(case.parameters)}"] if case.parameters else []
    lines += [f"    last: {write_value(case.last)}"] if case.last is not None else []
    lines += [f"    before: {write_value(case.before)}"] if case.before else []
    return [*lines, f"    expect: {write_value(case.expect)}"]


def list_given(file: CaseFile) -> dict[str, Any]:
    """What a file's base says, as it would be written again."""
    given = {name: getattr(file.base, name) for name in ("period", "as_of", "given", "parameters", "last", "before")}
    return {name: value for name, value in given.items() if value}
