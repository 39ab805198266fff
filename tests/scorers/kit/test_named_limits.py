"""Bands begin and end at parameters, known on the day, and at values, known subject by subject."""

from rating import loaded, rated, reasons, results, worth
from refusing import said

MARKS = {
    "得分": ("number, between: [0, 100]", [95, 85, 75, 60, 80, None]),
    "优线": ("number", [90, 80, 80, 80, None, 80]),
    "合格线": ("number", [60, 60, 85, 60, 60, 60]),
}
OWN = "{from: 得分, bands: {优线以上: 优, 合格线至优线(不含优线): 合格, 不满合格线: 差}}"


def with_parameters(bands: str, upper: int = 90, lower: int = 60) -> str:
    """A clause with bands over 得分, and the two parameters they begin at."""
    lines = f"parameters:\n  优秀线: {{2020-01-01: {upper}}}\n  及格线: {{2020-01-01: {lower}}}\n"
    return f"{lines}values:\n  得数: {{from: 得分, bands: {bands}}}"


def codes(body: str) -> list[tuple[str, str]]:
    """What is said of the rules, but for parts that are not used."""
    return [(p.code, p.message) for p in loaded(body, {"得分": MARKS["得分"]}).problems if not p.code.startswith("R6")]


def test_parameters_stand_for_their_numbers_on_the_day() -> None:
    body = with_parameters("{优秀线以上: 优, 及格线至优秀线(不含优秀线): 合格, 不满及格线: 差}")
    assert results(rated(body, MARKS), "得数") == ["优", "合格", "合格", "合格", "合格", None]
    assert codes(body) == []
    assert results(rated(with_parameters("{优秀线: 优, 及格线: 合格, 0: 差}", 85, 80), MARKS), "得数")[:4] == [
        "优",
        "优",
        "差",
        "差",
    ]


def test_gaps_and_overlaps_of_parameters_are_known_on_the_day() -> None:
    assert codes(with_parameters("{优秀线以上: 优, 70至优秀线(不含优秀线): 合格, 不满及格线: 差}")) == [
        ("R402", "各档有空隙：60至70(不含70) 不在任何一档")
    ]
    ((code, message),) = codes(with_parameters("{优秀线以上: 优, 及格线至优秀线: 合格, 不满及格线: 差}"))
    assert code == "R401"
    assert "90 同时在两档里" in message
    ((code, message),) = codes(with_parameters("{优秀线以上: 优, 满及格线不满优秀线: 合格, 不满及格线: 差}", 60, 90))
    assert (code, "及格线" in message) == ("R403", True)


def test_each_subject_has_its_own_limits() -> None:
    assert worth(OWN, MARKS) == ["优", "优", None, "合格", None, None]
    found = reasons(OWN, MARKS)
    assert found[1] == "得分 85，属“优线以上”一档（优线〔80〕），为优"
    assert found[2] == "“合格线至优线(不含优线)”一档上下颠倒：合格线〔85〕、优线〔80〕，待定"
    assert found[4] == "优线未知，待定"
    assert said(OWN, MARKS) == []


def test_a_number_in_two_bands_is_undecided() -> None:
    clause = "{from: 得分, bands: {优线以上: 优, 合格线至优线: 合格, 不满合格线: 差}}"
    marks = {"得分": ("number", [80]), "优线": ("number", [80]), "合格线": ("number", [60])}
    assert worth(clause, marks) == [None]
    assert reasons(clause, marks) == [
        "得分 80，同时在“优线以上”、“合格线至优线”几档里（优线〔80〕、合格线〔60〕），待定"
    ]
    ((code, message, _),) = said(clause, marks)
    assert (code, "“优线以上”、“合格线至优线”" in message) == ("R454", True)


def test_a_value_alone_does_not_say_where_its_band_ends() -> None:
    ((code, message, there),) = said("{from: 得分, bands: {优线: 优, 0: 差}}", MARKS)
    assert (code, there[:2]) == ("R403", "优线")
    assert "优线以上" in message


def test_a_name_misspelt_is_guessed() -> None:
    ((code, message, _),) = said("{from: 得分, bands: {合恪线以上: 优, 不满60: 差}}", MARKS)
    assert (code, "；是不是“合格线”？" in message) == ("R403", True)


def test_a_limit_of_another_kind_is_refused() -> None:
    money = {**MARKS, "标准": ("money", ["1元"] * 6)}
    ((code, _, there),) = said("{from: 得分, bands: {标准以上: 优, 不满标准: 差}}", money)
    assert (code, there[:4]) == ("R305", "标准以上")


def test_a_unit_is_no_name() -> None:
    """A column may be called 分: `90分以上` has a number in it, and `优线至100分` one name."""
    marks = {**MARKS, "分": ("number", [1] * 6)}
    assert worth("{from: 得分, bands: {90分以上: 优, 不满90分: 差}}", marks)[:2] == ["优", "差"]
    assert worth("{from: 得分, bands: {优线至100分: 优}, otherwise: 差}", marks)[:3] == ["优", "优", "差"]


def test_cells_and_ranges_by_limits() -> None:
    table = "{by: [类, 得分], table: {甲: {优线以上: 1, 不满优线: 2}, 乙: {优线以上: 3, 不满优线: 4}}}"
    kinds = {**MARKS, "类": ("choice, choices: [甲, 乙]", ["甲", "乙"] * 3)}
    assert worth(table, kinds) == [1, 3, 2, 4, None, None]
    assert worth("{from: 得分, chosen: 合格线至优线}", MARKS) == [None, None, None, 60, None, None]


def test_texts_that_begin_with_the_greater_end() -> None:
    bands = "{90分以上: 优, 89分至75分: 良, 74分以下60分以上: 合格, 不满60分: 差}"
    marks = {"得分": ("number, between: [0, 100], whole: true", [90, 89, 75, 74, 60, 59])}
    assert worth(f"{{from: 得分, bands: {bands}}}", marks) == ["优", "良", "良", "合格", "合格", "差"]
    assert said(f"{{from: 得分, bands: {bands}}}", marks) == []
    ((code, _, _),) = said("{from: 得分, bands: {超过90至75: 优, 0: 差}}", marks)
    assert code == "R403"
    assert worth("{from: 得分, bands: {90分至75分(不含90分): 良}, otherwise: 否}", marks)[:3] == ["否", "良", "良"]


def test_what_would_bring_more_is_told_by_each_subjects_own_limits() -> None:
    made = rated("values:\n  得数: {from: 得分, bands: {优线以上: 3, 合格线至优线(不含优线): 2, 不满合格线: 1}}", MARKS)
    (step,) = [step for step in made.scheme.steps if step.name == "得数"]
    assert step.rule.suggest(made.scored["得数"], made.columns, 3) == "得分 60，差20到80，可多得1"
