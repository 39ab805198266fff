"""Which of the titles that a clerk has settled any sheet still has."""

from collections.abc import Mapping, Sequence

from stardb.books.sheet import Sheet
from stardb.intake.headers import find_headers
from stardb.intake.matching import vocabularies_of
from stardb.intake.practice import Practice
from stardb.intake.titles import title_of
from stardb.intake.vocabulary import Vocabulary
from stardb.rulebook.tables import TableSpec


def unused_titles(
    sheets: Sequence[Sheet], schemes: Mapping[str, Mapping[str, TableSpec]], year: str, practice: Practice
) -> list[tuple[str, str]]:
    """The (table, title) of `practice`, in its order, that stand in no header of a sheet that may be the table."""
    paths: dict[str, set[str]] = {table: set() for table in practice.titles}
    for vocabulary in vocabularies_of(schemes, year, practice).values():
        for sheet in sheets:
            for table, held in _settled_paths(sheet, vocabulary).items():
                paths[table] |= held
    settled = ((table, title) for table, titles in practice.titles.items() for title in titles)
    return [(table, title) for table, title in settled if not _stands(title, paths[table])]


def _settled_paths(sheet: Sheet, vocabulary: Vocabulary) -> dict[str, set[str]]:
    """Table -> what stands above the columns of a sheet that are settled for it."""
    found: dict[str, set[str]] = {}
    for header in find_headers(sheet, vocabulary).values():
        for heading in header.headings:
            for table in heading.sure | heading.barred:
                found.setdefault(table, set()).add(heading.path)
    return found


def _stands(title: str, paths: set[str]) -> bool:
    called = "/".join(title_of(part).called for part in title.split("/"))
    return any(path == called or path.endswith(f"/{called}") for path in paths)
