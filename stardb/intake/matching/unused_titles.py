"""Which of the titles that a clerk has settled any sheet still has."""

from collections.abc import Mapping, Sequence

from stardb.books import Sheet
from stardb.intake.headers.find_headers import SEARCHED_ROWS, find_headers
from stardb.intake.headers.titles import title_of
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.intake.reading_options import ANSWER, Practice
from stardb.rulebook import TableSpec


def unused_titles(
    sheets: Sequence[Sheet], schemes: Mapping[str, Mapping[str, TableSpec]], year: str, practice: Practice
) -> list[tuple[str, str]]:
    """The (table, title) of `practice`, in its order, that stand in no header of a sheet that may be the table."""
    paths: dict[str, set[str]] = {table: set() for table in practice.titles}
    for specs in schemes.values():
        vocabulary = Vocabulary(specs, year, practice.titles)
        for sheet in sheets:
            for table, held in _settled_paths(sheet, vocabulary).items():
                paths[table] |= held
    forms = _texts(sheets) if any(ANSWER in titles.values() for titles in practice.titles.values()) else set()
    return [
        (table, title)
        for table, titles in practice.titles.items()
        for title, column in titles.items()
        if not (title_of(title).called in forms if column == ANSWER else _stands(title, paths[table]))
    ]


def _texts(sheets: Sequence[Sheet]) -> set[str]:
    """The titles that a form of any sheet may have."""
    rows = (row for sheet in sheets for row in sheet.rows[:SEARCHED_ROWS])
    return {title_of(cell).called for row in rows for cell in row if isinstance(cell, str) and cell}


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
