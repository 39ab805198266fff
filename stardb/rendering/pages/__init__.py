"""Result pages: every appraisal as HTML that opens from a disk, a USB stick or a web server, with nothing to fetch.

`index.html` is the county's overview, `problems.html` all problems by township, `<scheme>/index.html` one scheme's results, `<scheme>/<NNN>.html` one subject's card.
The templates lie in `reports/pages`, written in Jinja under Chinese names; what they may name is listed in `docs/reports.md`.
"""

from stardb.rendering.pages.front_page import render_front_page
from stardb.rendering.pages.rule_page import render_rule_page
from stardb.rendering.pages.site import render_pages

__all__ = ["render_front_page", "render_pages", "render_rule_page"]
