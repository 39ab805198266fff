"""The sheet 问题清单: a line a problem, its cell a link; and what such a sheet said, when it comes back."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from stardb.books import Sheet, cell_text
from stardb.dataclass import dataclass
from stardb.ooxml import PackageError, Spot, cell_name, escape_text, parse_cell, quote_attribute
from stardb.problems import Severity
from stardb.returning.marked_styles import COLOURS, Styles
from stardb.returning.problem_lines import Line, make_lines

NAME = "问题清单"
_TITLES = ("序号", "级别", "工作表", "单元格", "栏", "问题", "现为", "应为", "办法")
_WIDTHS = (6, 6, 13, 8, 13, 40, 16, 18, 32)
_LINE_HEIGHT = 15.5
_HEADER = 3
"""The row of the titles, from 1."""
_MOST = 10_000
"""More problems than these nobody reads one by one; a sheet takes 65,530 links at most."""
_LONGEST = 32_000
_BLUE = 0xFFDDEBF7

_SHEET = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}"><sheetPr><pageSetUpPr'
    ' fitToPage="1"/></sheetPr><sheetViews><sheetView showGridLines="0" workbookViewId="0"><pane ySplit="{header}"'
    ' topLeftCell="A{first}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{columns}</cols>'
    '<sheetData>{rows}</sheetData><mergeCells count="2"><mergeCell ref="A1:I1"/><mergeCell ref="A2:I2"/></mergeCells>'
    '{links}<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
)


def free_name(taken: Sequence[str]) -> str:
    """问题清单, or with the first number after it that no sheet has."""
    lower = {name.casefold() for name in taken}
    number = 1
    while (name := NAME if number == 1 else f"{NAME}{number}") in lower:
        number += 1
    return name


def make_problem_list(lines: Sequence[Line], head: str, styles: Styles, leading: Mapping[Line, str]) -> bytes:
    """The sheet's XML. head: what the file's sender is to do. leading: the cells that lines lead to."""
    told = lines[:_MOST]
    links = [(f"D{_HEADER + i}", leading[line]) for i, line in enumerate(told, 1) if line in leading]
    linked = "".join(
        f"<hyperlink ref={quote_attribute(cell)} location={quote_attribute(target)}/>" for cell, target in links
    )
    return _SHEET.format(
        namespace=styles.namespace,
        header=_HEADER,
        first=_HEADER + 1,
        columns="".join(f'<col min="{i}" max="{i}" width="{w}" customWidth="1"/>' for i, w in enumerate(_WIDTHS, 1)),
        rows="".join(_rows(lines, told, head, styles, {cell for cell, _ in links})),
        links=f"<hyperlinks>{linked}</hyperlinks>" if links else "",
    ).encode()


@dataclass(frozen=True)
class ProblemList:
    """What a sheet 问题清单 said: the marked cells, those of errors and warnings, each with its sheet's name.

    speaks_of_more: whether it asks for what is not there, as rows that are missing.
    """

    cells: tuple[tuple[str, Spot], ...] = ()
    speaks_of_more: bool = False


def read_problem_list(sheet: Sheet) -> ProblemList:
    """What a sheet 问题清单 says."""
    marks = {Severity.ERROR.value, Severity.WARNING.value}
    texts = [[cell_text(cell) for cell in row] for row in sheet.rows]
    lines = [line for line in texts if len(line) >= len(_TITLES) and line[1] in marks and line[2]]
    cells: list[tuple[str, Spot]] = []
    for line in lines:
        with suppress(PackageError):  # somebody typed into the list
            cells += [(line[2], parse_cell(line[3]))] if line[3].isalnum() else []
    return ProblemList(tuple(cells), any(not line[3] for line in lines))


def count_problem_lines(lines: Sequence[Line]) -> str:
    """`错误 3，警告 1，提示 0`."""
    counts = Counter(line.severity for line in lines)
    return "，".join(f"{severity.value} {counts[severity]}" for severity in Severity)


def _rows(lines: Sequence[Line], told: Sequence[Line], head: str, styles: Styles, links: set[str]) -> Iterator[str]:
    text, link = styles.plain(grid=True), styles.plain(grid=True, link=True)
    colours = {severity: styles.plain(grid=True, colour=COLOURS.get(severity, 0)) for severity in Severity}
    yield _row(1, [f"{NAME}：{count_problem_lines(lines)}"], [styles.plain(bold=True, size=16)], sum(_WIDTHS) // 3)
    yield _row(2, [head], [styles.plain()], sum(_WIDTHS))
    yield _row(_HEADER, _TITLES, [styles.plain(bold=True, grid=True, colour=_BLUE)] * len(_TITLES))
    for i, line in enumerate(told, 1):
        looks = [text] * len(_TITLES)
        looks[1] = colours[line.severity]
        looks[3] = link if f"D{_HEADER + i}" in links else text
        yield _row(_HEADER + i, [str(i), *_texts(line)], looks)
    if len(lines) > len(told):
        yield _row(_HEADER + len(told) + 1, [f"另有 {len(lines) - len(told)} 处没有列出。"], [styles.plain()])


def _texts(line: Line) -> list[str]:
    one = line.problem
    where = ["—", ""] if line.is_elsewhere else [one.place.sheet or "整个文件", one.place.cell]
    return [line.severity.value, *where, line.column, one.message, one.found, one.expected, one.remedy]


def _row(number: int, texts: Sequence[str], looks: Sequence[int], width: int = 0) -> str:
    """A row as high as its texts take. width: of the area of cells that a single text stands in."""
    lines = max(map(make_lines, texts, [width] if width else _WIDTHS))
    cells = "".join(_cell(number, i, text, look) for i, (text, look) in enumerate(zip(texts, looks, strict=True)))
    return f'<row r="{number}" ht="{lines * _LINE_HEIGHT + 3}" customHeight="1">{cells}</row>'


def _cell(row: int, column: int, text: str, look: int) -> str:
    name = cell_name(row, column)
    if column == 0 and text.isdecimal():
        return f'<c r="{name}" s="{look}"><v>{text}</v></c>'
    if not text:
        return f'<c r="{name}" s="{look}"/>'
    said = "".join(c for c in text[:_LONGEST] if c >= " " or c in "\n\t")
    return f'<c r="{name}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{escape_text(said)}</t></is></c>'
