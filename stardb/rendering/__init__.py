"""Appraisals -> workbooks and pages, through the templates in reports/. Knows nothing of the ledger."""

from stardb.rendering.pages import render_pages
from stardb.rendering.reports import find_unshown, render_details_workbooks, render_scheme_workbook
from stardb.rendering.view import DETAIL_LIMIT, Setting, view

__all__ = [
    "DETAIL_LIMIT",
    "Setting",
    "find_unshown",
    "render_details_workbooks",
    "render_pages",
    "render_scheme_workbook",
    "view",
]
