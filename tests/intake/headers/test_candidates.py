"""All schemes' tables compete for a sheet: the one that it is has it, and no other reads it by halves."""

import pytest

from stardb.books import Sheet
from stardb.intake import ReadingOptions, match_sheets, read_all, report_unmatched
from stardb.intake.matching.form_id import FormId
from stardb.intake.reading_options import NO_TABLE
from stardb.rulebook import TableSpec

KEYS = ("乡镇", "村")


def table(*columns, aliases=(), **more):
    declared = {name: {"type": "text" if name in KEYS else "number"} for name in (*KEYS, *columns)}
    for name in aliases:
        declared[name]["aliases"] = aliases[name]
    return TableSpec.model_validate({"key": list(KEYS), "columns": declared, **more})


def roster(*columns):
    return table(*columns, name="村", group="乡镇")


FIRST = {"名册": roster("户数"), "检查": table("党员", "收入", "合格")}
SECOND = {"花名册": roster("户数"), "考核": table("党员", "收入", "信访", "得分")}
LISTED = Sheet("0.xlsx", "表", [[*KEYS, "户数"], ["甲镇", "东庄", 100], ["甲镇", "西庄", 200]])
CHECK = Sheet("1.xlsx", "表", [[*KEYS, "党员", "收入", "合格"], ["甲镇", "东庄", 1, 2, 3], ["甲镇", "西庄", 4, 5, 6]])
MARKED = Sheet("2.xlsx", "表", [[*KEYS, "党员", "收入", "信访", "得分"], ["甲镇", "东庄", 7, 8, 9, 10]])


def sources(intake):
    tables = intake.tables
    return {name: [s.file for s in table.sources] for name, table in {**tables.single, **tables.many}.items()}


def test_a_sheet_that_is_one_scheme_s_is_not_the_other_s_by_halves():
    found = read_all([LISTED, CHECK, MARKED], {"甲": FIRST, "乙": SECOND})
    assert sources(found["甲"]) == {"名册": ["0.xlsx"], "检查": ["1.xlsx"]}
    assert sources(found["乙"]) == {"花名册": ["0.xlsx"], "考核": ["2.xlsx"]}


def test_a_table_two_schemes_share_is_read_by_both():
    found = read_all([LISTED, CHECK], {"甲": FIRST, "乙": {**FIRST}})
    assert sources(found["甲"]) == sources(found["乙"]) == {"名册": ["0.xlsx"], "检查": ["1.xlsx"]}


def test_a_roster_of_names_alone_does_not_take_other_sheets():
    names = Sheet("0.xlsx", "表", [[*KEYS], ["甲镇", "东庄"]])
    found = read_all([names, CHECK, MARKED], {"甲": {**FIRST, "名册": roster()}, "乙": SECOND})
    assert sources(found["甲"])["名册"] == ["0.xlsx"]
    assert found["甲"].tables.subjects.keys == ("甲镇/东庄",)


def test_a_roster_of_names_alone_without_a_sheet_has_those_of_its_scheme_s_tables():
    found = read_all([CHECK, MARKED], {"甲": {**FIRST, "名册": roster()}, "乙": {**SECOND, "花名册": roster()}})
    assert sources(found["甲"])["名册"] == ["1.xlsx"]
    assert sources(found["乙"])["花名册"] == ["2.xlsx"]


def test_a_roster_may_stand_in_a_sheet_that_holds_more():
    both = Sheet("1.xlsx", "表", [[*KEYS, "户数", "党员", "收入", "合格"], ["甲镇", "东庄", 100, 1, 2, 3]])
    found = read_all([both], {"甲": FIRST})["甲"]
    assert sources(found) == {"名册": ["1.xlsx"], "检查": ["1.xlsx"]}


TWINS = {"名册": roster("户数"), "检查表": FIRST["检查"], "复查表": FIRST["检查"]}


def test_of_two_tables_alike_a_sheet_is_the_one_its_name_or_title_says():
    named = Sheet("1.xlsx", "检查表", CHECK.rows)
    titled = Sheet("2.xlsx", "表", [["2022年村级复查表", "", "", "", ""], *CHECK.rows])
    found = read_all([LISTED, named, titled], {"甲": TWINS})["甲"]
    assert sources(found) == {"名册": ["0.xlsx"], "检查表": ["1.xlsx"], "复查表": ["2.xlsx"]}


def test_a_name_that_says_both_settles_nothing():
    found = read_all([LISTED, Sheet("1.xlsx", "检查表复查表", CHECK.rows)], {"甲": TWINS})["甲"]
    assert "D112" in {problem.code for problem in found.problems}


def stamped(rows, table, header=1):
    stamp = FormId("2022", {"甲": "0123456789ab"}, table, header)
    return Sheet("1.xlsx", "表", rows, stamp=stamp.to_text())


def test_a_form_is_the_table_its_stamp_says():
    found = read_all([LISTED, stamped(CHECK.rows, "复查表")], {"甲": TWINS})["甲"]
    assert sources(found)["复查表"] == ["1.xlsx"]
    assert sources(found)["检查表"] == []
    assert "D112" not in {problem.code for problem in found.problems}


def test_a_form_whose_titles_were_changed_is_read_by_its_header():
    rows = [[*KEYS, "党员", "收入", "合格数"], ["甲镇", "东庄", 1, 2, 3]]
    found = read_all([LISTED, stamped(rows, "检查")], {"甲": FIRST})["甲"]
    (problem,) = [p for p in found.problems if p.code == "D163"]
    assert "合格" in problem.message
    assert sources(found)["检查"] == ["1.xlsx"]


def test_a_stamp_that_is_none_changes_nothing():
    for text in ("", "{", "[]", '{"form": {"table": 3}}', '{"return": {}}'):
        sheet = Sheet("1.xlsx", "表", CHECK.rows, stamp=text)
        assert sources(read_all([LISTED, sheet], {"甲": FIRST})["甲"])["检查"] == ["1.xlsx"]


def test_a_roster_of_keys_alone_read_from_two_tables_says_nothing_of_who_stands_in_both(desk, look):
    keys = TableSpec.model_validate(
        {
            "key": ["乡镇", "村"],
            "name": "村",
            "group": "乡镇",
            "columns": {"乡镇": {"type": "text"}, "村": {"type": "text"}},
        }
    )
    other = TableSpec.model_validate(
        {
            "key": ["乡镇", "村"],
            "columns": {"乡镇": {"type": "text"}, "村": {"type": "text"}, "户数": {"type": "number"}},
        }
    )
    desk.send("检查", look.CHECK)
    desk.send("户数", [["乡镇", "村", "户数"], *([*row[:2], 100] for row in look.CHECK[1:])])
    intake = desk.read({"名册": keys, "检查表": look.SCHEME["检查表"], "户数表": other})
    assert len(intake.tables.subjects) == 4
    assert intake.problems == ()


SUBSIDY = [[*KEYS, "补贴"], ["甲镇", "东庄村", 5], ["甲镇", "西庄", 6]]
NAMES = {"名册": roster(), "检查表": table("收入")}
NAMED_ROSTER = Sheet("名册.csv", "名册", [[*KEYS], ["甲镇", "东庄"], ["甲镇", "西庄"]])


def told(intake):
    return [problem.code for problem in intake.problems]


def seen(intake, name, column):
    held = intake.tables.single[name].columns[column]
    return dict(zip(intake.tables.subjects.keys, (held.at(i) for i in range(len(held))), strict=True))


@pytest.mark.parametrize(
    ("file", "sheet"),
    [("1.xlsx", "检查表"), ("检查表.xlsx", "Sheet1"), ("1.xlsx", "一、检查表"), ("1.xlsx", "检 查 表")],
)
def test_a_sheet_named_like_a_table_is_that_table_whatever_its_columns(file, sheet):
    found = read_all([NAMED_ROSTER, Sheet(file, sheet, SUBSIDY)], {"甲": NAMES})["甲"]
    assert found.tables.subjects.keys == ("甲镇/东庄", "甲镇/西庄")  # not 东庄村 too
    assert sources(found) == {"名册": ["名册.csv"], "检查表": [file]}
    assert "D114" in told(found)  # it has no 收入


def test_a_sheet_that_is_its_table_by_name_is_not_taken_by_one_with_more_of_its_columns():
    sheets = [NAMED_ROSTER, Sheet("1.xlsx", "检查表", [[*KEYS, "补贴", "奖金"], ["甲镇", "东庄", 5, 6]])]
    found = read_all(sheets, {"甲": {**NAMES, "补贴表": table("补贴", "奖金")}})["甲"]
    assert (sources(found)["检查表"], sources(found)["补贴表"]) == (["1.xlsx"], [])
    assert "D147" in told(found)  # 补贴表 is missing


def test_a_file_s_name_is_that_of_a_sheet_only_where_the_sheet_tells_nothing_else():
    file = "检查表.xlsx"
    notes = Sheet(file, "填报人", [[*KEYS, "电话"], ["甲镇", "东庄村", "0351"]])
    check = Sheet(file, "Sheet1", [[*KEYS, "收入"], ["甲镇", "东庄", 5]])
    found = read_all([NAMED_ROSTER, check, notes], {"甲": NAMES})["甲"]
    assert sources(found) == {"名册": ["名册.csv"], "检查表": [file]}
    assert (seen(found, "检查表", "收入")["甲镇/东庄"], len(found.tables.subjects)) == (5, 2)


def test_tables_whose_names_have_spaces_are_found_by_them():
    data = table("值", aliases={"值": ["D01"]})
    specs = {"Measure Stars": roster("D01"), "Measure Data": data}
    rows = [[*KEYS, "D01"], ["甲镇", "东庄", 1]]
    found = read_all(
        [Sheet("b.xlsx", "Measure Stars", rows), Sheet("a.xlsx", "MeasureData", [rows[0], ["甲镇", "东庄", 5]])],
        {"甲": specs},
    )["甲"]
    assert sources(found) == {"Measure Stars": ["b.xlsx"], "Measure Data": ["a.xlsx"]}
    assert seen(found, "Measure Data", "值") == {"甲镇/东庄": 5}
    titled = [["Measure Data 2022", "", ""], *rows]
    found = read_all(
        [Sheet("b.xlsx", "x", [["Measure Stars", "", ""], *rows]), Sheet("a.xlsx", "y", titled)], {"甲": specs}
    )["甲"]
    assert sources(found) == {"Measure Stars": ["b.xlsx"], "Measure Data": ["a.xlsx"]}


def test_the_longer_of_two_names_in_a_title_is_meant():
    twins = {"名册": roster("户数"), "检查表": FIRST["检查"], "生态检查表": FIRST["检查"]}
    titled = Sheet("2.xlsx", "表", [["2022年生态检查表", "", "", "", ""], *CHECK.rows])
    found = read_all([LISTED, titled], {"甲": twins})["甲"]
    assert sources(found) == {"名册": ["0.xlsx"], "检查表": [], "生态检查表": ["2.xlsx"]}


def test_a_second_list_of_the_same_subjects_under_another_table_s_name_is_not_read():
    specs = {"测评星": roster("D01")}
    star = [["测评星表", "", ""], [*KEYS, "D01"], ["甲镇", "东庄", 1], ["甲镇", "西庄", 2]]
    data = [["测评值表", "", ""], [*KEYS, "D01"], ["甲镇", "东庄", 85], ["甲镇", "西庄", 90]]
    found = read_all([Sheet("测评值.csv", "测评值", data), Sheet("测评星.csv", "测评星", star)], {"甲": specs})["甲"]
    assert told(found) == ["D200"]
    assert seen(found, "测评星", "D01") == {"甲镇/东庄": 1, "甲镇/西庄": 2}


@pytest.mark.parametrize("name", ["Sheet1", "甲镇检查", "检查表补报", "附件1"])
def test_a_second_list_whose_name_tells_nothing_is_held_against_the_first(name):
    second = Sheet("2.xlsx", name, [[*KEYS, "收入"], ["甲镇", "东庄", 9]])
    first = Sheet("1.xlsx", "检查表", [[*KEYS, "收入"], ["甲镇", "东庄", 5], ["甲镇", "西庄", 6]])
    found = read_all([NAMED_ROSTER, first, second], {"甲": NAMES})["甲"]
    assert told(found) == ["D142"]
    assert seen(found, "检查表", "收入") == {"甲镇/东庄": None, "甲镇/西庄": 6}


def test_a_list_with_other_names_for_some_of_the_roster_s_subjects_is_no_roster():
    found = read_all([NAMED_ROSTER, Sheet("1.xlsx", "补贴", SUBSIDY)], {"甲": {"名册": roster()}})["甲"]
    assert told(found) == ["D200"]
    assert found.tables.subjects.keys == ("甲镇/东庄", "甲镇/西庄")


def test_a_roster_from_each_township_is_one_roster():
    other = Sheet("乙镇.xlsx", "村级名单", [[*KEYS, "书记"], ["乙镇", "南庄", "张某某"]])
    found = read_all([NAMED_ROSTER, other], {"甲": {"名册": roster()}})["甲"]
    assert (told(found), len(found.tables.subjects)) == ([], 3)


BOTH = Sheet(
    "1.xlsx",
    "检查表",
    [[*KEYS, "收入"], ["甲镇", "东庄", 5], ["甲镇", "西庄", 6], [], [*KEYS, "荣誉", "级别"], ["甲镇", "东庄", 1, 2]],
)


def test_another_table_below_on_a_sheet_with_a_name_is_itself():
    rows = [[*row, *[""] * (4 - len(row))] for row in BOTH.rows]
    specs = {**NAMES, "荣誉表": table("荣誉", "级别")}
    found = read_all([NAMED_ROSTER, Sheet("1.xlsx", "检查表", rows)], {"甲": specs})["甲"]
    assert (seen(found, "检查表", "收入")["甲镇/西庄"], seen(found, "荣誉表", "级别")["甲镇/东庄"]) == (6, 2)


def assigned(entries, *sheets, specs=NAMES):
    options = ReadingOptions(sheets=entries)
    found = read_all([NAMED_ROSTER, *sheets], {"甲": specs}, "2022", options)["甲"]
    return sources(found), report_unmatched(match_sheets(sheets, {"甲": specs}, "2022", options)), found


MONEY = Sheet("data/2022/2022年01号 甲镇.xlsx", "Sheet1", [[*KEYS, "收入"], ["甲镇", "东庄", 5]])


@pytest.mark.parametrize(
    "entry", ["data/2022/2022年01号 甲镇.xlsx!Sheet1", "2021年2号 甲镇.xlsx!Sheet1", "data/2021/年号甲镇.xlsx!Sheet1"]
)
def test_a_sheet_a_clerk_has_excluded_is_not_read_nor_told_next_year_either(entry):
    held, notes, _ = assigned({entry: NO_TABLE}, MONEY)
    assert (held["检查表"], notes) == ([], [])


@pytest.mark.parametrize(
    "entry", ["甲镇.xlsx!Sheet1", "2022年01号 甲镇.xlsx!Sheet2", "data/2022年01号 甲镇.xlsx!Sheet1"]
)
def test_an_entry_for_another_file_or_sheet_excludes_none(entry):
    assert assigned({entry: NO_TABLE}, MONEY)[0]["检查表"] == [MONEY.file]


def test_a_sheet_a_clerk_has_assigned_is_that_table_and_no_other():
    twins = {**NAMES, "复查表": table("收入")}
    held, _, found = assigned({}, MONEY, specs=twins)
    assert "D112" in told(found)
    held, _, found = assigned({MONEY.file + "!Sheet1": "复查表"}, MONEY, specs=twins)
    assert (held["复查表"], held["检查表"]) == ([MONEY.file], [])


def test_of_two_files_alike_but_for_digits_the_one_with_these_digits_is_meant():
    first, second = (Sheet(f"附件{n}.xlsx", "Sheet1", MONEY.rows) for n in (1, 2))
    assert assigned({"附件1.xlsx!Sheet1": NO_TABLE}, first, second)[0]["检查表"] == ["附件2.xlsx"]
    assert assigned({"附件3.xlsx!Sheet1": NO_TABLE}, first, second)[0]["检查表"] == ["附件1.xlsx", "附件2.xlsx"]


def test_this_year_s_entry_goes_before_last_year_s():
    entries = {"检查2022.xlsx!Sheet1": "检查表", "检查2021.xlsx!Sheet1": NO_TABLE}
    sheet = Sheet("检查2022.xlsx", "Sheet1", MONEY.rows)
    assert assigned(entries, sheet)[0]["检查表"] == ["检查2022.xlsx"]
    assert assigned(dict(reversed(entries.items())), sheet)[0]["检查表"] == ["检查2022.xlsx"]
