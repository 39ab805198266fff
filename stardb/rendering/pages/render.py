"""Every page of a run: the overview, the problems, a page a scheme, a card a subject."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from stardb.rendering.pages.card import CardMaker
from stardb.rendering.pages.context import SEVERITIES, scheme_context
from stardb.rendering.pages.environment import PageEnvironment
from stardb.rendering.pages.faults import BROKEN, Faults
from stardb.rendering.pages.problems import problem_context
from stardb.rendering.pages.showing import FILTERS, GLOBALS
from stardb.rendering.values import View
from stardb.rendering.view import Setting
from stardb.scoring import Appraisal

__all__ = ["render_pages"]

Shown = tuple[str, Appraisal, View]

_PAGES = ("index.html", "problems.html", "scheme.html", "subject.html")


def render_pages(appraisals: Sequence[Shown], templates: Sequence[Path], setting: Setting) -> dict[str, bytes]:
    """Relative path -> content of every page, and of the style sheets and scripts they name, in `assets/`.

    Each tuple holds a scheme's id (the stem of its rule file), its appraisal and its view. `templates` are folders, the first that has
    a file winning. Raises ProblemsError (T101, T102, T103 with file and line) for what is wrong with templates.
    """
    faults = Faults()
    environment = PageEnvironment(templates, FILTERS, faults)
    environment.globals.update(GLOBALS)
    for name in _PAGES:
        if name not in environment.files:
            faults.add(BROKEN, f"没有“{name}”这个页面模板", f"reports/pages/{name}", 0)
    environment.check_writing()
    faults.stop_if_any()
    schemes = [scheme_context(stem, appraisal, shown) for stem, appraisal, shown in appraisals]
    overview = _overview(schemes, setting)
    pages = {name: environment.page(name, overview) for name in ("index.html", "problems.html")}
    for (stem, appraisal, _), seen in zip(appraisals, schemes, strict=True):
        pages[f"{stem}/index.html"] = environment.page("scheme.html", seen, depth=1)
        for context in _cards(appraisal, seen):
            pages[f"{stem}/{context['本行']['页']}"] = environment.page("subject.html", context, depth=1)
    faults.stop_if_any()
    return {path: text.encode() for path, text in (pages | environment.assets).items()}


def _overview(schemes: Sequence[View], setting: Setting) -> View:
    """What the county's overview and its page of problems see."""
    return {
        "县": setting.county,
        "单位": setting.department,
        "年度": schemes[0]["年度"] if schemes else "",
        "各办法": schemes,
        **problem_context(schemes),
        "问题类别": sorted(
            (row for seen in schemes for row in _kinds(seen)), key=lambda row: SEVERITIES.index(row["级别"])
        ),
    }


def _kinds(seen: View) -> Iterator[Mapping[str, Any]]:
    """A scheme's kinds of problems and how often each occurs."""
    counts = Counter((row["级别"], row["编号"], row["类别"]) for row in seen["问题"])
    for (severity, code, title), count in sorted(counts.items()):
        yield {"办法": seen["办法"], "页": seen["页"], "级别": severity, "编号": code, "类别": title, "数量": count}


def _cards(appraisal: Appraisal, seen: View) -> Iterator[View]:
    """What each subject's card sees: the scheme's names and its own."""
    maker, rows = CardMaker(appraisal), seen["评定结果"]
    open_ = {item["行"]["页"]: item["事项"] for item in seen["待定对象"]}
    for i, row in enumerate(rows):
        yield seen | maker.card(i) | {
            "本行": row,
            "待定事项": open_.get(row["页"], []),
            "上一个": rows[i - 1] if i else None,
            "下一个": rows[i + 1] if i + 1 < len(rows) else None,
        }  # fmt: skip
