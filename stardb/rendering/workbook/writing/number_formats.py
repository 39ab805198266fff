"""Number formats for cells: the styles of a template, and those of its cells with another number format."""

import re
from copy import deepcopy

from lxml import etree

from stardb.ooxml import MAIN, EditablePackage
from stardb.rendering.number_text import EdgedNumber

__all__ = ["NumberFormats"]

_STYLE = re.compile(r' s="([0-9]+)"')
_FIRST_OWN = 164
"""The number of the first format that Excel has not itself."""
_OPEN = frozenset({"0", "49"})
"""The formats General and text: the template does not say how a number is to be shown."""
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00"}
_PLACES = re.compile(r"([#0,]*0)(?:\.([0#]+))?")
_LITERAL = re.compile(r'"[^"]*"|\\.|_.')
_WIDE = 6
"""A narrow column rounds a number in the format General; one of more places than this is given a format."""
_PART = "xl/styles.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_EMPTY = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="2">'
    '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf/></cellXfs>'
    "</styleSheet>"
)


class NumberFormats:
    """Styles by number, as cells name them; new ones are added at the end, and written by `save`."""

    def __init__(self, package: EditablePackage, workbook: str) -> None:
        self.package, self.workbook = package, workbook
        self._restyled: dict[tuple[str, str], str] = {}
        self._codes: dict[int, str] = {}
        self._is_changed = False

    def restyle(self, attributes: str, code: str) -> str:
        """A cell's attributes with a style that has this number format, unless the template's has one of its own.

        The number is made smaller where the column is too narrow for it: a text would be cut off, a number is `###`.
        """
        key = attributes, code
        if key not in self._restyled:
            found = _STYLE.search(attributes)
            style = self._style(int(found[1]) if found else 0, code)
            bare = _STYLE.sub("", attributes)
            self._restyled[key] = f'{bare} s="{style}"'
        return self._restyled[key]

    def widen(self, attributes: str, value: EdgedNumber) -> str:
        """A cell's attributes, with more decimal places where the template's would show the number on an edge or past it."""
        found = _STYLE.search(attributes)
        style = int(found[1]) if found else 0
        if style not in self._codes:
            self._codes[style] = self._code(style)
        code = self._codes[style]
        digits = _PLACES.search(code)
        places = len(digits[2] or "") if digits else _WIDE
        needed = value.places(places)
        if "%" in _LITERAL.sub("", code) or needed == places or (not code and needed <= _WIDE):
            return attributes
        key = attributes, f"{places}>{needed}"
        if key not in self._restyled:
            wide = _PLACES.sub(rf"\1.{'0' * needed}", code) if digits else f"0.{'0' * needed}"
            bare = _STYLE.sub("", attributes)
            self._restyled[key] = f'{bare} s="{self._add(style, wide)}"'
        return self._restyled[key]

    def save(self) -> None:
        """Write the styles, if any was added."""
        if self._is_changed:
            self.package.save(self._path())

    def _style(self, base: int, code: str) -> int:
        root = self.package.root(self._path())
        styles = root.find(f"{{{MAIN}}}cellXfs")
        if styles is None or not 0 <= base < len(styles):
            return base
        number = self._add(base, code if styles[base].get("numFmtId", "0") in _OPEN else "")
        alignment = styles[number].find(f"{{{MAIN}}}alignment")
        if alignment is None:
            alignment = etree.Element(f"{{{MAIN}}}alignment")
            styles[number].insert(0, alignment)
        alignment.attrib.pop("wrapText", "")
        alignment.set("shrinkToFit", "1")
        styles[number].set("applyAlignment", "1")
        return number

    def _code(self, style: int) -> str:
        """The number format of a style; "" for General and what is no plain number."""
        root = self.package.root(self._path())
        styles = root.find(f"{{{MAIN}}}cellXfs")
        if styles is None or not 0 <= style < len(styles):
            return ""
        number = int(styles[style].get("numFmtId", "0"))
        own = (found for found in root.iter(f"{{{MAIN}}}numFmt") if found.get("numFmtId") == str(number))
        return next((found.get("formatCode", "") for found in own), _BUILT_IN.get(number, ""))

    def _add(self, base: int, code: str) -> int:
        """A new style like another, with this number format if there is one."""
        root = self.package.root(self._path())
        styles = root.find(f"{{{MAIN}}}cellXfs")
        assert styles is not None
        copy = deepcopy(styles[base])
        if code:
            copy.set("numFmtId", str(self._number(root, code)))
            copy.set("applyNumberFormat", "1")
        styles.append(copy)
        styles.set("count", str(len(styles)))
        self._is_changed = True
        return len(styles) - 1

    def _number(self, root: etree._Element, code: str) -> int:
        """The number of a format, added if it is new."""
        formats = root.find(f"{{{MAIN}}}numFmts")
        if formats is None:
            formats = etree.Element(f"{{{MAIN}}}numFmts")
            root.insert(0, formats)
        known = {found.get("formatCode"): int(found.get("numFmtId", "0")) for found in formats}
        if code not in known:
            known[code] = max([_FIRST_OWN - 1, *known.values()]) + 1
            etree.SubElement(formats, f"{{{MAIN}}}numFmt", numFmtId=str(known[code]), formatCode=code)
            formats.set("count", str(len(formats)))
        return known[code]

    def _path(self) -> str:
        found = self.package.find_related(self.workbook, "styles")
        if not found:
            self.package.add(_PART, _EMPTY.encode(), _TYPE, self.workbook, "styles")
        return found[0] if found else _PART
