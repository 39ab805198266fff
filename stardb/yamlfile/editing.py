"""Changes a YAML file in place, one value at a time, at the top or of two levels, `table: {title: word}`; all else stays as it is."""

from collections.abc import Mapping

import yaml

from stardb.yamlfile.writing import write_text

_Pair = tuple[yaml.Node, yaml.Node]


def set_entry(text: str, table: str, title: str, word: str | None) -> str:
    """The text of a file with one entry set, or taken out where `word` is None.

    A new entry comes after those there are. Where the file is not written an entry a line, the result may say something else:
    the caller has to read it again.
    """
    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError:
        return text
    place = _find_pair(root, table)
    entry = _find_pair(place[1], title) if place else None
    if entry and word is not None:
        start, end = entry[1].start_mark.index, entry[1].end_mark.index
        return text[:start] + write_text(word) + text[end:]
    if entry and place:
        only = len(place[1].value) == 1
        return _remove(text, place[0] if only else entry[0], entry[1])
    return text if word is None else _add(text, place, table, {title: word})


def set_value(text: str, key: str, word: str) -> str:
    """The text of a file with the value of a key of the top level set, which stands there already as a word; else the text as it is.

    The caller has to read it again.
    """
    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError:
        return text
    found = _find_pair(root, key)
    if found is None or not isinstance(found[1], yaml.ScalarNode):
        return text
    return text[: found[1].start_mark.index] + word + text[found[1].end_mark.index :]


def entry_lines(tables: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The lines of some tables, an entry a line."""
    return [line for table in tables for line in (f"{write_text(table)}:", *_list_entries(tables[table]))]


def _list_entries(titles: Mapping[str, str]) -> list[str]:
    return [f"  {write_text(title)}: {write_text(word)}" for title, word in titles.items()]


def _add(text: str, place: _Pair | None, table: str, titles: Mapping[str, str]) -> str:
    lines = text.splitlines()
    if place is None:
        return _join([*lines, *entry_lines({table: titles})])
    at, indent = place[0].start_mark.line, "  "
    if isinstance(place[1], yaml.MappingNode) and place[1].value:
        key, value = place[1].value[-1]
        at, indent = value.end_mark.line, " " * key.start_mark.column
    lines[at + 1 : at + 1] = [indent + entry.strip() for entry in _list_entries(titles)]
    return _join(lines)


def _remove(text: str, first: yaml.Node, last: yaml.Node) -> str:
    lines = text.splitlines()
    del lines[first.start_mark.line : last.end_mark.line + 1]
    return _join(lines)


def _join(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _find_pair(node: yaml.Node | None, key: str) -> _Pair | None:
    """The key and the value of an entry of a mapping."""
    entries = node.value if isinstance(node, yaml.MappingNode) else ()
    return next(((k, v) for k, v in entries if isinstance(k, yaml.ScalarNode) and k.value == key), None)
