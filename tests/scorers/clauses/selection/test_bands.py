"""Bands: each number in one band, none in two, and what falls between is undecided and warned of."""

from fractions import Fraction

import pytest
from rating import loaded, rated, reasons, results, worth

from stardb.problems import Severity


def found(clause: str, spec: str = "number", *, errors_only: bool = False) -> list[tuple[str, str]]:
    """Code and message of what is wrong with a clause over 甲."""
    made = loaded(f"values:\n  得数: {clause}", {"甲": (spec, [])})
    wanted = [p for p in made.problems if p.severity is Severity.ERROR or not errors_only]
    return [(p.code, p.message) for p in wanted]


def test_a_bare_number_reaches_up_to_the_next_band() -> None:
    clause = "{from: 甲, bands: {50万元: 30, 20万元: 25, 10万元: 20, 5万元: 12, 0元: 0}}"
    values = ["50万元", "49.99万元", "20万元", "19.9999万元", "5万元", "4.9万元", "0元", None]
    assert worth(clause, {"甲": ("money", values)}) == [30, 25, 25, 20, 12, 0, 0, None]


def test_a_bare_number_below_an_open_band_includes_its_edge() -> None:
    """5起, 超过10: ten itself is not over ten, so it is still in the band that begins at 5."""
    clause = "{from: 甲, bands: {超过10: 3, 5: 2, 0: 1}}"
    assert worth(clause, {"甲": ("number", [10, Fraction("10.1"), 5, Fraction("4.9")])}) == [2, 3, 2, 1]
    assert found(clause) == []


def test_the_order_the_bands_are_written_in_does_not_matter() -> None:
    values = {"甲": ("number", [0, 59, 60, 79, 80, 100])}
    down, up = "{80: 优, 60: 中, 0: 差}", "{0: 差, 60: 中, 80: 优}"
    assert worth(f"{{from: 甲, bands: {down}}}", values) == worth(f"{{from: 甲, bands: {up}}}", values)


OVERLAPS = [
    # bands, the number that is in both
    ("{9-10: 三档, 10以上: 四档}", "10"),  # 岚县's own text
    ("{5年以下: 1, 5年以上: 2}", "5年"),
    ("{3万人以上: 20, 3万人以下: 10}", "30000"),
    ("{500至1000: 20, 1000以上: 30}", "1000"),
    ("{90–95(含90): 4, 95以上(含95): 5}", "95"),
    ("{80至90: 1, 85: 2}", "85"),
    ("{10以上: 1, 5以上: 2}", "10"),
    ("{10万元: 1, 100000元: 2}", "10万元"),
    ("{60以下: 1, 60: 2}", "60"),
]


@pytest.mark.parametrize(("bands", "number"), OVERLAPS, ids=[bands for bands, _ in OVERLAPS])
def test_overlapping_bands_are_refused_with_a_number_that_is_in_both(bands: str, number: str) -> None:
    spec = "duration" if "年" in bands else "money" if "元" in bands else "number"
    (problem,) = found(f"{{from: 甲, bands: {bands}}}", spec, errors_only=True)
    assert problem[0] == "R401"
    assert f"{number} 同时在两档里" in problem[1]


@pytest.mark.parametrize(
    "bands",
    [
        "{不足60: 0, 60以上: 1}",
        "{5年以下(不含5年): 1, 5年以上: 2}",
        "{9-10: 三档, 超过10: 四档, 0至9(不含9): 无}",
        "{95以上: 5, 90–95(不含95): 4, 不足90: 0}",
        "{0至10(含10): 1, 10至15(不含10): 2, 超过15: 3}",
    ],
)
def test_bands_that_meet_are_neither_refused_nor_warned_of(bands: str) -> None:
    assert found(f"{{from: 甲, bands: {bands}}}", "duration" if "年" in bands else "number") == []


def test_bands_for_whole_marks_leave_half_marks_undecided_and_are_warned_of() -> None:
    """洪湖's table: 80–89 良好, 90–99 优秀. Nobody says what 89.5 is."""
    clause = (
        "{from: 甲, bands: {100以上: 特别优秀, 90–99: 优秀, 80–89: 良好, 70–79: 称职, 60–69: 基本称职, 59以下: 不称职}}"
    )
    ((code, message),) = found(clause)
    assert code == "R402"
    assert "超过59不足60、超过69不足70、超过79不足80、超过89不足90、超过99不足100" in message
    values = {"甲": ("number", [89, Fraction("89.5"), 90, Fraction("99.9"), 100])}
    assert worth(clause, values) == ["良好", None, "优秀", None, "特别优秀"]
    assert "不在任何一档，待定" in reasons(clause, values)[1]


def test_the_same_bands_over_a_count_of_whole_things_are_whole() -> None:
    """Meetings come whole: there is no gap between 3 and 4 of them."""
    clause = "{from: 甲, bands: {0至3: 0, 4至6: 5, 7以上: 10}}"
    assert found(clause, "number, unit: 次") == []
    assert found(clause, "year") == []
    assert [code for code, _ in found(clause, "number")] == ["R402"]


@pytest.mark.parametrize(
    ("written", "codes"),
    [("round: 1", []), ("round: 0.1", ["R402"]), ("round: 1, between: [0, 99.5]", ["R402"])],
)
def test_whole_bands_over_a_score_rounded_to_whole_points_are_whole(written: str, codes: list[str]) -> None:
    """洪湖: 90–99, 80–89 over a score that is rounded first; 89.5 is 90 by then. A bound may bring a half back."""
    rules = (
        f"values:\n  得数: {{formula: 甲, {written}}}\n"
        "  等次: {from: 得数, bands: {90以上: 优秀, 80至89: 良好, 79以下: 一般}}"
    )
    made = loaded(rules, {"甲": ("number", [])})
    assert [problem.code for problem in made.problems if problem.code == "R402"] == codes


def test_a_gap_is_a_gap_for_whole_things_too_where_a_whole_number_is_missing() -> None:
    ((code, message),) = found("{from: 甲, bands: {0至3: 0, 5以上: 5}}", "number, unit: 次")
    assert code == "R402"
    assert "4" in message


def test_bands_that_forget_the_lowest_numbers_are_warned_of() -> None:
    """满10年不满20年40元, 20年以上60元: nothing is said of nine years."""
    clause = "{from: 甲, bands: {满10年不满20年: 40元, 20年以上: 60元}}"
    assert [code for code, _ in found(clause, "duration")] == ["R402"]
    assert worth(clause, {"甲": ("duration", ["9年", "10年", "20年"])}) == [None, 40, 60]


def test_otherwise_says_what_a_gap_means() -> None:
    clause = "{from: 甲, bands: {80–89: 良好, 90–99: 优秀}, otherwise: 其他}"
    assert found(clause) == []
    assert worth(clause, {"甲": ("number", [Fraction("89.5"), 5, 90, None])}) == ["其他", "其他", "优秀", None]


def test_the_pension_tiers_of_lan_county() -> None:
    """岚县: 3-5, 6-8, 9-10, above 10; below 3 nothing is added."""
    clause = "{from: 甲, bands: {3至5: 一档, 6至8: 二档, 9至10: 三档, 超过10: 四档}, otherwise: 不追加}"
    tiers = ["不追加"] * 3 + ["一档"] * 3 + ["二档"] * 3 + ["三档"] * 2 + ["四档"] * 2
    assert worth(clause, {"甲": ("number", list(range(13)))}) == tiers


def test_a_quotient_that_cannot_be_reckoned_is_not_said_to_be_in_no_band() -> None:
    told = reasons(
        "{from: 甲 / 乙, bands: {80%: 良好, 0%: 一般}}", {"甲": ("number", [1, -1]), "乙": ("number", [0, 1])}
    )
    assert "不在任何一档" not in told[0]
    assert told[0] == "不能判定，待定"
    assert "不在任何一档" in told[1]


def test_a_band_whose_formula_lacks_a_value_says_which() -> None:
    clause = "{from: 甲, bands: {80: 乙 * 2, 0: 0元}}"
    told = reasons(clause, {"甲": ("number", [80, 80]), "乙": ("money", [None, 1000])})
    assert told == ["甲 80，达到80；乙未知，待定", "甲 80，达到80，为2000元"]


def test_a_band_may_bring_a_formula() -> None:
    body = "values:\n  得数: {from: 甲, bands: {80: 乙 * 2, 0: 0元}}"
    made = rated(body, {"甲": ("number", [80, 79, 80]), "乙": ("money", [1000, 1000, None])})
    assert results(made, "得数") == [2000, 0, None]


REFUSED = [
    ("{from: 甲, bands: {10万元: 5, 0: 0}}", "number", "R305", "“10万元”是金额"),
    ("{from: 甲, bands: {10: 5, 0: 0}}", "money", "R305", "“10”是数"),
    ("{from: 甲, bands: {85: 5, 0: 0}}", "percent", "R305", "要分档的是百分比"),
    ("{from: 甲, bands: {很好: 5, 不好: 0}}", "number", "R403", "“很好”"),
    ("{from: 甲, bands: {超过90至80: 5}}", "number", "R403", "从小到大"),
    ("{from: 甲, bands: {5以下(不含6): 5}}", "number", "R403", "一端"),
    ("{from: 甲, points: 5, bands: {10: 6, 0: 0}}", "number", "R406", "高于满分5"),
    ("{from: 甲, bands: {10: 1元, 0: 5%}}", "number", "R305", "不是一类"),
    ("{from: 甲, bands: {10: 甲档, 0: 5}}", "number", "R301", "甲档"),
    ("{from: 甲, bands: {10: 1, 0: 0}}", "text", "R305", "bands 要用于数"),
    ("{from: 甲, points: 5, bands: {10: 优, 0: 差}}", "number", "R305", "points 要用于数"),
    ("{from: 甲, bands: {10: 考核日, 0: 考核日}}", "number", "R305", "这里是日期"),
]


@pytest.mark.parametrize(("clause", "spec", "code", "said"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_cannot_be_is_refused(clause: str, spec: str, code: str, said: str) -> None:
    ((got, message),) = found(clause, spec, errors_only=True)
    assert got == code
    assert said in message
