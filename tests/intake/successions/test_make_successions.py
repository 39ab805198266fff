"""Rows of 沿革 are read as they are written: names in any list, the parts of one merger on rows of their own."""

from datetime import date
from pathlib import Path

from lineages import HEAD
from workspaces import write_book

from stardb.books import read_book
from stardb.intake import SuccessionKind, Successions, read_successions


def read(tmp_path: Path, *rows: list[object]) -> Successions:
    write_book(tmp_path / "a.xlsx", {"沿革": [HEAD, *rows]})
    sheets, _ = read_book((tmp_path / "a.xlsx").read_bytes(), "successions.xlsx")
    return read_successions(sheets)


def test_a_merger_may_be_written_on_a_row_for_each_part(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        [date(2022, 6, 30), "合并", "", "东镇 / 甲", "东镇/新庄", "", "一"],
        ["2022年6月30日", "合并", None, "东镇／乙", "东镇/新庄", "东镇/乙", "一"],
        ["2022-03-01", "撤销", "连评", "西镇/丁；西镇/戊", None, None, None],
    )
    assert found.problems == ()
    ended, merged = found.rows
    assert (ended.change, ended.scheme, ended.before, ended.after) == (
        SuccessionKind.ENDED,
        "连评",
        ("西镇/丁", "西镇/戊"),
        (),
    )
    assert (merged.before, merged.after, merged.continues) == (("东镇/甲", "东镇/乙"), ("东镇/新庄",), ("东镇/乙",))
    assert merged.day == date(2022, 6, 30)
