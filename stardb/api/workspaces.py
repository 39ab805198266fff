"""A department's folder rated from Python: the same functions as the command line calls."""

from stardb.api.result import Result
from stardb.problems import ProblemsError
from stardb.workspace import Workspace
from stardb.workspace import appraise as appraise_files
from stardb.workspace import read_inputs as read_files
from stardb.workspace import run as run_files


def appraise(workspace: Workspace) -> dict[str, Result]:
    """Read the period's workbooks and score every scheme that is rated in the workspace's period; nothing is written.

    Another period: `open_workspace(folder, "2022-06")`.

    Gives the results by scheme (the rule file's name), each with all problems of the workspace. Raises ProblemsError where nothing can be scored.
    """
    appraisals, problems = appraise_files(read_files(workspace))
    if not appraisals:
        raise ProblemsError(problems)
    return {name: Result(made, problems) for name, made in appraisals.items()}


def run(workspace: Workspace) -> dict[str, Result]:
    """Rate a workspace's period as `stardb run --period` does: read, score, write workbooks and pages to `results/`, keep it.

    Gives the results by scheme, each with all problems of the workspace. Raises ProblemsError, with every one, where nothing can be produced: then nothing is
    written.
    """
    outcome = run_files(workspace)
    return {name: Result(made, outcome.problems) for name, made in outcome.appraisals.items()}
