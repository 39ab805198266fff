"""Two rows for one: the same twice, a contradiction, one person in two posts, two persons of one name."""

from stardb.rulebook import TableSpec

ID_A, ID_B, ID_C = "14119919491204002X", "141199198001050014", "141199198001010012"

TOWN = {"type": "text", "required": True}
PEOPLE = {
    "花名册": TableSpec.model_validate(
        {
            "key": "身份证号",
            "name": "姓名",
            "group": "乡镇",
            "columns": {
                "乡镇": TOWN,
                "姓名": TOWN,
                "身份证号": {"type": "citizen_id", "required": True, "private": True},
                "职务": {"type": "text"},
                "月报酬": {"type": "money", "unit": "元", "private": True},
            },
        }
    )
}
HEADER = ["乡镇", "姓名", "身份证号", "职务", "月报酬"]
BY_NAME = {
    "花名册": TableSpec.model_validate(
        {
            "key": ["乡镇", "姓名"],
            "name": "姓名",
            "group": "乡镇",
            "columns": {"乡镇": TOWN, "姓名": TOWN, "身份证号": {"type": "citizen_id", "private": True}},
        }
    )
}


def test_one_person_in_two_posts_is_said_to_be_that(desk, look):
    desk.send("1", [HEADER, ["东村镇", "张某某", ID_A, "书记", 3000], ["东村镇", "张某某", ID_A, "主任", 3000]])
    intake = desk.read(PEOPLE)
    assert len(intake.tables.subjects) == 1
    problem = look.only(intake, "D159")
    assert problem.found == "职务 书记、主任"
    assert "一人兼两职" in problem.message
    assert "C2那一行" in problem.message
    row = look.row(intake.tables.single["花名册"])
    assert (row["姓名"], row["职务"], row["月报酬"]) == ("张某某", "待定", "3000元")


def test_two_rows_of_a_person_that_differ_in_figures_are_a_contradiction(desk, look):
    desk.send("1", [HEADER, ["东村镇", "张某某", ID_A, "书记", 3000], ["东村镇", "张某某", ID_A, "主任", 2500]])
    problem = look.only(desk.read(PEOPLE), "D142")
    assert problem.found == "职务 书记、主任；月报酬 （不显示）"
    assert "3000" not in str(problem.as_dict())


def test_one_id_number_for_two_names_is_a_contradiction(desk, look):
    desk.send("1", [HEADER, ["东村镇", "张某某", ID_A, "书记", 3000], ["东村镇", "李某某", ID_A, "书记", 3000]])
    assert look.only(desk.read(PEOPLE), "D142").found == "姓名 张某某、李某某"


def test_namesakes_in_a_table_told_by_names(desk, look):
    desk.send("1", [HEADER[:3], ["东村镇", "张某某", ID_A], ["东村镇", "张某某", ID_B], ["西村镇", "张某某", ID_C]])
    intake = desk.read(BY_NAME)
    assert len(intake.tables.subjects) == 2, "two townships, two persons"
    problem = look.only(intake, "D160")
    assert "像是同名的两人" in problem.message
    assert ID_A[6:14] not in str(problem.as_dict())


def test_the_two_values_and_the_other_row_are_named(rostered, look):
    rostered.send("检查", [*look.CHECK, ["东村镇", "李家村", 35, 9, 0.85, "√"]])
    problem = look.only(rostered.read(), "D142")
    assert problem.found == "收入 12.5万元、9万元"
    assert problem.place.cell == "B6"
    assert "与B2那一行的“收入”不一致" in problem.message


def test_a_sheet_sent_twice_is_said_once(rostered, look):
    rostered.send("检查", look.CHECK)
    rostered.send("检查（新）", [["检查表"], *look.CHECK])
    intake = rostered.read()
    problem = look.only(intake, "D141")
    assert "等4个对象" in problem.message
    assert "data/检查.xlsx!表!B2" in problem.message
    assert problem.place.file == "data/检查（新）.xlsx"


def test_a_workbook_sent_twice_is_told_once(desk, look):
    scheme = {
        "名册": TableSpec.model_validate(
            {
                "key": ["乡镇", "村"],
                "name": "村",
                "group": "乡镇",
                "columns": {"乡镇": {"type": "text"}, "村": {"type": "text"}},
            }
        ),
        "检查": TableSpec.model_validate(
            {
                "key": ["乡镇", "村"],
                "columns": {"乡镇": {"type": "text"}, "村": {"type": "text"}, "户数": {"type": "number"}},
            }
        ),
        "表彰": TableSpec.model_validate(
            {
                "key": ["乡镇", "村"],
                "many": True,
                "columns": {"乡镇": {"type": "text"}, "村": {"type": "text"}, "奖项": {"type": "text"}},
            }
        ),
    }
    villages = [["东村镇", "李家村"], ["东村镇", "王家村"]]
    desk.send("0 名册", [["乡镇", "村"], *villages], sheet="名册")
    sheets = {
        "检查": [["乡镇", "村", "户数"], *([*village, 5] for village in villages)],
        "表彰": [["乡镇", "村", "奖项"], *([*village, "先进"] for village in villages)],
    }
    desk.send_book("1 东村镇", sheets)
    desk.send_book("1 东村镇(改)", {**sheets, "检查": [*sheets["检查"][:2], [*villages[1], 6]]})
    codes = look.codes(desk.read(scheme))
    assert "D142" in codes  # 王家村 has 5 and 6
    assert "D211" in codes
    assert "D141" not in codes  # 李家村 stands in both
