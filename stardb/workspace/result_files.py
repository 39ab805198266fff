"""The result files of a run: for each scheme a workbook and its 底稿, and the pages."""

from collections.abc import Container, Mapping, Sequence
from pathlib import Path

from stardb.dataclass import dataclass
from stardb.forms import file_names
from stardb.intake import Intake, Objection
from stardb.problems import Place, Problem, ProblemsError, problem
from stardb.rendering import (
    DETAIL_LIMIT,
    NO_EARLIER,
    EarlierStates,
    Setting,
    build_view,
    render_details_workbooks,
    render_pages,
    render_scheme_workbook,
    write_evidence_book,
)
from stardb.rulebook import state_names
from stardb.scoring import Appraisal
from stardb.shipped import shipped
from stardb.workspace.folder.settings import Workspace


@dataclass(frozen=True)
class ResultFile:
    """One file's content, and the scheme it belongs to; "" for what is of all."""

    content: bytes
    owner: str = ""


@dataclass(frozen=True)
class ResultFiles:
    """Relative path -> file, and what should be known of them: results a template leaves out, lists not written."""

    files: Mapping[str, ResultFile]
    problems: tuple[Problem, ...] = ()


def make_result_files(
    workspace: Workspace,
    made: Mapping[str, Appraisal],
    concerning: Mapping[str, Sequence[Problem]],
    intakes: Mapping[str, Intake],
    details: bool = False,
    objections: Sequence[Objection] = (),
    earlier: Mapping[str, EarlierStates] | None = None,
) -> ResultFiles:
    """All files of a run. `concerning` are the problems each scheme's reports list, `intakes` tell who is missing.

    details: list every clause of every subject, however many lines that is. objections: those of the period. earlier: what differs
    from earlier runs. Raises ProblemsError with all faults of all templates.
    """
    setting = Setting(workspace.settings.county, workspace.settings.department or workspace.settings.county)
    folders = [workspace.root / "reports", Path(str(shipped("reports")))]
    most = None if details else DETAIL_LIMIT
    files: dict[str, ResultFile] = {}
    faults: list[Problem] = []
    problems: list[Problem] = []
    pages = []
    for name, appraisal in made.items():
        intake = intakes[name]
        mine = [one for one in objections if one.scheme in ("", name)]
        since = (earlier or {}).get(name, NO_EARLIER)
        view = build_view(appraisal, concerning[name], setting, intake.missing, intake.unknown, most, mine, since)
        pages.append((name, appraisal, view))
        title, states = _book_name(name, appraisal.scheme.title, files), state_names(appraisal.scheme)
        try:
            files[f"{title}.xlsx"] = ResultFile(render_scheme_workbook(name, view, folders, problems, states), name)
            for number, book in enumerate(render_details_workbooks(name, view, folders, problems, states=states), 1):
                files[f"{title} 底稿{f'（{number}）' if number > 1 else ''}.xlsx"] = ResultFile(book, name)
        except ProblemsError as error:
            faults += error.problems
        evidence = write_evidence_book(appraisal)
        files |= {f"{title} 佐证材料.xlsx": ResultFile(evidence, name)} if evidence is not None else {}
        problems += [_too_many(workspace, appraisal)] if view.details_left_out else []
    try:
        for path, content in render_pages(pages, [folder / "pages" for folder in folders], setting).items():
            owner = path.partition("/")[0]
            files[path] = ResultFile(content, owner if owner in made else "")
    except ProblemsError as error:
        faults += error.problems
    if faults:
        raise ProblemsError(faults)
    return ResultFiles(files, tuple(problems))


def _too_many(workspace: Workspace, appraisal: Appraisal) -> Problem:
    message = f"“{appraisal.scheme.title}”的得分明细超过{DETAIL_LIMIT // 10_000}万行，底稿里没有列出"
    return problem("W210", message, Place(f"results/{workspace.period.name}"), found=f"超过{DETAIL_LIMIT}行")


def _book_name(name: str, title: str, taken: Container[str]) -> str:
    """A workbook's name without its ending: its scheme's title as file names take it; told apart by id where need be."""
    (file,) = file_names([title])
    return f"{file}（{name}）" if f"{file}.xlsx" in taken else file
