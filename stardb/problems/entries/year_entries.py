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
    Entry(
        "W391",
        Severity.WARNING,
        "办法的用例不相符",
        "办法旁边的用例写明了给的数据应得多少，上次跑用例时算出来的不是这样：办法或用例有一个写错了。",
        "运行 stardb test 看是哪几例，改正办法或用例，再跑一次。",
    ),
    Entry(
        "W392",
        Severity.WARNING,
        "办法改过，没有跑过用例",
        "办法（或用例）改动以后还没有用用例核对过，改错了的会直接成为结果。",
        "运行 stardb test；相符了，再评定。",
    ),
)
