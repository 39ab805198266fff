"""What is being done, shown on a terminal; and the one question that reading may have to ask."""

import sys

import click

from stardb.safe_text import visible


class Progress:
    """Says on a terminal what is being done, with a bar where things are counted; silent elsewhere."""

    def __init__(self, silent: bool) -> None:
        self.shown = not silent and sys.stderr.isatty()

    def __enter__(self) -> "Progress":
        if self.shown:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn
            from rich.progress import Progress as Bar

            columns = SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn()
            self.bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self.task = self.bar.add_task("开始", total=None)
            self.bar.start()
        return self

    def __call__(self, what: str, done: int = 0, total: int = 0) -> None:
        """Show that `done` of `total` are done, or only what is, where there is nothing to count."""
        if self.shown:
            whole = total > 0 and done == total  # shown even where it took no time
            self.bar.update(self.task, description=what, completed=done, total=total or None, refresh=whole)

    def __exit__(self, *_: object) -> None:
        if self.shown:
            self.bar.stop()

    def ask(self, file: str) -> str:
        """The password of a file, asked for where somebody is there to answer; "" where none is given."""
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            return ""
        if self.shown:
            self.bar.stop()
        question = f"“{visible(file)}”已加密，请输入打开密码（回车跳过）"
        given = click.prompt(question, default="", show_default=False, hide_input=True, err=True, prompt_suffix="：")
        if self.shown:
            self.bar.start()
        return str(given)
