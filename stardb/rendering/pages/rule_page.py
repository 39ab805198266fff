"""A rule file as one page to be printed and signed; all of it in one file."""

from collections.abc import Sequence
from pathlib import Path

from stardb.rendering.lookup import name_context
from stardb.rendering.pages.filters import FILTERS, GLOBALS
from stardb.rendering.pages.page_environment import PageEnvironment
from stardb.rendering.pages.page_faults import BROKEN, PageFaults
from stardb.rendering.views.rule_document import RuleDocument

__all__ = ["render_rule_page"]

_TEMPLATE = "rules.html"


def render_rule_page(document: RuleDocument, templates: Sequence[Path]) -> bytes:
    """The page. `templates`: folders, the first with `rules.html` wins.

    Raises ProblemsError (T101, T102, T103 with file and line) for what is wrong with templates.
    """
    faults = PageFaults()
    environment = PageEnvironment(templates, FILTERS, faults)
    environment.globals.update(GLOBALS)
    if _TEMPLATE not in environment.files:
        faults.add(BROKEN, f"没有“{_TEMPLATE}”这个页面模板", f"reports/pages/{_TEMPLATE}", 0)
    faults.stop_if_any()
    text = environment.page(_TEMPLATE, name_context(document))
    faults.stop_if_any()
    return text.encode()
