"""The result files of a run: a workbook a scheme, and the pages."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stardb.intake import Intake
from stardb.problems import Problem, ProblemsError
from stardb.rendering import Setting, render_pages, render_scheme_workbook, view
from stardb.scoring import Appraisal
from stardb.shipped import shipped
from stardb.workspace.settings import Workspace


@dataclass(frozen=True)
class ResultFile:
    """One file's content, and the scheme it belongs to; "" for what is of all."""

    content: bytes
    owner: str = ""


def result_files(
    workspace: Workspace,
    made: Mapping[str, Appraisal],
    concerning: Mapping[str, Sequence[Problem]],
    intakes: Mapping[str, Intake],
) -> dict[str, ResultFile]:
    """Relative path -> file. `concerning` are the problems each scheme's reports list, `intakes` tell who is missing.

    Raises ProblemsError with all faults of all templates.
    """
    setting = Setting(workspace.settings.county, workspace.settings.department or workspace.settings.county)
    folders = [workspace.root / "reports", Path(str(shipped("reports")))]
    files: dict[str, ResultFile] = {}
    faults: list[Problem] = []
    pages = []
    for name, appraisal in made.items():
        shown = view(appraisal, concerning[name], setting, intakes[name].missing, intakes[name].unknown)
        pages.append((name, appraisal, shown))
        try:
            book = render_scheme_workbook(name, shown, folders)
            files[_book_name(name, appraisal.scheme.title, files)] = ResultFile(book, name)
        except ProblemsError as error:
            faults += error.problems
    try:
        for path, content in render_pages(pages, [folder / "pages" for folder in folders], setting).items():
            owner = path.partition("/")[0]
            files[path] = ResultFile(content, owner if owner in made else "")
    except ProblemsError as error:
        faults += error.problems
    if faults:
        raise ProblemsError(faults)
    return files


def _book_name(name: str, title: str, taken: Container[str]) -> str:
    """A workbook's file name: its scheme's title, without what no file name may hold; told apart by id where need be."""
    file = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", title).strip(" .") or name
    return f"{file}（{name}）.xlsx" if f"{file}.xlsx" in taken else f"{file}.xlsx"
