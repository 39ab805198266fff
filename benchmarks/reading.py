"""Contest: township workbooks to typed, checked tables, against bare calamine, which stops at untyped lists of cells."""

from datetime import date
from pathlib import Path
from random import Random

import python_calamine
import xlsxwriter

from benchmarks.contest import Contender, Contest, Size
from stardb.books import read_books
from stardb.intake import Intake, read_tables
from stardb.quantity import read_period
from stardb.rulebook import Scheme, load_text

VILLAGES, COLUMNS = 30, 80
TYPES = ("number", "percent", "money", "yes_no", "choice", "date")
WORDS = ("好", "较好", "一般", "差")


def contest(size: Size, folder: Path) -> Contest:
    """Both read the same files, made in `folder` once; stardb also finds the headers, types each cell and joins by village."""
    files = [folder / f"{number:03} 乡镇{number:03}.xlsx" for number in range(size.workbooks)]
    for number, path in enumerate(files):
        if not path.exists():
            write_inspection(path, number)
    scheme = inspection_scheme()
    return Contest(
        f"read {size.workbooks} workbooks of {VILLAGES} × {COLUMNS}",
        (
            Contender(
                "stardb, typed and checked", lambda: read_tables(read_books(folder, folder).sheets, scheme.tables)
            ),
            Contender("calamine, bare lists", lambda: [bare_rows(path) for path in files]),
        ),
        agree,
    )


def columns() -> dict[str, str]:
    """The inspection's columns and their types, besides 乡镇 and 村."""
    return {f"{TYPES[i % len(TYPES)]}栏{i:02}": TYPES[i % len(TYPES)] for i in range(COLUMNS - 2)}


def inspection_scheme() -> Scheme:
    """A scheme that reads all columns of the inspection."""
    declared = "\n".join(f"      {name}: {{{_declared(kind)}}}" for name, kind in columns().items())
    text = f"""\
scheme: 检查
subject: 支部
basis: 测速
valid_from: 2022-01-01
tables:
  检查表:
    key: [乡镇, 村]
    name: 村
    group: 乡镇
    columns:
      乡镇: {{type: text, required: true}}
      村: {{type: text, required: true}}
{declared}
stars:
  星: {{from: number栏00, per: 1, each: 1}}
"""
    loaded = load_text(text, "rules/inspection.yaml", read_period("2022"))
    assert loaded.scheme is not None, loaded.problems
    return loaded.scheme


def _declared(kind: str) -> str:
    more = {"choice": f", choices: [{', '.join(WORDS)}]", "money": ", unit: 万元", "number": ", between: [0, 1000]"}
    return f"type: {kind}{more.get(kind, '')}"


def write_inspection(path: Path, number: int) -> None:
    """One township's workbook: a title, the header, a row a village; numbers, percents, days and words as people type them."""
    dice = Random(number)
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("检查表")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write(0, 0, f"乡镇{number:03}检查表")
    sheet.write_row(1, 0, ["乡镇", "村", *columns()])
    for village in range(VILLAGES):
        sheet.write_row(2 + village, 0, [f"乡镇{number:03}", f"村{number:03}{village:02}"])
        for place, kind in enumerate(columns().values(), 2):
            if kind == "date":
                sheet.write_datetime(2 + village, place, date.fromordinal(738_000 + dice.randrange(2_000)), day)
            else:
                sheet.write(2 + village, place, _cell(kind, dice))
    book.close()


def _cell(kind: str, dice: Random) -> str | float:
    match kind:
        case "number":
            return dice.randrange(1000)
        case "percent":
            return f"{dice.randrange(1000) / 10}%"
        case "money":
            return dice.randrange(10_000) / 100
        case "yes_no":
            return dice.choice("√×")
    return dice.choice(WORDS)


def bare_rows(path: Path) -> list[list[object]]:
    """The cells of the one sheet."""
    with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
        return book.get_sheet_by_index(0).to_python()  # type: ignore[return-value]  # lists of fewer kinds


def agree(intake: Intake, bare: list[list[list[object]]]) -> None:
    """Every row came through, nothing was refused, and the first numbers are the same."""
    table = intake.tables.single["检查表"]
    rows = [row for book in bare for row in book[2:]]
    assert not intake.problems, intake.problems[:3]
    assert len(table) == len(rows) == len(intake.tables.subjects)
    assert table.columns["number栏00"].data.tolist() == [row[2] for row in rows]
