"""What is published with the results: values, columns as they are, record tables row by row."""

from rating import loaded, rated, results

from stardb.scoring import explain, phrase_value

STAR = "stars:\n  收入星: {formula: 双倍 / 2, basis: 一}\n"
COLUMNS = {"收入": ("number", [3, None]), "类别": ("choice, choices: [山区, 平原]", ["山区", "平原"])}


def test_a_column_is_published_as_it_is() -> None:
    appraisal = rated("publish: [双倍, 收入, 类别]\nvalues:\n  双倍: 收入 * 2\n" + STAR, COLUMNS)
    assert [step.title for step in appraisal.result_steps()] == ["收入星", "双倍", "收入", "类别"]
    assert results(appraisal, "收入") == [3, None]
    kept = appraisal.record()
    assert [(row.item, row.word) for row in kept[kept.item == "类别"].itertuples()] == [
        ("类别", "山区"),
        ("类别", "平原"),
    ]


def test_it_is_explained_by_its_cell() -> None:
    tree = explain(rated("publish: [类别]\n" + "stars:\n  收入星: {formula: 收入, basis: 一}\n", COLUMNS), 0)
    assert [(one.title, phrase_value(one), one.origin.value) for one in tree.children if one.title == "类别"] == [
        ("类别", "山区", "cell")
    ]


def test_it_needs_no_other_reader() -> None:
    made = loaded("publish: [类别]\nstars:\n  收入星: {formula: 收入, basis: 一}\n", COLUMNS)
    assert [p.code for p in made.problems] == []


def test_a_record_table_may_be_published_and_then_all_its_columns_are_shown() -> None:
    records = {"表彰": ({"级别": "text", "次数": "number"}, [], "computed: {双: 次数 * 2}")}
    rules = "stars:\n  收入星: {formula: 收入, basis: 一}\n"
    unread = [p.code for p in loaded(rules, {"收入": ("number", [1])}, records).problems]
    assert unread == ["R603", "R603"]
    made = loaded("publish: 表彰\n" + rules, {"收入": ("number", [1])}, records)
    assert [p.code for p in made.problems] == []
    assert made.scheme is not None
    assert made.scheme.published_records == ("表彰",)


def test_what_is_no_value_column_or_record_table_is_reported() -> None:
    made = loaded("publish: [类型]\nstars:\n  收入星: {formula: 收入, basis: 一}\n", COLUMNS)
    (found,) = [p for p in made.problems if p.code == "R301"]
    assert found.message == "没有“类型”这个取值、栏或记录表；是不是“类别”？"
