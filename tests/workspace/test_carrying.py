"""What goes out with next year's forms, who is sent which table, and forms that come back in the place of what they were made from."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from workspaces import small, write_book

from stardb.problems import Problem, ProblemsError, Severity
from stardb.quantity import read_period
from stardb.rulebook import load_text
from stardb.workspace import open_workspace, read_inputs
from stardb.workspace.blank_forms import make_forms

RULES = """\
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
      学历: {type: text, carry: true}
      考核等次: {type: choice, required: true, choices: [优秀, 合格]}
  任职经历:
    key: 身份证号
    many: true
    carry: true
    columns:
      身份证号: {type: citizen_id, required: true, private: true}
      起: {type: date, required: true}
      止: {type: date, blank: 至今}
  表彰:
    key: 身份证号
    many: true
    columns:
      身份证号: {type: citizen_id, required: true, private: true}
      级别: {type: choice, required: true, choices: {县级: [县], 市级: [市]}}
      年度: {type: year}
  基本情况:
    key: 身份证号
    columns:
      身份证号: {type: citizen_id, required: true, private: true}
      党龄: {type: number, carry: true}
      得分: {type: number, unit: 分}
  县里评分:
    key: 身份证号
    owner: 县
    columns:
      身份证号: {type: citizen_id, required: true, private: true}
      评分: {type: number, unit: 分}
values:
  任职: {tenure: 任职经历, from: 起, to: 止, basis: 第一条}
  表彰数: {count_of: 表彰, basis: 第二条}
scores:
  加分:
    indicators:
      表彰: {from: 表彰数, points: 10, per: 1次, each: 2, basis: 第二条}
      得分: {from: 得分, points: 10, per: 1分, each: 1, basis: 第三条}
      评分: {from: 评分, points: 10, per: 1分, each: 1, basis: 第四条}
"""
ZHANG, LI, WANG, SUN = "141199197001010018", "141199197101010015", "141199197201010012", "14119919730101001X"
ROSTER = [
    ["乡镇", "姓名", "身份证号", "学历", "考核等次"],
    ["甲镇", "张某某", ZHANG, "大专", "优秀"],
    ["甲镇", "李某某", LI, "高中", "合格"],
    ["乙镇", "王某某", WANG, "初中", "优秀"],
]
POSTS = [
    ["身份证号", "起", "止"],
    [ZHANG, "2015-01-01", "2018-01-01"],
    [ZHANG, "2019-01-01", None],
    [WANG, "2020-02-01", None],
]
HONOURS = [["身份证号", "级别", "年度"], [LI, "县级", 2021]]
BASICS = [["身份证号", "党龄", "得分"], [ZHANG, 10, 9], [LI, 20, 8], [WANG, 30, 7]]


def county(root: Path, period: str = "2022", **sheets: object) -> Path:
    small(root, rules=RULES, period=period)
    (root / f"data/{period}/检查.xlsx").unlink()
    write_book(
        root / f"data/{period}/全县.xlsx",
        {"花名册": ROSTER, "任职经历": POSTS, "表彰": HONOURS, "基本情况": BASICS, **sheets},
    )
    return root


def books(root: Path, period: str, **options: bool) -> dict[str, openpyxl.Workbook]:
    made = make_forms(open_workspace(root, period), **options)
    return {name: openpyxl.load_workbook(made.folder / name) for name in made.files}


def header(sheet: Worksheet) -> int:
    return next(row[0].row for row in sheet if row[0].border.left.style)


def rows(sheet: Worksheet) -> list[list[object]]:
    below = [list(row) for row in sheet.iter_rows(min_row=header(sheet) + 1, values_only=True)]
    return [row for row in below if any(cell is not None for cell in row)]


def above(sheet: Worksheet) -> str:
    return "\n".join(str(row[0].value or "") for row in sheet.iter_rows(max_row=header(sheet) - 1))


def wrong(root: Path, period: str = "2022") -> list[Problem]:
    return [
        p
        for p in read_inputs(open_workspace(root, period)).problems
        if p.code[0] == "D" and p.severity is not Severity.NOTE
    ]


def test_next_year_s_form_has_what_still_holds_and_no_judgement(tmp_path: Path) -> None:
    book = books(county(tmp_path), "2023")["甲镇.xlsx"]
    assert book.sheetnames[:4] == ["花名册", "任职经历", "表彰", "基本情况"]
    assert rows(book["花名册"]) == [["张某某", ZHANG, "大专", None], ["李某某", LI, "高中", None]]
    assert "2023年度要新填：考核等次。" in above(book["花名册"])
    posts = [[str(cell)[:10] if i > 1 else cell for i, cell in enumerate(row)] for row in rows(book["任职经历"])]
    assert posts == [["张某某", ZHANG, "2015-01-01", "2018-01-01"], ["张某某", ZHANG, "2019-01-01", "至今"]]
    assert "从2022年度转来的" in above(book["任职经历"])
    assert rows(book["表彰"]) == []
    assert "空着交回" in above(book["表彰"])
    assert rows(book["基本情况"]) == [["张某某", ZHANG, 10, None], ["李某某", LI, 20, None]]
    assert "2023年度要新填：得分。" in above(book["基本情况"])


def test_a_record_table_with_a_period_says_that_each_has_one_row(tmp_path: Path) -> None:
    county(tmp_path)
    (tmp_path / "rules/little.yaml").write_text(
        RULES.replace("  表彰:\n", "  表彰:\n    period: 年度\n", 1), encoding="utf-8"
    )
    assert "同一个年度只填一行。" in above(books(tmp_path, "2023")["甲镇.xlsx"]["表彰"])


def test_what_is_carried_over_stands_out_and_may_be_changed(tmp_path: Path) -> None:
    sheet = books(county(tmp_path), "2023")["甲镇.xlsx"]["基本情况"]
    given, carried, anew = (sheet.cell(header(sheet) + 1, column) for column in (2, 3, 4))
    colours = [cell.fill.fgColor.rgb for cell in (given, carried, anew)]
    assert len({*colours}) == 3
    assert [cell.protection.locked for cell in (given, carried, anew)] == [True, False, False]


def test_a_table_of_the_county_s_own_is_made_once_for_the_county(tmp_path: Path) -> None:
    made = books(county(tmp_path), "2022")
    assert [*made] == ["甲镇.xlsx", "乙镇.xlsx", "小县.xlsx"]
    assert "县里评分" not in made["甲镇.xlsx"].sheetnames
    assert made["小县.xlsx"].sheetnames[0] == "县里评分"
    assert [row[:2] for row in rows(made["小县.xlsx"]["县里评分"])] == [
        ["张某某", ZHANG],
        ["李某某", LI],
        ["王某某", WANG],
    ]


def test_a_column_of_the_roster_may_say_who_fills_a_table_in(tmp_path: Path) -> None:
    county(tmp_path)
    rules = tmp_path / "rules/little.yaml"
    rules.write_text(RULES.replace("owner: 县", "owner: 学历"), encoding="utf-8")
    made = books(tmp_path, "2022")
    assert [*made] == ["甲镇.xlsx", "乙镇.xlsx", "大专.xlsx", "高中.xlsx", "初中.xlsx"]
    assert [row[1] for row in rows(made["高中.xlsx"]["县里评分"])] == [LI]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("owner: 县", "owner: 专班"), "R301"),
        (("    many: true\n    carry: true\n", "    many: true\n    period: 月\n"), "R301"),
        (("  基本情况:\n    key: 身份证号\n", "  基本情况:\n    key: 身份证号\n    period: 党龄\n"), "R203"),
        (("  基本情况:\n    key: 身份证号\n", "  基本情况:\n    key: 身份证号\n    repeats: count\n"), "R203"),
        (("    carry: true\n", "    carry: 是\n"), "R203"),
    ],
)
def test_what_does_not_hold_of_these_keys_is_told(change: tuple[str, str], code: str) -> None:
    def faults(text: str) -> list[str]:
        problems = load_text(text, "little.yaml", read_period("2022")).problems
        return [p.code for p in problems if p.severity is Severity.ERROR]

    assert faults(RULES) == []
    assert code in faults(RULES.replace(*change))


def send_back(root: Path, period: str, name: str) -> tuple[Path, openpyxl.Workbook]:
    book = books(root, period, with_roster=True)[name]
    return root / f"data/{period}" / name, book


def test_a_roster_that_came_back_unchanged_brings_no_problems(tmp_path: Path) -> None:
    root = county(tmp_path)
    before = wrong(root)
    path, book = send_back(root, "2022", "甲镇.xlsx")
    book.save(path)
    assert [p.code for p in wrong(root)] == [p.code for p in before]
    intake = read_inputs(open_workspace(root)).intakes["little"]
    assert len(intake.tables.subjects) == 3
    assert len(intake.tables.many["任职经历"]) == 3


def test_the_roster_that_came_back_replaces_the_township_s_rows(tmp_path: Path) -> None:
    root = county(tmp_path)
    path, book = send_back(root, "2022", "甲镇.xlsx")
    roster = book["花名册"]
    top = header(roster)
    for cell in roster[top + 2]:
        cell.value = None
    for column, value in enumerate(["孙某某", SUN, "本科", "合格"], 1):
        roster.cell(top + 3, column).value = value
    book.save(path)
    found = read_inputs(open_workspace(root))
    tables = found.intakes["little"].tables
    assert tables.subjects.keys == (WANG, ZHANG, SUN)
    (note,) = [p for p in found.problems if p.code == "D212" and p.place.sheet == "花名册"]
    assert "没有了李某某；新增孙某某" in note.message
    assert "data/2022/全县.xlsx" in note.message
    assert {p.code for p in wrong(root)} == {"D143", "D145", "D147"}  # 李某某's old rows; 孙某某's are still to come


def test_records_that_went_out_with_a_form_are_replaced_by_it(tmp_path: Path) -> None:
    root = county(tmp_path)
    path, book = send_back(root, "2022", "甲镇.xlsx")
    sheet = book["任职经历"]
    for cell in sheet[header(sheet) + 1]:
        cell.value = None
    book.save(path)
    intake = read_inputs(open_workspace(root)).intakes["little"]
    assert [intake.tables.many["任职经历"].rows_of(i) for i in range(3)] == [range(1), range(1, 2), range(2, 2)]
    assert not {"D210", "D211", "D142"} & {p.code for p in intake.problems}


def test_a_form_of_another_year_replaces_nothing(tmp_path: Path) -> None:
    root = county(tmp_path)
    _, book = send_back(root, "2023", "甲镇.xlsx")
    sheet = book["花名册"]
    for cell in sheet[header(sheet) + 2]:
        cell.value = None
    book.save(root / "data/2022/甲镇.xlsx")
    assert len(read_inputs(open_workspace(root)).intakes["little"].tables.subjects) == 3


def test_a_row_of_a_form_with_nothing_filled_in_gives_way_to_one_that_is(tmp_path: Path) -> None:
    root = county(tmp_path)
    before = {p.code for p in wrong(root)}
    path, book = send_back(root, "2022", "乙镇.xlsx")
    book.save(path)
    found = read_inputs(open_workspace(root))
    basics = found.intakes["little"].tables.single["基本情况"]
    assert sorted(basics.columns["得分"].at(i) for i in range(3)) == [7, 8, 9]
    assert {p.code for p in wrong(root)} == before


def test_carried_rows_of_who_has_left_are_a_note(tmp_path: Path) -> None:
    root = county(tmp_path)
    book = books(root, "2023")["乙镇.xlsx"]
    roster = book["花名册"]
    for column, value in enumerate(["孙某某", SUN, "本科", "合格"], 1):
        roster.cell(header(roster) + 1, column).value = value
    (root / "data/2023").mkdir()
    book.save(root / "data/2023/乙镇.xlsx")
    found = read_inputs(open_workspace(root, "2023"))
    assert [p.severity.value for p in found.problems if p.code == "D214"] == ["提示"]
    assert "D143" not in {p.code for p in found.problems if p.place.sheet == "任职经历"}


def test_a_new_county_gets_a_blank_roster(tmp_path: Path) -> None:
    root = small(tmp_path, rules=RULES)
    (root / "data/2022/检查.xlsx").unlink()
    with pytest.raises(ProblemsError) as caught:
        make_forms(open_workspace(root))
    (told,) = caught.value.problems
    assert told.code == "W501"
    assert "乡镇、姓名、身份证号、考核等次" in told.remedy
    assert "--roster" in told.remedy
    made = books(root, "2022", with_roster=True)
    assert [*made] == ["小县.xlsx"]
    sheet = made["小县.xlsx"]["花名册"]
    assert [str(cell.value).lstrip("*") for cell in sheet[header(sheet)]] == ROSTER[0]
    assert rows(sheet) == []
    for i, row in enumerate(ROSTER[1:], 1):
        for j, value in enumerate(row, 1):
            sheet.cell(header(sheet) + i, j).value = value
    made["小县.xlsx"].save(root / "data/2022/小县.xlsx")
    assert len(read_inputs(open_workspace(root)).intakes["little"].tables.subjects) == 3


def test_a_roster_that_lacks_a_column_is_named_with_what_it_lacks(tmp_path: Path) -> None:
    root = small(tmp_path, rules=RULES)
    (root / "data/2022/检查.xlsx").unlink()
    lacking = [[row[0], row[1], row[3], row[4]] for row in ROSTER]
    write_book(root / "data/2022/名册.xlsx", {"书记名单": lacking})
    with pytest.raises(ProblemsError) as caught:
        make_forms(open_workspace(root))
    told = next(p for p in caught.value.problems if p.code == "W501")
    assert told.found == "身份证号"
    assert (told.place.file, told.place.sheet) == ("data/2022/名册.xlsx", "书记名单")
    assert "缺少“身份证号”" in told.message
