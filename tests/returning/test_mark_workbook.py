"""A township's own workbook comes back unchanged but for its marks."""

from io import BytesIO

import openpyxl
import pytest
from marked import ROWS, book_of, line, marked, parts, plain, rich

from stardb.books import read_book
from stardb.books.errors import UnreadableFile

RED, YELLOW = "FFFFC8C8", "FFFFF2A0"


def opened(data):
    return openpyxl.load_workbook(BytesIO(data))


def test_a_wrong_cell_is_coloured_by_severity_and_says_in_a_comment_what_is_wrong():
    sheet = opened(marked(plain(), line("C2"), line("D3", "D117"), line("B2", "D144")))["检查表"]
    assert sheet["C2"].fill.fgColor.rgb == RED
    assert sheet["D3"].fill.fgColor.rgb == YELLOW
    assert sheet["B2"].fill.patternType is None  # a note is only listed
    comment = sheet["C2"].comment
    assert comment.author == "stardb"
    assert "这里填的是“35人左右”。" in comment.text
    assert "应为：一个数" in comment.text
    assert "办法：" in comment.text


def test_the_list_comes_first_and_its_lines_lead_to_the_cells():
    book = opened(marked(plain(), line("C2"), line("D3", "D117"), line("", "D106", sheet="检查表")))
    listing = book.worksheets[0]
    assert listing.title == "问题清单"
    assert [cell.value for cell in listing[3]] == [
        "序号",
        "级别",
        "工作表",
        "单元格",
        "栏",
        "问题",
        "现为",
        "应为",
        "办法",
    ]
    assert [cell.value for cell in listing[4]][:5] == [1, "错误", "检查表", "C2", "党员"]
    assert [listing.cell(row, 4).hyperlink.location for row in (4, 5, 6)] == [
        "'检查表'!C2",
        "'检查表'!D3",
        "'检查表'!A1",
    ]


def test_a_sheet_whose_name_has_an_apostrophe_is_linked():
    book = opened(marked(plain(sheet="王's表"), line("C2", sheet="王's表")))
    assert book.worksheets[0]["D4"].hyperlink.location == "'王''s表'!C2"


def test_a_workbook_that_has_a_sheet_so_called_keeps_it():
    assert opened(marked(plain(sheet="问题清单"), line("C2", sheet="问题清单"))).sheetnames == ["问题清单2", "问题清单"]


def test_all_other_parts_stay_byte_for_byte():
    before = rich()
    after = marked(before, line("C2"), line("D3", "D117"))
    old, new = parts(before), parts(after)
    changed = {name for name in old if new[name] != old[name]}
    assert changed == {
        *("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"),
        *("xl/worksheets/sheet2.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"),
    }
    assert new.keys() - old.keys() == {"xl/worksheets/stardb1.xml"}
    assert [name for name in new if name in old] == [*old]


def test_of_a_marked_sheet_nothing_changes_but_the_style_of_its_marked_cells():
    before = rich()
    old, new = (parts(data)["xl/worksheets/sheet2.xml"].decode() for data in (before, marked(before, line("C2"))))
    assert '<c r="C2" t="s">' in old
    start = new.index('<c r="C2"')
    style = new[start:].split('"')[3]
    assert style.isdecimal()
    assert new == old.replace('<c r="C2" t="s">', f'<c r="C2" s="{style}" t="s">')


def test_what_counts_sheets_by_their_order_is_counted_on():
    book = opened(marked(rich(), line("C2")))
    assert book.sheetnames == ["问题清单", "说明", "检查表", "参数"]
    assert book.active.title == "检查表"  # as before: two sheets both selected would be filled in at once
    assert book["检查表"].print_area == "'检查表'!$A$1:$D$9"
    assert book["检查表"].auto_filter.ref == "A1:D3"
    assert book.defined_names["全部"].value == "检查表!$A$1:$D$9"
    assert book["参数"].sheet_state == "hidden"
    assert book["检查表"].protection.sheet


def test_a_persons_comment_stays_and_ours_stands_behind_it():
    data = marked(rich(), line("C2"), line("D3"))
    sheet = opened(data)["检查表"]
    assert sheet["B2"].comment.text == "村里说再核"
    text = sheet["C2"].comment.text
    assert text.startswith("大概数\n")
    assert "这里填的是“35人左右”。" in text
    assert sheet["C2"].comment.author == "张某某"
    assert sheet["D3"].comment.author == "stardb"
    notes = {sheet.cell(*spot): text for sheet in read_book(data, "")[0] for spot, text in sheet.notes.items()}
    assert notes == {"B2": "村里说再核", "C2": "大概数"}  # what we said ourselves is not read


def test_an_empty_cell_to_be_filled_in_is_made_in_its_place():
    sheet = opened(marked(plain(), line("F2"), line("B9"), line("A1"), line("C7"))).worksheets[1]
    assert [sheet[cell].fill.fgColor.rgb for cell in ("F2", "B9", "A1", "C7")] == [RED] * 4
    assert [[cell.value for cell in row[:4]] for row in sheet.iter_rows(max_row=3)] == ROWS


def test_a_sheet_without_rows_is_marked_too():
    assert opened(marked(plain([]), line("B2"))).worksheets[1]["B2"].fill.fgColor.rgb == RED


def test_of_merged_cells_the_first_is_marked():
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "检查表"
    sheet["A1"], sheet["B2"], sheet["D5"] = "乡镇", "甲镇", 5
    sheet.merge_cells("B2:C4")
    stream = BytesIO()
    book.save(stream)
    after = opened(marked(stream.getvalue(), line("C3")))
    assert after["检查表"]["B2"].fill.fgColor.rgb == RED
    assert after["问题清单"]["D4"].hyperlink.location == "'检查表'!B2"


def test_a_marked_cell_keeps_what_it_had_but_its_fill():
    sheet = opened(marked(plain(C2="#00FF00"), line("C2"))).worksheets[1]
    assert sheet["C2"].font.b
    assert sheet["C2"].fill.fgColor.rgb.startswith("FFFFC8")


@pytest.mark.parametrize("own", [None, "#00FF00"])
def test_returned_again_a_workbook_has_only_the_marks_that_are_left(own):
    first = marked(plain(**({"C2": own} if own else {})), line("C2"), line("D3"))
    again = opened(marked(first, line("D3")))
    assert again.sheetnames == ["问题清单", "检查表"]
    fill = again["检查表"]["C2"].fill
    assert (fill.fgColor.rgb == "FF00FF00") if own else (fill.patternType in (None, "none"))
    assert again["检查表"]["C2"].comment is None
    assert again["检查表"]["D3"].comment.text.count("stardb") == 1
    assert again["检查表"]["D3"].fill.fgColor.rgb == RED
    assert again["问题清单"].max_row == 4


def test_returned_again_a_persons_comment_is_as_it_was():
    first = marked(rich(), line("C2"))
    comment = opened(marked(first, line("D3")))["检查表"]["C2"].comment
    assert comment.text == "大概数"


def test_the_same_file_gives_the_same_bytes():
    data = rich()  # made once: a package has the time of its making in it
    assert marked(data, line("C2")) == marked(data, line("C2"))


def test_the_copy_says_what_it_is_a_copy_of():
    data = plain()
    (stamp,) = {sheet.stamp for sheet in read_book(marked(data, line("C2")), "")[0]}
    assert '"file":"data/2022/检查.xlsx"' in stamp
    assert f'"digest":"{book_of(data).digest[:12]}"' in stamp


def test_a_form_keeps_its_own_stamp():
    book = openpyxl.load_workbook(BytesIO(plain()))
    name = openpyxl.workbook.defined_name.DefinedName("_stardb_form", attr_text='"表单"', hidden=True)
    book.worksheets[0].defined_names["_stardb_form"] = name
    stream = BytesIO()
    book.save(stream)
    sheets = {sheet.name: sheet.stamp for sheet in read_book(marked(stream.getvalue(), line("C2")), "")[0]}
    assert sheets["检查表"].startswith("表单\n")
    assert "return" in sheets["问题清单"]


def test_a_stamp_somebody_tampered_with_does_no_harm():
    book = openpyxl.load_workbook(BytesIO(marked(plain(C2="#00FF00"), line("C2"))))
    name = book.defined_names["_stardb_return"]
    name.attr_text = name.attr_text.replace("<patternFill", "<!DOCTYPE x><patternFill")
    stream = BytesIO()
    book.save(stream)
    with pytest.raises(UnreadableFile):
        marked(stream.getvalue(), line("C2"))
