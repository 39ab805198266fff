"""Sheets of forms that stardb sent out: they say themselves which table they are."""

from collections.abc import Iterator, Mapping

from stardb.books import Sheet
from stardb.intake.headers.candidates import TableCandidate, make_candidate
from stardb.intake.headers.find_headers import header_at
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.intake.masking import quoted
from stardb.intake.matching.form_id import FormId
from stardb.intake.reading_options import ReadingOptions
from stardb.problems import Place, Problem, problem
from stardb.quantity import Period, read_period


def match_own_forms(
    sheet: Sheet, vocabularies: Mapping[str, Vocabulary], options: ReadingOptions
) -> tuple[list[TableCandidate], list[tuple[str, Problem]]]:
    """The candidates a form's stamp makes; none for other sheets, and where the titles are no longer the form's own.

    Then the problems are given, each with its scheme.
    """
    stamp = FormId.from_text(sheet.stamp) if sheet.stamp else None
    candidates: list[TableCandidate] = []
    problems: list[tuple[str, Problem]] = []
    for scheme in stamp.versions if stamp else ():
        vocabulary = vocabularies.get(scheme)
        if stamp is None or vocabulary is None or stamp.table not in vocabulary.specs:
            continue
        spec, row = vocabulary.specs[stamp.table], stamp.header - 1 - sheet.top
        if not 0 <= row < len(sheet.rows):
            continue
        header = header_at(sheet, row, row, stamp.table, vocabulary)
        candidate = make_candidate(sheet, scheme, stamp.table, spec, header)
        labels = candidate.labels(vocabulary)
        lacking = [c for c in spec.columns if c not in labels and len(header.columns.get(c, ())) != 1]
        if lacking:
            problems.append((scheme, _altered_problem(sheet, row, stamp.table, lacking)))
            continue
        candidates.append(candidate)
        problems += [(scheme, fault) for fault in _outdated_note(sheet, stamp, scheme, vocabulary.year, options)]
    return candidates, problems


def _outdated_note(sheet: Sheet, stamp: FormId, scheme: str, year: str, options: ReadingOptions) -> Iterator[Problem]:
    """Forms of another period, or made before the scheme was changed: the columns still fit, so they are read."""
    place = Place(sheet.file, sheet.name)
    here = options.folders.get(sheet.file) or options.period or (read_period(year) if year else None)
    if here is not None and not _is_of(stamp, here):
        message = f"这是{_title(stamp)}发下去的表，照{here.title}的读了。"
        yield problem("D164", message, place, found=stamp.period, expected=here.name)
    if options.versions.get(scheme, stamp.versions[scheme]) != stamp.versions[scheme]:
        message = f"这张表发下去以后，办法{quoted(scheme)}改过；栏名没有变，照读了。"
        yield problem("D165", message, place)


def _is_of(stamp: FormId, period: Period) -> bool:
    """Whether a form is of a period, of a part of it or of what it is part of."""
    own = stamp.rated_period
    return own is not None and (own.contains(period) or period.contains(own))


def _title(stamp: FormId) -> str:
    return stamp.rated_period.title if stamp.rated_period is not None else stamp.period


def _altered_problem(sheet: Sheet, row: int, table: str, lacking: list[str]) -> Problem:
    names = "、".join(lacking)
    message = f"这是发下去的{quoted(table)}，第{sheet.top + row + 1}行的栏名却改动过，缺{names}，按表头重新认。"
    return problem("D163", message, sheet.place(row, 0), found=names, expected="原样的栏名")
