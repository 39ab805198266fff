"""What number formats add to numbers, and which of them would tell another number than is stored."""

import pytest

from stardb.books.styles import added


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("0.0%", "%"),
        ('0"%"', ""),
        ('#,##0"元"', "元"),
        ('#,##0.00"万元"', "万元"),
        ('#,##0.00_ "元";[Red]-#,##0.00"元"', "元"),
        ("0元", "元"),
        ("0\\元", "元"),
        ('0"人"', ""),  # only money is so often in two units
        ('0.0,"千元"', ""),  # shows a thousandth of what is stored
        ('0!.0,"万元"', ""),
        ('[>=10000]0"万元";0"元"', ""),
        ("000", "000"),
        ("0", ""),
        ("0" * 18, ""),  # an ID number stored as a number has lost digits already
        ("yyyy-mm-dd", ""),
    ],
)
def test_what_a_format_adds(code, what):
    assert added(code) == what


def test_a_unit_in_the_format_is_not_taken_for_that_of_the_header(desk, look):
    desk.send("0 名册", look.ROSTER)
    rows = [look.HEADER, [*look.CHECK[1][:3], 900, *look.CHECK[1][4:]], *look.CHECK[2:]]
    desk.send("检查", rows, formats={"D2": '#,##0"元"'})
    assert look.column(desk.read().tables.single["检查表"], "收入")[0] == "900元"
