"""Days, months with their parts, ages by calendar year, days later, and the ends of the term."""

from datetime import date

import pytest
from rating import loaded, rated, reasons, results, worth
from refusing import said

from stardb.quantity.from_text import read_date

DAYS = {
    "起": ("date", ["2022-01-31", "2022-03-01", "2022-03-15", "2022-12-31", "2022-01-01", None]),
    "止": ("date, blank: 至今", ["2022-03-15", "2022-03-15", "2022-03-14", "2023-01-01", None, "2022-01-01"]),
    "期限": ("number, unit: 天, whole: true", [30, 30, 30, 30, 30, 30]),
}


def test_days_from_one_day_to_another() -> None:
    """The first day is not counted, the last is: from 31 January to 15 March it is 28 + 15 days."""
    assert worth("天数(起, 止)", DAYS) == [43, 14, -1, 1, None, None]
    assert worth("天数(起, 止) > 30天", DAYS) == [True, False, False, False, None, None]


MONTHS = [
    # 31 January to 15 March: a full month to 28 February, and 15 days. 1 to 15 March: 14 days. 31 December to 1 January: 1 day.
    ("不足一月不计", [1, 0, None, 0]),
    ("不足一月按一月", [2, 1, None, 1]),
    ("满15天算一月", [2, 0, None, 0]),
    ("满14天算一个月", [2, 1, None, 0]),
    ("起止当月都算", [3, 1, None, 2]),
    ("起月算止月不算", [2, 0, None, 1]),
    ("起月不算止月算", [2, 0, None, 1]),
    ("起止当月都不算", [1, 0, None, 0]),
]


@pytest.mark.parametrize(("way", "months"), MONTHS, ids=[way for way, _ in MONTHS])
def test_months_as_the_text_counts_them(way: str, months: list[int | None]) -> None:
    assert worth(f"'月数(起, 止, {way})'", DAYS)[:4] == months


def test_a_sentence_says_how_months_were_counted() -> None:
    assert (
        reasons("'月数(起, 止, 满15天算一月)'", DAYS)[0]
        == "月数(起〔2022-01-31〕, 止〔2022-03-15〕, 满15天算一月) = 2个月"
    )


def test_age_by_calendar_year_and_by_birthday() -> None:
    born = {"生": ("date", ["1982-12-31", "1983-01-01"])}
    assert worth("年龄(生)", born, as_of=date(2022, 12, 30)) == [480, 468]
    assert worth("周岁(生)", born, as_of=date(2022, 12, 30)) == [468, 468]
    assert worth("'年龄(生, 2023-06-01)'", born) == [492, 480]


def test_a_day_some_days_later() -> None:
    assert worth("起 + 30天", DAYS)[0] == read_date("2022-03-02")
    assert worth("起 - 1天", DAYS)[4] == read_date("2021-12-31")
    assert worth("起 + 期限 * 1天", DAYS)[0] == read_date("2022-03-02")
    assert reasons("起 + 期限 * 1天", DAYS)[0] == "起〔2022-01-31〕 + 期限〔30天〕 × 1天 = 2022-03-02"


WRONG = [
    ("月数(起, 止, 满半月算一月)", "第三项要写怎么算", "满半月"),
    ("月数(起, 止)", "月数(起日, 止日, 满15天算一月)", "月数"),
    ("起 + 期限", "一栏是天数的写 期限 * 1天", "期限"),
    ("起 + 3", "天数写成 30天", "3"),
    ("起 + 1.5天", "整天", "1.5天"),
]


@pytest.mark.parametrize(("formula", "words", "there"), WRONG, ids=[formula for formula, _, _ in WRONG])
def test_what_cannot_be_counted_is_refused(formula: str, words: str, there: str) -> None:
    ((code, message, at),) = said(f"'{formula}'", DAYS)
    assert code == "R302"
    assert words in message
    assert at.startswith(there)


def test_the_ends_of_the_term() -> None:
    body = "term_from: [2021-01-01, 2026-01-01]\nvalues:\n  得数: {formula: '%s', note: 供查看}\npublish: 得数"
    assert results(rated(body % "天数(本届起日, 考核日)"), "得数") == [729]
    assert results(rated(body % "足月(考核日, 本届止日)"), "得数") == [36]


def test_a_term_that_is_not_told() -> None:
    body = "%svalues:\n  得数: {formula: '足月(考核日, 本届止日)', note: 供查看}\npublish: 得数"
    (found,) = [p for p in loaded(body % "").problems if p.code == "R455"]
    assert "不知道2022-12-31在哪一届" in found.message
    last = body % "term_from: [2021-01-01]\n"
    (found,) = [p for p in loaded(last).problems if p.code == "R456"]
    assert "没有写下一届自何日起" in found.message
    assert results(rated(last), "得数") == [None]
