"""Printing what worked cases came to: a line a scheme, and for a failed case the difference as a person reads it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from stardb.problems import Problem
from stardb.rulebook import StateNames, state_names
from stardb.terminal.console_lines import Part, line
from stardb.terminal.problem_printing import print_problems

if TYPE_CHECKING:
    from stardb.cases import CaseResult, Coverage, Difference, SuiteResult


def print_cases(
    tested: "Sequence[SuiteResult]", problems: Sequence[Problem], covering: bool, to: Console, errors: Console
) -> None:
    """Every scheme's cases, the failed ones in full; what is wrong with the files goes to `errors`.

    covering: what no case touches is listed too.
    """
    from stardb.cases import measure_coverage  # slow to import; a run, which prints too, checks no cases

    for one in tested:
        to.print(line((one.title, "bold"), " ", (one.suite.file, "dim")))
        to.print(line("  ", *_counts(one)))
        for result in one.failed:
            _print_failed(result, to)
        for result in one.to_confirm:
            if not result.passed:
                _print_failed(result, to, "？ 待核对，与现在的规则不符：")
        if covering and one.scheme is not None:
            _print_coverage(measure_coverage(one, one.scheme), to)
    print_problems([*problems, *(p for one in tested for p in one.problems)], errors, notes=False)


def _counts(tested: "SuiteResult") -> list[Part]:
    if tested.suite.cases is None:
        return [(f"没有用例（{tested.suite.cases_file}）", "dim")]
    parts: list[Part] = [(f"✓ {len(tested.passed)} 例通过", "green")]
    if tested.failed:
        parts += ["，", (f"✗ {len(tested.failed)} 例不符", "bold red")]
    if tested.to_confirm:
        parts += ["，", (f"待核对 {len(tested.to_confirm)} 例", "yellow")]
    unrun = sum(1 for result in tested.results if result.appraisal is None)
    if unrun or not tested.results:
        parts += ["，", (f"写法有误，{f'{unrun} 例' if unrun else ''}没有评", "red")]
    return parts


def _print_coverage(made: "Coverage", to: Console) -> None:
    total = len(made.items)
    to.print(line(f"  用例碰到办法的 {made.percent}%（{total - len(made.missing)}/{total}）"))
    for item in made.missing:
        place, title = (str(item.place), "cyan"), f" {item.title}："
        to.print(line("    ", place, title, (item.label, "yellow"), " 没有用例"))


def _print_failed(result: "CaseResult", to: Console, mark: str = "✗ ") -> None:
    to.print()
    to.print(line("  ", (mark, "bold red"), (result.title, "bold"), " ", (str(result.place), "dim")))
    if result.why:
        to.print(line(f"    {result.why}"))
    called = state_names(result.appraisal.scheme) if result.appraisal is not None else StateNames()
    several = any(one.subject for one in result.differences)
    table = Table(*(["对象"] if several else []), "项目", "应为", "算得", box=None, padding=(0, 2, 0, 0))
    for one in result.differences:
        table.add_row(*map(line, [*([one.subject] if several else []), one.name, one.expected, one.got]))
    to.print(Padding(table, (0, 0, 0, 4), expand=False))
    for one in result.differences:
        reason, clause = called.rename(one.reason), one.clause
        if reason or clause is not None:
            whose = f"{one.subject} " if one.subject else ""
            to.print(line(f"    {whose}{one.name}：{reason}"))
            basis = [f"依据：{clause.basis}"] if clause is not None and clause.basis else []
            marks = [*basis, str(clause.place)] if clause is not None else []
            to.print(line("      ", (f"〔{'；'.join(marks)}〕", "dim")))


def cases_data(
    tested: "Sequence[SuiteResult]", problems: Sequence[Problem], covering: bool, status: int
) -> dict[str, Any]:
    """The same as data, for `--format json`."""
    told = [*problems, *(p for one in tested for p in one.problems)]
    return {
        "schemes": [_scheme_data(one, covering) for one in tested],
        "problem_list": [p.as_dict() for p in told],
        "exit_status": status,
    }


def _scheme_data(tested: "SuiteResult", covering: bool) -> dict[str, Any]:
    from stardb.cases import measure_coverage

    made = measure_coverage(tested, tested.scheme) if covering and tested.scheme is not None else None
    return {
        "title": tested.title,
        "file": tested.suite.file,
        "cases_file": tested.suite.cases_file if tested.suite.cases is not None else "",
        "passed": len(tested.passed),
        "failed": len(tested.failed),
        "to_confirm": len(tested.to_confirm),
        "cases": [_case_data(result) for result in tested.results],
        **({"coverage": _coverage_data(made)} if made else {}),
    }


def _coverage_data(made: "Coverage") -> dict[str, Any]:
    missing = [{"title": item.title, "label": item.label, "place": str(item.place)} for item in made.missing]
    return {"percent": made.percent, "total": len(made.items), "missing": missing}


def _case_data(result: "CaseResult") -> dict[str, Any]:
    return {
        "case": result.title,
        "why": result.why,
        "place": str(result.place),
        "confirm": result.confirm,
        "run": result.appraisal is not None,
        "passed": result.passed,
        "differences": [_difference_data(one) for one in result.differences],
    }


def _difference_data(one: "Difference") -> dict[str, str]:
    clause = one.clause
    return {
        "subject": one.subject,
        "name": one.name,
        "expected": one.expected,
        "got": one.got,
        "sentence": one.reason,
        "first_difference": one.parting.name if one.parting is not None else one.name,
        "basis": clause.basis if clause is not None else "",
        "rule": str(clause.place) if clause is not None else "",
    }
