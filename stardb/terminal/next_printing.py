"""Printing what `stardb next` began, and what is to be done."""

from rich.console import Console

from stardb.terminal.console_lines import line
from stardb.workspace import NextPeriod


def print_next_period(begun: NextPeriod, to: Console) -> None:
    """What is new, which version of each scheme's rules holds, and the next steps, numbered."""
    to.print(line((f"已转到{begun.period.title}", "bold")))
    for name in begun.made:
        to.print(line(f"  {'改好' if name == 'stardb.yaml' else '新建'} {name}"), soft_wrap=True)
    if not begun.made:
        to.print(line("  都已经有了，没有改动"))
    to.print(line("办法："))
    for scheme in begun.schemes:
        same = (
            "沿用" if scheme.file == scheme.before else f"换了（上期是 {scheme.before}）" if scheme.before else "新用"
        )
        day = f"，考核日 {scheme.rated_on}" if scheme.rated_on else ""
        state = f"{same}{day}" if scheme.is_ready else "还用不上，见上面的问题"
        to.print(line("  ", (scheme.title, "red"), f"  {scheme.file}：{state}"), soft_wrap=True)
    to.print(line("接着做："))
    for number, step in enumerate(begun.steps, 1):
        to.print(line(f"  {number}. {step.text}", *([f"：{step.command}"] if step.command else [])), soft_wrap=True)
