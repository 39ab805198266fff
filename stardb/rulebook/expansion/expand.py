"""Spells out what a rule file writes once for several: from its tree as written to the tree that models are read from.

An entry of a mapping with `each_of: {项: 测评项}`, whose key holds `{项}`, stands for one entry for each item of the list; an item
of a list likewise. Every part of the new tree keeps the place of what is written for it, so that what is wrong with it is said
there, once for all copies.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from stardb.problems import problem
from stardb.rulebook.expansion.like_sets import LikeSets
from stardb.rulebook.expansion.marks import MARK, Items, UnknownMark, fill_text, find_names, look_up
from stardb.rulebook.expansion.rows_of import ROWS_OF, DerivedTables
from stardb.rulebook.expansion.word_lists import WordLists
from stardb.rulebook.review.data_parts import PROSE
from stardb.yamlfile import ACCEPT, Copy, YamlPath, YamlSource, show_value

EACH_OF = "each_of"
ALONE = {"mapping": "value", "list": "name"}
"""The key beside `each_of` of a copy that is a word or a number: of an entry of a mapping, of an item of a list."""

EXPANSION_FAULTS = frozenset(("R205", "R206", "R207", "R208", "R209"))
"""The codes of what is wrong with an entry that is written for several."""

MOST_COPIES = 10_000
"""How many copies a whole file may come to; real ones come to some hundreds."""

_LISTS, _TABLES = "lists", "tables"


def expand_entries(source: YamlSource) -> YamlSource:
    """A rule file as if everything in it were written out; the file itself where nothing is written for several.

    What is wrong with them is in its problems (R205–R209).
    """
    return _Expander(source).expand() if isinstance(source.data, dict) else source


class _Expander:
    """written: the file as it is. made: what comes of it so far."""

    def __init__(self, source: YamlSource) -> None:
        self.written = source
        self.made = YamlSource(
            source.file,
            source.text,
            problems=[*source.problems],
            acceptances=source.acceptances,
            accepted=source.accepted,
        )
        self.made.keys |= {path: mark for path, mark in source.keys.items() if ACCEPT in path}
        self.lists = WordLists(source.data.get(_LISTS), self._report)
        self.copies = 0

    def expand(self) -> YamlSource:
        data: dict[str, Any] = self.written.data
        self._mark((), ())
        sections: dict[str, dict[str, Any]] = {}
        for name in sorted(data, key=lambda name: name != _TABLES):
            sections[name] = self._build_entry(name, data, (), (), {}, {})
            if name == _TABLES:
                tables = sections[name].get(name)
                if isinstance(tables, dict):
                    spelt_out = DerivedTables(self.made, self.lists, self._report_made).spell_out(tables)
                    sections[name] = {name: spelt_out}
                self.lists.columns = _list_columns(sections[name].get(name))
        if _TABLES not in data:
            self.lists.columns = ()
        self.made.data = {key: value for name in data for key, value in sections[name].items()}
        self.lists.report_unused()
        return self.made

    def _report(self, code: str, message: str, path: YamlPath, *, key: bool = False, **parts: str) -> None:
        """Report what is wrong with what is written, once."""
        made = problem(code, message, self.written.place(path, key=key), **parts)
        if made not in self.made.problems:
            self.made.problems.append(made)

    def _report_made(self, code: str, message: str, path: YamlPath, **parts: Any) -> None:
        """Report what is wrong with a part as spelt out."""
        self.made.report(code, message, path, **parts)

    def _mark(self, written: YamlPath, path: YamlPath) -> None:
        """Give a part the place of what is written for it."""
        source, made = self.written, self.made
        if written in source.keys and path not in made.keys:
            made.keys[path] = source.keys[written]
        if written in source.values:
            made.values[path] = source.values[written]
        if written in source.raw:
            made.raw[path] = source.raw[written]

    def _build(self, node: Any, written: YamlPath, path: YamlPath, items: Items) -> Any:
        self._mark(written, path)
        if isinstance(node, dict):
            built: dict[str, Any] = {}
            for key in node:
                built |= self._build_entry(key, node, written, path, items, built)
            return LikeSets(self.made, path).spell_out(built) if _is_sets(path) else built
        if isinstance(node, list):
            return self._build_list(node, written, path, items)
        return self._fill(node, written, path, items) if isinstance(node, str) and items else node

    def _build_entry(
        self, key: str, node: dict[str, Any], written: YamlPath, path: YamlPath, items: Items, before: dict[str, Any]
    ) -> dict[str, Any]:
        """What one entry of a mapping comes to: one entry, or one for each copy. before: the entries there are already."""
        child, below = node[key], (*written, key)
        if below == (_LISTS,):
            return {key: self._build(child, below, below, {})}
        if key == ROWS_OF:
            return {key: self._fill_known(child, below, (*path, key), items)}
        if not _is_repeated(child):
            new = self._fill_key(key, below, items)
            return {new: self._build(child, below, (*path, new), items)}
        built: dict[str, Any] = {}
        for copy in self._list_copies(child, key, below, items):
            new = self._fill_key(key, below, copy)
            if new in before or new in built or new in node:
                message = f"展开出来的“{new}”已经有了，同一层里每个名称只能有一个"
                self._report("R207", message, below, key=True, found=new)
                continue
            self.made.copies[*path, new] = Copy(new, below)
            built[new] = self._build_copy(child, ALONE["mapping"], below, (*path, new), copy)
        return built

    def _fill_known(self, node: Any, written: YamlPath, path: YamlPath, items: Items) -> Any:
        """A part with marks of its own, which stay; those of the entries around it are filled."""
        self._mark(written, path)
        if isinstance(node, dict):
            return {key: self._fill_known(node[key], (*written, key), (*path, key), items) for key in node}
        return fill_text(node, items, loose=True)[0] if isinstance(node, str) and items else node

    def _build_list(self, node: list[Any], written: YamlPath, path: YamlPath, items: Items) -> list[Any]:
        built: list[Any] = []
        for index, child in enumerate(node):
            below = (*written, index)
            if not _is_repeated(child):
                built.append(self._build(child, below, (*path, len(built)), items))
                continue
            for copy in self._list_copies(child, "\n".join(_list_texts(child)), below, items):
                here = (*path, len(built))
                own = "、".join(copy[name].text for name in child[EACH_OF])
                self.made.copies[here] = Copy(own, below)
                built.append(self._build_copy(child, ALONE["list"], below, here, copy))
        return built

    def _build_copy(self, child: dict[str, Any], alone: str, written: YamlPath, path: YamlPath, copy: Items) -> Any:
        body = {key: value for key, value in child.items() if key != EACH_OF}
        if body.keys() == {alone}:
            self._mark(written, path)
            return self._build(body[alone], (*written, alone), path, copy)
        return self._build(body, written, path, copy)

    def _list_copies(self, child: dict[str, Any], text: str, written: YamlPath, items: Items) -> list[Items]:
        """What the marks stand for in each copy: every item of the list, and of several lists each with each.

        text: what must have the marks, so that copies differ.
        """
        given, path = child[EACH_OF], (*written, EACH_OF)
        if not isinstance(given, dict) or not given:
            message = f"each_of 写成 {{项: 列表}}，写的是“{show_value(given)}”"
            self._report("R205", message, path, found=show_value(given), expected="如 {项: 测评项}、{月: [1月, 2月]}")
            return []
        if not self._tells_apart(given, text, written):
            return []
        copies = [items]
        for name, told in given.items():
            told, at = self._find_list(told, (*path, name), items)
            read = self.lists.read(told, at)
            if self.copies + len(copies) * len(read) > MOST_COPIES:
                self._report(
                    "R206", f"展开出来的超过了{MOST_COPIES}项", path, key=True, remedy="少写几个列表，或分成几部办法"
                )
                return []
            copies = [{**copy, name: item} for copy in copies for item in read]
        self.copies += len(copies)
        return copies

    def _find_list(self, told: Any, path: YamlPath, items: Items) -> tuple[Any, YamlPath]:
        """A list that is named by a mark of the entry around it, or is what that mark stands for."""
        if not isinstance(told, str) or not items:
            return told, path
        try:
            whole = MARK.fullmatch(told)
            if whole is not None and whole[2]:
                return look_up(whole, items), items[whole[1]].find_path(whole[2])
            return fill_text(told, items)[0], path
        except UnknownMark as unknown:
            self._report_unknown(unknown, items, path)
            return told, path

    def _tells_apart(self, names: Iterable[str], text: str, written: YamlPath) -> bool:
        """Whether a text has every name of an `each_of` as a mark; reported where it has not."""
        lacking = [name for name in names if name not in find_names(text)]
        for name in lacking:
            message = f"这里没有写 {{{name}}}，展开出来的各项会是一样的"
            self._report("R205", message, written, key=True, found=name, expected=f"写着 {{{name}}} 的名称")
        return not lacking

    def _fill_key(self, key: str, written: YamlPath, items: Items) -> str:
        mark = MARK.search(key)
        if not items and mark is not None and not mark[2]:
            message = f"“{key}”里有 {mark.group()}，没有用 each_of 写明是哪些"
            self._report("R205", message, written, key=True, found=key, expected=f"each_of: {{{mark[1]}: 列表}}")
        try:
            return fill_text(key, items)[0] if items else key
        except UnknownMark as unknown:
            self._report_unknown(unknown, items, written, key=True)
            return key

    def _fill(self, text: str, written: YamlPath, path: YamlPath, items: Items) -> Any:
        whole = MARK.fullmatch(text)
        try:
            if whole is not None and whole[2]:
                return self._build(look_up(whole, items), items[whole[1]].find_path(whole[2]), path, {})
            filled, insertions = fill_text(text, items, loose=path[-1] in PROSE)
        except UnknownMark as unknown:
            self._report_unknown(unknown, items, written)
            return text
        if insertions:
            self.made.insertions[path] = insertions
        return items[whole[1]].value if whole is not None and whole[1] in items else filled

    def _report_unknown(self, unknown: UnknownMark, items: Items, written: YamlPath, *, key: bool = False) -> None:
        if not unknown.attribute:
            message = f"没有 {{{unknown.name}}} 这个记号，each_of 写的是 {'、'.join(f'{{{name}}}' for name in items)}"
            self._report("R205", message, written, key=key, found=unknown.name, expected="、".join(items))
            return
        item = items[unknown.name]
        message = f"列表里“{item.text}”没有写“{unknown.attribute}”，用不了 {{{unknown.name}.{unknown.attribute}}}"
        self._report("R206", message, item.path, key=True, found=item.text, expected=unknown.attribute)


def _is_repeated(node: Any) -> bool:
    """Whether an entry or an item is written for several."""
    return isinstance(node, dict) and EACH_OF in node


def _is_sets(path: YamlPath) -> bool:
    return len(path) == 3 and path[0] in ("scores", "stars") and path[2] == "sets"


def _list_columns(tables: Any) -> tuple[str, ...]:
    """The names of all columns, in the order written."""
    specs = tables.values() if isinstance(tables, dict) else ()
    columns = (spec.get("columns") for spec in specs if isinstance(spec, dict))
    return tuple(dict.fromkeys(str(name) for own in columns if isinstance(own, dict) for name in own))


def _list_texts(node: Any) -> Iterator[str]:
    """Every key and text of a part, but of its `each_of`."""
    if isinstance(node, dict):
        for key, child in node.items():
            if key != EACH_OF:
                yield key
                yield from _list_texts(child)
    elif isinstance(node, list):
        for child in node:
            yield from _list_texts(child)
    elif isinstance(node, str):
        yield node
