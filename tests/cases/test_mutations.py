"""Files of worked cases damaged at random are answered with problems or results, never with a crash."""

import random
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from mutating import SIGNS, check_told, damaged, disordered
from worked import RULES

from stardb.cases import Suite, measure_coverage, propose_cases, run_cases

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


def check(text: str) -> None:
    suite = Suite("r.yaml", RULES, "r.cases.yaml", text)
    done = run_cases(suite)
    assert done.results or done.problems
    for problem in done.problems:
        assert problem.message
        assert problem.place.line >= 1
        assert problem.place.column >= 1
    if done.scheme is not None:
        assert 0 <= measure_coverage(done, done.scheme).percent <= 100
    propose_cases(suite)


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


FOLDER = Path(__file__).parents[2] / "rules"
FILES = sorted(FOLDER.rglob("*.cases.yaml"))


def shortened(path: Path) -> str:
    """A file of cases with its first four."""
    root = yaml.compose(path.read_text(encoding="utf-8"))
    for key, value in root.value:
        if key.value == "cases":
            value.value = value.value[:4]
    return str(yaml.serialize(root, allow_unicode=True, width=10_000))


def check_shipped(rules: str, text: str) -> None:
    made = run_cases(Suite("办法.yaml", rules, "办法.cases.yaml", text))
    check_told([problem for problem in made.problems if problem.place.file == "办法.cases.yaml"], text)
    assert made.results or made.problems
    assert made.problems or all(result.appraisal is not None for result in made.results)
    if made.scheme is not None:
        measure_coverage(made, made.scheme)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_parts_deleted_replaced_moved_and_misnamed(path: Path) -> None:
    chance = random.Random(path.name)
    rules = path.with_name(path.name.replace(".cases", "")).read_text(encoding="utf-8")
    text = shortened(path)
    others = [shortened(FILES[0]), shortened(FILES[-1])]
    for _ in range(3):
        made = disordered(text, others, chance)
        try:
            check_shipped(rules, made)
        except Exception as error:
            raise AssertionError(f"these cases broke it:\n{made}") from error


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("[{职务: 主任}]", "应得的写的是“[{职务}]”"),
        ("[甲, {乙: 1}]", "应得的写的是“[甲、{乙}]”"),
        ("[]", "应得的写的是“”"),
    ],
)
def test_a_list_that_is_no_words_is_told_as_it_is_written(given: str, message: str) -> None:
    case = f"cases_of: 试评办法\nbase: {{as_of: 2022-12-31}}\ncases:\n  - {{case: 甲, expect: {{等次: {given}}}}}\n"
    made = run_cases(Suite("办法.yaml", RULES, "办法.cases.yaml", case))
    assert [problem.message.partition("，")[0] for problem in made.problems if problem.code == "C103"] == [
        f"“等次”{message}"
    ]
