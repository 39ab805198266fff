"""Conditional formats of an OpenDocument: their conditions, and its number formats as the codes that Excel has for them."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from stardb.books.conditional_formats.display_rules import OPERATORS, Area, CellTest, parse_constant
from stardb.books.formats.ods.names import DATA_STYLE, STYLE
from stardb.ooxml import parse_cell

MAP = f"{STYLE}map"
UNKNOWN_CODE = "[?]"
"""The code of a number format that has none here: what it shows is not known."""

_PERCENT, _TEXT_STYLE, _TEXT, _SYMBOL = (
    f"{DATA_STYLE}{name}" for name in ("percentage-style", "text-style", "text", "currency-symbol")
)
_NUMBER, _CONTENT, _PROPERTIES = f"{DATA_STYLE}number", f"{DATA_STYLE}text-content", f"{STYLE}text-properties"
_VALUE = re.compile(r"value\(\)\s*(>=|<=|!=|>|<|=)\s*(-?[\d.]+)")
_SECTIONS = 4

_COMPARISON = re.compile(r"(?:cell-content\(\))?\s*(>=|<=|!=|<>|>|<|=)\s*(.+)", re.DOTALL)
_CALL = re.compile(r"(?:cell-content-is-)?([a-z-]+)(?:\((.*)\))?", re.DOTALL)
_KINDS = {
    "between": "between",
    "not-between": "notBetween",
    "contains-text": "containsText",
    "not-contains-text": "notContainsText",
    "begins-with": "beginsWith",
    "ends-with": "endsWith",
    "is-error": "containsErrors",
    "is-no-error": "notContainsErrors",
}
_PREFIX = re.compile(r"[a-z]+:(?!\))")
_AREA = re.compile(
    r"\.\$?([A-Z]{1,3})\$?(\d{1,7})(?::(?:(?:\$?'(?:[^']|'')*'|[^ .':]*)\.)?\$?([A-Z]{1,3})\$?(\d{1,7}))?(?=\s|$)"
)


def read_condition(condition: str) -> CellTest:
    """The test that a condition is: `cell-content()>=100`, `between(1,2)`, `contains-text("无")`; of any other no outcome is known."""
    plain = _PREFIX.sub("", condition.strip(), count=1) if _PREFIX.match(condition.strip()) else condition.strip()
    if match := _COMPARISON.fullmatch(plain):
        return CellTest(OPERATORS[match[1]], (parse_constant(match[2]),), mixed=False)
    match = _CALL.fullmatch(plain)
    if match is None or match[1] not in _KINDS:
        return CellTest()
    kind, given = _KINDS[match[1]], match[2]
    if given is None:
        return CellTest(kind)
    return CellTest(kind, tuple(map(parse_constant, given.split(",") if kind.lower().endswith("between") else [given])))


def read_areas(addresses: str) -> Iterator[Area]:
    """The areas in a list such as `Sheet1.A1:Sheet1.B5 Sheet1.D2`."""
    for left, top, right, bottom in _AREA.findall(addresses):
        first = parse_cell(f"{left}{top}")
        yield first, parse_cell(f"{right}{bottom}") if right else first


def format_code(element: etree._Element, codes: Mapping[str, str]) -> str:
    """The code of a number format. codes: those of the formats that it takes its parts for other numbers from."""
    own = _section(element)
    parts = []
    for part in element.iterfind(MAP):
        condition = _VALUE.fullmatch(part.get(f"{STYLE}condition") or "")
        code = codes.get(part.get(f"{STYLE}apply-style-name") or "", UNKNOWN_CODE)
        if condition is None or ";" in code or code == UNKNOWN_CODE:
            return UNKNOWN_CODE
        parts.append((condition[1], condition[2], code))
    if element.tag == _TEXT_STYLE:
        return ";".join([*(code for _, _, code in parts), own]) if _is_usual(parts) else UNKNOWN_CODE
    if own == UNKNOWN_CODE or len(parts) > 2:
        return UNKNOWN_CODE
    return ";".join([*(f"[{operator}{number}]{code}" for operator, number, code in parts), own])


def _is_usual(parts: list[tuple[str, str, str]]) -> bool:
    """Whether these are a text's formats for numbers above, below and equal to nought, or there are none."""
    conditions = [(operator, float(number)) for operator, number, _ in parts]
    return conditions in ([], [(">", 0.0), ("<", 0.0), ("=", 0.0)], [(">", 0.0), ("<", 0.0)])


def _section(element: etree._Element) -> str:
    code = ""
    for part in element:
        if part.tag in (_TEXT, _SYMBOL):
            text = (part.text or "").replace('"', '"\\""')
            code += "%" if text == "%" and element.tag == _PERCENT else f'"{text}"' if text else ""
        elif part.tag == _NUMBER and not len(part):
            code += _digits(part)
        elif part.tag == _CONTENT:
            code += "@"
        elif part.tag not in (MAP, _PROPERTIES):
            return UNKNOWN_CODE
    return code or '""'


def _digits(number: etree._Element) -> str:
    given = number.get(f"{DATA_STYLE}decimal-places")
    if given is None and number.get(f"{DATA_STYLE}min-integer-digits", "1") == "1" and len(number.attrib) < 2:
        return "General"
    least = number.get(f"{DATA_STYLE}min-integer-digits", "1")
    places = given or "0"
    if not (least.isdecimal() and places.isdecimal() and len(least) < 3 and len(places) < 3):
        return UNKNOWN_CODE
    whole = "0" * int(least) or "#"
    if number.get(f"{DATA_STYLE}grouping") == "true":
        whole = "#,##0" if len(whole) < 2 else UNKNOWN_CODE
    factor = {"1": "", "1000": ",", "1000000": ",,"}.get(number.get(f"{DATA_STYLE}display-factor", "1"), UNKNOWN_CODE)
    return whole + ("." + "0" * int(places) if int(places) else "") + factor
