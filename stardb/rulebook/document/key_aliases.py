"""The roster's other titles for a key column hold in every table that is keyed by it: written once, where a clerk looks first."""

from collections.abc import Mapping

from stardb.rulebook.document.table_section import ColumnSpec, TableSpec


def share_key_aliases(tables: Mapping[str, TableSpec]) -> dict[str, TableSpec]:
    """The tables, each with the aliases that the roster, the first of them, has for its key columns.

    An alias that is another column in a table stays that there.
    """
    first, *_ = tables.values()
    return {title: spec if spec is first else _add_aliases(spec, first) for title, spec in tables.items()}


def _add_aliases(spec: TableSpec, roster: TableSpec) -> TableSpec:
    known = {name for column, declared in spec.columns.items() for name in (column, *declared.aliases)}
    columns = {
        name: _with(declared, [alias for alias in roster.columns[name].aliases if alias not in known])
        if name in spec.key and name in roster.columns
        else declared
        for name, declared in spec.columns.items()
    }
    return spec.model_copy(update={"columns": columns}) if columns != spec.columns else spec


def _with(declared: ColumnSpec, aliases: list[str]) -> ColumnSpec:
    return declared.model_copy(update={"aliases": [*declared.aliases, *aliases]}) if aliases else declared
