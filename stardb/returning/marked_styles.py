"""A workbook's styles, with those of marked cells: all that a cell had, but for its fill.

A mark is known again by its colour, whichever program saved the workbook since; the last places of the colour are the
number of the fill that the cell had before, which the workbook's stamp tells.
"""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy

from lxml import etree

from stardb.ooxml import EditablePackage, find_workbook, parse_xml
from stardb.problems import Severity

MOST_FILLS = 20
"""So many fills that marked cells had are remembered; a colour changed by as much still looks the same."""

COLOURS = {Severity.ERROR: 0xFFFFC8C8, Severity.WARNING: 0xFFFFF2A0}
"""Light red and light yellow: the colours of marks on cells that had no fill."""

_SECTIONS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")
_EMPTY = (
    "<styleSheet xmlns='{}'><fonts><font><sz val='11'/><name val='宋体'/></font></fonts><fills><fill>"
    "<patternFill patternType='none'/></fill><fill><patternFill patternType='gray125'/></fill></fills><borders><border/>"
    "</borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/></cellXfs></styleSheet>"
)
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_NO_FILL = "<patternFill patternType='none'/>"
_DECLARED = re.compile(r"\sxmlns(?::\w+)?='[^']*'")


class Styles:
    """The styles of a workbook. fills: what stands below marked cells' colours, in the order of their numbers from 1."""

    def __init__(self, parts: EditablePackage) -> None:
        self.parts = parts
        book = find_workbook(parts)
        self.path = next(iter(parts.find_related(book, "styles")), "")
        self.namespace = etree.QName(parts.root(book)).namespace or ""
        if not self.path:
            self.path = parts.find_unused("xl/styles{}.xml")
            parts.add(self.path, _EMPTY.format(self.namespace).encode(), _TYPE, book, "styles")
        self.root = parts.root(self.path)
        self.fills: list[str] = []
        self._marked: dict[tuple[int, Severity], int] = {}

    def strip(self, fills: Sequence[str]) -> None:
        """Take back the marks of an earlier return: every fill of their colours becomes what it was."""
        for fill in list(self._section("fills")):
            number = _number(fill)
            if number is not None:
                before = fills[number - 1] if 0 < number <= len(fills) else _NO_FILL
                fill[:] = list(parse_xml(f"<fill xmlns='{self.namespace}'>{before}</fill>".encode()))

    def mark_style(self, base: int, severity: Severity) -> int:
        """The number of the style that is like style `base`, in the colour of a severity."""
        if (base, severity) not in self._marked:
            xf = self._base(base)
            number = self._remember(int(xf.get("fillId", 0)))
            fill = self._add("fills", self._solid(COLOURS[severity] + number))
            self._marked[base, severity] = self._style(xf, fillId=fill)
        return self._marked[base, severity]

    def plain(
        self, *, bold: bool = False, size: int = 0, link: bool = False, grid: bool = False, colour: int = 0
    ) -> int:
        """The number of a new style of text that wraps, in the workbook's own font."""
        names = {"fontId": self._font(bold, size, link)}
        if grid:
            names["borderId"] = self._add("borders", self._grid())
        if colour:
            names["fillId"] = self._add("fills", self._solid(colour))
        xf = etree.fromstring(f"<xf xmlns='{self.namespace}' numFmtId='0' fillId='0' borderId='0' xfId='0'/>")
        etree.SubElement(xf, self._name("alignment"), vertical="center" if bold else "top", wrapText="1")
        xf.set("applyAlignment", "1")
        return self._style(xf, **names)

    def write(self) -> None:
        """Put the styles into the package."""
        self.parts.save(self.path)

    def _base(self, number: int) -> etree._Element:
        formats = self._section("cellXfs")
        return formats[number] if number < len(formats) else formats[0]

    def _style(self, like: etree._Element, **names: int) -> int:
        xf = deepcopy(like)
        for name, number in names.items():
            xf.set(name, str(number))
            xf.set(f"apply{name[0].upper()}{name[1:-2]}", "1")
        return self._add("cellXfs", xf)

    def _remember(self, fill: int) -> int:
        """The number by which a fill is remembered; 0 for none, and for more than can be."""
        fills = self._section("fills")
        inner = next(iter(fills[fill]), None) if 0 < fill < len(fills) else None
        if inner is None or inner.get("patternType") == "none":
            return 0
        text = _DECLARED.sub("", etree.tostring(inner, encoding="unicode", with_tail=False).replace('"', "'"))
        if text not in self.fills and len(self.fills) < MOST_FILLS:
            self.fills.append(text)
        return self.fills.index(text) + 1 if text in self.fills else 0

    def _solid(self, colour: int) -> etree._Element:
        made = etree.Element(self._name("fill"))
        pattern = etree.SubElement(made, self._name("patternFill"), patternType="solid")
        etree.SubElement(pattern, self._name("fgColor"), rgb=f"{colour:08X}")
        etree.SubElement(pattern, self._name("bgColor"), indexed="64")
        return made

    def _font(self, bold: bool, size: int, link: bool) -> int:
        made, own = etree.Element(self._name("font")), self._section("fonts")[0]
        for tag, attributes in _font_parts(own, bold, size, link):
            etree.SubElement(made, self._name(tag), attributes)
        return self._add("fonts", made)

    def _grid(self) -> etree._Element:
        made = etree.Element(self._name("border"))
        for side in ("left", "right", "top", "bottom"):
            line = etree.SubElement(made, self._name(side), style="thin")
            etree.SubElement(line, self._name("color"), rgb="FFBFBFBF")
        etree.SubElement(made, self._name("diagonal"))
        return made

    def _add(self, section: str, element: etree._Element) -> int:
        items = self._section(section)
        items.append(element)
        items.set("count", str(len(items)))
        return len(items) - 1

    def _section(self, name: str) -> etree._Element:
        """A list of styles; taken from the plainest workbook where there is none."""
        found = self.root.find(self._name(name))
        if found is None:
            found = etree.fromstring(_EMPTY.format(self.namespace)).find(self._name(name))
            assert found is not None
            before = set(map(self._name, _SECTIONS[: _SECTIONS.index(name)]))
            self.root.insert(sum(element.tag in before for element in self.root), found)
        return found

    def _name(self, local: str) -> str:
        return f"{{{self.namespace}}}{local}"


def _number(fill: etree._Element) -> int | None:
    """The number that a mark's colour carries; None for any other fill."""
    colour = fill.find("{*}patternFill[@patternType='solid']/{*}fgColor")
    text = colour.get("rgb", "") if colour is not None else ""
    given = int(text, 16) | 0xFF000000 if re.fullmatch("[0-9A-Fa-f]{6,8}", text) else 0
    return next((given - base for base in COLOURS.values() if 0 <= given - base <= MOST_FILLS), None)


def _font_parts(own: etree._Element, bold: bool, size: int, link: bool) -> Iterator[tuple[str, dict[str, str]]]:
    """What a font is made of, in the order in which Excel wants it."""
    if bold:
        yield "b", {}
    if link:
        yield "u", {}
    yield "sz", {"val": str(size or 11)}
    yield "color", {"rgb": "FF0563C1"} if link else {"rgb": "FF000000"}
    for name in ("name", "family", "charset"):
        part = own.find(f"{{*}}{name}")
        if part is not None:
            yield name, {"val": part.get("val", "")}
