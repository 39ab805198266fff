"""Every kind of fault in a rule file is said with its line, its column and words a clerk understands."""

from datetime import date
from pathlib import Path

import pytest
from broken_rules import CASES, SOUND, changed

from stardb.problems import CATALOGUE
from stardb.quantity import Frequency, find_period
from stardb.rulebook import LoadedScheme, load_scheme, load_text

DAY = date(2022, 12, 31)


def load(text: str) -> LoadedScheme:
    return load_text(text, "rule.yaml", find_period(DAY, Frequency.YEAR), DAY)


def test_the_sound_file_is_sound() -> None:
    made = load(SOUND)
    assert made.scheme is not None
    assert made.problems == ()


@pytest.mark.parametrize("case", CASES, ids=[f"{case[2]}-{n}" for n, case in enumerate(CASES)])
def test_a_fault_is_said_where_it_is(case: tuple[str, str, str, str]) -> None:
    old, new, code, said = case
    text, place = changed(old, new)
    found = [problem for problem in load(text).problems if problem.code == code]
    assert found, [(problem.code, str(problem.place), problem.message) for problem in load(text).problems]
    assert any(said in problem.message + problem.remedy for problem in found), [problem.message for problem in found]
    if place:
        assert place in [(problem.place.line, problem.place.column) for problem in found]


@pytest.mark.parametrize("case", CASES, ids=[f"{case[2]}-{n}" for n, case in enumerate(CASES)])
def test_one_fault_is_not_said_in_many_ways(case: tuple[str, str, str, str]) -> None:
    """A fault brings at most its consequence with it (a misspelt keyword is also a missing one)."""
    text, _ = changed(*case[:2])
    problems = load(text).problems
    assert len({problem.place for problem in problems}) <= 2, [(p.code, str(p.place), p.message) for p in problems]
    assert len(problems) <= 3


def test_messages_are_chinese_sentences_with_a_remedy_and_a_place_in_the_file() -> None:
    for case in CASES:
        text, _ = changed(*case[:2])
        for problem in load(text).problems:
            assert problem.remedy
            assert any("一" <= sign <= "鿿" for sign in problem.message)
            assert not any(
                word in problem.message for word in ("None", "True", "False", "Fraction", "Traceback", "Input")
            )
            assert 1 <= problem.place.line <= text.count("\n") + 1
            assert problem.place.column >= 1


def test_every_code_of_rule_files_that_an_error_can_have_is_among_the_cases() -> None:
    outside = {"R100"}  # files that cannot be read have tests of their own
    assert {code for code in CATALOGUE if code.startswith("R")} - {case[2] for case in CASES} == outside


def test_all_faults_are_reported_at_once() -> None:
    """Keywords, names, types, bands and bases misspelt in one file: one look shows them all."""
    text = SOUND
    for old, new in [
        ("type: text, required: true", "type: text, requird: true"),
        ("{points: 10, yes: 10,", "{pionts: 10, yes: 10,"),
        ("from: 缺额", "from: 缺员"),
        ("{20万元: 10, 10万元: 5, 0: 0}", "{10万元以上: 10, 10万元以下: 0}"),
        ("得分 ≥ 达标分", "得分 ≥ 80%"),
        ("of: 三星以上", "of: 五星以上"),
    ]:
        assert text.count(old) == 1
        text = text.replace(old, new)
    codes = [problem.code for problem in load(text).problems]
    assert sorted(codes) == ["R201", "R201", "R301", "R301", "R302", "R401"]


def test_what_reads_a_part_that_cannot_be_read_is_not_blamed() -> None:
    """级别 is gone with its fault, and so is 增幅: neither 争优星 nor a reader of 增幅 is said to name something missing."""
    text = SOUND.replace("formula: 收入 / 上年收入 - 1", "formulla: 收入 / 上年收入 - 1").replace(
        "when: 星级 ≥ 2", "when: 增幅 ≥ 2%"
    )
    assert [problem.code for problem in load(text).problems] == ["R204"]


def test_a_fault_in_the_grade_does_not_hide_those_elsewhere() -> None:
    """Nor are the vetoes and quotas blamed that bear on it, or what pays by it."""
    text = SOUND.replace("from: 星级\n  bands", "from: 星级\n  band").replace("from: 缺额", "from: 缺员")
    codes = [problem.code for problem in load(text).problems]
    assert codes.count("R301") == 1
    assert set(codes) <= {"R201", "R202", "R204", "R301"}


def test_a_name_only_a_clause_of_its_own_has_is_guessed_too() -> None:
    (problem,) = load(SOUND.replace("award: 得分 ≥ 达标分", "award: 得份 ≥ 达标分")).problems
    assert "是不是“得分”" in problem.message


def test_faults_are_in_the_order_of_the_file() -> None:
    text = (
        SOUND.replace("from: 缺额", "from: 缺员")
        .replace("of: 三星以上", "of: 五星以上")
        .replace("full: 60", "full: 70")
    )
    places = [(problem.place.line, problem.place.column) for problem in load(text).problems]
    assert places == sorted(places)
    assert len(places) == 3


def test_numbers_and_days_stay_what_the_clerk_typed() -> None:
    """YAML 1.1 reads 010 as 8, 1:30 as 90 and 0o7 as 7; a rule file does not, and says so, and not of what is quoted."""
    for words in (["010", "1:30"], ["'010'", "'1:30'"]):
        made = load(
            SOUND.replace("choices: [县级, 省级]", f"choices: [{', '.join(words)}]").replace(
                "{县级: 1, 省级: 3}", f"{{{words[0]}: 1, {words[1]}: 3}}"
            )
        )
        assert [problem.code for problem in made.problems] == ([] if "'" in words[0] else ["R105"] * 4)
        assert made.scheme is not None
        assert made.scheme.tables["表彰"].columns["级别"].words == ("010", "1:30")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "空的"),
        ("# 只有说明\n", "空的"),
        ("- 甲\n- 乙\n", "scheme"),
        ("办法\n", "scheme"),
        ("scheme：办法\n", "scheme"),
        ("{}", "缺少“scheme”"),
    ],
)
def test_a_file_that_is_no_rule_file(text: str, said: str) -> None:
    made = load(text)
    assert made.scheme is None
    assert said in made.problems[0].message


def test_a_file_that_is_not_there_or_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "办法.yaml"
    assert [p.code for p in load_scheme(path, "rules/办法.yaml", find_period(DAY, Frequency.YEAR), DAY).problems] == [
        "R100"
    ]
    path.write_bytes(SOUND.encode("gbk"))
    (problem,) = load_scheme(path, "rules/办法.yaml", find_period(DAY, Frequency.YEAR), DAY).problems
    assert (problem.code, str(problem.place), "UTF-8" in problem.message) == ("R100", "rules/办法.yaml", True)
    path.write_bytes(SOUND.encode("utf-8-sig"))  # 记事本 puts a mark in front
    assert load_scheme(path, "办法.yaml", find_period(DAY, Frequency.YEAR), DAY).problems == ()
    path.unlink()
    path.mkdir()
    assert [p.code for p in load_scheme(path, "办法.yaml", find_period(DAY, Frequency.YEAR), DAY).problems] == ["R100"]
