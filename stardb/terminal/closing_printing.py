"""Printing what closing and verifying came to."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from stardb.terminal.console_lines import line

if TYPE_CHECKING:
    from stardb.workspace import CloseOutcome, VerifyOutcome


def print_closing(closed: "CloseOutcome", folder: Path, to: Console) -> None:
    """The archive, what is in it, and the head of the ledger to be filed on paper."""
    inner = [period.short_title for period in closed.periods if period != closed.period]
    also = f"（里面的{'、'.join(inner)}也一起）" if inner else ""
    to.print(line((f"{closed.period.title}已经结转{also}", "bold")))
    for one in closed.schemes:
        undecided = f"，其中待定 {one.undecided}" if one.undecided else ""
        to.print(line("  ", (one.title, "red"), f"  {one.period} {one.subject} {one.subjects}{undecided}"))
    if closed.left:
        to.print(line(f"  待定也结转的：{'、'.join(closed.left)}"))
    path = (folder / closed.archive).as_posix()
    to.print(line(f"归档：{path}（{closed.files}个文件；里面有证号等原始数据，只供内部存档）"), soft_wrap=True)
    to.print(line("台账校验码，请抄在结转材料上（以后核验时对照）："))
    to.print(line(f"  {closed.head_groups}"), soft_wrap=True)


def closing_data(closed: "CloseOutcome") -> dict[str, Any]:
    """The same for programs."""
    return {
        "period": closed.period.name,
        "periods": [period.name for period in closed.periods],
        "archive": closed.archive,
        "sha256": closed.sha256,
        "files": closed.files,
        "head": closed.head,
        "schemes": [
            {"scheme": one.scheme, "title": one.title, "period": one.period, "subjects": one.subjects,
             "undecided": one.undecided}
            for one in closed.schemes
        ],
        "left": [*closed.left],
        "exit_status": 0,
    }  # fmt: skip


def print_verification(outcome: "VerifyOutcome", to: Console) -> None:
    """A line for each archive, and one for the ledger."""
    for one in outcome.archives:
        told = f"{one.title}（{one.archive}，{one.files}个文件）："
        if not one.is_rescored:
            to.print(line(f"{told}归档被改动过，没有重算"), soft_wrap=True)
        elif one.changed:
            to.print(line(f"{told}照归档重算，{one.results}项结果里有{len(one.changed)}项不一样"), soft_wrap=True)
        else:
            to.print(line(f"{told}照归档重算，{one.subjects}个对象、{one.results}项结果全部一样"), soft_wrap=True)
    if outcome.events is not None:
        if not outcome.archives:
            to.print(line("还没有结转的时期，只核验了台账"))
        if outcome.events:
            to.print(line(f"台账共{outcome.events}条记录，现在的校验码："))
            to.print(line(f"  {outcome.head_groups}"), soft_wrap=True)
    to.print(line(_VERDICTS[outcome.exit_status]))


_VERDICTS = {
    0: "核验完毕：没有改动过",
    1: "核验完毕：有不同的地方，见上面的问题",
    2: "有的核验不了，见上面的问题",
}


def verification_data(outcome: "VerifyOutcome") -> dict[str, Any]:
    """The same for programs."""
    return {
        "archives": [
            {
                "archive": one.archive,
                "period": one.period,
                "files": one.files,
                "results": one.results,
                "is_rescored": one.is_rescored,
                "versions": [*one.versions],
                "changed": [changed.as_dict() for changed in one.changed],
            }
            for one in outcome.archives
        ],
        "events": outcome.events,
        "head": outcome.head,
        "problem_list": [one.as_dict() for one in outcome.problems],
        "exit_status": outcome.exit_status,
    }
