"""Shipped rule files damaged at random are always answered with problems or a scheme, never with a crash."""

import random
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_tables import made_up
from mutating import SIGNS, check_told, damaged, disordered

from stardb.quantity import Frequency, find_period, read_period
from stardb.rulebook import Scheme, load_text
from stardb.scoring import (
    Appraisal,
    History,
    Past,
    explain,
    find_names_that_count,
    phrase,
    phrase_losses,
    phrase_value,
    score,
)

FILES = sorted(
    path for path in (Path(__file__).parents[2] / "rules").rglob("*.yaml") if not path.name.endswith(".cases.yaml")
)
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in FILES}


def day_of(text: str) -> date:
    """The last day of a year in which a file is in force, and has all its parameters."""
    started = date.fromisoformat(text.split("valid_from: ")[1][:10])
    days = [date(started.year + k, 12, 31) for k in range(12)]
    return next(
        (day for day in days if load_text(text, "rule.yaml", find_period(day, Frequency.YEAR), day).scheme is not None),
        days[0],
    )


DAYS = {name: day_of(text) for name, text in TEXTS.items()}


def use(scheme: Scheme) -> None:
    """Score a scheme for nobody, one, some, and some of whom nothing is known, twice running; have all of it told."""
    chance = random.Random(0)
    for size, known in ((0, 1.0), (1, 1.0), (3, 0.0), (4, 0.7)):
        first = score(scheme, made_up(scheme, size, known, chance), History())
        _tell(first)
        if known == 0.7:
            day = scheme.as_of.replace(year=scheme.as_of.year - 1)
            past = History((Past(read_period(str(day.year)), day, first.record()),))
            _tell(score(scheme, made_up(scheme, size, known, chance), past))


def _tell(appraisal: Appraisal) -> None:
    appraisal.record()
    for i in range(len(appraisal.subjects)):
        for _, node in explain(appraisal, i).lines():
            phrase(node), phrase_value(node), phrase_losses(node)
        find_names_that_count(appraisal, i)
        for step in appraisal.scheme.steps:
            scored, rule = appraisal.scored[step.name], step.rule
            reason, advice = rule.sentence(scored, appraisal.columns, i), rule.suggest(scored, appraisal.columns, i)
            assert reason
            assert appraisal.sentences.reason(step, i) == reason  # made once for all with the same data
            assert appraisal.sentences.advice(step, i) == advice
            assert all(0 <= case < len(rule.core.cases) for case in rule.core.cases_of(scored, i))
            assert set(rule.reads(scored, i)) <= set(rule.inputs)


def check(text: str, day: date = date(2022, 12, 31)) -> None:
    made = load_text(text, "rule.yaml", find_period(day, Frequency.YEAR), day)
    assert made.scheme is not None or made.problems
    check_told(made.problems, text)
    if made.scheme is not None:
        use(made.scheme)


def check_all(texts: Iterable[str], day: date) -> None:
    for text in texts:
        try:
            check(text, day)
        except Exception as error:
            raise AssertionError(f"this file broke it:\n{text}") from error


@pytest.mark.parametrize("name", TEXTS)
def test_one_to_three_changes_at_random(name: str) -> None:
    chance = random.Random(name)
    texts = []
    for _ in range(10):
        text = TEXTS[name]
        for _ in range(chance.randrange(1, 4)):
            text = damaged(text, chance)
        texts.append(text)
    check_all(texts, DAYS[name])


@pytest.mark.parametrize("name", TEXTS)
def test_parts_deleted_replaced_moved_and_misnamed(name: str) -> None:
    chance = random.Random(name)
    others = list(TEXTS.values())
    check_all([disordered(TEXTS[name], others, chance) for _ in range(10)], DAYS[name])


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet=SIGNS + "schemubjtalvd", max_size=60))
def test_any_text_at_all(text: str) -> None:
    check(text)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(sorted(TEXTS)), st.integers(0, 10_000))
def test_a_file_cut_off_anywhere(name: str, length: int) -> None:
    check(TEXTS[name][:length])
