"""Case files damaged at random are answered with problems or results, never with a crash."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worked import RULES

from stardb.cases import Suite, coverage, propose, run_cases

CASES = """\
cases_of: 试评办法
base:
  as_of: 2022-12-31
  given: {收入: 25万元, 等次档: 甲}
cases:
  - case: 满20万元
    why: 第一条
    given:
      换届日: 2021年6月
      表彰:
        - {级别: 县级}
        - {级别: 省级}
    last: {星级: 1}
    before: [{period: 2019, 星级: 1}, {period: 2020, as_of: 2020-12-30, 星级: 待定}]
    expect: {得分(村收入): 20, 产业星: 得, 星级: 3, 奖补: 2万元, state: 已定}
  - case: 两个村
    as_of: 2023-12-31
    confirm: true
    subjects:
      - {name: 李村, given: {收入: 30万元, 表彰: 未报}, expect: {等次: 待定}}
      - {name: 王村, given: {乡镇: 乙乡}, last: 不参评, expect: {等次: 一星}}
"""
SIGNS = "：，。、“”（）{}[]:,-#&*!|>'\"%@`\t\n 0159年万元%≥<=+/且或非在甲是无nan~?"
WORDS = ["", "[]", "{}", "~", "true", "no", "-1", "0", "1e9", "9" * 40, "99999999999999999999", "2022-02-30", "0001-01-01", "9999-12-31", "甲", "50%", "3元", "是", "待定", "不参评", "未报", "a: b", "[1, 2]", "{a: 1}", "[{a: 1}]", "[[]]"]  # fmt: skip


def damaged(text: str, chance: random.Random) -> str:
    """One random change: a line dropped, doubled, moved or indented, a sign changed, or a value put in another's place."""
    lines = text.split("\n")
    i, j = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(8):
        case 0:
            del lines[i]
        case 1:
            lines.insert(i, lines[i])
        case 2:
            lines[i], lines[j] = lines[j], lines[i]
        case 3:
            lines[i] = chance.choice(["  ", " ", "\t", "    "]) + lines[i]
        case 4:
            lines[i] = lines[i].removeprefix("  ")
        case 5:
            at = chance.randrange(len(lines[i]) + 1)
            lines[i] = lines[i][:at] + chance.choice(SIGNS) + lines[i][at + chance.randrange(2) :]
        case 6:
            head, colon, _ = lines[i].rpartition(": ")
            lines[i] = head + colon + chance.choice(WORDS)
        case _:
            parts, other = lines[i].split(", "), lines[j].split(", ")
            at = chance.randrange(len(parts))
            head, colon, _ = parts[at].rpartition(": ")
            parts[at] = chance.choice([chance.choice(other), head + colon + chance.choice(WORDS)])
            lines[i] = ", ".join(parts)
    return "\n".join(lines)


def check(text: str) -> None:
    suite = Suite("r.yaml", RULES, "r.cases.yaml", text)
    done = run_cases(suite)
    assert done.results or done.problems
    for problem in done.problems:
        assert problem.message
        assert problem.place.line >= 1
        assert problem.place.column >= 1
    if done.scheme is not None:
        assert 0 <= coverage(done, done.scheme).percent <= 100
    propose(suite)


@pytest.mark.parametrize("seed", range(6))
def test_one_to_three_changes_at_random(seed: int) -> None:
    chance = random.Random(f"cases {seed}")
    for _ in range(25):
        text = CASES
        for _ in range(chance.randrange(1, 4)):
            text = damaged(text, chance)
        try:
            check(text)
        except Exception as error:
            raise AssertionError(f"this file broke it:\n{text}") from error


def test_the_undamaged_file_holds() -> None:
    done = run_cases(Suite("r.yaml", RULES, "r.cases.yaml", CASES))
    assert not done.problems
    assert [result.title for result in done.passed] == ["满20万元"]


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=SIGNS + "caseofgivnxpt", max_size=60))
def test_any_text_at_all(text: str) -> None:
    check(text)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(CASES)))
def test_a_file_cut_off_anywhere(length: int) -> None:
    check(CASES[:length])
