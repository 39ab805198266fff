"""The boxes that a sheet's comments are drawn in (VML, as Excel writes it, which is not always sound XML)."""

import re
from collections.abc import Mapping

from stardb.ooxml import Spot, parse_cell
from stardb.returning.problem_lines import make_lines

EMPTY = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    b"</o:shapelayout></xml>"
)
TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"

_BOX = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;z-index:1;visibility:hidden"'
    ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
    '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_NUMBER = re.compile(rb'id="_x0000_s(\d+)"')
_ONE = re.compile(rb"<v:shape\b(?:(?!</v:shape>).)*?</v:shape>\s*", re.DOTALL)
_WHERE = tuple(re.compile(rb"<x:%s>\s*(\d+)\s*</x:%s>" % (name, name)) for name in (b"Row", b"Column"))
_END = b"</xml>"

_WIDTH, _COLUMNS = 44, 4
"""How many half-width characters stand in a line of a box, and how many columns of usual width it covers."""


def remove_boxes(vml: bytes, cells: list[str]) -> bytes:
    """The drawing without the boxes of these cells' comments."""
    gone = {parse_cell(cell) for cell in cells}
    return _ONE.sub(lambda shape: b"" if _of(shape[0]) in gone else shape[0], vml)


def add_boxes(vml: bytes, texts: Mapping[Spot, str]) -> bytes:
    """The drawing with a box for each of these comments."""
    first = max((int(number) for number in _NUMBER.findall(vml)), default=1024) + 1
    shapes = [] if b'id="_x0000_t202"' in vml else [_BOX]
    for number, ((row, column), text) in enumerate(texts.items(), first):
        shapes.append(_SHAPE.format(id=number, anchor=_anchor(row, column, text), row=row, column=column))
    end = vml.rfind(_END)
    return vml[:end] + "".join(shapes).encode() + vml[end:]


def _of(shape: bytes) -> Spot | None:
    row, column = (pattern.search(shape) for pattern in _WHERE)
    return (int(row[1]), int(column[1])) if row and column and b'"Note"' in shape else None


def _anchor(row: int, column: int, text: str) -> str:
    """From where to where a box reaches: column and row, each with its offset in pixels."""
    lines = make_lines(text, _WIDTH)
    top = max(row - 1, 0)
    return f"{column + 1}, 15, {top}, 10, {column + 1 + _COLUMNS}, 15, {top + lines + 2}, 4"
