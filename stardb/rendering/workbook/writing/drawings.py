"""Pictures, charts and notes on a sheet: they stand where the rows they were put on went."""

import re
from collections.abc import Mapping
from functools import partial

from lxml import etree

from stardb.ooxml import EditablePackage, local_name, split_cell
from stardb.rendering.workbook.formulas.references import Here
from stardb.rendering.workbook.row_layout import Layout
from stardb.rendering.workbook.templates.template_faults import TemplateFaults
from stardb.rendering.workbook.writing.range_mover import move_formula

__all__ = ["move_comments", "move_drawing"]


def move_drawing(
    root: etree._Element, layout: Layout, layouts: Mapping[str, Layout], name: str, faults: TemplateFaults
) -> None:
    """Move the anchors of a drawing part, keeping each object's size in rows; one whose first row is in no report goes.

    name: its sheet's.
    """
    note = partial(faults.add_scattered, sheet=name)
    for anchor in list(root.iter()):
        if local_name(anchor) in ("twoCellAnchor", "oneCellAnchor"):
            rows = [_row_of(child) for child in anchor if local_name(child) in ("from", "to")]
            rows = [row for row in rows if row is not None]
            if rows:
                first = int(rows[0].text or 0)  # type: ignore[union-attr]
                if _is_gone(anchor, layout, first + 1):
                    continue
                by = layout.position(first + 1) - first - 1
                for row in rows:
                    row.text = str(int(row.text or 0) + by)  # type: ignore[union-attr]
        elif isinstance(anchor.tag, str) and anchor.get("textlink"):
            anchor.set("textlink", move_formula(anchor.get("textlink", ""), Here(name.casefold()), layouts, note))


def _is_gone(anchor: etree._Element, layout: Layout, row: int) -> bool:
    """Take an object away that stands on a row which the template leaves out: whether it was."""
    parent = anchor.getparent()
    if parent is None or layout.runs(row, row):
        return False
    parent.remove(anchor)
    return True


def _row_of(marker: etree._Element) -> etree._Element | None:
    return next((child for child in marker if local_name(child) == "row"), None)


def move_comments(package: EditablePackage, sheet: str, layout: Layout) -> None:
    """Move the notes of a sheet's part: one on a repeated row stays with its first copy, one on no row goes."""
    for kind, name in (("comments", "comment"), ("threadedComment", "threadedComment")):
        for part in package.find_related(sheet, kind):
            with package.editing(part) as root:
                _move_notes(root, layout, name)
    for part in package.find_related(sheet, "vmlDrawing"):
        package.put(part, _move_shapes(package.read(part), layout))


def _move_notes(root: etree._Element, layout: Layout, name: str) -> None:
    for element in [found for found in root.iter() if local_name(found) == name]:
        letters, row = split_cell(element.get("ref", "A1"))
        runs = layout.runs(row, row)
        parent = element.getparent()
        if runs:
            element.set("ref", f"{letters}{runs[0][0]}")
        elif parent is not None:
            parent.remove(element)


def _move_shapes(data: bytes, layout: Layout) -> bytes:
    """The old-style drawing of notes, edited as text: it is not always well-formed XML."""
    text = data.decode("utf-8", "surrogateescape")
    shape = re.compile(r"<v:shape\b(?:(?!</v:shape>).)*?ObjectType=\"Note\".*?</v:shape>", re.S)
    return shape.sub(lambda found: _move_shape(found[0], layout), text).encode("utf-8", "surrogateescape")


def _move_shape(shape: str, layout: Layout) -> str:
    row = re.search(r"<x:Row>\s*(\d+)\s*</x:Row>", shape)
    if row is None:
        return shape
    old = int(row[1])
    runs = layout.runs(old + 1, old + 1)
    if not runs:
        return ""
    by = runs[0][0] - 1 - old

    def anchor(found: re.Match[str]) -> str:
        numbers = [part.strip() for part in found[1].split(",")]
        for index in (2, 6):  # left, offset, top, offset, right, offset, bottom, offset
            if len(numbers) == 8 and numbers[index].isdigit():
                numbers[index] = str(max(int(numbers[index]) + by, 0))
        return f"<x:Anchor>{', '.join(numbers)}</x:Anchor>"

    shape = shape.replace(row[0], f"<x:Row>{old + by}</x:Row>")
    return re.sub(r"<x:Anchor>([^<]*)</x:Anchor>", anchor, shape)
