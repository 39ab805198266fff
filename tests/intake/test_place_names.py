"""What villages belong to, and villages themselves, under other names; rows without a township."""

import pytest

from stardb.intake.place_names import PlaceNames, are_alike, name_forms


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("东村镇", "东村镇人民政府", True),
        ("东村镇", "东村镇党委", True),
        ("东村镇", "中共东村镇委员会", True),
        ("东村镇", "东村", True),
        ("东村乡", "东村镇", False),
        ("东村镇", "新东村镇", False),
        ("城关街道", "城关街道办事处", True),
        ("城关街道", "城关街道办", True),
        ("城关街道", "城关", True),
        ("城关街道", "城关镇", False),
        ("李家村", "李家村委会", True),
    ],
)
def test_names_of_one_township(one, other, same):
    assert are_alike(one, other) is same
    assert are_alike(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("李家村", "李家村村民委员会", True),
        ("李家村", "李家村党总支", True),
        ("李家村", "李家村委", True),
        ("李家社区", "李家居委会", True),
        ("李家村第一党支部", "李家村第二党支部", False),
    ],
)
def test_names_of_one_village(one, other, same):
    assert bool(name_forms(one) & name_forms(other)) is same


@pytest.mark.parametrize("town", ["东村", "东村镇政府", "东村镇党委", "中共东村镇委员会"])
def test_a_township_under_another_name(rostered, look, town):
    rostered.send("检查", [look.HEADER, [town, *look.CHECK[1][1:]], *look.CHECK[2:]])
    intake = rostered.read()
    assert look.codes(intake) == ["D144"]
    assert f"“{town}”即“东村镇”" in look.only(intake, "D144").message
    assert look.column(intake.tables.single["检查表"], "党员")[0] == "35"


def test_a_township_that_may_be_two_is_not_chosen(desk, look):
    desk.send("名册", [look.ROSTER[0], ["东村镇", "李家村", "村"], ["东村乡", "王家村", "村"]])
    desk.send("检查", [look.HEADER, ["东村", "李家村", 1, 1, 0.5, "√"]])
    assert "D143" in look.codes(desk.read())


def test_a_village_with_its_township_before_it(rostered, look):
    rostered.send("检查", [look.HEADER, ["东村镇", "东村镇李家村党支部", *look.CHECK[1][2:]], *look.CHECK[2:]])
    intake = rostered.read()
    assert look.codes(intake) == ["D144"]
    assert look.column(intake.tables.single["检查表"], "党员")[0] == "35"


def test_a_row_without_a_township_whose_village_is_one_of_a_kind(rostered, look):
    rostered.send("检查", [*look.CHECK[:4], [None, "赵家社区居委会", *look.CHECK[4][2:]]])
    intake = rostered.read()
    note = look.only(intake, "D157")
    assert "西村镇/赵家社区" in note.message
    assert note.place.cell == "B5"
    assert look.column(intake.tables.single["检查表"], "党员")[3] == "21"


def test_a_row_without_a_township_whose_village_two_townships_have(rostered, look):
    rostered.send("检查", [look.HEADER, *look.CHECK[2:], [None, "李家村", *look.CHECK[1][2:]]])
    intake = rostered.read()
    problem = look.only(intake, "D158")
    assert problem.expected == "东村镇/李家村、西村镇/李家村"
    assert problem.place.cell == "B5"
    assert look.column(intake.tables.single["检查表"], "党员")[0] == "待定"


def test_who_is_missing_and_who_is_unknown_is_data(rostered, look):
    rostered.send("检查", [*look.CHECK[:3], ["西村镇", "李佳村", 1, 1, 0.5, "√"], ["北山镇", "石桥村", 1, 1, 0.5, "√"]])
    intake = rostered.read()
    told = [(gap.title, gap.group, gap.table, str(gap.place)) for gap in intake.missing]
    assert told == [
        ("西村镇/李家村", "西村镇", "检查表", "data/0 名册.xlsx!表!B4"),
        ("西村镇/赵家社区", "西村镇", "检查表", "data/0 名册.xlsx!表!B5"),
    ]
    strangers = {(gap.title, gap.group, gap.rows): gap.nearest for gap in intake.unknown}
    assert strangers[("西村镇/李佳村", "西村镇", 1)] == ("李家村",)
    assert ("北山镇", "北山镇", 1) in strangers


def test_a_bare_name_of_a_village_and_a_community_is_not_chosen():
    names = PlaceNames([("东村镇", "东庄村"), ("东村镇", "东庄社区"), ("东村镇", "王家村")])
    assert names.similar(("东村镇", "东庄")) is None
    assert names.similar(("东村镇", "东庄村委会")) == 0
    assert names.similar(("东村镇", "东庄居委会")) == 1
    assert names.similar(("东村镇", "王家")) == 2
    assert names.anywhere("东庄") == [0, 1]
