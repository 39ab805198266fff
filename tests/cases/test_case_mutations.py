"""Files of worked cases damaged at random are answered with problems or results, never with a crash."""

import random
from pathlib import Path

import pytest
import yaml
from mutating import check_told, disordered
from worked import RULES

from stardb.cases.coverage import coverage
from stardb.cases.running import run_cases
from stardb.cases.suites import Suite

FOLDER = Path(__file__).parents[2] / "rules"
FILES = sorted(FOLDER.rglob("*.cases.yaml"))


def shortened(path: Path) -> str:
    """A file of cases with its first four."""
    root = yaml.compose(path.read_text(encoding="utf-8"))
    for key, value in root.value:
        if key.value == "cases":
            value.value = value.value[:4]
    return str(yaml.serialize(root, allow_unicode=True, width=10_000))


def check(rules: str, text: str) -> None:
    made = run_cases(Suite("办法.yaml", rules, "办法.cases.yaml", text))
    check_told([problem for problem in made.problems if problem.place.file == "办法.cases.yaml"], text)
    assert made.results or made.problems
    assert made.problems or all(result.appraisal is not None for result in made.results)
    if made.scheme is not None:
        coverage(made, made.scheme)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_parts_deleted_replaced_moved_and_misnamed(path: Path) -> None:
    chance = random.Random(path.name)
    rules = path.with_name(path.name.replace(".cases", "")).read_text(encoding="utf-8")
    text = shortened(path)
    others = [shortened(FILES[0]), shortened(FILES[-1])]
    for _ in range(3):
        made = disordered(text, others, chance)
        try:
            check(rules, made)
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
