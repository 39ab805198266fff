"""Which columns hold the day on which something ends: of a post whose years are counted, of what is valid until then."""

from collections.abc import Iterator, Mapping
from typing import Any

from stardb.rulebook.document.table_section import TableSpec


def mark_stretch_ends(tables: Mapping[str, TableSpec], data: Any) -> dict[str, TableSpec]:
    """The tables with the columns marked that hold such a day. data: the rule file as written."""
    ends = set(_list_ends(data)) | {
        (title, table.valid_for.until) for title, table in tables.items() if table.valid_for is not None
    }
    return {title: _mark(table, {column for of, column in ends if of == title}) for title, table in tables.items()}


def _list_ends(node: Any) -> Iterator[tuple[str, str | None]]:
    """Table and column of every `to` of a clause that counts years of service."""
    if isinstance(node, dict):
        if isinstance(node.get("tenure"), str) and isinstance(node.get("to"), str):
            yield node["tenure"], node["to"].strip().strip("`")
        for child in node.values():
            yield from _list_ends(child)
    elif isinstance(node, list):
        for child in node:
            yield from _list_ends(child)


def _mark(table: TableSpec, columns: set[str | None]) -> TableSpec:
    held = {name: spec.as_stretch_end() for name, spec in table.columns.items() if name in columns}
    return table.model_copy(update={"columns": {**table.columns, **held}}) if held else table
