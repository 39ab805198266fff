"""The workbooks of decisions and objections made, to be filled in: what is there already is left alone."""

from stardb.forms import plan_decision_form, plan_objection_form, write_form
from stardb.intake import DECISIONS, OBJECTIONS, DecidedScheme
from stardb.problems import Place, Problem, ProblemsError, Severity, problem, unique
from stardb.quantity import Period
from stardb.workspace.blank_forms import FormsOutcome
from stardb.workspace.decision_books.read_decisions import FOLDER, find_decision_folder, list_decided_schemes
from stardb.workspace.folder.open_books import ProgressCallback, no_progress
from stardb.workspace.folder.open_ledger import open_ledger
from stardb.workspace.folder.settings import Workspace
from stardb.workspace.inputs import Inputs, read_inputs
from stardb.workspace.storage.add_files import add_files
from stardb.workspace.storage.recovery import write_exclusively

DECISION_FILE, OBJECTION_FILE = f"{DECISIONS}.xlsx", f"{OBJECTIONS}.xlsx"
"""The files that are made for a period, in its folder."""


def make_decision_forms(workspace: Workspace, progress: ProgressCallback = no_progress) -> FormsOutcome:
    """Write 裁定.xlsx and 异议.xlsx to decisions/<period>, those of them that are not there yet.

    Raises ProblemsError, and writes nothing, where both are there, no scheme can be read, or one cannot be written.
    """
    with write_exclusively(workspace.root, open_ledger(workspace)):
        folder = find_decision_folder(workspace)
        missing = [name for name in (DECISION_FILE, OBJECTION_FILE) if not (folder / name).exists()]
        if not missing:
            raise ProblemsError([_is_there(workspace, name) for name in (DECISION_FILE, OBJECTION_FILE)])
        found = read_inputs(workspace, progress)
        schemes = find_form_schemes(found)
        progress("做表")
        content = {
            DECISION_FILE: lambda: make_decision_form(schemes, workspace.period),
            OBJECTION_FILE: lambda: write_form([plan_objection_form(schemes, workspace.period)], workspace.period.name),
        }
        add_files(folder, {name: content[name]() for name in missing}, overwrite=False, what="裁定、异议的表")
        faults = [p for item in found.loaded.values() for p in item.problems if p.severity is Severity.ERROR]
        return FormsOutcome(folder, tuple(missing), unique(faults))


def find_form_schemes(found: Inputs) -> tuple[DecidedScheme, ...]:
    """The schemes that decisions of the period may be of. Raises ProblemsError where nobody is rated by any."""
    schemes = list_decided_schemes(found.loaded, found.intakes)
    if not schemes:
        raise ProblemsError(
            [one for one in found.problems if one.severity is Severity.ERROR] or [_nobody(found.workspace)]
        )
    return schemes


def make_decision_form(schemes: tuple[DecidedScheme, ...], period: Period) -> bytes:
    """裁定.xlsx with no decision in it yet."""
    return write_form([plan_decision_form(schemes, period)], period.name)


def _is_there(workspace: Workspace, name: str) -> Problem:
    place = Place(f"{FOLDER}/{workspace.period.name}/{name}")
    return problem(
        "W503", f"已经有“{name}”，没有覆盖。", place, found=name, remedy="直接在里面填；要重做的，先把它移走。"
    )


def _nobody(workspace: Workspace) -> Problem:
    message = f"{workspace.period.title}还没有名册，不知道可以裁定谁，没有做裁定、异议的表。"
    return problem("W501", message, Place(workspace.data_folder))
