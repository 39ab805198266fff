"""A marked workbook opens in LibreOffice, is saved by it, and is still known, its marks still taken back."""

import subprocess

import openpyxl
import pytest
from marked import book_of, line, marked, plain, rich

from stardb.returning.return_stamp import read_stamp


def saved(soffice, folder, data):
    """The workbook as LibreOffice writes it."""
    (folder / "sent.xlsx").write_bytes(data)
    command = [*soffice, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out")]
    subprocess.run([*command, str(folder / "sent.xlsx")], check=True, capture_output=True, timeout=180)
    return (folder / "out" / "sent.xlsx").read_bytes()


@pytest.mark.parametrize("made", [rich, plain])
def test_links_marks_and_comments_are_seen(soffice, tmp_path, made):
    (tmp_path / "out.xlsx").write_bytes(saved(soffice, tmp_path, marked(made(), line("C2"), line("D3", "D117"))))
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.worksheets[0].title == "问题清单"
    assert book["检查表"]["C2"].fill.fgColor.rgb == "FFFFC8C8"
    assert "这里填的是“35人左右”。" in book["检查表"]["C2"].comment.text
    assert book["问题清单"]["D4"].hyperlink.location in ("'检查表'!C2", "检查表!C2")


def test_a_copy_saved_there_is_known_and_its_marks_go(soffice, tmp_path):
    back = saved(soffice, tmp_path, marked(plain(C2="#00FF00"), line("C2"), line("D3")))
    stamp = read_stamp(book_of(back).sheets)
    assert stamp is not None
    assert (stamp.file, stamp.listing) == ("data/2022/检查.xlsx", "问题清单")
    (tmp_path / "again.xlsx").write_bytes(marked(back, line("D3")))
    sheet = openpyxl.load_workbook(tmp_path / "again.xlsx")["检查表"]
    assert sheet["C2"].comment is None
    assert sheet["C2"].fill.fgColor.rgb == "FF00FF00"
    assert sheet["D3"].fill.fgColor.rgb == "FFFFC8C8"
