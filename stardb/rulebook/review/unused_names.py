"""R603, R604: columns, values and parameters that a rule file declares and nothing reads."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from stardb.expressions import Formula
from stardb.rulebook.document import ColumnSpec
from stardb.rulebook.past_names import read_past_name
from stardb.rulebook.scheme import Role, Scheme
from stardb.yamlfile import YamlSource


def report_unused(scheme: Scheme, source: YamlSource) -> None:
    """Report what no result rests on. A `note` says that it is kept on purpose."""
    readers, roster = _find_readers(scheme), scheme.roster
    whose = {*roster.key, roster.name, roster.group}
    shown = {*scheme.publish, *(listing.table for listing in scheme.listings)}
    for title, table in scheme.tables.items():
        own = {*table.key, *whose, *(shown if not table.many else ())}
        kept = {name for name, column in table.columns.items() if _is_kept(column)}
        kept |= {name for name, clause in table.computed.items() if clause.note}
        own_columns = (
            table.columns if table.rows_of is None else {}
        )  # else it is the columns they come from that are read
        for part, names in (("columns", own_columns), ("computed", table.computed)):
            for name in names if title not in shown else ():
                if name not in readers and name not in own and name not in kept:
                    message = f"“{title}”的“{name}”一栏没有用来计分"
                    source.report("R603", message, ("tables", title, part, name), key=True, found=name)
    declared = [("parameters", name, "参数") for name in scheme.constants]
    declared += [("values", step.name, "取值") for step in scheme.steps if step.role is Role.VALUE]
    published = _as_list(source.data.get("publish"))
    for section, name, word in declared:
        part = source.data.get(section, {}).get(name)
        noted = isinstance(part, dict) and part.get("note")
        if part is not None and not noted and name not in published and not readers.get(name, set()) - {name}:
            source.report("R604", f"{word}“{name}”没有哪一条用到", (section, name), key=True, found=name)


def _as_list(names: Any) -> list[str]:
    return [str(name) for name in names] if isinstance(names, list) else [str(names)]


def _is_kept(column: ColumnSpec) -> bool:
    return column.required or bool(column.note) or bool(column.stage)


def _find_readers(scheme: Scheme) -> dict[str, set[str]]:
    """Name -> the steps that read it."""
    readers: dict[str, set[str]] = {}
    for listing in scheme.listings:
        for name in (*listing.columns, *_walk_names(listing)):
            readers.setdefault(name, set()).add(listing.title)
    for step in (*scheme.steps, *scheme.row_steps):
        for name in _walk_names(step.rule):
            readers.setdefault(name, set()).add(step.name)
            about = read_past_name(name)  # 上年(星级) reads 星级
            for read in (about.item, about.before) if about is not None else ():
                readers.setdefault(read, set()).add(step.name)
    for title, table in scheme.tables.items():
        for name, sources in table.rows_of.columns.items() if table.rows_of is not None else ():
            for source in sources:
                also = [title] if title in scheme.publish else []
                readers.setdefault(source, set()).update((*readers.get(name, ()), *also))
    return {name: steps for name, steps in readers.items() if steps}


def _walk_names(thing: Any) -> Iterator[str]:
    """Every name in a bound rule: its formulas' names, and the words it keeps."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Formula):
        yield from thing.names
    elif isinstance(thing, Mapping):
        for key, value in thing.items():
            yield from _walk_names(key)
            yield from _walk_names(value)
    elif isinstance(thing, tuple | list):
        for item in thing:
            yield from _walk_names(item)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for part in fields(thing):
            yield from _walk_names(getattr(thing, part.name))
        yield from getattr(thing, "inputs", ())
