"""From pydantic's findings to problems a clerk understands, each at its line and column."""

import difflib
from typing import Any

from pydantic import BaseModel, ValidationError

from stardb.rulebook.document import Document, PassStar
from stardb.scorers import KEYWORDS, SCORERS, keyword_of
from stardb.scorers.base import Clause
from stardb.yamlfile import Source, YamlPath, show_value

_CLAUSES = ("values", "scores", "stars", "level", "grade", "entitlements")
"""The sections whose clauses are told apart by their scorer's keyword."""

_WANTED = {
    "string_type": "文字",
    "int_type": "整数",
    "is_instance_of": "数",
    "bool_type": "true 或 false",
    "bool_parsing": "true 或 false",
    "dict_type": "下一层的各项（缩进写在下面）",
    "model_type": "下一层的各项（缩进写在下面）",
    "model_attributes_type": "下一层的各项（缩进写在下面）",
    "list_type": "方括号里的一列，如 [甲, 乙]",
    "tuple_type": "方括号里的两个，如 [0, 15]",
    "date_type": "日期，如 2022-01-01",
    "date_from_datetime_parsing": "日期，如 2022-01-01",
    "fraction_parsing": "一个数",
    "int_parsing": "整数",
    "too_short": "至少一项",
    "string_pattern_mismatch": "half_up、floor 或 ceil",
}


def report_faults(error: ValidationError, source: Source, model: type[BaseModel] = Document) -> None:
    """Add a problem to `source` for every finding against `model`, once a place."""
    seen: set[tuple[YamlPath, str]] = set()
    for finding in error.errors():
        path = _real_path(finding["loc"], source.data)
        kind = finding["type"]
        what = str(finding["loc"][-1]) if kind == "missing" else "" if kind == "extra_forbidden" else "value"
        if (path, what) in seen or _is_beside_the_point(finding, error):
            continue
        seen.add((path, what))
        _report(kind, path, finding, source, model)


def faulty_paths(error: ValidationError, source: Source) -> set[YamlPath]:
    """Where in the file the findings are; a missing key counts for the whole it is missing from."""
    return {_real_path(finding["loc"], source.data) for finding in error.errors()}


def _is_beside_the_point(finding: Any, error: ValidationError) -> bool:
    """Where a word or a whole may stand: of a word it is not said that it is no whole, nor of a whole that it is no word."""
    place, kind, is_word = finding["loc"][:-1], finding["type"], isinstance(finding["input"], str)
    if kind == "literal_error" and not is_word:
        return str(finding["loc"][-1]).startswith("literal[")
    if kind.startswith("model_") and is_word:
        return any(other["type"] == "literal_error" and other["loc"][:-1] == place for other in error.errors())
    return False


def _report(kind: str, path: YamlPath, finding: Any, source: Source, model: type[BaseModel]) -> None:
    if kind == "extra_forbidden":
        _unknown_key(path, finding, source, model)
    elif kind == "missing":
        key = str(finding["loc"][-1])
        source.report("R202", f"缺少“{key}”", path, key=True, expected=key)
    elif kind in ("union_tag_not_found", "union_tag_invalid"):
        _no_scorer(path, source)
    elif kind == "literal_error":
        expected = "、".join(part.strip(" '") for part in finding["ctx"]["expected"].replace(" or ", ",").split(","))
        found = show_value(finding["input"])
        near = difflib.get_close_matches(found, expected.split("、"), 1)
        hint = f"；是不是“{near[0]}”？" if near else ""
        source.report("R203", f"“{found}”不能写在这里{hint}", path, found=found, expected=expected)
    elif kind == "value_error":
        source.report("R203", str(finding["ctx"]["error"]), path, found=show_value(finding["input"]))
    else:
        wanted = _WANTED.get(kind, "另一类值")
        found = show_value(finding["input"])
        source.report("R203", f"这里要{wanted}，写的是“{found}”", path, found=found, expected=wanted)


def _unknown_key(path: YamlPath, finding: Any, source: Source, model: type[BaseModel]) -> None:
    key = str(path[-1]) if path else ""
    known = _known_keys(finding["loc"][:-1], model, source.data)
    other = _parent(path, source) if key in KEYWORDS else []
    first = next((word for word in KEYWORDS if word in other and word != key), "")
    if first:
        source.report(
            "R204", f"一条里写了两种计分方式：{first} 与 {key}", path, key=True, found=key, expected="只写一种"
        )
        return
    near = difflib.get_close_matches(key, known, 1, 0.6)
    hint = f"；是不是“{near[0]}”？" if near else ""
    remedy = "花括号里的值如含逗号，要用引号括起，或分行写" if finding["input"] is None else ""
    expected = "、".join(known)
    source.report("R201", f"不认识的关键词“{key}”{hint}", path, key=True, found=key, expected=expected, remedy=remedy)


def _no_scorer(path: YamlPath, source: Source) -> None:
    given = _parent((*path, ""), source)
    odd = [str(key) for key in given if key not in Clause.model_fields]
    near = next((m[0] for key in odd if (m := difflib.get_close_matches(key, KEYWORDS, 1, 0.6))), "")
    hint = f"；是不是“{near}”？" if near else ""
    source.report(
        "R204", f"没有写计分方式{hint}", path, key=True, found="、".join(map(str, given)), expected="、".join(KEYWORDS)
    )


def _parent(path: YamlPath, source: Source) -> list[str]:
    node: Any = source.data
    for step in path[:-1]:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return []
    return list(node) if isinstance(node, dict) else []


def _real_path(loc: tuple[int | str, ...], data: Any) -> YamlPath:
    """The steps of a pydantic location that are really in the file: union tags and short forms fall out.

    A last step that is not there (a missing key) falls out too, so that the path is its parent's.
    """
    return _walked(loc, data)[0]


def _walked(loc: tuple[int | str, ...], data: Any) -> tuple[YamlPath, int]:
    """The steps of a location that are in the file, and where in it the innermost clause's keyword stands (-1: nowhere)."""
    path: list[str | int] = []
    node, tagged, clause = data, False, -1
    for at, step in enumerate(loc):
        if isinstance(node, dict):
            step = step if step in node else str(step)
            keyword = keyword_of(node)
            if path and path[0] in _CLAUSES and not tagged and step in ("pass", keyword):
                tagged = True  # the first time it is the union's tag, the second the key of that name
                clause = at if step == keyword else clause
                continue
        if _is_in(node, step):
            path.append(step)
            node, tagged = node[step], False
    return tuple(path), clause


def _is_in(node: Any, step: int | str) -> bool:
    if isinstance(node, dict):
        return step in node
    return isinstance(node, list) and isinstance(step, int) and step < len(node)


def _known_keys(loc: tuple[int | str, ...], model: Any, data: Any) -> list[str]:
    """The keys allowed where a location points, by walking the models as the location does."""
    _, clause = _walked(loc, data)
    if clause >= 0:
        model = next(scorer for scorer in SCORERS if scorer.keyword == loc[clause])
        loc = loc[clause + 1 :]
    elif loc and loc[0] == "stars" and "pass" in loc:
        model, loc = PassStar, ("stars", *loc[loc.index("pass") + 1 :])
    for step in loc:
        found = _field_model(model, step)
        if found is not None:
            model = found
    return _keys(model)


def _field_model(model: Any, step: int | str) -> Any:
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return None
    fields = {info.alias or name: info for name, info in model.model_fields.items()}
    if step not in fields:
        return None
    return _model_in(fields[str(step)].annotation)


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in reversed(getattr(annotation, "__args__", ())):
        found = _model_in(part)
        if found is not None:
            return found
    return None


def _keys(model: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]


__all__ = ["report_faults"]
