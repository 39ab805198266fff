"""A form written as a workbook. The same sheets give the same bytes."""

import datetime as dt
from collections.abc import Sequence
from io import BytesIO

from stardb.books import LISTS_SHEET
from stardb.forms.distinct_names import sheet_names
from stardb.forms.drop_down_lists import Lists
from stardb.forms.form_page import Page
from stardb.forms.form_sheet import FormSheet
from stardb.intake import NAME, FormId
from stardb.ooxml import write_constants
from stardb.quantity import read_period


def write_form(sheets: Sequence[FormSheet], period: str) -> bytes:
    """The workbook of some sheets, one at least."""
    from xlsxwriter.workbook import Workbook  # slow to import; only some commands write forms

    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(stream, options) as book:
        book.set_properties({"created": dt.datetime(read_period(period).year, 1, 1)})
        lists = Lists()
        names = sheet_names([sheet.table for sheet in sheets], reserved=LISTS_SHEET)
        for i, sheet in enumerate(sheets):
            header = Page(book, book.add_worksheet(names[i]), sheet, lists).draw()
            parts = sheet.township, sheet.origin, len(sheet.rows)
            stamp = FormId(period, sheet.versions, sheet.table, header + 1, *parts)
            book.defined_names.append([NAME, i, write_constants(stamp.to_text()), True])  # define_name() hides none
        lists.write(book)
    return stream.getvalue()
