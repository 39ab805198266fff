"""Packages that lost something, or lead elsewhere: each is refused, or read as if nothing was wrong; never half."""

import random
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from books.making import ods, repacked
from corpus.xlsb import xlsb

from stardb.books import read_book
from stardb.books.errors import UnreadableFile, to_unreadable

RELS, BOOK, SHEET = "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml"
TEXTS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
READ = (RELS, BOOK, SHEET, "xl/worksheets/sheet2.xml", TEXTS, STYLES)
"""The parts that an .xlsx is read from."""


def county() -> bytes:
    """Two sheets with texts, percents, days, a formula, a merge and a hidden row."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        percent, day = book.add_format({"num_format": "0%"}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("检查表")
        sheet.write_row(0, 0, ["村", "党员", "占比", "日期"])
        for row in range(1, 4):
            sheet.write_row(row, 0, [f"村{row}", row])
            sheet.write(row, 2, row / 10, percent)
            sheet.write(row, 3, 44000 + row, day)
        sheet.write_formula("B6", "=SUM(B2:B4)", None, 6)
        sheet.merge_range("A7:B7", "合并")
        sheet.set_row(3, None, None, {"hidden": True})
        other = book.add_worksheet("花名册")
        other.write_row(0, 0, ["姓名", "岁"])
        other.write_row(1, 0, ["张某某", 30])
    return stream.getvalue()


def contents(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return stream.getvalue()


def outcome(data: bytes, file: str) -> object:
    """The code by which a file is refused, or all that was read of it."""
    sheets, problems = read_book(data, file)
    if sheets:
        return [(s.name, s.top, s.left, [list(row) for row in s.rows], s.merges, s.hidden_rows) for s in sheets]
    assert len(problems) == 1
    return problems[0].code


WHOLE = county()
AS_IT_IS = outcome(WHOLE, "a.xlsx")


@pytest.mark.parametrize("name", READ)
def test_a_part_that_is_missing(name: str) -> None:
    parts = contents(WHOLE)
    del parts[name]
    sheets, (problem,) = read_book(packed(parts), "a.xlsx")
    assert (sheets, problem.code) == ([], "D101")
    assert "缺少" in problem.message


@pytest.mark.parametrize("share", [0, 0.3, 0.6, 0.99])
@pytest.mark.parametrize("name", READ)
def test_a_part_that_is_cut_off(name: str, share: float) -> None:
    part = contents(WHOLE)[name]
    assert outcome(repacked(WHOLE, {name: part[: int(len(part) * share)]}), "a.xlsx") == "D101"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (SHEET, b"</v></c>", b"</v>"),
        (SHEET, b't="s"><v>0<', b't="s"><v>-1<'),
        (SHEET, b't="s"><v>0<', b't="3"><v>0<'),
        (SHEET, b't="s"><v>0<', b't="b"><v>7<'),
        (SHEET, b'<c r="A1" t="s"><v>0', b'<c r="A1" t="s"><v>O'),
        (SHEET, b"</sheetData>", b"</sheetData></sheetData>"),
        (SHEET, b"<sheetData>", b"<sheetData>&nothing;"),
        (TEXTS, b"</si>", b""),
        (STYLES, b"<cellXfs", b"<cellXfs <"),
        (BOOK, b"<sheets>", b"<sheets"),
        (RELS, b"Target=", b"Target=="),
        (RELS, b"/worksheet", b"/workshoot"),
        (BOOK, b"r:id=", b"r:ie="),
        (BOOK, b" name=", b" nane="),
    ],
)
def test_a_part_that_is_no_longer_what_it_was(name: str, old: bytes, new: bytes) -> None:
    part = contents(WHOLE)[name]
    assert old in part
    assert outcome(repacked(WHOLE, {name: part.replace(old, new, 1)}), "a.xlsx") == "D101"


def links() -> Iterator[tuple[bytes, bytes]]:
    """The relations with one of their targets written otherwise."""
    rels = contents(WHOLE)[RELS]
    for found in re.finditer(rb'Target="([^"]*)"', rels):
        old = found[1]
        for new in (
            *(b"./" + old, b"../xl/" + old, b"/xl/" + old, old.replace(b"/", b"\\"), old.replace(b"s", b"%73")),
            *(
                old.upper(),
                b"../../../" + old,
                b"/nowhere/" + old,
                b"C:\\" + old,
                b"file:///" + old,
                b"",
                b"%",
                b"a%00b",
            ),
        ):
            yield old, rels[: found.start(1)] + new + rels[found.end(1) :]
        yield old, rels[: found.end()] + b' TargetMode="External"' + rels[found.end() :]


def test_relations_written_otherwise_lead_to_the_same_parts_or_nowhere() -> None:
    seen = set()
    for old, rels in links():
        found = outcome(repacked(WHOLE, {RELS: rels}), "a.xlsx")
        assert found in (AS_IT_IS, "D101"), rels
        seen.add((old, found == "D101"))
    assert (b"worksheets/sheet1.xml", False) in seen
    assert (b"styles.xml", True) in seen


@pytest.mark.parametrize("form", [b"./", b"../xl/", b"/xl/"])
def test_parts_under_other_names_are_read_like_those_under_the_usual_ones(form: bytes) -> None:
    parts = contents(WHOLE)
    parts["xl/文本 1.xml"], parts["xl/表/一.xml"], parts["xl/样式.xml"] = (
        parts.pop(TEXTS),
        parts.pop(SHEET),
        parts.pop(STYLES),
    )
    rels = parts[RELS].replace(b"sharedStrings.xml", form + "文本%201.xml".encode())
    rels = rels.replace(b"styles.xml", form + b"%E6%A0%B7%E5%BC%8F.xml")
    parts[RELS] = rels.replace(b"worksheets/sheet1.xml", form + "表/一.xml".encode())
    assert outcome(packed(parts), "a.xlsx") == AS_IT_IS
    parts["大/簿.xml"], parts["大/_rels/簿.xml.rels"] = (
        parts.pop(BOOK),
        parts.pop(RELS).replace(b'Target="./', b'Target="../xl/'),
    )
    parts["大/_rels/簿.xml.rels"] = parts["大/_rels/簿.xml.rels"].replace(
        b'Target="worksheets', b'Target="../xl/worksheets'
    )
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(BOOK.encode(), "大/簿.xml".encode())
    assert outcome(packed(parts), "a.xlsx") == AS_IT_IS


def test_two_parts_of_one_name_are_not_chosen_from() -> None:
    other = contents(WHOLE)[SHEET].replace(b"<v>3</v>", b"<v>9</v>")
    assert outcome(repacked(WHOLE, {SHEET.upper(): other}), "a.xlsx") == "D101"


@pytest.mark.parametrize("name", ["xl/workbook.bin", "xl/_rels/workbook.bin.rels", "xl/worksheets/sheet1.bin"])
def test_an_xlsb_without_one_of_its_parts(tmp_path: Path, name: str) -> None:
    xlsb("a.xlsb", [["村", "党员"], ["李家村", 35]])(tmp_path)
    parts = contents((tmp_path / "a.xlsb").read_bytes())
    for rest in (None, b"", parts[name][: len(parts[name]) // 2]):
        changed = {other: data for other, data in parts.items() if other != name}
        found = outcome(packed(changed if rest is None else {**changed, name: rest}), "a.xlsb")
        assert found in ("D101", "D105")


def test_an_ods_without_its_content_or_with_half_of_it() -> None:
    whole = ods(
        "<table:table table:name='表'><table:table-row><table:table-cell office:value-type='float'"
        " office:value='1'/></table:table-row></table:table>"
    )
    parts = contents(whole)
    content = parts.pop("content.xml")
    assert outcome(packed(parts), "a.ods") == "D101"
    assert outcome(packed({**parts, "content.xml": content[: len(content) // 2 + 100]}), "a.ods") == "D101"
    wrong = content.replace(b"xmlns:table:1.0", b"xmlns:tabel:1.0")
    assert outcome(packed({**parts, "content.xml": wrong}), "a.ods") == "D101"


@pytest.mark.parametrize("seed", range(3))
def test_bytes_changed_anywhere_are_never_more_than_a_problem(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    xlsb("a.xlsb", [["村", "党员"], ["李家村", 35]])(tmp_path)
    for data, file in ((WHOLE, "a.xlsx"), ((tmp_path / "a.xlsb").read_bytes(), "a.xlsb")):
        for name, part in contents(data).items():
            for _ in range(8):
                start, stop = sorted(chance.randrange(len(part) + 1) for _ in range(2))
                changed = part[:start] + chance.choice([b"", chance.randbytes(3), part[start:stop][::-1]]) + part[stop:]
                outcome(repacked(data, {name: changed}), file)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (RecursionError(), "D101"),
        (KeyError("a"), "D101"),
        (SyntaxError(), "D101"),
        (type("PanicException", (BaseException,), {})(), "D101"),
        (MemoryError(), "D155"),
        (UnreadableFile("D102", ""), "D102"),
    ],
)
def test_whatever_a_reader_raises_is_a_problem_of_the_file(fault: BaseException, code: str) -> None:
    assert to_unreadable(fault).problem("a.xlsx").code == code


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), SystemExit()])
def test_an_interrupt_is_no_fault_of_a_file(fault: BaseException) -> None:
    with pytest.raises(type(fault)):
        to_unreadable(fault)
