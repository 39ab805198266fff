"""What people type into a cell, and what it is worth; what cannot be told exactly is refused, never guessed."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stardb.books.sheet import NoValue
from stardb.intake.cells.cell_context import CellContext, CellRefused
from stardb.intake.cells.values import read_cell, strip_text_prefix
from stardb.quantity.dates.calendar import OPEN
from stardb.quantity.from_text import UnreadableText, read_date, tidy
from stardb.quantity.to_text import show_number
from stardb.rulebook import ColumnSpec


def value(cell, kind, unit="", **spec):
    declared = ColumnSpec(type=kind, unit=unit, **spec)
    words = {tidy(w): word for word, more in declared.choices.items() for w in (word, *more)}
    return read_cell(cell, CellContext(declared, unit, words))


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        (35, "", 35),
        (35.0, "人", 35),
        (0.1, "", Fraction(1, 10)),
        (12.3, "", Fraction(123, 10)),
        (1e16, "", 10**16),
        ("35人", "人", 35),
        ("３５人", "", 35),
        ("1,234", "", 1234),
        ("3.5万", "", 35000),
        ("119。27", "", Fraction(11927, 100)),
        ("+5", "", 5),
        (-10, "", -10),
        (3, "万人", 30000),
        ("3人", "万人", 3),
    ],
)
def test_numbers(cell, unit, expected):
    assert value(cell, "number", unit) == expected


@pytest.mark.parametrize(
    ("cell", "kind", "expected"),
    [
        ("无", "number", "一个数；没有的填 0"),
        (" 没有。", "number", "一个数；没有的填 0"),
        ("六成", "percent", "一个百分比，如 85%"),
        ("无", "money", "一个金额，如 12.5万元；没有的填 0"),
        ("不详", "money", "一个金额，如 12.5万元"),
    ],
)
def test_a_text_that_is_no_number_is_told_what_its_column_takes(cell, kind, expected):
    with pytest.raises(UnreadableText) as refused:
        value(cell, kind)
    assert str(refused.value) == expected


@pytest.mark.parametrize(
    "cell",
    ["3~5户", "10至20户", "50余户", "50来户", "降B级", "12%", "20万元", "35?", True, dt.date(2022, 1, 1), float("inf")],
)
def test_what_is_no_number(cell):
    with pytest.raises(UnreadableText):
        value(cell, "number")


@pytest.mark.parametrize("cell", ["8\n5", "1 2", "9 9.9", "9 .5", "1\u30002", "3²", "②", "12 34", "1 2万"])
@pytest.mark.parametrize("kind", ["number", "money", "percent"])
def test_two_numbers_or_a_mark_are_not_made_one_number(cell, kind):
    with pytest.raises(UnreadableText):
        value(cell, kind)


@pytest.mark.parametrize("cell", ["1 234", "1 234.0", "1\u00a0234", " 1234\n", "1 234 元"])
def test_spaces_between_thousands(cell):
    assert value(cell, "money") == 1234


@pytest.mark.parametrize(
    ("cell", "unit", "yuan"),
    [
        (12.5, "万元", 125000),
        (12.5, "元", Fraction(25, 2)),
        (12.5, "", Fraction(25, 2)),
        ("12.5万元", "元", 125000),
        ("20万", "万元", 200000),
        ("125,000元", "万元", 125000),
        ("119。27万元", "", 1192700),
        ("1,234.50", "元", Fraction(2469, 2)),
        ("￥1,234.50", "元", Fraction(2469, 2)),
        ("¥12.5万元", "万元", 125000),
        ("人民币20万元", "", 200000),
        ("二十万元", "万元", 200000),
        ("壹万贰仟元整", "万元", 12000),
        ("壹佰元零伍分", "", Fraction(10005, 100)),
        ("人民币叁仟肆佰伍拾元陆角整", "", Fraction(34506, 10)),
        ("-5,000", "元", -5000),
    ],
)
def test_money_takes_the_unit_of_its_cell_then_of_its_header(cell, unit, yuan):
    assert value(cell, "money", unit) == yuan


@pytest.mark.parametrize("cell", ["20户", "20%", "两万余元", "50万余元", "12万五千元", "(500)", "约20万元"])
def test_what_is_no_money(cell):
    with pytest.raises(UnreadableText):
        value(cell, "money", "万元")


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        ("85%", "", Fraction(85, 100)),
        ("８５．５％", "", Fraction(855, 1000)),
        (0.85, "", Fraction(85, 100)),
        (85, "", Fraction(85, 100)),
        (1, "", 1),
        (85, "%", Fraction(85, 100)),
        ("85", "%", Fraction(85, 100)),
        ("0.5%", "%", Fraction(5, 1000)),
        (5, "‰", Fraction(5, 1000)),
        ("百分之八十五", "", Fraction(85, 100)),
        ("百分之85.5", "", Fraction(855, 1000)),
    ],
)
def test_percents(cell, unit, expected):
    assert value(cell, "percent", unit) == expected


@pytest.mark.parametrize(("cell", "unit"), [(1, "%"), (0.85, "%"), ("0.85", "%"), (-0.5, "%"), (1.5, ""), (0.9, "‰")])
def test_a_percent_that_may_be_a_fraction_is_neither(cell, unit):
    with pytest.raises(CellRefused) as refused:
        value(cell, "percent", unit)
    assert refused.value.code == "D127"


@pytest.mark.parametrize(
    ("cell", "unit", "months"),
    [
        ("3年6个月", "", 42),
        (3, "年", 36),
        ("3年", "", 36),
        ("18", "个月", 18),
        ("三年六个月", "", 42),
        ("3年零6个月", "", 42),
        ("两年半", "", 30),
        ("半年", "", 6),
    ],
)
def test_durations(cell, unit, months):
    assert value(cell, "duration", unit) == months


def test_a_duration_without_unit_is_refused():
    with pytest.raises(UnreadableText, match="年或月"):
        value(3, "duration")


@pytest.mark.parametrize(
    "cell",
    [
        "2022年6月18日",
        "2022.6.18",
        "2022-06-18",
        "2022/6/18",
        "２０２２年６月１８日",
        "20220618",
        20220618.0,
        dt.date(2022, 6, 18),
        dt.datetime(2022, 6, 18, 9, 30),
        44730,
        "2022-06-18 00:00:00",
        "2022-06-18T09:30:00",
        "2022年6月18日上午",
        "2022年6月18日（星期六）",
        "2022.06.18.",
        "二〇二二年六月十八日",
        "2022年六月18日",
        "44730",
    ],
)
def test_one_day_in_many_spellings(cell):
    assert value(cell, "date") == read_date("2022-06-18")


@pytest.mark.parametrize("cell", ["2022年6月", "2022.6", 2022.6, 202206.0, "2022-06"])
def test_a_month_is_its_first_day(cell):
    assert value(cell, "date") == read_date("2022-06-01")


def test_a_float_that_may_be_january_or_october_is_neither():
    with pytest.raises(CellRefused) as refused:
        value(2022.1, "date")
    assert refused.value.code == "D128"
    assert refused.value.value is None
    assert value("2022.10", "date") == read_date("2022-10-01"), "as text it is plain"


@pytest.mark.parametrize("cell", ["2022年6月", "2022.6", 2022.6, "二〇二二年六月"])
def test_the_end_of_a_term_in_a_month_is_its_last_day(cell):
    assert value(cell, "date", end=True) == read_date("2022-06-30")
    assert value("2022-06-18", "date", end=True) == read_date("2022-06-18")


def test_a_workbook_that_counts_its_days_from_1904():
    """Excel's own example: 1 January 2008 is serial number 39448, in the 1904 date system 37986."""
    spec = ColumnSpec(type="date")
    assert (
        read_cell(39448, CellContext(spec))
        == read_cell(37986, CellContext(spec, base1904=True))
        == read_date("2008-01-01")
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("22.6.18", "四位"), ("22年6月", "四位"), ("2022年6月至今", "一段时间"), ("2019.3—2022.6", "一段时间"),
     ("2022-02-30", "日历"), ("1022-06-18", "1900至2100")],
)  # fmt: skip
def test_a_date_is_refused_with_what_is_wrong(cell, expected):
    with pytest.raises(UnreadableText, match=expected):
        value(cell, "date")


@pytest.mark.parametrize("cell", ["2022年", 2022, "6月18日", "2022年13月", "2022-02-30", "去年", True, "2022年底"])
def test_what_is_no_date(cell):
    with pytest.raises(UnreadableText):
        value(cell, "date")


@pytest.mark.parametrize(
    ("cell", "typed"),
    [
        (dt.date(1905, 7, 10), "2018"),
        (dt.datetime(1905, 7, 10, 2, 24), "2018.1"),
        (dt.datetime(1905, 7, 10, 1, 26, 24), "2018.06"),
        (dt.datetime(1905, 7, 14, 2, 52, 48), "2022.12"),
        (dt.date(2453, 8, 13), "202206"),
        (dt.date(1905, 3, 14), "1900"),
    ],
)
@pytest.mark.parametrize("kind", ["date", "year"])
def test_a_year_typed_into_a_cell_formatted_as_a_date_is_no_day(cell, typed, kind):
    with pytest.raises(CellRefused) as refused:
        value(cell, kind)
    assert refused.value.code == "D190"
    assert typed in refused.value.hint


def test_a_year_in_a_date_cell_of_a_workbook_that_counts_from_1904():
    """1904-01-01 is its day 0, so day 2018 is 2018 days on: 1909-07-11."""
    with pytest.raises(CellRefused) as refused:
        read_cell(dt.date(1909, 7, 11), CellContext(ColumnSpec(type="date"), base1904=True))
    assert "2018" in refused.value.hint
    assert value(dt.date(1909, 7, 11), "date") == read_date("1909-07-11")


def test_the_month_202213_is_spelled_by_no_serial_number():
    """Day 202213 is 2453-08-20, which is refused as any day after 2100."""
    with pytest.raises(UnreadableText, match="1900至2100"):
        value(dt.date(2453, 8, 20), "date")


@pytest.mark.parametrize("cell", [dt.date(2022, 3, 5), dt.datetime(1900, 3, 25, 12), dt.time(7, 12), dt.timedelta(1)])
@pytest.mark.parametrize("kind", ["number", "money", "percent", "duration", "yes_no"])
def test_what_excel_made_a_day_of_is_no_value_of_other_columns(cell, kind):
    with pytest.raises(UnreadableText, match="被 Excel 改成"):
        value(cell, kind)
    for words in ("choice", "citizen_id"):
        with pytest.raises(CellRefused):
            value(cell, words)


def test_a_day_is_nobodys_name_but_may_stand_in_other_texts():
    assert value(dt.date(2022, 3, 5), "text") == "2022-03-05"
    with pytest.raises(UnreadableText, match="名称或编号"):
        read_cell(dt.date(2022, 3, 5), CellContext(ColumnSpec(type="text"), key=True))


@pytest.mark.parametrize("cell", ["至今", "现在", "在任", "至 今"])
def test_still_running(cell):
    assert value(cell, "date", blank="至今") == OPEN
    with pytest.raises(UnreadableText):
        value(cell, "date")


@pytest.mark.parametrize(
    "cell", [2021, 2021.0, "2021", "2021年", "2021年度", "2021年6月", dt.date(2021, 3, 1), "二〇二一年", "2021届"]
)
def test_years(cell):
    assert value(cell, "year") == 2021


@pytest.mark.parametrize("cell", [21, 2021.5, "今年", 44562, NoValue("=A1"), "2021-2022", "21年"])
def test_what_is_no_year(cell):
    with pytest.raises((UnreadableText, CellRefused)):
        value(cell, "year")


@pytest.mark.parametrize("cell", ["√", "是", "有", 1, 1.0, True, "达标", "✔", "Y"])
def test_yes(cell):
    assert value(cell, "yes_no") is True


@pytest.mark.parametrize("cell", ["×", "否", "无", 0, 0.0, False, "不达标", "✗", "ｘ"])
def test_no(cell):
    assert value(cell, "yes_no") is False


def test_a_column_may_declare_its_own_words_for_yes_and_no():
    words = {"是": ["○", "按期"], "否": ["△", "有"]}
    assert value("○", "yes_no", choices=words) is True
    assert value("按 期", "yes_no", choices=words) is True
    assert value("△", "yes_no", choices=words) is False
    assert value("有", "yes_no", choices=words) is False, "what the column says goes before what is usual"
    assert value("√", "yes_no", choices=words) is True


@pytest.mark.parametrize("cell", ["基本", "已修订", 2, "?", "○", "〇", "□", "△"])
def test_neither_yes_nor_no(cell):
    with pytest.raises(UnreadableText):
        value(cell, "yes_no")


GRADES = {"优秀": ["优", "A"], "合格": ["称职"], "不合格": []}


@pytest.mark.parametrize("cell", ["优秀", " 优 秀 ", "优", "Ａ", "a", "A级", "ａ等", "优秀等次", "优秀档"])
def test_choices_and_their_synonyms(cell):
    assert value(cell, "choice", choices=GRADES) == "优秀"


def test_another_word_is_refused_with_the_choices_and_the_nearest():
    with pytest.raises(CellRefused) as refused:
        value("优良", "choice", choices=GRADES)
    assert refused.value.code == "D123"
    assert refused.value.expected == "优秀、合格、不合格之一"
    assert "优秀" in refused.value.hint


@pytest.mark.parametrize("cell", ["优秀(95分)", "优秀（拟）"])
def test_a_word_with_more_to_it_is_refused_with_the_word(cell):
    with pytest.raises(CellRefused) as refused:
        value(cell, "choice", choices=GRADES)
    assert "优秀" in refused.value.hint


@pytest.mark.parametrize("cell", ["一级", "三等"])
def test_a_grade_is_not_guessed_by_its_number(cell):
    with pytest.raises(CellRefused):
        value(cell, "choice", choices={"一等": [], "二等": [], "三级": []})


def test_an_id_number_is_text_and_its_check_digit_holds():
    assert value("14119919491204002x", "citizen_id") == "14119919491204002X"
    assert value("141199 19491204 002X", "citizen_id") == "14119919491204002X"
    assert value("141199-19491204-002X", "citizen_id") == "14119919491204002X"
    assert value("１４１１９９１９４９１２０４００２Ｘ", "citizen_id") == "14119919491204002X"
    for cell, code in [
        (141199194912040021, "D129"),
        (1.10105194912040e17, "D129"),
        ("141199194912040021", "D130"),
        ("14119919491204002", "D130"),
        ("1.41199E+17", "D129"),
        ("141199491204002", "D130"),
    ]:
        with pytest.raises(CellRefused) as refused:
            value(cell, "citizen_id")
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("张　三", "张三"),
        (" 李 家 村 ", "李家村"),
        ("李家\n村", "李家村"),
        ("村（社区）", "村(社区)"),
        (3.0, "3"),
        (13800000000.0, "13800000000"),
        ("Star DB", "Star DB"),
        ("张三（代）", "张三(代)"),
        ("买买提•艾合买提", "买买提·艾合买提"),
        ("买买提・艾合买提", "买买提·艾合买提"),
        ("李家\u200b村", "李家村"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("无", "无"),
    ],
)
def test_text(cell, expected):
    assert value(cell, "text") == expected


@pytest.mark.parametrize("cell", [6222021234567890123, 6.22202123456789e18, "6.22202E+18"])
def test_a_long_number_that_is_no_text_has_lost_its_digits(cell):
    with pytest.raises(CellRefused) as refused:
        value(cell, "text")
    assert refused.value.code == "D132"
    assert value("6222021234567890123", "text") == "6222021234567890123"


@pytest.mark.parametrize("cell", ["'0351", '="0351"', "0351"])
def test_what_keeps_a_number_text_is_not_part_of_it(cell):
    assert strip_text_prefix(cell) == "0351"
    assert strip_text_prefix("'") == ""
    assert strip_text_prefix("=cmd|1") == "=cmd|1"


@pytest.mark.parametrize("kind", ["text", "number", "yes_no", "date", "citizen_id"])
def test_an_error_value_is_one_in_any_column(kind):
    for cell in (NoValue("#DIV/0!"), "#N/A", " #REF! "):
        with pytest.raises(CellRefused) as refused:
            value(cell, kind)
        assert refused.value.code == "D125"
    with pytest.raises(CellRefused) as refused:
        value(NoValue("=A1+1"), kind)
    assert refused.value.code == "D126"


UNITS = {"": 1, "万": 10_000, "千": 1_000}


@given(
    number=st.decimals(-10_000, 10_000, places=3),
    size=st.sampled_from(sorted(UNITS)),
    unit=st.sampled_from(["", "人", "户", "件"]),
)
def test_a_number_with_its_unit_comes_back_exactly(number, size, unit):
    text = show_number(Fraction(number)) + size + unit
    assert value(text, "number") == Fraction(number) * UNITS[size]


@given(number=st.decimals(0, 100_000, places=2), unit=st.sampled_from(["元", "万元"]))
def test_money_in_the_cell_and_money_under_a_header_are_the_same(number, unit):
    text = show_number(Fraction(number))
    assert value(text + unit, "money", "亿元") == value(text, "money", unit) == value(float(number), "money", unit)


@given(st.floats(-1e15, 1e15, allow_nan=False))
def test_a_float_is_what_excel_shows_of_it(number):
    assert value(number, "number") == Fraction(f"{number:.15g}")
