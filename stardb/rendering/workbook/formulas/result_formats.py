"""How the result of a formula is shown when the template leaves it open: as the shares, days or times it is made of."""

from datetime import date
from decimal import Decimal

from stardb.rendering.number_text import SHARE, NumberText
from stardb.rendering.workbook.formulas.calculator import Calculator, NotCalculated
from stardb.rendering.workbook.formulas.expression_tree import Call, DefinedName, Node, parse_expression
from stardb.rendering.workbook.formulas.references import Here, Reference
from stardb.rendering.workbook.row_layout import Emission
from stardb.rendering.workbook.templates.template_rows import TemplateCell

__all__ = ["result_format"]

_CHOOSE = frozenset(("MIN", "MAX", "LARGE", "SMALL", "MEDIAN", "AVERAGE", "INDEX", "MINIFS", "MAXIFS", "AVERAGEIFS"))
_ADD = frozenset(("SUM", "SUMIFS", "ROUND", "ROUNDUP", "ROUNDDOWN"))
_LAST = frozenset(("SUMIF", "AVERAGEIF"))
_SECOND = frozenset(("IF", "SUBTOTAL"))
_MOST = 50
"""So many cells of an area are looked at: the first that is a share, day or time says what they are."""


def result_format(calculator: Calculator, sheet: str, cell: TemplateCell, emission: Emission, value: object) -> str:
    """The number format for a formula's value; "" where its cells have none of their own, or it is no such number."""
    tree = parse_expression(cell.formula) if cell.formula else None
    if tree is None or not isinstance(value, Decimal):
        return ""
    try:
        source = _source(calculator, tree, Here(sheet, cell.row, emission.row, emission.turn))
    except NotCalculated:
        return ""
    if source is None or _is_day(source):
        return source.code if source is not None else ""
    places = value * 100 if source.unit == SHARE else value
    if places == places.to_integral_value():
        return f"0{source.unit}"
    return f"0.00{source.unit}" if source.unit == SHARE else f"0.##{source.unit}"


def _is_day(source: NumberText) -> bool:
    return isinstance(source.number, date)


def _source(calculator: Calculator, node: Node, here: Here) -> NumberText | None:
    """The share, day or time that a formula is made of; None where it is made of none, or adds up days."""
    if isinstance(node, Reference | DefinedName):
        return _first_of_cells(calculator, node, here)
    if not isinstance(node, Call) or not node.arguments:
        return None
    if node.function in _CHOOSE | _ADD:
        source = _source(calculator, node.arguments[0], here)
        return None if source is not None and _is_day(source) and node.function in ("SUM", "SUMIFS") else source
    if node.function in _LAST:
        source = _source(calculator, node.arguments[2 if len(node.arguments) == 3 else 0], here)
        return None if source is not None and _is_day(source) and node.function == "SUMIF" else source
    if node.function in _SECOND and len(node.arguments) > 1:
        return _source(calculator, node.arguments[1], here)
    return _source(calculator, node.arguments[0], here) if node.function == "IFERROR" else None


def _first_of_cells(calculator: Calculator, node: Reference | DefinedName, here: Here) -> NumberText | None:
    seen = 0
    for sheet, columns, runs in calculator.blocks(node, here):
        for row in (row for first, last in runs for row in range(first, last + 1)):
            for column in columns:
                found = calculator.grids[sheet].find(column, row) if sheet in calculator.grids else None
                value = found[1].values[found[2]] if found and found[0].is_live and found[1].values else None
                if isinstance(value, NumberText):
                    return value
                seen += 1
                if seen > _MOST:
                    return None
    return None
