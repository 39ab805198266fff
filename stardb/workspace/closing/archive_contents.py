"""What goes into an archive: all that a period was rated from, and what came of it, file by file."""

import hashlib
import os
from collections.abc import Callable, Container, Iterator, Sequence
from pathlib import Path

from stardb.books import Books
from stardb.files import FileFault, leads_out, read_bytes
from stardb.problems import Place, ProblemsError, problem
from stardb.quantity import Period
from stardb.returning import read_stamps
from stardb.shipped import shipped
from stardb.workspace.closing.archive_file import LARGEST
from stardb.workspace.evidence.evidence_files import list_files
from stardb.workspace.folder.data_folders import choose_data_folders, list_data_folders
from stardb.workspace.folder.settings import FILE, Workspace
from stardb.workspace.resent import FOLDER as RETURNS
from stardb.workspace.resent import returned_files
from stardb.workspace.results_index import SUMMARY
from stardb.workspace.storage.atomic_write import LIST, read_owners

SINGLE_FILES = (FILE, "headers.yaml", "successions.xlsx")
"""Files of the workspace itself that a run reads."""

OF_PERIODS = ("decisions", "objections")
"""Folders that hold a folder for each period, which people fill."""

EVIDENCE = "evidence"

INPUTS = (*SINGLE_FILES, "rules", "data", RETURNS, *OF_PERIODS, "reports")
"""The files and folders of an archive that make a workspace to rate from."""

_GENERAL_TEMPLATES = ("workbook.xlsx", "details.xlsx")


def collect_inputs(workspace: Workspace, periods: Sequence[Period], books: Books) -> dict[str, bytes]:
    """All that the periods are rated from: settings, rules, templates, workbooks as they are, decisions and objections.

    books: the periods' workbooks, as they were opened. Raises ProblemsError (W333) for a file that cannot be read.
    """
    root = workspace.root
    names = [name for name in SINGLE_FILES if os.path.lexists(root / name)]
    names += list_rule_files(workspace)
    names += _list_data(workspace, periods)
    names += _list_returned(workspace, books)
    for folder in OF_PERIODS:
        names += [name for period in periods for name in _list_below(root, root / folder / period.name, _is_sent)]
    found = {_archived_name(name): _read(root / name, name) for name in dict.fromkeys(names)}
    return found | _collect_templates(workspace)


def list_rule_files(workspace: Workspace) -> list[str]:
    """The rule files of the settings' schemes, all versions, and their worked cases."""
    schemes = workspace.settings.schemes
    paths = sorted((workspace.root / "rules").glob("*.yaml"))
    return [f"rules/{path.name}" for path in paths if path.name.split(".")[0].partition("@")[0] in schemes]


def collect_results(workspace: Workspace, periods: Sequence[Period]) -> dict[str, bytes]:
    """The result files that stardb wrote for the periods. Raises ProblemsError (W333) where one is not there."""
    found: dict[str, bytes] = {}
    for period in periods:
        folder = workspace.root / "results" / period.name
        names = sorted({*read_owners(folder), LIST, SUMMARY})
        for name in names:
            path = f"results/{period.name}/{name}"
            found[path] = _read(folder / name, path)
    return found


def list_evidence(workspace: Workspace, periods: Sequence[Period]) -> dict[str, str]:
    """The SHA-256 of every file of evidence of the periods; the files themselves are not archived. Raises ProblemsError (W333)."""
    found: dict[str, str] = {}
    for period in periods:
        for name in (file.path for file in list_files(workspace.root, period).files):
            found[_archived_name(name)] = hashlib.sha256(_read(workspace.root / name, name)).hexdigest()
    return found


def _collect_templates(workspace: Workspace) -> dict[str, bytes]:
    """The templates that the schemes' results are made with: the workspace's own, and those shipped where it has none."""
    names = [f"{name}{end}.xlsx" for name in workspace.settings.schemes for end in ("", ".details")]
    wanted = {*names, *_GENERAL_TEMPLATES}
    found: dict[str, bytes] = {}
    for folder in (Path(str(shipped("reports"))), workspace.root / "reports"):
        paths = [*(folder / name for name in sorted(wanted)), *sorted((folder / "pages").glob("*"))]
        for path in (path for path in paths if path.is_file()):
            name = f"reports/{path.relative_to(folder).as_posix()}"
            found[name] = _read(path, name)
    return found


def _list_data(workspace: Workspace, periods: Sequence[Period]) -> Iterator[str]:
    """Every file of the folders that one of the periods is rated from."""
    folders = list_data_folders(workspace.root)
    chosen = {folder.path for period in periods for folder in choose_data_folders(folders, period)}
    apart = {folder.path for folder in folders} - chosen
    for folder in sorted(chosen):
        yield from _list_below(workspace.root, folder, _is_sent, {*chosen, *apart})


def _list_returned(workspace: Workspace, books: Books) -> list[str]:
    """The copies handed back that corrected files among the workbooks are held beside."""
    stamps = [*read_stamps(books).values()]
    copies = returned_files(workspace, stamps) if stamps else {}
    return sorted({path.relative_to(workspace.root).as_posix() for path, _ in copies.values()})


def _is_sent(name: str) -> bool:
    """Whether a file is somebody's, and not a program's own: a lock, a hidden one."""
    return not name.startswith(("~$", "."))


def _list_below(root: Path, folder: Path, wanted: Callable[[str], bool], apart: Container[Path] = ()) -> Iterator[str]:
    """The files below a folder by their paths from `root`, in order; links that lead out are not followed."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if wanted(name) and Path(place, name) not in apart)
        for name in sorted(names):
            path = Path(place, name)
            if wanted(name) and path.is_file() and not leads_out(path, root):
                yield path.relative_to(root).as_posix()


def _archived_name(name: str) -> str:
    """A path in the archive. A name in another encoding than the system's is taken for GBK, as it is where it is read."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")
    return name


def _read(path: Path, name: str) -> bytes:
    try:
        return read_bytes(path, LARGEST)
    except FileFault as fault:
        message = f"{name} {fault.reason if os.path.lexists(path) else '不在了'}，归档写不成；没有结转"
        remedy = fault.remedy if os.path.lexists(path) else "再运行一次 stardb run，结果文件就会补齐。"
        raise ProblemsError([problem("W333", message, Place(name), found=fault.reason, remedy=remedy)]) from fault
