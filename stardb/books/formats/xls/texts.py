"""The texts of an .xls: in UTF-16 or Latin-1 since Excel 97, whatever code page is declared; before, in that code page."""

from collections.abc import Sequence
from struct import unpack_from

from stardb.books.errors import UnreadableFile
from stardb.dataclass import dataclass

_PAGES = {
    1200: "gb18030",
    367: "ascii",
    10000: "mac_roman",
    10008: "gb18030",
    32768: "mac_roman",
    32769: "cp1252",
    936: "gb18030",
    950: "big5hkscs",
    54936: "gb18030",
    65001: "utf-8",
}
_WIDE, _EXTENDED, _RICH = 1, 4, 8

Start = tuple[int, int]
"""The first character of a font, counted in UTF-16, and the font's number."""


class Pieces:
    """The content of a record and of those that continue it, read from left to right. Raises IndexError past its end."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces, self._piece, self._at = pieces, 0, 0

    @property
    def is_done(self) -> bool:
        """Whether everything was read."""
        return self._at >= len(self._pieces[self._piece]) and self._piece + 1 == len(self._pieces)

    def read(self, count: int) -> bytes:
        """The next bytes, which may go on in the next piece."""
        piece, start = self._pieces[self._piece], self._at
        self._at = start + count
        if self._at <= len(piece):
            return piece[start : self._at]
        taken = [piece[start:]]
        while (count := count - len(taken[-1])) > 0:
            self._next()
            self._at = count
            taken.append(self._pieces[self._piece][:count])
        return b"".join(taken)

    def number(self, size: int) -> int:
        """The next `size` bytes as a whole number, the lowest byte first."""
        return int.from_bytes(self.read(size), "little")

    def rich(self) -> tuple[str, list[Start]]:
        """A text with its length, and the fonts within it."""
        length, flags = self.number(2), self.number(1)
        runs = self.number(2) if flags & _RICH else 0
        extension = self.number(4) if flags & _EXTENDED else 0
        text = self.characters(length, flags)
        fonts = self.read(4 * runs)
        self.read(extension)
        return text, [unpack_from("<HH", fonts, 4 * i) for i in range(runs)]

    def characters(self, length: int, flags: int) -> str:
        """So many characters. A piece that begins amid them says anew whether each of its own has two bytes."""
        found = b""
        while True:
            width = 2 if flags & _WIDE else 1
            count = min(length, (len(self._pieces[self._piece]) - self._at) // width)
            part = self.read(count * width)
            length -= count
            if not length and not found:
                return part.decode("utf-16-le" if width == 2 else "latin-1", "replace")
            found += part if width == 2 else part.decode("latin-1").encode("utf-16-le")
            if not length:
                return found.decode("utf-16-le", "replace")
            self._next()
            flags = self.number(1)

    def _next(self) -> None:
        self._piece += 1
        self._at = 0
        if self._piece == len(self._pieces):
            raise IndexError


@dataclass(frozen=True)
class Coding:
    """How a workbook's texts are coded: since Excel 97 with two bytes a character or one, before in a code page."""

    is_wide: bool
    page: int | None = None

    def text(self, pieces: Pieces, size: int) -> str:
        """A text with its length before it, in `size` bytes."""
        length = pieces.number(size)
        if not self.is_wide:
            return self.decode(pieces.read(length))
        return pieces.characters(length, pieces.number(1)) if length else ""

    def rich(self, pieces: Pieces) -> tuple[str, list[Start]]:
        """A text with its length before it and its fonts behind it, as it stands in a cell of its own."""
        if self.is_wide:
            text = self.text(pieces, 2)
            return text, [(pieces.number(2), pieces.number(2)) for _ in range(pieces.number(2))]
        data = pieces.read(pieces.number(2))
        starts = [(pieces.number(1), pieces.number(1)) for _ in range(pieces.number(1))]
        return self.decode(data), [(self._count(data[:start]), number) for start, number in starts]

    def _count(self, data: bytes) -> int:
        """How many characters these bytes are, in UTF-16."""
        return len(data.decode(self._encoding, "ignore").encode("utf-16-le")) // 2

    @property
    def _encoding(self) -> str:
        return _PAGES.get(self.page or 936) or f"cp{self.page}"

    def decode(self, data: bytes) -> str:
        """A text in the code page. Excel takes its own where none is declared, in China 936.

        Raises UnreadableFile where the page is not known, or the text is not in it.
        """
        if data.isascii():
            return data.decode("ascii")
        try:
            return data.decode(self._encoding)
        except (UnicodeDecodeError, LookupError) as fault:
            found = f"代码页{self.page or '没有声明'}"
            raise UnreadableFile("D150", "的文字编码不明，没有读", found, "Excel 97 以后的工作簿") from fault
