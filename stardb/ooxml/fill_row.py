"""One row of a worksheet filled in on its XML: everything else stays as people laid it out."""

from collections.abc import Mapping

from lxml import etree

from stardb.ooxml.a1 import cell_name, column_number, parse_area, parse_cell
from stardb.ooxml.package import EditablePackage
from stardb.ooxml.package_errors import PackageError
from stardb.ooxml.xml import local_name

_OF_ROW = ("s", "customFormat", "ht", "customHeight")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def fill_row(package: EditablePackage, path: str, row: int, cells: Mapping[int, str | int]) -> None:
    """Write texts and whole numbers into cells of a row, each with the look it has there, or else that of the one above.

    path: the worksheet. row: from 1. cells: column, from 0 -> content. A list (table) that ends in the row above is made a row
    longer. Raises PackageError where the sheet is not as sheets are.
    """
    root = package.root(path)
    data = root.find("{*}sheetData")
    if data is None:
        raise PackageError(part=path)
    rows = _number_rows(data)
    above, element = rows.get(row - 1), rows.get(row)
    if element is None:
        element = data.makeelement(_name(data, "row"), {"r": str(row)})
        for name in _OF_ROW if above is not None else ():
            if above is not None and (given := above.get(name)) is not None:
                element.set(name, given)
        before = [number for number in rows if number < row]
        data.insert(data.index(rows[max(before)]) + 1 if before else 0, element)
    looks = {at: cell.get("s") for at, cell in _number_cells(above, row - 1).items()} if above is not None else {}
    there = _number_cells(element, row)
    for column, content in sorted(cells.items()):
        cell = there.get(column)
        if cell is None:
            cell = element.makeelement(_name(element, "c"), {"r": cell_name(row, column)})
            if looks.get(column) is not None:
                cell.set("s", str(looks[column]))
            element.insert(sum(at < column for at in there), cell)
            there[column] = cell
        _write(cell, content)
    element.attrib.pop("spans", "")
    _widen(root, row, max(cells, default=0))
    package.save(path)
    _lengthen_lists(package, path, row)


def _write(cell: etree._Element, content: str | int) -> None:
    for child in list(cell):
        cell.remove(child)
    for name in ("t", "cm", "vm"):
        cell.attrib.pop(name, "")
    if isinstance(content, int):
        etree.SubElement(cell, _name(cell, "v")).text = str(content)
        return
    cell.set("t", "inlineStr")
    text = etree.SubElement(etree.SubElement(cell, _name(cell, "is")), _name(cell, "t"))
    text.text = content
    text.set(_SPACE, "preserve")


def _number_rows(data: etree._Element) -> dict[int, etree._Element]:
    """The rows by their numbers, each written on the row."""
    found: dict[int, etree._Element] = {}
    last = 0
    for element in data:
        if local_name(element) == "row":
            last = int(element.get("r") or last + 1)
            element.set("r", str(last))
            found[last] = element
    return found


def _number_cells(row: etree._Element, number: int) -> dict[int, etree._Element]:
    """The cells of a row by their columns, in their order."""
    found: dict[int, etree._Element] = {}
    last = -1
    for element in row:
        if local_name(element) == "c":
            named = element.get("r")
            last = parse_cell(named)[1] if named else last + 1
            element.set("r", cell_name(number, last))
            found[last] = element
    return found


def _widen(root: etree._Element, row: int, column: int) -> None:
    """What the sheet says of its used cells takes in the row, too."""
    dimension = root.find("{*}dimension")
    area = parse_area(dimension.get("ref", "")) if dimension is not None else None
    if dimension is not None and area is not None:
        last = cell_name(max(area.bottom, row), max(column_number(area.right), column + 1) - 1)
        dimension.set("ref", f"{area.left}{area.top}:{last}")


def _lengthen_lists(package: EditablePackage, path: str, row: int) -> None:
    for part in package.find_related(path, "table"):
        with package.editing(part) as table:
            filtered = [element for element in table if local_name(element) == "autoFilter"]
            for element in (table, *filtered):
                area = parse_area(element.get("ref", ""))
                if area is not None and area.bottom + 1 == row and table.get("totalsRowCount", "0") == "0":
                    element.set("ref", f"{area.left}{area.top}:{area.right}{row}")


def _name(element: etree._Element, local: str) -> str:
    return f"{{{etree.QName(element).namespace}}}{local}"
