"""Web pages saved as workbooks, as many systems export them: each table is a sheet."""

import re
from collections.abc import Sequence
from dataclasses import field

from lxml import etree

from stardb.books.display.cell_from_text import cell_from_text
from stardb.books.display.cell_look import PLAIN, CellLook, display_cell
from stardb.books.display.rich_lines import join_lines
from stardb.books.display.rich_text import TextRun
from stardb.books.errors import damage_error, no_workbook_error
from stardb.books.formats.css import ElementStyle, StyleSheet
from stardb.books.formats.file_format import FileContent, RawBook
from stardb.books.formats.html.html_spans import HtmlRow, HtmlSpan, arrange_spans
from stardb.books.raw.allowance import Allowance
from stardb.books.raw.raw_sheet import RawSheet
from stardb.books.remarks import CellRemark
from stardb.books.sheet import Cell, Control
from stardb.dataclass import dataclass

_BREAKS = frozenset({"br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "caption"})
_BREAK = "\v"
_CELLS = frozenset({"td", "th"})
_LINES_OF_CELLS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "col", "colgroup"})
_UNSEEN = frozenset({"script", "style", "title", "xml", "noscript"})
_VOID = frozenset(
    {"br", "col", "hr", "img", "input", "link", "meta", "wbr", "area", "base", "embed", "param", "source"}
)
"""Elements that have no end."""
_CONTROLS, _BUTTONS = (
    frozenset({"input", "select"}),
    frozenset({"hidden", "button", "submit", "reset", "image", "file"}),
)
_BLANK = " \t\r\n\f"
_AS_TEXT = "@"
_PLAIN = TextRun("")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LINES = re.compile(r" *\n[ \n]*")
_SHOWN_NUMBER = re.compile(r"[+-]?[\d,]*\.?\d+(?:[Ee][+-]?\d+)?")
_ASIDE = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1", re.IGNORECASE | re.DOTALL)
_BEGIN, _END = re.compile(r"<table\b", re.IGNORECASE), re.compile(r"</table\b", re.IGNORECASE)
_TABLE_LIMIT = 1000
_LEADING = 5
"""How many lines of text before a table are taken as rows above it: its title and the like; and behind the last one."""
_NOTE = re.compile("单位|[元%％‰]")
"""What a line behind a table has that may tell its units."""


def read(content: FileContent) -> RawBook:
    """The tables of a page. Raises UnreadableFile where it has none, or one is not whole."""
    if "<table" not in content.text.lower():
        raise no_workbook_error("网页（HTML 或 XML）")
    return RawBook(read_pages([content.text], content.name))


def read_pages(pages: Sequence[str], name: str) -> list[RawSheet]:
    """The tables of some pages. name: what to call a table that is alone; of several, each has its number too.

    Raises UnreadableFile where a table does not end: a page cut off is not half read.
    """
    if not all(map(_is_whole, pages)):
        raise damage_error("网页没有写完，里面的表格没有结束")
    tables = [table for page in pages for table in _tables(page)]
    allowance = Allowance()
    every = (arrange_spans(name, table.rows, table.hidden_columns, allowance) for table in tables)
    found = [sheet for sheet in every if sheet.rows or sheet.far_corner]
    if len(found) < 2:
        return found
    return [
        RawSheet(f"{name} {i}", d.rows, d.top, d.left, d.metadata, far_corner=d.far_corner)
        for i, d in enumerate(found, 1)
    ]


def _is_whole(page: str) -> bool:
    """Whether every table ends."""
    displayed = _ASIDE.sub("", page)
    return len(_BEGIN.findall(displayed)) <= len(_END.findall(displayed))


def _tables(page: str) -> list["_Table"]:
    target = _Target()
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True)  # type: ignore[arg-type]  # its tags are text
    try:
        etree.fromstring(page.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        target.close()
    return target.tables


@dataclass
class _Cell:
    """A cell as it is being read: its attributes, what the styles say of it, and its lines of pieces."""

    attributes: dict[str, str]
    code: str | None
    lines: list[list[TextRun]] = field(default_factory=lambda: [[]])
    control: str = ""

    def span(self) -> HtmlSpan:
        """The cell with the rows and columns it spans."""
        text, remark = display_cell(
            join_lines(line for line in self.lines if any(run.text.strip(_BLANK) for run in line)), PLAIN
        )
        cell: Cell = Control(self.control) if self.control else text
        if self.control:
            remark = None
        elif isinstance(text, str) and text and not remark:
            cell, remark = _value(self.attributes, text, self.code)
        return HtmlSpan(cell, remark, _span(self.attributes, "rowspan"), _span(self.attributes, "colspan"))


@dataclass
class _Table:
    """A table as it is being read. cell: the one that is open."""

    rows: list[HtmlRow] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)
    columns: int = 0
    cell: _Cell | None = None

    def end_cell(self) -> None:
        if self.cell is not None:
            self.rows[-1].cells.append(self.cell.span())
            self.cell = None


class _Target:
    """What the parser says of a page, in turn: a table within a cell of another is a table of its own."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._loose: list[str] = []
        self._unseen = 0
        self._styles = StyleSheet()
        self._rules: list[str] | None = None
        self._fonts: list[tuple[str, TextRun, bool]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        attributes = dict(attributes)
        self._unseen += tag in _UNSEEN
        if tag == "style":
            self._rules = []
        facts = self._styles.facts(tag, attributes)
        is_hidden = bool(self._open) and tag not in _LINES_OF_CELLS and (facts.is_unseen or "hidden" in attributes)
        if tag not in _VOID:
            self._fonts.append((tag, _nested_font(self._font, facts), is_hidden or self._is_hidden))
        if tag in _BREAKS:
            self._break()
        if tag == "table":
            self._begin()
        elif self._open:
            self._within(tag, attributes, facts)

    def end(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN
        if tag == "style" and self._rules is not None:
            self._styles.add("".join(self._rules))
            self._rules = None
        if tag in _CELLS or tag in ("tr", "caption"):
            for table in self._open[-1:]:
                table.end_cell()
        elif tag == "table" and self._open:
            self._open.pop().end_cell()
        elif tag in _BREAKS:
            self._break()
        at = next((i for i in range(len(self._fonts) - 1, -1, -1) if self._fonts[i][0] == tag), None)
        if at is not None and tag not in _VOID:
            del self._fonts[at:]

    def data(self, text: str) -> None:
        if self._rules is not None:
            self._rules.append(text)
        if self._unseen > 0 or self._is_hidden:
            return
        if not self._open:
            self._loose.append(text)
        elif self._open[-1].cell is not None:
            font = self._font
            self._open[-1].cell.lines[-1].append(TextRun(text, font.struck, font.level, font.font))

    def close(self) -> None:
        while self._open:
            self._open.pop().end_cell()
        if self.tables:
            lines = _tidy_text(self._loose).split("\n")[:_LEADING]
            self.tables[-1].rows += [HtmlRow([HtmlSpan(line)]) for line in lines if _NOTE.search(line)]
        self._loose = []

    @property
    def _is_hidden(self) -> bool:
        return bool(self._fonts) and self._fonts[-1][2]

    @property
    def _font(self) -> TextRun:
        return self._fonts[-1][1] if self._fonts else _PLAIN

    def _break(self) -> None:
        """The line ends."""
        if self._unseen <= 0 and not self._open:
            self._loose.append(_BREAK)
        elif self._unseen <= 0 and self._open[-1].cell is not None:
            self._open[-1].cell.lines.append([])

    def _begin(self) -> None:
        lines = [] if self._open else [line for line in _tidy_text(self._loose).split("\n") if line][-_LEADING:]
        self._loose = self._loose if self._open else []
        if len(self.tables) == _TABLE_LIMIT:
            raise damage_error("里面的表格多得反常")
        table = _Table([HtmlRow([HtmlSpan(line)]) for line in lines])
        self._open.append(table)
        self.tables.append(table)

    def _within(self, tag: str, attributes: dict[str, str], facts: ElementStyle) -> None:
        table = self._open[-1]
        if tag == "tr":
            table.end_cell()
            table.rows.append(HtmlRow([], facts.is_hidden))
        elif tag == "caption":
            table.end_cell()
            table.rows.append(HtmlRow([]))
            table.cell = _Cell(attributes, None)
        elif tag in _CELLS and not (facts.is_hidden or "hidden" in attributes):
            table.end_cell()
            if not table.rows:
                table.rows.append(HtmlRow([]))
            table.cell = _Cell(attributes, facts.code)
        elif tag == "col":
            count = _span(attributes, "span")
            if facts.is_hidden:
                table.hidden_columns.append(range(table.columns, table.columns + count))
            table.columns += count
        elif tag in _CONTROLS and table.cell is not None and not self._is_hidden:
            table.cell.control = table.cell.control or _content(tag, attributes)


def _content(tag: str, attributes: dict[str, str]) -> str:
    """What a field holds that people fill in; "" for an empty one, and for what is none."""
    kind = attributes.get("type", "text").lower()
    if tag == "input" and kind in _BUTTONS:
        return ""
    is_choice = tag == "select" or kind in ("checkbox", "radio")
    return " ".join(attributes.get("value", "").split()) or ("选项" if is_choice else "")


def _nested_font(outer: TextRun, facts: ElementStyle) -> TextRun:
    """The font of an element within another font."""
    return TextRun(
        "",
        outer.struck if facts.struck is None else facts.struck,
        outer.level if facts.level is None else facts.level,
        outer.font if facts.font is None else facts.font,
    )


def _tidy_text(pieces: list[str]) -> str:
    """The text as it is seen: white space is one space, a line ends where the page breaks it."""
    return _LINES.sub("\n", _SPACE.sub(" ", "".join(pieces)).replace(_BREAK, "\n")).strip(" \n")


def _span(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "").strip()
    return max(int(text[:9]), 1) if text.isdecimal() else 1


def _value(attributes: dict[str, str], text: str, code: str | None) -> tuple[Cell, CellRemark | None]:
    """The number Excel keeps beside what is shown; or what it shows of a plain number by the format beside it."""
    number, is_plain = attributes.get("x:num"), _SHOWN_NUMBER.fullmatch(text) is not None
    try:
        if number is not None and (number or is_plain):
            return cell_from_text(float(number or text.replace(",", "")), text), None
        if code and code != _AS_TEXT and is_plain:
            return display_cell(float(text.replace(",", "")), CellLook(code))
    except ValueError:
        return text, None
    return text, None
