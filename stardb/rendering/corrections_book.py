"""The workbook of corrections (补发扣回): what closed periods should have brought, and what is paid or reclaimed now."""

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from io import BytesIO
from typing import Any

from stardb.dataclass import dataclass
from stardb.quantity import PENDING, Period, show_number, to_decimal

CORRECTIONS = "补发扣回"

_TITLES = (
    "乡镇",
    "对象",
    "办法",
    "更正哪一期",
    "更正的事项",
    "原值",
    "改为",
    "待遇",
    "原发",
    "应发",
    "补发（扣回为负）",
    "单位",
    "裁定编号",
    "依据",
)
_WIDTHS = (8, 10, 14, 11, 12, 8, 8, 10, 9, 9, 10, 7, 8, 18)
_DIFFERENCE = 10
_FONT: dict[str, Any] = {"font_name": "宋体", "font_size": 11}
_BORDER: dict[str, Any] = {"border": 1, "border_color": "#A6A6A6", "valign": "vcenter", "text_wrap": True}


@dataclass(frozen=True)
class CorrectionRow:
    """What a decision on a closed period comes to, for one entitlement. paid, due: the amounts; None where one is none.

    paid_text, due_text: the same as people read them. item: "" where no entitlement changes.
    """

    township: str
    subject: str
    scheme: str
    period: str
    corrected: str
    before: str
    after: str
    item: str = ""
    unit: str = ""
    paid: Fraction | None = None
    due: Fraction | None = None
    paid_text: str = ""
    due_text: str = ""
    number: str = ""
    document: str = ""

    @property
    def difference(self) -> Fraction | None:
        """What is paid now, less than 0 where it is reclaimed; None where that cannot be said."""
        return self.due - self.paid if self.due is not None and self.paid is not None else None


def sum_corrections(rows: Sequence[CorrectionRow]) -> list[tuple[str, Fraction, Fraction]]:
    """Of each unit: what is paid, and what is reclaimed (not negative)."""
    found: dict[str, list[Fraction]] = {}
    for row in rows:
        if row.difference:
            found.setdefault(row.unit, []).append(row.difference)
    return [
        (
            unit,
            sum((one for one in those if one > 0), Fraction(0)),
            -sum((one for one in those if one < 0), Fraction(0)),
        )
        for unit, those in found.items()
    ]


def write_corrections_book(rows: Sequence[CorrectionRow], period: Period) -> bytes:
    """The workbook, a line a decision and entitlement, with the totals below. The same rows give the same bytes."""
    from xlsxwriter.workbook import Workbook  # slow to import; few runs have corrections

    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(stream, options) as book:
        book.set_properties({"created": dt.datetime(period.first.year, 1, 1)})
        sheet = book.add_worksheet(CORRECTIONS)
        cell = book.add_format({**_FONT, **_BORDER})
        head = book.add_format({**_FONT, **_BORDER, "bold": True, "align": "center", "bg_color": "#E8EEF2"})
        sheet.set_row(0, 28)
        sheet.write_string(
            0, 0, f"{period.title}{CORRECTIONS}", book.add_format({"font_name": "黑体", "font_size": 16})
        )
        note = "已结转的各期不改动；照裁定应发与原发的差，在本期补发，为负的扣回"
        sheet.write_string(1, 0, note, book.add_format({**_FONT, "font_size": 10, "font_color": "#595959"}))
        for k, (title, width) in enumerate(zip(_TITLES, _WIDTHS, strict=True)):
            sheet.set_column(k, k, width)
            sheet.write_string(2, k, title, head)
        for at, row in enumerate(rows, 3):
            for k, value in enumerate(_list_cells(row)):
                _write(sheet, at, k, value, cell)
        at = len(rows) + 3
        for unit, paid, reclaimed in sum_corrections(rows):
            for title, amount in (("补发合计", paid), ("扣回合计", -reclaimed), ("净额", paid - reclaimed)):
                texts: list[str | Fraction] = [title, *[""] * (_DIFFERENCE - 1), amount, unit, "", ""]
                for k, value in enumerate(texts):
                    _write(sheet, at, k, value, head if k == 0 else cell)
                at += 1
        open_rows = sum(_is_open(row) for row in rows)
        if open_rows:
            left_out: list[str | Fraction] = [
                "待定的，没有算在内",
                *[""] * (_DIFFERENCE - 1),
                Fraction(open_rows),
                "项",
                "",
                "",
            ]
            for k, value in enumerate(left_out):
                _write(sheet, at, k, value, head if k == 0 else cell)
        sheet.freeze_panes(3, 2)
        sheet.repeat_rows(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    return stream.getvalue()


def _is_open(row: CorrectionRow) -> bool:
    """Whether it cannot be said yet what is paid or reclaimed."""
    return row.difference is None and PENDING in (row.paid_text, row.due_text)


def _list_cells(row: CorrectionRow) -> list[str | Fraction]:
    about = [row.township, row.subject, row.scheme, row.period, row.corrected, row.before, row.after]
    amounts: list[str | Fraction] = [
        row.paid if row.paid is not None else row.paid_text,
        row.due if row.due is not None else row.due_text,
        row.difference if row.difference is not None else "待定" if _is_open(row) else "",
    ]
    return [*about, row.item or "待遇不变", *amounts, row.unit, row.number, row.document]


def _write(sheet: Any, at: int, k: int, value: str | Fraction, cell: Any) -> None:
    """A text, or a number; one that no decimal fraction is stands as a text."""
    if isinstance(value, str):
        sheet.write_string(at, k, value, cell)
        return
    number = to_decimal(value)
    if number is None:
        sheet.write_string(at, k, show_number(value), cell)
    else:
        sheet.write_number(at, k, number, cell)
