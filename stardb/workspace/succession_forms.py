"""successions.xlsx made, to be filled in: one that is there is left alone."""

from stardb.forms import plan_succession_form, write_form
from stardb.workspace.blank_forms import FormsOutcome
from stardb.workspace.folder.open_ledger import open_ledger
from stardb.workspace.folder.settings import SUCCESSIONS_FILE, Workspace
from stardb.workspace.inputs import load_schemes
from stardb.workspace.storage.add_files import add_files
from stardb.workspace.storage.recovery import write_exclusively


def make_succession_form(workspace: Workspace) -> FormsOutcome:
    """Write successions.xlsx into the workspace. Raises ProblemsError (W503) where there is one, and where it cannot be written."""
    with write_exclusively(workspace.root, open_ledger(workspace)):
        titles = tuple(one.scheme.title for one in load_schemes(workspace).values() if one.scheme is not None)
        content = write_form([plan_succession_form(titles)], workspace.period.name)
        add_files(workspace.root, {SUCCESSIONS_FILE: content}, overwrite=False, what="沿革的表")
    return FormsOutcome(workspace.root, (SUCCESSIONS_FILE,), ())
