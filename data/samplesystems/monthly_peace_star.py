"""寺庄乡“平安之星” of 2023: 24 branches, a workbook a month from the township, the roster of the year."""

from collections.abc import Iterator
from datetime import date

from samplesystems.paper import Book, Sheet

VILLAGES = tuple(f"第{n}村" for n in ("一", "二", "三", "四", "五", "六"))


def books() -> Iterator[Book]:
    """The workbooks of the year."""
    rows = [["寺庄乡", village, f"{village}党支部"] for village in VILLAGES]
    roster = Sheet("支部名册", "寺庄乡党支部名册", ["乡镇", "村", "党支部"], rows)
    yield Book("2023/00 支部名册.xlsx", date(2023, 1, 5), [roster])
