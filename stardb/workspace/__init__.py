"""A department's folder, and the trip through it from workbooks to results. The one room that sees all the others."""

from stardb.workspace.settings import Settings, Workspace, open_workspace
from stardb.workspace.starting import start
from stardb.workspace.summary import summary
from stardb.workspace.trip import Outcome, Read, appraise, read, run

__all__ = ["Outcome", "Read", "Settings", "Workspace", "appraise", "open_workspace", "read", "run", "start", "summary"]
