"""The stages that the workspace and its schemes speak of, held against each other."""

from collections.abc import Iterable, Iterator, Mapping

from stardb.problems import Place, Problem, problem
from stardb.quantity import find_near
from stardb.rulebook import LoadedScheme, Scheme
from stardb.workspace.folder.settings import FILE, Workspace


def list_all_stages(workspace: Workspace, schemes: Iterable[Scheme]) -> list[str]:
    """The stages of the settings in their order, then those that tables of the schemes use beside them."""
    used = (stage for scheme in schemes for spec in scheme.tables.values() for stage in spec.folder_stages)
    return [*dict.fromkeys((*workspace.settings.stages, *used))]


def find_unnamed_stages(workspace: Workspace, loaded: Mapping[str, LoadedScheme]) -> list[Problem]:
    """A warning (W360) for each stage that a scheme uses and the settings do not name."""
    named = workspace.settings.stages
    problems: list[Problem] = []
    for item in loaded.values():
        if item.scheme is None:
            continue
        for stage, table in _find_used(item.scheme):
            if stage not in named:
                near = find_near(stage, named, cutoff=0.5)
                hint = f"；是不是“{near[0]}”？" if near else ""
                message = f"“{item.scheme.title}”的“{table}”用了“{stage}”这个环节，{FILE} 的 stages 里没有它{hint}"
                expected = "、".join(named) or f"stages: [{stage}]"
                problems.append(problem("W360", message, Place(item.file), found=stage, expected=expected))
    return problems


def _find_used(scheme: Scheme) -> Iterator[tuple[str, str]]:
    """Each stage and the first table that uses it."""
    found: dict[str, str] = {}
    for title, spec in scheme.tables.items():
        for stage in (*spec.folder_stages, *(column.stage for column in spec.columns.values() if column.stage)):
            found.setdefault(stage, title)
    yield from found.items()
