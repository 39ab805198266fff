"""Printing what worked cases came to: a line a scheme, and for a failed case the difference as a person reads it."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from stardb.cases import Coverage, Result, SuiteResult, coverage
from stardb.problems import Problem
from stardb.terminal.problems import print_problems


def print_tested(
    tested: Sequence[SuiteResult], problems: Sequence[Problem], covering: bool, to: Console, errors: Console
) -> None:
    """Every scheme's cases, the failed ones in full; what is wrong with the files goes to `errors`.

    covering: what no case touches is listed too.
    """
    for one in tested:
        to.print(f"[bold]{escape(one.title)}[/] [dim]{escape(one.suite.file)}[/]")
        to.print(f"  {_counts(one)}")
        for result in one.failed:
            _print_failed(result, to)
        for result in one.to_confirm:
            if not result.passed:
                _print_failed(result, to, "？ 待核对，与现在的规则不符：")
        if covering and one.scheme is not None:
            _print_coverage(coverage(one, one.scheme), to)
    print_problems([*problems, *(p for one in tested for p in one.problems)], errors, notes=False)


def _counts(tested: SuiteResult) -> str:
    if tested.suite.cases is None:
        return f"[dim]没有用例（{escape(tested.suite.cases_file)}）[/]"
    parts = [f"[green]✓ {len(tested.passed)} 例通过[/]"]
    if tested.failed:
        parts.append(f"[bold red]✗ {len(tested.failed)} 例不符[/]")
    if tested.to_confirm:
        parts.append(f"[yellow]待核对 {len(tested.to_confirm)} 例[/]")
    unrun = sum(1 for result in tested.results if result.appraisal is None)
    if unrun or not tested.results:
        parts.append(f"[red]写法有误，{f'{unrun} 例' if unrun else ''}没有评[/]")
    return "，".join(parts)


def _print_coverage(made: Coverage, to: Console) -> None:
    total = len(made.items)
    to.print(f"  用例碰到办法的 {made.percent}%（{total - len(made.missing)}/{total}）")
    for item in made.missing:
        to.print(
            f"    [cyan]{escape(str(item.place))}[/] {escape(item.title)}：[yellow]{escape(item.label)}[/] 没有用例"
        )


def _print_failed(result: Result, to: Console, mark: str = "✗ ") -> None:
    to.print(f"\n  [bold red]{mark}[/][bold]{escape(result.title)}[/] [dim]{escape(str(result.place))}[/]")
    if result.why:
        to.print(f"    {escape(result.why)}")
    several = any(one.subject for one in result.differences)
    table = Table(*(["对象"] if several else []), "项目", "应为", "算得", box=None, padding=(0, 2, 0, 0))
    for one in result.differences:
        table.add_row(*([escape(one.subject)] if several else []), *map(escape, (one.name, one.expected, one.got)))
    to.print(Padding(table, (0, 0, 0, 4), expand=False))
    for one in result.differences:
        if one.sentence or one.rule:
            whose = f"{one.subject} " if one.subject else ""
            to.print(f"    {escape(whose + one.name)}：{escape(one.sentence)}")
            marks = [f"依据：{one.basis}"] * bool(one.basis) + [one.rule] * bool(one.rule)
            to.print(f"      [dim]〔{escape('；'.join(marks))}〕[/]")


def as_data(tested: Sequence[SuiteResult], problems: Sequence[Problem], covering: bool, status: int) -> dict[str, Any]:
    """The same as data, for `--format json`."""
    told = [*problems, *(p for one in tested for p in one.problems)]
    return {
        "schemes": [_scheme_data(one, covering) for one in tested],
        "problem_list": [p.as_dict() for p in told],
        "exit_status": status,
    }


def _scheme_data(tested: SuiteResult, covering: bool) -> dict[str, Any]:
    made = coverage(tested, tested.scheme) if covering and tested.scheme is not None else None
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


def _coverage_data(made: Coverage) -> dict[str, Any]:
    missing = [{"title": item.title, "label": item.label, "place": str(item.place)} for item in made.missing]
    return {"percent": made.percent, "total": len(made.items), "missing": missing}


def _case_data(result: Result) -> dict[str, Any]:
    names = ("subject", "name", "expected", "got", "sentence", "basis", "rule")
    return {
        "case": result.title,
        "why": result.why,
        "place": str(result.place),
        "confirm": result.confirm,
        "run": result.appraisal is not None,
        "passed": result.passed,
        "differences": [{name: getattr(one, name) for name in names} for one in result.differences],
    }
