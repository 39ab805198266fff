"""`SheetMetadata`: what a sheet holds besides the values of its cells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import NamedTuple

from stardb.books.remarks import CellRemark
from stardb.dataclass import dataclass
from stardb.ooxml import Spot, cell_name

CELL_LIMIT = 5_000_000
"""The largest rectangle of cells read, empty ones and all: 200 MB empty, three to four times as much filled."""

_PRINT_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|.)')
"""What a print header or footer says of its fonts, pages and sections: `&L&"宋体"&10单位：元&R第&P页`."""


class Prompt(NamedTuple):
    """What is said beside cells while they are filled in, and which these are.

    areas: the first and the last cell of each area, by sheet rows and columns from 0.
    """

    text: str
    areas: tuple[tuple[Spot, Spot], ...]


def plain_print_line(text: str) -> str:
    """What a print header or footer says, its sections parted by line ends."""
    parts = _PRINT_CODE.sub(lambda code: "\n" if code[0] in ("&L", "&C", "&R") else "", text.replace("&&", "＆"))
    return "\n".join(filter(None, (part.strip() for part in parts.splitlines())))


@dataclass(frozen=True)
class SheetMetadata:
    """What was found in one sheet besides values, by sheet rows and columns from 0.

    merges: the first and the last cell of each. notes: comments. remarks: on cells that are not read as they are stored. hides_zeros:
    whether zeros are not shown. prompts: what is said beside cells while they are filled in. print_lines: what is printed
    over and under each page.
    """

    merges: Sequence[tuple[Spot, Spot]] = ()
    hidden_rows: Sequence[range] = ()
    hidden_columns: Sequence[range] = ()
    notes: Mapping[Spot, str] = field(default_factory=dict)
    remarks: Mapping[Spot, CellRemark] = field(default_factory=dict)
    hides_zeros: bool = False
    base1904: bool = False
    stamp: str = ""
    prompts: Sequence[Prompt] = ()
    print_lines: Sequence[str] = ()


def too_far(bottom: int, right: int) -> str:
    """The name of the last of so many rows and columns where they are too many to be read, else ""."""
    return cell_name(bottom, right - 1) if bottom * right > CELL_LIMIT else ""
