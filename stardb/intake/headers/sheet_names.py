"""Which table a sheet is by its name: as a clerk has assigned it, else by its own name or, that telling nothing, its file's."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from stardb.books import Sheet
from stardb.intake.headers.titles import title_of
from stardb.intake.reading_options import NO_TABLE
from stardb.quantity import name_text

SheetKey = tuple[str, str]
"""A file, and a sheet of it."""

_DIGITS = re.compile(r"\d+")


class TableByName(NamedTuple):
    """The table a sheet is by name.

    whole: it is no other, though it have none of the table's own columns. excluded: a clerk has said that it is none.
    """

    table: str
    whole: bool
    excluded: bool = False


def named_sheets(
    sheets: Sequence[Sheet], tables: Iterable[str], assigned: Mapping[SheetKey, str]
) -> dict[SheetKey, TableByName]:
    """The sheets that are one of a scheme's tables by name; `NO_TABLE` where a clerk has assigned them otherwise.

    A file's name is all its sheets', but it may hold other tables as well: then what columns they have tells, too.
    """
    names: dict[str, str] = {}
    for table in tables:
        name = name_text(table)
        names[name] = table if name not in names else NO_TABLE
    count = Counter(file for file, _ in {(sheet.file, sheet.name) for sheet in sheets})
    found: dict[SheetKey, TableByName] = {}
    for key in {(sheet.file, sheet.name): None for sheet in sheets}:
        file, name = key
        if key in assigned:
            found[key] = TableByName(names.get(name_text(assigned[key]), NO_TABLE), True, assigned[key] == NO_TABLE)
        elif table := _table_called(name, names):
            found[key] = TableByName(table, True)
        elif table := _table_called(PurePosixPath(file).stem, names):
            found[key] = TableByName(table, count[file] == 1)
    return found


def _table_called(text: str, names: Mapping[str, str]) -> str:
    title = title_of(text)
    return names.get(title.plain) or names.get(title.bare) or ""


def assigned_sheets(sheets: Sequence[Sheet], entries: Mapping[str, str]) -> dict[SheetKey, str]:
    """What a clerk has assigned (`检查.xlsx!Sheet1` -> table or `NO_TABLE`) of the sheets that are here.

    The digits of a file's name may be others, so that next year's fits; but where a file has these very digits, it alone is
    meant, and where several fit without, none is.
    """
    keys = list(dict.fromkeys((sheet.file, sheet.name) for sheet in sheets))
    found: dict[SheetKey, str] = {}
    sure: set[SheetKey] = set()
    for entry, table in entries.items():
        meant = sheets_of_entry(entry, keys)
        exact = any(_fits(entry, key, False) for key in meant)
        if len(meant) == 1 and (exact or meant[0] not in sure):
            found[meant[0]] = table
            sure |= {meant[0]} if exact else set()
    return found


def sheets_of_entry(entry: str, keys: Sequence[SheetKey]) -> list[SheetKey]:
    """The sheets an entry `文件!表` may mean: those of the very name, else those of the name without its digits."""
    return [key for key in keys if _fits(entry, key, False)] or [key for key in keys if _fits(entry, key, True)]


def _fits(entry: str, key: SheetKey, undated: bool) -> bool:
    file, _, name = entry.rpartition("!")
    here, sheet = key
    if undated and name == PurePosixPath(file).stem and sheet == PurePosixPath(here).stem:  # a .csv
        name, sheet = "", ""
    if name_text(name) != name_text(sheet):
        return False
    wanted, given = (_plain_path(path, undated) for path in (file, here))
    return given == wanted or given.endswith(f"/{wanted}")


def _plain_path(path: str, undated: bool) -> str:
    plain = "/".join(name_text(part) for part in path.replace("\\", "/").split("/"))
    return _DIGITS.sub("", plain) if undated else plain
