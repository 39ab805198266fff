"""`like`: a set of indicators (sets) that is another one but for what it drops, changes or adds."""

from typing import Any, TypeVar

from stardb.expressions import nearest
from stardb.yamlfile import Copy, YamlPath, YamlSource, show_value

_Entry = TypeVar("_Entry")

LIKE, DROP = "like", "drop"


class LikeSets:
    """The sets of one head or star, at `path` of a rule file; each is spelt out after the one that it is like."""

    def __init__(self, source: YamlSource, path: YamlPath) -> None:
        self.source, self.path = source, path
        self.done: dict[str, Any] = {}
        self.begun: list[str] = []

    def spell_out(self, sets: dict[str, Any]) -> dict[str, Any]:
        """The sets without `like`; what is wrong is reported (R208)."""
        if not any(isinstance(part, dict) and (LIKE in part or DROP in part) for part in sets.values()):
            return sets
        return {name: self._find(name, sets) for name in sets}

    def _find(self, name: str, sets: dict[str, Any]) -> Any:
        if name not in self.done:
            self.begun.append(name)
            self.done[name] = self._spell_out_one(name, sets)
            self.begun.pop()
        return self.done[name]

    def _spell_out_one(self, name: str, sets: dict[str, Any]) -> Any:
        part, path = sets[name], (*self.path, name)
        if not isinstance(part, dict) or not (LIKE in part or DROP in part):
            return part
        own = {key: value for key, value in part.items() if key not in (LIKE, DROP)}
        other = part.get(LIKE)
        if not isinstance(other, str) or other not in sets or other in self.begun:
            self._report_like(other, path, sets)
            return own
        base = self._find(other, sets)
        dropped = self._read_dropped(part.get(DROP, []), other, base, path)
        built: dict[str, Any] = {}
        for key in base if isinstance(base, dict) else ():
            if key not in own and key not in dropped:
                self._copy_places((*self.path, other, key), (*path, key))
                self.source.copies[*path, key] = self._make_copy(name, (*self.path, other, key))
            if key not in dropped:
                built[key] = own.get(key, base[key])
        return built | own

    def _make_copy(self, name: str, path: YamlPath) -> Copy:
        """The copy of a part, which may be one itself."""
        return Copy(f"{name}·{path[-1]}", self.source.find_written(path) or path)

    def _copy_places(self, path: YamlPath, to: YamlPath) -> None:
        source = self.source
        _copy_below(source.keys, path, to)
        _copy_below(source.values, path, to)
        _copy_below(source.raw, path, to)
        _copy_below(source.insertions, path, to)

    def _read_dropped(self, given: Any, other: str, base: Any, path: YamlPath) -> list[str]:
        names = [str(name) for name in (given if isinstance(given, list) else [given])]
        for name in names if isinstance(base, dict) else ():  # what a set that is none is, the model tells
            if name not in base:
                message = f"“{other}”里没有“{name}”{nearest(name, base)}，drop 不掉"
                self.source.report("R208", message, (*path, DROP), found=name, expected="、".join(base))
        return names

    def _report_like(self, other: Any, path: YamlPath, sets: dict[str, Any]) -> None:
        if other is None:
            self.source.report("R208", "drop 是照搬时略去的，要写 like", (*path, DROP), key=True, expected="like")
            return
        found = show_value(other)
        message = f"sets 里没有“{found}”{nearest(found, sets)}"
        if isinstance(other, str) and other in sets:
            message = f"like 绕成了圈：{' → '.join([*self.begun[self.begun.index(other) :], found])}"
        self.source.report("R208", message, (*path, LIKE), found=found, expected="、".join(sets))


def _copy_below(places: dict[YamlPath, _Entry], path: YamlPath, to: YamlPath) -> None:
    """Give all below `to` what all below `path` has."""
    for found in [found for found in places if found[: len(path)] == path]:
        places[*to, *found[len(path) :]] = places[found]
