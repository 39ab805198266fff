"""Whatever a shipped rule file rates: its advice does what it says, and its numbers are found."""

import random
from datetime import date
from pathlib import Path

import pytest
from made_tables import made_up

from stardb.advice import advise, change_tables, describe_advice, find_common_losses, find_near_edges, find_rule_numbers
from stardb.quantity import Frequency, find_period
from stardb.rulebook import load_text
from stardb.scoring import History, score
from stardb.yamlfile import read_source

RULES = Path(__file__).parents[2] / "rules"
FILES = sorted(path for path in RULES.rglob("*.yaml") if not path.name.endswith(".cases.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_advice_of_made_up_subjects_does_what_it_says(path):
    text = path.read_text(encoding="utf-8")
    started = int(text.split("valid_from: ")[1][:4])
    loaded = (
        load_text(text, path.name, find_period(day, Frequency.YEAR), day).scheme
        for day in (date(started + k, 12, 31) for k in range(12))
    )
    scheme = next(one for one in loaded if one is not None)
    made = score(scheme, made_up(scheme, 6, 0.9, random.Random(path.name)), History())
    advice = advise(made)
    for i, targets in advice.targets.items():
        assert describe_advice(advice, i)["targets"] is not None
        for one in targets:
            for plan in one.plans:
                after = score(scheme, change_tables(made, {i: plan.every}), made.history)
                name = one.target.promised.name
                before, now = (one.target.height(each.columns[name].at(i)) for each in (made, after))
                assert now > before
    find_near_edges(made), find_common_losses(made)
    source = read_source(text, path.name)
    lines = text.split("\n")
    for number in find_rule_numbers(source):
        line = lines[number.place.line - 1]
        assert line[number.place.column - 1 :].startswith(number.text), (number, line)
