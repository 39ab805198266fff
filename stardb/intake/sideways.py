"""Sheets that lie on their side: column titles down the left, a subject a column, or one column of marks that counts."""

from collections.abc import Iterable, Sequence

from stardb.books.sheet import Merge, Sheet, is_blank, shown
from stardb.intake.headers import SEARCHED_ROWS
from stardb.intake.marks import is_official
from stardb.intake.parts import Laid, laid_out, line
from stardb.intake.practice import NOT_A_COLUMN
from stardb.intake.titles import title_of
from stardb.intake.unclear import UNCLEAR
from stardb.intake.vocabulary import Vocabulary
from stardb.problems import Problem, problem

_TITLE_COLUMNS = 3


def turned(sheet: Sheet, vocabularies: Iterable[Vocabulary]) -> Sheet | None:
    """The sheet with rows and columns exchanged, what stands above its first title kept above; None if there are no titles
    down its left."""
    known = [vocabulary.known for vocabulary in vocabularies]
    titled = [
        r for r, row in enumerate(sheet.rows) if any(memo[cell] for memo in known for cell in row[:_TITLE_COLUMNS])
    ]
    if len(titled) < 2 or titled[0] >= SEARCHED_ROWS:
        return None
    first = titled[0]
    above = [line(sheet, r) for r in range(first)]
    below = [[(row[c], (r, c)) for r, row in enumerate(sheet.rows) if r >= first] for c in range(sheet.width)]
    merges = [
        Merge(m.left + first, m.top - first, m.right + first, m.bottom - first) for m in sheet.merges if m.top >= first
    ]
    return laid_out(sheet, [*above, *below], merges)


def scored(sheet: Sheet, vocabularies: Sequence[Vocabulary]) -> tuple[Sheet, Problem | None] | None:
    """A form whose rows are criteria, its marks that count laid out in one row; None if it is no such form.

    Where several columns of marks may count, the marks are unclear, and the problem says between which.
    """
    for h, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        official = [c for c, cell in enumerate(row) if isinstance(cell, str) and is_official(title_of(cell).bare)]
        official = [c for c in official if not _is_barred(shown(row[c]), vocabularies)]
        if official and (items := _item_column(sheet, h, official[0], vocabularies)) is not None:
            doubt = _undecided(sheet, h, official) if len(official) > 1 else None
            return _in_a_row(sheet, h, items, official[0], unclear=doubt is not None), doubt
    return None


def _is_barred(title: str, vocabularies: Sequence[Vocabulary]) -> bool:
    """Whether a clerk has settled that the marks under a title do not count."""
    plain = title_of(title).called
    return any(
        column == NOT_A_COLUMN and title_of(name).called == plain
        for vocabulary in vocabularies
        for titles in vocabulary.confirmed.values()
        for name, column in titles.items()
    )


def _item_column(sheet: Sheet, header: int, marks: int, vocabularies: Sequence[Vocabulary]) -> int | None:
    """The column left of the marks that names most of the criteria a scheme reads; None if none names any."""
    counts = [sum(any(v.known[row[c]] for v in vocabularies) for row in sheet.rows[header + 1 :]) for c in range(marks)]
    return counts.index(max(counts)) if any(counts) else None


def _in_a_row(sheet: Sheet, header: int, items: int, marks: int, unclear: bool) -> Sheet:
    """What stands above, then the criteria (with their group above them) over their marks."""
    groups: list[Laid] = []
    titles: list[Laid] = []
    values: list[Laid] = []
    group: Laid = ("", (header, 0))
    for r, row in enumerate(sheet.rows[header + 1 :], header + 1):
        if items and not is_blank(row[items - 1]):
            group = (row[items - 1], (r, items - 1))
        if not is_blank(row[items]):
            groups.append(group if isinstance(group[0], str) else ("", group[1]))
            titles.append((row[items], (r, items)))
            values.append((UNCLEAR if unclear else row[marks], (r, marks)))
    return laid_out(sheet, [*(line(sheet, r) for r in range(header)), groups, titles, values])


def _undecided(sheet: Sheet, header: int, official: Sequence[int]) -> Problem:
    names = "、".join(f"“{title_of(shown(sheet.rows[header][c])).called}”({sheet.cell(header, c)})" for c in official)
    message = f"{names}分不清以哪一栏的分为准，这张表的分都没有读。"
    return problem("D161", message, sheet.place(header, official[0]), found=names, expected="只有一栏是核定的分")
