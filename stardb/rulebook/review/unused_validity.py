"""R443: how long rows count is said of a table, and no clause heeds it."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from stardb.expressions import Formula
from stardb.rulebook.scheme import Role, Scheme
from stardb.yamlfile import YamlSource


def report_unused_validity(scheme: Scheme, source: YamlSource) -> None:
    """Report a validity that no clause looks at; of a published table it is shown all the same."""
    heeded = {id(part) for step in scheme.steps for part in _walk_parts(step.rule)}
    for step in scheme.row_steps:
        if step.role is Role.VALIDITY and id(step.rule) not in heeded and step.table not in scheme.publish:
            message = f"“{step.table}”写了有效期（valid_for），没有哪一条看它"
            source.report("R443", message, step.path, key=True, found=step.table)


def _walk_parts(thing: Any) -> Iterator[Any]:
    """Every part of a bound rule that is made of parts, itself too."""
    if isinstance(thing, tuple):
        for item in thing:
            yield from _walk_parts(item)
    elif is_dataclass(thing) and not isinstance(thing, type | Formula):
        yield thing
        for part in fields(thing):
            yield from _walk_parts(getattr(thing, part.name))
