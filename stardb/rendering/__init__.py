"""Appraisals -> workbooks and pages, through the templates in reports/. Knows nothing of the ledger."""

from stardb.rendering.pages import render_pages
from stardb.rendering.reports import render_scheme_workbook
from stardb.rendering.view import Setting, view

__all__ = ["Setting", "render_pages", "render_scheme_workbook", "view"]
