"""A roster of nothing but its key, beside another scheme's roster that begins with the same columns."""

from workspaces import write_book

from stardb.workspace import open_workspace, read_inputs

VILLAGES = """\
scheme: 红旗支部
subject: 支部
basis: 例
valid_from: 2022-01-01
tables:
  支部名册:
    key: [乡镇, 村]
    name: 村
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      村: {type: text, required: true}
  检查表:
    key: [乡镇, 村]
    columns:
      乡镇: {type: text}
      村: {type: text, required: true}
      换届: {type: yes_no, required: true}
values:
  换届得分: {from: 换届, yes: 10, basis: 第一条}
level: {name: 星数, formula: 换届得分 / 10, basis: 第二条}
"""
SECRETARIES = """\
scheme: 书记星级
subject: 书记
basis: 例
valid_from: 2022-01-01
tables:
  花名册:
    key: 编号
    name: 姓名
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      村: {type: text, required: true}
      姓名: {type: text, required: true}
      编号: {type: text, required: true}
      考核: {type: choice, required: true, choices: {优秀: [], 合格: []}}
level: {name: 星级, from: 考核, choices: {优秀: 3, 合格: 1}, basis: 第一条}
"""
CHECKED = [["乡镇", "村", "换届"], ["甲镇", "东庄", "是"], ["甲镇", "西庄", "否"]]
PEOPLE = [
    ["乡镇", "村", "姓名", "编号", "考核"],
    ["甲镇", "东庄", "王某某", "A1", "优秀"],
    ["甲镇", "西庄", "李某某", "A2", "合格"],
]


def read(root, sheets):
    (root / "rules").mkdir()
    (root / "rules/villages.yaml").write_text(VILLAGES, encoding="utf-8")
    (root / "rules/secretaries.yaml").write_text(SECRETARIES, encoding="utf-8")
    (root / "stardb.yaml").write_text(
        "county: 小县\nperiod: 2022\nschemes: [villages, secretaries]\n", encoding="utf-8"
    )
    write_book(root / "data/2022/县.xlsx", sheets)
    found = read_inputs(open_workspace(root))
    return {name: one.tables.subjects.keys for name, one in found.intakes.items()}, [
        p.code for p in found.problems if p.code[0] == "D"
    ]


def test_a_sheet_called_as_the_roster_of_keys_is_no_sheet_of_the_other_that_lacks_people(tmp_path):
    roster = [row[:2] for row in CHECKED]
    keys, problems = read(tmp_path, {"支部名册": roster, "检查表": CHECKED, "花名册": PEOPLE})
    assert keys == {"villages": ("甲镇/东庄", "甲镇/西庄"), "secretaries": ("A1", "A2")}
    assert problems == []


def test_a_sheet_that_holds_all_of_both_rosters_serves_both_whatever_it_is_called(tmp_path):
    keys, problems = read(tmp_path, {"支部名册": PEOPLE, "检查表": CHECKED})
    assert keys == {"villages": ("甲镇/东庄", "甲镇/西庄"), "secretaries": ("A1", "A2")}
    assert problems == []
