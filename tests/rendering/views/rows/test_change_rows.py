"""What changed as lists for the workbook and the pages: subjects, money by township, cells, lines of rules."""

from decimal import Decimal
from pathlib import Path

from comparing import BOOK, STARS, compare_with, make_county, rate
from workspaces import set_cell

from stardb.rendering.views.rows.change_rows import list_changes


def test_nothing_to_compare_with_is_an_empty_list() -> None:
    found = list_changes(None, "")
    assert (found.earlier, found.subjects, found.inputs) == ("", (), ())


def test_who_rose_for_how_much_and_by_which_cell_and_line(tmp_path: Path) -> None:
    """甲村 reaches 20万元 (300元 more); three stars bring 600元 now, 100元 more, which only 丙村 still has."""
    before = rate(make_county(tmp_path))
    make_county(tmp_path, STARS.replace("3: 500元", "3: 600元"))
    set_cell(tmp_path / "data/2022" / BOOK, "检查表", "C2", 20)
    set_cell(tmp_path / "data/2022" / BOOK, "检查表", "G2", "13999999999")
    found = list_changes(compare_with(before, tmp_path), "第1次运行")
    assert (found.earlier, found.counts, found.edits) == ("第1次运行", "上升 2", "数据 2 格，规则 1 行")
    assert [(one.number, one.name, one.move) for one in found.subjects] == [(1, "甲村", "上升"), (3, "丙村", "上升")]
    assert [(one.group, one.before, one.after, one.rise, one.is_total) for one in found.budget] == [
        ("东镇", Decimal(1300), Decimal(1600), Decimal(300), False),
        ("西镇", Decimal(500), Decimal(600), Decimal(100), False),
        ("合计", Decimal(1800), Decimal(2200), Decimal(400), True),
    ]
    assert [(one.column, one.before, one.after) for one in found.inputs] == [
        ("收入", "18", "20"),
        ("电话", "（不显示）", "改动了"),
    ]
    (line,) = found.rules
    assert (line.clause, line.edit, line.before) == ("补贴", "改了", "choices: {4: 800元, 3: 500元, 2: 300元}")
