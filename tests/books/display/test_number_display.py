"""What a number shows by its format, and what is read of it; and that LibreOffice shows the same."""

import csv
import datetime as dt
import subprocess

import pytest
import xlsxwriter

from stardb.books.display import display_number, display_text, parse_format
from stardb.books.display.builtin import BUILT_IN

ACCOUNT = '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ '
DAY = 44_730
"""2022-06-18."""

SHOWN = [
    # code, number, what is seen, what is read ("" for the number itself)
    ("General", 12.5, "12.5", ""),
    ("0", 89.96, "90", ""),
    ("0.00", 12.5, "12.50", ""),
    ("#,##0.00", 1234567.891, "1,234,567.89", ""),
    ("#,##0", 999, "999", ""),
    ("#,##0;[Red]-#,##0", -1234, "-1,234", ""),
    ("0.00_);(0.00)", -5, "(5.00)", ""),
    ("#,##0.00;[Red]#,##0.00", -5, "5.00", ""),
    ("0%", 0.853, "85%", "85.3%"),
    ("0.00%", 0.85, "85.00%", "85%"),
    ("0\\%", 85, "85%", "85%"),
    ('0"‰"', 85, "85‰", "85‰"),
    ('0"元"', 900, "900元", "900元"),
    ('#,##0"元"', 9000.4, "9,000元", "9000.4元"),
    ("0元", 900, "900元", "900元"),
    ("0\\元", -5, "-5元", "-5元"),
    ('0.00"万元"', 12.5, "12.50万元", "12.5万元"),
    ('#,##0"元";"-"#,##0"元"', -9000, "-9,000元", "-9000元"),
    ('0.0,"千元"', 12345, "12.3千元", "12.345千元"),
    ('0.0000,"万"', 30000, "30.0000万", "30万"),
    ('0.00,,"百万"', 12345678, "12.35百万", "12.345678百万"),
    ('0"."0,"万元"', 12345, "1.2万元", "1.2345万元"),
    ("0\\.0,", 12345, "1.2", "1.2345"),
    ('0"!".0,"万元"', 12345, "12!.3万元", "12!.3万元"),
    ('0"元".00', 12.35, "12元.35", "12元.35"),
    ('[>=10000]0.0,"千元";0"元"', 12345, "12.3千元", "12.345千元"),
    ('[>=10000]0.0,"千元";0"元"', 900, "900元", "900元"),
    ("000", 1, "001", "001"),
    ("000", 1234, "1234", ""),
    ("00.0", 5.2, "05.2", "05.2"),
    ('"LX"000', 8, "LX008", "LX008"),
    ('0"百户"', 7, "7百户", "7百户"),
    ('"第"0"名"', 3, "第3名", "第3名"),
    ('0000"年"00"月"', 202206, "2022年06月", "2022年06月"),
    ("000-0000", 5551234, "555-1234", "555-1234"),
    (ACCOUNT, 5000, "¥5,000.00", "¥5000"),
    (ACCOUNT, -5000.5, "¥-5,000.50", "-¥5000.5"),
    (ACCOUNT, 0, "¥-", ""),
    ("[$¥-804]#,##0.00", 4400, "¥4,400.00", "¥4400"),
    ("[$€-2]#,##0", 5, "€5", "€5"),
    ("[$$-409]0.00", 5, "$5.00", "$5"),
    ('[=1]"是";[=0]"否";0', 1, "是", "是"),
    ('[=1]"是";[=0]"否";0', 0, "否", "否"),
    ('[=1]"是";"否"', 7, "否", "否"),
    ('"√";;"×"', 1, "√", "√"),
    ('"√";;"×"', 0, "×", "×"),
    ('"√";;"×"', -1, "", ""),
    (";;;", 3, "", ""),
    ("0;-0;;@", 0, "", ""),
    ("#", 0, "", ""),
    ("#,###", 1234, "1,234", ""),
    ("-0", 5, "-5", "-5"),
    ("[<0]-0;0", -5, "-5", ""),
    (".00", 12.5, "12.50", ""),
    ("#.##", 0.5, ".5", ""),
    ('.0"万"', 12.5, "12.5万", "12.5万"),
    ("(0)", 5, "(5)", "(5)"),
    ("0.00E+00", 12345, "1.23E+04", ""),
    ("##0.0E+0", 12345, "12.3E+3", ""),
    ("# ?/?", 1.5, "1 1/2", ""),
    ("@", 5, "5", ""),
    ("?0.0?", 1.5, "1.5", ""),
    ("0.0%", 1, "100.0%", "100%"),
    ('General"元"', 12.5, "12.5元", "12.5元"),
    ("yyyy/m/d", DAY, "2022/6/18", ""),
    ('yyyy"年"m"月"d"日"', DAY, "2022年6月18日", ""),
    ('yyyy"年"m"月"', DAY, "2022年6月", ""),
    ("yyyy-mm-dd hh:mm", DAY + 0.5, "2022-06-18 12:00", ""),
    ('h"时"mm"分"', 0.75, "18时00分", ""),
    ("h:mm AM/PM", 0.75, "6:00 PM", ""),
    ("[h]:mm", 1.5, "36:00", ""),
    ("mm:ss", 130 / 86400, "02:10", ""),
    ("d", DAY, "18", ""),
    ("mmm-yy", DAY, "Jun-22", ""),
    ("dddd", DAY, "Saturday", ""),
]
OURS = [
    # what LibreOffice reads otherwise than the Excel of this country
    ('0!.0,"万元"', 12345, "1.2万元", "1.2345万元"),
    ('0!.0,"万元"', 345, "0.0万元", "0.0345万元"),
    ('0!.00,,"亿元"', 123456789, "1.23亿元", "1.23456789亿元"),
    ('0!.0000"万"', 12345, "1.2345万", "1.2345万"),
    ("0!%", 85, "85%", "85%"),
    ('#,###"元"', 0, "元", "元"),
    ('G/通用格式"元"', 12.5, "12.5元", "12.5元"),
    ("0.00_);[红色](0.00)", -1.234, "(1.23)", ""),
    ("[DBNum1][$-804]General", 10203, "一万〇二百〇三", ""),
    ('[DBNum2][$-804]General"元整"', 105000, "壹拾万伍仟元整", "105000元整"),
    ("[DBNum1]0", 2022, "二〇二二", ""),
    ('[DBNum1][$-804]yyyy"年"m"月"', DAY, "二〇二二年六月", ""),
    ('e"年"m"月"', DAY, "2022年6月", ""),
    ("[$-404]e/m/d", DAY, "111/6/18", ""),
    ("aaaa", DAY, "星期六", ""),
    ("aaa", DAY, "六", ""),
    ("上午/下午h:mm", 0.75, "下午6:00", ""),
    ("[$¥-411]#,##0", 5, "日元5", "日元5"),
    ("0" * 18, 141199198001010000, "141199198001010000", ""),
    (BUILT_IN[5], -5, "¥-5", "-¥5"),
    (BUILT_IN[44], 1234.5, "¥1,234.50", "¥1234.5"),
    (BUILT_IN[43], 0, "-", ""),
    (BUILT_IN[31], DAY, "2022年6月18日", ""),
]


@pytest.mark.parametrize(("code", "number", "seen", "read"), [*SHOWN, *OURS])
def test_what_a_number_shows_and_is_read_as(code, number, seen, read):
    display = display_number(number, parse_format(code))
    assert (display.text.strip(), display.exact) == (seen, read)


@pytest.mark.parametrize("code", ["[foo]0", "0.0 kg", "[>=a]0", "0;0;0;0;0", "0.0.0", "[DBNum3]0", "0" * 300])
def test_a_format_outside_the_grammar_is_not_guessed(code):
    how = parse_format(code)
    assert how is None or display_number(5, how) is None


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("0;0", -5),
        ('[>=10000]0.0,"千元";0"元"', -5),
        ('[=1]"是";[=0]"否"', 2),
        ("yyyy-mm-dd", -1),
        ("yyyy-mm-dd", 3_000_000),
        ("0", float("inf")),
    ],
)
def test_nobody_can_tell_what_is_shown(code, number):
    assert display_number(number, parse_format(code)) is None


@pytest.mark.parametrize(
    ("code", "number", "moment"),
    [
        ("yyyy-mm-dd", DAY, dt.date(2022, 6, 18)),
        ("yyyy-mm-dd hh:mm", DAY + 0.5, dt.datetime(2022, 6, 18, 12)),
        ("yyyy-mm-dd", 35, dt.date(1900, 2, 4)),
        ("yyyy-mm-dd", 61, dt.date(1900, 3, 1)),
        ("h:mm", 0.75, dt.time(18)),
        ('[$-411]ggge"年"m"月"d"日";@', DAY, dt.date(2022, 6, 18)),
        ("[h]:mm", 1.5, dt.timedelta(hours=36)),
    ],
)
def test_the_day_or_time_a_number_stands_for(code, number, moment):
    assert display_number(number, parse_format(code)).moment == moment


@pytest.mark.parametrize(
    ("code", "hides"),
    [
        ("0", True),
        ("0.0", True),
        ("0.00", False),
        ("0%", True),
        ("0.00%", False),
        ('0!.0,"万"', True),
        ("General", False),
    ],
)
def test_digits_rounded_away_that_may_matter(code, hides):
    assert display_number(12345.678, parse_format(code)).hides is hides


@pytest.mark.parametrize(
    ("code", "text", "seen"),
    [
        ('@"村"', "李家", "李家村"),
        (";;;", "李家", ""),
        ("0.00", "李家", "李家"),
        ('0;0;0;"有"', "李家", "有"),
        ("@", "李家", "李家"),
    ],
)
def test_what_a_text_shows(code, text, seen):
    assert display_text(text, parse_format(code)) == seen


AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76"


@pytest.mark.tools
@pytest.mark.xdist_group("office")
def test_libreoffice_shows_the_same(tmp_path, soffice):
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.set_column(0, 0, 60)
    for row, (code, number, _, _) in enumerate(SHOWN):
        sheet.write_number(row, 0, number, book.add_format({"num_format": code}))
    book.close()
    command = [*soffice, "--convert-to", AS_SHOWN, "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")]
    subprocess.run(command, check=True, capture_output=True)
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        shown = ["".join(row).strip() for row in csv.reader(file)]
    shown += [""] * (len(SHOWN) - len(shown))
    ours = [seen for _, _, seen, _ in SHOWN]
    assert [row for row in zip(SHOWN, ours, shown, strict=True) if row[1] != row[2]] == []


def test_a_percent_sign_counts_in_a_format_of_fractions():
    """LibreOffice refuses the code and shows General; by Excel's rule `%` takes any number times 100."""
    display = display_number(0.905, parse_format("# ?/?%"))
    assert (display.text.strip(), display.exact) == ("90 1/2%", "90.5%")
