"""How the result of a formula is shown when the template leaves it open: as the shares, days or times it is made of."""

from decimal import Decimal

from stardb.rendering.number_text import DAY, NumberText
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
        code = _code(calculator, tree, Here(sheet, cell.row, emission.row, emission.turn))
    except NotCalculated:
        return ""
    if not code or code == DAY:
        return code
    unit = code.lstrip('"约').lstrip("0.#")
    places = value * 100 if unit == "%" else value
    return f"0{unit}" if places == places.to_integral_value() else f"0.00{unit}" if unit == "%" else f"0.##{unit}"


def _code(calculator: Calculator, node: Node, here: Here) -> str:
    if isinstance(node, Reference | DefinedName):
        return _code_of_cells(calculator, node, here)
    if not isinstance(node, Call) or not node.arguments:
        return ""
    if node.function in _CHOOSE | _ADD:
        code = _code(calculator, node.arguments[0], here)
        return "" if code == DAY and node.function in ("SUM", "SUMIFS") else code
    if node.function in _LAST:
        code = _code(calculator, node.arguments[2 if len(node.arguments) == 3 else 0], here)
        return "" if code == DAY and node.function == "SUMIF" else code
    if node.function in _SECOND and len(node.arguments) > 1:
        return _code(calculator, node.arguments[1], here)
    return _code(calculator, node.arguments[0], here) if node.function == "IFERROR" else ""


def _code_of_cells(calculator: Calculator, node: Reference | DefinedName, here: Here) -> str:
    seen = 0
    for sheet, columns, runs in calculator.blocks(node, here):
        for row in (row for first, last in runs for row in range(first, last + 1)):
            for column in columns:
                found = calculator.grids[sheet].find(column, row) if sheet in calculator.grids else None
                value = found[1].values[found[2]] if found and found[0].is_live and found[1].values else None
                if isinstance(value, NumberText):
                    return value.code
                seen += 1
                if seen > _MOST:
                    return ""
    return ""
