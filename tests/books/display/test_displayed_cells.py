"""Cells that are seen otherwise than they are stored are, for everybody else, what they are stored as."""

import datetime as dt
import pickle

import pytest

from stardb.books.display.displayed_cells import (
    DisplayedDay,
    DisplayedMoment,
    DisplayedNumber,
    DisplayedText,
    UnknownDisplay,
    screen_text,
)
from stardb.books.sheet import cell_text

NUMBER = DisplayedNumber(12.5, "0.00")
TEXT = DisplayedText("9000.4元", "9,000元", True)
DAY = DisplayedDay(dt.date(2022, 6, 1), "2022年6月")
MOMENT = DisplayedMoment(dt.datetime(2022, 6, 1, 9), "2022年6月")


@pytest.mark.parametrize(
    ("cell", "plain", "text"),
    [
        (NUMBER, 12.5, "12.50"),
        (TEXT, "9000.4元", "9,000元"),
        (DAY, dt.date(2022, 6, 1), "2022年6月"),
        (MOMENT, dt.datetime(2022, 6, 1, 9), "2022年6月"),
        (UnknownDisplay("5", "0 kg"), UnknownDisplay("5", "0 kg"), "5"),
    ],
)
def test_it_is_its_value_and_tells_what_is_seen_and_stays_so_between_processes(cell, plain, text):
    for one in (cell, pickle.loads(pickle.dumps(cell))):
        assert one == plain
        assert hash(one) == hash(plain)
        assert (screen_text(one), cell_text(one)) == (text, cell_text(plain))


def test_what_is_reckoned_from_a_day_is_a_day():
    assert DAY + dt.timedelta(days=1) == dt.date(2022, 6, 2)
    assert MOMENT + dt.timedelta(days=1) == dt.datetime(2022, 6, 2, 9)
    assert (DAY.replace(day=3), MOMENT.replace(hour=1)) == (dt.date(2022, 6, 3), dt.datetime(2022, 6, 1, 1))
    assert MOMENT.date() == dt.date(2022, 6, 1)


@pytest.mark.parametrize(
    ("number", "code", "hides"),
    [
        (89.96, "0", True),
        (90.0, "0.0", False),
        (0.1 + 0.2, "0.0", False),
        (86.625, "0.00", False),
        (86.625, "0.0_ ", True),
    ],
)
def test_whether_digits_that_matter_are_rounded_away(number, code, hides):
    assert DisplayedNumber(number, code).hides is hides
