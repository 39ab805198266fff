"""A parameter that changes within the year: by day, by month, as at the end, or told of where the rules do not say."""

from datetime import date
from fractions import Fraction

from rating import loaded, rated, results

from stardb.scoring import explain, phrase

BODY = """
parameters:
  标准: {values: {%s}%s, basis: 通知}
entitlements:
  补贴: {formula: 标准 * 12, round: 0.01元, basis: 第三条}
"""
JULY = "2021-01-01: 1000元, 2022-07-01: 1200元"


def paid(values: str, more: str = "", as_of: date = date(2022, 12, 31)) -> list[object]:
    """What twelve times the parameter comes to."""
    return results(rated(BODY % (values, more), as_of=as_of), "补贴")


def problems(values: str, more: str = "", as_of: date = date(2022, 12, 31)) -> list[tuple[str, str]]:
    return [(p.code, p.message) for p in loaded(BODY % (values, more), as_of=as_of).problems if p.code < "R6"]


def test_by_month_each_month_counts_alike() -> None:
    """Six months of 1000 and six of 1200 are 1100 a month."""
    assert paid(JULY, ", within: month") == [13200]
    assert problems(JULY, ", within: month") == []


def test_by_day_each_day_counts_alike() -> None:
    """181 days of 1000 and 184 of 1200: (181000 + 220800) / 365, times 12, to the fen."""
    assert Fraction(12 * (181_000 + 220_800), 365) == Fraction(4_821_600, 365)
    assert paid(JULY, ", within: day") == [Fraction("13209.86")]


def test_up_to_the_day_rated_on() -> None:
    """On 30 September: 181 days and 92; six months and three."""
    day = date(2022, 9, 30)
    assert paid(JULY, ", within: month", day) == [12800]
    assert paid(JULY, ", within: day", day) == [Fraction("12808.79")]
    assert paid(JULY, ", within: day", date(2022, 6, 30)) == [12000]


def test_as_at_the_end_and_where_it_is_not_said() -> None:
    assert paid(JULY, ", within: year_end") == paid(JULY) == [14400]
    assert problems(JULY, ", within: year_end") == []
    ((code, message),) = problems(JULY)
    assert code == "R457"
    assert "“标准”在2022年里变了（2022-07-01起1200元）" in message


def test_what_does_not_change_within_the_year() -> None:
    assert problems("2021-01-01: 1000元, 2022-01-01: 1200元") == []
    assert problems("2022-03-01: 1000元") == []  # its first value: nothing changed
    assert problems(JULY, as_of=date(2023, 12, 31)) == []
    assert problems("2021-06-01: 1000元, 2022-06-01: 1200元", ", yearly: true") == []  # each year's own


def test_the_explanation_tells_the_stretches() -> None:
    made = rated(BODY % (JULY, ", within: month"))
    (entitlement,) = [part for part in explain(made, 0).arguments if part.name == "补贴"]
    assert phrase(entitlement.arguments[0]) == "参数，2022-01-01起1000元计6个月、2022-07-01起1200元计6个月，按月折算"


def test_what_cannot_be_weighed_is_refused() -> None:
    ((code, message),) = problems("2022-03-01: 1000元, 2022-07-01: 1200元", ", within: day")
    assert (code, "2022-01-01还没有值" in message) == ("R501", True)
    ((code, message),) = problems("2021-01-01: 1000元, 2022-07-15: 1200元", ", within: month")
    assert (code, "要自某月1日起变" in message) == ("R203", True)
