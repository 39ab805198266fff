"""Sheets that lie on their side: column titles down the left, a subject a column, or one column of marks that counts."""

from collections.abc import Iterable, Mapping, Sequence

from stardb.books.sheet import Merge, Sheet, is_blank, shown
from stardb.intake.headers import SEARCHED_ROWS, holds_titles
from stardb.intake.lines import NOTE, TOTAL
from stardb.intake.marks import is_official, is_other, is_qualifier, is_this
from stardb.intake.parts import Laid, laid_out, line
from stardb.intake.practice import NOT_A_COLUMN
from stardb.intake.titles import title_of
from stardb.intake.unclear import UNCLEAR
from stardb.intake.vocabulary import Vocabulary
from stardb.problems import Problem, problem
from stardb.quantity.reading import tidy

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

    Where several columns of marks may count, or none does, the marks are unclear, and the problem says between which.
    """
    for h, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        titles = {c: title_of(cell).bare for c, cell in enumerate(row) if isinstance(cell, str)}
        official = [c for c in titles if is_official(titles[c]) and not _is_barred(shown(row[c]), vocabularies)]
        others = [c for c in titles if is_other(titles[c])] if holds_titles(row) else []
        if not official and others:
            official = [c for c in titles if all(is_this(titles[c], v.year) for v in vocabularies)]
            others = [c for c in others if c not in official]
        marks = official or others
        if not marks or (items := _item_column(sheet, h, marks[0], vocabularies)) is None:
            continue
        if is_official(titles[marks[0]]) or _is_titled(sheet, h, items, vocabularies):
            if len(official) != 1:
                everything = frozenset(range(len(sheet.rows)))
                return _in_a_row(sheet, h, items, marks[0], everything), _undecided(sheet, h, marks, bool(official))
            split = _split(sheet, h, items, marks[0])
            return _in_a_row(sheet, h, items, marks[0], frozenset(split)), _in_parts(sheet, items, split)
    return None


def _is_titled(sheet: Sheet, header: int, items: int, vocabularies: Sequence[Vocabulary]) -> bool:
    """Whether a row stands over criteria, `考核项目|上年|本年`; its first cell is no criterion or key, nor part of one above."""
    title = sheet.rows[header][items]
    over = title if not is_blank(title) or header == 0 else sheet.rows[header - 1][items]
    after = sheet.rows[header - 1][items + 1] if header and is_blank(title) else ""
    return not any(v.known[title] for v in vocabularies) and not (
        any(v.known[over] for v in vocabularies) and is_qualifier(title_of(shown(after)).bare)
    )


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


def _in_a_row(sheet: Sheet, header: int, items: int, marks: int, unclear: frozenset[int]) -> Sheet:
    """What stands above, then the criteria (with their group above them) over their marks. unclear: rows whose marks are."""
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
            values.append((UNCLEAR if r in unclear else row[marks], (r, marks)))
    return laid_out(sheet, [*(line(sheet, r) for r in range(header)), groups, titles, values])


def _split(sheet: Sheet, header: int, items: int, marks: int) -> dict[int, int]:
    """The rows of criteria that have marks in rows below, too, with the last of these: which are theirs is not said."""
    split: dict[int, int] = {}
    item = None
    for r, row in enumerate(sheet.rows[header + 1 :], header + 1):
        if not is_blank(row[items]):
            item = r
        elif any(TOTAL.fullmatch(text) or NOTE.match(text) for text in (tidy(shown(cell)) for cell in row)):
            item = None
        elif item is not None and not is_blank(row[marks]):
            split[item] = r
    return split


def _in_parts(sheet: Sheet, items: int, split: Mapping[int, int]) -> Problem | None:
    if not split:
        return None
    names = "、".join(f"“{shown(sheet.rows[top][items]).strip()}”({sheet.cell(top, items)})" for top in split)
    message = f"{names}占着几行，每行各有一个分，不知道怎样合成一个，没有读。"
    return problem("D162", message, sheet.place(next(iter(split)), items), found=names, expected="每项一行一个分")


def _undecided(sheet: Sheet, header: int, marks: Sequence[int], official: bool) -> Problem:
    names = "、".join(f"“{title_of(shown(sheet.rows[header][c])).called}”({sheet.cell(header, c)})" for c in marks)
    doubt = "分不清以哪一栏为准" if official else "不是核定的数"
    message = f"{names}{doubt}，这张表的数都没有读。"
    return problem("D161", message, sheet.place(header, marks[0]), found=names, expected="只有一栏是核定的分或本期的数")
