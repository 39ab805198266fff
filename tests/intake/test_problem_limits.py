"""Very many faults of one kind: the first are told, the others counted; nothing is forgotten and nothing runs away."""

import pytest

from stardb.books import Sheet
from stardb.intake import read_tables
from stardb.intake.headers.likeness import CloseNames
from stardb.intake.problem_limits import PER_SHEET
from stardb.rulebook import TableSpec

TEXT = {"type": "text", "required": True}
SPECS = {
    "名册": TableSpec.model_validate(
        {"key": ["乡镇", "村"], "name": "村", "group": "乡镇", "columns": {"乡镇": TEXT, "村": TEXT}}
    ),
    "检查表": TableSpec.model_validate(
        {
            "key": ["乡镇", "村"],
            "columns": {"乡镇": {"type": "text"}, "村": TEXT, "收入": {"type": "money", "unit": "万元"}},
        }
    ),
}
MANY = {**SPECS, "检查表": SPECS["检查表"].model_copy(update={"many": True})}
ROSTER = Sheet("0.csv", "名册", [["乡镇", "村"], ["甲镇", "东庄"], ["甲镇", "西庄"], ["乙镇", "东庄"]])
ROWS = PER_SHEET + 500


def rows(*row):
    return Sheet(
        "1.csv", "检查表", [["乡镇", "村", "收入"], *([str(c).replace("#", str(i)) for c in row] for i in range(ROWS))]
    )


def told(intake, code):
    return [p for p in intake.problems if p.code == code]


@pytest.mark.parametrize(
    ("row", "code", "specs"),
    [
        (("甲镇", "某#村", 5), "D143", SPECS),
        (("甲镇", "某#村", 5), "D143", MANY),
        (("#镇", "某村", 5), "D143", SPECS),
        (("", "某#村", 5), "D143", SPECS),
        (("", "东庄", "#"), "D158", MANY),
        (("甲镇", "", "#"), "D121", SPECS),
        (("甲镇", "东庄", "若干"), "D122", MANY),
        (("甲镇", "东庄", 5), "D210", MANY),
    ],
)
def test_the_first_of_very_many_are_told_and_the_others_counted(row, code, specs):
    found = told(read_tables([ROSTER, rows(*row)], specs), code)
    assert len(found) == PER_SHEET + 1
    more = ROWS - PER_SHEET - (code == "D210")  # the first of the repeated rows is none
    assert found[-1].message.startswith(f"同样的问题还有{more}处（从")
    assert (found[-1].found, str(found[-1].place)) == (f"{more}处", "1.csv!检查表")


def test_every_sheet_has_its_own_first_ones():
    first = rows("甲镇", "某#村", 5)
    second = Sheet("2.csv", "检查表", [first.rows[0], ["甲镇", "别村", "5"]])
    found = told(read_tables([ROSTER, first, second], SPECS), "D143")
    assert (len(found), "2.csv" in {p.place.file for p in found}) == (PER_SHEET + 2, True)


def test_who_is_not_on_the_roster_is_counted_in_full():
    intake = read_tables([ROSTER, rows("甲镇", "某#村", 5)], SPECS)
    assert sum(unknown.rows for unknown in intake.unknown) == ROWS


@pytest.mark.parametrize("name", ["东庄村", "庄东", "东西庄", "庄庄", "某", ""])
def test_like_names_are_those_of_difflib(name):
    from difflib import get_close_matches

    names = ["东庄", "西庄", "东西", "庄东东", "大东庄村", "某某", "另一处"]
    assert CloseNames(names).find(name) == get_close_matches(name, names, n=3, cutoff=0.5)
