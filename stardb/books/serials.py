"""The serial numbers of days and times that Excel keeps, as days and times."""

import datetime as dt

_BASES = (dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1))
_LEAP = 60
"""The serial of 1900-02-29, a day that Excel counts and that never was: what comes before it is one day later."""
_MOST = 2_958_466
"""The serial of the first day after the year 9999."""
_DAY = 86_400_000
"""The milliseconds of a day."""

Moment = dt.datetime | dt.date | dt.time | dt.timedelta


def moment(serial: float, base1904: bool = False) -> Moment | float:
    """A day, a moment or, below 1, a time of the day, to the millisecond; the number itself where it is none of them."""
    if not 0 <= serial < _MOST:
        return serial
    days, milliseconds = divmod(round(serial * _DAY), _DAY)
    time = dt.timedelta(milliseconds=milliseconds)
    if not days:
        return (_BASES[0] + time).time()
    try:
        day = _BASES[base1904] + dt.timedelta(days=days + (not base1904 and days < _LEAP))
    except OverflowError:
        return serial
    return day + time if milliseconds else day.date()


def length(serial: float) -> dt.timedelta | float:
    """A length of time, as `[h]:mm` shows it; the number itself where it is too large for one."""
    return dt.timedelta(milliseconds=round(serial * _DAY)) if abs(serial) < _MOST else serial
