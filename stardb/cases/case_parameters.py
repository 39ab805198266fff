"""Parameters that a case sets: the rules are read as if they were written so."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from stardb.cases.given.case_cells import GivenValue
from stardb.cases.given.case_tables import suggest
from stardb.quantity import Kind, UnreadableText, read_date, read_quantity
from stardb.rulebook import Scheme
from stardb.yamlfile import YamlPath, YamlSource, number_as_text, show_value

_EXPECTED = {
    Kind.NUMBER: "一个数",
    Kind.MONEY: "一笔金额，如 1000元",
    Kind.PERCENT: "百分比，如 85%",
    Kind.DURATION: "时长，如 3年",
}


def set_parameters(
    rules: YamlSource, given: Mapping[str, GivenValue], scheme: Scheme, source: YamlSource
) -> YamlSource:
    """The rules with other values of some parameters. rules: as they are; scheme: of the case's day, by the rules as they are.

    given: name -> its value: a number for the whole year of the day, or numbers by the day they hold from. What does not
    hold is reported to `source`, the case file.
    """
    written = dict((rules.data or {}).get("parameters") or {})
    for name, value in given.items():
        if name not in scheme.constants:
            message = f"办法里没有“{name}”这个参数{suggest(name, scheme.constants)}"
            source.report("C102", message, value.path, key=True, found=name)
            continue
        dated = _read_dated(name, value, scheme, source)
        parameter = written[name]
        written[name] = {**parameter, "values": dated} if "values" in parameter else {"values": dated}
    return replace(rules, data={**rules.data, "parameters": written})


def _read_dated(name: str, given: GivenValue, scheme: Scheme, source: YamlSource) -> dict[str, Any]:
    """The values by the day they hold from, as a rule file writes them."""
    if not isinstance(given.value, dict):
        _check(name, given.value, given.path, scheme, source)
        return {date(scheme.as_of.year, 1, 1).isoformat(): given.value}
    for day, value in given.value.items():
        try:
            read_date(str(day))
        except UnreadableText as error:
            message = f"参数“{name}”自何日起写的是“{day}”"
            source.report("C103", message, (*given.path, day), key=True, found=str(day), expected=str(error))
        _check(name, value, (*given.path, day), scheme, source)
    return given.value


def _check(name: str, value: object, path: YamlPath, scheme: Scheme, source: YamlSource) -> None:
    """Report a value that is none of the parameter's kind."""
    kind = scheme.constants[name].column.kind
    expected = _EXPECTED.get(kind, kind.value)
    try:
        found, number = read_quantity(str(number_as_text(value)))
    except UnreadableText:
        found, number = None, None
    if value is None or isinstance(value, bool | dict | list) or (found is not kind and number != 0):
        message = f"参数“{name}”写的是“{show_value(value)}”，这里写{expected}"
        source.report("C103", message, path, found=show_value(value), expected=expected)
