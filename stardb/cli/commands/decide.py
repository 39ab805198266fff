"""`stardb decide`: one decision written, and what follows from it."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import open_to_write, print_json, run_guarded
from stardb.cli.options import folder_option, format_option, period_option, today_option
from stardb.cli.progress import Progress
from stardb.interrupts import after

if TYPE_CHECKING:
    from stardb.quantity import Period
    from stardb.workspace import AddedDecision, DecisionRequest

_MATTERS = ("数据格", "得分", "星", "星级", "等次", "参评", "并列先后", "待遇")


def _read_day(_: click.Context, __: click.Parameter, given: str | None) -> date | None:
    if given is None:
        return None
    from datetime import timedelta

    from stardb.quantity import EPOCH, UnreadableText, read_date

    try:
        return EPOCH + timedelta(days=int(read_date(given)))
    except (UnreadableText, OverflowError) as error:
        raise click.BadParameter("要写一个日期，如 2025-03-01") from error


@click.command(cls=Command)
@click.argument("subject", metavar="[对象]", required=False)
@click.argument("change", metavar="[项=值]", required=False)
@folder_option
@period_option
@today_option
@click.option("--because", "reason", metavar="理由", required=True, help="为什么")
@click.option("--authority", metavar="依据机关", required=True, help="哪个机关定的")
@click.option("--document", metavar="文号", required=True, help="依据哪个文件，如 青组纪〔2025〕3号")
@click.option("--date", "day", metavar="日期", callback=_read_day, help="文件的日期（默认今天）")
@click.option("--scheme", metavar="办法", default="", help="哪部办法：名称，或 rules 下的文件名；只有一部的不用写")
@click.option("--matter", type=click.Choice(_MATTERS), help="什么事项；看“项”就知道的不用写")
@click.option("--was", metavar="原值", help="现在应当是什么，不符的不写（默认取现在的值）")
@click.option("--handler", metavar="经办", default="", help="经办人")
@click.option("--revoke", "revokes", metavar="编号", default="", help="撤销这一条裁定；不写对象和 项=值")
@format_option("json")
def command(
    subject: str | None,
    change: str | None,
    folder: Path,
    period: "Period | None",
    today: date,
    reason: str,
    authority: str,
    document: str,
    day: date | None,
    scheme: str,
    matter: str | None,
    was: str | None,
    handler: str,
    revokes: str,
    kind: str,
) -> int:
    """写一条裁定：在 decisions/时期/裁定.xlsx 里加一行，并说明结果因此怎样改变。

    Record a decision. 对象写 乡镇/村，或全县只有一个的名称；项=值 如 集体收入=10、红星=得星、等次=一级、参评=不参评、先后=1、检查表.收入=20万元。
    退出码：0 已经写好；2 没有写（没有改变什么、与别的裁定矛盾、值不可能、原值不符、认不出）；64 用法有误。
    """
    context = click.get_current_context()
    if revokes and (subject or change or matter or was is not None):
        raise click.UsageError("--revoke 不与 对象、项=值、--matter、--was 一起写", context)
    item, equals, value = (change or "").replace("＝", "=").partition("=")
    if not revokes and not (subject and item.strip() and equals and value.strip()):
        raise click.UsageError(
            "要写对象和 项=值，如 stardb decide 东村镇/东村 集体收入=10 …；撤销的写 --revoke 编号", context
        )

    def act() -> int:
        from stardb.intake import Matter
        from stardb.terminal import console, print_decision
        from stardb.workspace import DecisionRequest, add_decision

        request = DecisionRequest(
            (subject or "").strip(), item.strip(), value.strip(), reason, authority, document, day or today,
            scheme, Matter(matter) if matter else None, was, handler, revokes.strip(),
        )  # fmt: skip
        workspace = open_to_write(folder, period)
        with Progress(silent=kind != "text") as progress:
            added = add_decision(workspace, request, progress)
        with after("裁定已经写好"):
            if kind == "json":
                print_json(_describe(added, request))
            else:
                print_decision(added, console())
        return 0

    return run_guarded(act, kind)


def _describe(added: "AddedDecision", request: "DecisionRequest") -> dict[str, object]:
    from stardb.comparison import describe_changes

    return {
        "number": added.number,
        "place": str(added.place),
        "scheme": added.scheme,
        "subject": added.subject,
        "item": added.item,
        "before": added.before,
        "after": added.after,
        "date": request.day.isoformat(),
        "revokes": added.revoked,
        "changes": [describe_changes(one) for one in added.changes],
        "exit_status": 0,
    }
