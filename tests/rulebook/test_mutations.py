"""Shipped rule files damaged at random are always answered with problems or a scheme, never with a crash."""

import random
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stardb.intake.table import Subjects, Table, Tables
from stardb.quantity import Column, Kind
from stardb.quantity.logic import truth
from stardb.rulebook import Scheme, load_text
from stardb.rulebook.tables import ColumnSpec
from stardb.scoring import History, explain, score
from stardb.shipped import shipped

DAY = date(2022, 12, 31)
TEXTS = {
    Path(str(file)).name: file.read_text(encoding="utf-8")
    for file in shipped("rules").iterdir()
    if file.name.endswith(".yaml") and not file.name.endswith(".cases.yaml")
}
SIGNS = "：，。、“”（）{}[]:,-#&*!|>'\"%@`\t\n 0159年万元%≥<=+/且或非在甲是无nan~?"
WORDS = ["", "[]", "{}", "~", "true", "no", "-1", "0", "1e9", "9" * 40, "99999999999999999999", "2022-02-30", "甲", "50%", "3元", "是", "a: b", "[1, 2]", "{a: 1}"]  # fmt: skip


def damaged(text: str, chance: random.Random) -> str:
    """One random change: a line dropped, doubled, moved or indented, a sign changed, or a value put in another's place."""
    lines = text.split("\n")
    i, j = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(9):
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
        case 7:
            parts = lines[i].split(", ")
            other = lines[j].split(", ")
            parts[chance.randrange(len(parts))] = chance.choice(other)
            lines[i] = ", ".join(parts)
        case _:
            at = chance.randrange(len(lines[i]) + 1)
            lines[i] = lines[i][:at] + lines[i][at + chance.randrange(1, 6) :]
    return "\n".join(lines)


def made_up(scheme: Scheme) -> Tables:
    """Three subjects and what a scheme reads of them: the first all known, the second in part, the third not at all."""
    names = ("甲村", "乙村", "丙村")
    tables = {title: _table(title, spec.columns, [0, 1, 2]) for title, spec in scheme.tables.items() if not spec.many}
    many = {title: _table(title, spec.columns, [0, 0, 1]) for title, spec in scheme.tables.items() if spec.many}
    return Tables(Subjects(names, names, ("甲乡", "甲乡", "乙乡")), tables, many)


def _table(title: str, specs: Mapping[str, ColumnSpec], owners: list[int]) -> Table:
    columns = {name: _column(spec, k) for k, (name, spec) in enumerate(specs.items())}
    return Table(title, columns, (), np.full(3, -1), np.arange(3), np.array(owners))


def _column(spec: ColumnSpec, k: int) -> Column:
    known = np.array([True, k % 2 == 0, False])
    if spec.kind is Kind.TEXT:
        return Column.words(["甲", "乙", None]).masked(known)
    if spec.kind is Kind.CHOICE:
        return Column.coded(spec.words, np.where(known, k % len(spec.words), -1))
    if spec.kind is Kind.BOOL:
        return truth(np.array([k % 3 == 0] * 3), known)
    return Column.of(spec.kind, [k, Fraction(k, 2), 0]).masked(known)


def check(text: str) -> None:
    made = load_text(text, "rule.yaml", DAY)
    assert made.scheme is not None or made.problems
    if made.scheme is not None:
        appraisal = score(made.scheme, made_up(made.scheme), History(), "2022")
        for i in range(3):
            list(explain(appraisal, i).lines())
    for problem in made.problems:
        assert problem.message
        assert problem.place.line >= 1
        assert problem.place.column >= 1


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("seed", range(4))
def test_one_to_three_changes_at_random(name: str, seed: int) -> None:
    chance = random.Random(f"{name} {seed}")
    for _ in range(40):
        text = TEXTS[name]
        for _ in range(chance.randrange(1, 4)):
            text = damaged(text, chance)
        try:
            check(text)
        except Exception as error:
            raise AssertionError(f"this file broke it:\n{text}") from error


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=SIGNS + "schemubjtalvd", max_size=60))
def test_any_text_at_all(text: str) -> None:
    check(text)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(TEXTS)), st.integers(0, 10_000))
def test_a_file_cut_off_anywhere(name: str, length: int) -> None:
    check(TEXTS[name][:length])
