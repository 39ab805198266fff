"""Laws of reading cells: a value in any of its spellings is that value, and no cell does more than be refused."""

import datetime as dt
from contextlib import suppress
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stardb.books.sheet import NoValue
from stardb.intake.cells.cell_context import CellContext, CellRefused
from stardb.intake.cells.cell_reader import CellReader
from stardb.intake.cells.values import READERS, read_cell
from stardb.quantity.from_text import EPOCH, UnreadableText
from stardb.quantity.numerals import spell_number
from stardb.rulebook import ColumnSpec

WIDE = str.maketrans("0123456789.,%-", "０１２３４５６７８９．，％－")
CAPITALS = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")


def value(cell: object, kind: str, unit: str = "", **spec: object) -> object:
    declared = ColumnSpec.model_validate({"type": kind, "unit": unit, **spec})
    return read_cell(cell, CellContext(declared, unit))  # type: ignore[arg-type]


@given(st.integers(2, 10**9))
def test_a_count_in_every_spelling(count: int) -> None:
    plain = str(count)
    for cell in (
        count,
        float(count),
        plain,
        plain.translate(WIDE),
        f"{count:,}",
        f" {plain} 人",
        spell_number(count),
        f"{count}人。",
    ):
        assert value(cell, "number", "人") == count


@given(st.integers(1, 60))
def test_ballots_in_strokes_and_digits(votes: int) -> None:
    strokes = "正" * (votes // 5) + ("", "一", "丅", "下", "止")[votes % 5]
    if strokes != "一":  # which may be a dash
        assert value(strokes, "number", "票") == value(votes, "number", "票") == votes


@given(st.integers(1, 10**8), st.integers(0, 9), st.integers(0, 9))
def test_a_sum_in_every_spelling(yuan: int, jiao: int, fen: int) -> None:
    amount = Fraction(yuan * 100 + jiao * 10 + fen, 100)
    text = f"{yuan}.{jiao}{fen}"
    small = (
        ("零" if not jiao and fen else "")
        + (spell_number(jiao) + "角" if jiao else "")
        + (spell_number(fen) + "分" if fen else "")
    )
    capital = (spell_number(yuan) + "元" + small + ("整" if not fen else "")).translate(CAPITALS)
    for cell in (
        text,
        f"{yuan:,}.{jiao}{fen}",
        f"￥{text}",
        f"{text}元",
        text.replace(".", "。") + "元",
        capital,
        f"人民币{capital}",
    ):
        assert value(cell, "money", "元") == amount, cell


@given(st.integers(0, 1000))
def test_a_percent_in_every_spelling(permille: int) -> None:
    share = Fraction(permille, 1000)
    text = f"{permille / 10:.1f}"
    for cell in (f"{text}%", f"{text}％", f"{text}%".translate(WIDE), f"百分之{text}"):
        assert value(cell, "percent") == share
    for unit in ("", "%"):
        assert value(permille / 10, "percent", unit, share=False) == share
        assert value(permille / 1000, "percent", unit, share=True) == share


@given(st.dates(dt.date(1957, 7, 1), dt.date(2100, 12, 31)))
def test_a_day_in_every_spelling(day: dt.date) -> None:
    days = (day - EPOCH).days
    year, month, number = str(day.year), spell_number(day.month), spell_number(day.day)
    chinese = "".join("〇一二三四五六七八九"[int(digit)] for digit in year)
    serial = (day - dt.date(1899, 12, 30)).days
    spellings = [
        day, dt.datetime(day.year, day.month, day.day, 9, 30), f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}", f"{day:%Y%m%d}", f"{day:%Y-%m-%d} 9:30",
        f"{year}.{day.month}.{day.day}", f"{year}.{day.month}.{day.day}.", f"{year}年{day.month}月{day.day}日", f"{year} 年 {day.month} 月 {day.day} 日",
        f"{year}年{day.month}月{day.day}日".translate(WIDE), f"{chinese}年{month}月{number}日", f"{year}年{day.month}月{day.day}号上午", serial, str(serial),
    ]  # fmt: skip
    for cell in spellings:
        assert value(cell, "date") == days, cell
    old = CellContext(ColumnSpec(type="date"), base1904=True)
    if serial - 1462 >= 21_000:
        assert read_cell(serial - 1462, old) == days


@given(st.integers(0, 40), st.integers(1, 11))
def test_a_duration_in_every_spelling(years: int, months: int) -> None:
    total = 12 * years + months
    for cell in (
        f"{years}年{months}个月",
        f"{years}年零{months}个月",
        f"{years}年{months}月",
        f"{spell_number(years)}年{spell_number(months)}个月",
    ):
        assert value(cell, "duration") == total
    assert value(total, "duration", "个月") == total


CELLS = (
    st.text(max_size=40)
    | st.text("0123456789.,-~至年月日元万%正一二三十百。（）￥ \n'=E+", max_size=16)
    | st.floats()
    | st.integers()
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas()
    | st.builds(NoValue, st.sampled_from(["#N/A", "=A1"]))
)


@given(
    cell=CELLS, kind=st.sampled_from(sorted(READERS)), unit=st.sampled_from(["", "人", "票", "届", "万元", "%", "年"])
)
def test_any_cell_is_read_or_refused(cell: object, kind: str, unit: str) -> None:
    with suppress(CellRefused, UnreadableText):
        value(cell, kind, unit)


@given(st.lists(CELLS, max_size=20), st.sampled_from(sorted(READERS)))
def test_a_column_of_any_cells_is_a_column(cells: list, kind: str) -> None:  # type: ignore[type-arg]
    reader = CellReader(ColumnSpec.model_validate({"type": kind}))
    codes = reader.codes(cells)
    column = reader.column(np.array(codes, dtype=np.int64))
    assert len(column) == len(cells)
    for i, code in enumerate(codes):
        assert column.known[i] == (reader.readings[code].value is not None)
