"""The front page of all results: every system and period, from which the pages of each are reached."""

from collections.abc import Sequence
from pathlib import Path

from stardb.rendering.lookup import name_context
from stardb.rendering.pages.filters import FILTERS, GLOBALS
from stardb.rendering.pages.page_environment import PageEnvironment
from stardb.rendering.pages.page_faults import BROKEN, PageFaults
from stardb.rendering.views.front_views import FrontPage

__all__ = ["render_front_page"]

_TEMPLATE = "front.html"


def render_front_page(page: FrontPage, templates: Sequence[Path]) -> dict[str, bytes]:
    """Relative path -> content of the front page and the style sheets it names. `templates`: folders, the first with a file wins.

    Raises ProblemsError (T101, T102, T103 with file and line) for what is wrong with templates.
    """
    faults = PageFaults()
    environment = PageEnvironment(templates, FILTERS, faults)
    environment.globals.update(GLOBALS)
    if _TEMPLATE not in environment.files:
        faults.add(BROKEN, f"没有“{_TEMPLATE}”这个页面模板", f"reports/pages/{_TEMPLATE}", 0)
    faults.stop_if_any()
    text = environment.page(_TEMPLATE, name_context(page))
    faults.stop_if_any()
    return {path: content.encode() for path, content in {"index.html": text, **environment.assets}.items()}
