"""A worksheet's XML with some cells in other styles: every other byte stays as it is, however long the sheet.

The XML is walked once for the places of its tags; what is new is put between the bytes that are there.
"""

import re
from bisect import insort
from collections import deque
from collections.abc import Callable, Iterable, Mapping

from stardb.ooxml import Spot, cell_name, parse_cell, scan_tags

Restyle = Callable[[Spot, int], int]
"""A cell and its style to its new style."""

_TAG = re.compile(rb"<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")
_STYLE = re.compile(rb"\s+s\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_SPANS = re.compile(rb"\s+spans\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_HEAD = re.compile(rb"<[^\s/>]+(?:\s+r\s*=\s*(?:\"[^\"]*\"|'[^']*'))?")
_NAME = re.compile(rb"<[^\s/>]+")

_BEHIND = frozenset(
    re.split(
        " ", "legacyDrawingHF drawingHF picture oleObjects controls AlternateContent webPublishItems tableParts extLst"
    )
)
"""What stands behind `legacyDrawing` in a worksheet."""


def restyle_cells(xml: bytes, spots: Iterable[Spot], restyle: Restyle, drawing: str = "") -> bytes:
    """The sheet with these cells restyled; those it has not are put in, in the style of their row or column.

    drawing: an element to put where `legacyDrawing` stands, `{}` in it for the prefix of names. Raises PackageError where
    the XML is damaged.
    """
    walk = _Walk(xml, spots, restyle, drawing)
    scan_tags(xml, walk.start, walk.end)
    return walk.result()


class _Walk:
    """The edits, as they are found: from, to, and what stands there instead."""

    def __init__(self, xml: bytes, spots: Iterable[Spot], restyle: Restyle, drawing: str) -> None:
        self.xml, self.restyle, self.drawing = xml, restyle, drawing
        rows: dict[int, deque[int]] = {}
        for row, column in sorted(spots):
            rows.setdefault(row, deque()).append(column)
        self.rows = deque(rows.items())
        self.edits: list[tuple[int, int, bytes]] = []
        self.depth, self.row, self.column = 0, -1, -1
        self.wanted: deque[int] = deque()
        self.row_style = ""
        self.row_tag = -1
        self.column_styles: list[tuple[range, int]] = []

    def result(self) -> bytes:
        parts, at = [], 0
        for start, stop, text in self.edits:
            parts += [self.xml[at:start], text]
            at = stop
        return b"".join([*parts, self.xml[at:]])

    def start(self, name: str, attributes: Mapping[str, str], at: int) -> None:
        self.depth += 1
        prefix, local = _split_prefix(name)
        if local == "c" and self.depth == 4:
            self._cell(prefix, attributes, at)
        elif local == "row" and self.depth == 3:
            self._row(prefix, attributes, at)
        elif local == "sheetData" and self.depth == 2 and self._is_empty(at):
            self._fill(at, self._rows(prefix, None))
        elif local == "col" and self.depth == 3:
            columns = range(int(attributes["min"]) - 1, int(attributes["max"]))
            self.column_styles.append((columns, int(attributes.get("style", 0))))
        elif local in _BEHIND and self.depth == 2:
            self._draw(prefix, at)

    def end(self, name: str, at: int) -> None:
        prefix, local = _split_prefix(name)
        if local == "row" and self.depth == 3 and self.wanted:
            self._insert(at, self._cells(prefix, None))
        elif local == "sheetData" and self.depth == 2:
            self._insert(at, self._rows(prefix, None))
        elif self.depth == 1:
            self._draw(prefix, at)
        self.depth -= 1

    def _row(self, prefix: str, attributes: Mapping[str, str], at: int) -> None:
        self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
        self.column, self.row_tag = -1, at
        self._insert(at, self._rows(prefix, self.row))
        self.wanted = self.rows.popleft()[1] if self.rows and self.rows[0][0] == self.row else deque()
        self.row_style = attributes.get("s", "") if attributes.get("customFormat") in ("1", "true") else ""
        if self.wanted and self._is_empty(at):
            self._fill(at, self._new(prefix, None))

    def _cell(self, prefix: str, attributes: Mapping[str, str], at: int) -> None:
        self.column = parse_cell(attributes["r"])[1] if "r" in attributes else self.column + 1
        if self.wanted and self.wanted[0] < self.column:
            self._insert(at, self._cells(prefix, self.column))
        if self.wanted and self.wanted[0] == self.column:
            tag = self._tag(at)
            place = self.row, self.wanted.popleft()
            style = b' s="%d"' % self.restyle(place, int(attributes.get("s", 0)))
            own = _STYLE.search(tag)
            begin, stop = own.span() if own else (self._head(tag), self._head(tag))
            self._edit(at + begin, at + stop, style)

    def _rows(self, prefix: str, before: int | None) -> bytes:
        """The rows wanted before this one that the sheet has not."""
        made = []
        while self.rows and (before is None or self.rows[0][0] < before):
            self.row, self.wanted = self.rows.popleft()
            self.row_style = ""
            cells = self._new(prefix, None).decode()
            made.append(f'<{prefix}row r="{self.row + 1}">{cells}</{prefix}row>'.encode())
        if before is not None:
            self.row = before
        return b"".join(made)

    def _cells(self, prefix: str, before: int | None) -> bytes:
        """The cells wanted before this column that the row has not; what the row says it spans may then be wrong."""
        if self.row_tag >= 0 and (spans := _SPANS.search(self._tag(self.row_tag))):
            self._edit(self.row_tag + spans.start(), self.row_tag + spans.end(), b"")
        self.row_tag = -1
        return self._new(prefix, before)

    def _new(self, prefix: str, before: int | None) -> bytes:
        made = []
        while self.wanted and (before is None or self.wanted[0] < before):
            place = self.row, self.wanted.popleft()
            style = self.restyle(place, self._default(place[1]))
            made.append(f'<{prefix}c r="{cell_name(place[0] + 1, place[1])}" s="{style}"/>'.encode())
        return b"".join(made)

    def _default(self, column: int) -> int:
        if self.row_style:
            return int(self.row_style)
        return next((style for columns, style in self.column_styles if column in columns), 0)

    def _draw(self, prefix: str, at: int) -> None:
        self._insert(at, self.drawing.format(prefix).encode())
        self.drawing = ""

    def _tag(self, at: int) -> bytes:
        match = _TAG.match(self.xml, at)
        assert match is not None
        return match[0]

    def _head(self, tag: bytes) -> int:
        """Where a cell's further attributes may begin: after its name and its place."""
        head = _HEAD.match(tag)
        assert head is not None
        return head.end()

    def _is_empty(self, at: int) -> bool:
        return self._tag(at).endswith(b"/>")

    def _fill(self, at: int, content: bytes) -> None:
        """Put content into an element that is written as one tag."""
        if content:
            tag = self._tag(at)
            name, bare = _NAME.match(tag), _SPANS.sub(b"", tag)
            assert name is not None
            self._edit(at, at + len(tag), bare[:-2].rstrip() + b">" + content + b"</" + name[0][1:] + b">")

    def _insert(self, at: int, text: bytes) -> None:
        if text:
            self._edit(at, at, text)

    def _edit(self, start: int, stop: int, text: bytes) -> None:
        insort(self.edits, (start, stop, text), key=lambda edit: edit[0])


def _split_prefix(name: str) -> tuple[str, str]:
    """A name's prefix with its colon, and the rest."""
    local = name.rpartition(":")[2]
    return name[: len(name) - len(local)], local
