"""R443: how long rows count is said of a table, and no clause heeds it."""

from stardb.rulebook.bound_parts import walk_parts
from stardb.rulebook.scheme import Role, Scheme
from stardb.scorers.base import Rule
from stardb.yamlfile import YamlSource


def report_unused_validity(scheme: Scheme, source: YamlSource) -> None:
    """Report a validity that no clause looks at; of a published table it is shown all the same."""
    heeded = {part for step in scheme.steps for part in walk_parts(step.rule) if isinstance(part, Rule)}
    for step in scheme.row_steps:
        if step.role is Role.VALIDITY and step.rule not in heeded and step.table not in scheme.publish:
            message = f"“{step.table}”写了有效期（valid_for），没有哪一条看它"
            source.report("R443", message, step.path, key=True, found=step.table)
