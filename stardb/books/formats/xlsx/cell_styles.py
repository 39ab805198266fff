"""The looks of cell styles in the styles of an .xlsx."""

from lxml import etree

from stardb.books.conditional_formats.display_rules import NO_CHANGE, DisplayChange
from stardb.books.display import BUILT_IN
from stardb.books.display.cell_look import GENERAL, CellLook
from stardb.books.display.symbol_fonts import symbol_font

_LONGEST = 9
_OFF = frozenset({"0", "false"})


def read_looks(styles: etree._Element) -> dict[int, CellLook]:
    """The looks that are not plain, by the number of the cell style. A code that the workbook gives counts, not Excel's own."""
    codes = _codes(styles)
    fonts = [_font(font) for font in styles.iterfind("{*}fonts/{*}font")]
    looks = {}
    for style, xf in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        font = _number(xf, "fontId")
        struck, name = fonts[font] if font < len(fonts) else (False, "")
        look = CellLook(codes.get(_number(xf, "numFmtId"), GENERAL), struck, name)
        if not look.is_plain:
            looks[style] = look
    return looks


def read_changes(styles: etree._Element) -> dict[int, DisplayChange]:
    """What conditional formats change by their numbers, without those that change nothing that is read."""
    changes, codes = {}, _codes(styles)
    for number, dxf in enumerate(styles.iterfind("{*}dxfs/{*}dxf")):
        strike, item = dxf.find("{*}font/{*}strike"), dxf.find("{*}numFmt")
        change = DisplayChange(
            None
            if item is None
            else _code(item)
            if "formatCode" in item.attrib
            else codes.get(_number(item, "numFmtId")),
            None if strike is None else strike.get("val", "1") not in _OFF,
        )
        if change != NO_CHANGE:
            changes[number] = change
    return changes


def _codes(styles: etree._Element) -> dict[int, str]:
    """The codes of the number formats. Those that the workbook gives count, not Excel's own."""
    return {**BUILT_IN, **{_number(item, "numFmtId"): _code(item) for item in styles.iterfind("{*}numFmts/{*}numFmt")}}


def _code(item: etree._Element) -> str:
    code = item.get("formatCode") or ""
    return GENERAL if code.lower() == GENERAL.lower() else code


def _font(font: etree._Element) -> tuple[bool, str]:
    """Whether a font strikes out, and its name where it is one of symbols."""
    strike, name = font.find("{*}strike"), font.find("{*}name")
    struck = strike is not None and strike.get("val", "1") not in _OFF
    return struck, symbol_font(name.get("val")) if name is not None else ""


def _number(element: etree._Element, name: str) -> int:
    """A number an element gives; 0 for one that is none."""
    text = element.get(name) or ""
    return int(text) if text.isdecimal() and len(text) < _LONGEST else 0
