"""Runs the cells of docs/api.md, one after the other, and writes what comes out beneath each.

    python docs/make_api.py

`tests/docs/test_api.py` fails where the page is not what this writes. `sample` names a workspace with the sample county.
"""

import ast
import contextlib
import io
import os
import re
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd

from stardb.workspace import Contents, create_workspace

PAGE = Path(__file__).resolve().parent / "api.md"

_CELL = re.compile(r"(```python\n(?P<code>.*?)```\n)(?P<output>\n```text\n.*?```\n)?", re.DOTALL)


def run_page(text: str, folder: Path) -> str:
    """The page with the output of every cell that has a place for it. Raises what a cell raises. folder: an empty one."""
    create_workspace(folder / "county", Contents(county=True))
    names: dict[str, Any] = {"sample": folder / "county"}
    with contextlib.chdir(folder), pd.option_context("display.width", 140, "display.max_columns", 20):
        return _CELL.sub(lambda cell: _run_cell(cell, names), text)


def _run_cell(cell: re.Match[str], names: dict[str, Any]) -> str:
    tree = ast.parse(cell["code"])
    last = tree.body[-1]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        if isinstance(last, ast.Expr):
            exec(compile(ast.Module(tree.body[:-1], []), str(PAGE), "exec"), names)
            value = eval(compile(ast.Expression(last.value), str(PAGE), "eval"), names)
        else:
            exec(compile(tree, str(PAGE), "exec"), names)
            value = None
    if not cell["output"]:
        return cell[1]
    output = printed.getvalue() + ("" if value is None else f"{_shown(value)}\n")
    return f"{cell[1]}\n```text\n{re.sub(r' +$', '', output, flags=re.MULTILINE)}```\n"


def _shown(value: Any) -> str:
    return value.to_string() if isinstance(value, pd.DataFrame | pd.Series) else repr(value)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        page = run_page(PAGE.read_text(encoding="utf-8"), Path(os.path.realpath(folder)))
    PAGE.write_text(page, encoding="utf-8", newline="\n")
