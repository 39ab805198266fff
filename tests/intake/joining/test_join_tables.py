"""Each row goes to its subject; doubles, strangers and the missing are said, with the cells to look at."""

import pytest

from stardb.books import Sheet
from stardb.intake import read_tables
from stardb.intake.matching.form_id import FormId
from stardb.intake.place_names import name_forms
from stardb.rulebook import TableSpec

ID_A, ID_B, ID_C = "14119919491204002X", "141199198001050014", "141199198001010012"


def test_rows_in_any_order_are_aligned_with_the_roster(rostered, look):
    rostered.send("检查", [look.HEADER, *reversed(look.CHECK[1:])])
    intake = rostered.read()
    table = intake.tables.single["检查表"]
    assert intake.tables.subjects.keys == ("东村镇/李家村", "东村镇/王家村", "西村镇/李家村", "西村镇/赵家社区")
    assert look.column(table, "党员") == ["35", "28", "20", "21"]
    assert list(table.row) == [5, 4, 3, 2]
    assert list(table.subject) == [0, 1, 2, 3]
    assert str(table.place(3, "党员")) == "data/检查.xlsx!表!C2"


def test_subjects_have_name_and_group(rostered):
    subjects = rostered.read().tables.subjects
    assert subjects.names == ("李家村", "王家村", "李家村", "赵家社区")
    assert subjects.groups == ("东村镇", "东村镇", "西村镇", "西村镇")


def test_one_table_from_many_workbooks(rostered, look):
    rostered.send("a/东村镇", [look.HEADER, *look.CHECK[1:3]])
    rostered.send("b/西村镇", [look.HEADER, *look.CHECK[3:]])
    intake = rostered.read()
    assert intake.problems == ()
    assert intake.files == ("data/0 名册.xlsx", "data/a/东村镇.xlsx", "data/b/西村镇.xlsx")
    assert str(intake.tables.single["检查表"].place(2, "村")) == "data/b/西村镇.xlsx!表!B2"


def test_two_alike_rows_for_one_village_count_once(rostered, look):
    rostered.send("检查", [*look.CHECK, look.CHECK[1]])
    intake = rostered.read()
    problem = look.only(intake, "D141")
    assert str(problem.place) == "data/检查.xlsx!表!B6"
    assert problem.found == "data/检查.xlsx!表!B2"
    assert look.column(intake.tables.single["检查表"], "党员")[0] == "35"


def test_two_rows_that_differ_keep_what_they_agree_on(rostered, look):
    rostered.send("检查", [*look.CHECK, ["东村镇", "李家村", 35, 99, 0.85, "×"]])
    intake = rostered.read()
    problem = look.only(intake, "D142")
    assert "“收入”、“换届”不一致" in problem.message
    row = look.row(intake.tables.single["检查表"])
    assert (row["党员"], row["合格率"]) == ("35", "85%")
    assert (row["收入"], row["换届"]) == ("待定", "待定")
    assert list(intake.tables.single["检查表"].row) == [2, 3, 4, 5], "the first row stands for the place"


def test_a_village_twice_on_the_roster(desk, look):
    desk.send("名册", [*look.ROSTER, ["东村镇", "李家村", "社区"], ["东村镇", "王家村", "村"]])
    intake = desk.read()
    assert len(intake.tables.subjects) == 4
    assert look.only(intake, "D142").place.cell == "B6"
    assert look.only(intake, "D141").place.cell == "B7"
    assert look.column(intake.tables.single["名册"], "类别") == ["待定", "村", "村", "社区"]


def test_a_village_the_roster_does_not_know(rostered, look):
    rostered.send("检查", [*look.CHECK, ["东村镇", "李佳村", 1, 1, 0.5, "√"]])
    intake = rostered.read()
    problem = look.only(intake, "D143")
    assert str(problem.place) == "data/检查.xlsx!表!B6"
    assert problem.expected == "李家村"
    assert len(intake.tables.single["检查表"]) == 4


def test_a_village_of_the_same_name_elsewhere_is_proposed(rostered, look):
    rostered.send("检查", [*look.CHECK, ["东村镇", "赵家社区", 1, 1, 0.5, "√"]])
    assert look.only(rostered.read(), "D143").expected == "西村镇/赵家社区"


def test_the_same_name_in_two_townships_is_two_villages(rostered, look):
    rostered.send("检查", look.CHECK)
    assert look.column(rostered.read().tables.single["检查表"], "党员")[::2] == ["35", "20"]


def test_a_township_the_roster_does_not_know_is_said_once(rostered, look):
    strange = [["东庄镇", f"{i}村", 1, 1, 0.5, "√"] for i in range(20)]
    rostered.send("检查", [*look.CHECK, *strange])
    problem = look.only(rostered.read(), "D143")
    assert "“东庄镇”" in problem.message
    assert "20行" in problem.message
    assert problem.expected == "东村镇"


@pytest.mark.parametrize("name", ["李家村委会", "李家村村委会", "李家村民委员会", "李家", "李家村党支部", "李家行政村"])
def test_another_way_of_writing_a_village(rostered, look, name):
    rostered.send("检查", [look.HEADER, ["东村镇", name, *look.CHECK[1][2:]], *look.CHECK[2:]])
    intake = rostered.read()
    assert f"“{name}”即“李家村”" in look.only(intake, "D144").message
    assert look.codes(intake) == ["D144"]
    assert look.column(intake.tables.single["检查表"], "党员")[0] == "35"


def test_two_names_that_might_be_meant_are_not_chosen_from(desk, look):
    desk.send("名册", [look.ROSTER[0], ["东村镇", "张", "村"], ["东村镇", "张村村", "村"]])
    desk.send("检查", [look.HEADER, ["东村镇", "张村", 1, 1, 0.5, "√"]])
    assert "D143" in look.codes(desk.read())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("东村", "东村村", True),
        ("东村", "东村村委会", True),
        ("李家社区", "李家社区居委会", True),
        ("李家社区", "李家居民委员会", True),
        ("李家社区", "李家社区党总支", True),
        ("李家村", "李家社区", False),
        ("李家村", "李家居委会", False),
        ("李家村", "新李家村", False),
    ],
)
def test_names_that_mean_one_place(one, other, same):
    assert bool(name_forms(one) & name_forms(other)) is same


def test_a_village_without_a_row_and_a_township_without_any(rostered, look):
    rostered.send("检查", [look.HEADER, look.CHECK[1]])
    intake = rostered.read()
    village = look.only(intake, "D145")
    assert "“东村镇/王家村”" in village.message
    assert str(village.place) == "data/0 名册.xlsx!表!B3"
    assert "“西村镇”没有报“检查表”，2个" in look.only(intake, "D146").message
    table = intake.tables.single["检查表"]
    assert list(table.row) == [2, -1, -1, -1]
    assert list(table.source) == [0, -1, -1, -1]
    assert table.place(1, "党员") is None
    assert look.column(table, "党员") == ["35", "待定", "待定", "待定"]


def test_a_table_nobody_sent(rostered, look):
    intake = rostered.read()
    assert look.codes(intake) == ["D147"]
    assert look.column(intake.tables.single["检查表"], "换届") == ["待定"] * 4


def test_without_a_roster_there_is_nobody(desk, look):
    desk.send("检查", look.CHECK)
    intake = desk.read()
    assert look.codes(intake) == ["D118"]
    assert len(intake.tables.subjects) == 0
    assert len(intake.tables.single["检查表"]) == 0


def test_an_empty_folder(desk, look):
    intake = desk.read()
    assert look.codes(intake) == ["D118"]
    assert intake.files == ()


PEOPLE = {
    "花名册": TableSpec.model_validate(
        {
            "key": "身份证号",
            "name": "姓名",
            "group": "乡镇",
            "columns": {
                "乡镇": {"type": "text", "required": True},
                "姓名": {"type": "text", "required": True},
                "身份证号": {"type": "citizen_id", "required": True, "private": True},
                "电话": {"type": "text", "private": True},
            },
        }
    ),
    "表彰": TableSpec.model_validate(
        {
            "key": "身份证号",
            "many": True,
            "columns": {
                "姓名": {"type": "text"},
                "身份证号": {"type": "citizen_id", "required": True, "private": True},
                "级别": {"type": "choice", "choices": ["县级", "市级"]},
                "年度": {"type": "year"},
            },
        }
    ),
}
LIST = [["乡镇", "姓名", "身份证号", "电话"], ["东村镇", "张三", ID_A, "1"], ["西村镇", "李四", ID_B, "2"]]
AWARDS = ["姓名", "身份证号", "级别", "年度"]


def test_many_rows_a_subject_stand_by_subject_then_in_file_order(desk, look):
    desk.send("1", LIST)
    rows = [
        ["李四", ID_B, "县级", 2020],
        ["张三", ID_A, "市级", 2021],
        ["李四", ID_B, "市级", 2019],
        ["李四", ID_B, "市级", 2018],
    ]
    desk.send("2", [AWARDS, *rows])
    intake = desk.read(PEOPLE)
    assert intake.problems == (), "several rows are no doubles"
    table = intake.tables.many["表彰"]
    assert list(table.subject) == [0, 1, 1, 1]
    assert look.column(table, "年度") == ["2021", "2020", "2019", "2018"]
    assert [table.place(i, "年度").cell for i in range(4)] == ["D3", "D2", "D4", "D5"]


def test_no_awards_sheet_at_all_does_not_mean_no_awards(desk, look):
    desk.send("1", LIST)
    intake = desk.read(PEOPLE)
    assert look.codes(intake) == ["D148"]
    table = intake.tables.many["表彰"]
    assert len(table) == 0
    assert table.lacking.all()


def test_an_empty_awards_sheet_means_no_awards(desk, look):
    desk.send_book("1", {"名单": LIST, "表彰": [AWARDS]})
    intake = desk.read(PEOPLE)
    assert look.codes(intake) == []
    assert intake.tables.many["表彰"].lacking is None


def test_a_person_the_roster_does_not_know_is_named_but_the_number_masked(desk, look):
    desk.send("1", LIST)
    desk.send("2", [AWARDS, ["张三", ID_C, "县级", 2020], ["王五", ID_C, "县级", 2020]])
    namesake, stranger = desk.read(PEOPLE).problems
    assert "张三(身份证号 141199**********12)" in namesake.message
    assert "名册里张三的是 141199**********2X，请核对" in namesake.message
    assert "王五" in stranger.message
    for problem in (namesake, stranger):
        assert "19800101" not in str(problem.as_dict())
        assert "19491204" not in str(problem.as_dict())


def test_a_row_with_a_wrong_id_number_has_one_problem_only(desk, look):
    desk.send("1", LIST)
    desk.send("2", [AWARDS, ["张三", ID_A[:-1] + "1", "县级", 2020], ["张三", None, "县级", 2020]])
    assert look.codes(desk.read(PEOPLE)) == ["D130", "D121"]


def test_lower_case_x_is_the_same_person(desk, look):
    desk.send("1", LIST)
    desk.send("2", [AWARDS, ["张　三", ID_A.lower(), "县级", 2020], ["李四", ID_B, "县级", 2020]])
    assert desk.read(PEOPLE).problems == ()


def test_one_township_s_own_file_of_awards_does_not_speak_for_the_others(desk, look):
    desk.send("1", LIST)
    desk.send("2", [AWARDS, ["张三", ID_A, "县级", 2020]])
    intake = desk.read(PEOPLE)
    assert look.only(intake, "D148").found == "西村镇"
    assert list(intake.tables.many["表彰"].lacking) == [False, True]


def test_a_file_of_awards_from_each_township_speaks_for_itself(desk):
    desk.send("1", LIST)
    desk.send("2", [AWARDS, ["张三", ID_A, "县级", 2020]])
    desk.send("3", [AWARDS, ["李四", ID_B, "县级", 2020]])
    intake = desk.read(PEOPLE)
    assert intake.problems == ()
    assert intake.tables.many["表彰"].lacking is None


def test_an_empty_sheet_beside_a_townships_other_records_is_that_townships(desk, look):
    both = {**PEOPLE, "处分": PEOPLE["表彰"].model_copy(update={"columns": {**PEOPLE["表彰"].columns}})}
    desk.send("1", LIST)
    desk.send_book("2", {"表彰": [AWARDS, ["张三", ID_A, "县级", 2020]], "处分": [AWARDS]})
    desk.send_book("3", {"表彰": [AWARDS], "处分": [AWARDS, ["李四", ID_B, "县级", 2020]]})
    intake = desk.read(both)
    assert "D148" not in look.codes(intake)
    assert [len(intake.tables.many[name]) for name in ("表彰", "处分")] == [1, 1]
    assert [intake.tables.many[name].lacking for name in ("表彰", "处分")] == [None, None]


def test_an_empty_form_of_records_is_its_townships(look):
    stamp = FormId("2022", {"": "0123456789ab"}, "表彰", 1, township="西村镇").to_text()
    sheets = [
        Sheet("1.xlsx", "名单", LIST),
        Sheet("2.xlsx", "表彰", [AWARDS, ["张三", ID_A, "县级", 2020]]),
        Sheet("3.xlsx", "表彰", [AWARDS], stamp=stamp),
    ]
    assert look.codes(read_tables(sheets, PEOPLE)) == []
    assert look.codes(read_tables([sheets[0], sheets[2]], PEOPLE)) == ["D148"], "it does not speak for 东村镇"


@pytest.mark.parametrize(
    ("name", "told"),
    [("西村镇表彰.xlsx", []), ("西村镇/表彰.xlsx", []), ("表彰.xlsx", ["D148"]), ("东村镇、西村镇.xlsx", ["D148"])],
)
def test_an_empty_file_named_after_a_township_is_that_townships(look, name, told):
    sheets = [
        Sheet("1.xlsx", "名单", LIST),
        Sheet("2.xlsx", "表彰", [AWARDS, ["张三", ID_A, "县级", 2020]]),
        Sheet(name, "表彰", [AWARDS]),
    ]
    assert look.codes(read_tables(sheets, PEOPLE)) == told


def test_an_empty_file_of_awards_is_everybody_s_only_if_there_is_no_other(desk, look):
    desk.send("1", LIST)
    desk.send("2", [AWARDS])
    assert desk.read(PEOPLE).problems == ()
    desk.send("3", [AWARDS, ["张三", ID_A, "县级", 2020]])
    assert look.only(desk.read(PEOPLE), "D148").found == "西村镇"
