"""Holds data against a model: what pydantic finds becomes problems a clerk understands, each at its line and column."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from stardb.quantity import find_near
from stardb.yamlfile.fields import show_value
from stardb.yamlfile.source import YamlPath, YamlSource

_Model = TypeVar("_Model", bound=BaseModel)

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


class Unions:
    """How a kind of file tells apart parts that may be of several models (tagged unions, in pydantic's words).

    This one is of files that have no such part.
    """

    def tags(self, path: YamlPath, part: dict[str, Any]) -> tuple[str, ...]:
        """The tags by which pydantic may call a part, before the part's own keys; none where it is of one model only."""
        return ()

    def model(self, tag: str) -> type[BaseModel]:
        """The model that goes by a tag. Raises KeyError for no such tag."""
        raise KeyError(tag)

    def report_no_tag(self, path: YamlPath, source: YamlSource) -> None:
        """Report a part that has none of the keys by which its model is told."""

    def report_second_tag(self, path: YamlPath, source: YamlSource) -> bool:
        """Report an unknown key that belongs to another model of the union. Gives whether it is such a key."""
        return False


NO_UNIONS = Unions()


def validate(source: YamlSource, model: type[_Model]) -> _Model | None:
    """The data of a file as a model; None where it does not fit, which is reported (R2..)."""
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        report_faults(error, source, model)
        return None


def report_faults(
    error: ValidationError, source: YamlSource, model: type[BaseModel], unions: Unions = NO_UNIONS
) -> set[YamlPath]:
    """Add a problem to `source` for everything in its data that does not fit `model`, one a place. Gives the places.

    The place of a missing key is that of the part it is missing from. unions: how the file tells models apart.
    """
    seen: set[tuple[YamlPath, str]] = set()
    paths: set[YamlPath] = set()
    for finding in error.errors():
        path, _, _ = _walk(finding["loc"], source.data, unions)
        paths.add(path)
        kind = finding["type"]
        what = str(finding["loc"][-1]) if kind == "missing" else "" if kind == "extra_forbidden" else "value"
        if (path, what) in seen or _is_beside_the_point(finding, error):
            continue
        seen.add((path, what))
        _report(kind, path, finding, source, model, unions)
    return paths


def _is_beside_the_point(finding: Any, error: ValidationError) -> bool:
    """Whether a finding says nothing new: where a word or a part may stand, of a word that it is no part, and the reverse."""
    place, kind, is_word = finding["loc"][:-1], finding["type"], isinstance(finding["input"], str)
    if kind == "literal_error" and not is_word:
        return str(finding["loc"][-1]).startswith("literal[")
    if kind.startswith("model_") and is_word:
        return any(other["type"] == "literal_error" and other["loc"][:-1] == place for other in error.errors())
    return False


def _report(
    kind: str, path: YamlPath, finding: Any, source: YamlSource, model: type[BaseModel], unions: Unions
) -> None:
    if kind == "extra_forbidden":
        _report_unknown_key(path, finding, source, model, unions)
    elif kind == "missing":
        key = str(finding["loc"][-1])
        source.report("R202", f"缺少“{key}”", path, key=True, expected=key)
    elif kind in ("union_tag_not_found", "union_tag_invalid"):
        unions.report_no_tag(path, source)
    elif kind == "literal_error":
        expected = "、".join(part.strip(" '") for part in finding["ctx"]["expected"].replace(" or ", ",").split(","))
        found = show_value(finding["input"])
        near = find_near(found, expected.split("、"), cutoff=0.6)
        hint = f"；是不是“{near[0]}”？" if near else ""
        source.report("R203", f"“{found}”不能写在这里{hint}", path, found=found, expected=expected)
    elif kind == "value_error":
        source.report("R203", str(finding["ctx"]["error"]), path, found=show_value(finding["input"]))
    else:
        wanted = _WANTED.get(kind, "另一类值")
        found = show_value(finding["input"])
        source.report("R203", f"这里要{wanted}，写的是“{found}”", path, found=found, expected=wanted)


def _report_unknown_key(
    path: YamlPath, finding: Any, source: YamlSource, model: type[BaseModel], unions: Unions
) -> None:
    if unions.report_second_tag(path, source):
        return
    key = str(path[-1]) if path else ""
    known = _list_known_keys(finding["loc"][:-1], model, source.data, unions)
    near = find_near(key, known, cutoff=0.6)
    hint = f"；是不是“{near[0]}”？" if near else ""
    remedy = "花括号里的值如含逗号，要用引号括起，或分行写" if finding["input"] is None else ""
    expected = "、".join(known)
    source.report("R201", f"不认识的关键词“{key}”{hint}", path, key=True, found=key, expected=expected, remedy=remedy)


def _walk(loc: tuple[int | str, ...], data: Any, unions: Unions) -> tuple[YamlPath, int, str]:
    """The steps of a pydantic location that are really in the file: tags of unions and short forms fall out.

    A last step that is not there (a missing key) falls out too, so that the path is its parent's. Also the innermost tag,
    and how many steps of the location stand before what follows it; 0 and "" where there is none.
    """
    path: list[str | int] = []
    node, tagged, after, innermost = data, False, 0, ""
    for at, step in enumerate(loc):
        if isinstance(node, dict):
            step = step if step in node else str(step)
            if not tagged and step in unions.tags(tuple(path), node):
                tagged = True  # the first time it is the union's tag, the second the key of that name
                after, innermost = at + 1, str(step)
                continue
        if _is_in(node, step):
            path.append(step)
            node, tagged = node[step], False
    return tuple(path), after, innermost


def _is_in(node: Any, step: int | str) -> bool:
    if isinstance(node, dict):
        return step in node
    return isinstance(node, list) and isinstance(step, int) and step < len(node)


def _list_known_keys(loc: tuple[int | str, ...], model: Any, data: Any, unions: Unions) -> list[str]:
    """The keys allowed where a location points, by walking the models as the location does."""
    _, after, tag = _walk(loc, data, unions)
    model = unions.model(tag) if tag else model
    for step in loc[after:]:
        found = _find_field_model(model, step)
        if found is not None:
            model = found
    return _list_keys(model)


def _find_field_model(model: Any, step: int | str) -> Any:
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return None
    fields = {info.alias or name: info for name, info in model.model_fields.items()}
    if step not in fields:
        return None
    return _find_model(fields[str(step)].annotation)


def _find_model(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in reversed(getattr(annotation, "__args__", ())):
        found = _find_model(part)
        if found is not None:
            return found
    return None


def _list_keys(model: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]
