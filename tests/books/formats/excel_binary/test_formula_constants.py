"""The constants that conditional formats of .xls and .xlsb compare with, from the bytes of their formulas ([MS-XLS] 2.5.198)."""

from struct import pack

import pytest

from stardb.books.formats.excel_binary.formula_constants import read_constant

INTEGER, NUMBER, TEXT, BOOL = b"\x1e", b"\x1f", b"\x17", b"\x1d"
MINUS, PERCENT, REFERENCE = b"\x13", b"\x14", b"\x24"


@pytest.mark.parametrize(
    ("tokens", "constant"),
    [
        (INTEGER + pack("<H", 5), 5.0),
        (INTEGER + pack("<H", 5) + MINUS, -5.0),
        (INTEGER + pack("<H", 85) + PERCENT, 0.85),
        (NUMBER + pack("<d", 2.5) + PERCENT + MINUS, -0.025),
        (NUMBER + pack("<d", 2.5) + b"\x03", None),  # an addition is no constant
        (BOOL + b"\x01", True),
        (TEXT + b"\x02\x00ab", "ab"),
        (TEXT + b"\x01\x01" + "是".encode("utf-16-le"), "是"),
        (TEXT + b"\x02\x00ab" + REFERENCE, None),
        (REFERENCE + bytes(4), None),
        (b"", None),
    ],
)
def test_a_constant_with_its_signs_and_nothing_else(tokens: bytes, constant: object) -> None:
    assert read_constant(tokens) == constant


def test_texts_of_xlsb_have_their_length_in_two_bytes() -> None:
    assert read_constant(TEXT + pack("<H", 2) + "合格".encode("utf-16-le"), is_long=True) == "合格"
