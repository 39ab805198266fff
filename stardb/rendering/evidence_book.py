"""The workbook of evidence: 佐证材料, indicator by indicator and subject by subject, and how much is missing by township."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any, TypeAlias

from stardb.rulebook import EVIDENCE
from stardb.scorers.base import name_evidence
from stardb.scoring import Appraisal, EvidenceTable, full_name, lacks_evidence, list_evidence_steps

_Row: TypeAlias = tuple[str | int, ...]

_FONT: dict[str, Any] = {"font_name": "宋体", "font_size": 11}
_BORDER: dict[str, Any] = {"border": 1, "border_color": "#A6A6A6", "valign": "vcenter", "text_wrap": True}
_HEADER: dict[str, Any] = {**_FONT, **_BORDER, "bold": True, "align": "center", "bg_color": "#E8EEF2"}
_TITLE: dict[str, Any] = {"font_name": "黑体", "font_size": 16, "valign": "vcenter"}
_MISSING: dict[str, Any] = {**_FONT, **_BORDER, "font_color": "#C00000"}

_LIST = (("乡镇", 12), ("对象", 18), ("指标", 22), ("得分", 10), ("份数", 8), ("材料", 60), ("情况", 20))
_TOWNS = (("乡镇", 14), ("应有（项）", 12), ("已有（项）", 12), ("没有（项）", 12), ("材料（份）", 12))


def write_evidence_book(appraisal: Appraisal) -> bytes | None:
    """The workbook; None where no indicator asks for evidence. The same evidence gives the same bytes."""
    if not isinstance(appraisal.tables.single.get(EVIDENCE), EvidenceTable):
        return None
    from xlsxwriter.workbook import Workbook  # slow to import; few schemes ask for evidence

    rows = sorted(_list_rows(appraisal), key=lambda row: row[0])
    stream, period = BytesIO(), appraisal.period
    with Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": dt.datetime(period.first.year, 1, 1)})
        title = f"{appraisal.scheme.title} {period.title}"
        _write(book, "佐证材料", f"{title}佐证材料", _LIST, [row for _, row in rows], marked=6)
        _write(
            book, "分乡镇", f"{title}佐证材料分乡镇", _TOWNS, _count(appraisal, [row for _, row in rows]), marked=None
        )
    return stream.getvalue()


def _list_rows(appraisal: Appraisal) -> Iterator[tuple[tuple[int, bool, int, int], _Row]]:
    """A row for each subject and indicator with evidence or lacking it; what is missing first within a township."""
    table = appraisal.tables.single[EVIDENCE]
    assert isinstance(table, EvidenceTable)
    order = {group: k for k, group in enumerate(appraisal.group_names)}
    for k, step in enumerate(list_evidence_steps(appraisal.scheme)):
        name = name_evidence(step.title)
        for i, group in enumerate(appraisal.subjects.groups):
            files, is_missing = table.files[name][i], lacks_evidence(appraisal, step, i)
            if not (files or is_missing or table.has_evidence(i, name)):
                continue
            state = "没有" if is_missing else "有" if files else "有（表里填的）"
            lost = table.unfound[name][i]
            state += f"；没有找到{'、'.join(lost)}" if lost else ""
            named = "、".join(PurePosixPath(path).name for path in files)
            row = (group, full_name(appraisal, i), step.title, appraisal.text(step.name, i), len(files), named, state)
            yield (order.get(group, 0), not is_missing, i, k), row


def _count(appraisal: Appraisal, rows: Sequence[_Row]) -> list[_Row]:
    """How many indicators of a township have evidence, how many lack it, and how many files there are."""
    there = Counter(str(row[0]) for row in rows if not str(row[6]).startswith("没有"))
    missing = Counter(str(row[0]) for row in rows if str(row[6]).startswith("没有"))
    files: Counter[str] = Counter()
    for row in rows:
        files[str(row[0])] += int(row[4])
    return [(g, there[g] + missing[g], there[g], missing[g], files[g]) for g in appraisal.group_names]


def _write(
    book: Any, name: str, title: str, heads: Sequence[tuple[str, int]], rows: Sequence[_Row], marked: int | None
) -> None:
    sheet = book.add_worksheet(name)
    plain, header, missing = (book.add_format(one) for one in ({**_FONT, **_BORDER}, _HEADER, _MISSING))
    sheet.merge_range(0, 0, 0, len(heads) - 1, title, book.add_format(_TITLE))
    for column, (head, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, head, header)
    for r, row in enumerate(rows, 2):
        is_missing = marked is not None and str(row[marked]).startswith("没有")
        for column, cell in enumerate(row):
            look = missing if is_missing else plain
            (sheet.write_number if isinstance(cell, int) else sheet.write_string)(r, column, cell, look)
    sheet.freeze_panes(2, 0)
    sheet.autofilter(1, 0, max(len(rows) + 1, 1), len(heads) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
