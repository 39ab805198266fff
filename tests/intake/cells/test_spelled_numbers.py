"""Numbers as people write them when not in digits: read where they are sure, refused where they are not."""

import pytest

from stardb.books import Sheet
from stardb.intake import read_tables
from stardb.intake.cells.cell_context import CellContext
from stardb.intake.cells.values import read_cell
from stardb.quantity.from_text import UnreadableText
from stardb.rulebook import ColumnSpec, TableSpec


def number(cell: str, unit: str = "", **spec: bool) -> object:
    return read_cell(cell, CellContext(ColumnSpec(type="number", unit=unit, **spec), unit))


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        ("三", "人", 3),
        ("十二", "次", 12),
        ("二十三户", "户", 23),
        ("一人", "人", 1),
        ("两次", "次", 2),
        ("一百零五", "", 105),
        ("35。", "人", 35),
        ("−10", "", -10),
        ("第十一届", "届", 11),
        ("十一届", "届", 11),
        ("11届", "届", 11),
        ("第11届", "届", 11),
        ("五分", "分", 5),
    ],
)
def test_numbers_in_words(cell: str, unit: str, expected: int) -> None:
    assert number(cell, unit) == expected


@pytest.mark.parametrize(
    "cell",
    [
        "一",
        "〇",
        "○",
        "一般",
        "三好学生",
        "五保户",
        "一票否决",
        "三四户",
        "十几户",
        "一百五",
        "两万余",
        "三\n五",
        "无",
        "2万五千",
        "第三名",
    ],
)
def test_words_that_are_no_sure_number(cell: str) -> None:
    with pytest.raises(UnreadableText):
        number(cell, "户")


@pytest.mark.parametrize(
    "cell", ["3~5户", "6到10户", "200-300户", "15—30分钟", "0~7", "+1至+10", "三至五户", "3〜5", "3-5户"]
)
def test_a_range_is_refused_as_one(cell: str) -> None:
    with pytest.raises(UnreadableText, match="范围"):
        number(cell)


@pytest.mark.parametrize("cell", ["约30", "达80", "不少于3", "≥3", "近30户", "超过5次"])
def test_a_bound_is_refused_as_one(cell: str) -> None:
    with pytest.raises(UnreadableText, match="约数或界限"):
        number(cell)


def test_a_year_s_session_is_no_number_of_sessions() -> None:
    with pytest.raises(UnreadableText, match="11届"):
        number("2021届", "届")


@pytest.mark.parametrize(
    ("cell", "votes"),
    [
        ("正", 5),
        ("正正", 10),
        ("正正一", 11),
        ("正丅", 7),
        ("正T", 7),
        ("正下", 8),
        ("正 正 止", 14),
        ("正正丅票", 12),
        ("下", 3),
    ],
)
def test_ballots_in_strokes(cell: str, votes: int) -> None:
    assert number(cell, "票") == votes


def test_strokes_are_read_where_things_are_counted_only() -> None:
    assert number("正正丅", "人") == 12
    assert number("正正丅", whole=True) == 12
    with pytest.raises(UnreadableText, match="数字"):
        number("正正丅")
    with pytest.raises(UnreadableText, match="数字"):
        number("正上", "票")
    with pytest.raises(UnreadableText):
        number("下", "人")


def test_a_sum_with_its_sign_under_another_unit_is_not_guessed() -> None:
    spec = ColumnSpec(type="money", unit="万元")
    with pytest.raises(UnreadableText, match="元还是万元"):
        read_cell("￥125000", CellContext(spec, "万元"))


@pytest.mark.parametrize(
    "cell", ["1" * 100_000, "一" * 100_000, "正" * 100_000, "2022年" + " " * 100_000 + "x", "1~" * 50_000]
)
@pytest.mark.parametrize("kind", ["number", "money", "percent", "duration", "date", "year", "citizen_id"])
def test_a_cell_full_of_text_is_refused(cell: str, kind: str) -> None:
    from stardb.intake.cells.cell_context import CellRefused

    with pytest.raises((UnreadableText, CellRefused)):
        read_cell(cell, CellContext(ColumnSpec.model_validate({"type": kind})))


def test_a_magnitude_that_is_written_out_is_not_multiplied_by_that_of_the_header(look):
    spec = TableSpec.model_validate(
        {"key": ["村"], "name": "村", "columns": {"村": {"type": "text"}, "收入": {"type": "money", "unit": "万元"}}}
    )
    rows = [["村", "收入"], ["东庄", "十二万"], ["西庄", "十二万五千"], ["南庄", "12万"], ["北庄", "十二"]]
    table = read_tables([Sheet("a.xlsx", "表", rows)], {"名册": spec}).tables.single["名册"]
    assert look.column(table, "收入") == ["12万元", "12.5万元", "12万元", "12万元"]
