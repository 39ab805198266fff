"""Which of the titles that a clerk has settled any sheet still has."""

from collections.abc import Sequence

from stardb.books import Sheet
from stardb.intake.headers.find_headers import SEARCHED_ROWS
from stardb.intake.headers.titles import title_of
from stardb.intake.matching.match_sheets import SheetMatches
from stardb.intake.reading_options import ANSWER, ReadingOptions


def find_unused_titles(matches: SheetMatches, options: ReadingOptions) -> list[tuple[str, str]]:
    """The (table, title) of `options`, in its order, that stand in no header of a sheet that may be the table."""
    paths: dict[str, set[str]] = {table: set() for table in options.titles}
    for vocabulary in matches.vocabularies.values():
        for table, path in vocabulary.settled_paths():
            paths[table].add(path)
    forms = _texts(matches.sheets) if any(ANSWER in titles.values() for titles in options.titles.values()) else set()
    return [
        (table, title)
        for table, titles in options.titles.items()
        for title, column in titles.items()
        if not (title_of(title).called in forms if column == ANSWER else _stands(title, paths[table]))
    ]


def _texts(sheets: Sequence[Sheet]) -> set[str]:
    """The titles that a form of any sheet may have."""
    rows = (row for sheet in sheets for row in sheet.rows[:SEARCHED_ROWS])
    return {title_of(cell).called for row in rows for cell in row if isinstance(cell, str) and cell}


def _stands(title: str, paths: set[str]) -> bool:
    called = "/".join(title_of(part).called for part in title.split("/"))
    return any(path == called or path.endswith(f"/{called}") for path in paths)
