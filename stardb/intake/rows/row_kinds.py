"""Which rows below a header are data, and which are totals, signatures, notes, blanks or a header printed again."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from stardb.books import Cell, Remark, cell_text, is_blank
from stardb.dataclass import dataclass
from stardb.intake.headers.line_words import COUNT, FIGURE, LONG, NOTE, SENTENCE, TOTAL
from stardb.intake.matching.match import Match
from stardb.intake.reading_options import ReadingOptions
from stardb.problems import Problem, problem
from stardb.quantity import tidy


class RowKind(StrEnum):
    """Why a row below the header is no data."""

    BLANK = "空行"
    TOTAL = "合计行"
    SUBTOTAL = "小计行"
    BELOW_TOTAL = "合计之后"
    NOTE = "签字与说明"
    REPEATED = "重复的表头"
    NUMBERING = "栏次行"
    HIDDEN = "隐藏的行"
    STRUCK = "划掉的行"
    NOTHING = "写着没有的行"


@dataclass(frozen=True)
class DataRows:
    """The data rows of a sheet (indices into `Sheet.rows`), and how many others there were of each kind.

    hidden: the rows of data that are hidden, read or not. struck: those that are struck out, which are not read.
    """

    rows: list[int]
    left_out: Counter[RowKind]
    problems: tuple[Problem, ...] = ()
    hidden: tuple[int, ...] = ()
    struck: tuple[int, ...] = ()


NOTHING_WORDS = frozenset({"无", "没有", "暂无", "无此项", "本人无此项", "无记录", "没有记录", "未发生"})
"""What a township writes into a table of records when there are none."""

_NAMES = frozenset({"累计", "平均"})
"""Words for a total that are names of villages too, if others stand below them."""
_STEMS = frozenset("甲乙丙丁戊己庚辛") | {"栏次"}


def find_data_rows(match: Match, options: ReadingOptions) -> DataRows:
    """The data rows of a matched sheet. Rows below a grand total are not, and a problem.

    A total over all data ends nothing, and what a header printed again stands over goes on.
    """
    sheet, first = match.sheet, match.header.bottom + 1
    classify = _Classifier(match)
    rows: list[int] = []
    below: list[int] = []
    hidden: list[int] = []
    struck: list[int] = []
    left_out: Counter[RowKind] = Counter()
    ended = False
    for i in range(first, len(sheet.rows)):
        kind = classify(i)
        if kind is RowKind.STRUCK:
            struck.append(i)
        if kind is None and i in sheet.hidden_rows:
            hidden.append(i)
            kind = RowKind.HIDDEN if options.skip_hidden else None
        if kind is not None:
            left_out[kind] += 1
            ended = (ended or (kind is RowKind.TOTAL and bool(rows))) and kind is not RowKind.REPEATED
        elif ended:
            below.append(i)
        else:
            rows.append(i)
    left_out[RowKind.BELOW_TOTAL] += len(below)
    return DataRows(rows, +left_out, _below_total(match, below), tuple(hidden), tuple(struck))


class _Classifier:
    """Tells the kind of a row of one sheet; None is data.

    A row that fills all keys of its table is data, whatever its other cells begin with: `上访累计3次|甲镇|东庄`.
    """

    def __init__(self, match: Match) -> None:
        self.rows, self.first = match.sheet.rows, match.header.bottom + 1
        self.columns = sorted(match.columns.values())
        self.keys = [match.columns[column] for column in match.spec.key if column in match.columns]
        self.above = {tuple(row) for row in self.rows[: self.first]}
        self.above_leads = {next((cell for cell in row if not is_blank(cell)), "") for row in self.above}
        self.is_roster = bool(match.spec.name or match.spec.group)
        self.is_of_records = match.spec.many
        self.wide = {(merge.top, merge.left) for merge in match.sheet.merges if merge.right > merge.left}
        self.tall = {
            (row, merge.left)
            for merge in match.sheet.merges
            if merge.top >= self.first and merge.left in self.keys
            for row in range(merge.top + 1, min(merge.bottom + 1, len(self.rows)))
        }
        self.units = {label.row for label in match.units[0]} if match.units else set()
        self.noted = False
        self.struck = {spot for spot, told in match.sheet.remarks.items() if told.kind is Remark.STRUCK}

    def __call__(self, i: int) -> RowKind | None:
        row = self.rows[i]
        if self.struck and self._is_struck(i):
            return RowKind.STRUCK
        lead = next((cell for cell in row if not is_blank(cell)), "")
        if lead == "":
            return RowKind.BLANK
        if lead in self.above_leads and tuple(row) in self.above:
            return RowKind.REPEATED
        if i == self.first and _is_numbering(row):
            return RowKind.NUMBERING
        if i in self.units:
            return RowKind.NOTE
        text = tidy(cell_text(lead))
        if self.is_of_records and self._says_none(row):
            return RowKind.NOTHING
        if self._is_keyed(i, text):
            return None
        if total := self._total(text, row):
            return RowKind.SUBTOTAL if total == "小计" else RowKind.TOTAL
        if self._is_note(i, text) or (self.noted and isinstance(lead, str) and self._is_alone(row)):
            self.noted = True
            return RowKind.NOTE
        return None if any(not is_blank(row[column]) for column in self.columns) else RowKind.BLANK

    def _says_none(self, row: Sequence[Cell]) -> bool:
        """Whether all that a row of records says is that there is none."""
        said = [tidy(cell_text(row[column])) for column in self.columns if not is_blank(row[column])]
        return bool(said) and all(text in NOTHING_WORDS for text in said)

    def _is_struck(self, i: int) -> bool:
        """Whether a row is struck out: a key of it, or all that it holds."""
        if any((i, column) in self.struck for column in self.keys):
            return True
        return all(map(is_blank, self.rows[i])) and any((i, column) in self.struck for column in self.columns)

    def _is_keyed(self, i: int, lead: str) -> bool:
        """Whether all keys are filled, one at least in this row itself, and none with a total, a note or a count."""
        row = self.rows[i]
        own = [column for column in self.keys if not is_blank(row[column])]
        if not own or any(column not in own and (i, column) not in self.tall for column in self.keys):
            return False
        texts = [tidy(cell_text(row[column])) for column in own]
        if any(self._is_total(i, text) or NOTE.match(text) for text in texts):
            return False
        if self.is_roster and any(map(FIGURE.fullmatch, texts)):  # others' subjects must be on it, or are told
            return False
        if TOTAL.fullmatch(lead) and all(map(COUNT.fullmatch, texts)):  # 合计|12个镇|130个村
            return False
        return not self._is_long_note(i, lead)

    def _is_total(self, i: int, key: str) -> bool:
        return bool(TOTAL.fullmatch(key)) and not (self.is_roster and key in _NAMES and self._goes_on(i))

    def _goes_on(self, i: int) -> bool:
        """Whether subjects stand below a row."""
        below = (tidy(cell_text(row[self.keys[-1]])) for row in self.rows[i + 1 :] if not is_blank(row[self.keys[-1]]))
        return any(not (TOTAL.fullmatch(text) or FIGURE.fullmatch(text) or NOTE.match(text)) for text in below)

    def _is_note(self, i: int, lead: str) -> bool:
        """A line for signatures or notes: by its first words, or a long text standing alone."""
        if NOTE.match(lead):
            filled = sum(not is_blank(self.rows[i][column]) for column in self.columns)
            return ":" in lead or 2 * filled <= len(self.columns)
        return self._is_long_note(i, lead)

    def _is_alone(self, row: Sequence[Cell]) -> bool:
        return sum(not is_blank(cell) for cell in row) == 1

    def _is_long_note(self, i: int, lead: str) -> bool:
        """A long text alone; in a key's column only a sentence or what goes over other columns: an ID number is none."""
        if len(lead) < LONG or not self._is_alone(row := self.rows[i]):
            return False
        column = next(column for column, cell in enumerate(row) if not is_blank(cell))
        return column not in self.keys or bool(SENTENCE.search(lead)) or (i, column) in self.wide

    def _total(self, lead: str, row: Sequence[Cell]) -> str:
        """The word for a total in the row's first cell or in a key cell, "" if there is none.

        Figures that are no subject's end nothing: they may be those of a part.
        """
        keys = [tidy(cell) for key in self.keys if isinstance(cell := row[key], str)]
        for text in (lead, *keys):
            if match := TOTAL.fullmatch(text):
                return match[1]
        return "小计" if any(map(FIGURE.fullmatch, keys)) else ""


def _is_numbering(row: Sequence[Cell]) -> bool:
    """Whether this is a line that numbers the columns: `甲 乙 1 2 3`."""
    texts = [tidy(cell_text(cell)) for cell in row if not is_blank(cell)]
    numbers = [int(text) for text in texts if text.isdecimal()]
    words = [text for text in texts if not text.isdecimal()]
    return len(texts) > 2 and set(words) <= _STEMS and len(numbers) > 1 and numbers == [*range(1, len(numbers) + 1)]


def _below_total(match: Match, rows: Sequence[int]) -> tuple[Problem, ...]:
    if not rows:
        return ()
    message = f"合计行之后还有{len(rows)}行像是数据，没有读。"
    return (problem("D117", message, match.sheet.place(rows[0], min(match.columns.values())), found=f"{len(rows)}行"),)
