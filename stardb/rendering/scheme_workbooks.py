"""The workbooks of a scheme, from the scheme's own templates or the general ones: the results, and the 底稿."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from stardb.files import FileFault, read_bytes
from stardb.ooxml import EditablePackage
from stardb.problems import Place, Problem, ProblemsError, problem
from stardb.rendering.lookup import list_hidden_names, name_context
from stardb.rendering.template_links import refuse_link
from stardb.rendering.views.rows.subject_rows import SubjectRow
from stardb.rendering.views.scheme_view import DETAIL_LIMIT, SchemeView
from stardb.rendering.words import WORDS
from stardb.rendering.workbook import render_workbook
from stardb.rulebook import Role, StateNames

GENERAL, DETAILS = "workbook.xlsx", "details.xlsx"
"""The templates for a scheme that has none of its own."""

USUAL = StateNames()
"""The usual words."""

LARGEST = 64 * 2**20
"""The largest template read, in bytes."""


def render_scheme_workbook(
    name: str,
    view: SchemeView,
    folders: Sequence[Path],
    notes: list[Problem] | None = None,
    states: StateNames = USUAL,
) -> bytes:
    """The result workbook of a scheme. `name` is its id, `states` what it calls the states of subjects.

    The first of `folders` that has the scheme's template `<name>.xlsx` serves, then the first that has the general one.
    Raises ProblemsError (T1..) for what is wrong with the template; what should be known of one that works is added to
    `notes` (T104 for results that it has no place for, T105 for names that reports have themselves).
    """
    template, asked = _template(folders, f"{name}.xlsx", GENERAL), set[str]()
    book = _render(folders, template, view, notes, asked)
    if notes is not None:
        notes += [*_find_unshown(view, asked, template), *_find_hidden(view, template)]
    return _rename_states(book, states)


def render_details_workbooks(
    name: str,
    view: SchemeView,
    folders: Sequence[Path],
    notes: list[Problem] | None = None,
    most: int = DETAIL_LIMIT,
    states: StateNames = USUAL,
) -> list[bytes]:
    """The 底稿 of a scheme, by `<name>.details.xlsx` or the general template: clause by clause, and the rules.

    One book, or as many as it takes to hold 得分明细, `most` lines in each. Raises as `render_scheme_workbook` does.
    """
    template, lines = _template(folders, f"{name}.details.xlsx", DETAILS), view.details
    starts = range(0, max(len(lines), 1), most)
    parts = (replace(view, details=lines[start : start + most]) for start in starts)
    return [_rename_states(_render(folders, template, part, notes), states) for part in parts]


def _rename_states(book: bytes, states: StateNames) -> bytes:
    """The workbook with every state as the scheme calls it: in cells, formulas, formats, titles and names of sheets."""
    if not states.names:
        return book
    package = EditablePackage(book)
    for part in package.names:
        if part.endswith(".xml"):
            text = package.read(part).decode()
            package.put(part, states.rename(text).encode())
    return package.to_bytes()


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


def _render(
    folders: Sequence[Path],
    template: Path,
    view: SchemeView,
    notes: list[Problem] | None,
    asked: set[str] | None = None,
) -> bytes:
    """asked: the names that the template asks subjects' rows for are added to it."""
    file = f"reports/{template.name}"
    try:
        refuse_link(template, folders)
        content = read_bytes(template, LARGEST)
    except FileFault as fault:
        message = f"模板读不出：{fault.reason}"
        fault_found = problem("T101", message, Place(file), found=fault.reason, remedy=fault.remedy)
        raise ProblemsError([fault_found]) from fault
    return render_workbook(content, name_context(view), name=file, notes=notes, subject_names=asked)


def _find_unshown(view: SchemeView, asked: set[str], template: Path) -> Iterator[Problem]:
    """T104 where the result workbook has no place for a star, a score, a value, an entitlement or a record table.

    asked: the names that the template asks subjects' rows for, and the record tables it shows.
    """
    if not view.subjects:
        return
    word = WORDS[SubjectRow].word
    stars = set(view.star_names) if word("stars") in asked else set[str]()
    lacking = [title for title in _list_results(view) if title not in asked | stars]
    lacking += [
        word(field)
        for field, name in (("level", view.level_name), ("grade", view.grade_name))
        if name and not asked & {word(field), name}
    ]
    if lacking:
        titles = "、".join(f"“{title}”" for title in lacking)
        message = f"模板里没有办法的{titles}，结果工作簿里看不到"
        yield problem("T104", message, Place(f"reports/{template.name}"), found="没有", expected=titles)


def _find_hidden(view: SchemeView, template: Path) -> Iterator[Problem]:
    """T105 where a name of the rules is one of the report's own with another value, so that templates get the other."""
    rows = (*view.subjects, *view.groups)
    names = dict.fromkeys(name for row in rows for name in list_hidden_names(row))
    if names:
        titles = "、".join(f"“{name}”" for name in names)
        message = f"办法里的{titles}与报表自己的名称相同，模板里写这个名称，得到的是报表的"
        yield problem("T105", message, Place(f"reports/{template.name}"), found=titles, expected="别的名称")


def _list_results(view: SchemeView) -> list[str]:
    """The titles of all results but level and grade: stars, heads, total, entitlements that somebody gets, published values and record tables."""
    is_value = [column.role not in (Role.HEAD, Role.TOTAL) for column in view.score_columns]
    scores = [column.title for column, value in zip(view.score_columns, is_value, strict=True) if not value]
    values = [column.title for column, value in zip(view.score_columns, is_value, strict=True) if value]
    titles = [
        *view.star_names,
        *scores,
        *(item.title for item in view.entitled),
        *values,
        *(table.title for table in view.records),
    ]
    return [title for title in titles if title not in (view.level_name, view.grade_name)]
