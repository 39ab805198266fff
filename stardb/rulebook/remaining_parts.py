"""Errors in the rest of a rule file some of whose parts cannot be read.

So that a misspelt keyword does not hide the misspelt name three lines below it. The rest is bound without those parts; what
reads one of them is left out without a word.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any

from pydantic import ValidationError

from stardb.problems import Severity
from stardb.quantity import Period
from stardb.rulebook.binding.bind_scheme import bind_scheme
from stardb.rulebook.document import Document
from stardb.scorers.steps import REST
from stardb.yamlfile import YamlPath, YamlSource


def report_remainder(faulty: Iterable[YamlPath], source: YamlSource, period: Period, as_of: date | None) -> None:
    """Add the errors of the parts that can be read; nothing where too little is left. faulty: where what cannot be read stands."""
    entries = [_find_entry(path, source.data) for path in faulty]
    if not all(entries):
        return
    data = source.data
    for entry in [*entries, *(_WITH_IT if any(entry in _RATED for entry in entries) else ())]:
        data = _leave_out(data, entry)
    try:
        document = Document.model_validate(data)
    except ValidationError:
        return
    said, source.problems = source.problems, []
    lost = tuple(name for entry in entries for name in _list_names(entry, source.data))
    with suppress(RecursionError):  # enough is wrong already
        bind_scheme(document, source, period, as_of, lost)
    known = {(problem.place, problem.code) for problem in said}
    more = [problem for problem in source.problems if problem.severity is Severity.ERROR]
    source.problems = said + [problem for problem in more if (problem.place, problem.code) not in known]


_RATED: tuple[YamlPath, ...] = (("level",), ("grade",))
_WITH_IT: tuple[YamlPath, ...] = (("vetoes",), ("quotas",))
"""What bears on the level or the grade, and says nothing without it."""


def _find_entry(path: YamlPath, data: Any) -> YamlPath:
    """The smallest part with a name of its own that holds a path; () where there is none that can be left out."""
    match path:
        case ("scores" | "stars" as section, head, "indicators" | "otherwise" as part, indicator, *_):
            return (section, head, part, indicator)
        case ("scores" | "stars" as section, head, "sets", own, indicator, *_):
            return (section, head, "sets", own, indicator)
        case ("tables", table, "columns", column, *_) if not data["tables"][table].get("many"):
            return ("tables", table, "columns", column)
        case ("tables", table, "computed", column, *_):
            return ("tables", table, "computed", column)
        case ("tables", table, "valid_for", *_):
            return ("tables", table, "valid_for")
        case ("values" | "entitlements" | "parameters" | "scores" | "stars" | "ratings", name, *_):
            return (path[0], name)
        case ("vetoes" | "quotas", *_):
            return path[:1]
        case ("level" | "grade" as section, *_) if _read_name(data[section]):
            return (section,)
        case (name,) if name not in Document.model_fields:
            return path
    return ()


def _read_name(part: Any) -> str:
    """What a level or a grade is called; "" where that cannot be read either."""
    name = part.get("name") if isinstance(part, dict) else None
    return name if isinstance(name, str) else ""


def _list_names(entry: YamlPath, data: Any) -> tuple[str, ...]:
    """The names that are lost with a part."""
    name = str(entry[-1])
    match entry:
        case ("level" | "grade" as section,):
            return (_read_name(data[section]),)
        case (_, _, "indicators", _):
            return (f"得分({name})",)
        case (_, _, "sets", own, _):
            return (f"得分({own}·{name})", f"得分({name})")
        case (_, _, "otherwise", _):
            return (f"得分({REST}·{name})", f"得分({name})")
        case ("stars", _):
            return (name, f"得分({name})")
    return (name,)


def _leave_out(data: Any, path: YamlPath) -> Any:
    if not isinstance(data, dict) or path[0] not in data:
        return data
    if len(path) == 1:
        return {key: value for key, value in data.items() if key != path[0]}
    return {**data, path[0]: _leave_out(data[path[0]], path[1:])}
