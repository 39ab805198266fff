"""`make_forms`: one workbook a township, from the roster there is; filled in and put into data/, it is read as it was meant."""

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from workspaces import CHECKED, ROSTER, SCHEME, judge, results, small, where, write_book

from stardb.problems import ProblemsError
from stardb.workspace import open_workspace, read_inputs
from stardb.workspace.blank_forms import make_forms

SECRETARIES = """\
scheme: 书记积分
subject: 书记
basis: 试行办法
valid_from: 2020-01-01
tables:
  花名册:
    key: 身份证号
    name: 姓名
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      姓名: {type: text, required: true}
      身份证号: {type: citizen_id, required: true, private: true}
  表彰:
    key: 身份证号
    many: true
    columns:
      身份证号: {type: citizen_id, required: true, private: true}
      级别: {type: choice, required: true, choices: {县级: [县], 市级: [市]}}
values:
  表彰次数: {count_of: 表彰, basis: 第一条}
scores:
  加分:
    indicators:
      表彰: {from: 表彰次数, points: 10, per: 1次, each: 2, basis: 第二条}
"""
IDS = ["141199197001010018", "141199197101010015", "141199197201010012"]
CARRYING = SCHEME.replace("unit: 户, required: true}", "unit: 户, required: true, carry: true}")
PEOPLE = [
    ["乡镇", "姓名", "身份证号"],
    ["甲镇", "张某某", IDS[0]],
    ["甲镇", "李某某", IDS[1]],
    ["甲镇", "张某某", IDS[2]],
]


def people(root: Path) -> Path:
    """A workspace whose scheme rates secretaries, two of them namesakes; the roster is that of 2022."""
    small(root, rules=SECRETARIES)
    (root / "data/2022/检查.xlsx").unlink()
    write_book(root / "data/2022/名册.xlsx", {"花名册": PEOPLE})
    return root


def forms(root: Path, period: str, **options: object) -> dict[str, openpyxl.Workbook]:
    made = make_forms(open_workspace(root, period), **options)
    return {name: openpyxl.load_workbook(made.folder / name) for name in made.files}


def filled(sheet: openpyxl.worksheet.worksheet.Worksheet) -> list[list[object]]:
    """The rows below the header that hold anything."""
    rows = [list(row) for row in sheet.iter_rows(min_row=header(sheet) + 1, values_only=True)]
    return [row for row in rows if any(cell is not None for cell in row)]


def header(sheet: openpyxl.worksheet.worksheet.Worksheet) -> int:
    return next(row[0].row for row in sheet if row[0].border.left.style)


def cell(sheet: openpyxl.worksheet.worksheet.Worksheet, row: int, title: str) -> openpyxl.cell.Cell:
    """The cell of a column in the row-th row below the header, from 1."""
    top = header(sheet)
    column = next(c.column for c in sheet[top] if str(c.value).lstrip("*").partition("\n")[0] == title)
    return sheet.cell(top + row, column)


def roster_only(root: Path, period: str = "2022") -> Path:
    small(root, period=period)
    write_book(root / f"data/{period}/检查.xlsx", {"名册": ROSTER})
    return root


def test_each_township_gets_its_own_villages_in_the_tables_that_are_filled_in(tmp_path: Path) -> None:
    books = forms(roster_only(tmp_path), "2022")
    assert list(books) == ["甲镇.xlsx", "乙镇.xlsx"]
    assert books["甲镇.xlsx"].sheetnames == ["检查表"]
    assert filled(books["甲镇.xlsx"]["检查表"]) == [["甲镇", "东庄", None, None], ["甲镇", "西庄", None, None]]
    assert filled(books["乙镇.xlsx"]["检查表"]) == [["乙镇", "南庄", None, None]]


def test_without_a_roster_of_the_period_the_latest_earlier_one_is_sent_along(tmp_path: Path) -> None:
    small(tmp_path, period="2021", roster=[ROSTER[0], ["甲镇", "东庄", 70]])
    small(tmp_path)
    made = make_forms(open_workspace(tmp_path, "2024"))
    assert [(p.code, p.found) for p in made.problems] == [("W505", "2022")]
    book = openpyxl.load_workbook(made.folder / "甲镇.xlsx")
    assert book.sheetnames == ["名册", "检查表"]
    assert filled(book["名册"]) == [["东庄", None], ["西庄", None]], "户数 may be another this year"
    assert book["名册"]["A2"].value == "乡镇：甲镇"


def test_the_roster_of_the_period_is_sent_along_only_if_asked_for(tmp_path: Path) -> None:
    root = roster_only(tmp_path)
    assert forms(root, "2022", with_roster=True)["甲镇.xlsx"].sheetnames == ["名册", "检查表"]


def test_forms_filled_in_give_the_ratings_of_what_was_filled_in(tmp_path: Path) -> None:
    root = small(tmp_path, rules=CARRYING)
    wanted = {name: results(judge(root)["little"], i) for i, name in enumerate(("东庄", "西庄", "南庄"))}
    rows = {(town, village): values for town, village, *values in CHECKED[1:]}
    for name, book in forms(root, "2023").items():
        sheet = book["检查表"]
        for i, (town, village, *_) in enumerate(filled(sheet), 1):
            cell(sheet, i, "收入").value, cell(sheet, i, "换届").value = rows[town, village]
        (root / "data/2023").mkdir(parents=True, exist_ok=True)
        book.save(root / "data/2023" / name)
    found = read_inputs(open_workspace(root, "2023"))
    assert [p for p in found.problems if p.code.startswith("D")] == []
    again = judge(root, "2023")["little"]
    places = {"东庄": ("甲镇", "东庄"), "西庄": ("甲镇", "西庄"), "南庄": ("乙镇", "南庄")}
    assert {village: results(again, where(again, *place)) for village, place in places.items()} == wanted


def test_people_are_picked_by_name_and_namesakes_by_number(tmp_path: Path) -> None:
    book = forms(people(tmp_path), "2022")["甲镇.xlsx"]
    sheet = book["表彰"]
    assert [cell.value for cell in sheet[header(sheet)]] == ["姓名（供核对）", "*身份证号", "*级别"]
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    first = header(sheet) + 1
    last = first + 19
    assert lists[f"A{first}:A{last}"] == '"张某某,李某某"'
    beside = "OFFSET(_stardb!$B$1,MATCH($A{0},_stardb!$A$1:$A$3,0)-1,0,SUMPRODUCT(--(_stardb!$A$1:$A$3=$A{0})),1)"
    assert lists[f"B{first}:B{last}"] == f'IF($A{first}="",_stardb!$B$1:$B$3,{beside.format(first)})'
    pairs = [[cell.value for cell in row] for row in book["_stardb"]["A1:B3"]]
    assert pairs == [["张某某", IDS[0]], ["张某某", IDS[2]], ["李某某", IDS[1]]]
    assert book["_stardb"].sheet_state == "hidden"


def test_a_table_of_several_rows_filled_in_is_read(tmp_path: Path) -> None:
    root = people(tmp_path)
    book = forms(root, "2022")["甲镇.xlsx"]
    sheet = book["表彰"]
    for i, (name, number, level) in enumerate([("张某某", IDS[2], "县级"), ("张某某", IDS[2], "市级")], 1):
        cell(sheet, i, "姓名（供核对）").value, cell(sheet, i, "身份证号").value = name, number
        cell(sheet, i, "级别").value = level
    book.save(root / "data/2022/甲镇.xlsx")
    found = read_inputs(open_workspace(root))
    assert [p.code for p in found.problems if p.code.startswith("D")] == ["D228"]  # two have no row
    table = found.intakes["little"].tables.many["表彰"]
    assert [(int(table.subject[i]), table.columns["级别"].at(i)) for i in range(len(table))] == [
        (2, "县级"),
        (2, "市级"),
    ]


def test_files_that_are_there_already_are_kept(tmp_path: Path) -> None:
    root = roster_only(tmp_path)
    kept = root / "forms/2022/乙镇.xlsx"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"filled in")
    with pytest.raises(ProblemsError) as caught:
        make_forms(open_workspace(root))
    assert [(p.code, p.found) for p in caught.value.problems] == [("W503", "乙镇.xlsx")]
    assert [path.name for path in kept.parent.iterdir()] == ["乙镇.xlsx"]
    assert kept.read_bytes() == b"filled in"
    make_forms(open_workspace(root), overwrite=True)
    assert openpyxl.load_workbook(kept).sheetnames == ["检查表"]


def test_where_one_cannot_be_written_none_is(tmp_path: Path) -> None:
    root = roster_only(tmp_path)
    (root / "forms/2022/乙镇.xlsx").mkdir(parents=True)
    with pytest.raises(ProblemsError) as caught:
        make_forms(open_workspace(root), overwrite=True)
    assert [p.code for p in caught.value.problems] == ["W504"]
    assert [path.name for path in (root / "forms/2022").iterdir()] == ["乙镇.xlsx"]


def test_no_name_of_a_township_leads_out_of_the_folder_or_hides_another(tmp_path: Path) -> None:
    towns = ["../甲镇", ".._甲镇", "=乙镇", "con", "丙:镇"]
    root = roster_only(tmp_path)
    with xlsxwriter.Workbook(root / "data/2022/检查.xlsx", {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("名册")
        for i, row in enumerate([ROSTER[0], *([town, "东庄", 10] for town in towns)]):
            sheet.write_row(i, 0, row)
    to = tmp_path / "出" / "表"
    made = make_forms(open_workspace(root), to)
    assert made.files == ("_甲镇.xlsx", "_甲镇（2）.xlsx", "=乙镇.xlsx", "_con.xlsx", "丙_镇.xlsx")
    assert sorted(path.name for path in to.iterdir()) == sorted(made.files)
    assert [path.name for path in to.parent.iterdir()] == ["表"]
    assert filled(openpyxl.load_workbook(to / "=乙镇.xlsx")["检查表"])[0][:2] == ["=乙镇", "东庄"]


def test_without_any_roster_nothing_is_written(tmp_path: Path) -> None:
    root = small(tmp_path)
    (root / "data/2022/检查.xlsx").unlink()
    with pytest.raises(ProblemsError) as caught:
        make_forms(open_workspace(root))
    assert [p.code for p in caught.value.problems] == ["W501"]
    assert not (root / "forms").exists()


def test_who_belongs_to_no_township_is_told(tmp_path: Path) -> None:
    rules = SCHEME.replace("      乡镇: {type: text}\n", "").replace("key: [乡镇, 村]", "key: 村")
    rules = rules.replace("乡镇: {type: text, required: true}", "乡镇: {type: text}")
    root = small(tmp_path, rules=rules)
    write_book(root / "data/2022/检查.xlsx", {"名册": [ROSTER[0], [None, "北庄", 5], ROSTER[1]]})
    made = make_forms(open_workspace(root))
    assert made.files == ("甲镇.xlsx",)
    assert [(p.code, p.place.cell) for p in made.problems if p.code == "W502"] == [("W502", "A2")]


def test_the_same_workspace_gives_the_same_bytes(tmp_path: Path) -> None:
    made = [make_forms(open_workspace(roster_only(tmp_path / "甲")), tmp_path / name) for name in ("一", "二")]
    first, second = ({name: (one.folder / name).read_bytes() for name in one.files} for one in made)
    assert first == second
