"""`rows_of`: a record table whose rows are columns of another table (宽表变长表); its own columns are spelt out from theirs."""

from itertools import product
from math import prod
from typing import Any

from stardb.expressions import nearest
from stardb.rulebook.expansion.marks import ListItem, UnknownMark, fill_text, find_names
from stardb.rulebook.expansion.word_lists import Report, WordLists
from stardb.yamlfile import YamlPath, YamlSource, show_value

ROWS_OF = "rows_of"

MOST_ROWS = 1000
"""How many rows one subject may have of such a table."""

_ASIDE = frozenset(("aliases", "note", "required", "carry"))
"""What may differ between columns that become one."""


class DerivedTables:
    """Spells out the record tables of one rule file. lists: its lists. report: takes a problem at a path."""

    def __init__(self, source: YamlSource, lists: WordLists, report: Report) -> None:
        self.source, self.lists, self.report = source, lists, report

    def spell_out(self, tables: dict[str, Any]) -> dict[str, Any]:
        """The tables, those with `rows_of` having their key and their columns; what is wrong is reported (R209)."""
        return {title: self._spell_out_one(title, part, tables) for title, part in tables.items()}

    def _spell_out_one(self, title: str, part: Any, tables: dict[str, Any]) -> Any:
        given = part.get(ROWS_OF) if isinstance(part, dict) else None
        if not isinstance(given, dict):
            return part
        path: YamlPath = ("tables", title)
        if "columns" in part:
            message = "各栏由 rows_of 得出，不写 columns"
            self.report(
                "R209", message, (*path, "columns"), key=True, found="columns", remedy="要另算的栏写进 computed"
            )
            return part
        wide = self._find_wide(given.get("table"), tables, (*path, ROWS_OF, "table"))
        each_of, columns = given.get("each_of"), given.get("columns")
        if wide is None or not isinstance(each_of, dict) or not isinstance(columns, dict):
            return {**part, "columns": {}, "key": part.get("key", [])}  # what is lacking the model tells
        items = {name: self.lists.read(told, (*path, ROWS_OF, "each_of", name)) for name, told in each_of.items()}
        if prod(map(len, items.values())) > MOST_ROWS:
            self.report("R209", f"每个对象超过了{MOST_ROWS}行", (*path, ROWS_OF, "each_of"), key=True)
            return {**part, "columns": {}, "key": part.get("key", [])}
        combined = [dict(zip(items, combo, strict=True)) for combo in product(*items.values())]
        below: YamlPath = (*path, ROWS_OF, "columns")
        self._check_marks(items, columns, below)
        read = {name: self._find_columns(str(text), combined, wide, (*below, name)) for name, text in columns.items()}
        own = {name: _describe_items(found) for name, found in items.items()}
        own |= {name: wide["columns"][found[0]] for name, found in read.items() if found}
        key = wide.get("key", [])
        names = [name for name in (key if isinstance(key, list) else [key]) if isinstance(name, str)]
        keys = {name: wide["columns"].get(name, {}) for name in names}  # what else stands there the model tells
        self._mark_columns(path, columns, keys, items)
        spelt_out = {
            **given,
            "columns": read,
            "each_of": {name: [item.value for item in found] for name, found in items.items()},
        }
        return {"many": True, "key": key, **part, "columns": {**keys, **own}, ROWS_OF: spelt_out}

    def _find_wide(self, name: Any, tables: dict[str, Any], path: YamlPath) -> dict[str, Any] | None:
        """The table whose columns become rows: one row a subject."""
        wide = tables.get(name) if isinstance(name, str) else None
        if not isinstance(wide, dict):
            found = show_value(name)
            message = f"tables 里没有“{found}”这张表{nearest(found, tables)}"
            self.report("R209", message, path, found=found, expected="、".join(tables))
        elif wide.get("many") or ROWS_OF in wide or not isinstance(wide.get("columns"), dict):
            self.report("R209", f"“{name}”不是一个对象一行的表", path, found=name, expected="一个对象一行的表")
        else:
            return wide
        return None

    def _check_marks(self, items: dict[str, list[ListItem]], columns: dict[str, Any], path: YamlPath) -> None:
        """Report lists that no column is told apart by."""
        used = {name for text in columns.values() for name in find_names(str(text))}
        for name in items:
            if name not in used:
                self.report("R209", f"各栏里没有写 {{{name}}}，各行会是一样的", path, key=True, found=name)
            if name in columns:
                message = f"“{name}”是记号，它自己成一栏，不能再叫这个名称"
                self.report("R209", message, (*path, name), key=True, found=name)

    def _find_columns(
        self, text: str, combined: list[dict[str, ListItem]], wide: dict[str, Any], path: YamlPath
    ) -> list[str]:
        """The column of each row that a column of the record table is read from."""
        try:
            names = [fill_text(text, items)[0] for items in combined]
        except UnknownMark as unknown:
            mark = f"{{{unknown.name}}}" if not unknown.attribute else f"{{{unknown.name}.{unknown.attribute}}}"
            self.report("R209", f"没有 {mark} 这个记号", path, found=unknown.name)
            return []
        columns: dict[str, Any] = wide["columns"]
        lacking = [name for name in names if name not in columns]
        if lacking:
            message = f"那张表里没有“{'”、“'.join(lacking[:3])}”{'等' if len(lacking) > 3 else ''}{nearest(lacking[0], columns)}"
            self.report("R209", message, path, found="、".join(lacking[:20]), expected="、".join(columns))
            return []
        odd = next((name for name in names if _describe(columns[name]) != _describe(columns[names[0]])), None)
        if odd is not None:
            message = f"“{names[0]}”与“{odd}”写的不一样（类型、单位、范围或选项），不能成为一栏"
            self.report("R209", message, path, found=odd)
        return names

    def _mark_columns(
        self, path: YamlPath, columns: dict[str, Any], keys: dict[str, Any], items: dict[str, Any]
    ) -> None:
        """Give the columns the places of what is written for them."""
        source, given = self.source, (*path, ROWS_OF)
        source.keys[*path, "columns"] = source.keys.get((*given, "columns"), source.keys[path])
        for name in (*keys, *items, *columns):
            part = (*given, "columns", name) if name in columns else (*given, "each_of", name)
            if part in source.keys:
                source.keys[*path, "columns", name] = source.keys[part]


def _describe(column: Any) -> Any:
    """What of a column must be the same where several become one."""
    return {key: value for key, value in column.items() if key not in _ASIDE} if isinstance(column, dict) else column


def _describe_items(items: list[ListItem]) -> dict[str, Any]:
    """The column that says which item a row is of."""
    if all(isinstance(item.value, int) for item in items):
        return {"type": "number", "whole": True, "note": "rows_of 的记号"}
    return {"type": "choice", "choices": [item.text for item in items], "note": "rows_of 的记号"}
