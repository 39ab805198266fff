"""A record table in which a subject has no row: it has none, or nobody knows, as the rule says; and who says that it has none."""

import numpy as np
import pytest
from desks import TOWNSHIP, VILLAGE

from stardb.rulebook import TableSpec

POST = {
    "乡镇": TOWNSHIP,
    "村": VILLAGE,
    "书记": {"type": "text"},
    "起": {"type": "date", "required": True},
    "止": {"type": "date", "blank": "至今"},
}
ROSTER = {"乡镇": {**TOWNSHIP, "required": True}, "村": VILLAGE, "书记": {"type": "text"}}
HEADER = ["乡镇", "村", "书记", "起", "止", "本人无此项"]


def scheme(none="unknown", stretches=(("起", "止"),), decides=True):
    posts = TableSpec.model_validate({"key": ["乡镇", "村"], "many": True, "none": none, "columns": POST})
    return {
        "名册": TableSpec.model_validate({"key": ["乡镇", "村"], "name": "村", "group": "乡镇", "columns": ROSTER}),
        "任职经历": posts.with_uses(decides=decides, stretches=stretches),
    }


@pytest.fixture
def read(desk):
    """What is read of 李家村 and 王家村 in 东村镇, with these rows of posts."""

    def read(*rows, **how):
        desk.send("名册", [["乡镇", "村", "书记"], ["东村镇", "李家村", "张三"], ["东村镇", "王家村", "李四"]])
        desk.send("东村镇任职经历", [HEADER, *rows])
        return desk.read(scheme(**how))

    return read


LI = ["东村镇", "李家村", "张三", "2015-01-01", "至今", ""]


def none(intake):
    mask = intake.tables.many["任职经历"].none
    return [] if mask is None else np.flatnonzero(mask).tolist()


def lacking(intake):
    mask = intake.tables.many["任职经历"].lacking
    return [] if mask is None else np.flatnonzero(mask).tolist()


def test_who_has_no_row_is_missing(look, read):
    intake = read(LI)
    problem = look.only(intake, "D225")
    assert "王家村" in problem.message
    assert [(one.title, one.table) for one in intake.missing] == [("东村镇/王家村", "任职经历")]


def test_a_tick_says_that_there_is_none(look, read):
    intake = read(LI, ["东村镇", "王家村", "李四", "", "", "√"])
    assert look.codes(intake) == []
    assert none(intake) == [1]
    assert len(intake.tables.many["任职经历"]) == 1
    assert intake.missing == ()


def test_so_does_a_word_in_place_of_the_record(look, read):
    intake = read(LI, ["东村镇", "王家村", "李四", "无", "无", ""])
    assert look.codes(intake) == []
    assert none(intake) == [1]


def test_an_empty_or_crossed_box_says_nothing(look, read):
    assert look.codes(read(["东村镇", "李家村", "张三", "2015-01-01", "", "×"], [*LI[:1], "王家村", *LI[2:]])) == []


def test_a_tick_beside_a_record_is_a_contradiction(look, read):
    intake = read([*LI[:5], "√"], ["东村镇", "王家村", "李四", "2015-01-01", "", ""])
    assert look.only(intake, "D227").place.cell == "F2"
    assert lacking(intake) == [0]


def test_a_tick_in_one_row_and_a_record_in_another_is_a_contradiction(look, read):
    intake = read(LI, ["东村镇", "李家村", "张三", "", "", "√"], ["东村镇", "王家村", "李四", "2015-01-01", "", ""])
    assert "李家村" in look.only(intake, "D227").message
    assert (none(intake), lacking(intake)) == ([], [0])


def test_where_no_row_means_none_nobody_is_missing(look, read):
    intake = read(LI, none="means_none")
    assert look.codes(intake) == []
    assert intake.missing == ()


def test_what_is_only_supposed_to_be_none_is_told_once(look, read):
    intake = read(LI, none=None, decides=False)
    assert look.only(intake, "D228").message == "“任职经历”：2个对象里1个没有一行，都当作没有。"


def test_a_township_that_sent_nothing_is_missing_as_a_whole(look, desk):
    desk.send("名册", [["乡镇", "村", "书记"], ["东村镇", "李家村", "张三"], ["西村镇", "王家村", "李四"]])
    desk.send("东村镇任职经历", [HEADER, LI])
    desk.send("南村镇任职经历", [HEADER])
    intake = desk.read(scheme("means_none"))
    assert look.codes(intake) == ["D148"]
    assert [one.title for one in intake.missing] == ["西村镇/王家村"]


def test_a_last_day_before_the_first_is_no_stretch(look, read):
    intake = read(["东村镇", "李家村", "张三", "2020-01-01", "2015-12-31", ""], [*LI[:1], "王家村", *LI[2:]])
    problem = look.only(intake, "D226")
    assert (problem.place.cell, problem.found) == ("E2", "2015-12-31")
    assert look.column(intake.tables.many["任职经历"], "止") == ["待定", "至今"]


def test_a_last_month_may_be_the_first_day_s_own(look, read):
    intake = read(["东村镇", "李家村", "张三", "2020-03-15", "2020年3月", ""], [*LI[:1], "王家村", *LI[2:]])
    assert look.codes(intake) == []
