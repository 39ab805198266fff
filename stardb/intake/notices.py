"""What is hidden in a sheet or written beside its cells: read, or not, but never without a word."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from stardb.intake.masking import mask, quoted, veil
from stardb.intake.matching import Match
from stardb.intake.practice import Practice
from stardb.intake.rows import Body
from stardb.ooxml import Spot
from stardb.problems import Problem, problem

_SHOWN = 3

Read = tuple[Match, Body]


def notices(read: Sequence[Read], practice: Practice) -> Iterator[Problem]:
    """At most one problem of each kind a sheet, for the parts of it that are one table."""
    sheets: dict[tuple[str, str], list[Read]] = defaultdict(list)
    for match, body in read:
        sheets[match.sheet.file, match.sheet.name].append((match, body))
    for parts in sheets.values():
        yield from _hidden_rows(parts, practice)
        yield from _hidden_columns(parts)
        yield from _comments(parts)


def _hidden_rows(parts: Sequence[Read], practice: Practice) -> Iterator[Problem]:
    hidden = [(match, row) for match, body in parts for row in body.hidden]
    if hidden:
        match, row = hidden[0]
        place = match.sheet.place(row, min(match.columns.values()))
        how = "按工作区的设置没有读" if practice.skip_hidden else "照样读了"
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


def _on_read_cells(match: Match, body: Body) -> Iterator[tuple[Spot, str]]:
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
