"""What is hidden in a sheet, or written in comments: read or not, it is always reported."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from stardb.books import Cell, DisplayedNumber, DisplayedPercent, DisplayedText, Remark, cell_text, screen_text
from stardb.intake.masking import mask, quoted, veil
from stardb.intake.matching.match import Match
from stardb.intake.reading_options import ReadingOptions
from stardb.intake.rows.row_kinds import DataRows
from stardb.ooxml import Spot
from stardb.problems import Problem, problem

_SHOWN = 3

Read = tuple[Match, DataRows]


def report_hidden(read: Sequence[Read], options: ReadingOptions) -> Iterator[Problem]:
    """At most one problem of each kind a sheet, for the parts of it that are one table."""
    sheets: dict[tuple[str, str], list[Read]] = defaultdict(list)
    for match, body in read:
        sheets[match.sheet.file, match.sheet.name].append((match, body))
    for parts in sheets.values():
        yield from _hidden_rows(parts, options)
        yield from _hidden_columns(parts)
        yield from _comments(parts)
        yield from _covered_values(parts)
        yield from _hidden_values(parts)
        yield from _rounded_numbers(parts)
        yield from _struck_out(parts)
        yield from _partly_struck(parts)


def _hidden_rows(parts: Sequence[Read], options: ReadingOptions) -> Iterator[Problem]:
    hidden = [(match, row) for match, body in parts for row in body.hidden]
    if hidden:
        match, row = hidden[0]
        place = match.sheet.place(row, min(match.columns.values()))
        how = "按工作区的设置没有读" if options.skip_hidden else "照样读了"
        message = f"有{len(hidden)}行数据是隐藏的(第一处是 {place.cell} 那一行)，{how}。"
        yield problem("D109", message, place, found=f"{len(hidden)}行")


def _hidden_columns(parts: Sequence[Read]) -> Iterator[Problem]:
    hidden = {
        column: match.sheet.place(match.header.bottom, i)
        for match, _ in parts
        for column, i in match.columns.items()
        if i in match.sheet.hidden_columns
    }
    if hidden:
        names = "、".join(map(quoted, hidden))
        yield problem("D110", f"{names}这{len(hidden)}栏是隐藏的，照样读了。", next(iter(hidden.values())), found=names)


def _comments(parts: Sequence[Read]) -> Iterator[Problem]:
    told = [(match, spot, text) for match, body in parts for spot, text in _on_read_cells(match, body)]
    if told:
        shown = "；".join(
            f"{match.sheet.cell(*spot)}：{_text(match, spot, text)}" for match, spot, text in told[:_SHOWN]
        )
        more = "等" if len(told) > _SHOWN else ""
        message = f"读到的格里有{len(told)}处批注，批注里的话没有采用：{shown}{more}。"
        match, spot, _ = told[0]
        yield problem("D152", message, match.sheet.place(*spot), found=shown)


def _on_read_cells(match: Match, body: DataRows) -> Iterator[tuple[Spot, str]]:
    notes: Mapping[Spot, str] = match.sheet.notes
    if notes:
        rows, columns = set(body.rows), set(match.columns.values())
        labels = {(label.row, label.column) for label in match.labels.values()}
        for spot in sorted(notes):
            if spot in labels or (spot[0] in rows and spot[1] in columns):
                yield spot, notes[spot]


def _text(match: Match, spot: Spot, text: str) -> str:
    """A comment on one line, masked; on a private cell it is private."""
    line = " ".join(text.split())
    column = next((column for column, i in match.columns.items() if i == spot[1]), "")
    private = column and match.spec.columns[column].private
    return veil(line) if private else mask(line)


def _covered_values(parts: Sequence[Read]) -> Iterator[Problem]:
    """Values that lie under merged cells."""
    covered = [(match, spot, held) for match, body in parts for spot, held in _cells_with(match, body, Remark.COVERED)]
    if covered:
        match, spot, held = covered[0]
        place = match.sheet.place(*spot)
        message = f"有{len(covered)}格被合并的格盖住，里面存的值看不见(第一处是 {place.cell}，存的是 {held})，没有读。"
        yield problem("D175", message, place, found=held, expected="合并的格下面没有别的值")


def _hidden_values(parts: Sequence[Read]) -> Iterator[Problem]:
    """Values that their formats, or the sheet, do not show."""
    hidden = [(match, spot, held) for match, body in parts for spot, held in _cells_with(match, body, Remark.UNSEEN)]
    if hidden:
        match, spot, held = hidden[0]
        place = match.sheet.place(*spot)
        message = f"有{len(hidden)}格存着数而不显示(第一处是 {place.cell}，存的是 {held})，按空白读。"
        yield problem("D187", message, place, found=held)


def _cells_with(match: Match, body: DataRows, remark: Remark) -> Iterator[tuple[Spot, str]]:
    """The cells that are read and of which this is remarked, and what the file holds in them."""
    if match.sheet.remarks:
        rows = set(body.rows)
        columns = {i: match.spec.columns[column].private for column, i in match.columns.items()}
        for spot, told in sorted(match.sheet.remarks.items(), key=lambda item: item[0]):
            if told.kind is remark and spot[0] in rows and spot[1] in columns:
                yield spot, veil(told.stored) if columns[spot[1]] else mask(told.stored)


def _struck_out(parts: Sequence[Read]) -> Iterator[Problem]:
    """Rows and cells that are struck out, one by one."""
    for match, body in parts:
        for row in body.struck:
            columns = sorted(match.columns[column] for column in match.spec.key if column in match.columns)
            spots = [spot for column in columns if (spot := (row, column)) in match.sheet.remarks]
            held = " ".join(mask(match.sheet.remarks[spot].stored) for spot in spots)
            place = match.sheet.place(*(spots[0] if spots else (row, min(match.columns.values()))))
            yield problem("D188", f"这一行划掉了{f'({held})' if held else ''}，没有读。", place, found=held)
        for spot, held in _cells_with(match, body, Remark.STRUCK):
            if _is_wanting(match, spot):
                continue  # told as a blank
            message = f"{quoted(_column(match, spot))}的这一格划掉了({held})，按空白读。"
            yield problem("D188", message, match.sheet.place(*spot), found=held)


def _is_wanting(match: Match, spot: Spot) -> bool:
    """Whether a blank cell is a fault of its own."""
    spec = match.spec.columns[_column(match, spot)]
    return spec.required and spec.blank is None


_LEFT_OUT = {Remark.PARTLY_STRUCK: "划掉的字", Remark.RAISED: "上标或下标的注号"}


def _partly_struck(parts: Sequence[Read]) -> Iterator[Problem]:
    """Cells of which a part is left out, one by one."""
    for match, body in parts:
        for remark, what in _LEFT_OUT.items():
            for (row, column), held in _cells_with(match, body, remark):
                rest = cell_text(match.sheet.rows[row][column])
                private = match.spec.columns[_column(match, (row, column))].private
                rest = veil(rest) if private else mask(rest)
                name = quoted(_column(match, (row, column)))
                message = f"{name}里{what}没有读：写的是{quoted(held)}，读作{quoted(rest)}。"
                yield problem("D189", message, match.sheet.place(row, column), found=held)


def _column(match: Match, spot: Spot) -> str:
    """The declared column of a cell."""
    return next(column for column, i in match.columns.items() if i == spot[1])


def _rounded_numbers(parts: Sequence[Read]) -> Iterator[Problem]:
    """Numbers that are read with more digits than are seen, the first of each column."""
    found = {}
    for match, body in parts:
        rows = match.sheet.rows
        formatted = [row for row in body.rows if not set(map(type, rows[row])).isdisjoint(_FORMATTED)]
        for column, i in match.columns.items():
            spec = match.spec.columns[column]
            row = next((r for r in formatted if spec.kind.numeric and _is_rounded(rows[r][i])), None)
            if row is not None:
                found[column] = match.sheet.place(row, i), rows[row][i], spec.private
    if found:
        place, cell, private = next(iter(found.values()))
        names = "、".join(map(quoted, found))
        how = "" if private else f"，如 {place.cell} 显示 {screen_text(cell)}，存的是 {cell_text(cell)}"
        yield problem(
            "D186",
            f"{names}有的数显示时四舍五入了，按存的数读{how}。",
            place,
            found="" if private else screen_text(cell),
        )


_FORMATTED = (DisplayedNumber, DisplayedText, DisplayedPercent)
"""The types of cells whose numbers may be seen rounded."""


def _is_rounded(cell: Cell) -> bool:
    return isinstance(cell, _FORMATTED) and cell.hides
