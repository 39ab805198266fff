"""`OdsSheet`: one sheet of an OpenDocument as far as it was read."""

from bisect import bisect_right
from dataclasses import field
from operator import itemgetter

from lxml import etree

from stardb.books.conditional_formats.display_rules import DisplayRule
from stardb.books.errors import damage_error
from stardb.books.formats.ods.names import STYLE_NAME
from stardb.books.own_marks import join_stamps
from stardb.books.raw.displayed_grid import DisplayedGrid
from stardb.books.raw.raw_sheet import RawSheet
from stardb.books.raw.sheet_metadata import SheetMetadata
from stardb.dataclass import dataclass
from stardb.ooxml import Spot


@dataclass
class OdsSheet:
    """A sheet as far as it was read: the next row and column, how often the row stands, what was found."""

    name: str
    is_hidden: bool
    grid: DisplayedGrid
    row: int = 0
    column: int = 0
    columns: int = 0
    repeated: int = 1
    row_style: str = ""
    column_styles: list[tuple[int, str]] = field(default_factory=list)
    merges: list[tuple[Spot, Spot]] = field(default_factory=list)
    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)
    notes: dict[Spot, str] = field(default_factory=dict)
    stamp: str = ""
    rules: list[DisplayRule] = field(default_factory=list)

    def to_raw_sheet(self, base1904: bool, stamp: str, hides_zeros: bool) -> RawSheet:
        """What was read. stamp: the workbook's. hides_zeros: whether noughts are not shown."""
        metadata = SheetMetadata(
            self.merges,
            self.hidden_rows,
            self.hidden_columns,
            self.notes,
            self.grid.remarks,
            hides_zeros,
            base1904,
            join_stamps(self.stamp, stamp),
        )
        return self.grid.grid.to_raw_sheet(self.name, metadata, self.is_hidden)

    def style(self, cell: etree._Element, column: int) -> str:
        """The name of a cell's style: its own, its row's, or its column's."""
        name = cell.get(STYLE_NAME) or self.row_style
        if not name and self.column_styles:
            at = bisect_right(self.column_styles, column, key=itemgetter(0))
            name = self.column_styles[at][1] if at < len(self.column_styles) else ""
        return name


def read_count(element: etree._Element, name: str) -> int:
    """A number in an attribute, 1 where there is none. Raises UnreadableFile for what is no number."""
    text = element.get(name)
    if text is None:
        return 1
    if not text.isdecimal() or len(text) > 7:
        raise damage_error()
    return int(text)
