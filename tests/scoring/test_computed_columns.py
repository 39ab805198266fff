"""What was computed of a record is explained below its row: the value and why; so is until when the record counts."""

from rating import rated

from stardb.rendering.views.rows.detail_rows import has_more_details, list_details
from stardb.scoring import Origin, explain, phrase, phrase_value
from stardb.scoring.plain_data import describe

RULES = """\
stars:
  荣誉星: {sum_of: 荣誉, from: 分值, basis: 第二条}
"""
HONOURS = {
    "荣誉": (
        {"级别": "choice, choices: [省级, 县级]", "日期": "date", "编号": "text, private: true"},
        [(0, "省级", "2020-01-01", "甲一"), (0, "县级", "2019-01-01", None)],
        "computed: {分值: {from: 级别, choices: {省级: 3, 县级: 1}}}",
        "valid_for: {from: 日期, lasts: 3年}",
    )
}


def rows_of(appraisal):
    return [one for _, one in explain(appraisal, 0).lines() if one.origin is Origin.ROW]


def test_below_a_row_stands_what_was_computed_of_it_and_why():
    first, second = rows_of(rated(RULES, {}, HONOURS))
    assert phrase_value(first) == "级别 省级，日期 2020-01-01"
    value, valid = first.children
    assert (value.title, phrase_value(value), phrase(value)) == ("分值", "3", "级别 省级，为3")
    assert (valid.title, phrase_value(valid)) == ("有效期", "是")
    assert phrase(valid) == "自2020-01-01起，有效期3年，到2022-12-31止，考核日在有效期内"
    assert phrase(second.children[1]) == "自2019-01-01起，有效期3年，到2021-12-31止，考核日已过有效期"
    assert [phrase(row) for row in (first, second)] == ["荣誉星：采用", "荣誉星：已过有效期（到2021-12-31止），不计"]


def test_as_data_it_is_an_argument_of_its_row():
    (first, _) = rows_of(rated(RULES, {}, HONOURS))
    found = {one["name"]: one for one in describe(first)["arguments"] if one["origin"] == "computed"}
    assert found["分值"]["value"]["content"] == "3"
    assert found["分值"]["branches"] == ["省级"]
    assert found["分值"]["role"] == "column"


def test_the_list_of_details_has_a_line_for_each():
    appraisal = rated(RULES, {}, HONOURS)
    lines = [(row.part, row.title, str(row.result), row.reason) for row in list_details(appraisal)]
    assert lines == [
        ("星", "荣誉星", "3", "荣誉共1行（另有1行不在有效期内），相加，为3星"),
        ("荣誉第0行", "分值", "3", "级别 省级，为3"),
        ("荣誉第0行", "有效期", "是", "自2020-01-01起，有效期3年，到2022-12-31止，考核日在有效期内"),
        ("荣誉第1行", "分值", "1", "级别 县级，为1"),
        ("荣誉第1行", "有效期", "否", "自2019-01-01起，有效期3年，到2021-12-31止，考核日已过有效期"),
    ]
    assert has_more_details(appraisal, 4)
    assert not has_more_details(appraisal, 5)


def test_a_private_cell_is_not_told_by_what_was_computed_from_it():
    records = {"荣誉": (*HONOURS["荣誉"][:2], "computed: {有编号: '编号 = 甲一'}")}
    appraisal = rated("stars:\n  荣誉星: {count_of: 荣誉, where: 有编号, basis: 第二条}\n", {}, records)
    told = " ".join(phrase(child) for row in rows_of(appraisal) for child in row.children)
    assert told.startswith("“编号〔（不显示）〕 = 甲一”成立")
