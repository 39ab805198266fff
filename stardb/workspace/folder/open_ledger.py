"""A workspace's ledger."""

from stardb.ledger import Ledger, Owner
from stardb.workspace.folder.settings import Workspace
from stardb.workspace.storage.recovery import finish_or_undo_if_free


def open_ledger(workspace: Workspace) -> Ledger:
    """The ledger of a workspace."""
    settings = workspace.settings
    return Ledger(
        workspace.ledger, Owner(settings.county, settings.formerly, workspace.successions.rows), settings.ledger
    )


def finish_interrupted(workspace: Workspace) -> list[str]:
    """Finish or take back what an earlier start left half done; what was, in words. Raises ProblemsError (W3..)."""
    return finish_or_undo_if_free(workspace.root, open_ledger(workspace))
