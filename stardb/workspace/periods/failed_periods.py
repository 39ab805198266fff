"""Periods of which nothing came out: the front page names them, with why, until they are rated."""

from collections.abc import Sequence

from stardb.ledger import Ledger
from stardb.problems import Problem, Severity
from stardb.quantity import Period
from stardb.workspace.folder.settings import Workspace
from stardb.workspace.inputs import load_schemes
from stardb.workspace.periods.due_periods import at
from stardb.workspace.results_index import SUMMARY, make_front_page, merge_summaries, read_summaries, write_summaries
from stardb.workspace.storage.add_files import add_files
from stardb.workspace.storage.atomic_write import LIST, list_owners, read_owners
from stardb.workspace.storage.recovery import write_exclusively

WHAT = "首页"


def tell_failed_periods(
    workspace: Workspace, ledger: Ledger, failed: Sequence[tuple[Period, Sequence[Problem]]]
) -> None:
    """Note in the folder of each period why nothing came out, beside what stays there of the time before, and make the front page anew.

    Raises ProblemsError where the page or a note cannot be written.
    """
    with write_exclusively(workspace.root, ledger):
        for period, problems in failed:
            there = at(workspace, period)
            summaries = merge_summaries(there.results, {}, _list_reasons(there, problems))
            owners = {**read_owners(there.results), SUMMARY: ""}
            add_files(
                there.results,
                {SUMMARY: write_summaries(summaries), LIST: list_owners(owners)},
                overwrite=True,
                what=WHAT,
            )
        last = at(workspace, failed[-1][0])
        page = make_front_page(last, read_summaries(last.results))
        top = {name: content for name, content in page.items() if "/" not in name}
        add_files(workspace.root / "results", top, overwrite=True, what=WHAT)


def _list_reasons(workspace: Workspace, problems: Sequence[Problem]) -> dict[str, tuple[str, str]]:
    """Scheme -> its title, and the first of what keeps it from a result: what is said of its rule file, else an error, else anything."""
    found = {}
    for name, loaded in load_schemes(workspace).items():
        mine = [one for one in problems if one.place.file == loaded.file]
        grave = [one for one in (*mine, *problems) if one.severity is Severity.ERROR]
        reason = (*grave, *mine, *problems)[0].message if problems else "没有评出"
        found[name] = (loaded.scheme.title if loaded.scheme is not None else name, reason)
    return found
