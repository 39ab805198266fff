"""A workspace's ledger."""

from stardb.ledger import Ledger, Owner
from stardb.workspace.folder.settings import Workspace
from stardb.workspace.storage.recovery import mend_if_free


def open_ledger(workspace: Workspace) -> Ledger:
    """The ledger of a workspace."""
    settings = workspace.settings
    return Ledger(workspace.ledger, Owner(settings.county, settings.formerly, settings.renamed))


def mend_left(workspace: Workspace) -> list[str]:
    """Finish or take back what an earlier start left half done; what was, in words. Raises ProblemsError (W3..)."""
    return mend_if_free(workspace.root, open_ledger(workspace))
