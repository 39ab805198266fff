"""The workbooks of a scheme, from the scheme's own templates or the general ones: the results, and the 底稿."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from stardb.files import FileFault, read_bytes
from stardb.problems import Place, Problem, ProblemsError, problem
from stardb.rendering.links import refuse_link
from stardb.rendering.values import View
from stardb.rendering.view import DETAIL_LIMIT
from stardb.rendering.workbook import render_workbook
from stardb.scoring import Appraisal

GENERAL, DETAILS = "workbook.xlsx", "details.xlsx"
"""The templates for a scheme that has none of its own."""

LARGEST = 64 * 2**20
"""The largest template read, in bytes."""


def render_scheme_workbook(
    name: str, shown: View, folders: Sequence[Path], notes: list[Problem] | None = None
) -> bytes:
    """The result workbook of a scheme. `name` is its id, `shown` its view.

    The first of `folders` that has the scheme's template `<name>.xlsx` serves, then the first that has the general one.
    Raises ProblemsError (T1..) for what is wrong with the template; what is to be told of one that works is added to `notes`.
    """
    return _render(folders, _template(folders, f"{name}.xlsx", GENERAL), shown, notes)


def render_details_workbooks(
    name: str, shown: View, folders: Sequence[Path], notes: list[Problem] | None = None
) -> list[bytes]:
    """The 底稿 of a scheme, by `<name>.details.xlsx` or the general template: clause by clause, and the rules.

    One book, or as many as it takes to hold 得分明细. Raises as `render_scheme_workbook` does.
    """
    template, lines = _template(folders, f"{name}.details.xlsx", DETAILS), shown["得分明细"]
    starts = range(0, max(len(lines), 1), DETAIL_LIMIT)
    return [
        _render(folders, template, shown | {"得分明细": lines[start : start + DETAIL_LIMIT]}, notes) for start in starts
    ]


def find_unshown(name: str, appraisal: Appraisal, shown: View, folders: Sequence[Path]) -> Iterator[Problem]:
    """T104 where the result workbook, rendered before, has no place for a star, a score, a value or an entitlement."""
    if not shown["评定结果"]:
        return
    used = shown["评定结果"][0].used
    stars = set(shown["星名"]) if "得星" in used else set[str]()
    lacking = [step.title for step in appraisal.scheme.results if step.title not in used | stars]
    lacking = [title for title in lacking if title not in (appraisal.scheme.level, appraisal.scheme.grade)]
    lacking += [
        label
        for label, name in (("星级", shown["星级名"]), ("等次", appraisal.scheme.grade))
        if name and not used & {label, name}
    ]
    if lacking:
        file = f"reports/{_template(folders, f'{name}.xlsx', GENERAL).name}"
        told = "、".join(f"“{title}”" for title in lacking)
        yield problem("T104", f"模板里没有办法的{told}，结果工作簿里看不到", Place(file), found="没有", expected=told)


def find_template(folders: Sequence[Path], names: Sequence[str]) -> Path | None:
    """The first file there is, looking for each name in every folder before the next name."""
    return next((folder / name for name in names for folder in folders if os.path.lexists(folder / name)), None)


def _template(folders: Sequence[Path], *names: str) -> Path:
    found = find_template(folders, names)
    if found is None:
        own, general = names
        message = f"没有 {own}，也没有 {general}"
        raise ProblemsError([problem("T101", message, Place(f"reports/{own}"), expected=f"{own} 或 {general}")])
    return found


def _render(folders: Sequence[Path], template: Path, shown: View, notes: list[Problem] | None = None) -> bytes:
    file = f"reports/{template.name}"
    try:
        refuse_link(template, folders)
        content = read_bytes(template, LARGEST)
    except FileFault as fault:
        told = problem("T101", f"模板读不出：{fault.reason}", Place(file), found=fault.reason, remedy=fault.remedy)
        raise ProblemsError([told]) from fault
    return render_workbook(content, shown, name=file, notes=notes)
