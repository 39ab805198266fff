"""Workbooks handed back to the townships, their wrong cells marked."""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import PurePosixPath

from stardb.books import Book, UnreadableFile, read_bytes
from stardb.dataclass import dataclass
from stardb.forms import file_names
from stardb.intake import Table
from stardb.interrupts import finish_first
from stardb.ooxml import cell_name
from stardb.problems import Place, Problem, ProblemsError, Severity, problem
from stardb.returning import Line, count_problem_lines, make_marked_copy
from stardb.workspace.closing.closings import refuse_frozen
from stardb.workspace.folder.open_books import Ask, ProgressCallback, no_progress
from stardb.workspace.folder.open_ledger import open_ledger
from stardb.workspace.folder.settings import Workspace
from stardb.workspace.inputs import Inputs
from stardb.workspace.periods.all_periods import read_all_periods
from stardb.workspace.resent import FOLDER, returned_copies
from stardb.workspace.storage.atomic_write import stage_results
from stardb.workspace.storage.recovery import write_exclusively

_OWN = frozenset({"D171", "D172"})
"""What a township did itself when it sent a corrected file, as it was asked to: not handed back."""

_ABSENT = frozenset({"D145", "D146", "D147", "D148"})
"""What is said in the roster, and is for the township to send."""


@dataclass(frozen=True)
class ReturnedFile:
    """One workbook handed back: its path below the folder of returns, the file it is of, and what it lists."""

    copy: str
    file: str
    lines: tuple[Line, ...]

    @property
    def count_text(self) -> str:
        """How many lines of each severity."""
        return count_problem_lines(self.lines)


@dataclass(frozen=True)
class ReturnOutcome:
    """What was handed back, how many workbooks needed not be, and what there is to say."""

    folder: str
    returned: tuple[ReturnedFile, ...]
    clean: int
    problems: tuple[Problem, ...]


def make_returns(
    workspace: Workspace,
    progress: ProgressCallback = no_progress,
    ask: Ask | None = None,
    just_this: bool = False,
) -> ReturnOutcome:
    """Write a marked copy of every workbook of the period that has errors or warnings, in place of those of earlier times.

    They go to returns/<period>, by the paths they have below data/<period>; one that lies in no folder goes to its
    township's. just_this: the workspace's own period, not all within it that have data. A township's rows that are missing are listed in one of its workbooks. Raises ProblemsError, and changes
    nothing, where there is no workbook or the copies cannot be written.
    """
    ledger = open_ledger(workspace)
    with write_exclusively(workspace.root, ledger):
        refuse_frozen(ledger, workspace.period, "退表")
        return _make_returns(workspace, progress, ask, just_this)


def _make_returns(workspace: Workspace, progress: ProgressCallback, ask: Ask | None, just_this: bool) -> ReturnOutcome:
    given: list[str] = []

    def asked(file: str) -> str:
        given.append(ask(file) if ask else "")
        return given[-1]

    found = read_all_periods(workspace, just_this, None, progress, asked)
    errors = [p for p in found.problems if p.severity is Severity.ERROR]
    if not found.books.books:
        message = "没有读到工作簿，没有退。"
        raise ProblemsError([problem("W511", message, Place(workspace.data_folder)), *errors])
    lines = _lines(found)
    passwords = [*workspace.settings.passwords, *filter(None, given)]
    contents = returned_copies(workspace, found.books)
    returned, faults = [], []
    paths = dict(_paths(found))
    used = {path.casefold() for path in paths.values()}
    for done, (book, copy) in enumerate(paths.items()):
        progress("标注", done, len(found.books.books))
        if mine := lines.get(book.file):
            try:
                converted = _path_as_xlsx(copy, used)
                content, path = make_marked_copy(
                    _read_unchanged(workspace, book), book, mine, copy, passwords, converted
                )
            except UnreadableFile as fault:
                faults.append(_not_returned(book, fault))
            else:
                contents[path] = content
                used.add(path.casefold())
                returned.append(ReturnedFile(path, book.file, tuple(mine)))
    target = workspace.root / FOLDER / workspace.period.name
    if contents or target.exists():
        with stage_results(target, contents) as stage, finish_first("退回的工作簿已经写好"):
            stage.announce()
            stage.place()
            stage.finish()
    unread = [p for p in errors if p.place.line or p in found.books.problems]
    clean = len(found.books.books) - len(lines)
    return ReturnOutcome(f"{FOLDER}/{workspace.period.name}", tuple(returned), clean, (*unread, *faults))


def _not_returned(book: Book, fault: UnreadableFile) -> Problem:
    return problem("W512", f"没有退：这个文件{fault.message}。", Place(book.file), found=fault.message)


def _read_unchanged(workspace: Workspace, book: Book) -> bytes:
    """The file's content. Raises UnreadableFile where it is no longer the one that was read."""
    data = read_bytes(workspace.root / book.file)
    if sha256(data).hexdigest() != book.digest:
        raise UnreadableFile("D119", "刚刚改动过")
    return data


def _paths(found: Inputs) -> Iterator[tuple[Book, str]]:
    """The books, each with the path that its copy goes to, below the folder of returns."""
    own = {book.file: _path_below_data(found.workspace, book.file) for book in found.books.books}
    for book in found.books.books:
        path, township = own[book.file], found.grouping.of(Place(book.file))
        if township and not path.parent.name:
            grouped = PurePosixPath(file_names([township])[0], path.name)
            path = path if grouped in own.values() else grouped
        yield book, path.as_posix()


def _path_below_data(workspace: Workspace, file: str) -> PurePosixPath:
    """A file's path below the period's own folder of data; below `data` where it lies in that of another period."""
    path, own = PurePosixPath(file), PurePosixPath(workspace.data_folder)
    return path.relative_to(own if own in path.parents else own.parent)


def _path_as_xlsx(copy: str, used: Container[str]) -> str:
    """The path of a copy that has to be an .xlsx: with another ending, or with the first one named, if that is taken."""
    path = PurePosixPath(copy)
    plain = path.with_suffix(".xlsx")
    if plain.as_posix().casefold() not in used or path.suffix == ".xlsx":
        return plain.as_posix()
    return path.with_name(f"{path.stem}（{path.suffix[1:]}）.xlsx").as_posix()


def _lines(found: Inputs) -> dict[str, list[Line]]:
    """What each file that is to be handed back lists: those that have an error or a warning."""
    files = [book.file for book in found.books.books]
    columns = _Columns(found)
    lines: dict[str, list[Line]] = defaultdict(list)
    for one in found.problems:
        if one.place.file in files and one.code not in _OWN:
            lines[one.place.file].append(Line(one, columns.of(one.place)))
    wrong = {file: mine for file, mine in lines.items() if any(_is_grave(line.problem) for line in mine)}
    for one, file in _absent(found, files, wrong):
        wrong.setdefault(file, lines.get(file, [])).append(Line(one, is_elsewhere=True))
    return wrong


def _absent(found: Inputs, files: Sequence[str], wrong: Mapping[str, object]) -> Iterator[tuple[Problem, str]]:
    """What a township did not send, with the file of its own that tells it."""
    own: dict[str, list[str]] = defaultdict(list)
    for file in sorted(files, key=lambda file: file not in wrong):
        own[found.grouping.of(Place(file))].append(file)
    for one in found.problems:
        if one.code in _ABSENT and one.group and own[one.group] and one.place.file not in own[one.group]:
            yield one, own[one.group][0]


def _is_grave(one: Problem) -> bool:
    return one.severity is not Severity.NOTE


class _Columns:
    """Which column of its table each cell stands in."""

    def __init__(self, found: Inputs) -> None:
        self.names: dict[tuple[str, str, str], str] = {}
        for intake in found.intakes.values():
            for table in (*intake.tables.single.values(), *intake.tables.many.values()):
                self._learn(table)

    def of(self, place: Place) -> str:
        letters = place.cell.rstrip("0123456789")
        keys = ((place.file, place.sheet, name) for name in (place.cell, letters))
        return next((self.names[key] for key in keys if key in self.names), "")

    def _learn(self, table: Table) -> None:
        for source in table.sources:
            placed = {cell: name for row in (source.spots or {}).values() for name, cell in row.items()}
            placed |= {cell: name for name, cell in source.fixed.items()}
            if source.spots is None:
                placed |= {cell_name(0, i).rstrip("0"): name for name, i in source.columns.items()}
            for cell, name in placed.items():
                self.names.setdefault((source.file, source.sheet, cell), name)
