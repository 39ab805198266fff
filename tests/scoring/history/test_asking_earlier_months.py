"""What a rule file asks of earlier months, quarters and years, month after month: each kept, and read by those after it."""

from collections.abc import Sequence
from typing import Any

import pytest
from rating import loaded, rated, results

from stardb.problems import Severity
from stardb.quantity import Period, read_period
from stardb.scoring import (
    Appraisal,
    History,
    Past,
    compute_rise,
    explain,
    last_results,
    phrase,
    rated_a_year_before,
)

RULES = """
every: [month, year]
values:
  月得分: {formula: 得分栏, every: month}
  月达标: {formula: 得分栏 ≥ 60, every: month}
  比上月: {formula: 月得分 - 上月(月得分), every: month}
  比上期: {formula: 月得分 - 上期(月得分), every: month}
  同比: {formula: 月得分 - 去年同期(月得分), every: month}
  累计: {formula: 本年累计(月得分), every: month}
  连续: {formula: 连续期数(月达标), every: month}
  全年: {over_years: 月得分, periods: month, span: year, take: sum, absent: leave_out, every: year}
  达标月数: {over_years: 月达标, periods: month, span: year, take: count, absent: leave_out}
  去年达标月数: {formula: 上年(达标月数)}
  积分: {first: 得分栏, later: 上期(积分) + 得分栏, missed: later, every: month}
publish: [月得分, 比上月, 比上期, 同比, 累计, 连续, 全年, 达标月数, 去年达标月数, 积分]
"""


def rate(period: str, score: Any, history: History) -> Appraisal:
    return rated(RULES, {"得分栏": ("number", [score])}, period=read_period(period), history=history)


def run(scores: dict[str, Any], began: str = "2022-01") -> dict[str, Appraisal]:
    """Each period rated in the order given, reading those before it; a score each."""
    made: dict[str, Appraisal] = {}
    kept: dict[Period, Past] = {}
    for name, score in scores.items():
        period = read_period(name)
        past = tuple(kept[one] for one in sorted(kept) if one < period)
        made[name] = rate(name, score, History(past, began=read_period(began)))
        kept[period] = Past(period, period.last, made[name].record())
    return made


def told(made: Appraisal, *names: str) -> list[Any]:
    return [results(made, name)[0] for name in names]


def why(made: Appraisal, name: str) -> str:
    return {node.title: phrase(node) for _, node in explain(made, 0).lines()}[name]


MONTHS = {"2022-01": 70, "2022-02": 50, "2022-03": 65, "2022-04": 80}


def test_months_one_after_another() -> None:
    """70, 50, 65, 80: the sum of the year grows, a run begins anew in March, 积分 goes on from month to month."""
    made = run(MONTHS)
    assert told(made["2022-01"], "比上月", "累计", "积分") == [None, 70, 70]
    assert told(made["2022-02"], "比上月", "比上期", "累计", "连续", "积分") == [-20, -20, 120, 0, 120]
    assert told(made["2022-04"], "比上月", "比上期", "累计", "连续", "积分") == [15, 15, 265, 2, 265]
    assert told(made["2022-04"], "达标月数") == [3]  # January, March and April, this one among them


def test_a_year_adds_up_its_months() -> None:
    scores = {f"2022-{month:02}": 60 + month for month in range(1, 13)}
    made = run({**scores, "2022": 0, "2023-01": 50, "2023": 0})
    assert told(made["2022"], "全年", "达标月数", "去年达标月数") == [12 * 60 + 78, 12, None]
    assert why(made["2022"], "全年").startswith("2022年1月为61、2月为62、3月为63、")
    assert why(made["2022"], "全年").endswith("12月为72，合计为798")
    assert told(made["2023-01"], "比上月", "同比", "累计", "连续") == [-22, -11, 50, 0]
    assert told(made["2023-01"], "达标月数", "去年达标月数") == [0, 12]
    assert told(made["2023"], "全年", "去年达标月数") == [None, 12]  # of 2023 only January is there


def test_what_a_month_has_alone_is_not_kept_of_the_year() -> None:
    """A year in which 月得分 does not apply has none: not 0, which a sum would take."""
    made = run({"2022-01": 70, "2022": 0})
    assert "月得分" not in set(made["2022"].record()["item"])
    assert "全年" not in set(made["2022-01"].record()["item"])


def test_a_missing_month_between_leaves_the_sum_and_the_run_open_and_is_named() -> None:
    made = run({"2022-01": 70, "2022-02": 60, "2022-04": 80, "2022-05": 90})["2022-05"]
    assert told(made, "比上月", "累计", "连续") == [10, None, None]
    assert why(made, "本年累计(月得分)") == "台账：2022年1月为70、2月为60、4月为80，没有2022年3月"
    assert why(made, "连续期数(月达标)") == "台账：2022年4月结果，没有2022年3月，至少2个月"
    june = run({"2022-01": 70, "2022-02": 60, "2022-04": 80, "2022-06": 90})["2022-06"]
    assert told(june, "比上月", "累计") == [None, None]
    assert why(june, "上月(月得分)") == "台账里没有2022年5月"
    assert why(june, "本年累计(月得分)") == "台账：2022年1月为70、2月为60、4月为80，没有2022年3月、2022年5月"
    year = run({"2022-01": 70, "2022-02": 60, "2022": 0})["2022"]
    assert told(year, "全年", "达标月数") == [None, None]
    assert why(year, "全年") == "2022年1月为70、2月为60、2022年3月至12月台账里没有，待定"


def test_an_undecided_month_is_named_too() -> None:
    made = run({"2022-01": 70, "2022-02": None, "2022-03": 80})["2022-03"]
    assert told(made, "比上月", "累计", "连续", "积分") == [None, None, None, None]
    assert why(made, "上月(月得分)") == "台账：2022年2月待定"
    assert why(made, "本年累计(月得分)") == "台账：2022年1月为70、2月待定"
    assert why(made, "连续期数(月达标)") == "台账：2022年2月的月达标待定或没有记，至少1个月"


def test_explanations_name_the_periods_by_their_titles() -> None:
    made = run({"2021-04": 60, **MONTHS}, began="2021-04")["2022-04"]
    assert why(made, "上月(月得分)") == "台账：2022年3月结果"
    assert why(made, "去年同期(月得分)") == "台账：2021年4月结果"
    assert why(made, "连续期数(月达标)") == "台账：2022年1月至3月结果"
    assert why(made, "上年(达标月数)") == "台账里没有2021年度"
    first = run({"2022-01": 70})["2022-01"]
    assert why(first, "上月(月得分)") == "台账里没有以前的月份"
    assert why(first, "本年累计(月得分)") == "台账里没有以前的月份"


QUARTERLY = """
every: [quarter, year]
values:
  季分: {formula: 得分栏, every: quarter}
  升: {formula: 季分 - 上季度(季分), every: quarter}
  年分: {over_years: 季分, periods: quarter, span: year, take: mean, round: 0.01, absent: leave_out, every: year}
publish: [季分, 升, 年分]
"""


def test_a_year_of_quarters() -> None:
    """80, 70, 90 and 91 are 82.75 on average."""
    past: tuple[Past, ...] = ()
    for number, score in enumerate([80, 70, 90, 91], 1):
        period, began = read_period(f"2022Q{number}"), read_period("2022")
        columns = {"得分栏": ("number", [score])}
        made = rated(QUARTERLY, columns, period=period, history=History(past, began=began))
        past = (*past, Past(period, period.last, made.record()))
    assert told(made, "升") == [1]
    year = rated(QUARTERLY, {"得分栏": ("number", [0])}, period=read_period("2022"), history=History(past, began=began))
    assert told(year, "年分") == [82.75]
    assert why(year, "年分") == "2022年第一季度为80、第二季度为70、第三季度为90、第四季度为91，平均为82.75"


def faults(every: str, *lines: str, period: str = "2022-06") -> list[tuple[str, str]]:
    body = f"every: {every}\nvalues:\n" + "\n".join(f"  {line}" for line in lines)
    found = loaded(body, {"得分栏": ("number", [])}, period=read_period(period)).problems
    return [(p.code, p.message) for p in found if p.severity is Severity.ERROR]


NEVER = [
    # how often, what is asked, why it cannot be
    ("month", "上年(得分栏)", "本办法按月评，不按年评，“上年”无从取得；看上一期的写“上期”"),
    ("month", "往年(得分栏, 2)", "本办法按月评，不按年评，“往年”无从取得；看上一期的写“上期”，逐期看的用 over_years"),
    ("quarter", "上月(得分栏)", "本办法按季评，不按月评，“上月”无从取得；看上一期的写“上期”"),
    ("month", "上季度(得分栏)", "本办法按月评，不按季评，“上季度”无从取得；看上一期的写“上期”"),
    ("once", "上期(得分栏)", "本办法只评一次，没有以前的时期，“上期”无从取得"),
    (
        "year",
        "本年累计(得分栏)",
        "本办法按年评，“本年累计”无从取得；只按年评的，就是它自己；年评要加各月、各季的，用 over_years，写 periods 和 span: year",
    ),
]


@pytest.mark.parametrize(("every", "formula", "message"), NEVER)
def test_what_is_never_rated_so_cannot_be_asked(every: str, formula: str, message: str) -> None:
    period = {"month": "2022-06", "quarter": "2022Q2"}.get(every, "2022")
    assert faults(every, f"数: {formula}", period=period) == [("R302", message)]


SOMETIMES: list[tuple[Sequence[str], str]] = [
    (["数: 上月(得分栏)"], "“上月”按月评时才有，这一条按年评时也评"),
    (["数: 本年累计(得分栏)"], "“本年累计”按月评时才有，这一条按年评时也评"),
    (
        ["月分: {formula: 得分栏, every: month}", "数: {formula: 上年(月分), every: year}"],
        "“月分”只按月评，按年的“上年(月分)”取不到",
    ),
    (
        ["年分: {formula: 得分栏, every: year}", "数: {formula: 上期(年分)}"],
        "“年分”只按年评，按月的“上期(年分)”取不到",
    ),
    (
        [
            "年分: {formula: 得分栏, every: year}",
            "数: {over_years: 年分, periods: month, span: year, take: sum, absent: zero, every: year}",
        ],
        "“年分”只按年评，按月的“历月(年分)”取不到",
    ),
]


@pytest.mark.parametrize(("lines", "message"), SOMETIMES)
@pytest.mark.parametrize("period", ["2022-06", "2022"])
def test_what_is_rated_so_only_at_times_cannot_be_asked_at_others(
    lines: Sequence[str], message: str, period: str
) -> None:
    """Whichever period the rules are checked for: what is wrong in a year is told in a month."""
    assert faults("[month, year]", *lines, period=period) == [("R490", message)]


def test_over_years_says_which_periods_where_there_are_several() -> None:
    clause = "数: {over_years: 得分栏, take: sum, absent: zero}"
    assert faults("[month, year]", clause) == [("R202", "本办法按月、按年评，over_years 看哪一种，要用 periods 写明")]
    assert faults("month", clause) == []
    quarters = clause.replace("take", "periods: quarter, take")
    assert faults("[month, year]", quarters) == [
        ("R490", "本办法按月、按年评，台账里没有按季的结果，over_years 取不到")
    ]
    spans = {"year": [], "3个月": [], "1年": [], "2年6个月": [], "40天": ["R203"], "半年多": ["R203"]}
    for span, codes in spans.items():
        found = faults("month", clause.replace("take", f"span: {span}, take"))
        assert [code for code, _ in found] == codes
    assert faults("[year]", clause.replace("take", "span: year, take"), period="2022")[0][0] == "R203"


def test_the_last_three_months() -> None:
    """Of 70, 50, 65 and 80 the last three are 50, 65 and 80: 195; the three before April 185."""
    history = History(
        tuple(Past(read_period(m), read_period(m).last, one.record()) for m, one in run(MONTHS).items())[:3]
    )
    columns = {"得分栏": ("number", [80])}
    for more, total in (("", 195), ("this_year: false, ", 185)):
        body = f"every: month\nvalues:\n  月得分: 得分栏\n  数: {{over_years: 月得分, span: 3个月, {more}take: sum, absent: zero}}\npublish: [月得分, 数]"
        made = rated(body, columns, period=read_period("2022-04"), history=history)
        assert told(made, "数") == [total]


def test_a_month_is_compared_with_the_same_month_of_last_year() -> None:
    """The grade of April 2022 beside that of April 2021, not of March."""
    body = "every: month\ngrade: {name: 等次, from: 得分栏, bands: {60以上: 合格, 不足60: 不合格}}"
    past: tuple[Past, ...] = ()
    for name, score in {"2021-04": 50, "2022-03": 90, "2022-04": 70}.items():
        period = read_period(name)
        made = rated(body, {"得分栏": ("number", [score])}, period=period, history=History(past))
        past = (*past, Past(period, period.last, made.record()))
    before = last_results(made)
    assert before is not None
    assert before.at(0) == "不合格"
    assert compute_rise(made, before, 0) == 1
    assert rated_a_year_before(made).tolist() == [True]
