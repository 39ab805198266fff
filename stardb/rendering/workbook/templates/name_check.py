"""Unknown names, found in a plan before it is run, so that all are reported at once."""

from collections.abc import Iterator

from jinja2 import meta, nodes

from stardb.rendering.near_names import suggest_names
from stardb.rendering.workbook.templates.cell_programs import CellProgram
from stardb.rendering.workbook.templates.sheet_plan import Loop, Plan, RowStep, SetStep, Step
from stardb.rendering.workbook.templates.template_faults import UNKNOWN, TemplateFaults
from stardb.rendering.workbook.templates.workbook_environment import WorkbookEnvironment

__all__ = ["check_names"]


def check_names(
    plan: Plan, environment: WorkbookEnvironment, known: set[str], faults: TemplateFaults, sheet: str
) -> set[int]:
    """Note every name used in a plan that neither the context (`known`) nor the plan itself gives.

    Returns the lines found wrong. A name the template asks about somewhere (`is defined`, `default`) may be missing.
    """
    guarded = {name for node in _all_nodes(plan.steps) for name in _names_asked_about(node)}
    check = _NameCheck(plan, environment, faults, sheet)
    check.steps(plan.steps, known | guarded)
    return check.failed


def _all_nodes(steps: list[Step]) -> Iterator[nodes.Node]:
    for step in steps:
        if isinstance(step, RowStep):
            yield from (node for cell in step.cells for node in cell.program.nodes)
        elif isinstance(step, SetStep):
            yield step.node
        elif isinstance(step, Loop):
            yield step.node
            yield from _all_nodes(step.body + step.otherwise)
        else:
            for branch in step.branches:
                if branch.test is not None:
                    yield nodes.Output([branch.test])
                yield from _all_nodes(branch.body)


def _names_asked_about(node: nodes.Node) -> Iterator[str]:
    holder = nodes.Output([node]) if isinstance(node, nodes.Expr) else nodes.Template([node])
    for found in holder.find_all((nodes.Filter, nodes.Test)):
        if found.name in ("default", "d", "defined", "undefined") and isinstance(found.node, nodes.Name):
            yield found.node.name


class _NameCheck:
    def __init__(self, plan: Plan, environment: WorkbookEnvironment, faults: TemplateFaults, sheet: str) -> None:
        self.plan, self.environment, self.faults, self.sheet = plan, environment, faults, sheet
        self.failed: set[int] = set()

    def steps(self, steps: list[Step], known: set[str]) -> None:
        known = set(known)
        for step in steps:
            if isinstance(step, RowStep):
                for cell in step.cells:
                    self.check(cell.line, nodes.Template(_as_statements(cell.program)), known)
            elif isinstance(step, SetStep):
                self.check(step.line, nodes.Template([step.node]), known)
                known |= _names_set(step.node)
            elif isinstance(step, Loop):
                self.check(step.line, nodes.Template([step.node]), known)
                self.steps(step.body, known | _names_set(step.node.target) | {"loop"})
                self.steps(step.otherwise, known)
            else:
                for branch in step.branches:
                    if branch.test is not None:
                        self.check(branch.line, nodes.Template([nodes.Output([branch.test])]), known)
                    self.steps(branch.body, known)
                # What any arm sets may be there afterwards.
                known |= {
                    name
                    for branch in step.branches
                    for inner in branch.body
                    if isinstance(inner, SetStep)
                    for name in _names_set(inner.node)
                }

    def check(self, line: int, template: nodes.Template, known: set[str]) -> None:
        template.set_environment(self.environment)
        for name in sorted(meta.find_undeclared_variables(template) - known):
            place = self.plan.places[line]
            message = f"没有“{name}”这个名称{suggest_names(name, sorted(known))}"
            self.failed.add(line)
            self.faults.add(UNKNOWN, message, self.sheet, place, found=name)


def _as_statements(program: CellProgram) -> list[nodes.Node]:
    return [*program.statements, nodes.Output([program.expression])]


def _names_set(node: nodes.Node) -> set[str]:
    return {found.name for found in nodes.Template([node]).find_all(nodes.Name) if found.ctx == "store"}
