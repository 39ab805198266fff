"""All schemes' tables compete for a sheet: the one that it is has it, and no other reads it by halves."""

from stardb.books import Sheet
from stardb.intake import read_all
from stardb.intake.stamps import FormStamp
from stardb.rulebook.tables import TableSpec

KEYS = ("乡镇", "村")


def table(*columns, **more):
    declared = {name: {"type": "text" if name in KEYS else "number"} for name in (*KEYS, *columns)}
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
    stamp = FormStamp("2022", {"甲": "0123456789ab"}, table, header)
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
