"""One table of those of several stages, cell by cell; expected values worked out by hand."""

from fractions import Fraction

from staged import RULES, column, make, told

USE = "stages: {use: [县核, 镇评, 自评]}"
SELF = [["甲镇", "东庄", 90], ["甲镇", "西庄", 70]]


def test_the_first_stage_that_is_filled_in_counts_cell_by_cell(tmp_path):
    files = {
        "自评/甲镇.xlsx": SELF,
        "自评/乙镇.xlsx": [["乙镇", "南庄", 66]],
        "镇评/甲镇.xlsx": [["甲镇", "东庄", 85], ["甲镇", "西庄", None]],
        "县核/县.xlsx": [["甲镇", "东庄", 80]],
    }
    found = make(tmp_path, USE, files)
    # 东庄 by the county, 西庄 left blank by the township, 南庄 by itself alone
    assert column(found) == [80, 70, 66]
    table = found.intakes["little"].tables.single["检查表"]
    assert [str(table.place(i, "得分")) for i in range(3)] == [
        "data/2022/县核/县.xlsx!检查表!C2",
        "data/2022/自评/甲镇.xlsx!检查表!C3",
        "data/2022/自评/乙镇.xlsx!检查表!C2",
    ]
    assert not [one for one in found.problems if one.severity.value != "提示"]


def test_a_cell_that_cannot_be_read_is_unknown_and_what_comes_after_is_not_taken(tmp_path):
    files = {"自评/甲镇.xlsx": SELF, "镇评/甲镇.xlsx": [["甲镇", "东庄", "约85"], ["甲镇", "西庄", "/"]]}
    found = make(tmp_path, USE, files)
    assert column(found) == [None, 70, None]
    assert told(found, "D122") == [("data/2022/镇评/甲镇.xlsx!检查表!C2", "约85")]


def test_two_rows_of_one_stage_that_contradict_each_other_are_unknown(tmp_path):
    files = {"自评/甲镇.xlsx": SELF, "镇评/甲镇.xlsx": [["甲镇", "东庄", 85], ["甲镇", "东庄", 86]]}
    assert column(make(tmp_path, USE, files)) == [None, 70, None]


def test_what_a_blank_stands_for_counts_only_where_no_stage_has_filled_the_cell(tmp_path):
    rules = RULES.replace("between: [0, 100]", "blank: 0")
    files = {"自评/甲镇.xlsx": SELF, "镇评/甲镇.xlsx": [["甲镇", "东庄", None], ["乙镇", "南庄", None]]}
    assert column(make(tmp_path, USE, files, rules)) == [90, 70, 0]


def test_a_required_column_may_be_blank_in_one_stage_but_not_in_all(tmp_path):
    rules = RULES.replace("between: [0, 100]", "required: true")
    files = {
        "自评/甲镇.xlsx": [["甲镇", "东庄", 90], ["甲镇", "西庄", None]],
        "镇评/甲镇.xlsx": [["甲镇", "东庄", None]],
    }
    found = make(tmp_path, USE, files, rules)
    assert told(found, "D121") == []
    assert told(found, "D274") == [("data/2022/自评/甲镇.xlsx!检查表!C3", "空")]


WEIGH = "stages: {weigh: {自评: 10%, 镇评: 30%, 县核: 60%}MORE}"
THREE = {
    "自评/甲镇.xlsx": [["甲镇", "东庄", 91], ["甲镇", "西庄", 70]],
    "镇评/甲镇.xlsx": [["甲镇", "东庄", 82], ["甲镇", "西庄", 60]],
    "县核/县.xlsx": [["甲镇", "东庄", 85]],
}


def test_stages_are_weighed_exactly(tmp_path):
    found = make(tmp_path, WEIGH.replace("MORE", ""), THREE)
    # 9.1 + 24.6 + 51 = 84.7; 西庄 has none of the county, 南庄 none at all
    assert column(found) == [Fraction("84.7"), None, None]
    absent = sorted(one.message for one in found.problems if one.code in ("D145", "D146"))
    assert absent == [
        "“乙镇/南庄”在“检查表（县核）”里没有一行。",
        "“乙镇/南庄”在“检查表（自评）”里没有一行。",
        "“乙镇/南庄”在“检查表（镇评）”里没有一行。",
        "“甲镇/西庄”在“检查表（县核）”里没有一行。",
    ]


def test_what_a_missing_stage_comes_to_is_as_the_rule_says(tmp_path):
    # 西庄: (0.1 × 70 + 0.3 × 60) ÷ 0.4 = 25 ÷ 0.4 = 62.5; as nothing: 25
    rest = make(tmp_path / "rest", WEIGH.replace("MORE", ", missing: rest"), THREE)
    assert column(rest) == [Fraction("84.7"), Fraction("62.5"), None]
    zero = make(tmp_path / "zero", WEIGH.replace("MORE", ", missing: zero"), THREE)
    assert column(zero) == [Fraction("84.7"), 25, None]


def test_an_unreadable_stage_is_not_a_missing_one(tmp_path):
    files = {**THREE, "县核/县.xlsx": [["甲镇", "东庄", 85], ["甲镇", "西庄", "待核"]]}
    assert column(make(tmp_path, WEIGH.replace("MORE", ", missing: rest"), files))[1] is None
