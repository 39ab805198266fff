"""The styles of an OpenDocument: which strike out, set high or low, or are of a symbol font."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from lxml import etree

from stardb.books.conditional_formats.display_rules import Area, DisplayChange, DisplayRule
from stardb.books.display.cell_look import PLAIN, CellLook
from stardb.books.display.rich_text import Level, TextRun
from stardb.books.display.symbol_fonts import symbol_font
from stardb.books.formats.ods.conditions import MAP, UNKNOWN_CODE, format_code, read_condition
from stardb.books.formats.ods.names import DATA_STYLE, NAMES, STYLE, TABLE

T = TypeVar("T")


_FORMATS, _DRAWING = f"{{{NAMES}xsl-fo-compatible:1.0}}", f"{{{NAMES}svg-compatible:1.0}}"
CELL_STYLE, FONT_FACE = f"{STYLE}style", f"{STYLE}font-face"
FORMATS = (f"{DATA_STYLE}number-style", f"{DATA_STYLE}currency-style", f"{DATA_STYLE}percentage-style")
TEXT_FORMAT = f"{DATA_STYLE}text-style"
"""The elements that are formats of numbers, and the one of texts."""

_WORDS = frozenset({f"{DATA_STYLE}text", f"{DATA_STYLE}currency-symbol"})

_SIZES = (f"{STYLE}row-height", f"{STYLE}column-width")
_NOTHING = re.compile(r"0+(?:\.0*)?(?:[a-z]{2})?\Z")
_DEFAULT = "Default"
_MOST = 50
"""More styles than these are not built on one another."""

_Key = tuple[str, str]


class FormatWords(NamedTuple):
    """What a number format puts before and behind a number's digits. is_percent: whether it is one of percentages."""

    before: str = ""
    after: str = ""
    is_percent: bool = False


_SILENT = FormatWords()


class OdsStyles:
    """The styles that were read.

    hiding: the names of those that hide a sheet. flat: families and names of those of rows and columns that have no height
    or width.
    """

    def __init__(self) -> None:
        self.hiding: set[str] = set()
        self.flat: set[_Key] = set()
        self._faces: dict[str, str] = {}
        self._fonts: dict[_Key, tuple[TextRun, str]] = {}
        self._looks: dict[str, CellLook] = {}
        self._words: dict[str, FormatWords] = {}
        self._formats: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._maps: dict[str, list[tuple[str, str]]] = {}
        self._rules: dict[str, list[DisplayRule]] = {}

    def add(self, element: etree._Element) -> None:
        """Takes in a style, a number format, or the declaration of a font."""
        name = element.get(f"{STYLE}name") or ""
        if element.tag == FONT_FACE:
            self._faces[name] = symbol_font((element.get(f"{_DRAWING}font-family") or name).strip("'\""))
            return
        if element.tag in (*FORMATS, TEXT_FORMAT):
            self._words[name] = _words(element)
            self._codes[name] = format_code(element, self._codes)
            return
        if display_name := element.get(f"{STYLE}display-name"):
            self._names[display_name] = name
        if maps := [*element.iterfind(MAP)]:
            self._maps[name] = [
                (part.get(f"{STYLE}condition") or "", part.get(f"{STYLE}apply-style-name") or "") for part in maps
            ]
        if data := element.get(f"{STYLE}data-style-name"):
            self._formats[name] = data
        if any(part.get(f"{TABLE}display") == "false" for part in element.iterfind(f"{STYLE}table-properties")):
            self.hiding.add(name)
        sizes = (part.get(name) or "" for part in element for name in _SIZES)
        if any(_NOTHING.match(size) for size in sizes):
            self.flat.add((element.get(f"{STYLE}family") or "", name))
        font = TextRun("", None, Level.LINE, None)
        for properties in element.iterfind(f"{STYLE}text-properties"):
            font = self._font(properties)
        self._fonts[element.get(f"{STYLE}family") or "", name] = font, element.get(f"{STYLE}parent-style-name") or ""

    def font(self, family: str, name: str, outer: TextRun) -> TextRun:
        """The font of a style within another font, which counts where the style says nothing."""
        struck, font, level = None, None, Level.LINE
        for _ in range(_MOST):
            own, parent = self._fonts.get((family, name), (None, ""))
            if own is None:
                break
            struck = own.struck if struck is None else struck
            font = own.font if font is None else font
            level = own.level if level is Level.LINE else level
            name = parent
        struck, font = outer.struck if struck is None else struck, outer.font if font is None else font
        return TextRun("", struck, outer.level if level is Level.LINE else level, font)

    def words(self, name: str) -> FormatWords:
        """What the number format of a cell style puts around the digits, where it is the same for all numbers."""
        for _ in range(_MOST):
            if name in self._formats or not name:
                break
            _, name = self._fonts.get(("table-cell", name), (None, ""))
        return self._words.get(self._formats.get(name, ""), _SILENT)

    def rules(self, name: str) -> list[DisplayRule]:
        """The conditional formats of a cell style."""
        found = self._rules.get(name)
        if found is None:
            own = self._find_inherited(name, self._maps) or []
            found = self._rules[name] = [self.rule(condition, style) for condition, style in own]
        return found

    def rule(self, condition: str, style: str, areas: Sequence[Area] = (), order: int = 0) -> DisplayRule:
        """A conditional format that shows a cell in this style, given by its name or the one people see. The first of several is the only one."""
        change = self._change(self._names.get(style, style))
        return DisplayRule(areas, read_condition(condition), change, order, stops=True)

    def _change(self, name: str) -> DisplayChange:
        """What a style changes of what is shown, apart from the one that all are built on."""
        data, struck = self._find_inherited(name, self._formats), self.font("table-cell", name, TextRun("")).struck
        return DisplayChange(None if data is None else self._codes.get(data, UNKNOWN_CODE), struck)

    def _find_inherited(self, name: str, given: Mapping[str, T]) -> T | None:
        """What is given for a cell style, or the nearest it is built on; not for the one of all cells."""
        for _ in range(_MOST):
            if name in given or name in ("", _DEFAULT):
                break
            _, name = self._fonts.get(("table-cell", name), (None, ""))
        return given.get(name) if name != _DEFAULT else None

    def look(self, name: str) -> CellLook:
        """The look of a cell style."""
        found = self._looks.get(name)
        if found is None:
            font = self.font("table-cell", name, TextRun(""))
            look = CellLook(struck=bool(font.struck), font=font.font or "")
            found = self._looks[name] = PLAIN if look.is_plain else look
        return found

    def _font(self, properties: etree._Element) -> TextRun:
        lines = [properties.get(f"{STYLE}text-line-through-{part}") for part in ("style", "type")]
        remark = [line for line in lines if line is not None]
        struck = any(line != "none" for line in remark) and "none" not in remark if remark else None
        face = properties.get(f"{STYLE}font-name")
        family = properties.get(f"{_FORMATS}font-family")
        font = None
        if face is not None:
            font = self._faces.get(face, symbol_font(face))
        elif family is not None:
            font = symbol_font(family.strip("'\""))
        return TextRun("", struck, _level(properties.get(f"{STYLE}text-position") or ""), font)


def _words(element: etree._Element) -> FormatWords:
    """The words of a number format; none where it has others for other numbers, scales them, or writes no plain digits."""
    parts = list(element)
    at = [i for i, part in enumerate(parts) if part.tag == f"{DATA_STYLE}number"]
    if len(at) != 1 or len(parts[at[0]]) or parts[at[0]].get(f"{DATA_STYLE}display-factor", "1") != "1":
        return _SILENT
    if any(part.tag == f"{STYLE}map" for part in parts):
        return _SILENT
    before, after = (
        "".join(part.text or "" for part in some if part.tag in _WORDS).strip()
        for some in (parts[: at[0]], parts[at[0] + 1 :])
    )
    return FormatWords(before, after, element.tag == FORMATS[2])


def _level(position: str) -> Level:
    """High or low: `super 58%`, `-33% 58%`."""
    first = position.partition(" ")[0]
    if first == "super" or (first.rstrip("%").replace(".", "", 1).isdecimal() and first.strip("0.%")):
        return Level.HIGH
    return Level.LOW if first == "sub" or first.startswith("-") else Level.LINE
