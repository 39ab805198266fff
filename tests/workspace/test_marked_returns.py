"""`make_returns`: which workbooks go back, where to, and what happens when they come again."""

import shutil
from io import BytesIO

import msoffcrypto.format.ooxml
import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from workspaces import CHECKED, ROSTER, set_cell, small, write_book

from stardb.problems import ProblemsError
from stardb.workspace import open_workspace, read_inputs
from stardb.workspace.marked_returns import make_returns

BAD = [CHECKED[0], ["甲镇", "东庄", "二十左右", "是"], ["甲镇", "西庄", 12, "否"]]
GOOD = [CHECKED[0], CHECKED[3]]


@pytest.fixture
def county(tmp_path):
    """A roster, 甲镇's workbook with a wrong cell, and 乙镇's, which is right."""
    root = small(tmp_path)
    data = root / "data" / "2022"
    (data / "检查.xlsx").unlink()
    write_book(data / "名册.xlsx", {"名册": ROSTER})
    write_book(data / "一.xlsx", {"检查表": BAD})
    write_book(data / "乙镇" / "二.xlsx", {"检查表": GOOD})
    return root


def returns(root, **how):
    return make_returns(open_workspace(root), **how)


def codes(root):
    return sorted(p.code for p in read_inputs(open_workspace(root)).problems if p.code.startswith("D"))


def files(root):
    folder = root / "returns" / "2022"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.xlsx"))


def test_only_workbooks_with_something_wrong_go_back_each_to_its_township(county):
    made = returns(county)
    assert [one.copy for one in made.returned] == ["甲镇/一.xlsx"] == files(county)
    assert made.clean == 2
    book = openpyxl.load_workbook(county / "returns" / "2022" / "甲镇" / "一.xlsx")
    assert book.sheetnames == ["问题清单", "检查表"]
    assert book["问题清单"]["D4"].hyperlink.location == "'检查表'!C2"
    assert book["问题清单"]["E4"].value == "收入"
    assert book["检查表"]["C2"].comment.author == "stardb"


def test_the_data_is_not_touched(county):
    before = {path: path.read_bytes() for path in (county / "data").rglob("*.xlsx")}
    returns(county)
    assert {path: path.read_bytes() for path in (county / "data").rglob("*.xlsx")} == before


def test_twice_gives_the_same_bytes(county):
    copies = []
    for _ in range(2):
        returns(county)
        copies.append((county / "returns" / "2022" / "甲镇" / "一.xlsx").read_bytes())
    assert copies[0] == copies[1]


def test_what_a_township_did_not_send_is_listed_in_its_own_workbook(county):
    write_book(county / "data" / "2022" / "一.xlsx", {"检查表": BAD[:2]})
    returns(county)
    listing = openpyxl.load_workbook(county / "returns" / "2022" / "甲镇" / "一.xlsx")["问题清单"]
    texts = [[cell.value for cell in row] for row in listing.iter_rows(min_row=4)]
    assert any("甲镇/西庄" in text[5] and text[3] is None for text in texts)


def test_corrected_and_put_in_its_place_nothing_is_left_to_return(county):
    returns(county)
    copy, sent = county / "returns" / "2022" / "甲镇" / "一.xlsx", county / "data" / "2022" / "一.xlsx"
    shutil.copy(copy, sent)
    set_cell(sent, "检查表", "C2", 20)
    found = read_inputs(open_workspace(county))
    (change,) = [p for p in found.problems if p.code == "D171"]
    assert (change.place.cell, change.message) == ("C2", "“二十左右”改成了“20”。")
    assert change.group == "甲镇"
    assert "D173" not in codes(county)
    assert returns(county).returned == ()
    assert files(county) == []


def test_corrected_under_another_name_it_replaces_the_first(county):
    returns(county)
    again = county / "data" / "2022" / "改好的.xlsx"
    shutil.copy(county / "returns" / "2022" / "甲镇" / "一.xlsx", again)
    set_cell(again, "检查表", "C2", 20)
    assert codes(county) == ["D171", "D172"]  # and nobody is double


def test_sent_again_as_it_was_returned_the_mark_is_told_to_be_unchanged(county):
    returns(county)
    shutil.copy(county / "returns" / "2022" / "甲镇" / "一.xlsx", county / "data" / "2022" / "一.xlsx")
    (told,) = [p for p in read_inputs(open_workspace(county)).problems if p.code == "D173"]
    assert "检查表!C2" in told.message


def test_an_old_format_comes_back_as_a_copy_and_the_copy_replaces_it(county):
    (county / "data" / "2022" / "一.xlsx").unlink()
    rows = "\n".join(",".join(map(str, row)) for row in BAD)
    (county / "data" / "2022" / "一.csv").write_text(rows, encoding="gb18030")
    returns(county)
    assert files(county) == ["甲镇/一.xlsx"]
    again = county / "data" / "2022" / "一.xlsx"
    shutil.copy(county / "returns" / "2022" / "甲镇" / "一.xlsx", again)
    set_cell(again, "一", "C2", 20)
    assert codes(county) == ["D171", "D172"]


def test_a_password_asked_for_closes_the_copy_too(county):
    path = county / "data" / "2022" / "一.xlsx"
    stream = BytesIO()
    OOXMLFile(BytesIO(path.read_bytes())).encrypt("密码", stream)
    path.write_bytes(stream.getvalue())
    assert [one.copy for one in returns(county, ask=lambda file: "密码").returned] == ["甲镇/一.xlsx"]
    assert msoffcrypto.OfficeFile(BytesIO((county / "returns/2022/甲镇/一.xlsx").read_bytes())).is_encrypted()


def test_without_workbooks_there_is_nothing_to_return(tmp_path):
    root = small(tmp_path)
    (root / "data" / "2022" / "检查.xlsx").unlink()
    with pytest.raises(ProblemsError) as caught:
        returns(root)
    assert [p.code for p in caught.value.problems] == ["W511", "W102"]
    assert not (root / "returns").exists()


def test_a_file_that_changed_since_it_was_read_is_told_and_the_others_go(county, monkeypatch):
    write_book(county / "data" / "2022" / "乙镇" / "二.xlsx", {"检查表": [CHECKED[0], ["乙镇", "南庄", "三~五", "是"]]})
    path = county / "data" / "2022" / "一.xlsx"

    def progress(what, done=0, total=0):
        if what == "标注" and done == 0:
            path.write_bytes(b"other")

    made = returns(county, progress=progress)
    assert [(p.code, p.place.file) for p in made.problems] == [("W512", "data/2022/一.xlsx")]
    assert files(county) == ["乙镇/二.xlsx"]


def test_a_township_named_like_a_path_and_a_folder_of_that_name_lead_nowhere_else(tmp_path):
    roster = [["乡镇", "村", "户数"], ["../甲", "东庄", 80]]
    root = small(tmp_path, roster=roster, checked=[CHECKED[0], ["../甲", "东庄", "二十左右", "是"]])
    assert [one.copy for one in returns(root).returned] == ["_甲/检查.xlsx"]


def test_two_files_that_would_have_one_path_keep_their_own(county):
    write_book(county / "data" / "2022" / "甲镇" / "一.xlsx", {"检查表": [CHECKED[0], ["甲镇", "西庄", "三~五", "否"]]})
    returns(county)
    assert files(county) == ["一.xlsx", "甲镇/一.xlsx"]
