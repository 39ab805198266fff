"""Problems of going from one year to the next."""

from stardb.problems.entry import Entry, Severity

YEARS = (
    Entry(
        "W390",
        Severity.ERROR,
        "转不到这一期",
        "stardb next 只从现在的时期转到以后的同一种时期；stardb.yaml 要能改写。",
        "写明以后的年度，如 stardb next 2024；要重评以前的，用 stardb run --period 2022。",
    ),
)
