"""The binary records of an .xlsb [MS-XLSB], and the numbers and texts in them."""

from collections.abc import Iterator
from struct import unpack_from

Record = tuple[int, bytes]


def read_records(data: bytes, end: int | None = None) -> Iterator[Record]:
    """Kind and content of each record. Raises IndexError where the last is cut short, or there is none of the kind `end`.

    Both the kind and the length are numbers of 7 bits a byte.
    """
    at, is_whole = 0, end is None
    while at < len(data):
        kind = data[at]
        if kind & 0x80:
            kind, at = kind & 0x7F | (data[at + 1] & 0x7F) << 7, at + 1
        size = shift = 0
        while shift < 28:
            at += 1
            size |= (data[at] & 0x7F) << shift
            shift += 7
            if not data[at] & 0x80:
                break
        start, at = at + 1, at + 1 + size
        if at > len(data):
            raise IndexError
        is_whole = is_whole or kind == end
        yield kind, data[start:at]
    if not is_whole:
        raise IndexError


def read_number(data: bytes, at: int) -> int:
    """Four bytes as a number."""
    return int(unpack_from("<I", data, at)[0])


def read_wide(data: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends. Raises IndexError where it is cut short."""
    end = at + 4 + 2 * read_number(data, at)
    if end > len(data):
        raise IndexError
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def read_rich_text(data: bytes, at: int) -> tuple[str, list[tuple[int, int]]]:
    """A text with a byte of flags before it and its fonts behind it: the first character of each, and its number."""
    text, end = read_wide(data, at + 1)
    if not data[at] & 1:
        return text, []
    return text, [unpack_from("<HH", data, end + 4 + 4 * i) for i in range(read_number(data, end))]
