"""What should be seen in a rule file that can be used: found where it is, and not where all is as it should be."""

import pytest
from broken_rules import SOUND

from stardb.problems import Severity
from stardb.quantity import read_period
from stardb.rulebook import load_text

BANDS = "{20万元: 10, 10万元: 5, 0: 0}"
PAY = "{from: 等次, choices: {零星: 0元, 一星: 奖补}, otherwise: 奖补 * 2, basis: 第九条}"


def found(*changes: tuple[str, str], codes: str = "R") -> list[tuple[str, str]]:
    """What is said of the sound file with some changes: codes and messages."""
    text = SOUND
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    made = load_text(text, "rule.yaml", read_period("2022"))
    assert made.scheme is not None, made.problems
    return [(problem.code, problem.message) for problem in made.problems if problem.code.startswith(codes)]


@pytest.mark.parametrize(
    ("amount", "who"),
    [
        ("12024元", "农村干部报酬考核办法（D5）印的一等奖，原为12000元"),
        ("2024元", "同上，原为2000元"),
        ("202300元", "农村干部工资改革（D4）印的岗位补贴，原为1000元"),
        ("2022元", "同上，原为2000元"),
        ("120235元", "插在中间的年份"),
    ],
)
def test_amounts_into_which_a_year_was_copied(amount: str, who: str) -> None:
    said = found(("2023-01-01: 2000元", f"2023-01-01: {amount}"))
    assert said == [("R607", f"“{amount}”像是数里混进了年份，从网页、PDF 复制时常见")], who


def test_an_amount_that_is_right_says_so_in_a_note() -> None:
    pay = "{from: 等次, choices: {零星: 0元, 一星: 2024元}, otherwise: 奖补 * 2, basis: 第九条}"
    assert [code for code, _ in found((PAY, pay))] == ["R607"]
    assert found((PAY, pay.replace("basis", "note: 按文件就是2024元, basis"))) == []


@pytest.mark.parametrize("edge", ["501202300", "2023011500"])
def test_edges_into_which_a_year_was_copied(edge: str) -> None:
    """D4 prints 501202300人 for 501–1000人 and 2023011500人 for 1001–1500人."""
    said = found(
        ("收入: {points: 10, bands: " + BANDS, f"收入: {{from: 缺额, points: 10, bands: {{{edge}人: 10, 0: 0}}")
    )
    assert ("R607", f"“{edge}人”像是数里混进了年份，从网页、PDF 复制时常见") in said


@pytest.mark.parametrize(
    "amount",
    [
        "2000元",
        "2030元",
        "12000元",
        "20000元",
        "20160元",
        "32000元",
        "120200元",
        "200500元",
        "202000元",
        "2万元",
        "39456元",
        "15456元",
    ],
)
def test_amounts_as_regulations_print_them_are_left_alone(amount: str) -> None:
    """20160 is twelve months at 1680; 39456 and 15456 are 麻城's (D9)."""
    assert found(("2023-01-01: 2000元", f"2023-01-01: {amount}")) == []


@pytest.mark.parametrize("when", ["考核日 ≥ 2022-01-01", "考核年度 ≥ 2022", "考核年度 ≥ 2020 且 考核年度 < 2031"])
def test_real_years_are_left_alone(when: str) -> None:
    assert found(("eligible: 年限 ≥ 1年", f"eligible: 年限 ≥ 1年 且 {when}")) == []


def test_years_in_what_people_read_are_left_alone() -> None:
    assert found(("basis: 第一条", "basis: 县委〔2022〕2022元、12024元")) == []


def test_a_compact_day_and_an_identity_number_are_no_artefacts() -> None:
    assert found(("级别: {type: choice, choices: [县级, 省级]}", "级别: {type: choice, choices: {县级: [20220618, 202206, 140122202212311234], 省级: []}}")) == []  # fmt: skip


@pytest.mark.parametrize("steps", ["{20万元: 10, 10万元: 5, 0: 0}", "{20万元: 0, 10万元: 5, 0: 10}", "{20万元: 5, 10万元: 5, 0: 0}", "{10万元: 5, 20万元: 10, 0: 0}"])  # fmt: skip
def test_steps_that_rise_or_fall_all_the_way_in_whatever_order_they_are_written(steps: str) -> None:
    assert found((BANDS, steps), codes="R606") == []


def test_two_figures_that_changed_places_are_named() -> None:
    """句容 (G1): 20年以上 525, 15–19年 505, 10–14年 485; here the last two are the wrong way round."""
    pay = "{from: 年限, bands: {20年: 525元, 15年: 485元, 10年: 505元, 0年: 0元}, unit: 元/月, basis: 第九条}"
    said = found((PAY, pay))
    assert said == [
        ("R604", "参数“奖补”没有哪一条用到"),
        ("R606", "各档的得数忽高忽低：“10年”是505元，“15年”却是485元"),
    ]


def test_steps_meant_to_rise_and_fall_say_so_in_a_note() -> None:
    wavy = "{20万元: 5, 10万元: 10, 0: 0}"
    assert [code for code, _ in found((BANDS, wavy))] == ["R606"]
    assert found((BANDS, wavy + ", note: 规模过大的另有奖励")) == []


def test_steps_whose_figures_are_names_are_not_judged() -> None:
    assert found((BANDS, "{20万元: 缺额, 10万元: 10, 0: 0}"), codes="R606") == []


def test_a_value_may_rise_and_fall() -> None:
    """An age that is best in the middle is no mistake of copying."""
    assert found(("formula: 收入 / 上年收入 - 1", "from: 缺额, bands: {5人: 1, 2人: 2, 0人: 0}"), codes="R606") == []


def test_a_second_clause_with_another_citation_is_still_the_same() -> None:
    twin = PAY.replace("第九条", "县委文件第三条")
    line = SOUND[: SOUND.index("  补贴: ")].count("\n") + 1
    assert found((f"  补贴: {PAY}", f"  补贴: {PAY}\n  慰问: {twin}")) == [
        ("R605", f"“慰问”与“补贴”（第{line}行）除依据外完全相同，同一件事会计两次")
    ]


def test_a_note_of_its_own_says_that_a_second_is_meant() -> None:
    noted = PAY.replace("basis", "note: 与补贴分开发放, basis")
    assert found((f"  补贴: {PAY}", f"  补贴: {PAY}\n  慰问: {noted}")) == []
    assert len(found((f"  补贴: {PAY}", f"  补贴: {noted}\n  慰问: {noted}"))) == 1


def test_indicators_that_look_alike_but_read_different_columns_are_two() -> None:
    two = "按期换届: {points: 10, yes: 10, basis: 第三条}\n      受处分: {points: 10, yes: 10, basis: 第三条}"
    assert found(("按期换届: {points: 10, yes: 10, basis: 第三条}", two), ("full: 60", "full: 70")) == []


@pytest.mark.parametrize(
    "column",
    [
        "备注: {type: text, note: 供核对}",
        "备注: {type: text, required: true}",
    ],
)
def test_a_column_kept_on_purpose_is_not_noted(column: str) -> None:
    assert found(("      乡镇: {type", f"      {column}\n      乡镇: {{type")) == []


def test_the_name_and_township_repeated_in_another_table_are_for_people() -> None:
    assert found(("      级别: {type", "      乡镇: {type: text}\n      级别: {type")) == []


def test_an_unused_column_is_only_noted_an_unused_value_warned_of() -> None:
    text = SOUND.replace("      起: {type", "      文号: {type: text}\n      起: {type")
    text = text.replace("  年限: {tenure", "  增收: {formula: 收入 - 上年收入, basis: 第二条}\n  年限: {tenure")
    problems = load_text(text, "r", read_period("2022")).problems
    assert [(problem.code, problem.severity) for problem in problems] == [
        ("R603", Severity.NOTE),
        ("R604", Severity.WARNING),
    ]


def test_a_value_read_of_last_year_is_used() -> None:
    value = "增收: {formula: 收入 - 上年收入, basis: 第二条}"
    used = "when: 星级 ≥ 2 且 上年(增收) ≥ 1元"
    assert found(("  年限: {tenure", f"  {value}\n  年限: {{tenure"), ("when: 星级 ≥ 2", used)) == []


def quotas(*shares: tuple[str, str, str]) -> str:
    return "quotas:\n" + "".join(
        f"  - {{of: {of}, group: {group}, at_most: {most}, {'round: floor, ' if '%' in most else ''}order: [星级, 收入], overflow: 零星, basis: 第八条}}\n"
        for of, group, most in shares
    )


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ([("二星", "乡镇", "85%")], "105%"),
        ([("二星", "乡镇", "40%"), ("一星", "乡镇", "40.5%")], "100.5%"),
        ([("二星", "乡镇", "40%"), ("一星", "乡镇", "40%")], ""),
        ([("二星", "全部", "85%")], ""),
        ([("二星", "乡镇", "85")], ""),
        ([("三星以上", "乡镇", "85%")], ""),
    ],
)
def test_shares_of_one_group_are_added_up(shares: list[tuple[str, str, str]], said: str) -> None:
    """The sound file's own quota is 20% of 三星以上 in each township."""
    messages = [message for _, message in found(("quotas:\n", quotas(*shares)), codes="R608")]
    assert [message.split("，")[0] for message in messages] == ([f"各等次的名额合计{said}"] if said else [])


def test_a_scheme_with_errors_is_looked_at_for_what_hides_in_its_numbers_alone() -> None:
    text = SOUND.replace("2023-01-01: 2000元", "2023-01-01: 2022元").replace("from: 缺额", "from: 缺员额")
    assert {problem.code for problem in load_text(text, "r", read_period("2022")).problems} == {"R301", "R607"}
