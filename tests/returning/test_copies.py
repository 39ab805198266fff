"""Files that cannot be marked as they are come back as copies; those with a password come back with it."""

from io import BytesIO

import msoffcrypto.format.ooxml
import openpyxl
import pytest
from marked import ROWS, book_of, line, marked, parts, plain
from msoffcrypto.format.ooxml import OOXMLFile

from stardb.books.errors import UnreadableFile
from stardb.returning import make_marked_copy

CSV = "乡镇,村,党员,收入\n甲镇,东庄,35人左右,12.5\n甲镇,西庄,28,3~5\n".encode()
HTML = "<html><table><tr><td rowspan=2>乡镇</td><td>村</td><td>党员</td></tr><tr><td>东庄</td><td>35人左右</td></tr></table>"


def opened(data):
    return openpyxl.load_workbook(BytesIO(data))


def test_a_csv_comes_back_as_a_marked_workbook_of_its_values():
    book = book_of(CSV, "data/2022/甲镇.csv")
    found = line("C2", sheet="甲镇", file=book.file)
    content, path = make_marked_copy(CSV, book, [found], "甲镇.csv")
    assert path == "甲镇.xlsx"
    made = opened(content)
    assert made.sheetnames == ["问题清单", "甲镇"]
    assert made["甲镇"]["C2"].fill.fgColor.rgb == "FFFFC8C8"
    assert [[str(cell.value) for cell in row] for row in made["甲镇"].iter_rows()] == [
        list(map(str, row)) for row in ROWS
    ]
    assert made["问题清单"]["D4"].hyperlink.location == "'甲镇'!C2"
    assert "原文件是 .csv 格式" in made["问题清单"]["A2"].value


def test_merged_cells_of_a_web_page_stay_merged():
    book = book_of(HTML.encode(), "data/2022/甲镇.xls")
    made = opened(
        make_marked_copy(HTML.encode(), book, [line("C2", sheet=book.sheets[0].name, file=book.file)], "甲镇.xls")[0]
    )
    assert [str(merge) for merge in made.worksheets[1].merged_cells.ranges] == ["A1:A2"]


def test_a_sheet_whose_name_no_workbook_takes_is_renamed_and_still_linked():
    name = "甲镇2022年度村级综合目标管理考核计分表（第一次上报）[1]的副本"
    book = book_of(CSV, f"data/2022/{name}.csv")
    made = opened(make_marked_copy(CSV, book, [line("C2", sheet=name, file=book.file)], f"{name}.csv")[0])
    (sheet,) = made.sheetnames[1:]
    assert len(sheet) <= 31
    assert made["问题清单"]["D4"].hyperlink.location == f"'{sheet}'!C2"
    assert made[sheet]["C2"].comment is not None


def encrypted(data, password):
    stream = BytesIO()
    OOXMLFile(BytesIO(data)).encrypt(password, stream)
    return stream.getvalue()


def test_a_workbook_with_a_password_comes_back_with_it():
    content = marked(encrypted(plain(), "岚县2022"), line("C2"), passwords=["别的", "岚县2022"])
    office, inner = msoffcrypto.OfficeFile(BytesIO(content)), BytesIO()
    office.load_key(password="岚县2022")
    office.decrypt(inner)
    assert opened(inner.getvalue()).sheetnames == ["问题清单", "检查表"]
    assert b"\x00E\x00n\x00c\x00r\x00y\x00p\x00t" in content


def test_without_its_password_nothing_is_made():
    data = encrypted(plain(), "岚县2022")
    with pytest.raises(UnreadableFile):
        marked(data, line("C2"), passwords=["别的"])


def test_the_same_csv_gives_the_same_bytes():
    made = [make_marked_copy(CSV, book_of(CSV, "甲.csv"), [], "甲.csv")[0] for _ in range(2)]
    assert made[0] == made[1]
    assert "xl/comments1.xml" not in parts(made[0])


def test_numbers_and_months_are_shown_as_they_were():
    month = "<td style='mso-number-format:\"yyyy\\0022年\\0022m\\0022月\\0022\"'>44713</td>"
    page = f"<html><table><tr><td>东庄</td>{month}<td style='mso-number-format:0\\.00'>12.345</td></tr></table></html>"
    book = book_of(page.encode(), "data/2022/甲镇.xls")
    found = line("A1", sheet=book.sheets[0].name, file=book.file)
    sheet = opened(make_marked_copy(page.encode(), book, [found], "甲镇.xls")[0])[book.sheets[0].name]
    assert [cell.number_format for cell in sheet[1]][1:] == ['yyyy"年"m"月"', "0.00"]
    assert (sheet["B1"].value.isoformat()[:10], sheet["C1"].value) == ("2022-06-01", 12.345)
