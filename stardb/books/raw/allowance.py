"""`Allowance`: how much one workbook may hold, counted while it is read, so that no file takes minutes or gigabytes."""

from collections.abc import Iterable, Iterator

from stardb.books.errors import UnreadableFile
from stardb.books.raw.sheet_metadata import CELL_LIMIT

CHARACTER_LIMIT = 2**25
"""The most characters read in the cells of one workbook, a text that many cells share counted in each: 100,000 rows of 40
columns have room for eight each. A few bytes of a file can stand for any number of them."""
TOTAL_LIMIT = 4 * CELL_LIMIT
"""The most cells in all sheets of a workbook, empty ones and all."""
TAG_LIMIT = 2**25
"""The most tags in the XML of a workbook's sheets and texts: those of 5,000,000 cells with formulas."""


class Allowance:
    """How much more the sheets of one workbook may hold. Raises UnreadableFile where that is exceeded."""

    def __init__(self) -> None:
        self._characters, self._cells, self._tags = CHARACTER_LIMIT, TOTAL_LIMIT, TAG_LIMIT

    def use_characters(self, count: int) -> None:
        """Counts characters of a cell."""
        self._characters -= count
        if self._characters < 0:
            raise _excess_error(f"各格的文字合计超过{CHARACTER_LIMIT // 10_000}万字")

    def use_cells(self, count: int) -> None:
        """Counts cells of a sheet."""
        self._cells -= count
        if self._cells < 0:
            raise _excess_error(f"各表合计超过{TOTAL_LIMIT // 10_000}万格")

    def count_tags(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Gives the pieces of some XML on, and counts its tags."""
        for piece in pieces:
            self._tags -= piece.count(b"<")
            if self._tags < 0:
                raise _excess_error(f"里面的标记超过{TAG_LIMIT // 10_000}万个")
            yield piece


def _excess_error(found: str) -> UnreadableFile:
    return UnreadableFile("D155", f"大得反常（{found}），没有读", found, "一个工作簿能用得着的内容")
