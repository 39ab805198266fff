"""Appraisals -> workbooks and pages, through the templates in reports/. Knows nothing of the ledger."""

from stardb.rendering.pages import render_front_page, render_pages
from stardb.rendering.scheme_workbooks import render_details_workbooks, render_scheme_workbook
from stardb.rendering.views.figures import MoneyTotal, ScoreSpread, spread_scores, total_money
from stardb.rendering.views.front_views import (
    FrontFailure,
    FrontPage,
    FrontResult,
    FrontSystem,
    FrontYear,
    ShareOfAll,
)
from stardb.rendering.views.scheme_view import DETAIL_LIMIT, SchemeView, Setting, build_view

__all__ = [
    "DETAIL_LIMIT",
    "FrontFailure",
    "FrontPage",
    "FrontResult",
    "FrontSystem",
    "FrontYear",
    "MoneyTotal",
    "SchemeView",
    "ScoreSpread",
    "Setting",
    "ShareOfAll",
    "build_view",
    "render_details_workbooks",
    "render_front_page",
    "render_pages",
    "render_scheme_workbook",
    "spread_scores",
    "total_money",
]
