"""Appraisals -> workbooks and pages, through the templates in reports/. Knows nothing of the ledger."""

from stardb.rendering.advice_book import write_advice_book
from stardb.rendering.corrections_book import CORRECTIONS, CorrectionRow, sum_corrections, write_corrections_book
from stardb.rendering.evidence_book import write_evidence_book
from stardb.rendering.pages import render_front_page, render_pages, render_rule_page
from stardb.rendering.scheme_workbooks import render_details_workbooks, render_scheme_workbook
from stardb.rendering.views.front_views import (
    FrontFailure,
    FrontPage,
    FrontResult,
    FrontSystem,
    FrontYear,
    ShareOfAll,
)
from stardb.rendering.views.rule_document import RuleDocument, build_rule_document
from stardb.rendering.views.scheme_view import DETAIL_LIMIT, NO_EARLIER, EarlierStates, SchemeView, Setting, build_view
from stardb.rendering.views.score_figures import (
    MoneyTotal,
    NumberTotal,
    ScoreSpread,
    spread_scores,
    total_money,
    total_numbers,
)

__all__ = [
    "CORRECTIONS",
    "DETAIL_LIMIT",
    "NO_EARLIER",
    "CorrectionRow",
    "EarlierStates",
    "FrontFailure",
    "FrontPage",
    "FrontResult",
    "FrontSystem",
    "FrontYear",
    "MoneyTotal",
    "NumberTotal",
    "RuleDocument",
    "SchemeView",
    "ScoreSpread",
    "Setting",
    "ShareOfAll",
    "build_rule_document",
    "build_view",
    "render_details_workbooks",
    "render_front_page",
    "render_pages",
    "render_rule_page",
    "render_scheme_workbook",
    "spread_scores",
    "sum_corrections",
    "total_money",
    "total_numbers",
    "write_advice_book",
    "write_corrections_book",
    "write_evidence_book",
]
