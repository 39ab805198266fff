"""One workbook a scheme, from the scheme's own template or the general one."""

from collections.abc import Sequence
from pathlib import Path

from stardb.problems import Place, ProblemsError, problem
from stardb.rendering.values import View
from stardb.rendering.workbook import render_workbook

GENERAL = "workbook.xlsx"
"""The template for a scheme that has none of its own."""


def render_scheme_workbook(name: str, shown: View, folders: Sequence[Path]) -> bytes:
    """The result workbook of a scheme. `name` is its id, `shown` its view.

    The first of `folders` that has the scheme's template serves, then the first that has the general one. Raises
    ProblemsError (T1..) for what is wrong with the template.
    """
    found = find_template(folders, [f"{name}.xlsx", GENERAL])
    if found is None:
        message = f"没有 {name}.xlsx，也没有 {GENERAL}"
        raise ProblemsError(
            [problem("T101", message, Place(f"reports/{name}.xlsx"), expected=f"{name}.xlsx 或 {GENERAL}")]
        )
    return render_workbook(found.read_bytes(), shown, name=f"reports/{found.name}")


def find_template(folders: Sequence[Path], names: Sequence[str]) -> Path | None:
    """The first file there is, looking for each name in every folder before the next name."""
    return next((folder / name for name in names for folder in folders if (folder / name).is_file()), None)
