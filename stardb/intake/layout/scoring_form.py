"""Scoring forms: a criterion a row, and beside it what was found and what it is worth, `项目|分值|考评记载|得分`.

The rule (`form: {答案: …}`) or a clerk (`stardb map`) says which column answers. Without either, a column is read only where
no other could be the answer as well: a word where words are asked for, a figure where figures are.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from stardb.books import Cell, Sheet, cell_text, is_blank
from stardb.dataclass import dataclass
from stardb.intake.cells.unclear import UNCLEAR
from stardb.intake.headers.find_headers import SEARCHED_ROWS, holds_titles
from stardb.intake.headers.line_words import NOTE, TOTAL
from stardb.intake.headers.missing_columns import TitleCandidate
from stardb.intake.headers.qualifiers import is_aside, is_finding, is_official, is_other, is_qualifier, is_this
from stardb.intake.headers.titles import title_of
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.intake.layout.form_doubts import FormDoubt
from stardb.intake.layout.scoring_form_answers import (
    Specs,
    is_figure,
    is_word,
    is_worded,
    join_ticked_words,
    read_figure,
    read_tick_or_word,
)
from stardb.intake.layout.sheet_parts import MovedCell, cells_of_row, lay_out_cells
from stardb.intake.masking import mask, quoted
from stardb.intake.reading_options import ANSWER, NOT_A_COLUMN
from stardb.quantity import tidy

_SAMPLES = 3
_NAMED = 5
"""How many rows a problem names."""


def read_scoring_form(sheet: Sheet, vocabularies: Sequence[Vocabulary]) -> tuple[Sheet, list[FormDoubt]] | None:
    """The form's answers laid out in one row, and what is doubtful of them; None if a sheet is no such form."""
    sheet = join_ticked_words(sheet, vocabularies)
    known: dict[int, list[int]] = {}  # column -> the rows that name a criterion
    for r, row in enumerate(sheet.rows):
        for c, cell in enumerate(row):
            if isinstance(cell, str) and cell and any(v.known[cell] for v in vocabularies):
                known.setdefault(c, []).append(r)
    forms = (_form_at(sheet, h, known, vocabularies) for h in range(min(SEARCHED_ROWS, len(sheet.rows))) if known)
    return next((form.lay_out_cells() for form in forms if form is not None), None)


def _form_at(
    sheet: Sheet, h: int, known: Mapping[int, Sequence[int]], vocabularies: Sequence[Vocabulary]
) -> "_Form | None":
    """The form whose header is in row h; None if none is."""
    row = sheet.rows[h]
    titles = {c: title_of(cell) for c, cell in enumerate(row) if isinstance(cell, str) and cell.strip()}
    bare = {c: title.bare for c, title in titles.items()}
    worded = holds_titles(row)
    official = [c for c in bare if is_official(bare[c])]
    others = [c for c in bare if worded and is_other(bare[c])]
    findings = [c for c in bare if worded and is_finding(bare[c])]
    answers = {title_of(name).called for v in vocabularies for table in v.specs for name in _answers(v, table)}
    told = [c for c in bare if worded and titles[c].called in answers]
    marks = [*official, *findings, *told] or others
    items = _item_column(h, min(marks), known) if marks else None
    if items is None or not (official or _is_titled(sheet, h, items, vocabularies)):
        return None
    return _Form(sheet, h, items, bare, vocabularies, tuple(others))


def _answers(vocabulary: Vocabulary, table: str) -> list[str]:
    """The titles of the column with a table's answers: as the rule says, else as a clerk has settled."""
    form = vocabulary.specs[table].form
    if form is not None:
        return [form.answer]
    return [title for title, column in vocabulary.confirmed.get(table, {}).items() if column == ANSWER]


def _item_column(header: int, marks: int, known: Mapping[int, Sequence[int]]) -> int | None:
    """The column left of the marks that names most of the criteria a scheme reads; None if none names any."""
    counts = {c: len(rows) - bisect_right(rows, header) for c, rows in known.items() if c < marks}
    best = max(counts, key=lambda c: (counts[c], -c), default=None)
    return best if best is not None and counts[best] else None


def _is_titled(sheet: Sheet, header: int, items: int, vocabularies: Sequence[Vocabulary]) -> bool:
    """Whether a row stands over criteria, `考核项目|上年|本年`; its first cell is no criterion or key, nor part of one above."""
    title = sheet.rows[header][items]
    over = title if not is_blank(title) or header == 0 else sheet.rows[header - 1][items]
    after = sheet.rows[header - 1][items + 1] if header and is_blank(title) else ""
    return not any(v.known[title] for v in vocabularies) and not (
        any(v.known[over] for v in vocabularies) and is_qualifier(title_of(cell_text(after)).bare)
    )


@dataclass(frozen=True, eq=False)
class _Form:
    """A form as it stands: its header's row, its column of criteria, the bare titles by column.

    others: the columns whose figures do not count by their titles.
    """

    sheet: Sheet
    header: int
    items: int
    titles: Mapping[int, str]
    vocabularies: Sequence[Vocabulary]
    others: tuple[int, ...]

    @cached_property
    def criteria(self) -> dict[int, Specs]:
        """The rows of criteria: what each is in the tables that have it."""
        found: dict[int, Specs] = {}
        for r in range(self.header + 1, len(self.sheet.rows)):
            text = cell_text(self.sheet.rows[r][self.items])
            if text.strip():
                specs = {
                    table: v.specs[table].columns[column]
                    for v in self.vocabularies
                    for table, column in v.heading((text,)).columns.items()
                }
                if specs:
                    found[r] = specs
        return found

    @cached_property
    def _tables(self) -> list[tuple[Vocabulary, str]]:
        """The tables any criterion is of."""
        tables = {table for specs in self.criteria.values() for table in specs}
        return [(v, table) for v in self.vocabularies for table in v.specs if table in tables]

    def _title_text(self, c: int) -> str:
        return title_of(cell_text(self.sheet.rows[self.header][c])).called

    @cached_property
    def _barred_titles(self) -> set[str]:
        """The titles of which a clerk has settled that what stands below does not count."""
        confirmed = (titles for v in self.vocabularies for titles in v.confirmed.values())
        return {title_of(t).called for titles in confirmed for t, column in titles.items() if column == NOT_A_COLUMN}

    def lay_out_cells(self) -> tuple[Sheet, list[FormDoubt]]:
        """The answers in one row, and what is doubtful of them."""
        told = list(dict.fromkeys(title_of(name).called for v, table in self._tables for name in _answers(v, table)))
        places: dict[int, int] = {}
        unclear: set[int] = set()
        doubts: list[FormDoubt] = []
        for worded in (True, False):
            rows = [r for r, specs in self.criteria.items() if is_worded(specs) is worded]
            if not rows:
                continue
            columns = (
                [c for c in self.titles if self._title_text(c) in told] if told else self._candidates(rows, worded)
            )
            places |= dict.fromkeys(rows, columns[0] if len(columns) == 1 else -1)
            if len(columns) != 1:
                unclear |= {*rows}
                doubts.append(self._undecided(columns, told))
        default = next((c for c in places.values() if c >= 0), max(self.titles))
        split = self._split(places, default)
        doubts = list(dict.fromkeys(doubts)) + ([self._in_parts(split)] if split else [])
        answered = [r for r in places if r not in unclear]
        if answered and not unclear and all(is_blank(self.sheet.rows[r][places[r]]) for r in answered):
            unclear |= {*answered}
            doubts.append(self._report_unanswered(sorted({places[r] for r in answered})))
        elif ambiguous := list(self._contradictions(answered)):
            doubts.append(self._contradictory(ambiguous))
        return self._in_a_row(places, default, unclear | split.keys()), doubts

    def _candidates(self, rows: Sequence[int], worded: bool) -> list[int]:
        """The columns that may hold the answers of some rows, in their order."""
        free = [c for c in self.titles if c > self.items and self._title_text(c) not in self._barred_titles]
        official = [c for c in free if is_official(self.titles[c])]
        counting = [c for c in free if all(is_this(self.titles[c], v.year) for v in self.vocabularies)]
        findings = [c for c in free if is_finding(self.titles[c])]
        named = {*official, *counting, *findings}
        assessors = [c for c in free if c not in named and c not in self.others and not is_aside(self.titles[c])]
        if worded:
            able = {c for c in named if self._holds(c, rows, is_word) or self._is_empty(c, rows)}
            able |= {c for c in assessors if self._holds(c, rows, is_word, True)}
            return sorted(able) or official or sorted(named)[:1]
        able = {*official, *counting}
        able |= {c for c in findings if self._holds(c, rows, is_figure)}
        able |= {c for c in assessors if self._holds(c, rows, is_figure, True)}
        return sorted(able) or (findings if len(findings) == 1 else [])

    def _is_empty(self, c: int, rows: Sequence[int]) -> bool:
        return all(is_blank(self.sheet.rows[r][c]) for r in rows)

    def _holds(
        self, c: int, rows: Sequence[int], is_answer: Callable[[Cell, Specs], bool], all_of_them: bool = False
    ) -> bool:
        """Whether any of a column's cells in some rows is an answer; all_of_them: and none is anything else."""
        filled = [
            is_answer(self.sheet.rows[r][c], self.criteria[r]) for r in rows if not is_blank(self.sheet.rows[r][c])
        ]
        return bool(filled) and (all(filled) if all_of_them else any(filled))

    def _in_a_row(self, places: Mapping[int, int], default: int, unclear: set[int]) -> Sheet:
        """What stands above, then the criteria (with their group above them) over their answers. unclear: rows whose are."""
        groups: list[MovedCell] = []
        titles: list[MovedCell] = []
        values: list[MovedCell] = []
        group: MovedCell = ("", (self.header, 0))
        items = self.items
        for r, row in enumerate(self.sheet.rows[self.header + 1 :], self.header + 1):
            if items and not is_blank(row[items - 1]):
                group = (row[items - 1], (r, items - 1))
            if not is_blank(row[items]):
                at = places.get(r, default)
                at = at if at >= 0 else default
                groups.append(group if isinstance(group[0], str) else ("", group[1]))
                titles.append((row[items], (r, items)))
                values.append((UNCLEAR if r in unclear else row[at], (r, at)))
        return lay_out_cells(
            self.sheet, [*(cells_of_row(self.sheet, r) for r in range(self.header)), groups, titles, values]
        )

    def _split(self, places: Mapping[int, int], default: int) -> dict[int, int]:
        """The rows of criteria that have marks in rows below, too, with the last of these: which are theirs is not said."""
        split: dict[int, int] = {}
        item = None
        for r, row in enumerate(self.sheet.rows[self.header + 1 :], self.header + 1):
            if not is_blank(row[self.items]):
                item = r
            elif any(TOTAL.fullmatch(text) or NOTE.match(text) for text in (tidy(cell_text(cell)) for cell in row)):
                item = None
            elif item is not None and places.get(item, default) >= 0 and not is_blank(row[places.get(item, default)]):
                split[item] = r
        return split

    def _in_parts(self, split: Mapping[int, int]) -> FormDoubt:
        sheet = self.sheet
        names = "、".join(
            f"{quoted(cell_text(sheet.rows[r][self.items]).strip())}({sheet.cell(r, self.items)})" for r in split
        )
        text = f"{names}占着几行，每行各有一个分，不知道怎样合成一个，没有读"
        return FormDoubt(
            "D162", text, sheet.place(next(iter(split)), self.items), found=names, expected="每项一行一个分"
        )

    def _undecided(self, columns: Sequence[int], told: Sequence[str]) -> FormDoubt:
        """Several columns that may be the answer, or none."""
        shown_columns = [c for c in columns or self._columns_to_offer() if c in self.titles]
        candidates = tuple(self._candidate(c) for c in shown_columns)
        names = "、".join(f"{quoted(self._title_text(c))}({self.sheet.cell(self.header, c)})" for c in shown_columns)
        place = self.sheet.place(self.header, shown_columns[0] if shown_columns else self.items)
        if told and not columns:
            wanted = "、".join(map(quoted, told))
            return FormDoubt(
                "D161", f"以{wanted}为准，这张没有这一栏，没有读", place, names, "、".join(told), candidates
            )
        doubt = "分不清以哪一栏为准" if columns else "不是核定的数"
        return FormDoubt("D161", f"{names}{doubt}，没有读", place, names, "只有一栏是核定的分或本期的数", candidates)

    def _columns_to_offer(self) -> list[int]:
        """The columns a person may mean where none says so."""
        right = [c for c in self.titles if c > self.items and self._title_text(c) not in self._barred_titles]
        return [c for c in right if c in self.others or not is_aside(self.titles[c])] or right

    def _candidate(self, c: int) -> TitleCandidate:
        cells = (self.sheet.rows[r][c] for r in self.criteria)
        texts = dict.fromkeys(mask(" ".join(cell_text(cell).split())) for cell in cells if not is_blank(cell))
        return TitleCandidate(self._title_text(c), self.sheet.place(self.header, c), tuple(texts)[:_SAMPLES])

    def _report_unanswered(self, columns: Sequence[int]) -> FormDoubt:
        names = "、".join(quoted(self._title_text(c)) for c in columns)
        place = self.sheet.place(self.header, columns[0])
        return FormDoubt("D203", f"没有填，{names}一栏全空，都按未知处理", place, found="全空", expected=f"填写{names}")

    def _contradictions(self, rows: Sequence[int]) -> Iterator[tuple[int, int, int]]:
        """The rows where a tick and a figure beside it say opposite things, with their columns."""
        findings = [c for c in self.titles if c > self.items and is_finding(self.titles[c])]
        marks = [c for c in self.titles if c > self.items and is_official(self.titles[c])]
        for r in rows:
            row, specs = self.sheet.rows[r], self.criteria[r]
            for c in findings:
                for d in marks:
                    said, mark = read_tick_or_word(row[c], specs), read_figure(row[d])
                    if said is not None and mark is not None and (mark > 0) is not said:
                        yield r, c, d

    def _contradictory(self, ambiguous: Sequence[tuple[int, int, int]]) -> FormDoubt:
        r, c, d = ambiguous[0]
        cells = "、".join(
            f"{self.sheet.cell(r, c)} {cell_text(self.sheet.rows[r][c])} / {self.sheet.cell(r, d)} {cell_text(self.sheet.rows[r][d])}"
            for r, c, d in ambiguous[:_NAMED]
        ) + ("等" if len(ambiguous) > _NAMED else "")
        text = f"有{len(ambiguous)}行的{quoted(self._title_text(c))}与{quoted(self._title_text(d))}互相矛盾：{cells}"
        return FormDoubt("D202", text, self.sheet.place(r, c), found=cells, expected="两栏说的一致")
