"""Compound files made to take for ever, or for more than they are: each is refused at once."""

from struct import pack

import pytest
from books import making
from books.compounds import container
from books.making import xls

from stardb.books import read_book

SECTOR, ENTRY = 512, 128
LARGEST = 0xFFFFFFFF
TABLES, SMALL_TABLES, FIRST_LIST, LISTS = 44, 64, 68, 72
"""Where the header says how many sectors there are of each kind of table, and where the list of tables goes on."""
START, SIZE = 116, 120
"""Where an entry of the directory says where its stream starts, and its length."""


def changed(data: bytes, changes: dict[int, bytes]) -> bytes:
    """The file with other bytes at the places given."""
    made = bytearray(data)
    for at, new in changes.items():
        made[at : at + len(new)] = new
    return bytes(made)


def number(value: int) -> bytes:
    return pack("<I", value)


FILE = xls([making.number(0, 0, 1.0)])
"""One sector of table, one of directory, 8 of the stream: sectors 2 to 9."""
ROOT = 2 * SECTOR
BOOK = ROOT + ENTRY
NEXT_LIST = 5 * SECTOR - 4
"""Where sector 3, taken for a list of tables, says where the list goes on."""
CIRCLE = {SECTOR + 4 * 5: number(2)}
"""Sector 5 of the stream leads back to its first."""


@pytest.mark.parametrize(
    "changes",
    [
        CIRCLE,
        CIRCLE | {BOOK + SIZE: number(LARGEST)},
        CIRCLE | {BOOK + SIZE: number(100), SMALL_TABLES: number(LARGEST), 60: number(2)},
        CIRCLE | {BOOK + SIZE: number(100), ROOT + START: number(2), ROOT + SIZE: number(LARGEST)},
        {
            TABLES: number(LARGEST),
            FIRST_LIST: number(3),
            LISTS: number((LARGEST - 109 + 126) // 127),
            NEXT_LIST: number(3),
        },
        {30: pack("<H", 65535)},
        {30: pack("<H", 31)},
        {32: pack("<H", 40)},
        {BOOK + SIZE: number(8 * SECTOR + 1)},
        {BOOK + START: number(3)},
        {48: number(LARGEST)},
        {76: number(LARGEST - 1)},
    ],
    ids=[
        "a circle as long as the stream",
        "a circle without end",
        "a table of small sectors without end",
        "small sectors without end",
        "a list of tables without end",
        "sectors of more bytes than there are",
        "sectors of 2 GB",
        "small sectors larger than sectors",
        "a stream longer than its chain",
        "a chain that starts late",
        "no directory",
        "no table",
    ],
)
def test_what_a_file_says_of_itself_is_not_believed(changes: dict[int, bytes]) -> None:
    sheets, (problem,) = read_book(changed(FILE, changes), "a.xls")
    assert (sheets, problem.code) == ([], "D101")


def test_the_file_as_it_was_is_read() -> None:
    (sheet,), problems = read_book(FILE, "a.xls")
    assert (sheet.rows, problems) == ([[1]], [])


def directory(entries: bytes) -> bytes:
    """A compound file whose directory is these entries."""
    file = container("Workbook", entries)
    return changed(file, {48: number(first_sector(file) + 1)})


def first_sector(file: bytes) -> int:
    """The sector of the directory."""
    return int.from_bytes(file[48:52], "little")


def entry(i: int, left: int, right: int, child: int = LARGEST) -> bytes:
    name = f"{i:x}\0".encode("utf-16-le")
    kind = 5 if i == 0 else 2
    head = name.ljust(64, b"\0") + pack("<HBB3I", len(name), kind, 1, left, right, child)
    return head + bytes(36) + pack("<IQ", i, 0 if i == 0 else 5000)


@pytest.mark.parametrize("entries", [5_000, 100_000])
def test_a_directory_like_a_long_rope(entries: int) -> None:
    rope = entry(0, LARGEST, LARGEST, 1) + b"".join(entry(i, i + 1, LARGEST) for i in range(1, entries))
    assert read_book(directory(rope), "a.xls")[1][0].code == "D101"


def test_a_directory_of_a_hundred_thousand_entries() -> None:
    count = 100_000
    tree = (entry(i, *(k if k < count else LARGEST for k in (2 * i, 2 * i + 1))) for i in range(1, count))
    assert read_book(directory(entry(0, LARGEST, LARGEST, 1) + b"".join(tree)), "a.xls")[1][0].code == "D101"


def test_two_streams_of_one_name_are_not_chosen_from() -> None:
    second = FILE[BOOK : BOOK + ENTRY]
    twice = changed(FILE, {BOOK + 68: number(2), BOOK + ENTRY: second, BOOK + ENTRY + 64: pack("<H", 18)})
    sheets, (problem,) = read_book(twice, "a.xls")
    assert (sheets, problem.code) == ([], "D101")
