"""`decisions/<period>/`: the period's decisions as people wrote them, and what is wrong with them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from stardb.books import ASIDE, Books, Sheet, read_books
from stardb.dataclass import dataclass
from stardb.intake import (
    BUILT_IN,
    DECISIONS,
    EXAMPLE_WORDS,
    OBJECTIONS,
    DecidedScheme,
    Decision,
    FormId,
    Intake,
    NamedSubjects,
    Objection,
    decision_spec,
    make_decisions,
    make_objections,
    objection_spec,
    read_records,
)
from stardb.problems import Place, Problem, problem
from stardb.quantity import Period, UnreadableText, read_period, tidy
from stardb.rulebook import LoadedScheme
from stardb.workspace.folder.settings import Workspace

FOLDER = "decisions"
"""The folder of a workspace that holds a folder of decisions and objections for each period."""


@dataclass(frozen=True, eq=False)
class DecisionBooks:
    """What was decided for a period, and the objections received. books: the workbooks read.

    decisions: those that hold, in the order of files and rows; numbers: those of all decisions, whatever becomes of them.
    """

    books: Books = Books()
    decisions: tuple[Decision, ...] = ()
    objections: tuple[Objection, ...] = ()
    numbers: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def find_decision_folder(workspace: Workspace) -> Path:
    """Where the decisions and objections of the workspace's period belong."""
    return workspace.root / FOLDER / workspace.period.name


def read_decisions(
    workspace: Workspace,
    loaded: Mapping[str, LoadedScheme],
    intakes: Mapping[str, Intake],
    data: Sequence[Sheet] = (),
    books: Books | None = None,
) -> DecisionBooks:
    """The decisions of the workspace's period, those that are complete, clear and not taken back; and its objections.

    loaded: the schemes that are rated in the period. intakes: what was read for each, whose roster says who there is. data: the
    sheets among the period's data, where none of these books belongs. books: the workbooks, where they are read already. Nothing
    is raised for what is wrong: that is in `problems`, and such a decision is left out.
    """
    books = open_decision_books(workspace) if books is None else books
    misplaced = [*_find_misplaced(workspace.root, workspace.period), *_find_in_data(data, workspace.period)]
    if not books.sheets:
        return DecisionBooks(books, problems=(*books.problems, *misplaced))
    options = replace(workspace.reading_options, period=workspace.period)
    tables = {DECISIONS: decision_spec(), OBJECTIONS: objection_spec()}
    rows, faults = read_records(books.sheets, tables, EXAMPLE_WORDS, options)
    schemes, unknown = list_decided_schemes(loaded, intakes), _unknown(loaded, intakes)
    made, doubts = make_decisions(rows[DECISIONS], schemes, unknown)
    numbers = tuple(dict.fromkeys(tidy(row["编号"]) for row in rows[DECISIONS] if row["编号"]))
    calendar = workspace.settings.read_calendar()
    objections, faulty = make_objections(rows[OBJECTIONS], schemes, numbers, calendar, unknown)
    return DecisionBooks(books, made, objections, numbers, (*books.problems, *misplaced, *faults, *doubts, *faulty))


def open_decision_books(workspace: Workspace) -> Books:
    """The workbooks in the folder of the workspace's period, those in folders of other periods within it left out."""
    folder = find_decision_folder(workspace)
    if not folder.is_dir():
        return Books()
    others = [path for path in _list_folders(folder) if _is_period(path.name)]
    return read_books(folder, workspace.root, workspace.settings.passwords, besides=others)


def list_decided_schemes(
    loaded: Mapping[str, LoadedScheme], intakes: Mapping[str, Intake]
) -> tuple[DecidedScheme, ...]:
    """The schemes that something may be decided of: those with subjects."""
    return tuple(
        DecidedScheme(name, item.scheme, NamedSubjects(item.scheme.roster, intakes[name].tables))
        for name, item in loaded.items()
        if item.scheme is not None and name in intakes and len(intakes[name].tables.subjects)
    )


def _unknown(loaded: Mapping[str, LoadedScheme], intakes: Mapping[str, Intake]) -> list[str]:
    """What the other schemes are called."""
    known = {one.name for one in list_decided_schemes(loaded, intakes)}
    others = {name: item.scheme for name, item in loaded.items() if name not in known}
    return [*others, *(scheme.title for scheme in others.values() if scheme is not None)]


def _find_misplaced(root: Path, period: Period) -> Iterator[Problem]:
    """A warning (W350) for each file and folder that no period reads."""
    for path in _list(root / FOLDER):
        if path.is_dir() and not _is_period(path.name):
            message = f"文件夹“{FOLDER}/{path.name}”不是按时期起的名，里面的裁定没有读"
            yield problem("W350", message, Place(f"{FOLDER}/{path.name}"), found=path.name, expected=period.name)
        elif path.is_file() and path.suffix.lower() not in ASIDE and not path.name.startswith("~$"):
            message = f"“{path.name}”放在 {FOLDER}/ 里，没有放进哪一期的文件夹，没有读"
            yield problem("W350", message, Place(f"{FOLDER}/{path.name}"), expected=f"{FOLDER}/{period.name}/")
    for path in _list_folders(root / FOLDER / period.name):
        if _is_period(path.name):
            place = f"{FOLDER}/{period.name}/{path.name}"
            message = f"“{place}”是另一期的文件夹，放在{period.title}的里面，没有读"
            yield problem("W350", message, Place(place), expected=f"{FOLDER}/{path.name}/")


def _find_in_data(sheets: Sequence[Sheet], period: Period) -> Iterator[Problem]:
    """The same for each of our forms that lies among the data."""
    for sheet in sheets:
        form = FormId.from_text(sheet.stamp) if sheet.stamp else None
        if form is not None and BUILT_IN in form.versions:
            message = f"“{sheet.name}”放在 data/ 里，没有读"
            yield problem("W350", message, Place(sheet.file, sheet.name), expected=f"{FOLDER}/{period.name}/")


def _list(folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    return []


def _list_folders(folder: Path) -> list[Path]:
    return [path for path in _list(folder) if path.is_dir()]


def _is_period(name: str) -> bool:
    with suppress(UnreadableText):
        return bool(read_period(name).name)
    return False
