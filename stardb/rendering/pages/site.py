"""Every page of a run: the overview, the problems, a page a scheme, a card a subject."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from stardb.rendering.lookup import name_context
from stardb.rendering.pages.card import CardMaker
from stardb.rendering.pages.filters import FILTERS, GLOBALS
from stardb.rendering.pages.page_environment import PageEnvironment
from stardb.rendering.pages.page_faults import BROKEN, PageFaults
from stardb.rendering.pages.scheme_page import GRAVITY, build_scheme_page
from stardb.rendering.pages.township_problems import list_township_problems
from stardb.rendering.views.page_views import CountyPage, GapRow, ProblemKind, SchemePage, SubjectPage
from stardb.rendering.views.scheme_view import SchemeView, Setting
from stardb.rulebook import join_state_names, state_names
from stardb.scoring import Appraisal

__all__ = ["render_pages"]

_PAGES = ("index.html", "problems.html", "scheme.html", "subject.html")


def render_pages(
    results: Sequence[tuple[str, Appraisal, SchemeView]], templates: Sequence[Path], setting: Setting
) -> dict[str, bytes]:
    """Relative path -> content of every page, and of the style sheets and scripts they name, in `assets/`.

    Each of `results` holds a scheme's id (the stem of its rule file), its appraisal and its view. `templates` are folders,
    the first that has a file winning. Raises ProblemsError (T101, T102, T103 with file and line) for what is wrong with
    templates.
    """
    faults = PageFaults()
    environment = PageEnvironment(templates, FILTERS, faults)
    environment.globals.update(GLOBALS)
    for name in _PAGES:
        if name not in environment.files:
            faults.add(BROKEN, f"没有“{name}”这个页面模板", f"reports/pages/{name}", 0)
    environment.check_writing()
    faults.stop_if_any()
    schemes = [build_scheme_page(*result) for result in results]
    county = name_context(_county_page(schemes, setting))
    called = {appraisal.scheme.title: state_names(appraisal.scheme) for _, appraisal, _ in results}
    shared_names = join_state_names(called.values())
    pages = {name: shared_names.rename(environment.page(name, county)) for name in ("index.html", "problems.html")}
    cards = {
        appraisal.scheme.title: [f"../{stem}/{subject.page}" for subject in page.subjects]
        for (stem, appraisal, _), page in zip(results, schemes, strict=True)
    }
    for (stem, appraisal, _), page in zip(results, schemes, strict=True):
        shared, names = name_context(page), called[appraisal.scheme.title]
        pages[f"{stem}/index.html"] = names.rename(environment.page("scheme.html", shared, depth=1))
        for subject in _subject_pages(appraisal, page, cards):
            context = shared | name_context(subject)
            pages[f"{stem}/{subject.subject.page}"] = names.rename(environment.page("subject.html", context, depth=1))
    faults.stop_if_any()
    return {path: text.encode() for path, text in (pages | environment.assets).items()}


def _county_page(schemes: Sequence[SchemePage], setting: Setting) -> CountyPage:
    """What the county's overview and its page of problems show."""
    kinds = [kind for page in schemes for kind in _problem_kinds(page)]
    return CountyPage(
        county=setting.county,
        department=setting.department,
        period_title=schemes[0].view.period_title if schemes else "",
        year=schemes[0].view.year if schemes else "",
        group_name=_common_group_name(schemes),
        schemes=tuple(schemes),
        townships=list_township_problems(schemes),
        missing=tuple(GapRow(row, page.view.title) for page in schemes for row in page.view.missing),
        unknown=tuple(GapRow(row, page.view.title) for page in schemes for row in page.view.unknown),
        problem_kinds=tuple(sorted(kinds, key=lambda kind: GRAVITY[kind.severity])),
    )


def _common_group_name(schemes: Sequence[SchemePage]) -> str:
    """What all schemes call their groups; a general word where they differ."""
    names = {page.view.group_name for page in schemes if page.view.group_name}
    return names.pop() if len(names) == 1 else "归属"


def _problem_kinds(page: SchemePage) -> Iterator[ProblemKind]:
    """A scheme's kinds of problems and how often each occurs."""
    counts = Counter((row.severity, row.code, row.title) for row in page.view.problems)
    for (severity, code, title), count in sorted(counts.items(), key=lambda item: (item[0][0].value, *item[0][1:])):
        yield ProblemKind(page.view.title, page.page, severity, code, title, count)


def _subject_pages(appraisal: Appraisal, page: SchemePage, cards: Mapping[str, Sequence[str]]) -> Iterator[SubjectPage]:
    """What each subject's card shows beyond its scheme's page. cards: title of a scheme -> where its subjects' cards are."""
    maker, rows = CardMaker(appraisal, cards), page.subjects
    causes = {one.subject.page: one.causes for one in page.undecided_subjects}
    for i, row in enumerate(rows):
        yield SubjectPage(
            subject=row,
            causes=causes.get(row.page, ()),
            previous=rows[i - 1] if i else None,
            next=rows[i + 1] if i + 1 < len(rows) else None,
            card=maker.make_card(i),
        )
